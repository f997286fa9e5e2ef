//! Values that must differ from copy to copy: ids of drawings and bookmarks, restarted lists.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::docx::{AddedLists, ListDefinition};
use crate::template::{PatchKind, Template};

/// The ids of one letter.
#[derive(Debug)]
pub(super) struct Identities<'t> {
    template: &'t Template,
    used: HashSet<(PatchKind, String)>,
    next_drawing: u32,
    next_bookmark: u32,
    next_paragraph: u32,
    next_name: u32,
    /// The new ids of bookmarks that are open, by their old ones.
    bookmarks: HashMap<String, String>,
    /// The new ids of lists in this item of a region, by their old ones.
    lists: HashMap<String, String>,
    lists_used: HashSet<String>,
    next_list: u32,
    /// Lists to add.
    pub lists_added: AddedLists,
}

impl<'t> Identities<'t> {
    pub fn new(template: &'t Template) -> Self {
        Identities {
            template,
            used: HashSet::new(),
            next_drawing: template.highest_drawing(),
            // Above what Word gives, below the limit of a 32-bit integer.
            next_bookmark: 0x2000_0000,
            next_paragraph: 0x7000_0000,
            next_name: 1,
            bookmarks: HashMap::new(),
            lists: HashMap::new(),
            lists_used: HashSet::new(),
            next_list: template.numbering().highest(),
            lists_added: AddedLists::default(),
        }
    }

    /// A fresh id for a drawing.
    pub fn drawing(&mut self) -> u32 {
        self.next_drawing += 1;
        self.next_drawing
    }

    /// The next item of a region begins: lists that the author restarted start over.
    pub fn next_item(&mut self) {
        self.lists_used.extend(self.lists.drain().map(|(old, _)| old));
    }

    /// The value to write where the template has `value`.
    pub fn value<'v>(&mut self, kind: PatchKind, value: &'v str) -> Cow<'v, str> {
        match kind {
            PatchKind::Numbering => self.list(value),
            PatchKind::BookmarkEnd => match self.bookmarks.remove(value) {
                Some(new) => Cow::Owned(new),
                None => Cow::Borrowed(value),
            },
            // A drawing that needs a patch outside regions has an id that an earlier one has.
            PatchKind::Drawing => Cow::Owned(self.drawing().to_string()),
            _ if self.used.insert((kind, value.to_owned())) => Cow::Borrowed(value),
            PatchKind::BookmarkStart => {
                self.next_bookmark += 1;
                let new = self.next_bookmark.to_string();
                self.bookmarks.insert(value.to_owned(), new.clone());
                Cow::Owned(new)
            }
            PatchKind::BookmarkName => {
                self.next_name += 1;
                // Word's limit for a bookmark's name is 40 characters.
                let head: String = value.chars().take(32).collect();
                Cow::Owned(format!("{head}_{}", self.next_name))
            }
            PatchKind::Paragraph => {
                self.next_paragraph += 1;
                Cow::Owned(format!("{:08X}", self.next_paragraph))
            }
        }
    }

    /// The id in this letter of a list that a piece of a document brings.
    pub fn adopted_list(&mut self, list: ListDefinition) -> u32 {
        self.next_list += 1;
        self.lists_added.adopted.push((self.next_list, list));
        self.next_list
    }

    fn list<'v>(&mut self, value: &'v str) -> Cow<'v, str> {
        if let Some(new) = self.lists.get(value) {
            return Cow::Owned(new.clone());
        }
        if !self.lists_used.contains(value)
            || !self.template.numbering().restarted().contains(value)
        {
            self.lists.insert(value.to_owned(), value.to_owned());
            return Cow::Borrowed(value);
        }
        self.next_list += 1;
        self.lists_added.restarts.push((value.to_owned(), self.next_list));
        self.lists.insert(value.to_owned(), self.next_list.to_string());
        Cow::Owned(self.next_list.to_string())
    }
}
