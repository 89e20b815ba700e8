//! What shapes are made of: points, steps from one to the next, and filled outlines.
//!
//! Units: a cell is [`CELL_WIDTH`] by [`CELL_HEIGHT`], to the right and down from its upper left corner.

/// The width of a cell, in units.
pub(super) const CELL_WIDTH: f32 = 10.0;

/// The height of a cell, in units.
pub(super) const CELL_HEIGHT: f32 = 20.0;

/// How far the handles of a curve stand off for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_285;

/// A place in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

pub(super) const fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    pub(super) fn moved(self, by: Self) -> Self {
        at(self.x + by.x, self.y + by.y)
    }
}

/// A rectangle, by its sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Rect {
    pub(super) fn moved(self, by: Point) -> Self {
        Self {
            left: self.left + by.x,
            top: self.top + by.y,
            right: self.right + by.x,
            bottom: self.bottom + by.y,
        }
    }
}

/// A step along an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// Begins another contour.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A curve with one handle.
    Quadratic(Point, Point),
    /// A curve with two handles.
    Cubic(Point, Point, Point),
    /// Back to where the contour began.
    Close,
}

impl Step {
    /// Returns the step with each of its points put elsewhere.
    pub(super) fn mapped(self, mut put: impl FnMut(Point) -> Point) -> Self {
        match self {
            Self::Move(to) => Self::Move(put(to)),
            Self::Line(to) => Self::Line(put(to)),
            Self::Quadratic(handle, to) => Self::Quadratic(put(handle), put(to)),
            Self::Cubic(first, second, to) => Self::Cubic(put(first), put(second), put(to)),
            Self::Close => Self::Close,
        }
    }
}

/// A filled piece of a shape.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Kept apart, so that neighbours can be joined and edges stay sharp.
    Rect(Rect),
    /// Contours; one inside another that runs the other way round is a hole.
    Outline(Vec<Step>),
}

impl Piece {
    pub(super) fn moved(&self, by: Point) -> Self {
        match self {
            Self::Rect(rect) => Self::Rect(rect.moved(by)),
            Self::Outline(steps) => {
                let moved = steps.iter().map(|step| step.mapped(|to| to.moved(by)));
                Self::Outline(moved.collect())
            }
        }
    }
}

/// Returns a rectangle from one corner to the other.
pub(super) const fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Piece {
    Piece::Rect(Rect {
        left,
        top,
        right,
        bottom,
    })
}

/// Returns a filled polygon.
pub(super) fn polygon(corners: &[Point]) -> Piece {
    let mut steps = Vec::new();
    for corner in corners {
        let is_first = steps.is_empty();
        let step = if is_first { Step::Move } else { Step::Line };
        steps.push(step(*corner));
    }
    steps.push(Step::Close);
    Piece::Outline(steps)
}

/// Returns a filled circle.
pub(super) fn circle(centre: Point, radius: f32) -> Piece {
    Piece::Outline(around(centre, radius))
}

/// Returns a circle that is `thick` thick, `radius` to its outside.
pub(super) fn ring(centre: Point, radius: f32, thick: f32) -> Piece {
    let mut steps = around(centre, radius);
    // Mirrored, it runs the other way round.
    let inner = around(at(0.0, 0.0), radius - thick).into_iter();
    let mirrored = |to: Point| at(centre.x - to.x, centre.y + to.y);
    steps.extend(inner.map(|step| step.mapped(mirrored)));
    Piece::Outline(steps)
}

fn around(centre: Point, radius: f32) -> Vec<Step> {
    let handle = radius * QUARTER;
    let to = |x: f32, y: f32| at(centre.x + x, centre.y + y);
    vec![
        Step::Move(to(radius, 0.0)),
        Step::Cubic(to(radius, handle), to(handle, radius), to(0.0, radius)),
        Step::Cubic(to(-handle, radius), to(-radius, handle), to(-radius, 0.0)),
        Step::Cubic(to(-radius, -handle), to(-handle, -radius), to(0.0, -radius)),
        Step::Cubic(to(handle, -radius), to(radius, -handle), to(radius, 0.0)),
        Step::Close,
    ]
}

/// Returns a quarter of a circle around `centre`, from above it to its left, `thick` thick with
/// `radius` in the middle.
pub(super) fn quarter(centre: Point, radius: f32, thick: f32) -> Piece {
    let (outer, inner) = (radius + thick / 2.0, radius - thick / 2.0);
    let to = |x: f32, y: f32| at(centre.x - x, centre.y - y);
    Piece::Outline(vec![
        Step::Move(to(0.0, outer)),
        Step::Cubic(
            to(outer * QUARTER, outer),
            to(outer, outer * QUARTER),
            to(outer, 0.0),
        ),
        Step::Line(to(inner, 0.0)),
        Step::Cubic(
            to(inner, inner * QUARTER),
            to(inner * QUARTER, inner),
            to(0.0, inner),
        ),
        Step::Close,
    ])
}

/// The shape of a character.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// What of the cell is filled.
    pub(super) pieces: Vec<Piece>,
    /// How much of the ink there is: less than 1 for shades.
    pub(super) share: f32,
}

impl From<Vec<Piece>> for Shape {
    fn from(pieces: Vec<Piece>) -> Self {
        Self { pieces, share: 1.0 }
    }
}
