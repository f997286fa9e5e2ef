//! The policy of the letters' language: limits and words, as data.

use std::sync::LazyLock;

use toml::de::DeTable;

use super::SettingsError;
use super::read::{Key, Source, Value};

/// What letters are held to in their language.
///
/// Words are in lower case and stand for themselves; a `*` at the beginning or the end of a word
/// stands for any letters: `*nævnet` is *klagenævnet* as well.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanguagePolicy {
    /// The language it is for, such as `da`.
    pub language: String,
    /// A sentence of more words is long.
    pub sentence_words: usize,
    /// A sentence of more words is far too long.
    pub sentence_words_most: usize,
    /// A paragraph of more words is long.
    pub paragraph_words: usize,
    /// A LIX above this is worth a note.
    pub lix: u32,
    /// A LIX above this is worth a warning.
    pub lix_most: u32,
    /// Words of officialese, each with what to write instead.
    pub officialese: Vec<Wording>,
    /// Words of formal address, where letters say `du`.
    pub formal_address: Vec<String>,
    /// Passive forms that are told of; an ending alone does not make a passive.
    pub passive_verbs: Vec<String>,
    /// Forms that look like a passive and are none, or are accepted.
    pub passive_allowed: Vec<String>,
    /// Link texts that say nothing.
    pub empty_link_texts: Vec<String>,
    /// Abbreviations whose full stop ends no sentence.
    pub abbreviations: Vec<String>,
    /// Those of them that may end a sentence too: before a capital letter their full stop does.
    pub ending_abbreviations: Vec<String>,
    /// Abbreviations that every reader knows: they need no explanation.
    pub known_abbreviations: Vec<String>,
    /// Words that must not stand in a Digital Post title, which others may see.
    pub sensitive_words: Vec<String>,
    /// Titles that say nothing, such as `Dokument1`.
    pub empty_titles: Vec<String>,
    /// Words of an appeal guidance: a letter without any of them has none.
    pub appeal_words: Vec<String>,
    /// Who an appeal is decided by.
    pub appeal_bodies: Vec<String>,
    /// Words by which a reader is told how long he has.
    pub deadline_words: Vec<String>,
    /// Words of a statement of reasons.
    pub reason_words: Vec<String>,
    /// Words by which a letter names the law that it goes by.
    pub law_words: Vec<String>,
    /// Words of the name of an authority.
    pub sender_words: Vec<String>,
    /// Words by which a letter asks for something.
    pub request_words: Vec<String>,
    /// Words by which a letter says what happens if the reader does not answer.
    pub consequence_words: Vec<String>,
}

/// A word that is better said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The word or phrase, in lower case.
    pub word: String,
    /// What to write instead.
    pub instead: String,
}

/// The policies that ship, each a file like a table `[policy.da]` of `brevsmed.toml`.
static SHIPPED: LazyLock<Vec<LanguagePolicy>> = LazyLock::new(|| {
    [
        ("da", include_str!("da.toml")),
        ("nb", include_str!("nb.toml")),
        ("sv", include_str!("sv.toml")),
        ("en", include_str!("en.toml")),
    ]
    .into_iter()
    .map(|(language, text)| {
        // A test reads each of them; what cannot be read would leave the limits alone.
        let mut policy = LanguagePolicy::plain(language);
        let source = Source::new(text);
        if let Ok(table) = source.parse() {
            let _ = policy.change(source, table.get_ref());
        }
        policy
    })
    .collect()
});

/// The limits of a policy by their keys.
const LIMITS: [&str; 5] =
    ["sentence-words", "sentence-words-most", "paragraph-words", "lix", "lix-most"];

/// The word lists of a policy by their keys.
const LISTS: [&str; 17] = [
    "formal-address",
    "passive-verbs",
    "passive-allowed",
    "empty-link-texts",
    "abbreviations",
    "ending-abbreviations",
    "known-abbreviations",
    "sensitive-words",
    "empty-titles",
    "appeal-words",
    "appeal-bodies",
    "deadline-words",
    "reason-words",
    "law-words",
    "sender-words",
    "request-words",
    "consequence-words",
];

/// What is done with a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Replace,
    Extend,
    Ignore,
}

impl LanguagePolicy {
    /// The limits without any words: what a language is held to that no policy ships for.
    pub fn plain(language: &str) -> Self {
        LanguagePolicy {
            language: language.to_owned(),
            sentence_words: 25,
            sentence_words_most: 35,
            paragraph_words: 100,
            lix: 44,
            lix_most: 54,
            ..LanguagePolicy::default()
        }
    }

    /// The policy for Danish that ships.
    pub fn danish() -> Self {
        LanguagePolicy::of("da")
    }

