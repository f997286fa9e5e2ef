//! Files sent along to be judged: put over what is in use, and never kept.

use std::collections::{BTreeMap, BTreeSet};

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody, SchemaObject};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use crate::api::{Call, Problem, kinds};
use crate::bundle::Files;
use crate::registry::{self, Edition, ItemName, versions};

/// The files of a multipart request, by the names of their parts.
pub(super) struct Sent(pub BTreeMap<String, Vec<u8>>);

/// The part that holds a document by itself.
pub(super) const DOCUMENT: &str = "document";

/// What the paths of files look like.
const FILE: &str = "^((templates|elements|masters)/[0-9a-zæøå-]{1,80}\\.(docx|toml)\
    |reasons/[0-9a-zæøå-]{1,80}\\.docx|enclosures/[0-9a-zæøå-]{1,80}\\.pdf|persons/[0-9a-zæøå-]{1,80}\\.json\
    |(bundle|contexts|fields|questions|reasons|parameters|prices|groups|authority|brevsmed)\\.toml)$";

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|_| Problem::of(kinds::NOT_MULTIPART))?;
        let mut files = BTreeMap::new();
        while let Some(part) = form.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name != DOCUMENT && ItemName::of_file(&name).is_none() {
                return Err(unknown());
            }
            files.insert(name, part.bytes().await.map_err(broken)?.to_vec());
        }
        if files.is_empty() {
            return Err(Problem::of(kinds::MISSING_PART).with("part", DOCUMENT));
        }
        if files.len() > 1 && files.contains_key(DOCUMENT) {
            return Err(unknown());
        }
        Ok(Sent(files))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` asks for")]
fn broken(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of(kinds::TOO_LARGE),
        _ => Problem::of(kinds::MULTIPART_BROKEN),
    }
}

fn unknown() -> Problem {
    Problem::of(kinds::UNKNOWN_PART).because(
        "en del er `document` alene, eller filer af bundtet som `templates/brev.docx` og `templates/brev.toml`",
        "a part is `document` alone, or files of the bundle such as `templates/brev.docx` and `templates/brev.toml`",
    )
}

impl OperationInput for Sent {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let schema = schemars::json_schema!({
            "type": "object",
            "description": "`document` alone, or files of the bundle by their paths in the realm's layer: `templates/brev.docx`, \
                            `templates/brev.toml`, `elements/kontakt.docx`, `fields.toml`.",
            "anyOf": [
                {
                    "type": "object", "required": [DOCUMENT], "additionalProperties": false,
                    "properties": { DOCUMENT: { "type": "string", "format": "binary" } },
                },
                {
                    "type": "object", "minProperties": 1, "additionalProperties": false,
                    "patternProperties": { FILE: { "type": "string", "format": "binary" } },
                },
            ],
        });
        let media = MediaType {
            schema: Some(SchemaObject { json_schema: schema, external_docs: None, example: None }),
            ..MediaType::default()
        };
        operation.request_body = Some(aide::openapi::ReferenceOr::Item(RequestBody {
            description: Some("The files.".to_owned()),
            content: [("multipart/form-data".to_owned(), media)].into_iter().collect(),
            required: true,
            ..RequestBody::default()
        }));
    }
}

/// A bundle as it would be, and which of its items are meant.
pub(super) struct AsItWouldBe {
    /// The files.
    pub files: Files,
    /// The paths, without ending, of the items that are meant; empty for all.
    pub stems: BTreeSet<String>,
}

/// What is in use with files that were sent over it.
pub(super) fn with_sent(edition: &Edition, sent: Sent) -> AsItWouldBe {
    let prefix = registry::prefix(&edition.realm);
    let (mut files, mut stems) = (edition.files.clone(), BTreeSet::new());
    for (name, bytes) in sent.0 {
        let path = format!("{prefix}{name}");
        if let Some((stem, _)) = path.rsplit_once('.') {
            stems.insert(stem.to_owned());
        }
        files.insert(path, bytes);
    }
    // Of a central item that a municipality sends its own document for, what is said beside it stays as it is.
    if !prefix.is_empty() {
        for stem in &stems {
            let said = format!("{stem}.toml");
            let central = said.strip_prefix(&prefix).and_then(|said| edition.files.get(said));
            if let Some(central) = central.filter(|_| files.contains_key(&format!("{stem}.docx"))) {
                files.entry(said).or_insert_with(|| central.clone());
            }
        }
    }
    AsItWouldBe { files, stems }
}

/// What is in use with a version of an item in its place: a draft, an earlier one, one to come.
pub(super) async fn with_version(
    call: &Call,
    edition: &Edition,
    item: Option<&str>,
    number: Option<u32>,
) -> Result<AsItWouldBe, Problem> {
    let mut files = edition.files.clone();
    let Some(item) = item else { return Ok(AsItWouldBe { files, stems: BTreeSet::new() }) };
    let name: ItemName = item.parse().map_err(|_| {
        let known = "templates/KEY, elements/KEY, masters/KEY, questions, fields";
        Problem::invalid("item", format!("`item`: {known}"), format!("`item`: {known}"))
    })?;
    let own = format!("{}{name}", registry::prefix(&edition.realm));
    let none = || Problem::not_found("der er ikke sådan en udgave", "there is no such version");
    let Some(number) = number else {
        // The central one is meant where the realm has none of its own.
        let stem = [own, name.to_string()].into_iter().find(|it| edition.versions.contains_key(it));
        let stem = stem.ok_or_else(none)?;
        return Ok(AsItWouldBe { files, stems: [stem].into() });
    };
    let mut work = call.read().await?;
    let all = versions(&mut work, &call.realm, &name).await?;
    let version = all.into_iter().find(|version| version.number == number).ok_or_else(none)?;
    files.retain(|path, _| path.rsplit_once('.').is_none_or(|(stem, _)| stem != own));
    for (extension, file) in &version.files {
        let bytes = work.blob(&file.hash).await?.ok_or_else(Problem::ours)?;
        files.insert(format!("{own}.{extension}"), bytes);
    }
    Ok(AsItWouldBe { files, stems: [own].into() })
}
