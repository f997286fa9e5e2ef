//! Every document of the merge corpus: read, written unchanged, merged with made-up data.

use std::path::{Path, PathBuf};

use brevsmed::docx::{Limits, Macros, Node, Package, Story, fold};
use brevsmed::field::Value;
use brevsmed::merge::{Datum, Outcome, Record};
use brevsmed::template::{Action, CompileOptions, Template};

use crate::support::{lenient, merged, part, shared};

/// The documents of the corpus.
fn documents() -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| {
                ["docx", "dotx", "docm", "dotm"]
                    .contains(&extension.to_string_lossy().to_lowercase().as_str())
            }) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    if let Some(folder) = shared("corpus/merge") {
        collect(&folder, &mut found);
    }
    found.sort();
    found
}

/// Made-up data that answers every name of a template, regions with two items.
pub fn made_up(template: &Template) -> Record {
    let mut fields = Record::default();
    for (index, name) in template.names().iter().enumerate() {
        let value = match index % 3 {
            0 => Value::from(format!("Værdi {index} & <mere>").as_str()),
            1 => Value::from("2026-11-21"),
            _ => Value::from("1234.5"),
        };
        fields.insert(name.written.clone(), Datum::Value(value));
    }
    let mut record = fields.clone();
    for program in template.programs() {
        for region in &program.regions {
            let mut item = fields.clone();
            for inner in &program.regions {
                item.insert(inner.name.clone(), Datum::List(vec![fields.clone(), fields.clone()]));
            }
            record.insert(region.name.clone(), Datum::List(vec![item.clone(), item]));
        }
    }
    record
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn every_document_is_cut_into_pieces_that_lie_end_to_end() {
    for path in documents() {
        let bytes = std::fs::read(&path).expect("a file");
        let limits = Limits::default();
        let package = Package::open(&bytes, Macros::Drop, &limits)
            .unwrap_or_else(|error| panic!("{}: {error}", name_of(&path)));
        let xml = package.text(package.main_part()).expect("a body");
        let story = Story::read(package.main_part(), xml.clone(), &limits).expect("a story");
        let mut end = 0;
        for piece in &story.pieces {
            assert_eq!(piece.span.start, end, "{}", name_of(&path));
            end = piece.span.end;
        }
        assert_eq!(end, xml.len(), "{}", name_of(&path));
        let folded = fold(&story, &limits).expect("fields");
        assert!(folded.nodes.iter().any(|node| matches!(node, Node::Piece(_))));
    }
}

#[test]
fn every_document_is_written_back_byte_for_byte_when_nothing_is_merged() {
    for path in documents() {
        let bytes = std::fs::read(&path).expect("a file");
        let package = Package::open(&bytes, Macros::Drop, &Limits::default()).expect("a package");
        let writer = package.writer(&brevsmed::docx::Changes::default()).expect("a writer");
        let written = writer.write(|_| None, &[]).expect("a package");
        for name in package.part_names().iter().filter(|name| !name.ends_with('/')) {
            let again = Package::open(&written, Macros::Drop, &Limits::default()).expect("again");
            assert_eq!(
                package.bytes(name).expect("a part"),
                again.bytes(name).expect("the part again"),
                "{} {name}",
                name_of(&path)
            );
        }
    }
}

#[test]
fn every_document_merges_to_well_formed_xml_without_field_debris() {
    let mut tally = Vec::new();
    for path in documents() {
        let bytes = std::fs::read(&path).expect("a file");
        let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
        let template = Template::compile(&bytes, &options)
            .unwrap_or_else(|error| panic!("{}: {error}", name_of(&path)));
        let merged = merged(&template, &made_up(&template), &lenient());
        let letter = match &merged.outcome {
            Outcome::Letter(bytes) => bytes,
            other => panic!("{}: {other:?}", name_of(&path)),
        };
        let package = Package::open(letter, Macros::Refuse, &Limits::default()).expect("a letter");
        for name in package.part_names() {
            if name.ends_with(".xml") || name.ends_with(".rels") {
                well_formed(&name_of(&path), name, &package.text(name).expect("text"));
            }
        }
        let settings = part(letter, "word/settings.xml").unwrap_or_default();
        assert!(!settings.contains("mailMerge"), "{}", name_of(&path));
        assert!(!settings.contains("updateFields"), "{}", name_of(&path));
        debris(&name_of(&path), letter);
        tally.push(format!("{} {}", name_of(&path), merged.receipt(&template).fields.len()));
        if let Some(folder) = std::env::var_os("BREVSMED_KEEP_LETTERS") {
            let folder = PathBuf::from(folder);
            std::fs::create_dir_all(&folder).expect("a folder");
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let file = folder.join(format!("{:02}-{stem}.docx", tally.len()));
            std::fs::write(file, letter).expect("a file");
        }
    }
    eprintln!("{} documents merged", tally.len());
}

/// Checks a part with a parser that is not the one the product reads stories with.
fn well_formed(file: &str, part: &str, xml: &str) {
    let mut reader = quick_xml::NsReader::from_str(xml);
    reader.config_mut().enable_all_checks(true);
    loop {
        match reader.read_resolved_event() {
            Ok((quick_xml::name::ResolveResult::Unknown(prefix), _)) => {
                panic!("{file} {part}: the prefix {prefix} is not declared")
            }
            Ok((_, quick_xml::events::Event::Eof)) => return,
            Ok(_) => {}
            Err(error) => panic!("{file} {part}: {error} at {}", reader.buffer_position()),
        }
    }
}

/// A letter, read as a template again, has no field left that merging should have taken.
fn debris(file: &str, letter: &[u8]) {
    let again = Template::compile(letter, &CompileOptions::default()).expect("a letter");
    for program in again.programs() {
        for field in &program.fields {
            assert!(
                matches!(field.action, Action::Keep | Action::Compute | Action::Merge(_))
                    && !matches!(field.instruction.field, brevsmed::field::Field::MergeField(_))
                    && !matches!(field.action, Action::Compute),
                "{file}: {} is left at {:?}",
                field.code,
                field.place
            );
        }
    }
    for diagnostic in again.diagnostics() {
        let code = diagnostic.finding.code();
        assert!(!["F101", "F102", "F103"].contains(&code), "{file}: {diagnostic:?}");
    }
}
