//! The manuscript: what readers may meet of a paragraph, and where it stands.

use std::fmt::Write;

use brevsmed::lint::manuscript;
use brevsmed::lint::manuscript::{Manuscript, Seen};
use brevsmed::template::{CompileOptions, Template};

use super::sketch::Sketch;

/// A manuscript as text: paragraphs with their pieces, then what else there is.
fn dump(read: &Manuscript<'_>) -> String {
    let mut text = String::new();
    for story in &read.stories {
        let _ = writeln!(text, "== {}", story.kind.key());
        for paragraph in &story.paragraphs {
            let level =
                paragraph.heading_level().map(|level| format!(" H{level}")).unwrap_or_default();
            let list =
                paragraph.list.as_ref().map(|item| format!(" {}", item.format)).unwrap_or_default();
            let cell = paragraph.cell.map(|cell| format!(" {cell:?}")).unwrap_or_default();
            let _ = writeln!(text, "{}{level}{list}{cell}: {}", paragraph.number, paragraph.shown);
            let read: String = paragraph.text();
            if read != paragraph.shown {
                let _ = writeln!(text, "    reads {read:?}");
            }
            for piece in paragraph.pieces.iter().filter(|piece| piece.seen == Seen::Branch) {
                let _ = writeln!(text, "    branch {:?}", &paragraph.shown[piece.shown.clone()]);
            }
        }
        for table in &story.tables {
            let rows: Vec<String> = table
                .rows
                .iter()
                .map(|row| format!("{}{}", row.cells.len(), if row.header { "h" } else { "" }))
                .collect();
            let _ = writeln!(
                text,
                "table {} data={} rows {}",
                table.number,
                table.data,
                rows.join(" ")
            );
        }
        for object in &story.objects {
            let _ = writeln!(
                text,
                "object {:?} {:?} alt={:?} decorative={} floating={}",
                object.kind, object.name, object.alt, object.decorative, object.floating
            );
        }
        for link in &story.links {
            let _ = writeln!(text, "link {:?} to {:?}", link.text, link.address);
        }
    }
    text
}

fn read(sketch: &str) -> String {
    let bytes = Sketch::read(sketch).docx();
    let template = Template::compile(&bytes, &CompileOptions::default()).expect("a template");
    dump(&manuscript(&template).expect("XML"))
}

#[test]
fn codes_are_told_from_what_readers_meet() {
    insta::assert_snapshot!(read(
        r#"
# Afgørelse
Kære { MERGEFIELD Borger.Navn }.
{ IF { MERGEFIELD Question:00042 } = "J" "Du får { MERGEFIELD Sag.Beløb } kr." "Du får ikke **støtte**." }
{ IF{ MERGEFIELD A.B }="x" “a = b” }og mere.
{ IF 1 = 1 "ydre { IF { MERGEFIELD C } <> "" "indre" } slut" }
Se [vores side](https://egeby.dk) eller { DATE \@ "d. MMMM" }.
- Et punkt
|! Ydelse | Beløb
| Tandpleje | 100
![Logo](logo.png) og !![-](pynt.png)
"#
    ));
}
