//! Places in the PDF's user space: points counted from the lower left corner, upwards.

/// A rectangle in user space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Area {
    /// The area that covers both.
    pub fn with(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// The area as the PDF writes it: rounded, corners in order.
    pub fn rect(self) -> pdf_writer::Rect {
        let round = |value: f64| super::number::rounded(value) as f32;
        pdf_writer::Rect::new(
            round(self.left.min(self.right)),
            round(self.bottom.min(self.top)),
            round(self.right.max(self.left)),
            round(self.top.max(self.bottom)),
        )
    }

    /// Its middle.
    pub fn middle(self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.bottom, self.top))
    }

    /// The part of it that is on a page.
    pub fn within(self, width: f64, height: f64) -> Area {
        Area {
            left: self.left.clamp(0.0, width),
            bottom: self.bottom.clamp(0.0, height),
            right: self.right.clamp(0.0, width),
            top: self.top.clamp(0.0, height),
        }
    }
}

/// A change of coordinates: `x' = a·x + c·y + e`, `y' = b·x + d·y + f` (ISO 32000-1, 8.3.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// No change.
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A turn clockwise by degrees about a point.
    pub fn turn(degrees: f64, (x, y): (f64, f64)) -> Matrix {
        let (sin, cos) = if degrees.is_finite() { quarter(degrees) } else { (0.0, 1.0) };
        Matrix([cos, -sin, sin, cos, x - cos * x - sin * y, y + sin * x - cos * y])
    }

    /// First this change, then another.
    pub fn then(self, other: Matrix) -> Matrix {
        let (one, two) = (self.0, other.0);
        let row = |x: f64, y: f64| (x * two[0] + y * two[2], x * two[1] + y * two[3]);
        let (across, up, place) = (row(one[0], one[1]), row(one[2], one[3]), row(one[4], one[5]));
        Matrix([across.0, across.1, up.0, up.1, place.0 + two[4], place.1 + two[5]])
    }

    /// Where a point goes.
    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let entries = &self.0;
        (entries[0] * x + entries[2] * y + entries[4], entries[1] * x + entries[3] * y + entries[5])
    }

    /// The upright box around an area after the change.
    pub fn area(&self, area: Area) -> Area {
        if *self == Matrix::IDENTITY {
            return area;
        }
        let corners = [
            self.point(area.left, area.bottom),
            self.point(area.right, area.bottom),
            self.point(area.left, area.top),
            self.point(area.right, area.top),
        ];
        corners
            .iter()
            .map(|(x, y)| Area { left: *x, bottom: *y, right: *x, top: *y })
            .reduce(Area::with)
            .unwrap_or(area)
    }
}

/// Sine and cosine; exact for quarter turns.
fn quarter(degrees: f64) -> (f64, f64) {
    let turns = degrees.rem_euclid(360.0);
    let quarters = (turns / 90.0).round();
    if (turns - quarters * 90.0).abs() > 1e-9 {
        return turns.to_radians().sin_cos();
    }
    match quarters as u8 {
        1 => (1.0, 0.0),
        2 => (0.0, -1.0),
        3 => (-1.0, 0.0),
        _ => (0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_clockwise_takes_right_to_down() {
        let turn = Matrix::turn(90.0, (100.0, 100.0));
        assert_eq!(turn.point(110.0, 100.0), (100.0, 90.0));
        assert_eq!(turn.point(100.0, 100.0), (100.0, 100.0));
    }

    #[test]
    fn changes_follow_each_other() {
        let both = Matrix::turn(90.0, (0.0, 0.0)).then(Matrix([1.0, 0.0, 0.0, 1.0, 5.0, 7.0]));
        assert_eq!(both.point(1.0, 0.0), (5.0, 6.0));
    }

    #[test]
    fn the_box_around_a_turned_area_is_upright() {
        let area = Area { left: 0.0, bottom: 0.0, right: 20.0, top: 10.0 };
        let turned = Matrix::turn(90.0, (10.0, 5.0)).area(area);
        assert_eq!(turned, Area { left: 5.0, bottom: -5.0, right: 15.0, top: 15.0 });
    }
}
