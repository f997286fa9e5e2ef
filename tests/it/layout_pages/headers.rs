//! Headers and footers: their place, which page has which, what they say of pages.

use std::sync::Arc;

use brevsmed::layout::{LayoutOptions, Paint, Tag, lay_out};
use brevsmed::letter::{LetterSettings, PageFieldKind, Role, Tree};
use brevsmed::units::Pt;

use super::build::{Draft, FONTS, field, outside, words};

/// Whether a line stands where and as it should.
fn has(draft: &Draft, line: &str) {
    let shown = draft.shown();
    assert!(shown.lines().any(|shown| shown.trim() == line), "no `{line}` in\n{shown}");
}

#[test]
fn a_header_begins_at_its_distance_and_a_tall_one_pushes_the_text() {
    let mut draft = Draft::new();
    draft.set(|section| section.headers.default = Some(Draft::story(&["h1"]))).fill("a", 1);
    has(&draft, "72 36 h1");
    has(&draft, "72 72 a1");
    let mut draft = Draft::new();
    draft
        .set(|section| section.headers.default = Some(Draft::story(&["h1", "h2", "h3"])))
        .fill("a", 1);
    has(&draft, "72 96 a1");
}

#[test]
fn a_negative_margin_stays_where_it_is() {
    let mut draft = Draft::new();
    draft.set(|section| {
        section.headers.default = Some(Draft::story(&["h1", "h2", "h3"]));
        section.margins.top = Pt(-72.0);
    });
    draft.fill("a", 1);
    has(&draft, "72 72 a1");
}

#[test]
fn a_footer_ends_at_its_distance_and_a_tall_one_pushes_the_text() {
    let mut draft = Draft::new();
    draft
        .set(|section| section.footers.default = Some(Draft::story(&["f1", "f2", "f3"])))
        .fill("a", 10);
    has(&draft, "72 288 f3");
    // 344 − 36 − 60 = 248 is the end of the text: eight lines of it.
    has(&draft, "72 212 a8");
    has(&draft, "72 72 a9");
}

#[test]
fn first_and_even_pages_have_their_own() {
    let mut draft = Draft::new();
    draft.letter.settings =
        Arc::new(LetterSettings { even_and_odd: true, ..(*draft.letter.settings).clone() });
    draft.set(|section| {
        section.title_page = true;
        section.headers.default = Some(Draft::story(&["odd"]));
        section.headers.first = Some(Draft::story(&["first"]));
        section.headers.even = Some(Draft::story(&["even"]));
    });
    draft.fill("a", 25);
    let shown = draft.shown();
    let heads: Vec<&str> =
        shown.lines().filter_map(|line| line.trim().strip_prefix("72 36 ")).collect();
    assert_eq!(heads, ["first", "even", "odd"]);
}

#[test]
fn a_title_page_without_a_header_of_its_own_is_blank() {
    let mut draft = Draft::new();
    draft.set(|section| {
        section.title_page = true;
        section.headers.default = Some(Draft::story(&["later"]));
    });
    draft.fill("a", 11);
    assert_eq!(draft.shown().matches("later").count(), 1);
}

#[test]
fn pages_tell_their_number_and_how_many_there_are() {
    let mut draft = Draft::new();
    let footer = outside(vec![
        words("side "),
        field(PageFieldKind::Page(None)),
        words(" af "),
        field(PageFieldKind::Pages(None)),
        words(" i "),
        field(PageFieldKind::SectionPages(None)),
    ]);
    draft.set(|section| section.footers.default = Some(Arc::from(vec![footer])));
    draft.fill("a", 11).section(|_| ()).fill("b", 1);
    has(&draft, "72 288 side 1 af 3 i 2");
    has(&draft, "72 288 side 2 af 3 i 2");
    has(&draft, "72 288 side 3 af 3 i 1");
}

#[test]
fn the_text_itself_may_ask_for_the_number_of_pages() {
    let mut draft = Draft::new();
    let count = field(PageFieldKind::Pages(None));
    draft.with(vec![words("sider: "), count], &[]).fill("a", 10);
    has(&draft, "72 72 sider: 2");
}

#[test]
fn a_header_names_the_nearest_heading() {
    let mut draft = Draft::new();
    let name: Arc<str> = Arc::from("heading 1");
    let header = outside(vec![field(PageFieldKind::StyleRef(name.clone(), false))]);
    draft.set(|section| section.headers.default = Some(Arc::from(vec![header])));
    draft.text(&["Afgørelse"], |format| format.style_name = name.clone());
    draft.fill("a", 12);
    draft.text(&["Klage"], |format| format.style_name = name.clone());
    let shown = draft.shown();
    let heads: Vec<&str> =
        shown.lines().filter_map(|line| line.trim().strip_prefix("72 36 ")).collect();
    assert_eq!(heads, ["Afgørelse", "Klage"]);
}

#[test]
fn headers_are_artifacts() {
    let mut draft = Draft::new();
    draft.set(|section| section.headers.default = Some(Draft::story(&["h1"]))).fill("a", 1);
    let pages = draft.set_pages();
    for item in &pages.pages[0].items {
        if let Paint::Text(text) = &item.paint {
            assert_eq!(text.text.starts_with('h'), matches!(item.tag, Tag::Artifact(_)));
        }
    }
}

#[test]
fn a_watermark_lies_behind_every_page_and_a_sentence_tells_of_it() {
    let mut draft = Draft::new();
    let node = draft.letter.tree.add(Tree::ROOT, Role::Paragraph);
    let slot = draft.letter.tree.slot(node);
    draft.letter.notice = Some(("Dette er et træningsbrev.".to_owned(), slot));
    draft.fill("a", 11);
    let options =
        LayoutOptions { watermark: Some("TRÆNING".to_owned()), ..LayoutOptions::default() };
    let pages = lay_out(&draft.letter, &FONTS, &options);
    for (index, page) in pages.pages.iter().enumerate() {
        let texts: Vec<(&str, Tag)> = page
            .items
            .iter()
            .filter_map(|item| match &item.paint {
                Paint::Text(text) => Some((text.text.as_str(), item.tag)),
                _ => None,
            })
            .collect();
        assert_eq!(texts[0].0, "TRÆNING");
        assert!(matches!(texts[0].1, Tag::Artifact(_)));
        let told =
            texts.iter().any(|(text, tag)| *tag == Tag::Slot(slot) && text.starts_with("Dette"));
        assert_eq!(told, index == 0);
    }
}
