//! Letters that are tried and not kept: what they lack, and how they would look.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::answer::FileAnswer;
use super::make::{history, make_all};
use super::request::{LettersBody, Orders, unreadable};
use super::trouble::{ask_in_area, not_made};
use crate::access::Permission;
use crate::api::problem_kinds::Kind;
use crate::api::{Body, Call, Problem, Query, Shown, kinds};
use crate::archive::{self, Lack, Order, is_training};
use crate::inspect;
use crate::wire::case_of;

pub(super) const PROBLEMS: &[&Kind] = &[
    kinds::INVALID,
    kinds::INVALID_QUERY,
    kinds::NOT_FOUND,
    kinds::MERGE_REFUSED,
    kinds::CONTEXT_REFUSED,
    kinds::REASON_NOT_ALLOWED,
    kinds::REASON_REQUIRED,
    kinds::PDF_NOT_MADE,
    kinds::TEMPLATE_UNREADABLE,
];

/// What a dry run found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct DryRun {
    /// The letters could be made.
    ready: bool,
    /// One a letter, in the order of the recipients.
    letters: Vec<DryLetter>,
    /// Names of fields in the request that the service agreement does not cover.
    withheld: Vec<String>,
}

/// What one letter lacks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct DryLetter {
    /// The letter could be made.
    ready: bool,
    /// What is lacking; what hinders the letter first.
    lacks: Vec<Lack>,
    /// All that was found, with places in the files that authors open.
    diagnostics: Json,
}

/// What letters lack.
pub(super) async fn dry_run(
    call: Call,
    Body(body): Body<LettersBody>,
) -> Result<Shown<DryRun>, Problem> {
    let Orders { orders, withheld, .. } = orders(&call, &body, false).await?;
    let app = Arc::clone(&call.app);
    let edition = app.editions.of(&app.store, &call.realm, call.now.day()).await?;
    let found = call
        .app
        .workshop
        .run(move || {
            let all = orders.iter().map(|order| archive::lacks(&edition, order));
            all.collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let letters: Vec<DryLetter> = found
        .map_err(|error| not_made(&error))?
        .into_iter()
        .map(|(lacks, diagnostics)| DryLetter {
            ready: !lacks.iter().any(|lack| lack.hinders),
            lacks,
            diagnostics: serde_json::to_value(diagnostics).unwrap_or_default(),
        })
        .collect();
    let ready = letters.iter().all(|letter| letter.ready);
    Ok(Shown::of(DryRun { ready, letters, withheld }))
}

async fn orders(call: &Call, body: &LettersBody, pdf: bool) -> Result<Orders, Problem> {
    let mut work = call.read().await?;
    let found = history(call, &mut work, body).await?;
    drop(work);
    body.orders(call, &found, pdf)
}

/// What a preview is answered as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum PreviewForm {
    /// A PDF.
    #[default]
    Pdf,
    /// A Word document.
    Docx,
    /// A picture of one page.
    Png,
    /// JSON with title, receipt, the PDF and a picture of each page in base64.
    Json,
}

/// How a preview is wanted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewQuery {
    /// What it is answered as.
    #[serde(default)]
    form: PreviewForm,
    /// The page of a picture, from 1.
    #[schemars(range(min = 1, max = 1000))]
    page: Option<usize>,
    /// Dots per inch of pictures.
    #[schemars(range(min = 40, max = 300))]
    dpi: Option<u16>,
    /// Which of several recipients, from 1.
    #[schemars(range(min = 1, max = 20))]
    recipient: Option<usize>,
}

/// A test person's letter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonBody {
    /// The key of the template.
    #[schemars(length(min = 1, max = 200))]
    template: String,
    /// The key of the test person.
    #[schemars(length(min = 1, max = 200))]
    person: String,
    /// The key of the context; without it, the first in which both template and person are used.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    context: Option<String>,
    /// Answers in the place of the person's own: `J` or `N`.
    #[serde(default)]
    answers: Map<String, Json>,
    /// The key of the denial reason, in the place of the person's own.
    #[serde(default)]
    #[schemars(length(max = 200))]
    reason: Option<String>,
}

/// A preview as JSON.
#[derive(Serialize)]
struct PreviewJson {
    title: String,
    template: String,
    version: Option<u32>,
    context: String,
    pages: usize,
    receipt: Json,
    pdf: String,
    pictures: Vec<String>,
}

/// The letter of a case as it would be.
pub(super) async fn of_case(
    call: Call,
    Query(wanted): Query<PreviewQuery>,
    Body(body): Body<LettersBody>,
) -> Result<FileAnswer, Problem> {
    let wanted = checked(wanted)?;
    let Orders { mut orders, .. } = orders(&call, &body, true).await?;
    let index = wanted.recipient.unwrap_or(1) - 1;
    if index >= orders.len() {
        return Err(invalid_query("recipient"));
    }
    let order = orders.swap_remove(index);
    preview(&call, order, wanted).await
}

