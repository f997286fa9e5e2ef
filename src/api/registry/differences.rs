//! What differs between two versions: as JSON for programs, as a page for people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files::{Bytes, Page};
use super::names::{OfVersion, item};
use crate::access::Permission;
use crate::api::problem_kinds::Kind;
use crate::api::{Call, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::Files;
use crate::diagnostic::MessageLanguage;
use crate::registry::{self, Compared, FileChange, ItemName, Version};
use crate::store::Work;
use crate::versions::{
    ConditionChange, Difference, ParagraphChange, ParagraphChangeKind, Sign, change_words,
    diff_html, diff_text,
};

const PROBLEMS: &[&Kind] = &[
    kinds::NOT_FOUND,
    kinds::INVALID_QUERY,
    kinds::TEMPLATE_UNREADABLE,
    kinds::NOT_A_TEMPLATE,
    kinds::BUSY,
];

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = Permission::ReadTemplates;
    routes
        .group("Versions")
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/difference",
            Operation::new(
                "compareVersions",
                read,
                "What a version changes, and whether it breaks callers.",
            )
            .about("Against the version before, or the one that `against` names.")
            .problems(PROBLEMS),
            difference,
        )
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/difference/page",
            Operation::new(
                "showDifferencePage",
                read,
                "What a version changes, as a page for people.",
            )
            .problems(PROBLEMS),
            difference_page,
        )
}

/// What it is compared with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The number of the other version; without it, the one before.
    against: Option<u32>,
}

/// What a version changes.
#[derive(Debug, Serialize, JsonSchema)]
struct DifferenceShown {
    /// The item.
    item: String,
    /// The version that it is compared with; 0 where there is none before.
    against: u32,
    /// The version.
    number: u32,
    /// Files that differ.
    files: Vec<ChangedFile>,
    /// Paragraphs that differ, in the order of the text.
    paragraphs: Vec<ChangedParagraph>,
    /// Conditions that differ.
    conditions: Vec<ChangedCondition>,
    /// Fields and questions that only one of them uses.
    names: ChangedNames,
    /// Whether callers must change something.
    breaks_callers: bool,
    /// What breaks callers, by template.
    callers: Vec<Callers>,
    /// All of it as text for people.
    text: String,
}

/// A file that differs.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangedFile {
    /// The extension.
    extension: String,
    /// `added`, `removed`, `changed`.
    change: &'static str,
}

/// A paragraph that differs.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangedParagraph {
    /// The story: `body`, `header1`.
    story: String,
    /// `changed`, `formatted`, `added`, `removed`, `moved`.
    change: &'static str,
    /// Its number in the old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    old_paragraph: Option<usize>,
    /// Its number in the new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_paragraph: Option<usize>,
    /// Its words.
    words: Vec<Words>,
    /// How its formatting differs, in words.
    format: String,
}

/// Words of a paragraph.
#[derive(Debug, Serialize, JsonSchema)]
struct Words {
    /// `same`, `removed`, `added`.
    sign: &'static str,
    /// The words.
    text: String,
}

/// A condition that differs.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangedCondition {
    /// As it was; absent where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// As it is; absent where it has gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

/// Fields and questions that only one version uses.
#[derive(Debug, Default, Serialize, JsonSchema)]
struct ChangedNames {
    /// Fields that are new.
    fields_added: Vec<String>,
    /// Fields that have gone.
    fields_removed: Vec<String>,
    /// Keys of questions that are new.
    questions_added: Vec<String>,
    /// Keys of questions that have gone.
    questions_removed: Vec<String>,
}

/// What breaks the callers of a template.
#[derive(Debug, Serialize, JsonSchema)]
struct Callers {
    /// The template.
    template: String,
    /// What breaks, a sentence each.
    breaks: Vec<String>,
}

/// Two versions that were compared.
struct Pair {
    item: ItemName,
    against: u32,
    number: u32,
    compared: Compared,
}

async fn difference(
    call: Call,
    Path(path): Path<OfVersion>,
    Query(wanted): Query<Wanted>,
) -> Result<Shown<DifferenceShown>, Problem> {
    let pair = pair(&call, &path, &wanted).await?;
    Ok(Shown::of(shown(&pair, call.language)))
}

async fn difference_page(
    call: Call,
    Path(path): Path<OfVersion>,
    Query(wanted): Query<Wanted>,
) -> Result<Bytes<Page>, Problem> {
    let pair = pair(&call, &path, &wanted).await?;
    let title = format!("{} {} → {}", pair.item, pair.against, pair.number);
    let documents: Vec<(String, Difference)> =
        pair.compared.document.clone().map(|it| (pair.item.to_string(), it)).into_iter().collect();
    let callers: Vec<(String, Vec<String>)> = pair
        .compared
        .callers
        .iter()
        .map(|(key, breaks)| {
            (key.clone(), breaks.iter().map(|found| found.words(call.language)).collect())
        })
        .collect();
    let page = crate::versions::Page { title: &title, documents: &documents, callers: &callers };
    Ok(Bytes::html(diff_html(&page, call.language).into_bytes()))
}

