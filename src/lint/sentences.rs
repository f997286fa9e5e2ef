//! Sentences and words, as a reader of the letters' languages counts them.
//!
//! A full stop ends a sentence, except that of an abbreviation (*bl.a.*), an ordinal (*1. maj*), a
//! thousand (*5.678*), a time (*kl. 17.30*), a section (*§ 5, stk. 2*) or an address (*borger.dk*). A
//! merge field is one word, whatever it will be. Counters on the web that know none of this flatter
//! exactly the worst texts: each of their false ends makes a sentence shorter.
//!
//! ```text
//! LIX = words / sentences + 100 × words of more than six letters / words
//! ```

use std::ops::Range;

use super::address::looks_like_address;
use crate::policy::LanguagePolicy;

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes of the text, from its first sign to its last.
    pub bytes: Range<usize>,
    /// Its words.
    pub words: Vec<Range<usize>>,
    /// It ends with a sign, not merely with the text or the line.
    pub ended: bool,
}

/// Letters of a word that is not yet long.
const LETTERS: usize = 6;

/// The sentences of a text.
pub fn sentences(text: &str, policy: &LanguagePolicy) -> Vec<Sentence> {
    let chunks = chunks(text);
    let mut sentences = Vec::new();
    let mut open: Option<Sentence> = None;
    for (at, chunk) in chunks.iter().enumerate() {
        let sentence = open.get_or_insert_with(|| Sentence {
            bytes: chunk.clone(),
            words: Vec::new(),
            ended: false,
        });
        let first = sentence.words.is_empty();
        sentence.bytes.end = chunk.end;
        words_of(text, chunk, &mut sentence.words);
        let next = chunks.get(at + 1);
        let next_text = next.map(|next| &text[next.clone()]);
        let mut end = ends(&text[chunk.clone()], next_text, first, policy);
        let between = next.map_or("", |next| &text[chunk.end..next.start]);
        let new_line = between.contains('\n') && next_text.is_some_and(|next| !begins_small(next));
        if new_line && end == End::No {
            end = End::Line;
        }
        if end != End::No
            && let Some(mut sentence) = open.take()
        {
            sentence.ended = end == End::Sign;
            sentences.push(sentence);
        }
    }
    sentences.extend(open);
    sentences.retain(|sentence| !sentence.words.is_empty());
    sentences
}

/// How a chunk ends a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    No,
    Line,
    Sign,
}

/// The stretches between blanks; a merge field is in one, whatever its name.
fn chunks(text: &str) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = None;
    let mut field = false;
    for (at, c) in text.char_indices() {
        match c {
            '«' => field = true,
            '»' | '\n' => field = false,
            _ => {}
        }
        if c.is_whitespace() && !field {
            if let Some(start) = start.take() {
                chunks.push(start..at);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    chunks.extend(start.map(|start| start..text.len()));
    chunks
}

/// Whether a sentence ends with this chunk.
fn ends(chunk: &str, next: Option<&str>, first: bool, policy: &LanguagePolicy) -> End {
    let bare = chunk.trim_end_matches(is_closing);
    let Some(last) = bare.chars().next_back() else { return End::No };
    let is_end = match last {
        '!' | '?' | ':' => true,
        '…' => next.is_none_or(|next| !begins_small(next)),
        '.' => stop_ends(bare, next, first, policy),
        _ => false,
    };
    if is_end { End::Sign } else { End::No }
}

/// Whether a full stop ends the sentence.
fn stop_ends(chunk: &str, next: Option<&str>, first: bool, policy: &LanguagePolicy) -> bool {
    let word = chunk.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '«');
    let lower = word.to_lowercase();
    let Some(next) = next else {
        // What stands alone, such as "1." of a list that was typed, is no sentence.
        return !(first && is_number(&lower));
    };
    let abbreviation = policy.abbreviations.contains(&lower)
        || lower.strip_suffix('.').is_some_and(|inner| {
            // Initials: "H. C. Andersen".
            let mut letters = inner.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        });
    if abbreviation || policy.ending_abbreviations.contains(&lower) {
        return policy.ending_abbreviations.contains(&lower) && begins_capital(next);
    }
    if is_number(&lower) {
        return !first && begins_capital(next);
    }
    !begins_small(next)
}

/// Figures with full stops in or after them: an ordinal, a thousand, a date.
fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '/' | ','))
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '“' | '’' | '‘')
}

fn begins_small(chunk: &str) -> bool {
    let first = chunk.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '«');
    first.chars().next().is_some_and(char::is_lowercase)
}

fn begins_capital(chunk: &str) -> bool {
    let first = chunk.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '«');
    first.chars().next().is_some_and(char::is_uppercase)
}

/// The words of a chunk: one, save where a stroke stands between two, as in *og/eller*.
fn words_of(text: &str, chunk: &Range<usize>, words: &mut Vec<Range<usize>>) {
    let found = &text[chunk.clone()];
    let inner = found.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '«' | '»'));
    if !inner.chars().any(char::is_alphanumeric) {
        return;
    }
    let start = chunk.start + (inner.as_ptr() as usize - found.as_ptr() as usize);
    let whole = looks_like_address(inner)
        || inner.contains('«')
        || !inner.split('/').all(|part| part.chars().next().is_some_and(char::is_alphabetic));
    if whole {
        words.push(start..start + inner.len());
        return;
    }
    let mut at = start;
    for part in inner.split('/') {
        let kept = part.trim_matches(|c: char| !c.is_alphanumeric());
        if !kept.is_empty() {
            let from = at + (kept.as_ptr() as usize - part.as_ptr() as usize);
            words.push(from..from + kept.len());
        }
        at += part.len() + 1;
    }
}

