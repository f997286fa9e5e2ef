//! The file: objects with their numbers, object streams, the cross-reference stream, the identifier.
//!
//! Dictionaries are gathered into object streams and deflated together (ISO 32000-1, 7.5.7): the
//! structure tree of a letter is hundreds of small dictionaries that differ by a number or two. A
//! plain file keeps every object by itself and deflates nothing, for those who want to read it.

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::writers::ImageXObject;
use pdf_writer::{Chunk, Filter, Finish, Name, Obj, Ref, Settings, Str, Stream};
use sha2::{Digest, Sha256};

use super::number::count;

/// How many objects share an object stream: a reader inflates a whole one to see the first page.
const PACK: usize = 256;

/// Zlib's level for what is deflated anew in each letter: below the default, since these streams are
/// small beside the fonts, which are deflated once.
const LEVEL: u32 = 4;

/// A PDF under construction.
pub(super) struct File {
    /// Streams, and in a plain file everything.
    loose: Chunk,
    /// Objects without streams, cut at [`File::marks`].
    packed: Chunk,
    /// Number and beginning of each packed object.
    marks: Vec<(Ref, usize)>,
    /// Number and beginning of each loose object.
    offsets: Vec<(Ref, usize)>,
    next: Ref,
    plain: bool,
    deflater: Compress,
    scratch: Vec<u8>,
    seal: Sha256,
}

impl File {
    /// An empty file.
    pub fn new(plain: bool) -> Self {
        let settings = Settings { pretty: false };
        File {
            loose: Chunk::with_settings_and_capacity(settings, 64 * 1024),
            packed: Chunk::with_settings_and_capacity(settings, 32 * 1024),
            marks: Vec::new(),
            offsets: Vec::new(),
            next: Ref::new(1),
            plain,
            deflater: Compress::new(Compression::new(LEVEL), true),
            scratch: Vec::new(),
            seal: Sha256::new(),
        }
    }

    /// A number for an object.
    pub fn id(&mut self) -> Ref {
        self.next.bump()
    }

