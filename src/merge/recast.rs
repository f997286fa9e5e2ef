//! Runs that were written, with letter case and formatting changed.

use crate::docx::{decode, encode};
use crate::field::GeneralFormat;

/// Letter case formats over text that comes in several runs.
#[derive(Debug, Default)]
pub(super) struct CaseFormats {
    formats: Vec<GeneralFormat>,
    /// The last character so far was part of a word.
    in_word: bool,
    /// A word has begun.
    begun: bool,
}

impl CaseFormats {
    pub fn of<'f>(formats: impl Iterator<Item = &'f GeneralFormat>) -> Self {
        CaseFormats { formats: formats.copied().collect(), ..CaseFormats::default() }
    }

    fn apply(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let word = c.is_alphanumeric();
            let first_of_word = word && !self.in_word;
            let first_of_all = word && !self.begun;
            let mut shown = c.to_string();
            for format in &self.formats {
                shown = match format {
                    GeneralFormat::Upper => shown.to_uppercase(),
                    GeneralFormat::Lower => shown.to_lowercase(),
                    GeneralFormat::Caps if first_of_word => shown.to_uppercase(),
                    GeneralFormat::FirstCap if first_of_all => shown.to_uppercase(),
                    _ => shown,
                };
            }
            out.push_str(&shown);
            self.in_word = word || (self.in_word && matches!(c, '\'' | '’'));
            self.begun |= word;
        }
        out
    }
}

/// Runs with the letter case of their texts changed, and their properties replaced where the field
/// asks for one format throughout.
pub(super) fn recast_runs(
    xml: &str,
    prefix: &str,
    case: &mut CaseFormats,
    uniform: Option<&str>,
) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    let text_tags = [format!("<{prefix}t>"), format!("<{prefix}t ")];
    let run_tags = [format!("<{prefix}r>"), format!("<{prefix}r ")];
    let properties_end = format!("</{prefix}rPr>");
    let properties_start = format!("<{prefix}rPr>");
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        out.push_str(tag);
        rest = &rest[end + 1..];
        if tag.ends_with("/>") {
            continue;
        }
        if text_tags.iter().any(|text_tag| tag.starts_with(text_tag)) {
            let end = rest.find('<').unwrap_or(rest.len());
            out.push_str(&encode(&case.apply(&decode(&rest[..end]))));
            rest = &rest[end..];
        } else if let Some(uniform) =
            uniform.filter(|_| run_tags.iter().any(|run_tag| tag.starts_with(run_tag)))
        {
            if rest.starts_with(&properties_start)
                && let Some(end) = rest.find(&properties_end)
            {
                rest = &rest[end + properties_end.len()..];
            }
            out.push_str(uniform);
        }
    }
    out.push_str(rest);
    out
}

/// The text of runs, without the codes of fields that stayed.
pub(super) fn text_of_runs(xml: &str, prefix: &str) -> String {
    let open = [format!("<{prefix}t>"), format!("<{prefix}t ")];
    let mut text = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        rest = &rest[end + 1..];
        if open.iter().any(|open| tag.starts_with(open)) && !tag.ends_with("/>") {
            let end = rest.find('<').unwrap_or(rest.len());
            text.push_str(&decode(&rest[..end]));
        }
    }
    text
}
