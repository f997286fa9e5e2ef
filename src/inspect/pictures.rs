//! Pages as pictures.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{InspectError, open};

/// The longest side of a picture in dots: what the rasterizer counts to.
const LONGEST: f32 = 16_000.0;

/// Takes a page's number and its picture.
pub type Take<'t, E> = dyn FnMut(usize, &[u8]) -> Result<(), E> + 't;

/// Draws each page as a PNG and hands it over with its number, from 1.
///
/// # Errors
///
/// [`InspectError`]; inside, what `take` says.
pub fn pictures<E>(
    pdf: &[u8],
    dpi: f32,
    take: &mut Take<'_, E>,
) -> Result<Result<(), E>, InspectError> {
    pictures_of(pdf, dpi, &|_| true, take)
}

/// Draws those pages whose numbers, from 1, are wanted.
///
/// # Errors
///
/// As [`pictures`].
pub fn pictures_of<E>(
    pdf: &[u8],
    dpi: f32,
    wanted: &dyn Fn(usize) -> bool,
    take: &mut Take<'_, E>,
) -> Result<Result<(), E>, InspectError> {
    let pdf = open(pdf)?;
    let cache = RenderCache::new();
    let (settings, drawing) = (InterpreterSettings::default(), RenderSettings::default());
    for (index, page) in pdf.pages().iter().enumerate() {
        if !wanted(index + 1) {
            continue;
        }
        let (width, height) = page.render_dimensions();
        let scale = (dpi / 72.0).min(LONGEST / width.max(height).max(1.0));
        let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let picture = render(page, &cache, &settings, &drawing, &size);
        let png = picture.into_png().map_err(|_| InspectError::Picture { page: index + 1 })?;
        if let Err(error) = take(index + 1, &png) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}
