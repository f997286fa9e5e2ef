//! Entries of any list: shown, added, changed and taken out, the same way for questions, reasons, suppliers, prices and groups.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::look::{Day, InRealm, OnDay, OneInRealm, Paging, edition, has_words, look, nothing};
use crate::api::{Body, Call, Done, Listed, Made, Path, Problem, Query, Shown, etag, kinds};
use crate::bundle::{Entry, EntryEdit, EntryList, Files, Found, Layer, View};
use crate::catalogue::Catalogue;
use crate::diagnostic::{MessageLanguage, Severity};
use crate::registry::{self, Edition, EntryError, Revision, Use};
use crate::store::{Realm, Work};

/// A kind of entry, as it is sent and shown.
pub(super) trait Kind:
    Clone + Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static
{
    /// The list it is kept in.
    const LIST: EntryList;
    /// Its name in paths.
    const PATH: &'static str;

    /// The entries of a layer, in the order of its file.
    fn of_layer(layer: &Layer, files: &Files) -> Vec<Self>;
    /// The key.
    fn key(&self) -> String;
    /// The entry as the file says it.
    fn entry(&self, catalogue: &Catalogue) -> Entry;
    /// Refuses values that cannot stand in a file.
    fn check(&self) -> Result<(), Problem>;
    /// The contexts it is for; `None` for all.
    fn contexts(&self) -> Option<&[String]> {
        None
    }
    /// Fills in what may be left out.
    fn complete(&mut self, _view: &View<'_>, _before: Option<&Self>) {}
    /// What uses it.
    fn uses(_view: &View<'_>, _key: &str) -> Vec<Use> {
        Vec::new()
    }
    /// Refuses a change of what others rely on.
    fn may_become(&self, _after: &Self) -> Result<(), Problem> {
        Ok(())
    }
}

/// An entry.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EntryShown<K> {
    /// Its key in paths.
    id: String,
    /// Whose it is: `central` or `municipality:751`.
    owner: String,
    /// It takes the place of a central one of the same key.
    overrides_central: bool,
    /// What uses it.
    used_by: Vec<Use>,
    /// The entry, as `PUT` takes it.
    entry: K,
}

/// Which entries.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntriesQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only those that are for this context; of a kind without contexts, all.
    #[serde(default)]
    context: Option<String>,
    /// Only those with all these words.
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

/// What is the realm's own in an edition.
pub(super) fn own_layer<'v>(edition: &Edition, view: &View<'v>) -> Option<&'v Layer> {
    if edition.realm.is_central() {
        Some(&view.bundle.central)
    } else {
        view.authority.map(|authority| &authority.layer)
    }
}

fn own<K: Kind>(edition: &Edition, view: &View<'_>) -> Vec<K> {
    own_layer(edition, view).map(|layer| K::of_layer(layer, &edition.files)).unwrap_or_default()
}

fn central<K: Kind>(edition: &Edition, view: &View<'_>) -> Vec<K> {
    if edition.realm.is_central() {
        return Vec::new();
    }
    K::of_layer(&view.bundle.central, &edition.files)
}

fn all<K: Kind>(edition: &Edition, view: &View<'_>) -> Vec<EntryShown<K>> {
    let (own, central) = (own::<K>(edition, view), central::<K>(edition, view));
    let owner = match edition.authority() {
        Some(code) => format!("municipality:{code}"),
        None => "central".to_owned(),
    };
    let shown = |entry: K, owner: String, overrides_central| EntryShown {
        id: entry.key(),
        owner,
        overrides_central,
        used_by: K::uses(view, &entry.key()),
        entry,
    };
    let is_own = |key: &str| own.iter().any(|entry| entry.key() == key);
    let mut found: Vec<EntryShown<K>> = central
        .iter()
        .filter(|entry| !is_own(&entry.key()))
        .map(|entry| shown(entry.clone(), "central".to_owned(), false))
        .collect();
    found.extend(own.iter().map(|entry| {
        let overrides = central.iter().any(|other| other.key() == entry.key());
        shown(entry.clone(), owner.clone(), overrides)
    }));
    found
}

fn revision<K: Kind>(edition: &Edition) -> i64 {
    i64::from(registry::own_version(edition, &registry::item_of(K::LIST)))
}

/// Lists the entries of a kind.
pub(super) async fn list<K: Kind>(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<EntriesQuery>,
) -> Result<Shown<Listed<EntryShown<K>>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let (number, found) = look(&call, query.day, move |edition, view| {
        let meets = |shown: &EntryShown<K>| {
            let text = serde_json::to_string(&shown.entry).unwrap_or_default();
            let in_context = match (&query.context, shown.entry.contexts()) {
                (Some(context), Some(contexts)) => contexts.contains(context),
                _ => true,
            };
            in_context && has_words(&text, query.words.as_deref())
        };
        let found: Vec<_> = all::<K>(edition, view).into_iter().filter(meets).collect();
        Ok((revision::<K>(edition), found))
    })
    .await?;
    let body = paging.page(found, |shown| shown.id.clone())?;
    Ok(Shown { revision: Some(number), body })
}

