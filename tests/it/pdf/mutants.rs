//! Can the checks fail? One defect at a time is put into a good file, and someone must see it.
//!
//! The defects are those of a published set made to measure validators against each other. A few are
//! legal, or beyond what any program can see; the snapshot says which.

use std::collections::BTreeMap;
use std::io::Cursor;

use brevsmed::layout::ArtifactKind;
use brevsmed::letter::{ListNumbering, PictureKind, Role, Scope};
use insta::assert_snapshot;

use super::checks::breaches;
use super::sketch::{ROOT, Sketch, assert_valid, failures};

/// A plain file taken apart into its objects.
#[derive(Clone)]
struct Plain {
    objects: BTreeMap<usize, Vec<u8>>,
    trailer: String,
}

impl Plain {
    /// Takes a file apart along its cross-reference table.
    fn read(pdf: &[u8]) -> Self {
        let start = find(pdf, b"\nxref\n").expect("a table") + 1;
        let tail = String::from_utf8_lossy(&pdf[start..]).into_owned();
        let mut offsets: Vec<(usize, usize)> = tail
            .lines()
            .skip(2)
            .take_while(|line| !line.starts_with("trailer"))
            .enumerate()
            .filter(|(_, line)| line.trim_end().ends_with('n'))
            .map(|(id, line)| (line[..10].parse().expect("an offset"), id))
            .collect();
        offsets.sort_unstable();
        let ends = offsets.iter().skip(1).map(|(offset, _)| *offset).chain([start]);
        let objects =
            offsets.iter().zip(ends).map(|((at, id), end)| (*id, pdf[*at..end].to_vec())).collect();
        let trailer = tail[tail.find("trailer").expect("a trailer")..]
            .split("startxref")
            .next()
            .unwrap_or_default()
            .to_owned();
        Plain { objects, trailer }
    }

    /// Puts the file together again, with the lengths of its streams.
    fn write(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = String::from("0000000000 65535 f\r\n");
        let size = self.objects.keys().max().map_or(1, |last| last + 1);
        for id in 1..size {
            let Some(object) = self.objects.get(&id) else {
                table.push_str("0000000000 65535 f\r\n");
                continue;
            };
            table.push_str(&format!("{:010} 00000 n\r\n", out.len()));
            out.extend_from_slice(&with_length(object));
        }
        let start = out.len();
        let trailer = self.trailer.replacen("/Size ", "/Size 0", 1);
        let digits = trailer.find("/Size 0").expect("a size") + 7;
        let rest = trailer[digits..].trim_start_matches(|c: char| c.is_ascii_digit());
        let trailer = format!("{}{size}{rest}", &trailer[..digits - 1]);
        out.extend_from_slice(
            format!("xref\n0 {size}\n{table}{trailer}startxref\n{start}\n%%EOF\n").as_bytes(),
        );
        out
    }

    /// Adds an object.
    fn add(&mut self, body: &str) -> usize {
        let id = self.objects.keys().max().map_or(1, |last| last + 1);
        self.objects.insert(id, format!("{id} 0 obj\n{body}\nendobj\n").into_bytes());
        id
    }

    /// Replaces words in the first object that has them; from `start` to before `end`.
    fn change(&mut self, within: &str, start: &str, end: &str, with: &str) -> bool {
        for object in self.objects.values_mut() {
            if find(object, within.as_bytes()).is_none() {
                continue;
            }
            let Some(at) = find(object, start.as_bytes()) else { continue };
            let after = at + start.len();
            let Some(stop) = find(&object[after..], end.as_bytes()).map(|stop| after + stop) else {
                continue;
            };
            object.splice(at..stop, with.bytes());
            return true;
        }
        false
    }

    /// Replaces words wherever they are.
    fn change_all(&mut self, from: &str, to: &str) -> bool {
        let mut changed = false;
        for object in self.objects.values_mut() {
            let mut start = 0;
            while let Some(at) = find(&object[start..], from.as_bytes()) {
                object.splice(start + at..start + at + from.len(), to.bytes());
                start += at + to.len();
                changed = true;
            }
        }
        changed
    }

    /// Replaces words once.
    fn swap(&mut self, from: &str, to: &str) -> bool {
        self.change(from, from, "", to)
    }

