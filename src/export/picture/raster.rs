//! Outlines as pixels: one band of them, as high as a row of cells.

use ab_glyph_rasterizer::{Rasterizer, point};

use super::color::{Rgb, mixed};
use super::outline::{Piece, Point, Rect, Step, at};

/// The pixels of a unit, in both directions.
pub(super) const SCALE: u16 = 2;

/// A band of pixels.
#[derive(Debug)]
pub(super) struct Band {
    pixels: Vec<Rgb>,
    width: usize,
}

impl Band {
    /// Returns a band of so many pixels, all of one colour.
    pub(super) fn new(width: usize, height: usize, color: Rgb) -> Self {
        Self {
            pixels: vec![color; width * height],
            width,
        }
    }

    /// Returns the pixels, from the upper left to the lower right.
    pub(super) fn pixels(&self) -> &[Rgb] {
        &self.pixels
    }

    fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    /// Fills a piece, given in units from the band's upper left corner. What is outside the band is
    /// left out.
    pub(super) fn fill(&mut self, piece: &Piece, ink: Rgb) {
        match piece {
            Piece::Rect(rect) => self.fill_rect(*rect, ink),
            Piece::Outline(steps) => self.fill_outline(steps, ink),
        }
    }

    /// Fills whole pixels: sides are put between two of them.
    fn fill_rect(&mut self, rect: Rect, ink: Rgb) {
        let columns = whole(rect.left)..whole(rect.right).min(self.width);
        let rows = whole(rect.top)..whole(rect.bottom).min(self.height());
        for row in rows {
            for pixel in columns.clone() {
                self.pixels[row * self.width + pixel] = ink;
            }
        }
    }

    /// Fills contours with smooth edges.
    pub(super) fn fill_outline(&mut self, steps: &[Step], ink: Rgb) {
        let scaled = |to: Point| at(to.x * f32::from(SCALE), to.y * f32::from(SCALE));
        let steps: Vec<Step> = steps.iter().map(|step| step.mapped(scaled)).collect();
        let Some((low, high)) = bounds(&steps) else {
            return;
        };
        let (width, height) = (whole_number(high.x - low.x), whole_number(high.y - low.y));
        let mut rasterizer = Rasterizer::new(width, height);
        trace(&steps, low, &mut rasterizer);
        rasterizer.for_each_pixel_2d(|x, y, share| {
            let pixel = self.pixel(low.x + precise(x), low.y + precise(y));
            if let Some(pixel) = pixel {
                *pixel = mixed(*pixel, ink, share.min(1.0));
            }
        });
    }

    /// Returns the pixel at a place; `None` outside the band.
    fn pixel(&mut self, x: f32, y: f32) -> Option<&mut Rgb> {
        let is_inside = x >= 0.0 && y >= 0.0;
        let (x, y) = (whole_number(x), whole_number(y));
        let is_inside = is_inside && x < self.width;
        is_inside
            .then(|| self.pixels.get_mut(y * self.width + x))
            .flatten()
    }
}

/// Returns the corners of the whole pixels around an outline; `None` where it has no points.
fn bounds(steps: &[Step]) -> Option<(Point, Point)> {
    let mut bounds: Option<(Point, Point)> = None;
    for step in steps {
        step.mapped(|to| {
            let (low, high) = bounds.unwrap_or((to, to));
            bounds = Some((
                at(low.x.min(to.x.floor()), low.y.min(to.y.floor())),
                at(high.x.max(to.x.ceil()), high.y.max(to.y.ceil())),
            ));
            to
        });
    }
    bounds
}

/// Draws an outline with `origin` at the corner.
fn trace(steps: &[Step], origin: Point, rasterizer: &mut Rasterizer) {
    let put = |to: Point| point(to.x - origin.x, to.y - origin.y);
    let (mut begun, mut last) = (origin, origin);
    for step in steps {
        match *step {
            Step::Move(to) => (begun, last) = (to, to),
            Step::Line(to) => {
                rasterizer.draw_line(put(last), put(to));
                last = to;
            }
            Step::Quadratic(handle, to) => {
                rasterizer.draw_quad(put(last), put(handle), put(to));
                last = to;
            }
            Step::Cubic(first, second, to) => {
                rasterizer.draw_cubic(put(last), put(first), put(second), put(to));
                last = to;
            }
            Step::Close => {
                rasterizer.draw_line(put(last), put(begun));
                last = begun;
            }
        }
    }
}

/// Returns the pixel that begins nearest to a place in units.
fn whole(units: f32) -> usize {
    whole_number((units * f32::from(SCALE)).round())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a picture: far below the limits, and 0 at least"
)]
fn whole_number(pixels: f32) -> usize {
    pixels.max(0.0) as usize
}

#[expect(
    clippy::cast_precision_loss,
    reason = "pixels of one shape: few thousands at most"
)]
fn precise(pixels: u32) -> f32 {
    pixels as f32
}
