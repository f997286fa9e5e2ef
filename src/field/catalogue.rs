//! Word's field types: what each takes.

use super::{DateKind, DocInfo, LayoutKind, RefusedKind};

/// The field type of a name in whatever case (ISO/IEC 29500-1, 17.16.5).
pub(super) fn find(name: &str) -> Option<&'static FieldType> {
    FIELD_TYPES.iter().find(|known| known.keyword.eq_ignore_ascii_case(name))
}

/// A field type and its own switches.
pub(super) struct FieldType {
    pub(super) keyword: &'static str,
    pub(super) kind: Kind,
    /// Switches without an argument; `None` where this engine does not judge
    /// the switches, as the field stays as it is.
    flags: Option<&'static str>,
    /// Switches with one.
    pub(super) valued: &'static str,
    /// The most arguments it takes.
    pub(super) arguments: usize,
}

impl FieldType {
    /// Whether the type has that switch.
    pub(super) fn allows(&self, letter: char) -> bool {
        self.flags.is_none_or(|flags| flags.contains(letter)) || self.valued.contains(letter)
    }
}

/// What becomes of the field.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    MergeField,
    If,
    Compare,
    SkipIf,
    NextIf,
    Next,
    Set,
    Ref,
    Quote,
    DocProperty,
    DocVariable,
    DocInfo(DocInfo),
    Info,
    Date(DateKind),
    Sequence,
    MergeRecord,
    MergeSequence,
    AddressBlock,
    GreetingLine,
    IncludeText,
    IncludePicture,
    Layout(LayoutKind),
    Refused(RefusedKind),
    Kept,
}

const ANY: usize = usize::MAX;

/// A field that merging reads: its switches are judged.
const fn read(
    keyword: &'static str,
    kind: Kind,
    arguments: usize,
    flags: &'static str,
    valued: &'static str,
) -> FieldType {
    FieldType { keyword, kind, flags: Some(flags), valued, arguments }
}

const fn info(kind: DocInfo, keyword: &'static str) -> FieldType {
    read(keyword, Kind::DocInfo(kind), 1, "p", "")
}

const fn date(kind: DateKind, keyword: &'static str) -> FieldType {
    read(keyword, Kind::Date(kind), 0, "hlsu", "")
}

/// A field that merging does not touch or refuses: its switches are its own.
const fn other(keyword: &'static str, kind: Kind, valued: &'static str) -> FieldType {
    FieldType { keyword, kind, flags: None, valued, arguments: ANY }
}

const fn layout(kind: LayoutKind, keyword: &'static str, valued: &'static str) -> FieldType {
    other(keyword, Kind::Layout(kind), valued)
}

const fn refused(kind: RefusedKind, keyword: &'static str, valued: &'static str) -> FieldType {
    other(keyword, Kind::Refused(kind), valued)
}

const fn kept(keyword: &'static str, valued: &'static str) -> FieldType {
    other(keyword, Kind::Kept, valued)
}

