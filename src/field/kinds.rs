//! What each field type takes, one struct a type.

use super::{Argument, Condition};

/// MERGEFIELD (ISO/IEC 29500-1, 17.16.5.35).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergeField {
    /// The name of the value.
    pub name: Argument,
    /// `\b`: text before the value, printed only if the value is not empty.
    pub before: Option<Argument>,
    /// `\f`: text after the value, printed only if the value is not empty.
    pub after: Option<Argument>,
    /// `\m`: the name is a mapped name (`w:fieldMapData`).
    pub mapped: bool,
    /// `\v`: set vertically; no effect in a horizontal letter.
    pub vertical: bool,
}

/// IF (17.16.5.26).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct If {
    /// What is asked.
    pub condition: Condition,
    /// The text if it holds.
    pub then: Argument,
    /// The text if it does not; nothing is printed without it.
    pub otherwise: Option<Argument>,
}

/// REF (17.16.5.51).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ref {
    /// The bookmark.
    pub name: Argument,
    /// Its switches.
    pub switches: RefSwitches,
}

/// The switches of REF, by their letters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
pub struct RefSwitches {
    /// `\h`: a link to the bookmark.
    pub h: bool,
    /// `\n`: the paragraph number.
    pub n: bool,
    /// `\r`: the paragraph number, relative to the field's own.
    pub r: bool,
    /// `\w`: the paragraph number in full.
    pub w: bool,
    /// `\p`: *above* or *below*.
    pub p: bool,
    /// `\t`: the number without its letters.
    pub t: bool,
    /// `\f`: a note's number, as a note of its own.
    pub f: bool,
    /// `\d`: the separator of sequence and page numbers.
    pub d: Option<Argument>,
}

/// SEQ (17.16.5.56).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sequence {
    /// The row that is counted.
    pub identifier: Argument,
    /// The bookmark whose number is meant instead of the next one.
    pub bookmark: Option<Argument>,
    /// `\c`: repeats the number before.
    pub current: bool,
    /// `\h`: prints nothing.
    pub hidden: bool,
    /// `\n`: the next number, which is also what no switch means.
    pub next: bool,
    /// `\r`: starts over from this number.
    pub reset: Option<Argument>,
    /// `\s`: starts over after a heading of this level.
    pub heading: Option<Argument>,
}

/// ADDRESSBLOCK (17.16.5.2).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddressBlock {
    /// `\c`: whether the country is printed (0, 1, or 2 for "if not excluded").
    pub country: Option<Argument>,
    /// `\d`: the address follows the order of its country.
    pub by_country: bool,
    /// `\e`: the countries that are not printed.
    pub excluded: Option<Argument>,
    /// `\f`: the layout, with `<<_NAME0_>>` for values.
    pub layout: Option<Argument>,
    /// `\l`: the language's number.
    pub language: Option<Argument>,
}

/// GREETINGLINE (17.16.5.23).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GreetingLine {
    /// `\e`: the greeting if the name is empty.
    pub default: Option<Argument>,
    /// `\f`, in the standard's text `\c`: the layout.
    pub layout: Option<Argument>,
    /// `\l`: the language's number.
    pub language: Option<Argument>,
}

/// INCLUDETEXT (17.16.5.28) and INCLUDEPICTURE (17.16.5.27).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Include {
    /// The file's name or address; never fetched.
    pub source: Argument,
    /// INCLUDETEXT: the bookmark whose text is meant.
    pub bookmark: Option<Argument>,
    /// `\!`: fields in the text keep their results.
    pub locked: bool,
    /// `\d`: the picture is not kept in the document.
    pub linked: bool,
    /// `\c`: the converter's name.
    pub converter: Option<Argument>,
}

/// A field that only laying out the pages can answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayoutField {
    /// Which.
    pub kind: LayoutKind,
    /// Its arguments, switches and their values left out.
    pub arguments: Vec<Argument>,
}

/// A field that a letter service must not run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedField {
    /// Which.
    pub kind: RefusedKind,
    /// Its arguments, switches and their values left out.
    pub arguments: Vec<Argument>,
}

/// A field type of Word's that merging leaves as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptField {
    /// The field type in capitals.
    pub name: &'static str,
    /// Its arguments, switches and their values left out.
    pub arguments: Vec<Argument>,
}

/// A code that begins with no field type of Word's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownField {
    /// What stands where the field type should.
    pub name: Argument,
    /// What stands after it.
    pub arguments: Vec<Argument>,
}

/// An enum whose variants are field types, with their keywords.
macro_rules! field_types {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $keyword:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// The field type's name in capitals.
            pub fn keyword(self) -> &'static str {
                match self {
                    $(Self::$variant => $keyword,)*
                }
            }
        }
    };
}

