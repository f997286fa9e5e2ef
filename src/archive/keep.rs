//! Keeping letters with their files, and erasing them.

use thiserror::Error;

use super::letter::{CaseLink, Erased, FileRole, Letter, LetterFile, State, Step};
use super::make::{MadeLetter, file};
use super::person::{OfPerson, PersonCodes};
use super::retention::Retention;
use crate::store::{Kept, Listing, Realm, StoreError, Work};

/// The document of a letter.
pub const DOCUMENT: &str = "letter.docx";
/// Its PDF.
pub const PDF: &str = "letter.pdf";
/// Its receipt.
pub const RECEIPT: &str = "receipt.json";
/// What it was made from, where that is kept.
pub const REQUEST: &str = "request.json";

const DOCX_MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What is said of a letter by whoever keeps it.
#[derive(Clone, Debug)]
pub struct Keeping<'k> {
    /// The key that it gets.
    pub key: &'k str,
    /// The letters that are made together have the same.
    pub bundle: &'k str,
    /// The case.
    pub case: &'k CaseLink,
    /// The personal number of whose letter it is, if there is one.
    pub person: Option<&'k str>,
    /// The state in which it begins.
    pub state: State,
    /// No caseworker stands behind it.
    pub unattended: bool,
    /// Names of fields that were withheld.
    pub withheld: &'k [String],
    /// Letters whose place it takes.
    pub supersedes: &'k [String],
    /// What goes along: title, media type, extension, bytes.
    pub enclosures: &'k [(String, &'static str, &'static str, Vec<u8>)],
    /// What the authority has decided about how long it is kept.
    pub retention: &'k Retention,
}