    /// Adds operators to the first page.
    fn paint(&mut self, operators: &str) -> bool {
        for object in self.objects.values_mut() {
            if find(object, b"BT\n").is_some()
                && let Some(end) = find(object, b"\nendstream")
            {
                object.splice(end..end, format!("\n{operators}").bytes());
                return true;
            }
        }
        false
    }
}

/// An object with the true length of its stream.
fn with_length(object: &[u8]) -> Vec<u8> {
    let (Some(start), Some(end)) = (find(object, b"stream\n"), rfind(object, b"\nendstream"))
    else {
        return object.to_vec();
    };
    let Some(at) = find(&object[..start], b"/Length ") else { return object.to_vec() };
    let digits = object[at + 8..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = (end - start - 7).to_string();
    [&object[..at + 8], length.as_bytes(), &object[at + 8 + digits..]].concat()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    if word.is_empty() {
        return Some(0);
    }
    bytes.windows(word.len()).position(|window| window == word)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

/// A letter with everything in it.
fn whole() -> Sketch {
    let mut sketch = Sketch::new();
    sketch.artifact(ArtifactKind::Header, "Egeby Kommune");
    sketch.block(ROOT, Role::Heading(1), "Afgørelse");
    let paragraph = sketch.block(ROOT, Role::Paragraph, "Læs mere på ");
    let target = "https://egeby.dk".to_owned();
    let link = sketch.node(paragraph, Role::Link { target, tooltip: None });
    sketch.line(link, "egeby.dk");
    sketch.block(paragraph, Role::Reference, "1");
    let note = sketch.node(paragraph, Role::Note);
    sketch.block(note, Role::Paragraph, "1 Pensionsloven");
    sketch.block(ROOT, Role::Heading(2), "Beregning");
    let list = sketch.node(ROOT, Role::List(ListNumbering::Disc));
    let item = sketch.node(list, Role::ListItem);
    sketch.block(item, Role::Label, "•");
    sketch.block(item, Role::ListBody, "Briller");
    let table = sketch.node(ROOT, Role::Table { summary: None });
    let head = sketch.node(table, Role::TableHead);
    let row = sketch.node(head, Role::TableRow);
    for text in ["Post", "Beløb"] {
        let role =
            Role::HeaderCell { scope: Scope::Column, columns: 1, rows: 1, headers: Vec::new() };
        sketch.block(row, role, text);
    }
    let body = sketch.node(table, Role::TableBody);
    let row = sketch.node(body, Role::TableRow);
    for text in ["Briller", "980,00"] {
        sketch.block(row, Role::DataCell { columns: 1, rows: 1, headers: Vec::new() }, text);
    }
    let mut png = Cursor::new(Vec::new());
    image::RgbImage::new(4, 4).write_to(&mut png, image::ImageFormat::Png).expect("a file");
    let id = sketch.file(PictureKind::Png, png.into_inner());
    sketch.figure(ROOT, id, "Vaaben");
    sketch.page();
    sketch.block(ROOT, Role::Paragraph, "Venlig hilsen");
    sketch
}

type Mutation = (&'static str, fn(&mut Plain) -> bool);

/// The defects, each by its name in the published set.
const MUTATIONS: &[Mutation] = &[
    ("m01 no MarkInfo", |p| p.swap("/MarkInfo<</Marked true>>", "")),
    ("m02 Marked false", |p| p.swap("/Marked true", "/Marked false")),
    ("m03 no structure tree", |p| p.change("/Type/Catalog", "/StructTreeRoot ", "/", "")),
    ("m04 no language", |p| p.change_all("/Lang(da-DK)", "")),
    ("m05 bad language", |p| p.swap("/Lang(da-DK)", "/Lang(da_DK)")),
    ("m05b empty language", |p| p.swap("/Lang(da-DK)", "/Lang()")),
    ("m06 no metadata", |p| p.change("/Type/Catalog", "/Metadata ", "/", "")),
    ("m07 no claim of UA", |p| p.swap("<pdfuaid:part>1</pdfuaid:part>", "")),
    ("m08 claim of UA-2", |p| p.swap("<pdfuaid:part>1", "<pdfuaid:part>2")),
    ("m09 no title", |p| p.change("<dc:title>", "<dc:title>", "<dc:creator>", "")),
    ("m10 empty title", |p| p.change("<dc:title>", "\"x-default\">", "<", "\"x-default\">")),
    ("m11 title not shown", |p| p.swap("/ViewerPreferences<</DisplayDocTitle true>>", "")),
    ("m12 title shown: false", |p| p.swap("/DisplayDocTitle true", "/DisplayDocTitle false")),
    ("m13 figure without Alt", |p| p.swap("/Alt(Vaaben)", "")),
    ("m14 figure with empty Alt", |p| p.swap("/Alt(Vaaben)", "/Alt()")),
    ("m15 heading skipped", |p| p.swap("/S/H2/", "/S/H3/")),
    ("m16 first heading H2", |p| p.swap("/S/H1/", "/S/H2/")),
    ("m16b H among Hn", |p| p.swap("/S/H2/", "/S/H/")),
    ("m17 TH without Scope", |p| p.change_all("/Scope/Column", "")),
    ("m18 TH made TD", |p| p.change_all("/S/TH/", "/S/TD/")),
    ("m19 LI made P", |p| p.swap("/S/LI/", "/S/P/")),
    ("m20 LBody made P", |p| p.swap("/S/LBody/", "/S/P/")),
    ("m20b L made P", |p| p.swap("/S/L/", "/S/P/")),
    ("m21 link without Contents", |p| p.swap("/Contents(egeby.dk)", "")),
    ("m22 no Tabs", |p| p.change_all("/Tabs/S", "")),
    ("m23 Tabs by row", |p| p.change_all("/Tabs/S", "/Tabs/R")),
    ("m24 Link made Span", |p| p.swap("/S/Link/", "/S/Span/")),
    ("m25 link without StructParent", |p| p.change("/Subtype/Link", "/StructParent ", "/", "")),
    ("m26 untagged text", |p| p.paint("BT /F0 10 Tf 50 50 Td <0003> Tj ET")),
    ("m27 untagged path", |p| p.paint("q 0 0 m 100 100 l S Q")),
    ("m28 artifact in content", |p| {
        p.swap("/MCID 0>>BDC\n", "/MCID 0>>BDC\n/Artifact BMC 0 0 m 10 10 l S EMC\n")
    }),
    ("m29 content in artifact", |p| {
        p.change(
            "/MCID 0>>BDC\n",
            "/H1<</MCID 0>>BDC\n",
            "EMC",
            "/Artifact BMC /H1<</MCID 0>>BDC\nEMC\n",
        )
    }),
    ("m30 circular role map", |p| {
        p.swap("/Type/StructTreeRoot", "/Type/StructTreeRoot/RoleMap<</Xa/Xb/Xb/Xa>>")
            && p.swap("/S/P/", "/S/Xa/")
    }),
    ("m31 standard type remapped", |p| {
        p.swap("/Type/StructTreeRoot", "/Type/StructTreeRoot/RoleMap<</P/Span>>")
    }),
    ("m32 type of its own", |p| p.swap("/S/P/", "/S/Broed/")),
    ("m33 Suspects", |p| p.swap("/Marked true", "/Marked true/Suspects true")),
    ("m34 note without ID", |p| p.change("/S/Note", "/ID(note", "/", "")),
    ("m35 P made Note", |p| p.swap("/S/P/", "/S/Note/")),
    ("m36 no ToUnicode", |p| p.change("/Subtype/Type0", "/ToUnicode ", ">>", "")),
    ("m37 font not embedded", |p| p.change("/Type/FontDescriptor", "/FontFile2 ", ">>", "")),
    ("m38 other widths", |p| p.change("/Subtype/CIDFontType2", "/W[", "]", "/W[1[111 222 333 444")),
    ("m39 no CIDToGIDMap", |p| p.swap("/CIDToGIDMap/Identity", "")),
    ("m40 bad CIDSet", |p| {
        let id = p.add("<</Length 1>>\nstream\n\u{1}\nendstream");
        p.swap("/Type/FontDescriptor", &format!("/Type/FontDescriptor/CIDSet {id} 0 R"))
    }),
    ("m41 row without its cells", |p| p.change("/S/TR/", "/K[", "]", "/K[")),
    ("m42 layers without a name", |p| {
        let id = p.add("<</Type/OCG/Name(L)>>");
        let layers = format!("/Type/Catalog/OCProperties<</OCGs[{id} 0 R]/D<</Order[{id} 0 R]>>>>");
        p.swap("/Type/Catalog", &layers)
    }),
    ("m43 embedded file without UF", |p| {
        let file = p.add("<</Type/EmbeddedFile/Length 3>>\nstream\nhej\nendstream");
        let spec = p.add(&format!("<</Type/Filespec/F(a.txt)/EF<</F {file} 0 R>>>>"));
        let names = format!("/Type/Catalog/Names<</EmbeddedFiles<</Names[(a.txt){spec} 0 R]>>>>");
        p.swap("/Type/Catalog", &names)
    }),
    ("m44 element without a parent", |p| p.change("/S/P/P ", "/P/P ", "/Pg", "/P")),
    ("m45 untagged annotation", |p| {
        let id = p.add("<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(note)>>");
        p.swap("/Annots[", &format!("/Annots[{id} 0 R "))
    }),
    ("m46 notdef shown", |p| p.swap("\n[<", "\n[<0000")),
    ("m47 TR made Div", |p| p.swap("/S/TR/", "/S/Div/")),
    ("m48 THead last", |p| {
        p.change_all("/S/THead/", "/S/TSwap/")
            && p.change_all("/S/TBody/", "/S/THead/")
            && p.change_all("/S/TSwap/", "/S/TBody/")
    }),
    ("m49 ToUnicode zero", |p| p.change("beginbfchar", "> <", ">\n", "> <0000")),
    ("m50 form field without TU", |p| {
        let id = p.add("<</Type/Annot/Subtype/Widget/FT/Tx/T(navn)/Rect[10 10 90 30]>>");
        p.swap("/Annots[", &format!("/Annots[{id} 0 R "))
            && p.swap("/Type/Catalog", &format!("/Type/Catalog/AcroForm<</Fields[{id} 0 R]>>"))
    }),
    ("m52 other prefix", |p| p.change_all("pdfuaid", "ua")),
    ("m53 Scope that is none", |p| p.change_all("/Scope/Column", "/Scope/Foo")),
    ("x01 no output intent", |p| p.change("/Type/Catalog", "/OutputIntents", "]", "/Skip[")),
    ("x02 no identifier", |p| {
        let at = p.trailer.find("/ID[").expect("an identifier");
        p.trailer.replace_range(at..=at + p.trailer[at..].find(']').expect("an end"), "");
        true
    }),
    ("x03 no extension schema", |p| {
        p.change("<pdfaExtension:schemas>", "<pdfaExtension:schemas>", "</rdf:Description>", "")
    }),
    ("x04 title differs from Info", |p| p.change("/Title", "/Title", "/Author", "/Title(Andet)")),
    ("x05 no Pg and no page for MCID", |p| p.change("/S/H1/", "/Pg ", "/K", "")),
    ("x06 marked content never in the tree", |p| p.change("/S/H1/", "/K[0]", "", "")),
    ("x07 figure without box", |p| p.change("/S/Figure", "/BBox[", "]", "/Skip[")),
];

#[test]
fn every_defect_is_seen() {
    let good = Plain::read(&whole().plain());
    assert_valid(&good.write());
    let mut table = String::new();
    let mut unseen = Vec::new();
    for (name, mutate) in MUTATIONS {
        let mut file = good.clone();
        assert!(mutate(&mut file), "{name}: nothing to change");
        let bytes = file.write();
        let mut seen: Vec<String> = failures(&bytes)
            .iter()
            .map(|failure| {
                let mut words = failure.split(' ');
                let profile = words.next().unwrap_or_default();
                let rule = failure.rsplit("2014:").next().unwrap_or_default();
                let rule = rule.rsplit("2011:").next().unwrap_or_default();
                format!("{profile} {}", rule.split(' ').next().unwrap_or_default())
            })
            .collect();
        seen.dedup();
        seen.extend(breaches(&bytes).iter().map(|breach| format!("own: {breach}")));
        if seen.is_empty() {
            unseen.push(*name);
        }
        table.push_str(&format!("{name}: {}\n", seen.join(", ")));
    }
    table.push_str(&format!("\nnot seen: {}\n", unseen.join(", ")));
    assert_snapshot!(table);
}
