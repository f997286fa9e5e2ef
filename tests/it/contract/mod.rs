//! The contract with case systems: schemas, samples, and what breaks callers.

mod bundle;
mod changes;
mod schema;

use brevsmed::catalogue::{
    Catalogue, CatalogueField, Context, Contexts, DenialReason, FieldKind, GroupRule, HistoryValue,
    Manifest, Parameter, Question, QuestionGroup, ReasonRule, ReasonText, ReasonValue, Source,
};
use brevsmed::contract::{Subject, request_schema, sample_request};
use brevsmed::template::{CompileOptions, Template};
use serde_json::Value as Json;

use crate::scratch;

/// A letter and what is known of it.
pub struct Letter {
    pub text: String,
    pub manifest: Manifest,
    pub catalogue: Catalogue,
}

impl Letter {
    fn template(&self) -> Template {
        Template::compile(&scratch::template(&self.text), &CompileOptions::default())
            .expect("a template")
    }

    pub fn schema(&self) -> Json {
        let template = self.template();
        request_schema(&self.subject(&template))
    }

    pub fn sample(&self, context: &str) -> Json {
        let template = self.template();
        sample_request(&self.subject(&template), context)
    }

    fn subject<'s>(&'s self, template: &'s Template) -> Subject<'s> {
        Subject { template, manifest: &self.manifest, catalogue: &self.catalogue, contexts: None }
    }

    pub fn field(&mut self, name: &str) -> &mut CatalogueField {
        let found = self.catalogue.fields.iter_mut().find(|field| field.name == name);
        found.expect("the field")
    }
}

fn field(name: &str, kind: FieldKind) -> CatalogueField {
    CatalogueField {
        name: name.to_owned(),
        text: format!("Om {name}"),
        kind,
        ..CatalogueField::default()
    }
}

fn question(alias: &str, key: &str, contexts: Contexts) -> Question {
    Question {
        alias: alias.to_owned(),
        keys: vec![("production".to_owned(), key.to_owned())],
        text: format!("Er det {alias}?"),
        contexts,
        ..Question::default()
    }
}

