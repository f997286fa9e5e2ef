//! Places of a composed letter in the files that it was made of.

use brevsmed::bundle::{Assembled, Bundle, Element, Layer, LetterTemplate, Master, Places};
use brevsmed::catalogue::Manifest;
use brevsmed::compose::{Composed, Origin, Piece};
use brevsmed::diagnostic::{MessageLanguage, Place, StoryKind};

use crate::support::{Doc, text};

fn paragraph(style: &str, words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, text(words))
}

fn table(words: &str) -> String {
    format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>", text(words))
}

fn bundle() -> Bundle {
    let element = |key: &str| Element {
        key: key.to_owned(),
        file: format!("elements/{key}.docx"),
        ..Element::default()
    };
    Bundle {
        central: Layer {
            masters: vec![Master {
                key: "borger".to_owned(),
                file: "masters/borger.docx".to_owned(),
                ..Master::default()
            }],
            elements: vec![element("klage"), element("kontakt")],
            templates: vec![LetterTemplate {
                manifest: Manifest { master: Some("borger".to_owned()), ..Manifest::default() },
                file: "templates/afslag.docx".to_owned(),
                ..LetterTemplate::default()
            }],
            ..Layer::default()
        },
        ..Bundle::default()
    }
}

#[test]
fn a_paragraph_is_counted_in_the_file_it_came_from() {
    let master = |paragraph| Origin { piece: Piece::Master, paragraph };
    let body = |paragraph| Origin { piece: Piece::Body, paragraph };
    let klage = |paragraph| Origin { piece: Piece::Element("klage".to_owned()), paragraph };
    let composed: &[(String, Origin)] = &[
        (paragraph("Normal", "adresse"), master(1)),
        (table("master"), master(2)),
        (paragraph("Overskrift1", "Afgørelse"), body(1)),
        (paragraph("Normal", "Du får"), body(2)),
        (table("body"), body(3)),
        (paragraph("Normal", "Du kan"), klage(1)),
        (paragraph("Overskrift2", "Klage"), klage(2)),
        (table("klage"), klage(3)),
        (paragraph("Normal", "mere"), body(4)),
        (table("klage"), klage(3)),
        (table("body"), body(5)),
        (paragraph("Normal", "hilsen"), master(4)),
    ];
    let markup: String = composed.iter().map(|(markup, _)| markup.as_str()).collect();
    let template = Doc::new(&markup).template();
    let places = template.paragraph_places();
    let assembled = Assembled {
        composed: Composed {
            origins: composed.iter().map(|(_, origin)| origin.clone()).collect(),
            ..Composed::default()
        },
        template,
    };
    let bundle = bundle();
    let view = bundle.view(None).expect("the central view");
    let here = Places::of(&view, &bundle.central.templates[0], &assembled);
    let lines: String = places
        .iter()
        .map(|place| {
            let (file, own) = here.locate(place);
            format!("{}: {}\n", file, own.words(MessageLanguage::Danish))
        })
        .collect();
    insta::assert_snapshot!(lines);

    let header = Place { story: StoryKind::Header(2), paragraph: 1, ..Place::default() };
    assert_eq!(here.locate(&header), ("masters/borger.docx", header.clone()));
    let beyond = Place { paragraph: 99, ..Place::default() };
    assert_eq!(here.locate(&beyond).0, "templates/afslag.docx");
    assert_eq!(here.file(&Piece::Element("findes ikke".to_owned())), "templates/afslag.docx");
}
