//! The letters that a case has had: what later letters of it speak of.

use super::letter::{Letter, RecipientRole};
use crate::catalogue::SentLetter;
use crate::merge::{Answer, Answers};
use crate::store::{Listing, Realm, StoreError, Work};

/// The letters of a case that count as its history, oldest first; for a case system only those that it had made itself.
///
/// Letters to another than the citizen do not count: what the citizen has not got is not referred to.
pub async fn sent_letters(
    work: &mut Work,
    realm: &Realm,
    case: &str,
    only_of: Option<&str>,
) -> Result<Vec<SentLetter>, StoreError> {
    let listing = Listing { subject: Some(case.to_owned()), ..Listing::of(realm) };
    let page = work.list::<Letter>(&listing).await?;
    Ok(page
        .items
        .into_iter()
        .map(|kept| kept.document)
        .filter(|letter| {
            let to = letter.recipient.as_ref().map_or(RecipientRole::Citizen, |to| to.role);
            letter.state.is_history()
                && to != RecipientRole::Alternative
                && only_of.is_none_or(|who| letter.made_by == who)
        })
        .map(|letter| SentLetter { letter: letter.letter_type, date: letter.date, yes: letter.yes })
        .collect())
}

/// The answers of the latest letter of a type in a history: those that were yes.
pub fn previous_answers(history: &[SentLetter], letter: &str) -> Answers {
    let latest = history.iter().filter(|sent| sent.letter == letter).max_by_key(|sent| sent.date);
    latest.into_iter().flat_map(|sent| &sent.yes).map(|key| (key.clone(), Answer::Yes)).collect()
}
