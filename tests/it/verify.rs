//! The proof over every answer: small templates, a small catalogue, and what is found.
//!
//! Every witness is merged, and what was claimed of its letter is looked for in it.

mod acceptance;
mod brute;
mod bundle;
mod findings;
mod limits;

use brevsmed::catalogue::{
    Catalogue, CatalogueField, Context, Contexts, DenialReason, FieldKind, GroupRule, HistoryValue,
    Manifest, Question, QuestionGroup, ReasonRule, ReasonText, ReasonValue, Source,
};
use brevsmed::diagnostic::{MessageLanguage, Severity, has_errors};
use brevsmed::merge::{Gaps, MergeOptions, Merged, Missing, Request, Strictness, merge};
use brevsmed::template::Template;
use brevsmed::verify::{Found, Proof, Subject, Witness, verify};

use crate::shapes::paragraphs;
use crate::support::{Doc, body, visible};

/// What there is in the tests.
pub fn catalogue() -> Catalogue {
    let context = |key: &str, words: &[&str]| Context {
        key: key.to_owned(),
        name: key.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        values: vec![("Sag.Ydelse".to_owned(), key.to_owned())],
        ..Context::default()
    };
    let only = |key: &str| Contexts::Only(vec![key.to_owned()]);
    let field = |name: &str, kind: FieldKind, sample: &str| CatalogueField {
        name: name.to_owned(),
        kind,
        sample: sample.to_owned(),
        ..CatalogueField::default()
    };
    let history = |name: &str, kind: FieldKind, value: HistoryValue| CatalogueField {
        source: Source::History { letter: "manglerbrev".to_owned(), value },
        ..field(name, kind, "")
    };
    let words = ["briller", "fodbehandling", "afslag"].map(str::to_owned).to_vec();
    let item = |name: &str, kind: FieldKind, sample: &str| CatalogueField {
        list: Some("Beregning".to_owned()),
        contexts: only("briller"),
        ..field(name, kind, sample)
    };
    let question = |alias: &str, number: usize| Question {
        alias: alias.to_owned(),
        keys: vec![
            ("production".to_owned(), format!("fl-{number}")),
            ("training".to_owned(), format!("fl-10{number}")),
        ],
        text: format!("Gælder {alias}?"),
        ..Question::default()
    };
    Catalogue {
        environment: "production".to_owned(),
        contexts: vec![
            context("briller", &["briller", "brilleglas"]),
            context("fodbehandling", &["fodbehandling"]),
            Context { reason: ReasonRule::Required, ..context("afslag", &[]) },
        ],
        fields: vec![
            field("Borger.Navn", FieldKind::Text, "Åse Holm"),
            CatalogueField { optional: true, ..field("Borger.CoNavn", FieldKind::Text, "Bo Ø.") },
            field("Sag.Ydelse", FieldKind::Enumeration(words), "briller"),
            field(
                "Sag.Procent",
                FieldKind::Number { least: Some(0.into()), greatest: Some(100.into()) },
                "85",
            ),
            field("Sag.Beloeb", FieldKind::Amount, "1742.00"),
            field("Sag.Frist", FieldKind::Date, "2026-02-23"),
            field("Sag.Klar", FieldKind::Boolean, "J"),
            field("Sag.Type", FieldKind::Text, "almindelig"),
            CatalogueField {
                contexts: only("briller"),
                ..field("Beregning", FieldKind::List { least: 0 }, "")
            },
            item("Beregning.Tekst", FieldKind::Text, "Brilleglas"),
            item("Beregning.Tilskud", FieldKind::Amount, "500.00"),
            CatalogueField { ..field("Bilag", FieldKind::List { least: 1 }, "") },
            CatalogueField {
                list: Some("Bilag".to_owned()),
                ..field("Bilag.Titel", FieldKind::Text, "Lønseddel")
            },
            CatalogueField {
                source: Source::Reason(ReasonValue::Text),
                ..field("Afslag.Aarsag", FieldKind::Text, "")
            },
            history("Historik.manglerbrev", FieldKind::Boolean, HistoryValue::Sent),
            history("Historik.manglerbrevDato", FieldKind::Date, HistoryValue::Date),
        ],
        questions: vec![
            question("a", 1),
            question("b", 2),
            question("c", 3),
            Question { contexts: only("fodbehandling"), ..question("fod", 4) },
        ],
        question_groups: Vec::new(),
        reasons: vec![DenialReason {
            key: "for-sent".to_owned(),
            name: "Søgt for sent".to_owned(),
            text: ReasonText::Plain("Du har søgt for sent.".to_owned()),
            contexts: Contexts::All,
            active: true,
        }],
        ..Catalogue::default()
    }
}

/// A group over questions of the tests.
pub fn group(key: &str, rule: GroupRule, questions: &[&str]) -> QuestionGroup {
    QuestionGroup {
        key: key.to_owned(),
        name: key.to_owned(),
        rule,
        questions: questions.iter().map(|alias| (*alias).to_owned()).collect(),
    }
}

/// A template for a test, its manifest and the catalogue.
pub struct Case {
    pub template: Template,
    pub manifest: Manifest,
    pub catalogue: Catalogue,
    pub gaps: Gaps,
}

impl Case {
    /// A template for glasses and foot treatment, with the questions that its codes ask ticked.
    pub fn new(sketch: &str) -> Self {
        Case::of(&Doc::new(&paragraphs(sketch)))
    }

