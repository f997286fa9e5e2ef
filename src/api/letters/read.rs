//! Reading letters: lists without personal data, a letter, its receipt, its files. Each look at personal data is noted.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::answer::FileAnswer;
use super::shown::{LetterShown, may_see_personal};
use super::trouble::{find, may_know};
use crate::access::Permission;
use crate::api::{Call, Listed, Path, Problem, Query, Shown, kinds};
use crate::archive::{Letter, RECEIPT, State};
use crate::store::{Kept, Listing, Work};

/// Letters that are looked at for one page of a filtered list.
const LOOKED_AT: usize = 1_000;

/// The letter of a path.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct LetterPath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    environment: String,
    /// The authority's code.
    #[allow(dead_code, reason = "the guard has read it")]
    authority: String,
    /// The letter's id.
    pub letter: String,
}

/// A file of a path.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct FilePath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    environment: String,
    /// The authority's code.
    #[allow(dead_code, reason = "the guard has read it")]
    authority: String,
    /// The letter's id.
    letter: String,
    /// The file's name: `letter.pdf`.
    file: String,
}

/// Which letters are wanted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LettersQuery {
    /// Only of this case, by its id.
    #[schemars(length(max = 100), regex(pattern = NO_CONTROLS))]
    case: Option<String>,
    /// Only of this template.
    #[schemars(length(max = 200))]
    template: Option<String>,
    /// Only in this state.
    state: Option<State>,
    /// Only made on this day or later, in Denmark: `2026-11-22`.
    #[schemars(extend("format" = "date"))]
    from: Option<String>,
    /// Only made on this day or earlier.
    #[schemars(extend("format" = "date"))]
    to: Option<String>,
    /// Only those that this one had made: `system:ID`, `person:ID`.
    #[schemars(length(max = 200))]
    made_by: Option<String>,
    /// Only those that were made together.
    #[schemars(length(max = 36))]
    bundle: Option<String>,
    /// The cursor of the page before: its `next`.
    #[schemars(regex(pattern = CURSOR))]
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// How many a page holds.
pub(super) fn limit(asked: Option<usize>) -> Result<usize, Problem> {
    match asked.unwrap_or(50) {
        limit @ 1..=200 => Ok(limit),
        _ => Err(query("limit", "1 til 200", "1 to 200")),
    }
}

/// A text without control characters.
const NO_CONTROLS: &str = r"^[^\x00-\x1f\x7f-\x9f]*$";
/// What a cursor looks like.
pub(super) const CURSOR: &str = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/// A cursor: the id of a letter, as ids are written here.
pub(super) fn cursor(after: Option<&str>) -> Result<(), Problem> {
    let Some(after) = after else { return Ok(()) };
    match uuid::Uuid::try_parse(after) {
        Ok(id) if id.hyphenated().to_string() == after => Ok(()),
        _ => Err(query("after", "markøren fra `next`", "the cursor of `next`")),
    }
}

fn query(field: &str, da: &str, en: &str) -> Problem {
    Problem::of(kinds::INVALID_QUERY)
        .with("field", field)
        .because(format!("`{field}`: {da}"), format!("`{field}`: {en}"))
}

fn day(field: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let wrong = |_| query(field, "en dag som 2026-11-22", "a day such as 2026-11-22");
    text.map(|text| text.parse::<Date>().map_err(wrong)).transpose()
}

