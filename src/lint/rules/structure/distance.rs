//! Distance that empty paragraphs make, as distance.

use super::flow::is_always_there;
use super::paragraph_edits::{removal, set_attributes};
use crate::letter::LineRule;
use crate::lint::fix::Edit;
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::markup::tags;
use crate::units::Pt;

/// The natural height of a line, in sizes of its font: what Calibri and Arial come near to.
const NATURAL: f64 = 1.2;

/// Fields that are open at a byte of a story: begins less ends before it.
#[derive(Debug)]
pub(super) struct OpenFields {
    marks: Vec<(usize, i64)>,
}

impl OpenFields {
    /// Of a story.
    pub fn of(story: &Story) -> Self {
        let mut open = 0_i64;
        let mut marks = Vec::new();
        for (tag, value) in tags(&story.xml, "fldChar", "fldCharType") {
            match value {
                "begin" => open += 1,
                "end" => open -= 1,
                _ => {}
            }
            marks.push((tag.start, open));
        }
        OpenFields { marks }
    }

    /// How many are open at a byte.
    pub fn at(&self, byte: usize) -> i64 {
        let before = self.marks.partition_point(|(at, _)| *at < byte);
        before.checked_sub(1).and_then(|last| self.marks.get(last)).map_or(0, |(_, open)| *open)
    }
}

/// Takes blank paragraphs out and gives what stands before them – else what comes after – the distance
/// that they made. Nothing where the distance would hang on a condition, or the paragraphs are needed.
pub(super) fn as_spacing(
    story: &Story,
    open: &OpenFields,
    adds: bool,
    before: Option<&Paragraph>,
    blanks: &[&Paragraph],
    after: Option<&Paragraph>,
) -> Option<Vec<Edit>> {
    let free = |paragraph: &Paragraph| {
        open.at(paragraph.bytes.start) == 0 && open.at(paragraph.bytes.end) == 0
    };
    if !blanks.iter().all(|blank| free(blank)) {
        return None;
    }
    let mut edits = blanks.iter().map(|blank| removal(story, blank)).collect::<Option<Vec<_>>>()?;
    let chain: Vec<&Paragraph> =
        before.into_iter().chain(blanks.iter().copied()).chain(after).collect();
    let gaps: f64 = chain.windows(2).map(|pair| gap(pair[0], pair[1], adds).0).sum();
    let mut total = Pt(gaps + blanks.iter().map(|blank| height(blank).0).sum::<f64>());
    if before.is_none() {
        total += blanks.first().map_or(Pt::ZERO, |first| first.format.before);
    }
    if after.is_none() {
        total += blanks.last().map_or(Pt::ZERO, |last| last.format.after);
    }
    // Twentieths of a point, the unit of `w:spacing`; less what the other side adds by itself.
    let twips = |other: Option<Pt>| {
        let own = total - other.filter(|_| adds).unwrap_or(Pt::ZERO);
        ((own.0 * 20.0).round().clamp(0.0, 31_680.0) as i64).to_string()
    };
    let same_style = |other: Option<&Paragraph>, own: &Paragraph| {
        own.format.contextual && other.is_some_and(|other| other.format.style == own.format.style)
    };
    let holds = |paragraph: &&Paragraph| free(paragraph) && is_always_there(paragraph);
    let edit =
        if let Some(before) = before.filter(holds).filter(|before| !same_style(after, before)) {
            set_attributes(
                story,
                before,
                "spacing",
                &[("after", &twips(after.map(|after| after.format.before)))],
                &["afterLines", "afterAutospacing"],
            )?
        } else {
            let after = after.filter(holds).filter(|after| !same_style(before, after))?;
            set_attributes(
                story,
                after,
                "spacing",
                &[("before", &twips(before.map(|before| before.format.after)))],
                &["beforeLines", "beforeAutospacing"],
            )?
        };
    edits.push(edit);
    Some(edits)
}

/// The distance between two paragraphs: the larger of the two that meet, or both where the document
/// adds them up. None between paragraphs of a style that wants none.
fn gap(above: &Paragraph, below: &Paragraph, adds: bool) -> Pt {
    let same = above.format.style == below.format.style;
    let after = if same && above.format.contextual { Pt::ZERO } else { above.format.after };
    let before = if same && below.format.contextual { Pt::ZERO } else { below.format.before };
    if adds { after + before } else { after.max(before) }
}

/// The height of a paragraph's empty line.
fn height(paragraph: &Paragraph) -> Pt {
    let natural = paragraph.mark.size * NATURAL;
    match paragraph.format.line {
        LineRule::Auto(times) => natural * times,
        LineRule::AtLeast(least) => natural.max(least),
        LineRule::Exactly(height) => height,
    }
}
