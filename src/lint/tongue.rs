//! Which language a text is in, told by its small words.
//!
//! Letters have few languages to choose from, and a paragraph has many small words: counting those of
//! each language tells them apart. Danish and Norwegian share most of theirs, so each list holds all
//! that its language uses, and only a clear lead counts. What is too short, or too even, has no
//! answer.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language that texts of letters are told to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tongue {
    /// Danish.
    Danish,
    /// Norwegian (bokmål).
    Norwegian,
    /// Swedish.
    Swedish,
    /// English.
    English,
    /// German.
    German,
}

impl Tongue {
    /// All of them.
    pub(crate) const ALL: [Tongue; 5] =
        [Tongue::Danish, Tongue::Norwegian, Tongue::Swedish, Tongue::English, Tongue::German];

    /// Of a language tag such as `da-DK`; `None` for languages that are not told apart here.
    pub(crate) fn of_tag(tag: &str) -> Option<Tongue> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Some(match primary.as_str() {
            "da" => Tongue::Danish,
            "nb" | "nn" | "no" => Tongue::Norwegian,
            "sv" => Tongue::Swedish,
            "en" => Tongue::English,
            "de" => Tongue::German,
            _ => return None,
        })
    }

    /// The tag that a text in it is marked with.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Tongue::Danish => "da-DK",
            Tongue::Norwegian => "nb-NO",
            Tongue::Swedish => "sv-SE",
            Tongue::English => "en-GB",
            Tongue::German => "de-DE",
        }
    }

    /// Its name, in Danish and English.
    pub(crate) fn words(self) -> [&'static str; 2] {
        match self {
            Tongue::Danish => ["dansk", "Danish"],
            Tongue::Norwegian => ["norsk", "Norwegian"],
            Tongue::Swedish => ["svensk", "Swedish"],
            Tongue::English => ["engelsk", "English"],
            Tongue::German => ["tysk", "German"],
        }
    }

    /// Its small words, ascending.
    fn small_words(self) -> &'static [&'static str] {
        match self {
            Tongue::Danish => DANISH,
            Tongue::Norwegian => NORWEGIAN,
            Tongue::Swedish => SWEDISH,
            Tongue::English => ENGLISH,
            Tongue::German => GERMAN,
        }
    }
}

/// The longest small word, in bytes.
const LONGEST: usize = 12;

/// The languages of each small word, a bit for each.
static SMALL_WORDS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (at, tongue) in Tongue::ALL.into_iter().enumerate() {
        for word in tongue.small_words() {
            *all.entry(*word).or_default() |= 1 << at;
        }
    }
    all
});

/// A count of small words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Vote {
    words: usize,
    hits: [usize; Tongue::ALL.len()],
}

impl Vote {
    /// The fewest words that a vote is taken of.
    const FEWEST: usize = 6;
    /// The longest text that is read, in words: more would not change the answer.
    const MOST: usize = 400;

    /// Counts the words of a text.
    pub(crate) fn count(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|w| !w.is_empty());
        for word in words.take(Self::MOST.saturating_sub(self.words)) {
            self.words += 1;
            if word.len() > LONGEST {
                continue;
            }
            let lower = word.chars().any(char::is_uppercase).then(|| word.to_lowercase());
            let known = SMALL_WORDS.get(lower.as_deref().unwrap_or(word)).copied();
            let Some(known) = known else { continue };
            for (at, hits) in self.hits.iter_mut().enumerate() {
                *hits += usize::from(known >> at & 1);
            }
        }
    }

    /// The language of a text that should be in `expected`, where it can be told: that one unless
    /// another leads it clearly, since near relatives share most of their small words.
    pub(crate) fn spoken(&self, expected: Tongue) -> Option<Tongue> {
        let near = self.hits(expected) * 5 >= self.most() * 4;
        if near && self.is_enough() { Some(expected) } else { self.leader() }
    }

    /// The language that leads all others clearly.
    pub(crate) fn leader(&self) -> Option<Tongue> {
        let clear = |tongue: &Tongue| {
            let own = self.hits(*tongue);
            let mut others = Tongue::ALL.into_iter().filter(|other| other != tongue);
            others.all(|other| {
                let next = self.hits(other);
                own >= next + 2 && own * 4 >= next * 5
            })
        };
        Tongue::ALL.into_iter().find(clear).filter(|_| self.is_enough())
    }

    /// Whether the text is long enough, and has small words enough, to be told.
    fn is_enough(&self) -> bool {
        let most = self.most();
        self.words >= Self::FEWEST && most >= 3 && most * 6 >= self.words
    }

    fn most(&self) -> usize {
        self.hits.iter().copied().max().unwrap_or_default()
    }

    /// How many small words of a language there are.
    pub(crate) fn hits(&self, tongue: Tongue) -> usize {
        let at = Tongue::ALL.into_iter().position(|found| found == tongue).unwrap_or_default();
        self.hits[at]
    }
}

