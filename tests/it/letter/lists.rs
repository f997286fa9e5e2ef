//! Lists, a case a rule: levels, numbers, restarts, bullets.

use super::{document, letter, lines, paragraph_words, paragraphs};

/// A level: format, text, and what else it has.
fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

/// A definition with these levels and a list of it with the same number.
fn list(id: u8, levels: &[String]) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}">{}</w:abstractNum><w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#,
        levels.concat()
    )
}

/// A paragraph of a list; level and list.
fn item(level: u8, list: u8) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
    )
}

/// The labels of the items of `numbering`, in one line.
fn labels(numbering: &str, items: &str) -> String {
    let letter = letter(&document(items, &[("numbering", numbering)]));
    paragraphs(&letter)
        .iter()
        .map(|paragraph| {
            paragraph.label.as_ref().map_or("-".to_owned(), |label| label.text.clone())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn numbers_are_written_in_their_format() {
    let rows = [
        ("decimal", 1, "1 2 3"),
        ("decimal", 9, "9 10 11"),
        ("decimalZero", 9, "09 10 11"),
        ("upperRoman", 3, "III IV V"),
        ("upperRoman", 1998, "MCMXCVIII MCMXCIX MM"),
        ("lowerRoman", 8, "viii ix x"),
        ("upperLetter", 25, "Y Z AA"),
        ("lowerLetter", 52, "zz aaa bbb"),
        ("ordinal", 1, "1. 2. 3."),
        ("cardinalText", 1, "En To Tre"),
        ("ordinalText", 1, "Første Anden Tredje"),
        ("chicago", 3, "‡ § **"),
        ("numberInDash", 1, "- 1 - - 2 - - 3 -"),
        ("none", 1, "  "),
        ("hex", 10, "A B C"),
        ("ukendt", 1, "1 2 3"),
    ];
    for (format, start, expected) in rows {
        let level = level(0, format, "%1", "")
            .replace(r#"<w:start w:val="1"/>"#, &format!(r#"<w:start w:val="{start}"/>"#));
        let items = item(0, 1).repeat(3);
        assert_eq!(labels(&list(1, &[level]), &items), expected, "{format} from {start}");
    }
}

#[test]
fn counters_go_on_and_begin_anew() {
    let three = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "lowerLetter", "%3)", ""),
    ];
    let legal = [level(0, "upperRoman", "%1.", ""), level(1, "decimal", "%1.%2", "<w:isLgl/>")];
    let never = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2", r#"<w:lvlRestart w:val="0"/>"#),
    ];
    let first_only = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%2", ""),
        level(2, "decimal", "%3", r#"<w:lvlRestart w:val="1"/>"#),
    ];
    let sequence = |levels: &[u8]| levels.iter().map(|level| item(*level, 1)).collect::<String>();
    let mixed = |items: &[(u8, u8)]| {
        items.iter().map(|(level, list)| item(*level, *list)).collect::<String>()
    };
    let shared = format!(
        r#"{}<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>"#,
        list(1, &three)
    );
    let separate = format!("{}{}", list(1, &three), list(2, &legal));
    let rows = [
        (
            "deeper levels begin anew",
            list(1, &three),
            sequence(&[0, 1, 1, 0, 1]),
            "1. 1.1 1.2 2. 2.1",
        ),
        ("three levels", list(1, &three), sequence(&[0, 1, 2, 2, 1, 2]), "1. 1.1 a) b) 1.2 a)"),
        ("a level jumped over stands at its start", list(1, &three), sequence(&[1, 1]), "1.1 1.2"),
        ("legal numbers", list(1, &legal), sequence(&[0, 0, 1]), "I. II. 2.1"),
        ("never anew", list(1, &never), sequence(&[0, 1, 0, 1]), "1. 1.1 2. 2.2"),
        (
            "anew after level 1 only",
            list(1, &first_only),
            sequence(&[0, 1, 2, 1, 2, 0, 2]),
            "1. 1 1 2 2 2. 1",
        ),
        (
            "lists of one definition go on",
            shared.clone(),
            mixed(&[(0, 1), (0, 2), (0, 1)]),
            "1. 2. 3.",
        ),
        (
            "a start of its own",
            shared.clone(),
            mixed(&[(0, 1), (0, 1), (0, 3), (0, 3)]),
            "1. 2. 1. 2.",
        ),
        (
            "it starts anew once",
            shared.clone(),
            mixed(&[(0, 1), (0, 3), (0, 1), (0, 3)]),
            "1. 1. 2. 3.",
        ),
        ("a level replaced", shared, mixed(&[(0, 1), (0, 4)]), "1. B)"),
        ("definitions count apart", separate, mixed(&[(0, 1), (0, 2), (0, 1)]), "1. I. 2."),
        ("list 0 is none", list(1, &three), mixed(&[(0, 1), (0, 0), (0, 1)]), "1. - 2."),
        ("a list that is not there is none", list(1, &three), mixed(&[(0, 9)]), "-"),
        ("a level that is not there is none", list(1, &three), sequence(&[5]), "-"),
    ];
    for (rule, numbering, items, expected) in rows {
        assert_eq!(labels(&numbering, &items), expected, "{rule}");
    }
}

#[test]
fn bullets_are_unicode() {
    let font = |family: &str| {
        format!(r#"<w:rPr><w:rFonts w:ascii="{family}" w:hAnsi="{family}"/></w:rPr>"#)
    };
    let rows = [
        ("Symbol", "\u{F0B7}", "•"),
        ("Wingdings", "\u{F0A7}", "▪"),
        ("Wingdings", "\u{F0D8}", "➢"),
        ("Wingdings", "\u{F0FC}", "✓"),
        ("Courier New", "o", "○"),
        ("Calibri", "–", "–"),
        ("Calibri", "\u{F0B7}", "•"),
    ];
    for (family, sign, expected) in rows {
        let levels =
            [level(0, "bullet", sign, "")
                .replace("</w:lvl>", &format!("{}</w:lvl>", font(family)))];
        assert_eq!(labels(&list(1, &levels), &item(0, 1)), expected, "{family} {sign}");
    }
    let picture = [level(0, "bullet", "\u{F0B7}", r#"<w:lvlPicBulletId w:val="0"/>"#)];
    assert_eq!(labels(&list(1, &picture), &item(0, 1)), "•");
}

#[test]
fn a_style_brings_its_list() {
    let numbering = format!(
        "{}{}",
        list(
            1,
            &[
                level(0, "decimal", "%1", r#"<w:pStyle w:val="O1"/>"#),
                level(1, "decimal", "%1.%2", r#"<w:pStyle w:val="O2"/>"#),
            ]
        ),
        list(
            2,
            &[level(0, "bullet", "–", r#"<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>"#)]
        )
    );
    let styles = concat!(
        r#"<w:style w:type="paragraph" w:styleId="O1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="O2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="Smal"><w:name w:val="Smal"/><w:basedOn w:val="Punkt"/><w:pPr><w:ind w:left="300"/></w:pPr></w:style>"#,
    );
    let of = |style: &str, more: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{style}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        of("O1", ""),
        of("O2", ""),
        of("O2", ""),
        of("O1", ""),
        of("Punkt", ""),
        of("Punkt", r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#),
        of("Punkt", r#"<w:ind w:left="1000"/>"#),
        of("Smal", ""),
    ]
    .concat();
    let letter = letter(&document(&body, &[("numbering", &numbering), ("styles", styles)]));
    let found: Vec<String> = paragraphs(&letter)
        .iter()
        .map(|paragraph| {
            format!("{} | {}", super::line(paragraph), paragraph_words(&paragraph.format))
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r"
    [1] O1 | outline 1
    [1.1] O2 | outline 2
    [1.2] O2 | outline 2
    [2] O1 | outline 1
    [–] Punkt | left 36, first -18
    Punkt | 
    [–] Punkt | left 50, first -18
    [–] Smal | left 15, first -18
    ");
}

#[test]
fn a_numbering_style_defines_the_list_of_another() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Liste"/></w:abstractNum><w:abstractNum w:abstractNumId="8"><w:styleLink w:val="Liste"/>{}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num>"#,
        level(0, "lowerLetter", "%1)", "")
    );
    assert_eq!(labels(&numbering, &item(0, 5).repeat(2)), "a) b)");
}

#[test]
fn hidden_items_do_not_count_and_empty_ones_do() {
    let numbering = list(1, &[level(0, "decimal", "%1.", "")]);
    let hidden = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"#;
    let empty =
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#;
    let items = format!("{}{hidden}{}{empty}{}", item(0, 1), item(0, 1), item(0, 1));
    let letter = letter(&document(&items, &[("numbering", &numbering)]));
    insta::assert_snapshot!(lines(&letter), @r"
    [1.] x
    [2.] x
    [3.] 
    [4.] x
    ");
}