    /// Begins an object without a stream.
    pub fn object(&mut self, id: Ref) -> Obj<'_> {
        if self.plain {
            self.offsets.push((id, self.loose.len()));
            self.loose.indirect(id)
        } else {
            self.marks.push((id, self.packed.len()));
            self.packed.indirect(id)
        }
    }

    /// Begins a stream of this letter's own, deflated here.
    pub fn stream<'a>(&'a mut self, id: Ref, data: &'a [u8]) -> Stream<'a> {
        self.offsets.push((id, self.loose.len()));
        if self.plain {
            self.seal.update(data);
            return self.loose.stream(id, data);
        }
        deflate(&mut self.deflater, data, &mut self.scratch);
        self.seal.update(&self.scratch);
        let mut stream = self.loose.stream(id, &self.scratch);
        stream.filter(Filter::FlateDecode);
        stream
    }

    /// Begins a stream that is ready as it is and known by a digest: a font's program, a picture.
    pub fn ready<'a>(&'a mut self, id: Ref, data: &'a [u8], digest: &[u8]) -> Stream<'a> {
        self.offsets.push((id, self.loose.len()));
        self.seal.update(digest);
        self.loose.stream(id, data)
    }

    /// Begins a picture that is ready as it is.
    pub fn image<'a>(&'a mut self, id: Ref, data: &'a [u8], digest: &[u8]) -> ImageXObject<'a> {
        self.offsets.push((id, self.loose.len()));
        self.seal.update(digest);
        self.loose.image_xobject(id, data)
    }

    /// The finished file.
    pub fn finish(mut self, catalog: Ref, info: Ref) -> Vec<u8> {
        let mut packs = Vec::new();
        let mut deflated = Vec::new();
        for (index, marks) in self.marks.chunks(PACK).enumerate() {
            let end = self.marks.get((index + 1) * PACK).map_or(self.packed.len(), |mark| mark.1);
            let (head, body) = pack(self.packed.as_bytes(), marks, end);
            deflate(&mut self.deflater, &[head.as_slice(), &body].concat(), &mut deflated);
            self.seal.update(&deflated);
            let id = self.next.bump();
            self.offsets.push((id, self.loose.len()));
            let mut stream = self.loose.stream(id, &deflated);
            stream.filter(Filter::FlateDecode);
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), count(marks.len()));
            stream.pair(Name(b"First"), count(head.len()));
            stream.finish();
            packs.push(id);
        }
        if self.plain {
            self.seal.update(self.loose.as_bytes());
        }
        let seal = std::mem::take(&mut self.seal).finalize();
        let identifier = seal.get(..16).unwrap_or_default();
        if self.plain {
            self.with_table(catalog, info, identifier)
        } else {
            self.with_stream(catalog, info, identifier, &packs)
        }
    }

    /// Ends with a cross-reference stream (7.5.8).
    fn with_stream(mut self, catalog: Ref, info: Ref, identifier: &[u8], packs: &[Ref]) -> Vec<u8> {
        let own = self.next.bump();
        let size = self.next.get();
        let (mut bytes, offsets) = settled(self.loose.as_bytes(), &self.offsets);
        let start = bytes.len();
        let mut entries = vec![[0u8; ENTRY]; size as usize];
        if let Some(free) = entries.first_mut() {
            *free = [0, 0, 0, 0, 0, 0xFF];
        }
        for (id, offset) in offsets.iter().chain([&(own, start)]) {
            let [.., a, b, c, d] = (*offset as u64).to_be_bytes();
            if let Some(entry) = entries.get_mut(id.get() as usize) {
                *entry = [1, a, b, c, d, 0];
            }
        }
        for (pack, marks) in packs.iter().zip(self.marks.chunks(PACK)) {
            let [a, b, c, d] = pack.get().to_be_bytes();
            for (index, (id, _)) in marks.iter().enumerate() {
                if let Some(entry) = entries.get_mut(id.get() as usize) {
                    *entry = [2, a, b, c, d, index as u8];
                }
            }
        }
        let mut deflated = Vec::new();
        deflate(&mut self.deflater, &differences(&entries), &mut deflated);
        let mut last = Chunk::with_settings(Settings { pretty: false });
        let mut stream = last.stream(own, &deflated);
        stream.filter(Filter::FlateDecode);
        stream.decode_parms().predictor(pdf_writer::types::Predictor::PngUp).columns(count(ENTRY));
        stream.pair(Name(b"Type"), Name(b"XRef"));
        stream.pair(Name(b"Size"), size);
        stream.insert(Name(b"W")).array().items([1, 4, 1]);
        stream.pair(Name(b"Root"), catalog);
        stream.pair(Name(b"Info"), info);
        stream.insert(Name(b"ID")).array().items([Str(identifier), Str(identifier)]);
        stream.finish();
        append(&mut bytes, last.as_bytes());
        bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }

    /// Ends with a cross-reference table (7.5.4).
    fn with_table(self, catalog: Ref, info: Ref, identifier: &[u8]) -> Vec<u8> {
        let size = self.next.get();
        let (mut bytes, offsets) = settled(self.loose.as_bytes(), &self.offsets);
        let mut places = vec![None; size as usize];
        for (id, offset) in offsets {
            if let Some(place) = places.get_mut(id.get() as usize) {
                *place = Some(offset);
            }
        }
        let start = bytes.len();
        let mut table = format!("xref\n0 {size}\n");
        for place in places {
            match place {
                Some(offset) => table.push_str(&format!("{offset:010} 00000 n\r\n")),
                None => table.push_str("0000000000 65535 f\r\n"),
            }
        }
        let id: String = identifier.iter().map(|byte| format!("{byte:02X}")).collect();
        table.push_str(&format!(
            "trailer\n<</Size {size}/Root {} 0 R/Info {} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n",
            catalog.get(),
            info.get(),
        ));
        bytes.extend_from_slice(table.as_bytes());
        bytes
    }
}

