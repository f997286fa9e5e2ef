//! Proof over HTTP: what is true of every letter that a template can make, with a request that shows each fault.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::look::{Day, InContext, OneInRealm, edition, look, template};
use super::sent::{DOCUMENT, Sent, with_sent};
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{self, LetterTemplate, Places, View};
use crate::diagnostic::{Diagnostic, MessageLanguage, Severity};
use crate::merge::Gaps;
use crate::verify::{Method, Proof, Subject, Witness, verify};
use crate::wire::{PlaceWire, case_json};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    const ABOUT: &str = "Over every combination of answers, contexts, history and field values. A finding has a `witness` where one can be \
                         given: the smallest request whose letter shows it.";
    routes
        .group("Validation and proof")
        .get(
            "/v1/{environment}/{authority}/templates/{key}/proof",
            Operation::new("proveTemplate", READ, "Prove a template in use.")
                .about(ABOUT)
                .problems(&[kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            prove_in_use,
        )
        .post(
            "/v1/{environment}/{authority}/templates/{key}/proof",
            Operation::new("proveFiles", READ, "Prove a template with files that are sent along. Nothing is kept.")
                .about(
                    "Parts are named by their paths in the realm's layer; a part `document` alone is the template's own Word document. A \
                     template that is not in use is sent with its `.toml`.",
                )
                .problems(&[
                    kinds::NOT_MULTIPART,
                    kinds::MULTIPART_BROKEN,
                    kinds::UNKNOWN_PART,
                    kinds::MISSING_PART,
                    kinds::TOO_LARGE,
                    kinds::INVALID,
                    kinds::NOT_A_TEMPLATE,
                    kinds::TEMPLATE_UNREADABLE,
                ]),
            prove_sent,
        )
}

/// A proof.
#[derive(Debug, Serialize, JsonSchema)]
struct Proved {
    /// The template's key.
    template: String,
    /// Its file.
    file: String,
    /// The contexts that are meant.
    contexts: Vec<String>,
    /// Nothing worse than a note was found.
    clean: bool,
    /// How many combinations were covered, in decimal figures.
    combinations: String,
    /// `all` of them, or `pairs`: so many that every two values meet.
    method: &'static str,
    /// What was found, in the order of the text.
    findings: Vec<Finding>,
}

/// Something found.
#[derive(Debug, Serialize, JsonSchema)]
struct Finding {
    /// The code, such as `V610`: see `/v1/rules/{code}`.
    code: &'static str,
    /// How bad it is: `error`, `warning`, `note`.
    severity: &'static str,
    /// What is wrong, in the caller's language.
    message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    /// The file whose author can mend it.
    file: String,
    /// Where it is, in the author's terms: story, heading, paragraph, excerpt.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Json>,
    /// What makes the letter that shows it special, as `name = value`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    differs: Vec<String>,
    /// A request whose letter shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Json>,
}

/// In which context, with what is in use on which day.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentQuery {
    /// The key of a context; without it, all of the template's.
    #[serde(default)]
    context: Option<String>,
    /// With what is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
}

async fn prove_in_use(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<Proved>, Problem> {
    let language = call.language;
    let proved = look(&call, query.day, move |edition, view| {
        let context = query.context.as_deref();
        let template = template(view, &path.key, context)?;
        let proof =
            edition.proof(view, template, context).map_err(|error| Problem::template(&error))?;
        let assembled =
            edition.assembled(view, template).map_err(|error| Problem::template(&error))?;
        Ok(proved(view, template, &assembled, &proof, context, language))
    })
    .await?;
    Ok(Shown::of(proved))
}

async fn prove_sent(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<SentQuery>,
    mut sent: Sent,
) -> Result<Shown<Proved>, Problem> {
    let edition = edition(&call, query.day).await?;
    let language = call.language;
    let run = move || {
        if let Some(document) = sent.0.remove(DOCUMENT) {
            sent.0.insert(format!("templates/{}.docx", path.key), document);
        }
        let files = with_sent(&edition, sent).files;
        let read = bundle::read(&files);
        let own = read.bundle.view(edition.authority());
        let view = own.or_else(|| read.bundle.view(None)).ok_or_else(Problem::ours)?;
        let context = query.context.as_deref();
        let template = template(&view, &path.key, context)?;
        let assembled = view.assemble(template).map_err(|error| Problem::template(&error))?;
        let mut manifest = template.manifest.clone();
        if let Some(context) = context {
            manifest.contexts = vec![context.to_owned()];
            if let Some(of) = &mut manifest.overrides {
                of.contexts.retain(|key| key == context);
            }
        }
        let gaps: Gaps = read.bundle.gaps;
        let own = assembled.composed.own();
        let proof = verify(&Subject {
            template: &assembled.template,
            manifest: &manifest,
            catalogue: &view.catalogue,
            gaps,
            own: Some(&own),
        });
        Ok::<_, Problem>(proved(&view, template, &assembled, &proof, context, language))
    };
    Ok(Shown::of(call.app.workshop.run(run).await??))
}

fn proved(
    view: &View<'_>,
    template: &LetterTemplate,
    assembled: &bundle::Assembled,
    proof: &Proof,
    context: Option<&str>,
    language: MessageLanguage,
) -> Proved {
    let places = Places::of(view, template, assembled);
    let mut findings: Vec<Finding> = assembled
        .composed
        .diagnostics
        .iter()
        .map(|(piece, diagnostic)| finding(places.file(piece), diagnostic, None, language))
        .collect();
    for found in &proof.found {
        // Of one context alone, text and questions of the others are not at fault.
        let code = found.diagnostic.finding.code();
        if context.is_some() && ["V605", "V616", "V617"].contains(&code) {
            continue;
        }
        let (file, diagnostic) = places.diagnostic(&found.diagnostic);
        findings.push(finding(file, &diagnostic, found.witness.as_ref(), language));
    }
    Proved {
        template: template.manifest.key.clone(),
        file: template.file.clone(),
        contexts: match context {
            Some(context) => vec![context.to_owned()],
            None => template.manifest.used_in().to_vec(),
        },
        clean: findings.iter().all(|finding| finding.severity == "note"),
        combinations: proof.combinations.clone(),
        method: match proof.method {
            Method::All => "all",
            Method::Pairs => "pairs",
        },
        findings,
    }
}

fn finding(
    file: &str,
    diagnostic: &Diagnostic,
    witness: Option<&Witness>,
    language: MessageLanguage,
) -> Finding {
    let place = diagnostic.place.as_ref().map(|place| PlaceWire::new(place, language));
    let differs = witness.map_or(&[][..], |witness| &witness.differs[..]);
    Finding {
        code: diagnostic.finding.code(),
        severity: match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: diagnostic.finding.message(language),
        help: diagnostic.finding.help(language),
        file: file.to_owned(),
        place: place.and_then(|place| serde_json::to_value(place).ok()),
        differs: differs.iter().map(|(name, value)| format!("{name} = {value}")).collect(),
        witness: witness.map(|witness| case_json(&witness.request)),
    }
}
