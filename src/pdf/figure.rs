//! Lines, ellipses and pictures on a page.

use crate::layout::StrokeStyle;
use crate::letter::{Crop, PictureId};
use crate::units::Color;

use super::content::Painter;
use super::number::integer;
use super::space::{Area, Matrix};

/// How far the handles of a curve reach so that four make an ellipse: 4·(√2 − 1)/3.
const HANDLE: f64 = 0.552_284_75;

/// The most waves a line is drawn with.
const WAVES: f64 = 2000.0;

impl Painter<'_> {
    /// Draws a straight line.
    pub(super) fn stroke(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        width: f64,
        color: Color,
        style: StrokeStyle,
    ) {
        let width = if width.is_finite() { width.max(0.05) } else { 0.5 };
        self.line(color);
        self.width(width);
        let (dash, round) = match style {
            StrokeStyle::Solid | StrokeStyle::Wave => (Vec::new(), false),
            StrokeStyle::Dotted => (vec![0.0, 2.0 * width.max(0.5)], true),
            StrokeStyle::Dashed => (vec![3.0 * width.max(0.5), 2.0 * width.max(0.5)], false),
        };
        if self.state.dash != dash {
            self.out.push(b'[');
            self.operator(&dash, "]0 d");
            self.state.dash = dash;
        }
        if self.state.round != round {
            self.state.round = round;
            self.out.extend_from_slice(if round { b"1 J\n" } else { b"0 J\n" });
        }
        self.operator(&[from.0, from.1], "m");
        if style == StrokeStyle::Wave {
            self.wave(from, to, width);
        } else {
            self.operator(&[to.0, to.1], "l");
        }
        self.out.extend_from_slice(b"S\n");
        let half = width / 2.0;
        self.note(Area {
            left: from.0.min(to.0) - half,
            bottom: from.1.min(to.1) - half,
            right: from.0.max(to.0) + half,
            top: from.1.max(to.1) + half,
        });
    }

    /// Draws waves from the current point: half a wave is three line widths long.
    fn wave(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let count = (length / (3.0 * width.max(0.25))).round().clamp(1.0, WAVES);
        if !length.is_finite() || length <= 0.0 {
            self.operator(&[to.0, to.1], "l");
            return;
        }
        let up = 2.0 * width / length;
        for half in 0..count as u32 {
            let point = |share: f64, height: f64| {
                let along = (f64::from(half) + share) / count;
                let sign = if half % 2 == 0 { height } else { -height };
                (from.0 + dx * along - dy * up * sign, from.1 + dy * along + dx * up * sign)
            };
            let (one, two, end) = (point(0.35, 1.0), point(0.65, 1.0), point(1.0, 0.0));
            self.operator(&[one.0, one.1, two.0, two.1, end.0, end.1], "c");
        }
    }

    /// Draws an ellipse.
    pub(super) fn ellipse(
        &mut self,
        area: Area,
        fill: Option<Color>,
        line: Option<(crate::units::Pt, Color)>,
    ) {
        let operator = match (fill, line) {
            (None, None) => return,
            (Some(_), None) => "f",
            (None, Some(_)) => "s",
            (Some(_), Some(_)) => "b",
        };
        if let Some(color) = fill {
            self.fill(color);
        }
        if let Some((width, color)) = line {
            self.line(color);
            self.width(width.0.max(0.05));
            if !self.state.dash.is_empty() {
                self.state.dash.clear();
                self.out.extend_from_slice(b"[]0 d\n");
            }
        }
        let (x, y) = area.middle();
        let (rx, ry) = ((area.right - area.left) / 2.0, (area.top - area.bottom) / 2.0);
        let (hx, hy) = (rx * HANDLE, ry * HANDLE);
        self.operator(&[x + rx, y], "m");
        self.operator(&[x + rx, y + hy, x + hx, y + ry, x, y + ry], "c");
        self.operator(&[x - hx, y + ry, x - rx, y + hy, x - rx, y], "c");
        self.operator(&[x - rx, y - hy, x - hx, y - ry, x, y - ry], "c");
        self.operator(&[x + hx, y - ry, x + rx, y - hy, x + rx, y], "c");
        self.operator(&[], operator);
    }

    /// Draws a picture, or a frame where it cannot be drawn.
    pub(super) fn picture(
        &mut self,
        id: PictureId,
        area: Area,
        crop: Crop,
        rotation: f64,
        flip: (bool, bool),
    ) {
        let (width, height) = (area.right - area.left, area.top - area.bottom);
        let drawable = |length: f64| length.is_finite() && length > 0.0;
        if !drawable(width) || !drawable(height) {
            return;
        }
        let middle = area.middle();
        let mirror = |mirrored: bool| if mirrored { -1.0 } else { 1.0 };
        let (mx, my) = (mirror(flip.0), mirror(flip.1));
        let turn = Matrix([mx, 0.0, 0.0, my, middle.0 * (1.0 - mx), middle.1 * (1.0 - my)])
            .then(Matrix::turn(rotation, middle));
        self.note(turn.area(area));
        self.out.extend_from_slice(b"q\n");
        if turn != Matrix::IDENTITY {
            self.transform(turn);
        }
        match self.context.pictures.find(id) {
            Some((index, ready)) => {
                let whole = uncropped(area, crop);
                if whole != area {
                    self.rectangle(area);
                    self.out.extend_from_slice(b" W n\n");
                }
                self.found.transparent |= ready.mask.is_some();
                self.operator(
                    &[
                        whole.right - whole.left,
                        0.0,
                        0.0,
                        whole.top - whole.bottom,
                        whole.left,
                        whole.bottom,
                    ],
                    "cm",
                );
                self.out.extend_from_slice(b"/I");
                integer(&mut self.out, index as u64);
                self.out.extend_from_slice(b" Do\n");
            }
            None => self.frame(area),
        }
        self.out.extend_from_slice(b"Q\n");
    }

    /// Draws the frame that stands for a picture which cannot be drawn; the caller keeps the state.
    fn frame(&mut self, area: Area) {
        self.out.extend_from_slice(b".6 G .75 w []0 d\n");
        self.rectangle(area);
        self.operator(&[], " S");
        self.operator(&[area.left, area.bottom], "m");
        self.operator(&[area.right, area.top], "l");
        self.operator(&[area.left, area.top], "m");
        self.operator(&[area.right, area.bottom], "l");
        self.operator(&[], "S");
    }
}

