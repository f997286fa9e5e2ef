//! Templates in use: the list, one of them, its document, and which process needs which.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::download::{DOCX, Docx, Download};
use super::look::{
    Day, InContext, InRealm, OnDay, OneInRealm, Paging, edition, has_words, look, template,
};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{LetterTemplate, View};
use crate::catalogue::{Channel, LetterMode};
use crate::registry::{self, Edition, Responsibility, Use};
use crate::store::Realm;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Templates in use")
        .get(
            "/v1/{environment}/{authority}/templates",
            Operation::new("listTemplates", READ, "Templates in use on a day.").about(
                "The authority's own, and the central ones that it does not override as a whole, in the order of their keys.",
            ),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/templates/{key}",
            Operation::new("showTemplate", READ, "One template, with all that its letters are made of.")
                .about(
                    "An override is found under its own key and under that of the template it overrides. `versions` are those in use of \
                     template, master and elements; of a central template `overridden_by` lists the authorities that changed it.",
                )
                .problems(&[kinds::INVALID]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/templates/{key}/document",
            Operation::new("templateDocument", READ, "The template's Word document, as its author wrote it.")
                .problems(&[kinds::INVALID]),
            document,
        )
        .get(
            "/v1/{environment}/{authority}/processes",
            Operation::new("listProcesses", READ, "Which templates a process and step use.").about(
                "The index to look into before a function is taken into use: of each step its contexts, the templates made in them, and \
                 the template groups that are offered.",
            ),
            processes,
        )
}

/// Which templates.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TemplatesQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only those made in this context.
    #[serde(default)]
    context: Option<String>,
    /// Only those made in contexts of this process.
    #[serde(default)]
    process: Option<String>,
    /// Only those made in contexts of this step.
    #[serde(default)]
    step: Option<String>,
    /// Only those that this template group offers.
    #[serde(default)]
    group: Option<String>,
    /// Only of this letter type, such as `manglerbrev`.
    #[serde(default)]
    letter: Option<String>,
    /// Only those made so.
    #[serde(default)]
    mode: Option<Mode>,
    /// Only those that are so.
    #[serde(default)]
    origin: Option<Origin>,
    /// Only those whose accessibility this one answers for: `central` or `municipality:751`.
    #[serde(default)]
    responsible: Option<String>,
    /// Only those with all these words in key, name, title, category or letter type.
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

/// Who makes the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mode {
    /// A caseworker.
    Manual,
    /// The case system by itself.
    Automatic,
}

/// Whose a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Origin {
    /// The central office's.
    Central,
    /// The authority's change of a central one.
    Override,
    /// The authority's own.
    Own,
}

/// A template in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct TemplateListed {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The letter type, such as `manglerbrev`.
    pub letter: String,
    /// Who makes it.
    pub mode: Mode,
    /// The document category.
    pub category: String,
    /// The contexts it is made in.
    pub contexts: Vec<String>,
    /// The template groups that offer it.
    pub groups: Vec<String>,
    /// Whose it is.
    pub origin: Origin,
    /// Whose it is: `central` or `municipality:751`.
    pub owner: String,
    /// Of an override, the central template's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<String>,
    /// Who answers for its letters.
    pub responsibility: Responsibility,
    /// The number of the version in use.
    pub version: u32,
    /// The first day on which that version was in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// A template.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct TemplateShown {
    /// What a list says of it.
    #[serde(flatten)]
    listed: TemplateListed,
    /// The title in Digital Post, with values of the case: `Afslag på {{Sag.Ydelse}}`.
    title: String,
    /// The KLE key; empty for none.
    kle: String,
    /// Aliases of the questions that are asked for it, in order.
    questions: Vec<String>,
    /// The key of its master template.
    master: Option<String>,
    /// The content elements in its letters, also through others, in the order of the text.
    elements: Vec<ElementIn>,
    /// What always goes along.
    enclosures: Vec<EnclosureShown>,
    /// Documents of the case may go along.
    case_enclosures: bool,
    /// The ways it may be sent, in the order in which they are tried.
    channels: Vec<&'static str>,
    /// What every letter of it must have.
    requires: RequiresShown,
    /// Of an override: SHA-256 of the central document that it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    /// Template groups that offer it, by name.
    offered_in: Vec<Use>,
    /// The versions in use of all that its letters are made of.
    versions: Vec<VersionInUse>,
    /// SHA-256 of the letter as it is put together.
    composed: String,
    /// Of a central template: the authorities that override it, with the key of their own.
    overridden_by: Vec<OverriddenBy>,
}

