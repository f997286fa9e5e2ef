//! A letter made again with other answers, in the place of the one that a caseworker has read.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::make::{goes_along, make_all, new_id};
use super::read::LetterPath;
use super::request::{Enclosed, lay_over, unreadable};
use super::shown::{LetterShown, href};
use super::trouble::{ask_in_area, find, not_kept, stored};
use crate::access::Permission;
use crate::api::{Body, Call, Made, Path, Problem, kinds};
use crate::archive::{
    self, FileRole, Keeping, Letter, Order, PDF, PersonCodes, REQUEST, State, is_training,
};
use crate::store::{Kept, Work};
use crate::wire::case_of;

/// What is to be otherwise.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeBody {
    /// Answers in the place of the letter's: `J` or `N`. Where what it was made from is not kept: all of them.
    #[serde(default)]
    answers: Map<String, Json>,
    /// Data laid over the letter's. Where what it was made from is not kept: all of it.
    #[serde(default)]
    data: Option<Map<String, Json>>,
    /// Where what it was made from is not kept: the letters that the case has had.
    #[serde(default)]
    history: Option<Vec<Json>>,
    /// The key of the denial reason, in the place of the letter's.
    #[serde(default)]
    #[schemars(length(max = 200))]
    reason: Option<String>,
    /// The citizen's personal number, where the letter did not have it from the data.
    #[serde(default)]
    #[schemars(length(min = 1, max = 20))]
    person: Option<String>,
}

/// Makes a letter again.
pub(super) async fn change(
    call: Call,
    Path(path): Path<LetterPath>,
    Body(body): Body<ChangeBody>,
) -> Result<Made<LetterShown>, Problem> {
    let mut work = call.read().await?;
    let old = find(&call, &mut work, &path.letter, Permission::ReviewLetters).await?;
    check(&call, &old)?;
    let request = request(&mut work, &old, &body).await?;
    let enclosures = sent_along(&mut work, &old).await?;
    let retention = archive::retention(&mut work, &call.realm).await?.document;
    drop(work);

    let mut case = case_of(request).map_err(|error| unreadable(&error))?;
    case.date = case.date.or(Some(old.document.date));
    let in_data = super::request::number_in(&case.record);
    let order = Order {
        template: old.document.template.clone(),
        case,
        recipient: old.document.recipient.clone(),
        pdf: old.document.files.iter().any(|file| file.name == PDF),
        made_at: call.now,
        training: is_training(&call.realm),
        language: call.language,
    };
    let made = make_all(&call, vec![order]).await?;
    let (made, edition) = made.into_iter().next().ok_or_else(Problem::ours)?;
    let enclosures = goes_along(&enclosures, &made, &edition)?;

    let mut work = call.write().await?;
    // Another may have been quicker while the letter was made.
    let old = find(&call, &mut work, &path.letter, Permission::ReviewLetters).await?;
    check(&call, &old)?;
    // Whose the old letter was, the new one is, unless somebody says otherwise.
    let is_known = archive::has_person(&mut work, &old).await?;
    let person = body.person.or(in_data.filter(|_| !is_known));
    let codes = PersonCodes::of(&mut work).await?;
    let key = new_id(call.now);
    let supersedes = [old.key.clone()];
    let keeping = Keeping {
        key: &key,
        bundle: &old.document.bundle,
        case: &old.document.case,
        person: person.as_deref(),
        state: State::Approved,
        unattended: false,
        withheld: &old.document.withheld,
        supersedes: &supersedes,
        enclosures: &enclosures,
        retention: &retention,
    };
    let kept = archive::keep(&mut work, &call.realm, Some(&codes), &made, &keeping).await?;
    if person.is_none() {
        archive::same_person(&mut work, &old, &key).await?;
    }
    if old.document.state == State::Waiting {
        archive::replaced_in_review(&mut work, &old).await.map_err(stored)?;
    }
    archive::supersede(&mut work, &old, &key).await.map_err(not_kept)?;
    let shown = LetterShown::plain(&call, &kept);
    let location = href(&call, &key);
    call.made(work, Made { location, revision: Some(kept.revision), body: shown }).await
}

fn check(call: &Call, old: &Kept<Letter>) -> Result<(), Problem> {
    ask_in_area(call, Permission::ReviewLetters, &old.document.groups)?;
    call.matches(old)?;
    if old.document.state.is_unsent() {
        return Ok(());
    }
    Err(Problem::of(kinds::LETTER_NOT_NOW).with("state", old.document.state.as_str()))
}

/// The request of the old letter with the changes over it, or the changes as the whole request.
async fn request(work: &mut Work, old: &Kept<Letter>, body: &ChangeBody) -> Result<Json, Problem> {
    let kept = match old.document.inputs_due {
        Some(_) => work.file(old, REQUEST).await?,
        None => None,
    };
    let mut request = match (kept, &body.data) {
        (Some(file), _) => {
            serde_json::from_slice::<Map<String, Json>>(&file.bytes).map_err(|_| Problem::ours())?
        }
        (None, Some(_)) => {
            let mut request = Map::new();
            request.insert("context".to_owned(), old.document.context.clone().into());
            request.insert("date".to_owned(), old.document.date.to_string().into());
            if let Some(reason) = &old.document.reason {
                request.insert("reason".to_owned(), reason.clone().into());
            }
            request
        }
        (None, None) => return Err(Problem::of(kinds::INPUTS_NOT_KEPT)),
    };
    let none = Map::new();
    for (member, over) in
        [("answers", &body.answers), ("data", body.data.as_ref().unwrap_or(&none))]
    {
        let under = request.entry(member).or_insert_with(|| Json::Object(Map::new()));
        if let Json::Object(under) = under {
            lay_over(under, over);
        }
    }
    if let Some(history) = &body.history {
        request.insert("history".to_owned(), Json::Array(history.clone()));
    }
    if let Some(reason) = &body.reason {
        request.insert("reason".to_owned(), reason.clone().into());
    }
    Ok(Json::Object(request))
}

/// The enclosures that were sent with the old letter; what the template always encloses is found anew.
async fn sent_along(work: &mut Work, old: &Kept<Letter>) -> Result<Vec<Enclosed>, Problem> {
    let mut sent = Vec::new();
    let enclosures = old.document.files.iter().filter(|file| file.role == FileRole::Enclosure);
    for file in enclosures.skip(old.document.fixed_enclosures) {
        let Some(found) = work.file(old, &file.name).await? else { continue };
        let Ok((media, extension)) = archive::check_enclosure(&found.bytes) else { continue };
        sent.push((file.title.clone(), media, extension, found.bytes));
    }
    Ok(sent)
}
