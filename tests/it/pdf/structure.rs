//! Tags: what is said, in which order, and as what.

use std::sync::Arc;

use brevsmed::layout::{ArtifactKind, Paint, Tag};
use brevsmed::letter::{ListNumbering, NodeId, Role, Scope};
use brevsmed::units::{Pt, Rect};
use insta::assert_snapshot;

use super::sketch::{ROOT, Sketch, assert_valid, told};

fn link(target: &str) -> Role {
    Role::Link { target: target.to_owned(), tooltip: None }
}

fn header(scope: Scope, columns: u32, headers: Vec<NodeId>) -> Role {
    Role::HeaderCell { scope, columns, rows: 1, headers }
}

fn cell(columns: u32, headers: Vec<NodeId>) -> Role {
    Role::DataCell { columns, rows: 1, headers }
}

#[test]
fn a_short_letter_reads_as_it_is_written() {
    let mut sketch = Sketch::new();
    sketch.artifact(ArtifactKind::Header, "Egeby Kommune");
    sketch.rule();
    sketch.block(ROOT, Role::Heading(1), "Afgørelse om udvidet helbredstillæg");
    sketch.block(ROOT, Role::Paragraph, "Kære Jytte Jubelaar");
    sketch.artifact(ArtifactKind::Footer, "Side 1 af 1");
    assert_snapshot!(sketch.tree());
}

#[test]
fn an_empty_letter_is_a_valid_file() {
    let sketch = Sketch::new();
    assert_snapshot!(sketch.tree());
}

#[test]
fn every_kind_of_artifact_is_told_from_content() {
    let mut sketch = Sketch::new();
    for kind in [
        ArtifactKind::Header,
        ArtifactKind::Footer,
        ArtifactKind::Watermark,
        ArtifactKind::Pagination,
        ArtifactKind::Layout,
    ] {
        sketch.artifact(kind, "TRÆNING");
    }
    sketch.block(ROOT, Role::Paragraph, "Dette er et øvelsesbrev.");
    assert_snapshot!(sketch.tree());
}

#[test]
fn a_paragraph_over_two_pages_is_one_element() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Vi har afgjort din sag. ");
    sketch.artifact(ArtifactKind::Footer, "Side 1 af 2");
    sketch.page();
    sketch.line(paragraph, "Du får tillægget.");
    sketch.artifact(ArtifactKind::Footer, "Side 2 af 2");
    assert_snapshot!(sketch.tree());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    assert_eq!(plain.matches("/S/P/").count(), 1);
    assert_eq!(plain.matches("/Type/MCR").count(), 1);
}

#[test]
fn underlines_part_a_paragraph_but_not_its_reading() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Fristen er ");
    sketch.rule();
    sketch.line(paragraph, "fire uger.");
    assert_snapshot!(sketch.tree());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    assert_eq!(plain.matches("/MCID").count(), 2, "two pieces around the rule");
}

#[test]
fn lists_have_labels_and_bodies() {
    let mut sketch = Sketch::new();
    let list = sketch.node(ROOT, Role::List(ListNumbering::Decimal));
    for (label, text) in [("1.", "Tandlægens overslag"), ("2.", "Kvittering")] {
        let item = sketch.node(list, Role::ListItem);
        sketch.block(item, Role::Label, label);
        let body = sketch.block(item, Role::ListBody, text);
        if label == "2." {
            let inner = sketch.node(body, Role::List(ListNumbering::Disc));
            let item = sketch.node(inner, Role::ListItem);
            sketch.block(item, Role::Label, "•");
            sketch.block(item, Role::ListBody, "for behandling");
        }
    }
    assert_snapshot!(sketch.tree());
}

#[test]
fn tables_say_what_is_the_header_of_what() {
    let mut sketch = Sketch::new();
    let summary = Some("Beregning af tillægget".to_owned());
    let table = sketch.node(ROOT, Role::Table { summary });
    let caption = sketch.node(table, Role::Caption);
    sketch.line(caption, "Tabel 1. Beregning");
    let head = sketch.node(table, Role::TableHead);
    let row = sketch.node(head, Role::TableRow);
    let post = sketch.block(row, header(Scope::Column, 1, Vec::new()), "Post");
    let amount = sketch.block(row, header(Scope::Column, 2, Vec::new()), "Beløb i kr.");
    let row = sketch.node(head, Role::TableRow);
    sketch.node(row, cell(1, vec![post]));
    let before = sketch.block(row, header(Scope::Column, 1, vec![amount]), "Før");
    sketch.block(row, header(Scope::Column, 1, vec![amount]), "Efter");
    let body = sketch.node(table, Role::TableBody);
    let row = sketch.node(body, Role::TableRow);
    sketch.block(row, header(Scope::Row, 1, vec![post]), "Briller");
    sketch.block(row, cell(1, vec![amount, before]), "1.250,00");
    sketch.block(row, cell(1, Vec::new()), "980,00");
    let row = sketch.node(body, Role::TableRow);
    sketch.block(row, header(Scope::Row, 1, Vec::new()), "I alt");
    sketch.block(row, cell(2, Vec::new()), "2.230,00");
    assert_snapshot!(sketch.tree());
}

