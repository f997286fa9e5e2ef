//! Links: where they go, and where on the pages they can be touched (ISO 32000-1, 12.5.6.5).
//!
//! A link has one annotation a page, with a box a line, so that a voice announces it once. A link
//! that leads nowhere is text like any other, and a finding.

use std::collections::{BTreeMap, HashMap};

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::writers::Annotation;
use pdf_writer::{Finish, Name, Ref, Str, TextStr};

use crate::diagnostic::{Diagnostic, RenderingFinding};
use crate::layout::Pages;
use crate::letter::{NodeId, Role, Tree};

use super::content::Written;
use super::file::File;
use super::number::{count, rounded};
use super::plan::Plan;
use super::space::Area;

/// The annotations of a letter.
pub(super) struct Links {
    /// In the order of pages.
    touches: Vec<Touch>,
    /// The annotations of each link.
    by_link: BTreeMap<NodeId, Vec<usize>>,
}

/// An annotation.
struct Touch {
    id: Ref,
    link: NodeId,
    page: usize,
    lines: Vec<Area>,
}

/// Where a link goes.
enum Goal {
    /// To an address.
    Address(String),
    /// To a place of the letter: a page and how far up.
    Place(usize, f64),
}

/// Schemes that lead somewhere from a citizen's mailbox.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "ftp", "ftps"];

impl Links {
    /// Finds where links can be touched.
    pub fn find(
        file: &mut File,
        tree: &Tree,
        plan: &Plan,
        pages: &Pages,
        contents: &[Written],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Self, Goals) {
        let goals = Goals::find(tree, plan, pages, diagnostics);
        let mut links = Links { touches: Vec::new(), by_link: BTreeMap::new() };
        for (page, content) in contents.iter().enumerate() {
            for (link, area) in &content.links {
                if !goals.by_node.contains_key(link) {
                    continue;
                }
                let own = links.by_link.entry(*link).or_default();
                let last = own.last().and_then(|at| links.touches.get_mut(*at));
                if let Some(touch) = last.filter(|touch| touch.page == page) {
                    join(&mut touch.lines, *area);
                } else {
                    own.push(links.touches.len());
                    let (id, lines) = (file.id(), vec![*area]);
                    links.touches.push(Touch { id, link: *link, page, lines });
                }
            }
        }
        (links, goals)
    }

    /// Whether a link can be touched.
    pub fn is_live(&self, link: NodeId) -> bool {
        self.by_link.contains_key(&link)
    }

    /// The annotations of a page.
    pub fn of_page(&self, page: usize) -> impl Iterator<Item = Ref> {
        let from = self.touches.partition_point(|touch| touch.page < page);
        self.touches[from..]
            .iter()
            .take_while(move |touch| touch.page == page)
            .map(|touch| touch.id)
    }

    /// The annotations of a link, with their pages.
    pub fn of_link(&self, link: NodeId) -> impl Iterator<Item = (Ref, usize)> {
        let touches = self.by_link.get(&link).into_iter().flatten();
        touches.filter_map(|at| self.touches.get(*at)).map(|touch| (touch.id, touch.page))
    }

    /// The links of all annotations, in the order of their keys in the parent tree.
    pub fn owners(&self) -> impl Iterator<Item = NodeId> {
        self.touches.iter().map(|touch| touch.link)
    }

    /// Writes the annotations. Their keys follow those of the pages.
    pub fn write(
        &self,
        file: &mut File,
        goals: &Goals,
        tree: &Tree,
        sheets: &[Ref],
        pages: &Pages,
        texts: &Texts,
    ) {
        for (at, touch) in self.touches.iter().enumerate() {
            let (Some(goal), Some(page), Some(sheet)) = (
                goals.by_node.get(&touch.link),
                pages.pages.get(touch.page),
                sheets.get(touch.page),
            ) else {
                continue;
            };
            let on_page = |area: &Area| area.within(page.width.0, page.height.0);
            let lines: Vec<Area> = touch.lines.iter().map(on_page).collect();
            let Some(all) = lines.iter().copied().reduce(Area::with) else { continue };
            let mut writer: Annotation = file.object(touch.id).start();
            writer.subtype(AnnotationType::Link);
            writer.rect(all.rect());
            if lines.len() > 1 {
                writer.quad_points(lines.iter().flat_map(|line| line.rect().to_quad_points()));
            }
            writer.contents(TextStr(&spoken(tree, touch.link, texts)));
            writer.border(0.0, 0.0, 0.0, None);
            writer.flags(AnnotationFlags::PRINT);
            writer.struct_parent(count(sheets.len() + at));
            writer.page(*sheet);
            match goal {
                Goal::Address(address) => {
                    writer.action().action_type(ActionType::Uri).uri(Str(address.as_bytes()));
                }
                Goal::Place(page, top) => {
                    let Some(sheet) = sheets.get(*page) else { continue };
                    let mut place = writer.insert(Name(b"Dest")).array();
                    place.item(*sheet).item(Name(b"XYZ")).item(0);
                    place.item(rounded(*top) as f32).item(0);
                }
            }
            writer.finish();
        }
    }
}

