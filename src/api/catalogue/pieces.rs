//! Content elements and master templates: what letters are put together from, and where each is used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::download::{DOCX, Docx, Download};
use super::look::{Day, InRealm, OnDay, OneInRealm, Paging, edition, has_words, look, nothing};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown};
use crate::bundle::{Element, Master, View};
use crate::catalogue::Contexts;
use crate::registry::{self, Edition, Use};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Content elements and master templates")
        .get(
            "/v1/{environment}/{authority}/elements",
            Operation::new("listElements", READ, "Content elements, each with the templates whose letters contain it.")
                .about("An authority's own element takes the place of the central one of its key, in every letter that contains it."),
            elements,
        )
        .get(
            "/v1/{environment}/{authority}/elements/{key}",
            Operation::new("showElement", READ, "One content element, and where it is used."),
            element,
        )
        .get(
            "/v1/{environment}/{authority}/elements/{key}/document",
            Operation::new("elementDocument", READ, "The element's Word document."),
            element_document,
        )
        .get(
            "/v1/{environment}/{authority}/masters",
            Operation::new("listMasters", READ, "Master templates, each with the templates that are set on it."),
            masters,
        )
        .get(
            "/v1/{environment}/{authority}/masters/{key}",
            Operation::new("showMaster", READ, "One master template, and where it is used."),
            master,
        )
        .get(
            "/v1/{environment}/{authority}/masters/{key}/document",
            Operation::new("masterDocument", READ, "The master template's Word document."),
            master_document,
        )
}

/// Which elements or masters.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PiecesQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only those that may be used in this context.
    #[serde(default)]
    context: Option<String>,
    /// Only those with this tag, such as `klagevejledning`.
    #[serde(default)]
    tag: Option<String>,
    /// Only those with all these words in key or name.
    #[serde(default)]
    words: Option<String>,
    /// The cursor of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most; without it, 50.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// A content element or a master template.
#[derive(Debug, Serialize, JsonSchema)]
struct PieceShown {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// Of an element, what it is in the eyes of the law: `klagevejledning`, `begrundelse`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    tags: Vec<String>,
    /// Of an element, the contexts it may be used in; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    contexts: Option<Vec<String>>,
    /// Of a master, whom letters on it are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    /// Whose it is: `central` or `municipality:751`.
    owner: String,
    /// It takes the place of a central one of the same key.
    overrides_central: bool,
    /// The number of the version in use.
    version: u32,
    /// The first day on which that version was in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    /// The templates that use it.
    used_by: Vec<Use>,
}

impl PieceShown {
    fn of_element(edition: &Edition, view: &View<'_>, element: &Element) -> Self {
        let central = &view.bundle.central.elements;
        PieceShown {
            name: element.name.clone(),
            tags: element.tags.clone(),
            contexts: match &element.contexts {
                Contexts::All => None,
                Contexts::Only(keys) => Some(keys.clone()),
            },
            used_by: registry::uses_of_element(edition, view, &element.key),
            overrides_central: central
                .iter()
                .any(|it| it.key == element.key && it.file != element.file),
            ..Self::of_file(edition, &element.key, &element.file)
        }
    }

    fn of_master(edition: &Edition, view: &View<'_>, master: &Master) -> Self {
        let central = &view.bundle.central.masters;
        PieceShown {
            name: master.name.clone(),
            recipient: Some(master.recipient.clone()),
            used_by: registry::uses_of_master(view, &master.key),
            overrides_central: central
                .iter()
                .any(|it| it.key == master.key && it.file != master.file),
            ..Self::of_file(edition, &master.key, &master.file)
        }
    }

    fn of_file(edition: &Edition, key: &str, file: &str) -> Self {
        let version = file.rsplit_once('.').and_then(|(stem, _)| edition.versions.get(stem));
        let version = version.map(|in_use| &in_use.version);
        PieceShown {
            key: key.to_owned(),
            name: String::new(),
            tags: Vec::new(),
            contexts: None,
            recipient: None,
            owner: registry::owner_of(file),
            overrides_central: false,
            version: version.map_or(0, |version| version.number),
            from: version.and_then(|version| version.from).map(Day),
            used_by: Vec::new(),
        }
    }
}

async fn elements(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<PiecesQuery>,
) -> Result<Shown<Listed<PieceShown>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let found = look(&call, query.day, move |edition, view| {
        let meets = |element: &&&Element| {
            query.context.as_ref().is_none_or(|context| element.contexts.contains(context))
                && query.tag.as_ref().is_none_or(|tag| element.tags.contains(tag))
                && has_words(&format!("{} {}", element.key, element.name), query.words.as_deref())
        };
        let elements = view.elements();
        let found = elements.values().filter(meets);
        Ok(found.map(|it| PieceShown::of_element(edition, view, it)).collect::<Vec<_>>())
    })
    .await?;
    Ok(Shown::of(paging.page(found, |piece| piece.key.clone())?))
}

async fn element(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<PieceShown>, Problem> {
    let shown = look(&call, query.day, move |edition, view| {
        let element = view.element(&path.key).ok_or_else(nothing)?;
        Ok(PieceShown::of_element(edition, view, element))
    })
    .await?;
    Ok(Shown::of(shown))
}

async fn element_document(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Docx, Problem> {
    let edition = edition(&call, query.day).await?;
    let view = edition.view().ok_or_else(Problem::ours)?;
    let element = view.element(&path.key).ok_or_else(nothing)?;
    Ok(docx(&element.key, &element.document))
}

async fn masters(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<PiecesQuery>,
) -> Result<Shown<Listed<PieceShown>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let found = look(&call, query.day, move |edition, view| {
        let own = view.authority.map_or(&[][..], |authority| &authority.layer.masters[..]);
        let central = &view.bundle.central.masters;
        let mut keys: Vec<&str> =
            central.iter().chain(own).map(|master| master.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        let found = keys.into_iter().filter_map(|key| view.master(key)).filter(|master| {
            has_words(&format!("{} {}", master.key, master.name), query.words.as_deref())
        });
        Ok(found.map(|it| PieceShown::of_master(edition, view, it)).collect::<Vec<_>>())
    })
    .await?;
    Ok(Shown::of(paging.page(found, |piece| piece.key.clone())?))
}

async fn master(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<PieceShown>, Problem> {
    let shown = look(&call, query.day, move |edition, view| {
        let master = view.master(&path.key).ok_or_else(nothing)?;
        Ok(PieceShown::of_master(edition, view, master))
    })
    .await?;
    Ok(Shown::of(shown))
}

async fn master_document(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Docx, Problem> {
    let edition = edition(&call, query.day).await?;
    let view = edition.view().ok_or_else(Problem::ours)?;
    let master = view.master(&path.key).ok_or_else(nothing)?;
    Ok(docx(&master.key, &master.document))
}

fn docx(key: &str, bytes: &[u8]) -> Docx {
    Docx(Download { media: DOCX, name: format!("{key}.docx"), bytes: bytes.to_vec() })
}