/// The header and the objects, and where each is.
fn settled(loose: &[u8], offsets: &[(Ref, usize)]) -> (Vec<u8>, Vec<(Ref, usize)>) {
    let mut bytes = Vec::with_capacity(HEADER.len() + loose.len() + 4096);
    bytes.extend_from_slice(HEADER);
    let ends = offsets.iter().skip(1).map(|(_, start)| *start).chain([loose.len()]);
    let places = offsets
        .iter()
        .zip(ends)
        .map(|((id, start), end)| {
            let place = bytes.len();
            append(&mut bytes, loose.get(*start..end).unwrap_or_default());
            (*id, place)
        })
        .collect();
    (bytes, places)
}

/// Appends an object. Data that end in a carriage return get both characters of an end of line
/// after them: with a line feed alone their own last byte would be taken for a part of it.
fn append(bytes: &mut Vec<u8>, object: &[u8]) {
    const END: &[u8] = b"\nendstream\nendobj\n";
    match object.strip_suffix(END) {
        Some(data) if data.ends_with(b"\r") => {
            bytes.extend_from_slice(data);
            bytes.push(b'\r');
            bytes.extend_from_slice(END);
        }
        _ => bytes.extend_from_slice(object),
    }
}

/// The version, and four bytes that tell programs the file is binary (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// The bytes of a cross-reference entry: kind, place, index.
const ENTRY: usize = 6;

/// The directory and the bodies of an object stream.
fn pack(bytes: &[u8], marks: &[(Ref, usize)], end: usize) -> (Vec<u8>, Vec<u8>) {
    let mut head = String::with_capacity(marks.len() * 9);
    let mut body = Vec::with_capacity(bytes.len());
    for (index, (id, start)) in marks.iter().enumerate() {
        let stop = marks.get(index + 1).map_or(end, |mark| mark.1);
        let object = bytes.get(*start..stop).unwrap_or_default();
        let skip = object.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let tail = b"endobj\n".len();
        let inner = object.get(skip..object.len().saturating_sub(tail)).unwrap_or_default();
        head.push_str(&format!("{} {} ", id.get(), body.len()));
        body.extend_from_slice(inner);
    }
    (head.into_bytes(), body)
}

/// Each row less the row above, as PNG's predictor `Up` has it.
fn differences(rows: &[[u8; ENTRY]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * (ENTRY + 1));
    let mut above = [0u8; ENTRY];
    for row in rows {
        out.push(2);
        out.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above = *row;
    }
    out
}

/// Deflates into an empty buffer. One state serves all streams: making it costs more than a page.
fn deflate(state: &mut Compress, data: &[u8], out: &mut Vec<u8>) {
    state.reset();
    out.clear();
    out.reserve(data.len() / 2 + 128);
    loop {
        let read = state.total_in() as usize;
        let rest = data.get(read..).unwrap_or_default();
        match state.compress_vec(rest, out, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => return,
            _ => out.reserve(out.capacity().max(1024)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_end_in_a_carriage_return_keep_it() {
        let mut file = File::new(true);
        let [data, dict] = [(); 2].map(|()| file.id());
        file.ready(data, b"data\r", b"").finish();
        file.object(dict).dict().pair(Name(b"K"), 1);
        let bytes = file.finish(dict, dict);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("/Length 5>>\nstream\ndata\r\r\nendstream"), "{text}");
        let place = text.find("2 0 obj").expect("the second object");
        let place = place - text.chars().filter(|c| *c == '\u{FFFD}').count() * 2;
        assert!(text.contains(&format!("{place:010} 00000 n")), "{text}");
    }

    #[test]
    fn everything_packed_is_found_again() {
        let mut file = File::new(false);
        let ids: Vec<Ref> = (0..600).map(|_| file.id()).collect();
        for id in &ids {
            file.object(*id).dict().pair(Name(b"Own"), *id);
        }
        let bytes = file.finish(ids[0], ids[1]);
        assert_eq!(bytes.windows(7).filter(|window| window == b"/ObjStm").count(), 3);
    }
}