#[test]
fn an_empty_cell_keeps_its_place_and_an_empty_table_goes() {
    let mut sketch = Sketch::new();
    let table = sketch.node(ROOT, Role::Table { summary: None });
    let row = sketch.node(table, Role::TableRow);
    sketch.block(row, header(Scope::Row, 1, Vec::new()), "Underskrift");
    let empty = sketch.node(row, cell(1, Vec::new()));
    sketch.block(empty, Role::Paragraph, "   ");
    let gone = sketch.node(ROOT, Role::Table { summary: None });
    let row = sketch.node(gone, Role::TableRow);
    sketch.node(row, cell(1, Vec::new()));
    assert_snapshot!(sketch.tree());
}

#[test]
fn what_says_nothing_leaves_the_tree_and_headings_close_up() {
    let mut sketch = Sketch::new();
    sketch.block(ROOT, Role::Heading(1), "Afgørelse");
    sketch.block(ROOT, Role::Heading(2), " \u{A0} ");
    sketch.block(ROOT, Role::Heading(3), "Begrundelse");
    sketch.block(ROOT, Role::Paragraph, "  ");
    let item = sketch.node(ROOT, Role::List(ListNumbering::Disc));
    sketch.node(item, Role::ListItem);
    sketch.block(ROOT, Role::Paragraph, "Du opfylder betingelserne.");
    assert_snapshot!(sketch.tree());
}

#[test]
fn a_blank_between_two_pieces_of_a_paragraph_stays() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Se");
    let span = sketch.node(paragraph, Role::Span);
    sketch.letter.tree.node_mut(span).language = Some(Arc::from("en-GB"));
    sketch.line(span, " ");
    let span = sketch.node(paragraph, Role::Span);
    sketch.letter.tree.node_mut(span).language = Some(Arc::from("en-GB"));
    sketch.line(span, "Citizen Service");
    assert_snapshot!(sketch.tree());
}

#[test]
fn languages_that_are_none_are_left_out() {
    let mut sketch = Sketch::new();
    sketch.letter.language = Arc::from("da_DK");
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Guten Tag");
    sketch.letter.tree.node_mut(paragraph).language = Some(Arc::from("x-none"));
    assert_snapshot!(sketch.tree());
}

#[test]
fn links_say_where_they_go() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Læs mere på ");
    let away = sketch.node(paragraph, link("https://egeby.dk/tillæg"));
    sketch.line(away, "egeby.dk/");
    sketch.line(away, "tillæg");
    let tip = Some("Skriv til kommunen".to_owned());
    let mail = sketch
        .node(paragraph, Role::Link { target: "mailto:post@egeby.dk".to_owned(), tooltip: tip });
    sketch.line(mail, "post@egeby.dk");
    let inside = sketch.node(paragraph, link("#klage"));
    sketch.line(inside, "klagevejledningen");
    sketch.page();
    sketch.pages.pages[1].bookmarks.push((Arc::from("klage"), Pt(72.0)));
    sketch.block(ROOT, Role::Heading(1), "Klagevejledning");
    assert_snapshot!(sketch.tree());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    assert_eq!(plain.matches("/Subtype/Link").count(), 3);
    assert_eq!(plain.matches("/QuadPoints").count(), 1, "the first is on two lines");
    assert!(plain.contains("/URI(https://egeby.dk/till%C3%A6g)"), "{plain}");
}

#[test]
fn a_link_over_two_pages_has_a_place_on_each() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.node(ROOT, Role::Paragraph);
    let away = sketch.node(paragraph, link("https://egeby.dk"));
    sketch.line(away, "Egeby Kommunes ");
    sketch.page();
    sketch.line(away, "hjemmeside");
    assert_snapshot!(sketch.tree());
}

