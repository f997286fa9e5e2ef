//! Page set-up: what each section sets, and which headers and footers it uses.

use super::format::{Format, Property, children};
use crate::docx::{Package, PieceKind, Story, attribute};

/// The page set-up of each section, and of each header and footer part the role of its first use.
pub(super) fn sections(
    package: &Package,
    body: Option<&Story>,
) -> (Vec<Format>, Vec<(String, String)>) {
    let (mut sections, mut uses) = (Vec::new(), Vec::new());
    for piece in body.map_or(&[][..], |story| &story.pieces[..]) {
        let Some(story) = body else { break };
        let markup = story.slice(&piece.span);
        if matches!(piece.kind, PieceKind::Markup | PieceKind::ParagraphOpen)
            && markup.contains("sectPr")
        {
            let section = section(package, markup, sections.len() + 1, &mut uses);
            sections.push(section);
        }
    }
    (sections, uses)
}

fn section(
    package: &Package,
    markup: &str,
    number: usize,
    uses: &mut Vec<(String, String)>,
) -> Format {
    let mut format = Format::default();
    let mut references = Vec::new();
    children(markup, "sectPr", |tag, raw| {
        let mut set = |property, name| {
            if let Some(value) = attribute(tag, name) {
                format.set(property, value);
            }
        };
        match tag.local_name().as_ref() {
            "pgSz" => {
                set(Property::Orientation, "orient");
                let side = |name| attribute(tag, name).unwrap_or_default();
                format.set(Property::PageSize, format!("{}x{}", side("w"), side("h")));
            }
            "pgMar" => {
                set(Property::MarginTop, "top");
                set(Property::MarginBottom, "bottom");
                set(Property::MarginLeft, "left");
                set(Property::MarginRight, "right");
                set(Property::HeaderDistance, "header");
                set(Property::FooterDistance, "footer");
            }
            "cols" => set(Property::Columns, "num"),
            "type" => set(Property::SectionStart, "val"),
            "titlePg" => {
                let off = attribute(tag, "val").is_some_and(|on| on == "0" || on == "false");
                format.set(Property::FirstPageDiffers, if off { "0" } else { "1" });
            }
            name @ ("headerReference" | "footerReference") => {
                let name = name.trim_end_matches("Reference");
                let kind = attribute(tag, "type").unwrap_or_else(|| "default".to_owned());
                let part = attribute(tag, "id").and_then(|id| {
                    let found = package.relationships().iter().find(|found| found.id == id)?;
                    package.target(package.main_part(), found)
                });
                if let Some(part) = part {
                    let used = uses.iter().find(|(used, _)| *used == part);
                    let role = used.map(|(_, role)| role.clone());
                    let role = role.unwrap_or_else(|| {
                        let role = format!("{name}-{number}-{kind}");
                        uses.push((part, role.clone()));
                        role
                    });
                    references.push(format!("{name} {kind}: {role}"));
                }
            }
            "docGrid" | "sectPrChange" | "formProt" | "noEndnote" | "textDirection" => {}
            other => {
                let raw = super::format::said(raw);
                format.set(Property::Other(other.to_owned()), raw);
            }
        }
    });
    references.sort();
    format.set(Property::HeadersAndFooters, references.join(", "));
    format
}
