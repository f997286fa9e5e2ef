//! Whatever is asked of a paragraph, setting it ends and loses nothing.

use proptest::prelude::*;

use super::*;

fn lengths() -> impl Strategy<Value = f64> {
    prop_oneof![
        -50.0..300.0,
        Just(0.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(1e12),
        Just(-1e12)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is asked for, setting ends, and every character is on some line once.
    #[test]
    fn everything_is_set_once(
        text in "[a-eæ א0-9 \u{a0}\u{ad}\u{2011}→↵⇟,.-]{0,60}",
        (left, right, first, width) in (lengths(), lengths(), lengths(), lengths()),
        (size, spacing) in (lengths(), -3.0..3.0),
        align in prop_oneof![Just(Alignment::Start), Just(Alignment::Justify), Just(Alignment::End)],
        rtl in any::<bool>(),
    ) {
        let mut format = format();
        format.left = Pt(left);
        format.right = Pt(right);
        format.first = Pt(first);
        format.align = align;
        format.rtl = rtl;
        let run = RunFormat { spacing: Pt(spacing), ..run("Calibri", size) };
        let settings = LetterSettings { hyphenate: true, mode: Mode::Word2013, ..LetterSettings::default() };
        let probe = Probe { run, format, settings, width, ..Probe::default() };
        let found: String = probe.set(&text, |laid| {
            laid.lines.iter().map(|line| {
                line.items.iter().filter_map(|item| match &item.paint {
                    Paint::Text(text) if text.actual.as_deref() != Some("\u{ad}") => Some(text.text.as_str()),
                    _ => None,
                }).collect::<String>()
            }).collect()
        });
        let expected: String = text
            .replace(['→', '↵', '⇟'], " ")
            .replace('\u{ad}', "")
            .replace('\u{2011}', "-");
        prop_assert_eq!(found, expected);
    }
}
