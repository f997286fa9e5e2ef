//! Drafts: made, written anew, put aside.

use std::collections::BTreeMap;

use base64::Engine as _;
use schemars::JsonSchema;
use serde::Deserialize;

use super::items::shown;
use super::names::{OfItem, OfVersion, WORDS, item, text};
use super::shown::VersionShown;
use crate::access::Permission;
use crate::api::{Body, Call, Done, Made, Operation, Path, Problem, Routes, Shown, kinds};
use crate::registry::{self, Draft};
use crate::template::{CompileOptions, Template};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let edit = Permission::EditTemplates;
    routes
        .group("Versions")
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions",
            Operation::new("makeDraft", edit, "Makes a new version, as a draft.")
                .about(
                    "Files that are not sent are taken over from `based_on`. An override of a central item \
                     is made under `overrides` instead, where its responsibility is acknowledged.",
                )
                .problems(&[
                    kinds::NOT_FOUND,
                    kinds::INVALID,
                    kinds::NOT_A_TEMPLATE,
                    kinds::TEMPLATE_UNREADABLE,
                ]),
            make,
        )
        .patch(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}",
            Operation::new("rewriteDraft", edit, "Puts other files into a draft.")
                .about("What it was before is kept, and shown by its history.")
                .problems(&[
                    kinds::NOT_FOUND,
                    kinds::INVALID,
                    kinds::WRONG_STAGE,
                    kinds::CHANGED,
                    kinds::REVISION_NEEDED,
                    kinds::NOT_A_TEMPLATE,
                    kinds::TEMPLATE_UNREADABLE,
                ]),
            rewrite,
        )
        .delete(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}",
            Operation::new("putAside", edit, "Puts a draft aside; it is kept, and not used.").problems(
                &[kinds::NOT_FOUND, kinds::WRONG_STAGE, kinds::CHANGED, kinds::REVISION_NEEDED],
            ),
            put_aside,
        )
}

/// Files of a version.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Files {
    /// The Word document, in Base64.
    docx: Option<String>,
    /// The description or the table, as text.
    toml: Option<String>,
    /// A test person, as text.
    json: Option<String>,
    /// An enclosure, in Base64.
    pdf: Option<String>,
}

/// A new version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewVersion {
    /// Its files.
    #[serde(default)]
    files: Files,
    /// The version of the same item whose other files it takes over.
    based_on: Option<u32>,
    /// What was changed.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    note: String,
}

/// A draft written anew.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rewritten {
    /// The files that change.
    #[serde(default)]
    files: Files,
    /// What was changed.
    #[schemars(length(max = 2000))]
    note: Option<String>,
}

async fn make(
    call: Call,
    Path(path): Path<OfItem>,
    Body(new): Body<NewVersion>,
) -> Result<Made<VersionShown>, Problem> {
    let item = item(&path.item)?;
    text("note", &new.note, (0, WORDS))?;
    registry::may_have(&call.realm, &item)?;
    let files = read(&call, new.files).await?;
    let mut work = call.write().await?;
    let mut draft = Draft { files, note: new.note, ..Draft::default() };
    if let Some(number) = new.based_on {
        let base = registry::find(&mut work, &call.realm, &item, number).await?.document;
        draft.kept = base.files;
        draft.base = base.base;
        draft.acknowledgement = base.acknowledgement;
        draft.origin = format!("from version {number}");
    }
    let kept = registry::draft(&mut work, &call.realm, &item, draft).await?;
    let body = shown(&call, &mut work, &kept).await?;
    let made = Made { location: body.path.clone(), revision: Some(kept.revision), body };
    call.made(work, made).await
}

async fn rewrite(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(new): Body<Rewritten>,
) -> Result<Shown<VersionShown>, Problem> {
    let item = item(&path.item)?;
    if let Some(note) = &new.note {
        text("note", note, (0, WORDS))?;
    }
    let files = read(&call, new.files).await?;
    let mut work = call.write().await?;
    let kept = registry::find(&mut work, &call.realm, &item, path.number).await?;
    call.matches(&kept)?;
    let kept = registry::rewrite(&mut work, &kept, &files, new.note).await?;
    let body = shown(&call, &mut work, &kept).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body })
}

async fn put_aside(call: Call, Path(path): Path<OfVersion>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = registry::find(&mut work, &call.realm, &item(&path.item)?, path.number).await?;
    call.matches(&kept)?;
    registry::put_aside(&mut work, &kept, "").await?;
    work.commit().await?;
    Ok(Done)
}

/// The bytes of files. A document that cannot be opened at all is not kept.
async fn read(call: &Call, files: Files) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let mut read = BTreeMap::new();
    for (extension, content) in [("docx", files.docx), ("pdf", files.pdf)] {
        let Some(content) = content else { continue };
        let bytes = base64::engine::general_purpose::STANDARD.decode(&content).map_err(|_| {
            Problem::invalid(
                &format!("files.{extension}"),
                "det er ikke Base64",
                "this is not Base64",
            )
        })?;
        read.insert(extension.to_owned(), bytes);
    }
    for (extension, content) in [("toml", files.toml), ("json", files.json)] {
        let Some(content) = content else { continue };
        text(&format!("files.{extension}"), &content, (0, 16 << 20))?;
        read.insert(extension.to_owned(), content.into_bytes());
    }
    if read.get("pdf").is_some_and(|pdf| !pdf.starts_with(b"%PDF-")) {
        return Err(Problem::invalid("files.pdf", "det er ikke en PDF", "this is not a PDF"));
    }
    if let Some(docx) = read.get("docx").cloned() {
        let opened = call
            .app
            .workshop
            .run(move || Template::compile(&docx, &CompileOptions::default()).map(|_| ()))
            .await?;
        opened.map_err(|error| Problem::template(&error))?;
    }
    Ok(read)
}