/// Why letters could not be kept, or not be put in the place of others.
#[derive(Debug, Error)]
pub enum KeepError {
    /// There is no such letter.
    #[error("there is no letter `{key}`")]
    NoLetter {
        /// The key.
        key: String,
    },
    /// The letter was released, rejected or superseded: another cannot take its place.
    #[error("the letter `{key}` is {state}, and cannot be superseded", state = state.as_str())]
    NotUnsent {
        /// The key.
        key: String,
        /// Its state.
        state: State,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps a letter with its files and its receipt.
pub async fn keep(
    work: &mut Work,
    realm: &Realm,
    codes: Option<&PersonCodes>,
    made: &MadeLetter,
    keeping: &Keeping<'_>,
) -> Result<Kept<Letter>, StoreError> {
    let now = work.now();
    let who = work.who().to_owned();
    let state = if made.document.is_some() { keeping.state } else { State::DoNotSend };
    let mut contents: Vec<(LetterFile, &[u8])> = Vec::new();
    if let Some(document) = &made.document {
        contents.push((file(DOCUMENT, FileRole::Letter, "", DOCX_MEDIA, document), document));
        if let Some(rendered) = &made.rendered {
            let pdf = rendered.pdf.as_slice();
            contents.push((file(PDF, FileRole::Letter, "", "application/pdf", pdf), pdf));
        }
        for (index, (title, media, extension, bytes)) in keeping.enclosures.iter().enumerate() {
            let name = format!("enclosure-{}.{extension}", index + 1);
            contents.push((file(&name, FileRole::Enclosure, title, media, bytes), bytes));
        }
    }
    let own = keeping.case;
    let or =
        |own: &Option<String>, template: &str| own.clone().unwrap_or_else(|| template.to_owned());
    let category = or(&own.category, &made.letter.category);
    let due = keeping.retention.due(&category, now);
    let inputs_due = keeping.retention.inputs_due(now);
    let letter = Letter {
        state,
        bundle: keeping.bundle.to_owned(),
        kle: or(&own.kle, &made.letter.kle),
        due,
        inputs_due,
        category,
        case: own.clone(),
        files: contents.iter().map(|(file, _)| file.clone()).collect(),
        withheld: keeping.withheld.to_vec(),
        unattended: keeping.unattended,
        made_by: who.clone(),
        supersedes: keeping.supersedes.to_vec(),
        steps: vec![Step { state, who, at: now, reason: String::new() }],
        ..made.letter.clone()
    };
    let detail = serde_json::json!({
        "template": letter.template,
        "version": letter.version(),
        "context": letter.context,
        "state": letter.state,
        "unattended": letter.unattended,
    });
    let kept = work.insert(realm, keeping.key, letter).await?;
    for (file, bytes) in &contents {
        work.attach(&kept, &file.name, &file.media, bytes).await?;
    }
    let receipt = serde_json::to_vec(&made.receipt).unwrap_or_default();
    work.attach(&kept, RECEIPT, "application/json", &receipt).await?;
    if inputs_due.is_some() {
        work.attach(&kept, REQUEST, "application/json", &made.request).await?;
    }
    if let (Some(codes), Some(number)) = (codes, keeping.person) {
        let code = codes.code(realm, number);
        work.insert(realm, keeping.key, OfPerson { code }).await?;
    }
    work.note(realm, "letter.made", keeping.key, detail);
    Ok(kept)
}

/// Lets a letter take the place of another that is not released yet.
pub async fn supersede(
    work: &mut Work,
    old: &Kept<Letter>,
    new: &str,
) -> Result<Kept<Letter>, KeepError> {
    if !old.document.state.is_unsent() {
        return Err(KeepError::NotUnsent { key: old.key.clone(), state: old.document.state });
    }
    let (who, now) = (work.who().to_owned(), work.now());
    let mut letter = old.document.stepped(State::Superseded, &who, now, "");
    letter.superseded_by = Some(new.to_owned());
    work.note(&old.realm, "letter.superseded", &old.key, serde_json::json!({ "by": new }));
    Ok(work.replace(old, letter).await?)
}

/// Erases a letter: its files, its receipt, what it was made from and whose it was. A stub is left.
pub async fn erase(
    work: &mut Work,
    kept: &Kept<Letter>,
    reason: &str,
) -> Result<Kept<Letter>, StoreError> {
    let erased = Erased { who: work.who().to_owned(), at: work.now(), reason: reason.to_owned() };
    forget_person(work, &kept.realm, &kept.key).await?;
    work.remove(kept).await?;
    work.note(&kept.realm, "letter.erased", &kept.key, serde_json::json!({}));
    work.insert(&kept.realm, &kept.key, kept.document.stub(erased)).await
}

/// Keys of a person's letters, by any of the numbers that the person has had, oldest first.
pub async fn letters_of(
    work: &mut Work,
    realm: &Realm,
    numbers: &[String],
) -> Result<Vec<Kept<Letter>>, StoreError> {
    let codes = PersonCodes::of(work).await?;
    let mut keys = Vec::new();
    for number in numbers {
        let subject = Some(codes.code(realm, number));
        let listing = Listing { subject, ..Listing::of(realm) };
        let page = work.list::<OfPerson>(&listing).await?;
        keys.extend(page.items.into_iter().map(|kept| kept.key));
    }
    keys.sort();
    keys.dedup();
    let mut letters = Vec::with_capacity(keys.len());
    for key in keys {
        letters.extend(work.get::<Letter>(realm, &key).await?);
    }
    Ok(letters)
}

/// Whether it is known whose letter it is.
pub async fn has_person(work: &mut Work, kept: &Kept<Letter>) -> Result<bool, StoreError> {
    Ok(work.get::<OfPerson>(&kept.realm, &kept.key).await?.is_some())
}

/// Notes that a letter is the same person's as the one whose place it takes.
pub async fn same_person(work: &mut Work, old: &Kept<Letter>, new: &str) -> Result<(), StoreError> {
    if let Some(kept) = work.get::<OfPerson>(&old.realm, &old.key).await? {
        work.insert(&old.realm, new, kept.document).await?;
    }
    Ok(())
}

/// Forgets whose letter it was.
pub(super) async fn forget_person(
    work: &mut Work,
    realm: &Realm,
    key: &str,
) -> Result<(), StoreError> {
    match work.get::<OfPerson>(realm, key).await? {
        Some(kept) => work.remove(&kept).await,
        None => Ok(()),
    }
}

/// Deletes what a letter was made from; the letter stays.
pub(super) async fn forget_inputs(work: &mut Work, kept: &Kept<Letter>) -> Result<(), StoreError> {
    // A file of no bytes in its place: the bytes are gone.
    work.attach(kept, REQUEST, "application/json", b"").await?;
    let letter = Letter { inputs_due: None, ..kept.document.clone() };
    work.replace(kept, letter).await?;
    work.note(&kept.realm, "letter.inputs-deleted", &kept.key, serde_json::json!({}));
    Ok(())
}