/// An element in a letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ElementIn {
    /// The key.
    key: String,
    /// What people call it; empty where there is no such element.
    name: String,
    /// Whose it is.
    owner: String,
}

/// Something that goes along with every letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct EnclosureShown {
    /// The file.
    file: String,
    /// Its title.
    title: String,
}

/// What every letter must have.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct RequiresShown {
    /// Fields that must be shown.
    fields: Vec<String>,
    /// Words that must be in the text.
    words: Vec<String>,
    /// What the title begins with.
    title: String,
}

/// A version in use.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct VersionInUse {
    /// The item: `templates/manglerbrev-generelt`.
    item: String,
    /// Whose it is.
    owner: String,
    /// The number of the version.
    version: u32,
    /// The first day on which it was in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
}

/// An authority that overrides.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct OverriddenBy {
    /// The authority's code.
    authority: String,
    /// The key of its own template.
    template: String,
    /// The contexts it is for; empty for all.
    contexts: Vec<String>,
}

async fn list(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<TemplatesQuery>,
) -> Result<Shown<Listed<TemplateListed>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let found = look(&call, query.day, move |edition, view| {
        let mut found: Vec<TemplateListed> = view
            .templates()
            .into_iter()
            .filter(|template| query.meets(view, template))
            .map(|template| listed(edition, view, template))
            .filter(|one| query.meets_listed(one))
            .collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(found)
    })
    .await?;
    Ok(Shown::of(paging.page(found, |one| one.key.clone())?))
}

impl TemplatesQuery {
    fn meets(&self, view: &View<'_>, template: &LetterTemplate) -> bool {
        let manifest = &template.manifest;
        let in_process = manifest.used_in().iter().any(|key| {
            view.catalogue.context(key).is_some_and(|context| {
                self.process.as_ref().is_none_or(|process| *process == context.process)
                    && self.step.as_ref().is_none_or(|step| *step == context.step)
            })
        });
        let text =
            [&manifest.key, &manifest.name, &manifest.title, &manifest.category, &manifest.letter]
                .map(String::as_str)
                .join(" ");
        self.context.as_ref().is_none_or(|context| manifest.used_in().contains(context))
            && (in_process || self.process.is_none() && self.step.is_none())
            && self.letter.as_ref().is_none_or(|letter| *letter == manifest.letter)
            && self.mode.is_none_or(|asked| asked == mode(template))
            && has_words(&text, self.words.as_deref())
    }

    fn meets_listed(&self, one: &TemplateListed) -> bool {
        self.group.as_ref().is_none_or(|group| one.groups.contains(group))
            && self.origin.is_none_or(|origin| origin == one.origin)
            && self
                .responsible
                .as_ref()
                .is_none_or(|owner| *owner == one.responsibility.accessibility_owner)
    }
}

fn mode(template: &LetterTemplate) -> Mode {
    match template.manifest.mode {
        LetterMode::Manual => Mode::Manual,
        LetterMode::Automatic => Mode::Automatic,
    }
}

/// The version in use of a file of the bundle.
fn in_use<'e>(edition: &'e Edition, file: &str) -> Option<&'e registry::InUse> {
    let (stem, _) = file.rsplit_once('.')?;
    edition.versions.get(stem)
}