    /// The policies that ship.
    pub fn shipped() -> &'static [LanguagePolicy] {
        &SHIPPED
    }

    /// The policy that ships for the language of a tag such as `da-DK`; of another language, the
    /// limits without words.
    pub fn of(tag: &str) -> Self {
        let language = primary(tag);
        let shipped = SHIPPED.iter().find(|policy| policy.language == language);
        shipped.cloned().unwrap_or_else(|| LanguagePolicy::plain(&language))
    }

    /// Changes it by what a table says: a list replaces, `extend-` adds to it and `ignore-` takes
    /// from it.
    pub(super) fn change(
        &mut self,
        source: Source<'_>,
        table: &DeTable<'_>,
    ) -> Result<(), SettingsError> {
        // Lists are replaced before they are added to, in whatever order the lines stand.
        for wanted in [Change::Replace, Change::Extend, Change::Ignore] {
            for (key, value) in table {
                let (change, name) = meaning(key.get_ref());
                if change == wanted {
                    self.change_one(source, key, value, change, name)?;
                }
            }
        }
        Ok(())
    }

    fn change_one(
        &mut self,
        source: Source<'_>,
        key: &Key<'_>,
        value: &Value<'_>,
        change: Change,
        name: &str,
    ) -> Result<(), SettingsError> {
        if name == "officialese" {
            return self.change_officialese(source, key, value, change);
        }
        if let Some(list) = self.list(name) {
            let words = source.list(key, value)?.into_iter().map(|word| word.to_lowercase());
            match change {
                Change::Replace => *list = words.collect(),
                Change::Extend => {
                    for word in words {
                        if !list.contains(&word) {
                            list.push(word);
                        }
                    }
                }
                Change::Ignore => {
                    let words: Vec<String> = words.collect();
                    list.retain(|word| !words.contains(word));
                }
            }
            return Ok(());
        }
        let limit = match (change, name) {
            (Change::Replace, "sentence-words") => &mut self.sentence_words,
            (Change::Replace, "sentence-words-most") => &mut self.sentence_words_most,
            (Change::Replace, "paragraph-words") => &mut self.paragraph_words,
            (Change::Replace, "lix") => {
                self.lix = source.number(key, value)?;
                return Ok(());
            }
            (Change::Replace, "lix-most") => {
                self.lix_most = source.number(key, value)?;
                return Ok(());
            }
            _ => return Err(unknown(source, key)),
        };
        *limit = source.number(key, value)? as usize;
        Ok(())
    }

    fn change_officialese(
        &mut self,
        source: Source<'_>,
        key: &Key<'_>,
        value: &Value<'_>,
        change: Change,
    ) -> Result<(), SettingsError> {
        if change == Change::Ignore {
            let words: Vec<String> =
                source.list(key, value)?.iter().map(|word| word.to_lowercase()).collect();
            self.officialese.retain(|known| !words.contains(&known.word));
            return Ok(());
        }
        let mut said = Vec::new();
        for (word, instead) in source.table(key, value)? {
            said.push(Wording {
                word: word.get_ref().to_lowercase(),
                instead: source.words(word, instead)?,
            });
        }
        if change == Change::Replace {
            self.officialese.clear();
        }
        self.officialese.retain(|known| said.iter().all(|new| new.word != known.word));
        self.officialese.extend(said);
        self.officialese.sort_by(|a, b| a.word.cmp(&b.word));
        Ok(())
    }

    fn list(&mut self, name: &str) -> Option<&mut Vec<String>> {
        Some(match name {
            "formal-address" => &mut self.formal_address,
            "passive-verbs" => &mut self.passive_verbs,
            "passive-allowed" => &mut self.passive_allowed,
            "empty-link-texts" => &mut self.empty_link_texts,
            "abbreviations" => &mut self.abbreviations,
            "ending-abbreviations" => &mut self.ending_abbreviations,
            "known-abbreviations" => &mut self.known_abbreviations,
            "sensitive-words" => &mut self.sensitive_words,
            "empty-titles" => &mut self.empty_titles,
            "appeal-words" => &mut self.appeal_words,
            "appeal-bodies" => &mut self.appeal_bodies,
            "deadline-words" => &mut self.deadline_words,
            "reason-words" => &mut self.reason_words,
            "law-words" => &mut self.law_words,
            "sender-words" => &mut self.sender_words,
            "request-words" => &mut self.request_words,
            "consequence-words" => &mut self.consequence_words,
            _ => return None,
        })
    }
}

/// The language of a tag, in lower case: both Norwegian written forms are held to that of Bokmål.
pub(super) fn primary(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).trim().to_ascii_lowercase();
    if matches!(primary.as_str(), "no" | "nn") { "nb".to_owned() } else { primary }
}

/// What a key does, and to which list or limit.
fn meaning(key: &str) -> (Change, &str) {
    if let Some(name) = key.strip_prefix("extend-") {
        (Change::Extend, name)
    } else if let Some(name) = key.strip_prefix("ignore-") {
        (Change::Ignore, name)
    } else {
        (Change::Replace, key)
    }
}

fn unknown(source: Source<'_>, key: &Key<'_>) -> SettingsError {
    let known: Vec<&str> = LIMITS.into_iter().chain(LISTS).chain(["officialese"]).collect();
    let (change, name) = meaning(key.get_ref());
    if change != Change::Replace && LIMITS.contains(&name) {
        return source.fault(
            &key.span(),
            format!("`{name}` er en grænse og kan kun erstattes"),
            format!("`{name}` is a limit and can only be replaced"),
        );
    }
    if change == Change::Replace {
        return source.unknown(key, &known);
    }
    let prefix = &key.get_ref()[..key.get_ref().len() - name.len()];
    let lists: Vec<String> =
        known[LIMITS.len()..].iter().map(|list| format!("{prefix}{list}")).collect();
    source.unknown(key, &lists.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether a word or text fits a pattern, letter case apart: `*` at either end stands for any
/// letters.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let (start, end) = (pattern.starts_with('*'), pattern.len() > 1 && pattern.ends_with('*'));
    let core = pattern.trim_matches('*');
    match (start, end) {
        (false, false) => text == core,
        (false, true) => text.starts_with(core),
        (true, false) => text.ends_with(core),
        (true, true) => text.contains(core),
    }
}

impl LanguagePolicy {
    /// Whether a title says nothing of the letter, such as `Dokument1`.
    pub fn is_empty_title(&self, title: &str) -> bool {
        says_nothing(&self.empty_titles, title)
    }

    /// Whether a link's text says nothing of where it leads, such as `klik her`.
    pub fn is_empty_link_text(&self, text: &str) -> bool {
        says_nothing(&self.empty_link_texts, text)
    }
}

fn says_nothing(patterns: &[String], text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.is_empty() || patterns.iter().any(|pattern| fits(pattern, text))
}
