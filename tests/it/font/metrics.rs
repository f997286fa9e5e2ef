//! The height of a line and its baseline, family by family (rendering, 4.2 and part 5).

use brevsmed::font::{FontBook, MetricsOf};

/// Height of a line and the baseline below its top, as shares of the size, rounded to 1/10000.
fn line(book: &FontBook, family: &str, of: MetricsOf) -> (f64, f64) {
    let metrics = book.select(family, false, false, of).metrics;
    let rounded = |share: f64| (share * 10_000.0).round() / 10_000.0;
    (
        rounded(metrics.ascent + metrics.descent + metrics.line_gap),
        rounded(metrics.ascent + metrics.line_gap),
    )
}

#[test]
fn the_faces_give_the_lines_that_were_measured() {
    let book = FontBook::shipped();
    for (family, height, baseline) in [
        ("Carlito", 1.2207, 0.9707),
        ("Caladea", 1.15, 0.9),
        ("Liberation Sans", 1.1499, 0.938),
        ("Liberation Serif", 1.1499, 0.9336),
        ("Liberation Mono", 1.1328, 0.8325),
        ("DejaVu Sans", 1.1641, 0.9282),
    ] {
        for of in [MetricsOf::Requested, MetricsOf::Substitute] {
            assert_eq!(line(&book, family, of), (height, baseline), "{family}, {of:?}");
        }
    }
}

#[test]
fn lines_are_as_tall_as_those_of_the_family_asked_for() {
    let book = FontBook::shipped();
    for (family, height, baseline) in [
        ("Calibri", 1.2207, 0.9707),
        ("Cambria", 1.1724, 0.9502),
        ("Georgia", 1.1362, 0.917),
        ("Arial", 1.1499, 0.938),
        ("Times New Roman", 1.1499, 0.9336),
        ("Courier New", 1.1328, 0.8325),
        ("Verdana", 1.2153, 1.0054),
        ("Tahoma", 1.207, 1.0005),
        ("Segoe UI", 1.3301, 1.0791),
        ("Arial Narrow", 1.1475, 0.9355),
    ] {
        assert_eq!(line(&book, family, MetricsOf::Requested), (height, baseline), "{family}");
    }
}

#[test]
fn for_a_comparison_lines_are_those_of_the_substitute() {
    let book = FontBook::shipped();
    assert_eq!(line(&book, "Cambria", MetricsOf::Substitute), (1.15, 0.9));
    assert_eq!(line(&book, "Georgia", MetricsOf::Substitute), (1.1499, 0.9336));
    assert_eq!(line(&book, "Verdana", MetricsOf::Substitute), (1.1641, 0.9282));
}

#[test]
fn descriptors_come_from_the_tables() {
    let book = FontBook::shipped();
    let mut shown = String::new();
    for family in ["Carlito", "Caladea", "Arial", "Times New Roman", "Courier New", "Verdana"] {
        for (bold, italic) in [(false, false), (true, true)] {
            let face = book.select(family, bold, italic, MetricsOf::Requested).face;
            shown.push_str(&format!("{:#.1?}\n", book.descriptor(face)));
        }
    }
    insta::assert_snapshot!(shown);
}