#[test]
fn links_that_lead_nowhere_are_text_and_findings() {
    let mut sketch = Sketch::new();
    for target in ["#findes-ikke", "file:///c:/brev.docx", "javascript:alert(1)", "brev.docx"] {
        let paragraph = sketch.node(ROOT, Role::Paragraph);
        let away = sketch.node(paragraph, link(target));
        sketch.line(away, "her");
    }
    let written = sketch.written(&brevsmed::pdf::PdfOptions::default());
    assert_valid(&written.bytes);
    let findings: Vec<String> = written
        .diagnostics
        .iter()
        .map(|one| {
            let message = one.finding.message(brevsmed::diagnostic::MessageLanguage::English);
            format!("{} {message}", one.finding.code())
        })
        .collect();
    assert_snapshot!(format!("{}\n{}", findings.join("\n"), told(&written.bytes)));
}

#[test]
fn notes_have_identifiers_and_references() {
    let mut sketch = Sketch::new();
    let paragraph = sketch.block(ROOT, Role::Paragraph, "efter pensionsloven");
    sketch.block(paragraph, Role::Reference, "1");
    let note = sketch.node(paragraph, Role::Note);
    sketch.block(note, Role::Label, "1");
    sketch.block(note, Role::Paragraph, "Lovbekendtgørelse nr. 527 af 25. april 2022");
    assert_snapshot!(sketch.tree());
    assert!(String::from_utf8_lossy(&sketch.plain()).contains("/IDTree"));
}

#[test]
fn a_contents_list_holds_items_with_links() {
    let mut sketch = Sketch::new();
    let contents = sketch.node(ROOT, Role::Contents);
    let item = sketch.node(contents, Role::ContentsItem);
    let entry = sketch.node(item, link("#afgoerelse"));
    sketch.line(entry, "Afgørelse 2");
    sketch.page();
    sketch.pages.pages[1].bookmarks.push((Arc::from("Afgoerelse"), Pt(72.0)));
    sketch.block(ROOT, Role::Heading(1), "Afgørelse");
    assert_snapshot!(sketch.tree());
}

#[test]
fn clips_and_turns_nest_with_marked_content() {
    let mut sketch = Sketch::new();
    let table = sketch.node(ROOT, Role::Division);
    let area = Rect { x: Pt(72.0), y: Pt(60.0), width: Pt(100.0), height: Pt(40.0) };
    let tag = Tag::Artifact(ArtifactKind::Layout);
    sketch.paint(tag, Paint::ClipBegin(area));
    let first = sketch.block(table, Role::Paragraph, "I en boks");
    sketch.paint(tag, Paint::TurnBegin { about: (Pt(100.0), Pt(100.0)), degrees: 90.0 });
    sketch.line(first, " på højkant");
    sketch.paint(tag, Paint::End);
    sketch.paint(tag, Paint::End);
    sketch.paint(tag, Paint::End);
    sketch.block(ROOT, Role::Paragraph, "og ude igen");
    sketch.paint(tag, Paint::ClipBegin(area));
    assert_snapshot!(sketch.tree());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let lines = |word: &str| plain.lines().filter(|line| *line == word).count();
    assert_eq!((lines("q"), lines("Q")), (3, 3));
}

#[test]
fn states_nested_deeper_than_the_archive_allows_are_let_go() {
    let mut sketch = Sketch::new();
    let area = Rect { x: Pt(0.0), y: Pt(0.0), width: Pt(500.0), height: Pt(800.0) };
    let tag = Tag::Artifact(ArtifactKind::Layout);
    for _ in 0..60 {
        sketch.paint(tag, Paint::ClipBegin(area));
    }
    sketch.block(ROOT, Role::Paragraph, "dybt inde");
    for _ in 0..60 {
        sketch.paint(tag, Paint::End);
    }
    assert_valid(&sketch.bytes());
}

#[test]
fn a_long_letter_has_an_outline() {
    let mut sketch = Sketch::new();
    sketch.block(ROOT, Role::Heading(1), "Afgørelse");
    sketch.block(ROOT, Role::Heading(2), "Begrundelse");
    sketch.block(ROOT, Role::Heading(2), "Beregning");
    sketch.page();
    let heading = sketch.node(ROOT, Role::Heading(1));
    sketch.line(heading, "Klage- ");
    sketch.line(heading, "vejledning");
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    assert_valid(&sketch.bytes());
    let titles: Vec<&str> =
        plain.split("/Title").skip(1).filter_map(|rest| rest.split(">>").next()).collect();
    // The file names the version that made it.
    assert_snapshot!(titles.join("\n").replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn a_letter_of_a_page_has_none() {
    let mut sketch = Sketch::new();
    sketch.block(ROOT, Role::Heading(1), "Afgørelse");
    sketch.block(ROOT, Role::Heading(2), "Begrundelse");
    assert!(!String::from_utf8_lossy(&sketch.plain()).contains("/Outlines"));
}
