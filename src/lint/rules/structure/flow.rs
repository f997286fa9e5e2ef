//! Paragraphs as they follow upon one another: siblings, which a list of all does not tell.

use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Seen, Story};

/// The runs of paragraphs that follow directly upon one another: in the body between two tables, in
/// a cell, in a text box. Indexes of [`Story::paragraphs`].
pub(super) fn flows(story: &Story) -> Vec<Vec<usize>> {
    let mut flows: Vec<Vec<usize>> = Vec::new();
    // The flow at hand in each open text box, by the box; boxes open one within another.
    let mut open: Vec<(Option<usize>, usize)> = Vec::new();
    for (index, paragraph) in story.paragraphs.iter().enumerate() {
        while let Some((container, _)) = open.last()
            && *container != paragraph.in_box
            && open.iter().rev().skip(1).any(|(outer, _)| *outer == paragraph.in_box)
        {
            open.pop();
        }
        let same = open.last().filter(|(container, flow)| {
            *container == paragraph.in_box
                && flows[*flow].last().is_some_and(|last| {
                    let last = &story.paragraphs[*last];
                    last.table == paragraph.table && last.cell == paragraph.cell
                })
        });
        if let Some((_, flow)) = same {
            flows[*flow].push(index);
            continue;
        }
        if open.last().is_some_and(|(container, _)| *container == paragraph.in_box) {
            open.pop();
        }
        open.push((paragraph.in_box, flows.len()));
        flows.push(vec![index]);
    }
    flows
}

/// Whether a paragraph is a blank line: nothing in it, and there for nothing but the distance that
/// it makes. What holds a section's end, a frame or a drawn line does something else.
pub(super) fn is_blank(paragraph: &Paragraph) -> bool {
    let format = &paragraph.format;
    // Hidden or deleted words are still words of the author, and a remark is there for someone.
    let says = |piece: &Piece| match piece.kind {
        PieceKind::Text | PieceKind::Symbol => {
            !paragraph.shown[piece.shown.clone()].trim().is_empty()
        }
        PieceKind::Comment => true,
        _ => piece.deleted,
    };
    paragraph.is_empty()
        && !paragraph.pieces.iter().any(says)
        && !paragraph.section
        && !paragraph.framed
        && paragraph.list.is_none()
        && format.outline.is_none()
        && !format.page_break_before
        && format.shade.is_none()
        && format.borders.top.is_none()
        && format.borders.bottom.is_none()
        && format.borders.between.is_none()
}

/// The text that readers may meet, merge fields as a word of usual length: for measures.
pub(super) fn measured(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for piece in &paragraph.pieces {
        let read = paragraph.read(piece);
        if read.starts_with('«') && matches!(piece.kind, PieceKind::Field(..)) {
            text.push_str("«felt»");
        } else {
            text.push_str(&read);
        }
    }
    text
}

/// The text that the author typed: what fields bring is gone.
pub(super) fn typed(paragraph: &Paragraph) -> String {
    paragraph.visible().map(|(_, text)| text).collect()
}

/// Whether every reader meets something here, whatever the answers.
pub(super) fn is_always_there(paragraph: &Paragraph) -> bool {
    paragraph.pieces.iter().any(|piece| {
        piece.seen == Seen::Always
            && !piece.hidden
            && !piece.deleted
            && matches!(piece.kind, PieceKind::Text | PieceKind::Symbol)
            && !paragraph.shown[piece.shown.clone()].trim().is_empty()
    })
}

/// Whether a paragraph stands only where a condition holds: all that is read is text of branches.
pub(super) fn is_conditional(paragraph: &Paragraph) -> bool {
    let mut pieces = paragraph.pieces.iter().filter(|piece| {
        !piece.hidden
            && !piece.deleted
            && match &piece.kind {
                PieceKind::Text | PieceKind::Symbol => {
                    piece.seen != Seen::Code
                        && !paragraph.shown[piece.shown.clone()].trim().is_empty()
                }
                PieceKind::Object(_) => true,
                _ => false,
            }
    });
    let first = pieces.next();
    first.is_some_and(|first| first.seen == Seen::Branch)
        && pieces.all(|piece| piece.seen != Seen::Always)
}