pub(super) fn listed(
    edition: &Edition,
    view: &View<'_>,
    template: &LetterTemplate,
) -> TemplateListed {
    let manifest = &template.manifest;
    let owner = registry::owner_of(&template.file);
    let origin = match (&manifest.overrides, owner.as_str()) {
        (_, "central") => Origin::Central,
        (Some(_), _) => Origin::Override,
        (None, _)
            if view.bundle.central.templates.iter().any(|it| it.manifest.key == manifest.key) =>
        {
            Origin::Override
        }
        (None, _) => Origin::Own,
    };
    let version = in_use(edition, &template.file).map(|it| &it.version);
    TemplateListed {
        key: manifest.key.clone(),
        name: manifest.name.clone(),
        letter: manifest.letter.clone(),
        mode: mode(template),
        category: manifest.category.clone(),
        contexts: manifest.used_in().to_vec(),
        groups: registry::groups_of(view, &manifest.key)
            .into_iter()
            .map(|group| group.key)
            .collect(),
        origin,
        owner,
        overrides: manifest.overrides.as_ref().map(|of| of.template.clone()),
        responsibility: registry::responsibility(edition, template),
        version: version.map_or(0, |version| version.number),
        from: version.and_then(|version| version.from).map(Day),
    }
}

async fn show(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<TemplateShown>, Problem> {
    let (key, context) = (path.key, query.context);
    let mut shown = look(&call, query.day, move |edition, view| {
        let template = template(view, &key, context.as_deref())?;
        one(edition, view, template)
    })
    .await?;
    if call.realm.is_central() {
        shown.overridden_by = overridden_by(&call, query.day, &shown.listed.key).await?;
    }
    Ok(Shown::of(shown))
}

fn one(
    edition: &Edition,
    view: &View<'_>,
    template: &LetterTemplate,
) -> Result<TemplateShown, Problem> {
    let manifest = &template.manifest;
    let assembled = edition.assembled(view, template).map_err(|error| Problem::template(&error))?;
    let elements: Vec<ElementIn> = assembled
        .composed
        .elements
        .iter()
        .map(|key| {
            let element = view.element(key);
            ElementIn {
                key: key.clone(),
                name: element.map(|element| element.name.clone()).unwrap_or_default(),
                owner: element.map(|element| registry::owner_of(&element.file)).unwrap_or_default(),
            }
        })
        .collect();
    let master = manifest.master.as_deref().and_then(|key| view.master(key));
    let files = std::iter::once(&template.file)
        .chain(master.map(|master| &master.file))
        .chain(elements.iter().filter_map(|it| view.element(&it.key)).map(|it| &it.file));
    let mut versions: Vec<VersionInUse> = Vec::new();
    for found in files.filter_map(|file| in_use(edition, file)) {
        let item = found.version.item.to_string();
        if versions.iter().all(|other| other.item != item) {
            let owner = if found.realm.is_central() {
                "central".to_owned()
            } else {
                format!("municipality:{}", found.realm.authority)
            };
            let from = found.version.from.map(Day);
            versions.push(VersionInUse { item, owner, version: found.version.number, from });
        }
    }
    let channels = manifest.channels.iter().map(|channel| match channel {
        Channel::DigitalPost => "digital-post",
        Channel::RemotePrint => "remote-print",
        Channel::LocalPrint => "local-print",
        Channel::SecureMail => "secure-mail",
    });
    let enclosures = manifest.enclosures.iter();
    Ok(TemplateShown {
        title: manifest.title.clone(),
        kle: manifest.kle.clone(),
        questions: manifest.questions.clone(),
        master: manifest.master.clone(),
        elements,
        enclosures: enclosures
            .map(|it| EnclosureShown { file: it.file.clone(), title: it.title.clone() })
            .collect(),
        case_enclosures: manifest.case_enclosures,
        channels: channels.collect(),
        requires: RequiresShown {
            fields: manifest.requires.fields.clone(),
            words: manifest.requires.words.clone(),
            title: manifest.requires.title.clone(),
        },
        base: manifest.overrides.as_ref().map(|of| of.base.clone()),
        offered_in: registry::groups_of(view, &manifest.key),
        versions,
        composed: assembled.template.hash().to_owned(),
        overridden_by: Vec::new(),
        listed: listed(edition, view, template),
    })
}

/// The authorities that override a central template.
async fn overridden_by(
    call: &Call,
    day: Option<Day>,
    key: &str,
) -> Result<Vec<OverriddenBy>, Problem> {
    let environment = &call.realm.environment;
    let mut work = call.read().await?;
    let codes = registry::authorities_with_own(&mut work, environment).await?;
    drop(work);
    let day = day.map_or_else(|| call.now.day(), |day| day.0);
    let mut found = Vec::new();
    for code in codes {
        let realm = Realm::new(environment.clone(), code.clone());
        let edition = call.app.editions.of(&call.app.store, &realm, day).await?;
        let Some(authority) = edition.view().and_then(|view| view.authority) else { continue };
        for own in &authority.layer.templates {
            let of = own.manifest.overrides.as_ref();
            if own.manifest.key == key || of.is_some_and(|of| of.template == key) {
                found.push(OverriddenBy {
                    authority: code.clone(),
                    template: own.manifest.key.clone(),
                    contexts: of.map(|of| of.contexts.clone()).unwrap_or_default(),
                });
            }
        }
    }
    Ok(found)
}

async fn document(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Docx, Problem> {
    let edition = edition(&call, query.day).await?;
    let view = edition.view().ok_or_else(Problem::ours)?;
    let template = template(&view, &path.key, query.context.as_deref())?;
    let (name, bytes) = (format!("{}.docx", template.manifest.key), template.document.clone());
    Ok(Docx(Download { media: DOCX, name, bytes }))
}

/// A process and what it needs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ProcessShown {
    /// The process.
    process: String,
    /// Its steps.
    steps: Vec<StepShown>,
}

/// A step of a process.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct StepShown {
    /// The step; empty where contexts and groups name none.
    step: String,
    /// The contexts in which letters are made.
    contexts: Vec<ContextIndex>,
    /// The template groups that are offered.
    groups: Vec<GroupIndex>,
}

