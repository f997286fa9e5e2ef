//! A paragraph moved in by tabs.

use super::columns::faked_tables;
use super::flow::flows;
use super::marker::Marker;
use super::paragraph_edits::set_attributes;
use crate::diagnostic::Severity;
use crate::diagnostic::StoryKind;
use crate::letter::TabAlign;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::units::Pt;

pub(super) static RULE: Rule = Rule {
    code: "A406",
    name: "tab-as-indent",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tabulator som indrykning", en: "Tab as indent" },
        finds: Words {
            da: "Afsnit, der begynder med en eller flere tabulatorer. Flere lige efter hinanden nævnes én gang. Undtaget er punkter i lister, afsnit med hængende indrykning, tabulatorer til et centreret eller højrestillet stop, fodnoter og kolonner (A307).",
            en: "Paragraphs that begin with one or more tabs. Several in a row are told of once. Items of lists, paragraphs with a hanging indent, tabs to a centred or right-aligned stop, notes, and columns (A307) are left alone.",
        },
        why: Words {
            da: "Tabulatoren læses op eller giver en pause midt i ingenting, og ved forstørrelse falder indrykningen fra hinanden.",
            en: "The tab is read aloud or makes a pause in the middle of nothing, and when enlarged the indent falls apart.",
        },
        bad: Words {
            da: "Hver linje i et citat begynder med et tryk på Tab.",
            en: "Each line of a quotation begins with a press of Tab.",
        },
        good: Words {
            da: "Citatet har 1 cm indrykning til venstre.",
            en: "The quotation has a left indent of 1 cm.",
        },
        steps: &[
            Words {
                da: "Slet tabulatorerne, og markér afsnittene.",
                en: "Delete the tabs and select the paragraphs.",
            },
            Words {
                da: "Vælg indrykning fra venstre under \"Layout > Indrykning\".",
                en: "Choose the left indent under \"Layout > Indent\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "Word Accessibility Checker"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() || story.kind != StoryKind::Body {
        return;
    }
    let mut tables: Option<Vec<usize>> = None;
    for flow in flows(story) {
        let mut group: Vec<&Paragraph> = Vec::new();
        for index in flow {
            let paragraph = &story.paragraphs[index];
            let found = leading_tabs(paragraph) > 0 && {
                let columns = tables.get_or_insert_with(|| {
                    faked_tables(story).into_iter().flat_map(|table| table.paragraphs).collect()
                });
                columns.binary_search(&index).is_err()
            };
            if found {
                group.push(paragraph);
            } else {
                report(checker, story, &std::mem::take(&mut group));
            }
        }
        report(checker, story, &group);
    }
}

/// How many tabs its text begins with, where they make an indent.
fn leading_tabs(paragraph: &Paragraph) -> usize {
    let text = paragraph.text();
    let tabs = text.trim_start_matches(' ').chars().take_while(|c| *c == '\t').count();
    let format = &paragraph.format;
    let aligned = format.tabs.first().is_some_and(|stop| stop.align != TabAlign::Left);
    let other = paragraph.list.is_some()
        || paragraph.framed
        || aligned
        || format.first.0 < 0.0
        || format.style_name.starts_with("toc ")
        || text.trim().is_empty()
        || Marker::of(&text).is_some();
    if other { 0 } else { tabs }
}

fn report(checker: &mut Checker<'_>, story: &Story, group: &[&Paragraph]) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let default = checker.manuscript().sheet.settings.default_tab;
    let count = group.len();
    let message = if count == 1 {
        say("afsnittet er rykket ind med tabulator", "the paragraph is moved in by a tab")
    } else {
        say(
            format!("{count} afsnit er rykket ind med tabulator"),
            format!("{count} paragraphs are moved in by tabs"),
        )
    };
    let report = checker
        .report(
            first.place(),
            message.help(
                "slet tabulatorerne, og brug \"Layout > Indrykning\"",
                "delete the tabs and use \"Layout > Indent\"",
            ),
        )
        .at(story, &(first.bytes.start..last.bytes.end));
    let edits: Option<Vec<Vec<Edit>>> =
        group.iter().map(|paragraph| as_indent(story, paragraph, default)).collect();
    if let Some(edits) = edits {
        report.fix(Fix {
            title: [
                "giv indrykning i stedet for tabulator".to_owned(),
                "give an indent in the place of tabs".to_owned(),
            ],
            safety: Safety::Safe,
            edits: edits.concat(),
        });
    }
}

/// The tabs taken away and the first line moved in as far, where the default stops say how far.
fn as_indent(story: &Story, paragraph: &Paragraph, default: Pt) -> Option<Vec<Edit>> {
    let format = &paragraph.format;
    let plain = format.tabs.is_empty()
        && format.left.is_nearly_zero()
        && format.first.is_nearly_zero()
        && format.align == crate::letter::Alignment::Start
        && !format.rtl;
    if !plain {
        return None;
    }
    let mut edits = Vec::new();
    for piece in &paragraph.pieces {
        match piece.kind {
            PieceKind::Tab if piece.seen == Seen::Always && !piece.deleted && !piece.hidden => {
                edits.push(Edit::Part {
                    part: story.part.clone(),
                    bytes: piece.bytes.clone(),
                    with: String::new(),
                });
            }
            PieceKind::Comment => {}
            _ => break,
        }
    }
    if edits.is_empty() || edits.len() != leading_tabs(paragraph) {
        return None;
    }
    let twips = (default.0 * 20.0 * edits.len() as f64).round() as i64;
    edits.push(set_attributes(
        story,
        paragraph,
        "ind",
        &[("firstLine", &twips.to_string())],
        &["firstLineChars", "hanging", "hangingChars"],
    )?);
    Some(edits)
}
