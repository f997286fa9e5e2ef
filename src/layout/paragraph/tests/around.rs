//! What stands around a paragraph: gaps, borders, shading.

use super::*;

fn gap_of(
    change: impl FnOnce(&mut ParagraphFormat, &mut ParagraphFormat, &mut LetterSettings),
) -> f64 {
    let (mut upper, mut lower) = (format(), format());
    upper.after = Pt(12.0);
    lower.before = Pt(18.0);
    let mut settings = LetterSettings::default();
    change(&mut upper, &mut lower, &mut settings);
    let mark = run("Calibri", 10.0);
    let above = paragraph(Vec::new(), upper, mark.clone());
    let below = paragraph(Vec::new(), lower, mark);
    with(&letter(settings), MetricsOf::Requested, |context| {
        gap(context, Some(&above), Some(&below)).0
    })
    .0
}

#[test]
fn gaps_between_paragraphs() {
    near(gap_of(|_, _, _| {}), 18.0);
    near(gap_of(|_, _, settings| settings.gaps_add_up = true), 30.0);
    // Contextual spacing, side by side.
    near(gap_of(|upper, _, _| upper.contextual = true), 6.0);
    near(gap_of(|_, lower, _| lower.contextual = true), 12.0);
    near(gap_of(|upper, lower, _| (upper.contextual, lower.contextual) = (true, true)), 0.0);
    near(
        gap_of(|upper, lower, _| {
            (upper.contextual, lower.contextual) = (true, true);
            lower.style = Arc::from("Heading1");
        }),
        18.0,
    );
    near(gap_of(|upper, _, _| upper.after_auto = true), 18.0);
    near(gap_of(|_, lower, _| lower.before_auto = true), 14.0);
}

#[test]
fn borders_take_height_and_lie_outside_the_text() {
    let mut bordered = format();
    let border = |space: f64| Border {
        style: BorderStyle::Single,
        width: Pt(1.0),
        space: Pt(space),
        color: None,
    };
    bordered.borders = ParagraphBorders {
        top: Some(border(1.0)),
        left: Some(border(4.0)),
        bottom: Some(border(1.0)),
        right: Some(border(4.0)),
        between: None,
    };
    let (paragraph, letter, width, metrics) =
        Probe { format: bordered, width: 200.0, ..Probe::default() }.paragraph("ord");
    let (dump, _) = with(&letter, metrics, |context| {
        let laid = lay(context, &paragraph, Pt(width), &Open(Pt(width)));
        let how = PaintLines {
            x: Pt(72.0),
            y: Pt(100.0),
            lines: 0..1,
            joined_above: false,
            joined_below: false,
            gap_below: Pt::ZERO,
        };
        let mut items = Vec::new();
        let height = paint(context, &laid, &how, &mut items);
        let items: String = items.iter().map(item_text).collect();
        format!("height {:.2}\n{items}", height.0)
    });
    insta::assert_snapshot!(dump, @r#"
    height 16.21
      stroke 67.00,100.50 to 277.00,100.50 thick 1.00 Solid
      stroke 67.00,115.71 to 277.00,115.71 thick 1.00 Solid
      stroke 67.50,100.00 to 67.50,116.21 thick 1.00 Solid
      stroke 276.50,100.00 to 276.50,116.21 thick 1.00 Solid
      72.00…86.01 @111.71 10.0 "ord"
    "#);
}
