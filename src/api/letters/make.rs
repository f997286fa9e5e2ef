//! Making letters: all of a request or none, once under an idempotency key.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::{MadeLetters, Wanted};
use super::request::{Enclosed, LettersBody, Orders, enclosed};
use super::shown::{LetterShown, LettersShown, href};
use super::trouble::{ask_in_area, find, no_letter, not_kept, not_made};
use crate::access::{Identity, Permission};
use crate::api::preferences::Form;
use crate::api::{Body, Call, Problem, kinds};
use crate::archive::{
    self, Automation, DOCUMENT, Decided, KeepError, Keeping, Letter, MadeLetter, Order, PDF,
    PersonCodes, Retention, State, is_training,
};
use crate::catalogue::SentLetter;
use crate::registry::Edition;
use crate::store::{Kept, Moment};

pub(super) const ABOUT: &str = "A letter for each recipient, all of them or none; without recipients, one for the citizen of the data.

| asked for | answered |
|---|---|
| nothing, or `Accept: application/json` | the letters with links to their files, and their receipts |
| `inline: true` | the same, with the files in base64 |
| `Accept: application/pdf`, or that of a Word document | the letter itself, where it is one; `Location` is its path |

With errors in template or data no letter is made (`merge-refused` with `diagnostics`), and nothing is kept. A template may say that its \
letter is not to be sent: then `state` is `do-not-send`, and there are no files.

Send an `Idempotency-Key`: however often the same request comes, the letters are made once, and a repeat is answered with them. When they \
have been erased since, the answer is 410.

A letter that a case system makes by itself (`unattended`) must be allowed by the authority's automation settings; where sending is not \
automatic, it waits in the review queue (`state` is `waiting`).";

/// What a repeat of the request needs to be answered.
#[derive(Serialize, Deserialize)]
struct Remembered {
    letters: Vec<String>,
}

/// What the store says before letters are made.
struct Settings {
    automation: Automation,
    retention: Retention,
    history: Vec<SentLetter>,
}

/// Makes letters.
pub(super) async fn make_letters(
    call: Call,
    wanted: Wanted,
    Body(body): Body<LettersBody>,
) -> Result<MadeLetters, Problem> {
    if let Some(earlier) = &call.earlier {
        let remembered = serde_json::from_str::<Remembered>(&earlier.body);
        return again(&call, wanted, remembered.map_err(|_| Problem::ours())?, body.inline).await;
    }
    let is_file = matches!(wanted.0, Some(Form::Pdf | Form::Docx));
    if is_file && body.recipients.len() > 1 {
        return Err(Problem::of(kinds::SEVERAL_LETTERS));
    }
    let sent = enclosed(&body.enclosures)?;
    let settings = settings(&call, &body).await?;
    let pdf = body.wants_pdf() || wanted.0 == Some(Form::Pdf);
    let Orders { orders, person, withheld } = body.orders(&call, &settings.history, pdf)?;
    let environment = &call.realm.environment;
    let made = make_all(&call, orders).await.inspect_err(|problem| {
        if problem.kind().status == 422 {
            call.app.metrics.letter(environment, "refused");
        }
    })?;
    for (made, _) in &made {
        let outcome = if made.document.is_some() { "letter" } else { "do-not-send" };
        call.app.metrics.letter(environment, outcome);
    }
    let states = begin(&call, &body, &settings.automation, &made)?;

    let along = made.iter().map(|(made, edition)| goes_along(&sent, made, edition));
    let along = along.collect::<Result<Vec<_>, Problem>>()?;

    let bundle = new_id(call.now);
    let mut work = call.write().await?;
    let codes = match &person {
        Some(_) => Some(PersonCodes::of(&mut work).await?),
        None => None,
    };
    let mut letters: Vec<Kept<Letter>> = Vec::with_capacity(made.len());
    for (((made, _), state), enclosures) in made.iter().zip(states).zip(&along) {
        let key = new_id(call.now);
        let keeping = Keeping {
            key: &key,
            bundle: &bundle,
            case: &body.case,
            person: person.as_deref(),
            state,
            unattended: is_unattended(&call, &body, made),
            withheld: &withheld,
            supersedes: &body.supersedes,
            enclosures,
            retention: &settings.retention,
        };
        letters.push(archive::keep(&mut work, &call.realm, codes.as_ref(), made, &keeping).await?);
    }
    let by = letters.first().map(|kept| kept.key.clone()).unwrap_or_default();
    for id in &body.supersedes {
        let old = find(&call, &mut work, id, Permission::ReadLetters).await.map_err(|_| {
            not_kept(KeepError::NoLetter { key: id.clone() }).with("letter", id.as_str())
        })?;
        ask_in_area(&call, Permission::MakeLetters, &old.document.groups)?;
        archive::supersede(&mut work, &old, &by).await.map_err(not_kept)?;
    }
    let ids = letters.iter().map(|kept| kept.key.clone()).collect();
    let remembered = serde_json::to_string(&Remembered { letters: ids }).unwrap_or_default();
    let location = href(&call, &by);
    call.commit(work, axum::http::StatusCode::CREATED, &location, remembered).await?;

    let shown = letters.iter().zip(&made).zip(&along).map(|((kept, (made, _)), along)| {
        let bytes = |name: &str| match name {
            _ if !body.inline => None,
            DOCUMENT => made.document.clone(),
            PDF => made.rendered.as_ref().map(|rendered| rendered.pdf.clone()),
            name => enclosure_of(name, along),
        };
        let mut shown = LetterShown::whole(&call, kept, &bytes);
        shown.receipt = serde_json::to_value(&made.receipt).ok();
        shown
    });
    let body = LettersShown { bundle: bundle.clone(), letters: shown.collect() };
    let revision = (letters.len() == 1).then_some(1);
    let bytes = made.into_iter().next().filter(|_| is_file).and_then(|(made, _)| match wanted.0 {
        Some(Form::Pdf) => Some((Form::Pdf.media_type(), made.rendered?.pdf)),
        _ => Some((Form::Docx.media_type(), made.document?)),
    });
    Ok(MadeLetters { location, revision, replayed: false, body, bytes })
}

