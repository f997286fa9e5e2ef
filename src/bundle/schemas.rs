//! The schemas of the bundle's files, for editors: what the reader checks with is what they check with.

use super::files::Kind;

/// The JSON Schemas (2020-12) of all kinds of files, by the kind's word: `fields`, `template`,
/// `person`.
pub fn schemas() -> Vec<(&'static str, String)> {
    Kind::ALL
        .iter()
        .map(|kind| {
            // Pretty printing alternates: `{schema:#}` is JSON over several lines.
            let schema = kind.schema();
            (kind.word(), format!("{schema:#}\n"))
        })
        .collect()
}
