//! Finding and erasing a person's letters. Numbers are in bodies, never in addresses, and never noted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::review::said;
use super::shown::LetterShown;
use super::trouble::{find as find_letter, may_know};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Problem, Shown};
use crate::archive;

/// Letters that one request erases.
const AT_ONCE: usize = 500;

/// Whose letters are wanted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FindBody {
    /// The personal numbers that the person has or has had: a letter is found by the number that it was made under.
    #[schemars(length(min = 1, max = 20), inner(length(min = 1, max = 20)))]
    numbers: Vec<String>,
}

/// What is to be erased.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EraseBody {
    /// Ids of letters.
    #[serde(default)]
    #[schemars(length(max = 500), inner(length(max = 36)))]
    letters: Vec<String>,
    /// Personal numbers: all letters of the person.
    #[serde(default)]
    #[schemars(length(max = 20), inner(length(min = 1, max = 20)))]
    numbers: Vec<String>,
    /// Why, without naming the person: it is kept.
    #[schemars(length(min = 1, max = 1000))]
    reason: String,
}

/// What was erased.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct ErasedShown {
    /// Ids of the letters that were erased now; those that were before are not among them.
    erased: Vec<String>,
}

fn check(numbers: &[String]) -> Result<(), Problem> {
    let is_right = |number: &String| {
        (1..=20).contains(&number.len())
            && number.chars().all(|sign| sign.is_ascii_alphanumeric() || " -".contains(sign))
    };
    if numbers.len() > 20 || !numbers.iter().all(is_right) {
        return Err(Problem::invalid(
            "numbers",
            "højst 20 numre med hver 1 til 20 cifre, bogstaver, bindestreger eller mellemrum",
            "20 numbers at most, each of 1 to 20 digits, letters, hyphens or blanks",
        ));
    }
    Ok(())
}

/// A person's letters.
pub(super) async fn find(
    call: Call,
    Body(body): Body<FindBody>,
) -> Result<Shown<Listed<LetterShown>>, Problem> {
    check(&body.numbers)?;
    if body.numbers.is_empty() {
        return Err(Problem::invalid("numbers", "mindst et nummer", "one number at least"));
    }
    let mut work = call.write().await?;
    let found = archive::letters_of(&mut work, &call.realm, &body.numbers).await?;
    work.note(&call.realm, "letters.searched", "person", json!({ "found": found.len() }));
    work.commit().await?;
    let known =
        found.iter().filter(|kept| may_know(&call, &kept.document, Permission::EraseLetters));
    let items = known.map(|kept| LetterShown::plain(&call, kept)).collect();
    Ok(Shown::of(Listed { items, next: None }))
}

/// Erases letters.
pub(super) async fn erase(
    call: Call,
    Body(body): Body<EraseBody>,
) -> Result<Shown<ErasedShown>, Problem> {
    check(&body.numbers)?;
    let reason = said(&body.reason)?;
    if body.letters.is_empty() && body.numbers.is_empty() || body.letters.len() > AT_ONCE {
        return Err(Problem::invalid(
            "letters",
            format!("1 til {AT_ONCE} breve, eller en persons numre"),
            format!("1 to {AT_ONCE} letters, or a person's numbers"),
        ));
    }
    let mut work = call.write().await?;
    let mut letters = Vec::new();
    for id in &body.letters {
        letters.push(find_letter(&call, &mut work, id, Permission::EraseLetters).await?);
    }
    if !body.numbers.is_empty() {
        let found = archive::letters_of(&mut work, &call.realm, &body.numbers).await?;
        letters.extend(
            found
                .into_iter()
                .filter(|kept| may_know(&call, &kept.document, Permission::EraseLetters)),
        );
    }
    letters.sort_by(|a, b| a.key.cmp(&b.key));
    letters.dedup_by(|a, b| a.key == b.key);
    letters.retain(|kept| kept.document.erased.is_none());
    let mut erased = Vec::with_capacity(letters.len());
    for kept in letters {
        archive::erase(&mut work, &kept, reason).await?;
        erased.push(kept.key);
    }
    let shown = ErasedShown { erased };
    let remembered = serde_json::to_string(&shown).unwrap_or_default();
    call.commit(work, axum::http::StatusCode::OK, "", remembered).await?;
    Ok(Shown::of(shown))
}