/// A new id, of the service's time.
pub(super) fn new_id(now: Moment) -> String {
    let stamp = now.timestamp();
    let seconds = stamp.as_second().max(0).unsigned_abs();
    let nanoseconds = stamp.subsec_nanosecond().max(0).unsigned_abs();
    let stamp = uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds);
    Uuid::new_v7(stamp).to_string()
}

/// Reads what decides about the letters, in one look.
async fn settings(call: &Call, body: &LettersBody) -> Result<Settings, Problem> {
    let mut work = call.read().await?;
    let automation = archive::automation(&mut work, &call.realm).await?.document;
    let retention = archive::retention(&mut work, &call.realm).await?.document;
    let history = history(call, &mut work, body).await?;
    Ok(Settings { automation, retention, history })
}

/// The letters that the case has had, where the request asks for them.
pub(super) async fn history(
    call: &Call,
    work: &mut crate::store::Work,
    body: &LettersBody,
) -> Result<Vec<SentLetter>, Problem> {
    let Some(case) = body.case.id.as_deref().filter(|_| body.history_from_case) else {
        return Ok(Vec::new());
    };
    let who = call.caller.who();
    let only_of = matches!(call.caller.identity, Identity::System(_)).then_some(who.as_str());
    Ok(archive::sent_letters(work, &call.realm, case, only_of).await?)
}

/// Makes the letters of all orders in the workshop, of what is in use today.
pub(super) async fn make_all(
    call: &Call,
    orders: Vec<Order>,
) -> Result<Vec<(MadeLetter, Arc<Edition>)>, Problem> {
    let app = Arc::clone(&call.app);
    let edition = app.editions.of(&app.store, &call.realm, call.now.day()).await?;
    let work = move || {
        let make = |order| {
            let made = archive::make(&edition, &app.renderer, order)?;
            Ok((made, Arc::clone(&edition)))
        };
        orders.iter().map(make).collect::<Result<Vec<_>, archive::MakeError>>()
    };
    let made = call.app.workshop.run_weighing(call.weight, work).await?;
    let made = made.map_err(|error| not_made(&error))?;
    for (made, _) in &made {
        ask_in_area(call, Permission::MakeLetters, &made.letter.groups)?;
    }
    Ok(made)
}

/// Whether no caseworker stands behind a letter.
fn is_unattended(call: &Call, body: &LettersBody, made: &MadeLetter) -> bool {
    let is_system = matches!(call.caller.identity, Identity::System(_));
    is_system && body.unattended.unwrap_or(made.automatic)
        || !is_system && body.unattended == Some(true)
}

/// The states in which the letters begin, as the authority's automation has it.
fn begin(
    call: &Call,
    body: &LettersBody,
    automation: &Automation,
    made: &[(MadeLetter, Arc<Edition>)],
) -> Result<Vec<State>, Problem> {
    made.iter()
        .map(|(made, _)| {
            let keys: Vec<&str> = made.keys.iter().map(String::as_str).collect();
            let unattended = is_unattended(call, body, made);
            let training = is_training(&call.realm);
            let context = &made.letter.context;
            match archive::decide(automation, &keys, context, unattended, training) {
                Decided::Begins(state) => Ok(state),
                Decided::Inactive => {
                    Err(Problem::of(kinds::TEMPLATE_INACTIVE).with("template", keys[0]))
                }
                Decided::Manual => {
                    Err(Problem::of(kinds::AUTOMATION_OFF).with("template", keys[0]))
                }
            }
        })
        .collect()
}