/// The types, those of letters first. IF and its kin are judged by their
/// conditions, so their count of arguments does not matter here.
static FIELD_TYPES: &[FieldType] = &[
    read("MERGEFIELD", Kind::MergeField, 1, "mv", "bf"),
    read("IF", Kind::If, ANY, "", ""),
    read("COMPARE", Kind::Compare, ANY, "", ""),
    read("SKIPIF", Kind::SkipIf, ANY, "", ""),
    read("NEXTIF", Kind::NextIf, ANY, "", ""),
    read("NEXT", Kind::Next, 0, "", ""),
    read("SET", Kind::Set, 2, "", ""),
    read("REF", Kind::Ref, 1, "hnrwptf", "d"),
    read("QUOTE", Kind::Quote, ANY, "", ""),
    read("DOCPROPERTY", Kind::DocProperty, 1, "", ""),
    read("DOCVARIABLE", Kind::DocVariable, 1, "", ""),
    info(DocInfo::Title, "TITLE"),
    info(DocInfo::Subject, "SUBJECT"),
    info(DocInfo::Author, "AUTHOR"),
    info(DocInfo::Keywords, "KEYWORDS"),
    info(DocInfo::Comments, "COMMENTS"),
    info(DocInfo::LastSavedBy, "LASTSAVEDBY"),
    info(DocInfo::FileName, "FILENAME"),
    info(DocInfo::Template, "TEMPLATE"),
    info(DocInfo::NumWords, "NUMWORDS"),
    info(DocInfo::NumChars, "NUMCHARS"),
    info(DocInfo::EditTime, "EDITTIME"),
    info(DocInfo::RevNum, "REVNUM"),
    info(DocInfo::UserName, "USERNAME"),
    info(DocInfo::UserAddress, "USERADDRESS"),
    info(DocInfo::UserInitials, "USERINITIALS"),
    read("INFO", Kind::Info, 2, "p", ""),
    date(DateKind::Date, "DATE"),
    date(DateKind::Time, "TIME"),
    date(DateKind::CreateDate, "CREATEDATE"),
    date(DateKind::SaveDate, "SAVEDATE"),
    date(DateKind::PrintDate, "PRINTDATE"),
    read("SEQ", Kind::Sequence, 2, "chn", "rs"),
    read("MERGEREC", Kind::MergeRecord, 0, "", ""),
    read("MERGESEQ", Kind::MergeSequence, 0, "", ""),
    read("ADDRESSBLOCK", Kind::AddressBlock, 0, "d", "cefl"),
    read("GREETINGLINE", Kind::GreetingLine, 0, "", "cefl"),
    read("INCLUDETEXT", Kind::IncludeText, 2, "!", "cnstx"),
    read("INCLUDEPICTURE", Kind::IncludePicture, 1, "dxy", "c"),
    layout(LayoutKind::Page, "PAGE", ""),
    layout(LayoutKind::NumPages, "NUMPAGES", ""),
    layout(LayoutKind::SectionPages, "SECTIONPAGES", ""),
    layout(LayoutKind::Section, "SECTION", ""),
    layout(LayoutKind::StyleRef, "STYLEREF", ""),
    layout(LayoutKind::Toc, "TOC", "abcdflnopst"),
    layout(LayoutKind::PageRef, "PAGEREF", ""),
    layout(LayoutKind::Hyperlink, "HYPERLINK", "lot"),
    layout(LayoutKind::NoteRef, "NOTEREF", ""),
    layout(LayoutKind::FootnoteRef, "FTNREF", ""),
    layout(LayoutKind::Index, "INDEX", "bcdefghklpsz"),
    layout(LayoutKind::Toa, "TOA", "bcdegls"),
    layout(LayoutKind::Bibliography, "BIBLIOGRAPHY", "flm"),
    layout(LayoutKind::Citation, "CITATION", "flmpsv"),
    layout(LayoutKind::ListNum, "LISTNUM", "ls"),
    layout(LayoutKind::AutoNum, "AUTONUM", "s"),
    layout(LayoutKind::AutoNumLegal, "AUTONUMLGL", "s"),
    layout(LayoutKind::AutoNumOutline, "AUTONUMOUT", ""),
    layout(LayoutKind::BidiOutline, "BIDIOUTLINE", ""),
    layout(LayoutKind::IndexEntry, "XE", "frty"),
    layout(LayoutKind::TocEntry, "TC", "fl"),
    layout(LayoutKind::ToaEntry, "TA", "clrs"),
    layout(LayoutKind::ReferencedDocument, "RD", ""),
    layout(LayoutKind::Private, "PRIVATE", ""),
    refused(RefusedKind::Ask, "ASK", "d"),
    refused(RefusedKind::FillIn, "FILLIN", "d"),
    refused(RefusedKind::Link, "LINK", "f"),
    refused(RefusedKind::Dde, "DDE", ""),
    refused(RefusedKind::DdeAuto, "DDEAUTO", ""),
    refused(RefusedKind::Database, "DATABASE", "bcdflst"),
    refused(RefusedKind::MacroButton, "MACROBUTTON", ""),
    refused(RefusedKind::GoToButton, "GOTOBUTTON", ""),
    refused(RefusedKind::Embed, "EMBED", ""),
    refused(RefusedKind::Import, "IMPORT", "c"),
    refused(RefusedKind::Include, "INCLUDE", "c"),
    refused(RefusedKind::AutoText, "AUTOTEXT", ""),
    refused(RefusedKind::AutoTextList, "AUTOTEXTLIST", "st"),
    refused(RefusedKind::Glossary, "GLOSSARY", ""),
    refused(RefusedKind::Data, "DATA", ""),
    refused(RefusedKind::Print, "PRINT", "p"),
    kept("FORMTEXT", ""),
    kept("FORMCHECKBOX", ""),
    kept("FORMDROPDOWN", ""),
    kept("SYMBOL", "fs"),
    kept("EQ", ""),
    kept("ADVANCE", "dlruxy"),
    kept("BARCODE", "f"),
    kept("DISPLAYBARCODE", "bcfhpqrs"),
    kept("MERGEBARCODE", "bcfhpqrs"),
    kept("ADDIN", ""),
    kept("FILESIZE", ""),
    kept("CONTROL", ""),
    kept("HTMLCONTROL", ""),
    kept("OCX", ""),
    kept("SHAPE", ""),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_field_type_stands_twice() {
        let mut seen = HashSet::new();
        for known in FIELD_TYPES {
            assert!(seen.insert(known.keyword), "{}", known.keyword);
            assert_eq!(known.keyword, known.keyword.to_ascii_uppercase());
        }
    }

    #[test]
    fn a_switch_takes_an_argument_or_not() {
        for known in FIELD_TYPES {
            let both =
                known.flags.unwrap_or_default().contains(|letter| known.valued.contains(letter));
            assert!(!both, "{}", known.keyword);
        }
    }

    #[test]
    fn the_case_of_a_field_type_does_not_matter() {
        assert_eq!(find("DocVariable").map(|known| known.keyword), Some("DOCVARIABLE"));
        assert!(find("HVIS").is_none());
    }
}
