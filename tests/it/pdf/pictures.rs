//! Pictures: as small as they can be, embedded once, never a reason to fail.

use std::io::Cursor;

use brevsmed::layout::{ArtifactKind, Paint, Tag};
use brevsmed::letter::{Crop, PictureKind, Role};
use brevsmed::pdf::{PdfOptions, PictureCache, write};
use brevsmed::units::{Pt, Rect};
use image::{DynamicImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use insta::assert_snapshot;

use super::sketch::{FONTS, ROOT, Sketch, assert_valid};

/// A colourful picture in a format.
fn file(format: ImageFormat, alpha: bool) -> Vec<u8> {
    let colors = RgbImage::from_fn(80, 40, |x, y| Rgb([x as u8 * 3, y as u8 * 6, (x ^ y) as u8]));
    let image = if alpha {
        let mut image: RgbaImage = DynamicImage::ImageRgb8(colors).to_rgba8();
        for (x, _, dot) in image.enumerate_pixels_mut() {
            *dot = Rgba([dot[0], dot[1], dot[2], x as u8 * 3]);
        }
        DynamicImage::ImageRgba8(image)
    } else {
        DynamicImage::ImageRgb8(colors)
    };
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("a file");
    out.into_inner()
}

/// The dictionaries of the pictures in a plain file.
fn images(sketch: &Sketch) -> String {
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let mut found: Vec<String> = Vec::new();
    for part in plain.split(" obj\n").filter(|part| part.contains("/Subtype/Image")) {
        let dictionary = part.split("stream").next().unwrap_or_default().trim();
        let length = dictionary.find("/Length").map_or(0, |at| at + 7);
        let digits = dictionary[length..].chars().skip_while(|c| *c == ' ');
        let digits: String = digits.take_while(char::is_ascii_digit).collect();
        found.push(dictionary.replace(&format!("/Length {digits}"), "/Length …"));
    }
    found.join("\n")
}

#[test]
fn every_format_is_drawn() {
    let mut sketch = Sketch::new();
    for (kind, format, alpha) in [
        (PictureKind::Jpeg, ImageFormat::Jpeg, false),
        (PictureKind::Png, ImageFormat::Png, false),
        (PictureKind::Png, ImageFormat::Png, true),
        (PictureKind::Gif, ImageFormat::Gif, true),
        (PictureKind::Bmp, ImageFormat::Bmp, false),
        (PictureKind::Tiff, ImageFormat::Tiff, false),
    ] {
        let id = sketch.file(kind, file(format, alpha));
        sketch.figure(ROOT, id, &format!("Våben i {format:?}"));
    }
    assert_snapshot!(sketch.tree());
    assert_snapshot!("their dictionaries", images(&sketch));
}

#[test]
fn grey_and_black_and_white_stay_so() {
    let mut sketch = Sketch::new();
    let gray = image::GrayImage::from_fn(90, 10, |x, _| Luma([x as u8 * 2]));
    let ink = image::GrayImage::from_fn(90, 10, |x, _| Luma([if x % 3 == 0 { 0 } else { 255 }]));
    for image in [gray, ink] {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, ImageFormat::Png).expect("a file");
        let id = sketch.file(PictureKind::Png, out.into_inner());
        sketch.figure(ROOT, id, "Underskrift");
    }
    assert_valid(&sketch.bytes());
    assert_snapshot!(images(&sketch));
}

#[test]
fn a_picture_in_two_places_is_embedded_once() {
    let mut sketch = Sketch::new();
    let bytes = file(ImageFormat::Png, false);
    let (one, two) =
        (sketch.file(PictureKind::Png, bytes.clone()), sketch.file(PictureKind::Png, bytes));
    sketch.figure(ROOT, one, "Våben");
    sketch.picture(Tag::Artifact(ArtifactKind::Header), two, 100.0, 50.0);
    sketch.page();
    sketch.picture(Tag::Artifact(ArtifactKind::Header), one, 100.0, 50.0);
    assert_valid(&sketch.bytes());
    let plain = sketch.plain();
    let plain = String::from_utf8_lossy(&plain);
    assert_eq!(plain.matches("/Subtype/Image").count(), 1);
    assert_eq!(plain.matches("/I0 Do").count(), 3);
}