/// What goes along with a letter: what the template always encloses, then what was sent.
pub(super) fn goes_along(
    sent: &[Enclosed],
    made: &MadeLetter,
    edition: &Edition,
) -> Result<Vec<Enclosed>, Problem> {
    if !sent.is_empty() && !made.case_enclosures {
        return Err(Problem::invalid(
            "enclosures",
            format!("skabelonen `{}` tager ikke bilag fra sagen", made.letter.template),
            format!("the template `{}` takes no enclosures of the case", made.letter.template),
        ));
    }
    let fixed = made.fixed_enclosures.iter().filter_map(|(file, title)| {
        let bytes = edition.files.get(file)?;
        let (media, extension) = archive::check_enclosure(bytes).ok()?;
        Some((title.clone(), media, extension, bytes.clone()))
    });
    let all: Vec<Enclosed> = fixed.chain(sent.iter().cloned()).collect();
    if all.len() > archive::ENCLOSURES {
        return Err(Problem::invalid(
            "enclosures",
            format!("et brev kan have {} bilag", archive::ENCLOSURES),
            format!("a letter can have {} enclosures", archive::ENCLOSURES),
        ));
    }
    Ok(all)
}

/// The bytes of an enclosure by the name that it is kept under.
fn enclosure_of(name: &str, along: &[Enclosed]) -> Option<Vec<u8>> {
    let number = name.strip_prefix("enclosure-")?.split('.').next()?.parse::<usize>().ok()?;
    along.get(number.checked_sub(1)?).map(|(.., bytes)| bytes.clone())
}

/// Answers a repeat with the letters that were made.
async fn again(
    call: &Call,
    wanted: Wanted,
    remembered: Remembered,
    inline: bool,
) -> Result<MadeLetters, Problem> {
    let gone = || Problem::of(kinds::ERASED);
    let mut work = call.read().await?;
    let mut shown = Vec::new();
    let mut first: Option<Kept<Letter>> = None;
    for id in &remembered.letters {
        let kept = find(call, &mut work, id, Permission::ReadLetters).await.map_err(|_| gone())?;
        if kept.document.erased.is_some() {
            return Err(gone());
        }
        let mut files = std::collections::BTreeMap::new();
        if inline {
            for file in &kept.document.files {
                if let Some(found) = work.file(&kept, &file.name).await? {
                    files.insert(file.name.clone(), found.bytes);
                }
            }
        }
        let mut letter = LetterShown::whole(call, &kept, &|name| files.get(name).cloned());
        let receipt = work.file(&kept, archive::RECEIPT).await?;
        letter.receipt = receipt.and_then(|file| serde_json::from_slice(&file.bytes).ok());
        shown.push(letter);
        first.get_or_insert(kept);
    }
    let first = first.ok_or_else(no_letter)?;
    let bytes = match wanted.0 {
        Some(form @ (Form::Pdf | Form::Docx)) => {
            if shown.len() > 1 {
                return Err(Problem::of(kinds::SEVERAL_LETTERS));
            }
            let name = if form == Form::Pdf { PDF } else { DOCUMENT };
            let file = work.file(&first, name).await?;
            let document = match &file {
                None if form == Form::Pdf => work.file(&first, DOCUMENT).await?,
                _ => None,
            };
            drop(work);
            match (file, document) {
                (Some(file), _) => Some((form.media_type(), file.bytes)),
                (None, Some(document)) => {
                    Some((form.media_type(), rendered(call, &first, document.bytes).await?))
                }
                (None, None) => None,
            }
        }
        _ => None,
    };
    let revision = (shown.len() == 1).then_some(first.revision);
    let location = href(call, &first.key);
    let body = LettersShown { bundle: first.document.bundle.clone(), letters: shown };
    Ok(MadeLetters { location, revision, replayed: true, body, bytes })
}

/// The PDF of a kept document, for a form that was not asked for when it was made.
async fn rendered(call: &Call, kept: &Kept<Letter>, document: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let app = Arc::clone(&call.app);
    let (made_at, training) = (kept.made_at, kept.document.training);
    let done = call
        .app
        .workshop
        .run(move || archive::render_kept(&app.renderer, &document, made_at, training))
        .await?;
    done.map_err(|error| not_made(&error))
}