field_types! {
    /// Facts about the document or its user.
    DocInfo {
        /// The document's title.
        Title = "TITLE",
        /// Its subject.
        Subject = "SUBJECT",
        /// Who wrote it.
        Author = "AUTHOR",
        /// Its keywords.
        Keywords = "KEYWORDS",
        /// Its description.
        Comments = "COMMENTS",
        /// Who saved it last.
        LastSavedBy = "LASTSAVEDBY",
        /// Its file's name.
        FileName = "FILENAME",
        /// Its template's name.
        Template = "TEMPLATE",
        /// How many words it has.
        NumWords = "NUMWORDS",
        /// How many letters it has.
        NumChars = "NUMCHARS",
        /// How many minutes it was worked on.
        EditTime = "EDITTIME",
        /// How often it was saved.
        RevNum = "REVNUM",
        /// The name of Word's user.
        UserName = "USERNAME",
        /// The address of Word's user.
        UserAddress = "USERADDRESS",
        /// The initials of Word's user.
        UserInitials = "USERINITIALS",
    }
}

field_types! {
    /// Which moment a date field means.
    DateKind {
        /// Today; in a letter, the day of the decision.
        Date = "DATE",
        /// Now.
        Time = "TIME",
        /// When the document was made.
        CreateDate = "CREATEDATE",
        /// When it was saved last.
        SaveDate = "SAVEDATE",
        /// When it was printed last.
        PrintDate = "PRINTDATE",
    }
}

field_types! {
    /// The fields that Word's layout answers, or that mark places for it.
    LayoutKind {
        /// The page's number.
        Page = "PAGE",
        /// How many pages the document has.
        NumPages = "NUMPAGES",
        /// How many pages the section has.
        SectionPages = "SECTIONPAGES",
        /// The section's number.
        Section = "SECTION",
        /// The nearest text in a style.
        StyleRef = "STYLEREF",
        /// A table of contents.
        Toc = "TOC",
        /// The page of a bookmark.
        PageRef = "PAGEREF",
        /// A link.
        Hyperlink = "HYPERLINK",
        /// The number of a note.
        NoteRef = "NOTEREF",
        /// The number of a footnote.
        FootnoteRef = "FTNREF",
        /// An index.
        Index = "INDEX",
        /// A table of authorities.
        Toa = "TOA",
        /// A bibliography.
        Bibliography = "BIBLIOGRAPHY",
        /// A reference to a source.
        Citation = "CITATION",
        /// A number in a list.
        ListNum = "LISTNUM",
        /// A paragraph number.
        AutoNum = "AUTONUM",
        /// A paragraph number in the legal manner.
        AutoNumLegal = "AUTONUMLGL",
        /// A paragraph number in the manner of an outline.
        AutoNumOutline = "AUTONUMOUT",
        /// A paragraph number for text from right to left.
        BidiOutline = "BIDIOUTLINE",
        /// Marks an entry of the index.
        IndexEntry = "XE",
        /// Marks an entry of the table of contents.
        TocEntry = "TC",
        /// Marks an entry of the table of authorities.
        ToaEntry = "TA",
        /// Names a document that the index takes in.
        ReferencedDocument = "RD",
        /// Data that a converter left.
        Private = "PRIVATE",
    }
}

impl LayoutKind {
    /// Whether the field's result is for the reader; the marks print nothing.
    pub fn prints(self) -> bool {
        !matches!(
            self,
            Self::IndexEntry
                | Self::TocEntry
                | Self::ToaEntry
                | Self::ReferencedDocument
                | Self::Private
        )
    }
}

field_types! {
    /// The fields that ask a person, run something, or fetch something.
    RefusedKind {
        /// Asks a person and keeps the answer in a bookmark.
        Ask = "ASK",
        /// Asks a person and prints the answer.
        FillIn = "FILLIN",
        /// Takes a part of another file.
        Link = "LINK",
        /// Talks to another program.
        Dde = "DDE",
        /// Talks to another program whenever it is updated.
        DdeAuto = "DDEAUTO",
        /// Queries a database.
        Database = "DATABASE",
        /// Runs a macro.
        MacroButton = "MACROBUTTON",
        /// Jumps.
        GoToButton = "GOTOBUTTON",
        /// Holds an object of another program.
        Embed = "EMBED",
        /// Takes a picture from a file, in old documents.
        Import = "IMPORT",
        /// Takes a text from a file, in old documents.
        Include = "INCLUDE",
        /// Takes a building block of the user's template.
        AutoText = "AUTOTEXT",
        /// Offers building blocks of the user's template.
        AutoTextList = "AUTOTEXTLIST",
        /// The name of AUTOTEXT in old documents.
        Glossary = "GLOSSARY",
        /// Names the data source, in old documents.
        Data = "DATA",
        /// Sends codes to the printer.
        Print = "PRINT",
    }
}
