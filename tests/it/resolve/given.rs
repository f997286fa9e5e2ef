//! What the tests of this room are given: a small catalogue of the health supplement, a template
//! from text, a case from JSON; and what comes of them as text.

use brevsmed::catalogue::{
    Catalogue, CatalogueField, Context, Contexts, DenialReason, FieldKind, GroupRule, HistoryValue,
    Manifest, Parameter, PriceAgreement, Question, QuestionGroup, ReasonRule, ReasonText,
    ReasonValue, Source, Supplier, Validity,
};
use brevsmed::diagnostic::{Diagnostic, MessageLanguage};
use brevsmed::eval::body_text;
use brevsmed::locale::Language;
use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::resolve::{CaseRequest, Made, Resolved, Subject, resolve};
use brevsmed::template::{CompileOptions, Template};
use brevsmed::wire::read_case;
use rust_decimal::Decimal;

use crate::scratch::template;

/// A catalogue and a manifest, to be changed by a test.
#[derive(Clone, Debug)]
pub struct Given {
    pub catalogue: Catalogue,
    pub manifest: Manifest,
}

/// What came of a case.
pub struct Came {
    pub resolved: Resolved,
    pub made: Made,
}

pub fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number in the test")
}

pub fn only(contexts: &[&str]) -> Contexts {
    Contexts::Only(contexts.iter().map(|context| (*context).to_owned()).collect())
}

pub fn field(name: &str, kind: FieldKind, source: Source) -> CatalogueField {
    CatalogueField { name: name.to_owned(), kind, source, ..CatalogueField::default() }
}

pub fn formula(name: &str, text: &str) -> CatalogueField {
    field(name, FieldKind::Amount, Source::Formula(text.to_owned()))
}

/// A field of the items of `Beregning`, in two contexts.
fn of_items(mut field: CatalogueField) -> CatalogueField {
    field.list = Some("Beregning".to_owned());
    field.contexts = only(&["briller", "tandproteser"]);
    field
}

fn optional(mut field: CatalogueField) -> CatalogueField {
    field.optional = true;
    field
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().expect("a date in the test")
}

impl Given {
    pub fn new() -> Self {
        let text = |name: &str| field(name, FieldKind::Text, Source::Request);
        let percent =
            FieldKind::Number { least: Some(Decimal::ZERO), greatest: Some(Decimal::ONE_HUNDRED) };
        let price = Source::Price {
            supplier: "Leverandoer.Noegle".to_owned(),
            service: "Beregning.Ydelse".to_owned(),
        };
        let history = |value| Source::History { letter: "manglerbrev".to_owned(), value };
        let services = ["briller", "tandproteser", "fodbehandling"].map(str::to_owned);
        let mut list = field("Beregning", FieldKind::List { least: 1 }, Source::Request);
        list.contexts = only(&["briller", "tandproteser"]);
        let mut total = formula("Beregning.TilskudIAlt", "SUM({Beregning.Tilskud})");
        total.contexts = only(&["briller", "tandproteser"]);
        let share = "ROUND(MIN({Beregning.Overslag}; {Beregning.Prisaftale}) * 85% * \
                     {Sag.Tillaegsprocent} / 100; 2)";
        let fields = vec![
            text("Borger.Navn"),
            optional(text("Borger.CoNavn")),
            field("Sag.Ydelse", FieldKind::Enumeration(services.to_vec()), Source::Request),
            field("Sag.Tillaegsprocent", percent, Source::Request),
            field("Sag.Frist", FieldKind::Date, Source::Request),
            field("Kriterier.Opfyldt", FieldKind::Boolean, Source::Request),
            field("Myndighed.Telefon", FieldKind::Text, Source::Parameter),
            text("Leverandoer.Noegle"),
            list,
            of_items(text("Beregning.Ydelse")),
            of_items(field("Beregning.Overslag", FieldKind::Amount, Source::Request)),
            of_items(optional(field("Beregning.Prisaftale", FieldKind::Amount, price))),
            of_items(formula("Beregning.Tilskud", share)),
            of_items(formula(
                "Beregning.Egenbetaling",
                "{Beregning.Overslag} - {Beregning.Tilskud}",
            )),
            total,
            field("Historik:manglerbrev", FieldKind::Boolean, history(HistoryValue::Sent)),
            field("Historik.ManglerbrevDato", FieldKind::Date, history(HistoryValue::Date)),
            field(
                "Historik.ManglerPrisoverslag",
                FieldKind::Boolean,
                history(HistoryValue::Answer("prisoverslag".to_owned())),
            ),
            field("Afslag.AarsagTekst", FieldKind::RichText, Source::Reason(ReasonValue::Text)),
            field("Afslag.AarsagNavn", FieldKind::Text, Source::Reason(ReasonValue::Name)),
        ];
        let context = |key: &str, reason: ReasonRule| Context {
            key: key.to_owned(),
            values: if services.contains(&key.to_owned()) {
                vec![("Sag.Ydelse".to_owned(), key.to_owned())]
            } else {
                Vec::new()
            },
            reason,
            reason_requires: match reason {
                ReasonRule::Refused => Vec::new(),
                _ => vec!["Kriterier.Opfyldt".to_owned()],
            },
            ..Context::default()
        };
        let question = |alias: &str, number: u32, text: &str, contexts: Contexts| Question {
            alias: alias.to_owned(),
            keys: vec![
                ("training".to_owned(), format!("flettespoergsmaal-1{number:04}")),
                ("production".to_owned(), format!("flettespoergsmaal-0{number:04}")),
            ],
            text: text.to_owned(),
            contexts,
            ..Question::default()
        };
        let reason = |key: &str, active: bool, contexts: Contexts| DenialReason {
            key: key.to_owned(),
            name: format!("Årsag {key}"),
            text: ReasonText::Plain(format!("Du får afslag ({key}).\n\nSådan er det.")),
            contexts,
            active,
        };
        let agreed = |supplier: &str, service: &str, price: &str, validity| PriceAgreement {
            supplier: supplier.to_owned(),
            service: service.to_owned(),
            price: decimal(price),
            validity,
        };
        let phone = |value: &str, validity| Parameter {
            name: "Myndighed.Telefon".to_owned(),
            value: value.to_owned(),
            validity,
        };
        let until = Validity { from: Some(day("2025-01-01")), to: Some(day("2026-06-30")) };
        let since = Validity { from: Some(day("2026-07-01")), to: None };
        let catalogue = Catalogue {
            environment: "production".to_owned(),
            language: Language::Da,
            contexts: vec![
                context("briller", ReasonRule::Refused),
                context("tandproteser", ReasonRule::Refused),
                context("fodbehandling", ReasonRule::Allowed),
                context("overskrevet-til-afslag", ReasonRule::Required),
            ],
            fields,
            questions: vec![
                question(
                    "fast-tandprotese",
                    42,
                    "Er det en fast tandprotese?",
                    only(&["tandproteser"]),
                ),
                question("prisoverslag", 43, "Mangler prisoverslag?", Contexts::All),
                question("loenseddel", 44, "Mangler lønseddel?", Contexts::All),
                question("klage", 45, "Skal klagevejledningen med?", Contexts::All),
            ],
            question_groups: Vec::new(),
            reasons: vec![
                reason("bestilt-foer-bevilling", true, Contexts::All),
                reason("udgaaet", false, Contexts::All),
                reason("kun-briller", true, only(&["briller"])),
            ],
            parameters: vec![phone("11 11 11 11", until), phone("22 22 22 22", since)],
            suppliers: vec![Supplier { key: "optik".to_owned(), ..Supplier::default() }],
            prices: vec![
                agreed("optik", "brilleglas", "420", until),
                agreed("optik", "brilleglas", "435", since),
            ],
        };
        let manifest = Manifest {
            key: "brev".to_owned(),
            contexts: catalogue.contexts.iter().map(|context| context.key.clone()).collect(),
            ..Manifest::default()
        };
        Given { catalogue, manifest }
    }