/// A letter with one of everything.
pub fn letter() -> Letter {
    let only = |key: &str| Contexts::Only(vec![key.to_owned()]);
    let item = |name: &str, kind, source| CatalogueField {
        list: Some("Beregning".to_owned()),
        source,
        ..field(name, kind)
    };
    let of = |name: &str, kind, source| CatalogueField { source, ..field(name, kind) };
    let fields = vec![
        CatalogueField {
            sample: "Åse Holm".to_owned(),
            personal: true,
            ..field("Borger.Navn", FieldKind::Text)
        },
        CatalogueField { optional: true, ..field("Borger.CoNavn", FieldKind::Text) },
        field("Sag.Ydelse", FieldKind::Enumeration(vec!["briller".to_owned(), "fod".to_owned()])),
        CatalogueField {
            sample: "85".to_owned(),
            ..field(
                "Sag.Procent",
                FieldKind::Number { least: Some(0.into()), greatest: Some(100.into()) },
            )
        },
        field("Sag.Frist", FieldKind::Date),
        field("Sag.Formue", FieldKind::Amount),
        field("Sag.Opfyldt", FieldKind::Boolean),
        field("Sag.Laege", FieldKind::Text),
        field("Sag.Optiker", FieldKind::Text),
        of("Myndighed.Navn", FieldKind::Text, Source::Parameter),
        of(
            "Historik.manglerbrev",
            FieldKind::Boolean,
            Source::History { letter: "manglerbrev".to_owned(), value: HistoryValue::Sent },
        ),
        of("Afslag.Tekst", FieldKind::RichText, Source::Reason(ReasonValue::Text)),
        field("Leverandoer.Noegle", FieldKind::Text),
        field("Beregning", FieldKind::List { least: 1 }),
        item("Beregning.Ydelse", FieldKind::Text, Source::Request),
        item("Beregning.Overslag", FieldKind::Amount, Source::Request),
        item(
            "Beregning.Pris",
            FieldKind::Amount,
            Source::Price {
                supplier: "Leverandoer.Noegle".to_owned(),
                service: "Beregning.Ydelse".to_owned(),
            },
        ),
        item(
            "Beregning.Tilskud",
            FieldKind::Amount,
            Source::Formula("MIN({Beregning.Overslag}; {Beregning.Pris})".to_owned()),
        ),
        of(
            "Beregning.Ialt",
            FieldKind::Amount,
            Source::Formula("SUM({Beregning.Tilskud})".to_owned()),
        ),
        field("Billede.Logo", FieldKind::Picture),
        CatalogueField { optional: true, ..field("Sag.Bemaerkning", FieldKind::RichText) },
    ];
    let context = |key: &str, reason| Context {
        key: key.to_owned(),
        name: format!("Sager om {key}"),
        values: vec![("Sag.Ydelse".to_owned(), key.to_owned())],
        reason,
        reason_requires: vec!["Sag.Opfyldt".to_owned()],
        ..Context::default()
    };
    let reason = |key: &str, contexts| DenialReason {
        key: key.to_owned(),
        name: format!("Fordi {key}"),
        text: ReasonText::Plain("Derfor.".to_owned()),
        contexts,
        active: true,
    };
    let catalogue = Catalogue {
        environment: "production".to_owned(),
        contexts: vec![
            context("briller", ReasonRule::Refused),
            context("fod", ReasonRule::Required),
        ],
        fields,
        questions: vec![
            question("laege", "q-1", Contexts::All),
            Question { default_yes: true, ..question("frist", "q-2", Contexts::All) },
            question("optiker", "q-3", only("briller")),
            question("utikket", "q-4", Contexts::All),
        ],
        question_groups: vec![QuestionGroup {
            key: "hvem".to_owned(),
            name: "Hvem har skrevet?".to_owned(),
            rule: GroupRule::ExactlyOne,
            questions: vec!["laege".to_owned(), "optiker".to_owned()],
        }],
        reasons: vec![reason("sent", Contexts::All), reason("dyr", only("fod"))],
        parameters: vec![Parameter {
            name: "Myndighed.Navn".to_owned(),
            value: "Egeby Kommune".to_owned(),
            ..Parameter::default()
        }],
        ..Catalogue::default()
    };
    let aliases = |aliases: &[&str]| aliases.iter().map(|alias| (*alias).to_owned()).collect();
    Letter {
        text: [
            "{ MERGEFIELD Myndighed.Navn }",
            "{ MERGEFIELD Borger:Navn }{ MERGEFIELD Borger.CoNavn \\b \", c/o \" }",
            "{ IF { MERGEFIELD Question:q-1 } = \"J\" \"Lægen { MERGEFIELD Sag.Laege } har skrevet.\" }",
            "{ IF { MERGEFIELD Question:q-3 } = \"J\" \"Optiker { MERGEFIELD Sag.Optiker } har skrevet.\" }",
            "{ IF { MERGEFIELD Question:q-2 } = \"J\" \"Frist { MERGEFIELD Sag.Frist }\" }",
            "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Formue { MERGEFIELD Sag.Formue }\" }",
            "{ IF { MERGEFIELD Sag.Opfyldt } = \"J\" \"{ MERGEFIELD Sag.Procent }\" \"Nej.\" }",
            "{ IF { MERGEFIELD Historik.manglerbrev } = \"J\" \"Vi har skrevet før.\" }",
            "{ IF { MERGEFIELD Sag.Ydelse } = \"fod\" \"{ MERGEFIELD Afslag.Tekst }\" }",
            "{ MERGEFIELD TableStart:Beregning }{ MERGEFIELD Tilskud } og { MERGEFIELD Beregning.Overslag }{ MERGEFIELD TableEnd:Beregning }",
            "{ MERGEFIELD Beregning.Ialt } { MERGEFIELD Sag.Bemaerkning }",
            "{ MERGEFIELD Image:Billede.Logo } { MERGEFIELD Ukendt.Felt }",
        ]
        .join("\n"),
        manifest: Manifest {
            key: "afgoerelse".to_owned(),
            name: "Afgørelse".to_owned(),
            title: "Afgørelse om {{Sag.Ydelse}}".to_owned(),
            contexts: aliases(&["briller", "fod"]),
            questions: aliases(&["laege", "frist", "optiker"]),
            letter: "afgoerelse".to_owned(),
            ..Manifest::default()
        },
        catalogue,
    }
}
