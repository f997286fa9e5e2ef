//! INCLUDETEXT and INCLUDEPICTURE, from the approved store only.

use super::run::Merger;
use super::writer::Vanished;
use crate::diagnostic::Finding;
use crate::field::Field as Code;
use crate::template::FieldId;

impl Merger<'_> {
    /// Puts an approved text or picture where the field stands. A path or an address is only a name
    /// here: its last segment is looked up, and nothing is opened.
    pub(super) fn include(&mut self, id: FieldId) {
        let field = &self.program().fields[id];
        let (source, picture) = match &field.instruction.field {
            Code::IncludeText(include) => (&include.source, false),
            Code::IncludePicture(include) => (&include.source, true),
            _ => return,
        };
        let source = source.text(&field.code).into_owned();
        let name = self.with_nested_text(id, &source);
        let approved = &self.request.options.approved;
        if picture {
            if let Some(picture) = find(&approved.pictures, &name) {
                self.picture(id, picture);
                return;
            }
        } else if let Some(text) = find(&approved.texts, &name) {
            self.approved_text(id, text);
            return;
        }
        let keyword = field.instruction.field.keyword().to_owned();
        self.note(id, Finding::IncludeNotApproved { field: keyword, name });
        // Where the caller insists, what Word stored is still the best there is.
        if field.stored.steps.is_empty() {
            self.vanished(Vanished::Other);
        } else {
            self.steps(&field.stored.steps);
        }
    }
}

/// Looks a name up: as it is, then its last segment, then that without extension.
fn find<'a, T>(store: &'a std::collections::HashMap<String, T>, name: &str) -> Option<&'a T> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    store.get(name).or_else(|| store.get(file)).or_else(|| store.get(stem))
}