    /// The same with questions ticked.
    pub fn ticked(mut self, aliases: &[&str]) -> Self {
        self.manifest.questions = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        self
    }

    /// The same with one more field.
    pub fn with(mut self, field: CatalogueField) -> Self {
        self.catalogue.fields.push(field);
        self
    }

    /// The same with a group of questions.
    pub fn grouped(mut self, rule: GroupRule, aliases: &[&str]) -> Self {
        self.catalogue.question_groups.push(QuestionGroup {
            key: "mangler".to_owned(),
            name: "Hvad mangler".to_owned(),
            rule,
            questions: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        });
        self
    }

    /// Makes a letter.
    pub fn make(&self, text: &str, case: &str) -> Came {
        self.make_with(text, case, &MergeOptions::default())
    }

    /// Makes a letter with options.
    pub fn make_with(&self, text: &str, case: &str, options: &MergeOptions) -> Came {
        let template = compiled(text);
        let case = read_case(case.as_bytes()).expect("a case in the test");
        self.make_case(&template, &case, options)
    }

    /// Makes a letter of a template that is compiled already.
    pub fn make_case(
        &self,
        template: &Template,
        case: &CaseRequest,
        options: &MergeOptions,
    ) -> Came {
        let subject = Subject { template, manifest: &self.manifest, catalogue: &self.catalogue };
        let resolved = resolve(&subject, case);
        let made = resolved.merge(template, options).expect("a package");
        Came { resolved, made }
    }

    /// What comes of a case: the letter's text, or the findings with their places.
    pub fn text(&self, text: &str, case: &str) -> String {
        self.make(text, case).text()
    }
}

/// A compiled template of text with codes in braces.
pub fn compiled(text: &str) -> Template {
    Template::compile(&template(text), &CompileOptions::default()).expect("a template")
}

impl Came {
    /// The letter's text, or what was found.
    pub fn text(&self) -> String {
        let mut text = match &self.made.outcome {
            Outcome::Letter(letter) => format!("{}\n", body_text(letter).expect("a letter")),
            other => {
                format!("{}\n", if *other == Outcome::Refused { "REFUSED" } else { "DO NOT SEND" })
            }
        };
        text.push_str(&told(&self.made.receipt.diagnostics));
        text
    }

    /// The codes of what was found.
    pub fn codes(&self) -> Vec<&'static str> {
        self.made.receipt.diagnostics.iter().map(|found| found.finding.code()).collect()
    }

    /// The sources, a line each.
    pub fn sources(&self) -> String {
        self.resolved
            .sources
            .iter()
            .map(|sourced| format!("{}: {}\n", sourced.name, sourced.source.as_str()))
            .collect()
    }
}

/// Findings, a line each with its place.
pub fn told(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|found| {
            let place = found.place.as_ref().map_or_else(String::new, |place| {
                format!(" @ {}", place.words(MessageLanguage::Danish))
            });
            let finding = &found.finding;
            format!("{} {}{place}\n", finding.code(), finding.message(MessageLanguage::Danish))
        })
        .collect()
}