/// Shows an entry.
pub(super) async fn show<K: Kind>(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<EntryShown<K>>, Problem> {
    look(&call, query.day, move |edition, view| {
        let found = all::<K>(edition, view).into_iter().find(|shown| shown.id == path.key);
        let body = found.ok_or_else(nothing)?;
        Ok(Shown { revision: Some(revision::<K>(edition)), body })
    })
    .await
}

/// What is to be published, and what is answered then.
pub(super) struct Plan<T> {
    pub revision: Revision,
    pub note: String,
    pub body: T,
}

/// Plans a change where blocking is allowed, with the edition of today.
pub(super) async fn plan<T: Send + 'static>(
    call: &Call,
    edition: Arc<Edition>,
    of: impl FnOnce(&Edition, &View<'_>) -> Result<Plan<T>, Problem> + Send + 'static,
) -> Result<Plan<T>, Problem> {
    let run = move || {
        let view = edition.view().ok_or_else(Problem::ours)?;
        of(&edition, &view)
    };
    call.app.workshop.run(run).await?
}

/// Publishes what was planned. `None` where another was faster.
pub(super) async fn publish<T>(
    call: &Call,
    plan: &Plan<T>,
) -> Result<Option<(Work, u32)>, Problem> {
    let mut work = call.write().await?;
    let day = call.now.day();
    let published =
        registry::publish_entries(&mut work, &call.realm, &plan.revision, day, &plan.note).await;
    match published {
        Ok(number) => Ok(Some((work, number))),
        Err(EntryError::Changed) => {
            drop(work);
            call.app.editions.forget(Some(&call.realm));
            Ok(None)
        }
        Err(error) => Err(refused(error, call.language)),
    }
}

/// Checks that the caller has read the version it changes.
pub(super) fn matches(call: &Call, number: i64) -> Result<(), Problem> {
    let Some(asked) = &call.if_match else { return Err(Problem::of(kinds::REVISION_NEEDED)) };
    let tag = etag(number);
    let is_it = asked.split(',').any(|one| matches!(one.trim(), own if own == "*" || own == tag));
    if is_it { Ok(()) } else { Err(Problem::of(kinds::CHANGED)) }
}

/// Adds an entry to the realm's own.
pub(super) async fn add<K: Kind>(
    call: Call,
    _: Path<InRealm>,
    Body(entry): Body<K>,
) -> Result<Made<EntryShown<K>>, Problem> {
    // Nobody says what version they add to: what another adds meanwhile is no reason to refuse.
    const TRIES: usize = 3;
    entry.check()?;
    for _ in 0..TRIES {
        let (edition, mut entry, language) =
            (edition(&call, None).await?, entry.clone(), call.language);
        let plan = plan(&call, edition, move |edition, view| {
            entry.complete(view, None);
            let key = entry.key();
            if all::<K>(edition, view).iter().any(|other| other.id == key) {
                return Err(Problem::of(kinds::ALREADY_THERE).with("key", key));
            }
            let edit = EntryEdit::Add(entry.entry(&view.catalogue));
            planned(edition, view, edit, format!("{}/{key} added", K::PATH), Some(entry), language)
        })
        .await?;
        let Some((work, number)) = publish(&call, &plan).await? else { continue };
        let body = plan.body.ok_or_else(Problem::ours)?;
        let location = location(&call.realm, K::PATH, &body.id);
        let made = Made { location, revision: Some(i64::from(number)), body };
        let made = call.made(work, made).await?;
        call.app.editions.forget(Some(&call.realm));
        return Ok(made);
    }
    Err(Problem::of(kinds::BUSY))
}

fn planned<K: Kind>(
    edition: &Edition,
    view: &View<'_>,
    edit: EntryEdit,
    note: String,
    after: Option<K>,
    language: MessageLanguage,
) -> Result<Plan<Option<EntryShown<K>>>, Problem> {
    let revision =
        registry::revise(edition, K::LIST, &[edit]).map_err(|error| refused(error, language))?;
    let body = after.map(|entry| EntryShown {
        id: entry.key(),
        owner: match edition.authority() {
            Some(code) => format!("municipality:{code}"),
            None => "central".to_owned(),
        },
        overrides_central: central::<K>(edition, view).iter().any(|it| it.key() == entry.key()),
        used_by: K::uses(view, &entry.key()),
        entry,
    });
    Ok(Plan { revision, note, body })
}

/// Puts an entry in the place of the one of its key; of a central one a municipality makes its own.
pub(super) async fn change<K: Kind>(
    call: Call,
    Path(path): Path<OneInRealm>,
    Body(entry): Body<K>,
) -> Result<Shown<EntryShown<K>>, Problem> {
    entry.check()?;
    if entry.key() != path.key {
        return Err(Problem::invalid(
            "key",
            "nøglen i adressen og i indholdet er ikke den samme",
            "the keys in the path and in the body differ",
        ));
    }
    let edition = edition(&call, None).await?;
    let elsewhere = used_elsewhere::<K>(&call, &path.key).await?;
    let (asker, language) = (call.clone(), call.language);
    let plan = plan(&call, edition, move |edition, view| {
        let (own, central) = (own::<K>(edition, view), central::<K>(edition, view));
        let key = path.key;
        let index = own.iter().position(|it| it.key() == key);
        let before = index.map(|index| &own[index]);
        let before = before.or_else(|| central.iter().find(|it| it.key() == key));
        let before = before.ok_or_else(nothing)?;
        matches(&asker, revision::<K>(edition))?;
        let mut entry = entry;
        entry.complete(view, Some(before));
        let used = !elsewhere.is_empty() || !K::uses(view, &key).is_empty();
        if used {
            before.may_become(&entry)?;
        }
        let said = entry.entry(&view.catalogue);
        let edit = match index {
            Some(index) => EntryEdit::Replace(index, said),
            None => EntryEdit::Add(said),
        };
        planned(edition, view, edit, format!("{}/{key} changed", K::PATH), Some(entry), language)
    })
    .await?;
    let published = publish(&call, &plan).await?;
    let (work, number) = published.ok_or_else(|| Problem::of(kinds::CHANGED))?;
    work.commit().await?;
    call.app.editions.forget(Some(&call.realm));
    let body = plan.body.ok_or_else(Problem::ours)?;
    Ok(Shown { revision: Some(i64::from(number)), body })
}

/// Takes an entry of the realm's own out; a central one of its key holds again.
pub(super) async fn remove<K: Kind>(
    call: Call,
    Path(path): Path<OneInRealm>,
) -> Result<Done, Problem> {
    let edition = edition(&call, None).await?;
    let elsewhere = used_elsewhere::<K>(&call, &path.key).await?;
    let (asker, language) = (call.clone(), call.language);
    let plan = plan(&call, edition, move |edition, view| {
        let key = path.key;
        let own = own::<K>(edition, view);
        let index = own.iter().position(|it| it.key() == key).ok_or_else(|| {
            let is_central = central::<K>(edition, view).iter().any(|it| it.key() == key);
            if is_central {
                Problem::not_found(
                    "kommunen har ingen egen: den er centraladministrationens",
                    "the municipality has none of its own: it is the central office's",
                )
            } else {
                nothing()
            }
        })?;
        matches(&asker, revision::<K>(edition))?;
        let falls_back = central::<K>(edition, view).iter().any(|it| it.key() == key);
        let mut uses = if falls_back { Vec::new() } else { K::uses(view, &key) };
        uses.extend(elsewhere);
        if !uses.is_empty() {
            return Err(in_use(&uses));
        }
        let note = format!("{}/{key} removed", K::PATH);
        planned::<K>(edition, view, EntryEdit::Remove(index), note, None, language)
    })
    .await?;
    let published = publish(&call, &plan).await?;
    let (work, _) = published.ok_or_else(|| Problem::of(kinds::CHANGED))?;
    work.commit().await?;
    call.app.editions.forget(Some(&call.realm));
    Ok(Done)
}

/// What uses a central entry in municipalities that have none of their own over it.
async fn used_elsewhere<K: Kind>(call: &Call, key: &str) -> Result<Vec<Use>, Problem> {
    if !call.realm.is_central() {
        return Ok(Vec::new());
    }
    let mut work = call.read().await?;
    let codes = registry::authorities_with_own(&mut work, &call.realm.environment).await?;
    drop(work);
    let mut found = Vec::new();
    for code in codes {
        let realm = Realm::new(call.realm.environment.clone(), code.clone());
        let edition = call.app.editions.of(&call.app.store, &realm, call.now.day()).await?;
        let key = key.to_owned();
        let uses = call.app.workshop.run(move || {
            let view = edition.view()?;
            let has_own = own::<K>(&edition, &view).iter().any(|entry| entry.key() == key);
            let owner = format!("municipality:{code}");
            let uses = if has_own { Vec::new() } else { K::uses(&view, &key) };
            Some(uses.into_iter().filter(|one| one.owner == owner).collect::<Vec<_>>())
        });
        found.extend(uses.await?.unwrap_or_default());
    }
    Ok(found)
}

/// 409: where something is used.
pub(super) fn in_use(uses: &[Use]) -> Problem {
    let used_by = serde_json::to_value(uses).unwrap_or_default();
    Problem::of(kinds::IN_USE).with("used_by", used_by)
}

/// The path of an entry.
pub(super) fn location(realm: &Realm, path: &str, key: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    let encoded: String = key
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("/v1/{}/{}/{path}/{encoded}", realm.environment, realm.authority)
}

/// Why a change is refused, in the words of the bundle's reader.
pub(super) fn refused(error: EntryError, language: MessageLanguage) -> Problem {
    match error {
        EntryError::Found(found) => {
            let has = |code: &str| found.iter().any(|one| one.diagnostic.finding.code() == code);
            let kind = if has("B726") {
                kinds::UNKNOWN_SUPPLIER
            } else if has("B751") {
                kinds::DAYS_OVERLAP
            } else {
                kinds::ENTRY_REFUSED
            };
            let problem = match found.first() {
                Some(first) => Problem::of(kind).because(
                    first.diagnostic.finding.message(MessageLanguage::Danish),
                    first.diagnostic.finding.message(MessageLanguage::English),
                ),
                None => Problem::of(kind),
            };
            let findings: Vec<Json> = found.iter().map(|one| finding(one, language)).collect();
            problem.with("findings", findings)
        }
        EntryError::LaterPublished(day) => {
            Problem::of(kinds::LATER_PUBLISHED).with("from", day.to_string())
        }
        EntryError::Changed => Problem::of(kinds::CHANGED),
        EntryError::Edit(error) => {
            let words = error.to_string();
            Problem::of(kinds::ENTRY_REFUSED).because(words.clone(), words)
        }
        EntryError::Store(error) => error.into(),
    }
}

/// What the reader found, as JSON.
pub(super) fn finding(found: &Found, language: MessageLanguage) -> Json {
    let finding = &found.diagnostic.finding;
    json!({
        "code": finding.code(),
        "severity": match found.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": finding.message(language),
        "help": finding.help(language),
        "file": found.file,
        "line": found.line,
        "excerpt": found.excerpt,
    })
}

/// Signs of a text that stands in a file: none that control, but lines where there may be several.
pub(super) fn text(field: &str, value: &str, most: usize, lines: bool) -> Result<(), Problem> {
    let is_bad =
        |c: char| (c < ' ' || c == '\u{7f}') && !(lines && matches!(c, '\n' | '\r' | '\t'));
    if value.chars().any(is_bad) {
        return Err(Problem::invalid(
            field,
            "teksten har styretegn",
            "the text has control characters",
        ));
    }
    let length = value.chars().count();
    if length == 0 || length > most {
        return Err(Problem::invalid(
            field,
            format!("teksten har 1 til {most} tegn"),
            format!("the text has 1 to {most} characters"),
        ));
    }
    Ok(())
}

/// Signs of a key.
pub(super) fn key(field: &str, value: &str) -> Result<(), Problem> {
    const LONGEST: usize = 80;
    let inner = |c: char| c.is_ascii_alphanumeric() || "ÆØÅæøå".contains(c);
    let ok = (1..=LONGEST).contains(&value.chars().count())
        && value.chars().all(|c| inner(c) || c == '-')
        && value.starts_with(inner)
        && value.ends_with(inner);
    if ok {
        return Ok(());
    }
    Err(Problem::invalid(
        field,
        "en nøgle er 1 til 80 bogstaver, cifre og bindestreger og begynder og slutter ikke med bindestreg",
        "a key is 1 to 80 letters, digits and hyphens, without a hyphen at its ends",
    ))
}

/// Checks a list of texts.
pub(super) fn texts(field: &str, values: &[String], most: usize) -> Result<(), Problem> {
    const ITEMS: usize = 500;
    if values.len() > ITEMS {
        return Err(Problem::invalid(
            field,
            format!("listen har højst {ITEMS}"),
            format!("the list has at most {ITEMS}"),
        ));
    }
    values.iter().try_for_each(|value| text(field, value, most, false))
}

/// The pattern of a key in schemas.
pub(super) const KEY: &str = r"^[A-Za-z0-9ÆØÅæøå]([A-Za-z0-9ÆØÅæøå-]{0,78}[A-Za-z0-9ÆØÅæøå])?$";
/// The pattern of a text of one line in schemas.
pub(super) const LINE: &str = r"^[^\x00-\x1F\x7F]*$";
/// The pattern of a text of several lines in schemas.
pub(super) const LINES: &str = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F]*$";