async fn pair(call: &Call, path: &OfVersion, wanted: &Wanted) -> Result<Pair, Problem> {
    let item = item(&path.item)?;
    let mut work = call.read().await?;
    let new = registry::find(&mut work, &call.realm, &item, path.number).await?.document;
    let against = match wanted.against {
        Some(number) => number,
        None => {
            let all = registry::versions(&mut work, &call.realm, &item).await?;
            let before = all.iter().rfind(|other| other.number < new.number);
            before.map_or(0, |before| before.number)
        }
    };
    let old = match against {
        0 => Files::new(),
        number => {
            let old = registry::find(&mut work, &call.realm, &item, number).await?.document;
            files(&mut work, &old).await?
        }
    };
    let after = files(&mut work, &new).await?;
    drop(work);
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let number = new.number;
    let compared = {
        let item = item.clone();
        call.app
            .workshop
            .run(move || {
                let stem = match edition.authority() {
                    Some(code) => format!("authorities/{code}/{item}"),
                    None => item.to_string(),
                };
                let pair = (&old, &after);
                registry::side_by_side((&item, &stem), pair, &edition.files, edition.authority())
            })
            .await?
            .map_err(|error| Problem::template(&error))?
    };
    Ok(Pair { item, against, number, compared })
}

/// The files of a version, by extension.
pub(super) async fn files(work: &mut Work, version: &Version) -> Result<Files, Problem> {
    let mut files = Files::new();
    for (extension, file) in &version.files {
        if let Some(bytes) = work.blob(&file.hash).await? {
            files.insert(extension.clone(), bytes);
        }
    }
    Ok(files)
}

fn shown(pair: &Pair, language: MessageLanguage) -> DifferenceShown {
    let compared = &pair.compared;
    let files = compared.files.iter().map(|(extension, change)| ChangedFile {
        extension: extension.clone(),
        change: match change {
            FileChange::Added => "added",
            FileChange::Removed => "removed",
            FileChange::Changed => "changed",
        },
    });
    let callers = compared.callers.iter().map(|(template, breaks)| Callers {
        template: template.clone(),
        breaks: breaks.iter().map(|found| found.words(language)).collect(),
    });
    let document = compared.document.as_ref();
    let paragraphs = document.into_iter().flat_map(|difference| {
        difference.stories.iter().flat_map(|story| {
            let key = story.kind.key();
            story.paragraphs.iter().map(move |change| paragraph(&key, change, language))
        })
    });
    let condition = |change: &ConditionChange| ChangedCondition {
        from: change.old.as_ref().map(|condition| condition.comparison.clone()),
        to: change.new.as_ref().map(|condition| condition.comparison.clone()),
    };
    DifferenceShown {
        item: pair.item.to_string(),
        against: pair.against,
        number: pair.number,
        files: files.collect(),
        paragraphs: paragraphs.collect(),
        conditions: document
            .into_iter()
            .flat_map(|difference| difference.conditions.iter().map(condition))
            .collect(),
        names: document.map_or_else(ChangedNames::default, |difference| ChangedNames {
            fields_added: difference.fields_added.clone(),
            fields_removed: difference.fields_removed.clone(),
            questions_added: difference.questions_added.clone(),
            questions_removed: difference.questions_removed.clone(),
        }),
        breaks_callers: !compared.callers.is_empty(),
        callers: callers.collect(),
        text: document.map(|difference| diff_text(difference, language)).unwrap_or_default(),
    }
}

fn paragraph(story: &str, change: &ParagraphChange, language: MessageLanguage) -> ChangedParagraph {
    ChangedParagraph {
        story: story.to_owned(),
        change: match change.kind {
            ParagraphChangeKind::Changed => "changed",
            ParagraphChangeKind::Formatted => "formatted",
            ParagraphChangeKind::Added => "added",
            ParagraphChangeKind::Removed => "removed",
            ParagraphChangeKind::Moved => "moved",
        },
        old_paragraph: change.old.as_ref().map(|place| place.paragraph),
        new_paragraph: change.new.as_ref().map(|place| place.paragraph),
        words: change
            .words
            .iter()
            .map(|(sign, text)| Words {
                sign: match sign {
                    Sign::Same => "same",
                    Sign::Removed => "removed",
                    Sign::Added => "added",
                },
                text: text.clone(),
            })
            .collect(),
        format: change_words(&change.format, language),
    }
}
