//! Footnotes at the foot of their page, endnotes after the text.

use brevsmed::letter::NoteKind;

use super::build::Draft;

fn has(shown: &str, line: &str) {
    assert!(shown.lines().any(|shown| shown.trim() == line), "no `{line}` in\n{shown}");
}

#[test]
fn a_footnote_stands_at_the_foot_under_a_rule_of_two_inches() {
    let mut draft = Draft::new();
    let mark = draft.note(NoteKind::Foot, &["note"]);
    draft.with(vec![mark], &["a"]);
    let shown = draft.shown();
    // The note's line ends at the end of the text box; the rule stands on the baseline of the line
    // above it.
    has(&shown, "72 252 note");
    has(&shown, "72 248 line to 216 248");
}

#[test]
fn a_note_takes_its_place_from_the_text() {
    let mut draft = Draft::new();
    let mark = draft.note(NoteKind::Foot, &["note"]);
    draft.with(vec![mark], &["a"]).fill("b", 9);
    let shown = draft.shown();
    let second = shown.split("page 2").nth(1).expect("a second page");
    has(second, "72 72 b8");
}

#[test]
fn mark_and_note_move_together() {
    let mut draft = Draft::new();
    let mark = draft.note(NoteKind::Foot, &["note"]);
    draft.fill("a", 9).with(vec![mark], &["marked"]);
    let shown = draft.shown();
    let second = shown.split("page 2").nth(1).expect("a second page");
    assert!(second.contains("marked") && second.contains("note"), "{shown}");
    assert!(!shown.split("page 2").next().unwrap_or_default().contains("note"));
}

#[test]
fn a_note_longer_than_a_page_goes_on_at_the_foot_of_the_next() {
    let lines: Vec<String> = (1..=14).map(|line| format!("n{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut draft = Draft::new();
    let mark = draft.note(NoteKind::Foot, &lines);
    draft.with(vec![mark], &["a"]).fill("b", 3);
    let shown = draft.shown();
    for line in lines {
        let count = shown.split_whitespace().filter(|word| *word == line).count();
        assert_eq!(count, 1, "{line} in\n{shown}");
    }
    has(&shown, "72 252 n8");
}

#[test]
fn endnotes_follow_the_text() {
    let mut draft = Draft::new();
    let mark = draft.note(NoteKind::End, &["note"]);
    draft.with(vec![mark], &["a"]).fill("b", 1);
    let shown = draft.shown();
    has(&shown, "72 128 line to 216 128");
    has(&shown, "72 132 note");
}