/// The letter of a test person.
pub(super) async fn of_person(
    call: Call,
    Query(wanted): Query<PreviewQuery>,
    Body(body): Body<PersonBody>,
) -> Result<FileAnswer, Problem> {
    let wanted = checked(wanted)?;
    let app = Arc::clone(&call.app);
    let edition = app.editions.of(&app.store, &call.realm, call.now.day()).await?;
    let view = edition.view().ok_or_else(|| not_made(&archive::MakeError::NoTemplate))?;
    let no_person =
        || Problem::not_found("der er ingen sådan testperson", "there is no such test person");
    let person = view.bundle.person(&body.person).ok_or_else(no_person)?;
    let fits = |context: &str| match &body.context {
        Some(asked) => asked == context,
        None => view
            .template(&body.template, Some(context))
            .is_some_and(|template| template.manifest.used_in().iter().any(|used| used == context)),
    };
    let case = person.cases.iter().find(|case| fits(&case.context)).or(person.cases.first());
    let mut case = case.cloned().ok_or_else(no_person)?;
    if let Some(context) = body.context {
        case.context = context;
    }
    let answers = serde_json::json!({ "answers": body.answers });
    case.answers.extend(case_of(answers).map_err(|error| unreadable(&error))?.answers);
    case.reason = body.reason.or(case.reason);
    case.date = case.date.or_else(|| Some(call.now.day()));
    drop(view);
    let order = Order {
        template: body.template,
        case,
        recipient: None,
        pdf: true,
        made_at: call.now,
        training: is_training(&call.realm),
        language: call.language,
    };
    let done = app.workshop.run({
        let app = Arc::clone(&app);
        move || finish(&archive::make(&edition, &app.renderer, &order), &wanted)
    });
    let (groups, answer) = done.await??;
    ask_in_area(&call, Permission::ReadTemplates, &groups)?;
    Ok(answer)
}

fn checked(wanted: PreviewQuery) -> Result<PreviewQuery, Problem> {
    for (field, is_right) in [
        ("page", wanted.page.is_none_or(|page| (1..=1000).contains(&page))),
        ("dpi", wanted.dpi.is_none_or(|dpi| (40..=300).contains(&dpi))),
        ("recipient", wanted.recipient.is_none_or(|index| (1..=20).contains(&index))),
    ] {
        if !is_right {
            return Err(invalid_query(field));
        }
    }
    Ok(wanted)
}

fn invalid_query(field: &str) -> Problem {
    Problem::of(kinds::INVALID_QUERY).with("field", field).because(
        format!("`{field}` er uden for, hvad der findes"),
        format!("`{field}` is beyond what there is"),
    )
}

async fn preview(call: &Call, order: Order, wanted: PreviewQuery) -> Result<FileAnswer, Problem> {
    let made = make_all(call, vec![order]).await?;
    let (made, _) = made.into_iter().next().ok_or_else(Problem::ours)?;
    let (_, answer) = call.app.workshop.run(move || finish(&Ok(made), &wanted)).await??;
    Ok(answer)
}

/// The answer, with the groups of the template. Pictures take time.
fn finish(
    made: &Result<archive::MadeLetter, archive::MakeError>,
    wanted: &PreviewQuery,
) -> Result<(Vec<String>, FileAnswer), Problem> {
    let made = made.as_ref().map_err(not_made)?;
    let nothing = || {
        Problem::not_found(
            "skabelonen siger, at brevet ikke skal sendes: der er intet at vise",
            "the template says that the letter is not to be sent: there is nothing to show",
        )
    };
    let (Some(document), Some(rendered)) = (&made.document, &made.rendered) else {
        return Err(nothing());
    };
    let answer = match wanted.form {
        PreviewForm::Pdf => FileAnswer::fleeting("application/pdf", rendered.pdf.clone()),
        PreviewForm::Docx => FileAnswer::fleeting(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            document.clone(),
        ),
        PreviewForm::Png => {
            let page = wanted.page.unwrap_or(1);
            let picture = pictures(&rendered.pdf, wanted.dpi, &|number| number == page)?;
            let picture = picture.into_iter().next().ok_or_else(|| invalid_query("page"))?;
            FileAnswer::fleeting("image/png", picture)
        }
        PreviewForm::Json => {
            let pictures = pictures(&rendered.pdf, wanted.dpi, &|number| number <= 20)?;
            let json = PreviewJson {
                title: made.letter.title.clone(),
                template: made.letter.template.clone(),
                version: made.letter.version(),
                context: made.letter.context.clone(),
                pages: rendered.pages,
                receipt: serde_json::to_value(&made.receipt).unwrap_or_default(),
                pdf: STANDARD.encode(&rendered.pdf),
                pictures: pictures.iter().map(|picture| STANDARD.encode(picture)).collect(),
            };
            let bytes = serde_json::to_vec(&json).unwrap_or_default();
            FileAnswer::fleeting("application/json", bytes)
        }
    };
    Ok((made.letter.groups.clone(), answer))
}

fn pictures(
    pdf: &[u8],
    dpi: Option<u16>,
    wanted: &dyn Fn(usize) -> bool,
) -> Result<Vec<Vec<u8>>, Problem> {
    let mut pictures = Vec::new();
    let mut take = |_: usize, png: &[u8]| -> Result<(), std::convert::Infallible> {
        pictures.push(png.to_vec());
        Ok(())
    };
    let drawn = inspect::pictures_of(pdf, f32::from(dpi.unwrap_or(96)), wanted, &mut take);
    match drawn {
        Ok(_) => Ok(pictures),
        Err(_) => Err(Problem::ours()),
    }
}
