//! Random tables: any cuts paint every line once, cells do not overlap, heights add up.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A random cell's shape: words, paragraphs, span, merge, margins and borders.
type CellSketch = (usize, usize, u32, u8, bool);

fn sketch() -> impl Strategy<Value = Vec<(Vec<CellSketch>, bool, bool, u8)>> {
    let cell = (0usize..25, 1usize..4, 1u32..4, 0u8..6, any::<bool>());
    let row = (prop::collection::vec(cell, 1..5), any::<bool>(), any::<bool>(), 0u8..6);
    prop::collection::vec(row, 1..9)
}

fn from_sketch(sketch: &[(Vec<CellSketch>, bool, bool, u8)]) -> Table {
    let mut slot = 0;
    let mut header = true;
    let mut rows = Vec::new();
    for (at, (cells, cant_split, leads, height)) in sketch.iter().enumerate() {
        let mut row = row(Vec::new());
        for (count, paragraphs, span, merge, keep) in cells {
            let mut blocks = Vec::new();
            for number in 0..*paragraphs {
                slot += 1;
                let text: Vec<String> =
                    (0..*count).map(|word| format!("s{slot}p{number}w{word}")).collect();
                let kept = ParagraphFormat {
                    keep_next: *keep,
                    after: Pt(f64::from(slot % 3) * 4.0),
                    keep_lines: slot % 5 == 0,
                    ..format()
                };
                blocks.push(paragraph_of(&text.join(" "), slot, kept));
            }
            let mut cell = cell(blocks);
            cell.span = *span;
            cell.merge = match merge {
                0 => VerticalMerge::Restart,
                1 | 2 => VerticalMerge::Continue,
                _ => VerticalMerge::None,
            };
            cell.borders = framed(f64::from(*merge));
            row.cells.push(cell);
        }
        row.cant_split = *cant_split;
        header &= *leads && at < 2;
        row.header = header;
        row.height = match height {
            0 => Some((Pt(40.0), HeightRule::AtLeast)),
            _ => None,
        };
        rows.push(row);
    }
    let mut table = table(&[60.0, 80.0, 50.0, 70.0, 60.0], rows);
    table.layout = TableLayout::Autofit;
    table
}

/// How often each slot's text was painted, letter by letter.
fn tally(items: &[Item], into: &mut BTreeMap<u32, String>) {
    for item in items {
        if let (Paint::Text(text), Tag::Slot(slot)) = (&item.paint, item.tag) {
            into.entry(slot.0).or_default().push_str(&text.text.replace(' ', ""));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_cuts_paint_every_line_once(
        sketch in sketch(),
        steps in prop::collection::vec((20.0f64..200.0, any::<bool>()), 1..12),
    ) {
        let table = from_sketch(&sketch);
        modern(&table, |context, laid| {
            let mut whole = BTreeMap::new();
            tally(&painted(context, laid, &laid.start(), &laid.end()), &mut whole);
            let mut cut = BTreeMap::new();
            let mut from = laid.start();
            let mut stuck = 0;
            for (height, force) in steps.iter().cycle() {
                if laid.is_end(&from) {
                    break;
                }
                let force = *force || stuck > 2;
                let (to, taken) = laid.cut(&from, Pt(*height), force);
                prop_assert!(!force || to != from, "a forced cut goes on");
                if to == from {
                    stuck += 1;
                    continue;
                }
                stuck = 0;
                prop_assert!(force || taken.0 <= *height + 0.02, "{taken:?} of {height}");
                let between = laid.height_between(&from, &to);
                prop_assert!((between - taken).abs().0 < 0.02, "{between:?} {taken:?}");
                let items = painted(context, laid, &from, &to);
                for item in &items {
                    if let Paint::Text(text) = &item.paint {
                        prop_assert!(text.baseline.0 > 0.0 && text.baseline.0 < taken.0 + 0.02);
                    }
                }
                tally(&items, &mut cut);
                from = to;
            }
            prop_assert_eq!(whole, cut);
            Ok(())
        })?;
    }

    #[test]
    fn cells_do_not_overlap_and_heights_add_up(sketch in sketch()) {
        let table = from_sketch(&sketch);
        modern(&table, |_, laid| {
            let parts = laid.parts(&laid.start(), &laid.end());
            let sum: Pt = parts.iter().map(|part| part.height).sum();
            prop_assert!((sum + widest(laid) - laid.height).abs().0 < 0.02);
            let mut areas: Vec<crate::units::Rect> = Vec::new();
            laid.each_seen(&parts, (&laid.start(), &laid.end()), (Pt::ZERO, Pt::ZERO), |seen| {
                areas.push(seen.area);
            });
            for (at, a) in areas.iter().enumerate() {
                for b in &areas[at + 1..] {
                    let apart = a.x.0 + 0.01 >= b.right().0
                        || b.x.0 + 0.01 >= a.right().0
                        || a.y.0 + 0.01 >= b.bottom().0
                        || b.y.0 + 0.01 >= a.bottom().0;
                    prop_assert!(apart, "{a:?} {b:?}");
                }
            }
            Ok(())
        })?;
    }
}

/// What the lines below the last row take.
fn widest(laid: &LaidTable<'_>) -> Pt {
    borders::widest(&laid.rules[laid.rows.len()])
}
