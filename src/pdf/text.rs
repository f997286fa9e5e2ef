//! Text on a page: fonts, places, glyphs, and what they stand for where they cannot say it.

use std::borrow::Cow;

use crate::layout::{PlacedGlyph, TextItem};

use super::content::Painter;
use super::glyphs::{Face, clusters, slice};
use super::number::{fine, hex, integer, number, rounded, text as text_string};
use super::space::Area;

/// How far slanted letters lean: the tangent of twelve degrees.
const LEAN: f64 = 0.212_56;

/// How thick the line around thickened letters is, as a share of the size.
const THICKENING: f64 = 1.0 / 36.0;

impl Painter<'_> {
    /// Writes a text.
    pub(super) fn text(&mut self, item: &TextItem) {
        let owner = self.owner();
        if owner.is_some() {
            self.learn(item);
        }
        let Some((index, face)) = self.context.faces.find(item.face) else {
            self.unseen(item);
            return;
        };
        let whole = owner.and_then(|_| said_instead(item, face));
        self.seat(item, index);
        if let Some(actual) = &whole {
            self.begin_actual(actual);
        }
        let mut run = Run::new(item);
        let alone = owner.is_some() && whole.is_none();
        for (cluster, range) in clusters(&item.glyphs) {
            let text = slice(&item.text, range);
            let apart = alone && !face.says(cluster, text);
            if apart {
                run.flush(&mut self.out);
                self.begin_actual(text);
            }
            for glyph in cluster {
                self.glyph(&mut run, face, glyph);
            }
            if apart {
                run.flush(&mut self.out);
                self.out.extend_from_slice(b"EMC\n");
            }
        }
        run.flush(&mut self.out);
        if whole.is_some() {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// Notes what the outline and the links need to know of a text.
    fn learn(&mut self, item: &TextItem) {
        let plan = self.context.plan;
        let Some(owner) = self.owner() else { return };
        let (heading, link) = (plan.heading(owner), plan.link(owner));
        if heading.is_none() && link.is_none() && plan.figure(owner).is_none() {
            return;
        }
        let area = Area {
            left: item.x.0,
            bottom: self.height - item.baseline.0 - item.descent.0,
            right: item.x.0 + item.glyphs.iter().map(|glyph| glyph.advance.0).sum::<f64>(),
            top: self.height - item.baseline.0 + item.ascent.0,
        };
        self.note(area);
        let said = item.actual.as_deref().unwrap_or(&item.text);
        for node in [heading, link].into_iter().flatten() {
            self.found.texts.push((node, said.to_owned()));
        }
        if let Some(heading) = heading
            && self.found.headings.last().is_none_or(|(last, _)| *last != heading)
        {
            let (_, top) = self.point(area.left, area.top);
            self.found.headings.push((heading, top));
        }
    }

    /// A text none of whose characters a font has: it is said all the same.
    fn unseen(&mut self, item: &TextItem) {
        if self.owner().is_some() && !item.glyphs.is_empty() && !item.text.is_empty() {
            self.begin_actual(item.actual.as_deref().unwrap_or(&item.text));
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// Sets font, colour and place.
    fn seat(&mut self, item: &TextItem, face: usize) {
        if !self.in_text {
            self.out.extend_from_slice(b"BT\n");
            self.in_text = true;
            self.line = Some((0.0, 0.0));
        }
        self.fill(item.color);
        if item.synthetic_bold {
            self.line(item.color);
            self.width(item.size.0 * THICKENING);
            if !self.state.dash.is_empty() {
                self.state.dash.clear();
                self.out.extend_from_slice(b"[]0 d\n");
            }
        }
        if item.synthetic_bold != self.state.bold {
            self.state.bold = item.synthetic_bold;
            self.out.extend_from_slice(if item.synthetic_bold { b"2 Tr\n" } else { b"0 Tr\n" });
        }
        let size = rounded(item.size.0);
        if self.state.font != Some((face, size)) {
            self.state.font = Some((face, size));
            self.out.extend_from_slice(b"/F");
            integer(&mut self.out, face as u64);
            self.out.push(b' ');
            number(&mut self.out, size);
            self.out.extend_from_slice(b" Tf\n");
        }
        let scale = scale_of(item);
        if (self.state.scale - scale).abs() > 0.000_1 {
            self.state.scale = scale;
            fine(&mut self.out, scale * 100.0);
            self.out.extend_from_slice(b" Tz\n");
        }
        let (x, y) = (rounded(item.x.0), rounded(self.height - item.baseline.0));
        match self.line {
            Some((left, base)) if !item.synthetic_italic => {
                self.operator(&[x - left, y - base], "Td");
                self.line = Some((x, y));
            }
            _ => {
                self.out.extend_from_slice(b"1 0 ");
                fine(&mut self.out, if item.synthetic_italic { LEAN } else { 0.0 });
                self.operator(&[], " 1");
                self.operator(&[x, y], "Tm");
                self.line = (!item.synthetic_italic).then_some((x, y));
            }
        }
    }

    /// Puts a glyph in its place.
    fn glyph(&mut self, run: &mut Run, face: &Face, glyph: &PlacedGlyph) {
        if let Some(coded) = face.coded(glyph.id) {
            let rise = rounded(glyph.dy.0);
            if (self.state.rise - rise).abs() > 0.001 {
                run.flush(&mut self.out);
                self.state.rise = rise;
                self.operator(&[rise], "Ts");
            }
            let out = &mut self.out;
            run.begin(out);
            run.step(out, (run.pen + glyph.dx.0) / run.unit);
            run.show(out, coded.code, self.context.plain);
            run.at += coded.width;
        }
        run.pen += glyph.advance.0;
    }

    /// Begins a piece for which another text is read (ISO 32000-1, 14.9.4).
    fn begin_actual(&mut self, actual: &str) {
        self.out.extend_from_slice(b"/Span<</ActualText");
        text_string(&mut self.out, &clean(actual));
        self.out.extend_from_slice(b">>BDC\n");
    }
}

/// What is read instead of a whole text: what layout says, or the text itself where its glyphs lack
/// one or stand in another order than it is read.
fn said_instead<'i>(item: &'i TextItem, face: &Face) -> Option<&'i str> {
    if let Some(actual) = &item.actual {
        return Some(actual);
    }
    let lacks = item.glyphs.iter().any(|glyph| face.coded(glyph.id).is_none());
    let mut end = 0;
    let turned = item.glyphs.iter().filter(|glyph| !glyph.text.is_empty()).any(|glyph| {
        let back = glyph.text.start < end;
        end = glyph.text.end;
        back
    });
    (lacks || turned).then_some(item.text.as_str())
}

/// A text that may be read: what Unicode leaves to agreement is nothing that a voice can say.
fn clean(text: &str) -> Cow<'_, str> {
    let bad = |character: char| matches!(character, '\0' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{F0000}'..);
    if text.contains(bad) { Cow::Owned(text.replace(bad, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// The horizontal scaling, within reason.
fn scale_of(item: &TextItem) -> f64 {
    if item.scale.is_finite() && item.scale > 0.01 { item.scale.min(100.0) } else { 1.0 }
}

/// A `TJ` array under construction.
struct Run {
    /// A thousandth of the size, in points of the page.
    unit: f64,
    /// Where the pen is to be, in points.
    pen: f64,
    /// Where the PDF's pen is, in thousandths.
    at: f64,
    /// Inside the array.
    open: bool,
    /// Inside a string of it.
    string: bool,
    plain: bool,
}

impl Run {
    fn new(item: &TextItem) -> Self {
        let unit = rounded(item.size.0) * scale_of(item) / 1000.0;
        Run {
            unit: if unit.abs() > 1e-9 { unit } else { 1.0 },
            pen: 0.0,
            at: 0.0,
            open: false,
            string: false,
            plain: false,
        }
    }

    /// Begins the array, if it is not begun.
    fn begin(&mut self, out: &mut Vec<u8>) {
        if !self.open {
            out.push(b'[');
            self.open = true;
        }
    }

    /// Moves the PDF's pen where it differs by a thousandth of the size or more.
    fn step(&mut self, out: &mut Vec<u8>, wanted: f64) {
        let step = (wanted - self.at).round();
        if step.abs() < 1.0 || !step.is_finite() {
            return;
        }
        self.end_string(out);
        number(out, -step);
        self.at += step;
    }

    /// Shows a glyph.
    fn show(&mut self, out: &mut Vec<u8>, code: u16, plain: bool) {
        self.plain = plain;
        if !self.string {
            out.push(if plain { b'<' } else { b'(' });
            self.string = true;
        }
        if plain {
            hex(out, code);
            return;
        }
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                // A bare carriage return in a string is read as a line feed.
                b'\r' => out.extend_from_slice(b"\\r"),
                _ => out.push(byte),
            }
        }
    }

    fn end_string(&mut self, out: &mut Vec<u8>) {
        if self.string {
            out.push(if self.plain { b'>' } else { b')' });
            self.string = false;
        }
    }

    /// Ends the array.
    fn flush(&mut self, out: &mut Vec<u8>) {
        self.end_string(out);
        if self.open {
            out.extend_from_slice(b"]TJ\n");
            self.open = false;
        }
    }
}
