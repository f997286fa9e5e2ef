//! The wire: how case data, answers and wishes arrive, and how receipts leave.
//!
//! A merge request is the case data itself, a JSON object. Objects in it are groups of fields,
//! lists are regions:
//!
//! ```text
//! {
//!   "Borger":    { "Navn": "Åse Ø.", "Underskrift": { "$picture": { "base64": "…", "alt": "…" } } },
//!   "Sag":       { "Nummer": "2026-999-00001", "Formue": 12500.00, "Frist": "2026-02-23" },
//!   "Beregning": [ { "Beskrivelse": "Briller", "Tilskud": 1742.00 } ],
//!   "Bilag":     [ "lønseddel", "årsopgørelse" ],
//!   "Question:flettespoergsmaal-00042": "J"
//! }
//! ```
//!
//! | JSON | becomes |
//! |---|---|
//! | string | text, dates too: the engine reads `2026-02-23` where a field wants a date |
//! | number | a decimal with the digits as written, never a binary float; 28 digits at most |
//! | `true`, `false` | an answer |
//! | `null` | the empty value: the field is there and prints nothing |
//! | object | a group; `Borger.Navn` and `Borger:Navn` both find the field |
//! | list of objects | a region's items |
//! | list of anything else | items with one field, [`ITEM`] |
//! | `{"$picture": {…}}` | a picture: `base64`, `alt`, `decorative`, `width_mm` |
//! | `{"$fragment": {…}}` | a piece of a document: `base64` of a `.docx` |
//!
//! A table of records (CSV) has the dotted names in its first row; everything in it is text.
//!
//! A letter that is made in a context is asked for by a case request ([`read_case`]); its receipt
//! says besides what every receipt does:
//!
//! | member | says |
//! |---|---|
//! | `context` | the key of the context |
//! | `title` | the title as the citizen reads it; as it may hold values, only when they are asked for |
//! | `denial_reason` | the key of the reason |
//! | `price_agreements` | `supplier`, `service`, `from`, `to` of each that was used |
//! | `sources` | each field with where its value came from: `request`, `parameter`, `price-agreement`, `history`, `denial-reason`, `context`, `formula`, or `nothing` for an optional one |
//! | `fields[].source` | the same for a use, besides `answer`, `default-answer` and `merge` (numbers of items); absent where the items of a list differ |
//! | `….place.file` | the file of the bundle that the place is in; its paragraph is counted there |
//!
//! A letter that is rendered has `pdf` in its receipt:
//!
//! | member | says |
//! |---|---|
//! | `pdf.pages` | how many pages it has |
//! | `pdf.fonts` | `asked`, `drawn` and `match` of each font: `same`, `metric`, `near`, `unknown` |
//! | `pdf.diagnostics` | what could not be drawn as it was meant; places are of the finished letter |
//!
//! JSON is known only here and in the edges. No message quotes a value: what is wrong is named by
//! its path, `Beregning[0].Tilskud`.

mod answers;
mod case;
mod case_json;
mod error;
mod listing;
mod options;
mod receipt;
mod record;
mod rendering;
mod table;
mod title;
mod words;

pub use answers::read_answers;
pub use case::{case_of, read_case};
pub use case_json::case_json;
pub use error::WireError;
pub use listing::{FieldWire, listing};
pub use options::{
    FormatWord, GapsWord, MissingWord, OptionsWire, RenderOptionsWire, read_date, read_language,
    read_moment,
};
pub use receipt::{
    DiagnosticWire, Locate, MergedWire, OutcomeWord, PlaceWire, ReceiptWire, diagnostics,
    diagnostics_of_files, merged_letter, receipt, receipt_of_files,
};
pub use record::{DATA_LIMIT, DEPTH_LIMIT, ITEM, read_data, read_record, record_of};
pub use rendering::{FontWire, RenderedWire, RenderingLineWire, RenderingWire, rendered_letter};
pub use table::{Table, TableRow};
pub use title::{TITLE_LIMIT, Title};
pub use words::{package_error, pdf_error, render_error, wire_error};
