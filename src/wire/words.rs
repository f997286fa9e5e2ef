//! Errors of packages and requests in words, Danish and English.

use super::error::{WireError, named};
use crate::diagnostic::MessageLanguage;
use crate::docx::PackageError;
use crate::pdf::{PdfError, Refusal};
use crate::render::RenderError;

/// Why a package could not be opened or written, in a sentence without full stop.
pub fn package_error(error: &PackageError, language: MessageLanguage) -> String {
    if language == MessageLanguage::English {
        return error.to_string();
    }
    match error {
        PackageError::CompoundFile => {
            "ikke en .docx, men en OLE-fil: enten det gamle .doc-format eller et dokument med \
             adgangskode"
                .to_owned()
        }
        PackageError::NotZip(_) => "ikke et zip-arkiv, eller et, der er afkortet".to_owned(),
        PackageError::ArchiveTooLarge { size, limit } => {
            format!("arkivet fylder {size} byte; grænsen er {limit}")
        }
        PackageError::TooManyEntries { count, limit } => {
            format!("arkivet har {count} filer; grænsen er {limit}")
        }
        PackageError::PartTooLarge { part, limit } => {
            format!("delen `{part}` fylder udpakket mere end {limit} byte")
        }
        PackageError::DuplicateEntries => {
            "arkivet har to filer med samme navn, eller filer, der overlapper".to_owned()
        }
        PackageError::UnsafeEntryName => {
            "arkivet har en fil, hvis navn peger ud af pakken".to_owned()
        }
        PackageError::Encrypted { part } => format!("delen `{part}` er krypteret"),
        PackageError::MissingPart { part } => format!("delen `{part}` mangler"),
        PackageError::NotWordprocessing => {
            "ikke et Word-dokument: pakken har ingen hoveddel af typen WordprocessingML".to_owned()
        }
        PackageError::Macros => "pakken har makroer (.docm eller .dotm): gem den som .docx, eller \
             bed om, at makroerne udelades"
            .to_owned(),
        PackageError::Malformed { part, .. } => {
            format!("delen `{part}` er ikke velformet XML")
        }
        PackageError::Encoding { part } => {
            format!("delen `{part}` er hverken UTF-8 eller UTF-16")
        }
        PackageError::DocumentType { part } => {
            format!("delen `{part}` har en dokumenttypeerklæring, som pakkeformatet forbyder")
        }
        PackageError::TooManyElements { part, limit } => {
            format!("delen `{part}` bringer brevets elementer over grænsen på {limit}")
        }
        PackageError::TooDeep { part, limit } => {
            format!("delen `{part}` har elementer i mere end {limit} niveauer")
        }
        PackageError::FieldsTooDeep { part, limit } => {
            format!("delen `{part}` har felter i mere end {limit} niveauer")
        }
        PackageError::CodesTooLong { part, limit } => {
            format!("delen `{part}` har feltkoder på mere end {limit} bytes")
        }
        PackageError::TooManyFields { part, limit } => {
            format!("delen `{part}` har flere end {limit} felter")
        }
        PackageError::Damaged { part, .. } => {
            format!("arkivet er beskadiget ved delen `{part}`")
        }
    }
}

/// Why a request cannot be read, in a sentence without full stop.
pub fn wire_error(error: &WireError, language: MessageLanguage) -> String {
    if language == MessageLanguage::English {
        return with_cause(error.to_string(), error);
    }
    let text = match error {
        WireError::TooLarge { limit } => format!("mere end {limit} byte"),
        WireError::NotUtf8 { line } => {
            format!("linje {line} er ikke UTF-8; gem tabellen som CSV UTF-8")
        }
        WireError::NotText => "ikke UTF-8".to_owned(),
        WireError::NotJson(_) => "ikke JSON".to_owned(),
        WireError::TooDeep { path, limit } => {
            format!("`{path}` ligger i mere end {limit} niveauer")
        }
        WireError::Unexpected { path, found, expected } => {
            let (found, expected) = (found.words().0, expected.words().0);
            format!("{}er {found}, men skal være {expected}", named(path))
        }
        WireError::NumberTooLong { path } => {
            format!("tallet i `{path}` har mere end 28 cifre; send det som tekst")
        }
        WireError::RichValueUnknown { path } => {
            format!("`{path}` kendes ikke; det gør `$picture` og `$fragment`")
        }
        WireError::RichPartUnknown { path } => {
            format!("`{path}` kendes ikke i et billede eller et dokumentstykke")
        }
        WireError::NotBase64 { path } => format!("`{path}` er ikke base64"),
        WireError::AnswerUnclear { question } => {
            format!("svaret på `{question}` er hverken J eller N")
        }
        WireError::AnswerWithoutKey { number } => {
            format!("svar nummer {number} er ikke på formen `nøgle=J`")
        }
        WireError::KeyUnknown { path } => format!("`{path}` kendes ikke her"),
        WireError::NotADate => "datoen er ikke på formen `2026-11-21`".to_owned(),
        WireError::NotAMoment => {
            "tidspunktet er ikke på formen `2026-11-21T10:30:00+01:00`".to_owned()
        }
        WireError::LanguageUnknown { tag } => {
            format!("sproget `{tag}` kendes ikke; det gør da, nb, sv og en")
        }
        WireError::Options(_) => "ikke de kendte valg".to_owned(),
        WireError::ColumnUnnamed { column } => format!("kolonne {column} har intet navn"),
        WireError::ColumnTwice { name } => format!("to kolonner hedder `{name}`"),
        WireError::CellCount { line, found, expected } => {
            format!("antallet af celler i linje {line} er {found}, antallet af kolonner {expected}")
        }
        WireError::Table(_) => "tabellen kan ikke læses".to_owned(),
    };
    with_cause(text, error)
}

/// The cause is the JSON or CSV reader's own, in English; it names lines and columns, no values.
fn with_cause(text: String, error: &WireError) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{text} ({cause})"),
        None => text,
    }
}

/// Why a letter could not be rendered, in a sentence without full stop.
pub fn render_error(error: &RenderError, language: MessageLanguage) -> String {
    match error {
        RenderError::Package(error) => package_error(error, language),
        RenderError::Pdf(error) => pdf_error(error, language),
    }
}

/// Why a PDF could not be written, in a sentence without full stop.
pub fn pdf_error(error: &PdfError, language: MessageLanguage) -> String {
    if language == MessageLanguage::English {
        return error.to_string();
    }
    match error {
        PdfError::Font { name, reason } => {
            format!("skrifttypen {name} kan ikke lægges i brevet: {reason}")
        }
        PdfError::Enclosure { name, reason } => {
            let reason = match reason {
                Refusal::NotAPdf => "det er ingen PDF".to_owned(),
                Refusal::Encrypted => "det er krypteret".to_owned(),
                Refusal::NotForArchive => {
                    "det siger ikke om sig selv, at det er PDF/A-1 eller PDF/A-2".to_owned()
                }
                Refusal::OtherPart { part } => {
                    format!("det er PDF/A-{part}, og PDF/A-2 må kun rumme PDF/A-1 og PDF/A-2")
                }
                Refusal::TooLarge => "det er større end 2 GB".to_owned(),
                Refusal::SameName => "et andet bilag har samme navn".to_owned(),
            };
            format!("bilaget {name} kan ikke ligge i brevet: {reason}; send det ved siden af")
        }
        PdfError::Date { value } => {
            format!("datoen {value} er ikke som 2026-01-15T10:00:00+01:00")
        }
    }
}