/// Whether a word is long as LIX counts: more than six letters. A merge field is not, whatever its
/// name; nor is an address.
pub fn is_long(word: &str) -> bool {
    !word.contains('«')
        && !looks_like_address(word)
        && word.chars().filter(|c| c.is_alphabetic()).count() > LETTERS
}

/// How readable a text is, by Björnsson's *läsbarhetsindex*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lix {
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Words of more than six letters.
    pub long: usize,
}

impl Lix {
    /// Counts sentences of a text.
    pub fn add(&mut self, text: &str, sentences: &[Sentence]) {
        for sentence in sentences {
            self.sentences += 1;
            self.words += sentence.words.len();
            let long = sentence.words.iter().filter(|word| is_long(&text[(*word).clone()]));
            self.long += long.count();
        }
    }

    /// The number: 21 is as light as a children's book, 70 harder than a law. None of no words.
    pub fn number(&self) -> Option<u32> {
        if self.words == 0 || self.sentences == 0 {
            return None;
        }
        let words = self.words as f64;
        let lix = words / self.sentences as f64 + 100.0 * self.long as f64 / words;
        Some(lix.round() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let policy = LanguagePolicy::danish();
        sentences(text, &policy).iter().map(|found| text[found.bytes.clone()].to_owned()).collect()
    }

    fn lix(text: &str) -> Option<u32> {
        let mut lix = Lix::default();
        lix.add(text, &sentences(text, &LanguagePolicy::danish()));
        lix.number()
    }

    #[test]
    fn only_a_full_stop_that_ends_a_sentence_ends_one() {
        for text in [
            "Du får tillægget fra den 1. maj, hvis du bor på 2. sal.",
            "Det står i § 5, stk. 2, nr. 3, jf. pensionsloven.",
            "Du får 5.678,50 kr. om måneden, dvs. 68.142 kr. pr. år.",
            "Ring kl. 10.30 til hr. H. C. Andersen på tlf. 12 34 56 78.",
            "Læs mere på borger.dk eller skriv til post@egeby.dk i dag.",
            "Vi har bl.a. set på din formue, din indtægt m.v. og din husleje.",
            "Den 01.05.2026. kan skrives sådan.",
            "Du får «Sag.Beløb» kr. «Sag.Periode» fra nu af.",
            "Vi skriver til dr. Hansen.",
            "Loven (LBK nr. 527 af 25. april 2022) gælder.",
        ] {
            assert_eq!(read(text), [text]);
        }
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        assert_eq!(
            read("Du får 500 kr. Pengene kommer den 1. maj 2026. Har du spørgsmål? Så ring!"),
            ["Du får 500 kr.", "Pengene kommer den 1. maj 2026.", "Har du spørgsmål?", "Så ring!"]
        );
        assert_eq!(read("Send os:\nEn kopi\nDit CPR-nr."), ["Send os:", "En kopi", "Dit CPR-nr."]);
        assert_eq!(read("Han sagde \"nej.\" Så gik han."), ["Han sagde \"nej.\"", "Så gik han."]);
        assert_eq!(read("1. Du skal sende det."), ["1. Du skal sende det."]);
        assert_eq!(
            read("«Borger.Navn» har ret. «Sag.Navn» har ikke."),
            ["«Borger.Navn» har ret.", "«Sag.Navn» har ikke."]
        );
        assert_eq!(read(" – … «"), Vec::<String>::new());
    }

    #[test]
    fn words_are_counted_as_people_count_them() {
        let count = |text: &str| -> usize {
            sentences(text, &LanguagePolicy::danish()).iter().map(|found| found.words.len()).sum()
        };
        assert_eq!(count("Du og/eller din ægtefælle – 2 personer"), 7);
        assert_eq!(count("1.234,50 kr. den 12/5"), 4);
        assert_eq!(count("https://egeby.dk/pension/helbred"), 1);
        assert_eq!(count("«Borger.Navn»s sag nr. «Sag Nummer»"), 4);
        assert_eq!(count("§ 5, e-Boks"), 2);
    }

    #[test]
    fn lix_is_that_of_the_scale() {
        // Naive counting says 19: it takes "kr." and "1. maj" for ends of sentences.
        let light = "Du får 500 kr. om måneden fra den 1. maj. Pengene kommer automatisk. Du skal ikke gøre mere nu. Skriv til os, hvis du har et lille spørgsmål.";
        assert_eq!(lix(light), Some(21));
        // Naive counting says 56: it takes "stk." for an end.
        let heavy = "Afgørelsen er truffet i medfør af pensionslovens § 14 a, stk. 4, hvorefter kommunalbestyrelsen efter individuel vurdering yder personligt tillæg til pensionister, hvis økonomiske forhold er særligt svære lige nu.";
        assert_eq!(lix(heavy), Some(70));
        assert_eq!(lix(""), None);
    }
}
