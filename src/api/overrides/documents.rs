//! Documents that come with a request, or are meant by it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::{Call, Problem, kinds};
use crate::registry::{self, ItemName};
use crate::store::{Realm, Work};
use crate::template::{CompileOptions, Template};

/// A document: sent along, or a version that is kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, untagged)]
pub(super) enum DocumentRef {
    /// Sent along.
    Sent(SentDocument),
    /// A version that is kept.
    Kept(KeptDocument),
}

/// A document sent along.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentDocument {
    /// The `.docx` in base64.
    #[schemars(length(min = 1))]
    pub document: String,
}

/// A version that is kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptDocument {
    /// The item: `templates/…`, `elements/…`, `masters/…`.
    #[schemars(length(min = 1, max = 200))]
    pub item: String,
    /// Its version.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// Whether it is the central office's instead of the authority's own.
    #[serde(default)]
    pub central: bool,
}

/// Bytes that came in base64.
pub(super) fn decoded(field: &str, text: &str) -> Result<Vec<u8>, Problem> {
    STANDARD.decode(text.trim()).map_err(|_| {
        Problem::invalid(field, "dokumentet er ikke base64", "the document is no base64")
    })
}

/// Bytes in base64.
pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a document that is meant.
pub(super) async fn bytes(
    work: &mut Work,
    realm: &Realm,
    field: &str,
    of: &DocumentRef,
) -> Result<Vec<u8>, Problem> {
    let of = match of {
        DocumentRef::Sent(sent) => return decoded(field, &sent.document),
        DocumentRef::Kept(kept) => kept,
    };
    let missing = || {
        Problem::invalid(field, "der er ingen sådan udgave", "there is no such version")
            .with("item", of.item.clone())
    };
    let item: ItemName = of.item.parse().map_err(|_| missing())?;
    let realm = if of.central { realm.central() } else { realm.clone() };
    let versions = registry::versions(work, &realm, &item).await?;
    let version = versions.into_iter().find(|version| version.number == of.version);
    let file =
        version.and_then(|version| version.files.get("docx").cloned()).ok_or_else(missing)?;
    work.blob(&file.hash).await?.ok_or_else(missing)
}

/// Makes sure that a document can be a template.
pub(super) async fn check(call: &Call, document: Vec<u8>) -> Result<Vec<u8>, Problem> {
    call.app
        .workshop
        .run(move || match Template::compile(&document, &CompileOptions::default()) {
            Ok(_) => Ok(document),
            Err(error) => Err(Problem::template(&error)),
        })
        .await?
}

/// What may be wrong with documents that come along.
pub(super) const PROBLEMS: &[&kinds::Kind] =
    &[kinds::NOT_A_TEMPLATE, kinds::TEMPLATE_UNREADABLE, kinds::TOO_LARGE, kinds::INVALID];