    pub fn of(doc: &Doc) -> Self {
        let template = doc.template();
        let catalogue = catalogue();
        let mut questions: Vec<String> = Vec::new();
        for name in template.names() {
            let asked = name.question.as_deref().and_then(|key| catalogue.question(key));
            if let Some(question) = asked
                && !questions.contains(&question.alias)
            {
                questions.push(question.alias.clone());
            }
        }
        let contexts = vec!["briller".to_owned(), "fodbehandling".to_owned()];
        let manifest = Manifest { contexts, questions, ..Manifest::default() };
        Case { template, manifest, catalogue, gaps: Gaps::Close }
    }

    pub fn contexts(mut self, keys: &[&str]) -> Self {
        self.manifest.contexts = keys.iter().map(|key| (*key).to_owned()).collect();
        self
    }

    pub fn ticked(mut self, aliases: &[&str]) -> Self {
        self.manifest.questions = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        self
    }

    pub fn with(mut self, change: impl FnOnce(&mut Catalogue)) -> Self {
        change(&mut self.catalogue);
        self
    }

    pub fn in_word(mut self) -> Self {
        self.gaps = Gaps::AsWord;
        self
    }

    pub fn subject(&self) -> Subject<'_> {
        Subject {
            template: &self.template,
            manifest: &self.manifest,
            catalogue: &self.catalogue,
            gaps: self.gaps,
            own: None,
        }
    }

    pub fn proof(&self) -> Proof {
        verify(&self.subject())
    }

    /// The findings, a line each, after every witness was merged.
    pub fn findings(&self) -> String {
        let proof = self.proof();
        for found in &proof.found {
            self.check(found);
        }
        let lines: Vec<String> = proof.found.iter().map(line).collect();
        lines.join("\n")
    }

    /// The letter of a witness.
    pub fn merge(&self, witness: &Witness) -> Merged {
        let options = MergeOptions {
            gaps: self.gaps,
            strictness: Strictness::Lenient,
            missing: Missing::Refuse,
            ..MergeOptions::default()
        };
        let request = Request::single(&witness.record, &witness.answers, &options);
        merge(&self.template, &request).expect("a package")
    }

    /// The request of a witness, resolved in its context, is the same letter.
    fn check_request(&self, found: &Found, witness: &Witness, text: &str) {
        let subject = brevsmed::resolve::Subject {
            template: &self.template,
            manifest: &self.manifest,
            catalogue: &self.catalogue,
        };
        let resolved = brevsmed::resolve::resolve(&subject, &witness.request);
        let code = found.diagnostic.finding.code();
        // A field that is not there, a question that is not known: no letter, and rightly so.
        let wrong = [resolved.diagnostics, resolved.missing].concat();
        if has_errors(&wrong) {
            let errors: Vec<_> = wrong.iter().map(|d| d.finding.code()).collect();
            assert_eq!(found.diagnostic.severity(), Severity::Error, "{code}: {errors:?}");
            return;
        }
        let witness =
            Witness { record: resolved.record, answers: resolved.answers, ..Witness::default() };
        let merged = self.merge(&witness);
        let xml = merged.letter().map(body).expect("a letter");
        assert_eq!(visible(&xml), text, "{code}");
    }

    /// Looks in the letter of a witness for what was claimed of it.
    fn check(&self, found: &Found) {
        let Some(witness) = &found.witness else { return };
        let merged = self.merge(witness);
        let xml = merged.letter().map(body);
        let xml = xml.unwrap_or_else(|| panic!("no letter: {:?}", merged.outcome));
        let text = visible(&xml);
        self.check_request(found, witness, &text);
        let lines: Vec<&str> = text.split('\n').collect();
        let line = line(found);
        match found.diagnostic.finding.code() {
            "V630" | "V660" => {
                let message = found.diagnostic.finding.message(MessageLanguage::English);
                let word = message.split('`').nth(1).expect("a word");
                assert!(text.to_lowercase().contains(&word.to_lowercase()), "{line}: {text}");
            }
            "V631" => assert_eq!(text.trim(), "", "{line}"),
            "V635" | "V636" => {
                assert!(lines.iter().any(|line| line.trim().is_empty()), "{line}: {text:?}");
            }
            "V637" => assert!(text.contains("  "), "{line}: {text:?}"),
            "V638" => {
                let stray = [" .", " ,", " :", " ;", " !", " ?", " )"];
                assert!(stray.iter().any(|stray| text.contains(stray)), "{line}: {text:?}");
            }
            "V633" => {
                assert!(lines.iter().any(|line| line.trim().ends_with(':')), "{line}: {text:?}");
            }
            _ => {}
        }
    }
}

/// A finding in a line: code, severity, paragraph, words, and what differs in its witness.
pub fn line(found: &Found) -> String {
    let diagnostic = &found.diagnostic;
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place =
        diagnostic.place.as_ref().map_or(String::new(), |place| format!(" ¶{}", place.paragraph));
    let witness = found.witness.as_ref().map_or(String::new(), |witness| {
        let differs: Vec<String> =
            witness.differs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!(" | {}", differs.join(" "))
    });
    format!(
        "{} {severity}{place}: {}{witness}",
        diagnostic.finding.code(),
        diagnostic.finding.message(MessageLanguage::Danish)
    )
}
