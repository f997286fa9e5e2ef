//! Bundles written down in one text.

use brevsmed::bundle::{Files, Read};
use brevsmed::diagnostic::MessageLanguage;
use brevsmed::template::Template;

use crate::scratch::template;

/// The files of a text in which `=== path` begins each. The body of a `.docx` is its text, with
/// field codes in braces; one that begins with `raw ` is not made into a document. `{{hash PATH}}`
/// is the hash of another file.
pub fn files(text: &str) -> Files {
    let mut files = Files::new();
    for section in text.split("=== ").skip(1) {
        let (path, body) = section.split_once('\n').expect("a path and a body");
        let bytes = match body.trim_end().strip_prefix("raw ") {
            Some(raw) => raw.as_bytes().to_vec(),
            None if path.ends_with(".docx") => template(body.trim_end()),
            None => body.as_bytes().to_vec(),
        };
        files.insert(path.trim().to_owned(), bytes);
    }
    let hashes: Vec<(String, String)> = files
        .iter()
        .map(|(path, bytes)| (format!("{{{{hash {path}}}}}"), Template::hash_of(bytes)))
        .collect();
    for bytes in files.values_mut() {
        let Ok(mut text) = String::from_utf8(bytes.clone()) else { continue };
        for (mark, hash) in &hashes {
            text = text.replace(mark, hash);
        }
        *bytes = text.into_bytes();
    }
    files
}

/// What was found, as people read it.
pub fn findings(read: &Read, language: MessageLanguage) -> String {
    read.found.iter().map(|found| found.render(language)).collect()
}