#[rustfmt::skip]
const DANISH: &[&str] = &[
    "ad", "af", "alle", "alt", "altid", "andet", "andre", "at", "bare", "blev", "blevet", "blive",
    "bliver", "både", "da", "de", "dem", "den", "denne", "der", "deres", "derfor", "det", "dette",
    "dig", "din", "dine", "disse", "dit", "du", "efter", "eller", "en", "end", "er", "et", "for",
    "fordi", "fra", "få", "får", "før", "gang", "give", "giver", "gør", "gøre", "ham", "han",
    "hans", "har", "have", "hendes", "her", "hun", "hvad", "hvem", "hver", "hvilke", "hvilken",
    "hvis", "hvor", "hvordan", "hvorfor", "i", "ifølge", "igen", "ikke", "imod", "ind", "inden",
    "indtil", "ingen", "jeg", "jer", "jeres", "jo", "kan", "kom", "komme", "kommer", "kun", "kunne",
    "lige", "man", "med", "meget", "mellem", "men", "mere", "mig", "min", "mod", "må", "måske",
    "ned", "nej", "nogen", "noget", "nogle", "nu", "ny", "når", "og", "også", "om", "op", "os",
    "over", "på", "sagen", "samt", "se", "selv", "sende", "sender", "siden", "sig", "sin", "sine",
    "skal", "skriv", "skrive", "skulle", "snart", "som", "stadig", "så", "sådan", "tage", "til",
    "tilbage", "ud", "uden", "uger", "under", "var", "ved", "vi", "vil", "ville", "vores", "være",
    "været",
];

#[rustfmt::skip]
const NORWEGIAN: &[&str] = &[
    "alle", "alltid", "alt", "andre", "annet", "at", "av", "bare", "ble", "bli", "blir", "blitt",
    "både", "da", "de", "deg", "dem", "den", "denne", "der", "deres", "derfor", "det", "dette",
    "din", "dine", "disse", "du", "eller", "en", "enn", "er", "et", "etter", "for", "fordi", "fra",
    "få", "får", "før", "gang", "gi", "gir", "gjør", "gjøre", "ha", "ham", "han", "hans", "har",
    "hennes", "her", "hun", "hva", "hvem", "hver", "hvilke", "hvilken", "hvis", "hvor", "hvordan",
    "hvorfor", "i", "ifølge", "igjen", "ikke", "imot", "ingen", "inn", "innen", "jeg", "jo", "kan",
    "kom", "komme", "kommer", "kun", "kunne", "man", "med", "meg", "mellom", "men", "mer", "mot",
    "mye", "må", "ned", "nei", "noe", "noen", "ny", "nå", "når", "og", "også", "om", "opp", "oss",
    "over", "på", "saken", "se", "seg", "selv", "sende", "siden", "sin", "sine", "skal", "skriv",
    "skrive", "skulle", "slik", "snart", "som", "så", "ta", "til", "tilbake", "uker", "under", "ut",
    "uten", "var", "ved", "vi", "vil", "ville", "vår", "våre", "være", "vært",
];