#[test]
fn a_picture_finer_than_paper_is_made_coarser() {
    let mut sketch = Sketch::new();
    let fine = RgbImage::from_fn(1200, 600, |x, y| Rgb([x as u8, y as u8, (x * y) as u8]));
    let mut out = Cursor::new(Vec::new());
    fine.write_to(&mut out, ImageFormat::Jpeg).expect("a file");
    let id = sketch.file(PictureKind::Jpeg, out.into_inner());
    sketch.figure(ROOT, id, "Kort");
    assert_valid(&sketch.bytes());
    assert_snapshot!(images(&sketch));
}

#[test]
fn damaged_pictures_are_frames_and_findings() {
    let mut sketch = Sketch::new();
    let mut cut = file(ImageFormat::Png, false);
    cut.truncate(60);
    for (kind, bytes) in [
        (PictureKind::Png, cut),
        (PictureKind::Jpeg, b"\xFF\xD8\xFF".to_vec()),
        (PictureKind::Other, b"\x01\0\0\0 EMF".to_vec()),
        (PictureKind::Gif, Vec::new()),
    ] {
        let id = sketch.file(kind, bytes);
        sketch.figure(ROOT, id, "Våben");
    }
    let written = sketch.written(&PdfOptions::default());
    assert_valid(&written.bytes);
    let codes: Vec<&str> = written.diagnostics.iter().map(|one| one.finding.code()).collect();
    assert_eq!(codes, ["L070", "L070", "L070", "L070"]);
    assert_snapshot!(sketch.tree());
}

#[test]
fn cropped_turned_and_mirrored_pictures_are_valid() {
    let mut sketch = Sketch::new();
    let id = sketch.file(PictureKind::Png, file(ImageFormat::Png, true));
    let node = sketch.node(ROOT, Role::Figure);
    sketch.letter.tree.node_mut(node).alt = Some("Våben".to_owned());
    let slot = sketch.letter.tree.slot(node);
    let crop = Crop { left: 0.25, top: 0.0, right: 0.25, bottom: 0.5 };
    sketch.paint(
        Tag::Slot(slot),
        Paint::Picture {
            picture: id,
            area: Rect { x: Pt(100.0), y: Pt(100.0), width: Pt(80.0), height: Pt(40.0) },
            crop,
            rotation: 30.0,
            flip: (true, false),
        },
    );
    assert_valid(&sketch.bytes());
    let plain = String::from_utf8_lossy(&sketch.plain()).into_owned();
    let drawn: Vec<&str> =
        plain.lines().skip_while(|line| *line != "q").take_while(|line| *line != "EMC").collect();
    let figure = plain.lines().find(|line| line.contains("/S/Figure")).unwrap_or_default();
    assert_snapshot!(format!("{}\n{figure}", drawn.join("\n")));
}

#[test]
fn a_picture_without_a_description_is_not_silent() {
    let mut sketch = Sketch::new();
    let id = sketch.file(PictureKind::Png, file(ImageFormat::Png, false));
    sketch.figure(ROOT, id, " ");
    assert_snapshot!(sketch.tree());
}

#[test]
fn the_cache_keeps_pictures_and_its_bound() {
    let cache = PictureCache::default();
    let mut sketch = Sketch::new();
    let id = sketch.file(PictureKind::Png, file(ImageFormat::Png, false));
    sketch.figure(ROOT, id, "Våben");
    let make = |sketch: &Sketch| {
        write(&sketch.letter, &sketch.pages, &FONTS, &cache, &PdfOptions::default())
            .expect("a PDF")
            .bytes
    };
    let first = make(&sketch);
    assert_eq!(first, make(&sketch), "from the cache, the same bytes");
    assert_eq!(cache.size().0, 1);
    for at in 0..300u32 {
        let mut other = Sketch::new();
        let mut bytes = file(ImageFormat::Bmp, false);
        bytes.extend(at.to_le_bytes());
        let id = other.file(PictureKind::Bmp, bytes);
        other.figure(ROOT, id, "Våben");
        make(&other);
    }
    let (pictures, bytes) = cache.size();
    assert!(pictures <= 256 && bytes <= 64 * 1024 * 1024, "{pictures} {bytes}");
}