/// Where the links of a letter go.
pub(super) struct Goals {
    by_node: HashMap<NodeId, Goal>,
}

impl Goals {
    fn find(tree: &Tree, plan: &Plan, pages: &Pages, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut by_node = HashMap::new();
        for node in plan.order() {
            let Role::Link { target, .. } = &tree.node(*node).role else { continue };
            match goal(target, pages) {
                Ok(goal) => {
                    by_node.insert(*node, goal);
                }
                Err(finding) => diagnostics.push(Diagnostic::of(finding)),
            }
        }
        Goals { by_node }
    }
}

/// Where a target is.
fn goal(target: &str, pages: &Pages) -> Result<Goal, RenderingFinding> {
    let target = target.trim();
    if let Some(name) = target.strip_prefix('#') {
        let spots = || {
            pages.pages.iter().enumerate().flat_map(|(at, page)| {
                page.bookmarks.iter().map(move |(name, down)| (name, at, page.height.0 - down.0))
            })
        };
        return spots()
            .find(|(known, ..)| known.as_ref() == name)
            .or_else(|| spots().find(|(known, ..)| known.to_lowercase() == name.to_lowercase()))
            .map(|(_, page, top)| Goal::Place(page, top))
            .or_else(|| {
                let top = pages.pages.first().map_or(0.0, |page| page.height.0);
                (name.is_empty() || name == "_top").then_some(Goal::Place(0, top))
            })
            .ok_or_else(|| RenderingFinding::LinkWithoutPlace { bookmark: name.to_owned() });
    }
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    if SCHEMES.contains(&scheme.as_str()) {
        return Ok(Goal::Address(encoded(target)));
    }
    if target.to_ascii_lowercase().starts_with("www.") {
        return Ok(Goal::Address(encoded(&format!("https://{target}"))));
    }
    Err(RenderingFinding::LinkToNowhere { target: target.chars().take(40).collect() })
}

/// A URI in ASCII (RFC 3987, 3.1).
fn encoded(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        match byte {
            b' '
            | b'"'
            | b'<'
            | b'>'
            | b'\\'
            | b'^'
            | b'`'
            | b'{'
            | b'|'
            | b'}'
            | 0..=31
            | 127.. => {
                out.push_str(&format!("%{byte:02X}"));
            }
            _ => out.push(char::from(byte)),
        }
    }
    out
}

/// What a link is called: the author's tooltip, else its text, else where it goes.
fn spoken(tree: &Tree, link: NodeId, texts: &Texts) -> String {
    let Role::Link { target, tooltip } = &tree.node(link).role else { return String::new() };
    if let Some(tooltip) = tooltip.as_deref().map(str::trim).filter(|tooltip| !tooltip.is_empty()) {
        return tooltip.to_owned();
    }
    let text = texts.of(link);
    if text.is_empty() { target.clone() } else { text }
}

/// The texts of headings and links.
pub(super) struct Texts {
    by_node: BTreeMap<NodeId, String>,
}

impl Texts {
    /// Puts the pieces of all pages together.
    pub fn gather(contents: &[Written]) -> Self {
        let mut by_node: BTreeMap<NodeId, String> = BTreeMap::new();
        for (node, piece) in contents.iter().flat_map(|content| &content.texts) {
            by_node.entry(*node).or_default().push_str(piece);
        }
        Texts { by_node }
    }

    /// The text of a node, blanks made one.
    pub fn of(&self, node: NodeId) -> String {
        let text = self.by_node.get(&node).map(String::as_str).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Adds a piece to the lines of a link: to the last line where it goes on with it.
fn join(lines: &mut Vec<Area>, piece: Area) {
    if let Some(last) = lines.last_mut() {
        let shared = last.top.min(piece.top) - last.bottom.max(piece.bottom);
        let least = (last.top - last.bottom).min(piece.top - piece.bottom);
        let gap = (piece.left - last.right).max(last.left - piece.right);
        if shared > least / 2.0 && gap < 12.0 {
            *last = last.with(piece);
            return;
        }
    }
    lines.push(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(encoded("https://egeby.dk/ø å"), "https://egeby.dk/%C3%B8%20%C3%A5");
        assert_eq!(encoded("https://egeby.dk/a%20b?c=d&e#f"), "https://egeby.dk/a%20b?c=d&e#f");
    }

    #[test]
    fn pieces_of_a_line_are_one_box() {
        let piece =
            |left: f64, bottom: f64| Area { left, bottom, right: left + 50.0, top: bottom + 12.0 };
        let mut lines = vec![piece(100.0, 700.0)];
        join(&mut lines, piece(152.0, 700.0));
        join(&mut lines, piece(72.0, 685.0));
        assert_eq!(lines.len(), 2);
        assert!((lines[0].right - 202.0).abs() < 1e-9);
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        let pages = Pages::default();
        for target in ["javascript:alert(1)", "file:///c:/brev.docx", "brev.docx", "#intet"] {
            assert!(goal(target, &pages).is_err(), "{target}");
        }
        assert!(matches!(goal("WWW.egeby.dk", &pages), Ok(Goal::Address(_))));
    }
}
