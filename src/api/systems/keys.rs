//! Keys of case systems: made, shown once, rotated with an overlap, revoked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::access_problems::{shown_once, text};
use super::super::{
    Body, Call, Done, Listed, Made, Operation, Path, Problem, Routes, Shown, kinds,
};
use super::{SystemPath, system};
use crate::access::{Key, Permission, Secret};
use crate::store::{Kept, Moment, Work};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/systems/{system}/keys",
            Operation::new(
                "listKeys",
                Permission::Administer,
                "The keys of a system, oldest first.",
            )
            .problems(&[kinds::NOT_FOUND]),
            list,
        )
        .post(
            "/v1/systems/{system}/keys",
            Operation::new(
                "makeKey",
                Permission::Administer,
                "Makes a key for one environment, and shows it once.",
            )
            .about("Only its hash is kept. It is sent as `Authorization: Bearer bk_…`.")
            .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW, kinds::SHOWN_ONCE])
            .replays_itself(),
            make,
        )
        .post(
            "/v1/systems/{system}/keys/{key}/rotate",
            Operation::new(
                "rotateKey",
                Permission::Administer,
                "Makes a key that takes another's place; both work for a while.",
            )
            .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW, kinds::SHOWN_ONCE])
            .replays_itself(),
            rotate,
        )
        .delete(
            "/v1/systems/{system}/keys/{key}",
            Operation::new("revokeKey", Permission::Administer, "Revokes a key at once.")
                .problems(&[kinds::NOT_FOUND]),
            revoke,
        )
}

/// A key.
#[derive(Debug, Serialize, JsonSchema)]
struct KeyView {
    /// The id, which is no secret.
    id: String,
    /// What it is for.
    name: String,
    /// The only environment that it opens.
    environment: String,
    /// How the secret ends.
    ending: String,
    /// When it was made.
    made: Moment,
    /// When it ends.
    until: Moment,
    /// It opens something now.
    open: bool,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked: Option<Moment>,
    /// When it was last used, give or take ten minutes; absent where it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used: Option<Moment>,
    /// The id of the key that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

fn view(kept: &Kept<Key>, now: Moment) -> KeyView {
    let open = kept.document.is_open(now);
    let Key {
        id, name, environment, ending, made_at, until, revoked, last_used, replaced_by, ..
    } = kept.document.clone();
    KeyView {
        made: made_at,
        id,
        name,
        environment,
        ending,
        until,
        open,
        revoked,
        last_used,
        replaced_by,
    }
}

/// A key that was just made.
#[derive(Serialize, JsonSchema)]
struct NewKeyView {
    /// The secret, shown once.
    secret: String,
    /// The key.
    key: KeyView,
}

/// A key to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewKey {
    /// What it is for.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// The only environment that it opens.
    #[schemars(length(min = 1, max = 40))]
    environment: String,
    /// Days that it works; as long as the settings allow where it is left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 3650))]
    days: Option<u32>,
}

/// How a key is rotated.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// Hours that the old key still works; 24 where it is left out.
    #[serde(default = "default_overlap")]
    #[schemars(range(min = 0, max = 720))]
    overlap_hours: u32,
    /// Days that the new key works.
    #[serde(default)]
    #[schemars(range(min = 1, max = 3650))]
    days: Option<u32>,
}

fn default_overlap() -> u32 {
    24
}

#[derive(Deserialize, JsonSchema)]
struct KeyPath {
    /// The id of the system.
    system: String,
    /// The id of the key.
    key: String,
}

async fn key(work: &mut Work, path: &KeyPath) -> Result<Kept<Key>, Problem> {
    let keys = Key::of(work, &path.system).await?;
    let found = keys.into_iter().find(|key| key.document.id == path.key);
    found.ok_or_else(|| Problem::of(kinds::NOT_FOUND))
}

/// When a key ends.
fn until(call: &Call, days: Option<u32>) -> Result<Moment, Problem> {
    let longest = call.app.setup.access.key_days;
    let days = days.map_or(longest, i64::from);
    if (1..=longest).contains(&days) {
        return Ok(call.now.plus_days(days));
    }
    Err(Problem::invalid("days", format!("1 til {longest} dage"), format!("1 to {longest} days")))
}

async fn list(call: Call, Path(path): Path<SystemPath>) -> Result<Shown<Listed<KeyView>>, Problem> {
    let mut work = call.read().await?;
    system(&mut work, &path.system).await?;
    let keys = Key::of(&mut work, &path.system).await?;
    let items = keys.iter().map(|kept| view(kept, call.now)).collect();
    Ok(Shown::of(Listed { items, next: None }))
}

async fn make(
    call: Call,
    Path(path): Path<SystemPath>,
    Body(body): Body<NewKey>,
) -> Result<Made<NewKeyView>, Problem> {
    shown_once(&call)?;
    let name = text("name", &body.name, 1, 100)?;
    if !call.app.setup.environments.contains(&body.environment) {
        return Err(Problem::invalid("environment", "et af miljøerne", "one of the environments"));
    }
    let until = until(&call, body.days)?;
    let mut work = call.write().await?;
    let kept = system(&mut work, &path.system).await?;
    if kept.document.blocked {
        return Err(Problem::of(kinds::NOT_NOW).with("state", "blocked"));
    }
    let made = Key::make(&mut work, &path.system, &name, &body.environment, until).await?;
    answer(&call, work, made).await
}

async fn rotate(
    call: Call,
    Path(path): Path<KeyPath>,
    Body(body): Body<Rotation>,
) -> Result<Made<NewKeyView>, Problem> {
    shown_once(&call)?;
    if body.overlap_hours > 720 {
        return Err(Problem::invalid("overlap_hours", "0 til 720 timer", "0 to 720 hours"));
    }
    let until = until(&call, body.days)?;
    let overlap = call.now.plus_seconds(i64::from(body.overlap_hours) * 3_600);
    let mut work = call.write().await?;
    let old = key(&mut work, &path).await?;
    let made = Key::rotate(&mut work, &old, until, overlap).await?;
    answer(&call, work, made).await
}

async fn answer(
    call: &Call,
    work: Work,
    (secret, kept): (Secret, Kept<Key>),
) -> Result<Made<NewKeyView>, Problem> {
    let location = format!("/v1/systems/{}/keys", kept.document.system);
    // The secret is in no answer that is remembered.
    call.commit(work, axum::http::StatusCode::CREATED, &location, "{}".to_owned()).await?;
    call.app.door.forget();
    let body = NewKeyView { secret: secret.shown().to_owned(), key: view(&kept, call.now) };
    Ok(Made { location, revision: None, body })
}

async fn revoke(call: Call, Path(path): Path<KeyPath>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = key(&mut work, &path).await?;
    Key::revoke(&mut work, &kept).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}
