//! Pictures in the letter: a value of the data, or an approved picture by name.

use std::sync::Arc;

use super::record::Picture;
use super::run::Merger;
use crate::diagnostic::Finding;
use crate::docx::{MediaPart, NewRelationship, encode};
use crate::template::FieldId;

/// English Metric Units in a millimetre (ISO/IEC 29500-1, 20.1.2.1).
const EMU_PER_MM: u64 = 36_000;
/// English Metric Units in an inch.
const EMU_PER_INCH: u64 = 914_400;
/// The widest picture that fits between usual margins, in millimetres.
const WIDEST_MM: u64 = 160;

/// The kind and size of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    extension: &'static str,
    content_type: &'static str,
    width: u32,
    height: u32,
    /// Dots per inch, where the file says.
    resolution: Option<u32>,
}

impl Merger<'_> {
    /// Puts a picture where the field stands.
    pub(super) fn picture(&mut self, id: FieldId, picture: &Arc<Picture>) {
        let name = self.name_of(id);
        let Some(header) = header(&picture.bytes) else {
            self.note(id, Finding::PictureUnsupported { name });
            self.vanished(super::writer::Vanished::Other);
            return;
        };
        let alt = picture.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        if alt.is_none() && !picture.decorative {
            self.note(id, Finding::PictureWithoutAlt { name: name.clone() });
        }
        let relationship = self.add_media(&picture.bytes, header.extension, header.content_type);
        let drawing = self.identities.drawing();
        let (width, height) = size(&header, picture.width_mm);
        let prefix = &self.program().prefix;
        let alt = encode(alt.unwrap_or_default()).replace('"', "&quot;");
        let decorative = if picture.decorative {
            r#"<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>"#
        } else {
            ""
        };
        let strict = self.template.package().is_strict();
        let (wp, a, pic, r) = if strict {
            (
                "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
                "http://purl.oclc.org/ooxml/drawingml/main",
                "http://purl.oclc.org/ooxml/drawingml/picture",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
        } else {
            (
                "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
                "http://schemas.openxmlformats.org/drawingml/2006/main",
                "http://schemas.openxmlformats.org/drawingml/2006/picture",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            )
        };
        let markup = format!(
            concat!(
                r#"<{p}r><{p}drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0">"#,
                r#"<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="Billede {id}" descr="{alt}">{decorative}</wp:docPr>"#,
                r#"<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{a}" noChangeAspect="1"/></wp:cNvGraphicFramePr>"#,
                r#"<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">"#,
                r#"<pic:nvPicPr><pic:cNvPr id="{id}" name="Billede {id}"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                r#"<pic:blipFill><a:blip xmlns:r="{r}" r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"#,
                r#"<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>"#,
                r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"#,
                r#"</a:graphicData></a:graphic></wp:inline></{p}drawing></{p}r>"#
            ),
            p = prefix,
            cx = width,
            cy = height,
            wp = wp,
            a = a,
            pic = pic,
            r = r,
            alt = alt,
            decorative = decorative,
            id = drawing,
            rel = relationship,
        );
        if let Some(writer) = &mut self.writer {
            writer.shape(markup.as_bytes());
        }
    }

    /// Adds a media part, once for the same bytes, and gives the relationship's id in this story.
    pub(super) fn add_media(
        &mut self,
        bytes: &[u8],
        extension: &'static str,
        content_type: &'static str,
    ) -> String {
        let known = self.letter.media.iter().position(|media| media.bytes == bytes);
        let index = known.unwrap_or_else(|| {
            let number = self.letter.media.len() + 1;
            self.letter.media.push(MediaPart {
                name: format!("word/media/brevsmed{number}.{extension}"),
                bytes: bytes.to_vec(),
                extension,
                content_type,
            });
            number - 1
        });
        let target = format!("/{}", self.letter.media[index].name);
        self.add_relationship("image", target, false)
    }

    /// Adds a relationship to the story that is being written, once for the same target.
    pub(super) fn add_relationship(
        &mut self,
        kind: &'static str,
        target: String,
        external: bool,
    ) -> String {
        let part = self.program().part.clone();
        let same = |(owner, relationship): &&(String, NewRelationship)| {
            *owner == part && relationship.target == target && relationship.kind == kind
        };
        if let Some((_, relationship)) = self.letter.relationships.iter().find(same) {
            return relationship.id.clone();
        }
        // Word numbers its own rId1, rId2 …; this cannot meet them.
        let id = format!("rIdBrevsmed{}", self.letter.relationships.len() + 1);
        let relationship = NewRelationship { id: id.clone(), kind, target, external };
        self.letter.relationships.push((part, relationship));
        id
    }
}

/// The size on the page, in English Metric Units.
fn size(header: &Header, width_mm: Option<u32>) -> (u64, u64) {
    let natural =
        u64::from(header.width) * EMU_PER_INCH / u64::from(header.resolution.unwrap_or(96));
    let width = match width_mm {
        Some(width) => u64::from(width) * EMU_PER_MM,
        None => natural.min(WIDEST_MM * EMU_PER_MM),
    };
    let height = width * u64::from(header.height) / u64::from(header.width).max(1);
    (width.max(1), height.max(1))
}

/// Reads the kind and size of a PNG, JPEG or GIF from its first bytes.
fn header(bytes: &[u8]) -> Option<Header> {
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return sized("png", "image/png", word(16)?, word(20)?, None);
    }
    if bytes.starts_with(b"GIF8") {
        let half = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        return sized("gif", "image/gif", half(6)?.into(), half(8)?.into(), None);
    }
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let half = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    let mut resolution = None;
    loop {
        let marker = *bytes.get(at + 1)?;
        let length = usize::from(half(at + 2)?);
        match marker {
            // JFIF: density unit 1 is dots per inch.
            0xE0 if bytes.get(at + 4..at + 8) == Some(b"JFIF")
                && bytes.get(at + 11) == Some(&1) =>
            {
                resolution = half(at + 12).map(u32::from).filter(|dpi| *dpi > 0);
            }
            // Start of frame, of any kind but the tables that share its range.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let (height, width) = (half(at + 5)?.into(), half(at + 7)?.into());
                return sized("jpg", "image/jpeg", width, height, resolution);
            }
            _ => {}
        }
        if length < 2 {
            return None;
        }
        at += 2 + length;
    }
}

fn sized(
    extension: &'static str,
    content_type: &'static str,
    width: u32,
    height: u32,
    resolution: Option<u32>,
) -> Option<Header> {
    (width > 0 && height > 0).then_some(Header {
        extension,
        content_type,
        width,
        height,
        resolution,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_tells_its_size() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 128]);
        let header = header(&png).expect("a header");
        assert_eq!((header.width, header.height, header.extension), (256, 128, "png"));
        assert_eq!(size(&header, Some(40)), (1_440_000, 720_000));
        assert_eq!(super::header(&png[..18]), None);
        assert_eq!(super::header(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0]), None);
    }
}