/// A context and its templates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ContextIndex {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// The case types it is used for.
    case_types: Vec<String>,
    /// The templates made in it.
    templates: Vec<TemplateIndex>,
}

/// A template in the index.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct TemplateIndex {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// The letter type.
    letter: String,
    /// Who makes it.
    mode: Mode,
    /// Whose it is.
    owner: String,
}

/// A template group in the index.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct GroupIndex {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// Keys of its templates, in the order in which they are offered.
    templates: Vec<String>,
    /// The one that is suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
}

async fn processes(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<Listed<ProcessShown>>, Problem> {
    let items = look(&call, query.day, |_, view| Ok(index(view))).await?;
    Ok(Shown::of(Listed { items, next: None }))
}

fn index(view: &View<'_>) -> Vec<ProcessShown> {
    let mut found: BTreeMap<(String, String), (Vec<ContextIndex>, Vec<GroupIndex>)> =
        BTreeMap::new();
    for context in &view.catalogue.contexts {
        let made_in = view.templates().into_iter().filter(|template| {
            // Of an override for a context alone, the central template is not made there.
            template.manifest.used_in().contains(&context.key)
                && view
                    .template(&template.manifest.key, Some(&context.key))
                    .is_some_and(|used| used.file == template.file)
        });
        let templates = made_in.map(|template| TemplateIndex {
            key: template.manifest.key.clone(),
            name: template.manifest.name.clone(),
            letter: template.manifest.letter.clone(),
            mode: mode(template),
            owner: registry::owner_of(&template.file),
        });
        let place = (context.process.clone(), context.step.clone());
        found.entry(place).or_default().0.push(ContextIndex {
            key: context.key.clone(),
            name: context.name.clone(),
            case_types: context.case_types.clone(),
            templates: templates.collect(),
        });
    }
    for (group, _) in registry::groups(view) {
        let place = (group.process.clone(), group.step.clone());
        found.entry(place).or_default().1.push(GroupIndex {
            key: group.key.clone(),
            name: group.name.clone(),
            templates: group.templates.clone(),
            default: group.default.clone(),
        });
    }
    let mut processes: Vec<ProcessShown> = Vec::new();
    for ((process, step), (contexts, groups)) in found {
        let step = StepShown { step, contexts, groups };
        match processes.last_mut().filter(|last| last.process == process) {
            Some(last) => last.steps.push(step),
            None => processes.push(ProcessShown { process, steps: vec![step] }),
        }
    }
    processes
}
