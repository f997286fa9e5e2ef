//! Compiled templates, the latest ones: a letter service merges the same few all day.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::docx::{Macros, PackageError};
use crate::locale::Language;
use crate::template::{CompileOptions, Template};

/// Templates that are kept.
const KEPT: usize = 64;
/// Bytes of their packages together. A compiled template takes some ten times its package.
const KEPT_BYTES: usize = 32 << 20;

/// The latest templates, the very latest at the end.
#[derive(Debug, Default)]
pub(super) struct Templates {
    kept: Mutex<Vec<Kept>>,
}

#[derive(Debug)]
struct Kept {
    key: Key,
    size: usize,
    template: Arc<Template>,
}

/// What makes a compiled template: the bytes, by their hash, and how they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    hash: String,
    macros: Macros,
    language: Option<Language>,
}

impl Templates {
    /// The compiled template, from the cache if it is there. Compiling takes time: call this where
    /// blocking is allowed.
    pub fn compiled(
        &self,
        bytes: &[u8],
        options: &CompileOptions,
    ) -> Result<Arc<Template>, PackageError> {
        let key = Key {
            hash: Template::hash_of(bytes),
            macros: options.macros,
            language: options.language,
        };
        if let Some(template) = self.find(&key) {
            return Ok(template);
        }
        // Outside the lock; two requests at once compile twice, and one of them is kept.
        let template = Arc::new(Template::compile(bytes, options)?);
        self.keep(Kept { key, size: bytes.len(), template: Arc::clone(&template) });
        Ok(template)
    }

    fn find(&self, key: &Key) -> Option<Arc<Template>> {
        let mut kept = self.lock();
        let at = kept.iter().position(|kept| kept.key == *key)?;
        let found = kept.remove(at);
        let template = Arc::clone(&found.template);
        kept.push(found);
        Some(template)
    }

    fn keep(&self, new: Kept) {
        if new.size > KEPT_BYTES {
            return;
        }
        let mut kept = self.lock();
        kept.retain(|kept| kept.key != new.key);
        kept.push(new);
        while kept.len() > KEPT || kept.iter().map(|kept| kept.size).sum::<usize>() > KEPT_BYTES {
            kept.remove(0);
        }
    }

    /// The list is whole between any two statements, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::{Mark, MinimalSettings, minimal_package};

    fn package(text: &str) -> Vec<u8> {
        let settings =
            MinimalSettings { language: "da-DK", decimal_symbol: ',', list_separator: ';' };
        minimal_package(&[Mark::Text(text.to_owned())], &settings).expect("writes to memory")
    }

    #[test]
    fn a_template_is_compiled_once_and_the_oldest_goes_first() {
        let templates = Templates::default();
        let compiled = |text: &str| {
            templates.compiled(&package(text), &CompileOptions::default()).expect("a template")
        };
        let first = compiled("first");
        let second = compiled("second");
        assert!(Arc::ptr_eq(&first, &compiled("first")));
        for number in 0..KEPT - 1 {
            compiled(&number.to_string());
        }
        assert!(Arc::ptr_eq(&first, &compiled("first")));
        assert!(!Arc::ptr_eq(&second, &compiled("second")));
    }
}