/// Letters, the latest first.
pub(super) async fn list(
    call: Call,
    Query(asked): Query<LettersQuery>,
) -> Result<Shown<Listed<LetterShown>>, Problem> {
    let limit = limit(asked.limit)?;
    cursor(asked.after.as_deref())?;
    let (from, to) = (day("from", asked.from.as_deref())?, day("to", asked.to.as_deref())?);
    if asked.case.as_deref().is_some_and(|case| case.chars().any(char::is_control)) {
        return Err(query("case", "uden styretegn", "without control characters"));
    }
    let fits = |kept: &Kept<Letter>| {
        let letter = &kept.document;
        let is =
            |asked: &Option<String>, found: &str| asked.as_deref().is_none_or(|it| it == found);
        is(&asked.template, &letter.template)
            && is(&asked.made_by, &letter.made_by)
            && is(&asked.bundle, &letter.bundle)
            && to.is_none_or(|to| kept.made_at.day() <= to)
            && may_know(&call, letter, Permission::ReadLetters)
    };
    let mut work = call.read().await?;
    let mut listing = Listing {
        state: asked.state.map(|state| state.as_str().to_owned()),
        subject: asked.case.clone().filter(|case| !case.is_empty()),
        after: asked.after.clone(),
        backwards: true,
        limit: 200,
        ..Listing::of(&call.realm)
    };
    let (mut items, mut next, mut looked_at) = (Vec::new(), None, 0);
    'pages: loop {
        let page = work.list::<Letter>(&listing).await?;
        for kept in &page.items {
            if from.is_some_and(|from| kept.made_at.day() < from) {
                next = None;
                break 'pages;
            }
            if items.len() == limit {
                break 'pages;
            }
            if fits(kept) {
                items.push(LetterShown::plain(&call, kept));
            }
            next = Some(kept.key.clone());
        }
        looked_at += page.items.len();
        match page.next {
            None => {
                next = None;
                break;
            }
            // Much that does not fit: the caller decides whether to look on.
            Some(_) if looked_at >= LOOKED_AT => break,
            after => listing.after = after,
        }
    }
    Ok(Shown::of(Listed { items, next }))
}

/// A letter.
pub(super) async fn show(
    call: Call,
    Path(path): Path<LetterPath>,
) -> Result<Shown<LetterShown>, Problem> {
    let mut work = call.read().await?;
    let kept = find(&call, &mut work, &path.letter, Permission::ReadLetters).await?;
    drop(work);
    if may_see_personal(&call, &kept.document) && kept.document.erased.is_none() {
        looked(&call, &kept, "letter").await?;
    }
    Ok(Shown { revision: Some(kept.revision), body: LetterShown::of(&call, &kept) })
}

/// Notes that somebody looked at what is personal.
async fn looked(call: &Call, kept: &Kept<Letter>, what: &str) -> Result<(), Problem> {
    let mut work: Work = call.write().await?;
    let mut detail = json!({ "what": what });
    if let Some(support) = &call.caller.support {
        detail["support"] = json!(support);
    }
    work.note(&call.realm, "letter.read", &kept.key, detail);
    Ok(work.commit().await?)
}

/// The receipt of a letter.
pub(super) async fn receipt(
    call: Call,
    Path(path): Path<LetterPath>,
) -> Result<Shown<serde_json::Value>, Problem> {
    let mut work = call.read().await?;
    let kept = find(&call, &mut work, &path.letter, Permission::ReadLetters).await?;
    let file = work.file(&kept, RECEIPT).await?;
    let Some(file) = file else { return Err(Problem::of(kinds::ERASED)) };
    let mut receipt: serde_json::Value =
        serde_json::from_slice(&file.bytes).map_err(|_| Problem::ours())?;
    if !may_see_personal(&call, &kept.document) {
        mask(&mut receipt);
    }
    Ok(Shown::of(receipt))
}

/// Leaves out what a receipt says of this letter rather than of its template: places of the finished letter quote it.
fn mask(receipt: &mut serde_json::Value) {
    if let Some(pdf) = receipt.get_mut("pdf").and_then(serde_json::Value::as_object_mut) {
        pdf.remove("diagnostics");
    }
    if let Some(receipt) = receipt.as_object_mut() {
        receipt.remove("title");
        receipt.remove("denial_reason");
        receipt.remove("defaulted_answers");
    }
}

/// A file of a letter.
pub(super) async fn file(call: Call, Path(path): Path<FilePath>) -> Result<FileAnswer, Problem> {
    let mut work = call.read().await?;
    let kept = find(&call, &mut work, &path.letter, Permission::ReadPersonal).await?;
    if kept.document.erased.is_some() {
        return Err(Problem::of(kinds::ERASED));
    }
    let is_listed = kept.document.files.iter().any(|file| file.name == path.file);
    let file = if is_listed { work.file(&kept, &path.file).await? } else { None };
    drop(work);
    let file = file.ok_or_else(|| {
        Problem::not_found(
            "brevet har ingen fil med det navn",
            "the letter has no file of that name",
        )
    })?;
    looked(&call, &kept, &file.name.name).await?;
    Ok(FileAnswer {
        media: file.name.media,
        name: file.name.name,
        sha256: file.name.hash,
        bytes: file.bytes,
    })
}