#[rustfmt::skip]
const SWEDISH: &[&str] = &[
    "alla", "allt", "alltid", "andra", "annan", "annat", "att", "av", "bara", "barn", "blev", "bli",
    "blir", "både", "de", "dem", "den", "denna", "deras", "dess", "dessa", "det", "detta", "dig",
    "din", "dina", "ditt", "du", "där", "därför", "efter", "eller", "en", "enligt", "er", "era",
    "ett", "från", "få", "får", "för", "ge", "genom", "ger", "gör", "göra", "ha", "hade", "han",
    "hans", "har", "henne", "hennes", "hon", "honom", "hur", "här", "i", "icke", "igen", "in",
    "ingen", "inom", "inte", "jag", "ju", "kan", "kom", "komma", "kommer", "kunna", "man", "med",
    "mellan", "men", "mer", "mig", "min", "mot", "mycket", "måste", "ned", "nej", "ni", "nu", "ny",
    "när", "någon", "något", "några", "och", "också", "om", "oss", "på", "redan", "sedan", "sig",
    "sin", "sina", "själv", "ska", "skall", "skicka", "skriva", "som", "så", "sådan", "till",
    "tillbaka", "under", "upp", "ut", "utan", "vad", "var", "vara", "varför", "varit", "varje",
    "veckor", "vem", "vi", "vid", "vilken", "vill", "vår", "våra", "än", "är", "även", "över",
];

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "get", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "into", "is",
    "it", "its", "may", "me", "more", "must", "my", "no", "not", "of", "on", "one", "only", "or",
    "other", "our", "out", "over", "please", "shall", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "under", "until", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who",
    "will", "with", "within", "would", "you", "your",
];

#[rustfmt::skip]
const GERMAN: &[&str] = &[
    "ab", "aber", "alle", "als", "also", "am", "an", "auch", "auf", "aus", "bei", "bis", "bitte",
    "da", "das", "dass", "dem", "den", "der", "des", "die", "dies", "diese", "diesem", "diesen",
    "dieser", "dieses", "du", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er",
    "es", "für", "gegen", "haben", "hat", "hatte", "hier", "ich", "ihm", "ihn", "ihnen", "ihr",
    "ihre", "ihrem", "ihren", "ihrer", "im", "in", "innerhalb", "ist", "ja", "kann", "kein",
    "keine", "können", "man", "mehr", "mit", "muss", "müssen", "nach", "nicht", "noch", "nur", "ob",
    "oder", "ohne", "sein", "seine", "sich", "sie", "sind", "so", "um", "und", "uns", "unser",
    "unsere", "unter", "vom", "von", "vor", "war", "was", "wenn", "werden", "wie", "wir", "wird",
    "wurde", "zu", "zum", "zur", "über",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_ascending() {
        for tongue in Tongue::ALL {
            assert!(tongue.small_words().windows(2).all(|pair| pair[0] < pair[1]), "{tongue:?}");
            assert!(tongue.small_words().iter().all(|word| word.len() <= LONGEST), "{tongue:?}");
        }
    }

    #[test]
    fn texts_are_told_by_their_small_words() {
        let rows = [
            (
                "Du får tillægget fra 1. maj, og vi sender dig et brev, når sagen er afgjort.",
                "dansk",
            ),
            ("Du kan klage over afgørelsen inden 4 uger fra den dag, du har fået brevet.", "dansk"),
            ("Du kan klage på vedtaket innen 3 uker etter at du har fått brevet fra oss.", "norsk"),
            ("Du kan överklaga beslutet inom tre veckor från den dag då du fick brevet.", "svensk"),
            (
                "You can appeal the decision within four weeks of the day you got this letter.",
                "engelsk",
            ),
            (
                "Sie können innerhalb von vier Wochen gegen diese Entscheidung Beschwerde einlegen.",
                "tysk",
            ),
            ("Rådhustorvet 1, 1234 Egeby, telefon 12 34 56 78, CVR-nr. 12345678", "-"),
            ("Venlig hilsen", "-"),
            ("Adobe Acrobat Reader DC Microsoft Office Word 2016 Update", "-"),
        ];
        for (text, expected) in rows {
            let mut vote = Vote::default();
            vote.count(text);
            let found = vote.spoken(Tongue::Danish).map_or("-", |tongue| tongue.words()[0]);
            assert_eq!(found, expected, "{text}: {vote:?}");
        }
    }

    #[test]
    fn tags_name_languages_whatever_the_country() {
        assert_eq!(Tongue::of_tag("en-US"), Some(Tongue::English));
        assert_eq!(Tongue::of_tag("da"), Some(Tongue::Danish));
        assert_eq!(Tongue::of_tag("nn-NO"), Some(Tongue::Norwegian));
        assert_eq!(Tongue::of_tag("kl-GL"), None);
    }
}
