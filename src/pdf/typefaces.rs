//! Fonts in the file: composite fonts with the programs that the font book has subset (ISO 32000-1,
//! 9.7), and what each glyph stands for.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::writers::{CidFont, FontDescriptor, Type0Font};
use pdf_writer::{Filter, Finish, Name, Ref, Str};

use crate::font::FontBook;

use super::file::File;
use super::glyphs::{Face, Faces};
use super::number::{count, hex};

/// The collection of codes that are the program's own glyph numbers.
const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The most entries of a block of a character map (Adobe Technical Note 5014).
const BLOCK: usize = 100;

/// Writes the fonts; their numbers are in the order of the faces.
pub(super) fn write(file: &mut File, faces: &Faces, fonts: &FontBook) -> Vec<Ref> {
    faces.iter().map(|face| write_face(file, face, fonts)).collect()
}

fn write_face(file: &mut File, face: &Face, fonts: &FontBook) -> Ref {
    let [font, cid, descriptor, program, texts] = [(); 5].map(|()| file.id());
    let about = fonts.descriptor(face.id);
    let name = format!("{}+{}", face.program.tag, safe(&about.name));
    let used = face.used();

    let mut writer: Type0Font = file.object(font).start();
    writer.base_font(Name(name.as_bytes()));
    writer.encoding_predefined(Name(b"Identity-H"));
    writer.descendant_font(cid);
    writer.to_unicode(texts);
    writer.finish();

    let mut writer: CidFont = file.object(cid).start();
    writer.subtype(if face.program.cff { CidFontType::Type0 } else { CidFontType::Type2 });
    writer.base_font(Name(name.as_bytes()));
    writer.system_info(IDENTITY);
    writer.font_descriptor(descriptor);
    if !face.program.cff {
        writer.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = writer.widths();
    for run in used.chunk_by(|one, next| one.0 + 1 == next.0) {
        if let Some((first, ..)) = run.first() {
            widths.consecutive(*first, run.iter().map(|(_, width, _)| *width as f32));
        }
    }
    widths.finish();
    writer.finish();

    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::SERIF, about.serif);
    flags.set(FontFlags::FIXED_PITCH, about.monospace);
    flags.set(FontFlags::ITALIC, about.italic);
    let [left, bottom, right, top] = about.bbox.map(|edge| edge.round() as f32);
    let mut writer: FontDescriptor = file.object(descriptor).start();
    writer.name(Name(name.as_bytes()));
    writer.flags(flags);
    writer.bbox(pdf_writer::Rect::new(left, bottom, right, top));
    writer.italic_angle(about.italic_angle as f32);
    writer.ascent(about.ascent.round() as f32);
    writer.descent(about.descent.round() as f32);
    writer.cap_height(about.cap_height.round() as f32);
    writer.stem_v(about.stem_v.round() as f32);
    if face.program.cff {
        writer.font_file3(program);
    } else {
        writer.font_file2(program);
    }
    writer.finish();

    let mut stream = file.ready(program, &face.program.deflated, name.as_bytes());
    stream.filter(Filter::FlateDecode);
    if face.program.cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), count(face.program.length));
    }
    stream.finish();
    let map = character_map(&used);
    file.stream(texts, &map).finish();
    font
}

/// A PostScript name may not hold blanks and delimiters (ISO 32000-1, 7.3.5).
fn safe(name: &str) -> String {
    let name: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    if name.is_empty() { "Font".to_owned() } else { name }
}

/// The stream behind `ToUnicode` (9.10.3).
fn character_map(used: &[(u16, f64, String)]) -> Vec<u8> {
    let mut out = b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
        /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        .to_vec();
    for block in used.chunks(BLOCK) {
        out.extend_from_slice(format!("{} beginbfchar\n", block.len()).as_bytes());
        for (code, _, text) in block {
            out.push(b'<');
            hex(&mut out, *code);
            out.extend_from_slice(b"> <");
            for unit in text.encode_utf16() {
                hex(&mut out, unit);
            }
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}