/// Where the whole of a picture would be whose visible part is an area.
fn uncropped(area: Area, crop: Crop) -> Area {
    let stretch = |start: f64, end: f64, before: f64, after: f64| {
        let share = 1.0 - before - after;
        if !(0.01..=100.0).contains(&share) {
            return (start, end);
        }
        let length = (end - start) / share;
        (start - before * length, end + after * length)
    };
    let (left, right) = stretch(area.left, area.right, crop.left, crop.right);
    let (bottom, top) = stretch(area.bottom, area.top, crop.bottom, crop.top);
    Area { left, bottom, right, top }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cropped_picture_reaches_beyond_its_place() {
        let area = Area { left: 100.0, bottom: 100.0, right: 200.0, top: 150.0 };
        let crop = Crop { left: 0.25, right: 0.25, top: 0.5, bottom: 0.0 };
        let whole = uncropped(area, crop);
        assert_eq!(whole, Area { left: 50.0, bottom: 100.0, right: 250.0, top: 200.0 });
    }

    #[test]
    fn a_crop_that_leaves_nothing_is_none() {
        let area = Area { left: 0.0, bottom: 0.0, right: 1.0, top: 1.0 };
        let crop = Crop { left: 0.6, right: 0.6, top: 0.0, bottom: 0.0 };
        assert_eq!(uncropped(area, crop), area);
    }
}
