//! What stands for a family.

use brevsmed::font::{FontBook, Match, MetricsOf};

use super::regular;

/// The selection for some families in words: drawn, how well, and what is made up.
fn shown(families: &[&str], bold: bool, italic: bool) -> String {
    let book = FontBook::shipped();
    families
        .iter()
        .map(|family| {
            let selection = book.select(family, bold, italic, MetricsOf::Requested);
            let scale = if selection.scale < 1.0 {
                format!(" × {}", selection.scale)
            } else {
                String::new()
            };
            let slanted = if selection.synthetic_italic { ", slanted" } else { "" };
            let drawn = &book.descriptor(selection.face).name;
            format!("{family}: {drawn}{scale}{slanted}, {:?}\n", selection.substitution)
        })
        .collect()
}

#[test]
fn each_family_has_its_substitute() {
    insta::assert_snapshot!(shown(
        &[
            "Calibri",
            "calibri",
            " CALIBRI ",
            "\"Calibri\"",
            "Calibri Light",
            "Aptos",
            "Candara",
            "Gill Sans MT",
            "Cambria",
            "Constantia",
            "Arial",
            "Arial Black",
            "Arial Narrow",
            "Arial CE",
            "Helvetica",
            "Segoe UI",
            "Segoe UI Semibold",
            "Tahoma",
            "Verdana",
            "Times New Roman",
            "Times New Roman Bold",
            "Georgia",
            "Garamond",
            "Courier New",
            "Consolas",
            "Symbol",
            "Wingdings",
            "MS Mincho",
            "MS Gothic",
            "Franklin Gothic Demi",
            "Carlito",
            "Liberation Mono",
        ],
        false,
        false
    ));
}

#[test]
fn an_unknown_name_is_guessed_from_its_words() {
    insta::assert_snapshot!(shown(
        &[
            "KBH Tekst",
            "Foundry Sterling",
            "Minion Pro",
            "Adobe Garamond Pro",
            "Noto Serif",
            "PT Sans",
            "IBM Plex Mono",
            "Bodoni Book",
            "Stone Sans Semibold",
            "Ukendt-Bold",
            "",
            "Times-Roman",
        ],
        false,
        false
    ));
}

#[test]
fn each_style_has_its_face() {
    let mut all = String::new();
    for (bold, italic) in [(true, false), (false, true), (true, true)] {
        all.push_str(&shown(
            &["Calibri", "Cambria", "Arial", "Georgia", "Consolas", "Verdana"],
            bold,
            italic,
        ));
    }
    insta::assert_snapshot!(all);
}

/// The table that the reference renderings were made with.
#[test]
fn families_stand_for_each_other_as_in_the_references() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus/render/ref/fonts.conf");
    let Ok(conf) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the references are not here");
        return;
    };
    let book = FontBook::shipped();
    let mut compared = 0;
    for line in conf.lines().filter(|line| line.contains("binding=\"strong\"")) {
        let strings: Vec<&str> = line
            .split("<string>")
            .skip(1)
            .filter_map(|rest| rest.split("</string>").next())
            .collect();
        let [asked, drawn] = strings[..] else { continue };
        // The product ships neither: the one is drawn narrower, the other's signs are in DejaVu Sans.
        let drawn = match drawn {
            "Liberation Sans Narrow" => "Liberation Sans",
            "OpenSymbol" => "DejaVu Sans",
            drawn => drawn,
        };
        let selection = regular(&book, asked);
        assert_eq!(book.descriptor(selection.face).family, drawn, "{asked}");
        assert_ne!(selection.substitution, Match::Unknown, "{asked}");
        compared += 1;
    }
    assert!(compared > 50, "{compared}");
}
