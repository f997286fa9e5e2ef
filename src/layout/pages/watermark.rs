//! The word across each page of a draft, and the sentence that tells of it.

use crate::units::{Color, Pt};

use super::super::laid::Context;
use super::super::page::{ArtifactKind, Item, Paint, Tag};
use super::super::plain::{self, Plain};

/// Light enough that black text on it keeps a contrast above 15 to 1.
const GREY: Color = Color { r: 0xE2, g: 0xE2, b: 0xE2 };

/// The share of the page's diagonal that the word takes.
const SHARE: f64 = 0.7;

/// The largest letters: a short word does not fill the page.
const LARGEST: f64 = 160.0;

/// Draws the word from the bottom left to the top right of a page.
pub(super) fn across(
    context: &Context<'_>,
    word: &str,
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) {
    let tag = Tag::Artifact(ArtifactKind::Watermark);
    let mut how =
        Plain { family: "Arial", bold: true, italic: false, size: Pt(100.0), color: GREY, tag };
    let natural = plain::line(context, word, &how, (Pt::ZERO, Pt::ZERO), &mut Vec::new());
    if natural <= Pt::ZERO {
        return;
    }
    let diagonal = width.0.hypot(height.0);
    let size = (100.0 * diagonal * SHARE / natural.0).min(LARGEST);
    how.size = Pt(size);
    let about = (width / 2.0, height / 2.0);
    let degrees = -(height.0.atan2(width.0)).to_degrees();
    let long = natural * (size / 100.0);
    // Capitals are about 0.72 of the size tall: half of that below the middle.
    let baseline = about.1 + how.size * 0.36;
    out.push(Item { tag, paint: Paint::TurnBegin { about, degrees } });
    plain::line(context, word, &how, (about.0 - long / 2.0, baseline), out);
    out.push(Item { tag, paint: Paint::End });
}

/// Writes the sentence that tells of the watermark at the very top of a page.
pub(super) fn notice(
    context: &Context<'_>,
    (sentence, slot): &(String, crate::letter::Slot),
    (x, width): (Pt, Pt),
    out: &mut Vec<Item>,
) {
    let how = Plain {
        family: "Arial",
        bold: false,
        italic: false,
        size: Pt(8.0),
        color: Color { r: 0x40, g: 0x40, b: 0x40 },
        tag: Tag::Slot(*slot),
    };
    plain::lines(context, sentence, &how, (x, Pt(8.0)), (width, Pt(72.0)), out);
}
