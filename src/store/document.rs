//! Documents: what is kept by key in a realm, with a revision that tells whether another was faster.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::select::Select;
use super::{Moment, Realm, StoreError, Work};

/// Something that is kept, as JSON.
pub trait Document: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// What it is, such as `account`: its part of the `entry` table.
    const KIND: &'static str;
    /// Whether its former revisions are kept. Not those of what must be forgotten, nor of what only counts.
    const HISTORY: bool = true;

    /// What it can be found by, beside its key.
    fn marks(&self) -> Marks {
        Marks::default()
    }
}

/// What a document can be found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Where it is in its life, such as `approved`.
    pub state: String,
    /// What it is about: another key, or a code of whom it is about.
    pub subject: String,
    /// When something is to be done about it.
    pub due: Option<Moment>,
}

/// A document as it is kept.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// Where.
    pub realm: Realm,
    /// Under which key.
    pub key: String,
    /// Counts its changes, from 1: the entity tag.
    pub revision: i64,
    /// When it was first kept.
    pub made_at: Moment,
    /// When it was last changed.
    pub changed_at: Moment,
    /// The document.
    pub document: T,
}

/// Which documents of a kind are wanted, in the order of their keys.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Only of this environment.
    pub environment: Option<String>,
    /// Only of this authority.
    pub authority: Option<String>,
    /// Only in this state.
    pub state: Option<String>,
    /// Only about this.
    pub subject: Option<String>,
    /// Only of keys that begin so.
    pub prefix: Option<String>,
    /// Only what is due at this moment.
    pub due_by: Option<Moment>,
    /// Only those after this one: the cursor of the page before.
    pub after: Option<String>,
    /// The latest keys first.
    pub backwards: bool,
    /// So many at most; 0 for all.
    pub limit: usize,
}

impl Listing {
    /// All of a realm.
    pub fn of(realm: &Realm) -> Self {
        Listing {
            environment: Some(realm.environment.clone()),
            authority: Some(realm.authority.clone()),
            ..Listing::default()
        }
    }
}

/// A page of documents.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The documents.
    pub items: Vec<Kept<T>>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

impl Work {
    /// Keeps a new document.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] when the key is taken.
    pub async fn insert<T: Document>(
        &mut self,
        realm: &Realm,
        key: &str,
        document: T,
    ) -> Result<Kept<T>, StoreError> {
        let now = self.now();
        let marks = document.marks();
        let done = sqlx::query(
            "INSERT INTO entry (environment, authority, kind, key, revision, state, subject, due, body, made_at, changed_at) \
             VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING",
        )
        .bind(realm.environment.clone())
        .bind(realm.authority.clone())
        .bind(T::KIND)
        .bind(key.to_owned())
        .bind(marks.state)
        .bind(marks.subject)
        .bind(due(marks.due))
        .bind(body(key, &document)?)
        .bind(now.to_string())
        .execute(&mut *self.transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::AlreadyThere { kind: T::KIND, key: key.to_owned() });
        }
        let (realm, key) = (realm.clone(), key.to_owned());
        Ok(Kept { realm, key, revision: 1, made_at: now, changed_at: now, document })
    }

    /// Puts another document in the place of one that was read.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] when another changed it since.
    pub async fn replace<T: Document>(
        &mut self,
        kept: &Kept<T>,
        document: T,
    ) -> Result<Kept<T>, StoreError> {
        if T::HISTORY {
            self.keep_former(kept).await?;
        }
        let now = self.now();
        let marks = document.marks();
        let done = sqlx::query(
            "UPDATE entry SET revision = revision + 1, state = $1, subject = $2, due = $3, body = $4, changed_at = $5 \
             WHERE environment = $6 AND authority = $7 AND kind = $8 AND key = $9 AND revision = $10",
        )
        .bind(marks.state)
        .bind(marks.subject)
        .bind(due(marks.due))
        .bind(body(&kept.key, &document)?)
        .bind(now.to_string())
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .bind(kept.revision)
        .execute(&mut *self.transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Changed { kind: T::KIND, key: kept.key.clone() });
        }
        Ok(Kept { revision: kept.revision + 1, changed_at: now, document, ..kept.clone() })
    }

    /// Removes a document that was read, with its files. Former revisions stay where they are kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] when another changed it since.
    pub async fn remove<T: Document>(&mut self, kept: &Kept<T>) -> Result<(), StoreError> {
        if T::HISTORY {
            self.keep_former(kept).await?;
        }
        let done = sqlx::query(
            "DELETE FROM entry WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4 AND revision = $5",
        )
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .bind(kept.revision)
        .execute(&mut *self.transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Changed { kind: T::KIND, key: kept.key.clone() });
        }
        self.remove_files(&kept.realm, T::KIND, &kept.key).await
    }

    /// The document of a key.
    pub async fn get<T: Document>(
        &mut self,
        realm: &Realm,
        key: &str,
    ) -> Result<Option<Kept<T>>, StoreError> {
        let row = sqlx::query(
            "SELECT environment, authority, key, revision, body, made_at, changed_at FROM entry \
             WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4",
        )
        .bind(realm.environment.clone())
        .bind(realm.authority.clone())
        .bind(T::KIND)
        .bind(key.to_owned())
        .fetch_optional(&mut *self.transaction)
        .await?;
        row.as_ref().map(read).transpose()
    }

    /// A page of the documents of a kind.
    pub async fn list<T: Document>(&mut self, listing: &Listing) -> Result<Page<T>, StoreError> {
        let mut query = Select::new(
            "SELECT environment, authority, key, revision, body, made_at, changed_at FROM entry",
        );
        filter(&mut query, T::KIND, listing);
        // Of one realm a key is enough to go on after; of several the same key may stand in each.
        let is_of_one = listing.environment.is_some() && listing.authority.is_some();
        if let Some(after) = &listing.after {
            let mut parts = after.splitn(3, PART);
            query.text(
                if listing.backwards { " AND (key < " } else { " AND (key > " },
                key_of(&mut parts),
            );
            if let (false, Some(authority), Some(environment)) =
                (is_of_one, parts.next(), parts.next())
            {
                let key = key_of(&mut after.splitn(3, PART));
                query.text(" OR key = ", key);
                query.text(
                    if listing.backwards { " AND (authority < " } else { " AND (authority > " },
                    authority,
                );
                query.text(" OR authority = ", authority);
                query.text(
                    if listing.backwards { " AND environment < " } else { " AND environment > " },
                    environment,
                );
                query.push(")");
            }
            query.push(")");
        }
        let order = " ORDER BY key, authority, environment";
        let backwards = " ORDER BY key DESC, authority DESC, environment DESC";
        query.push(if listing.backwards { backwards } else { order });
        if listing.limit > 0 {
            // One more tells whether there is another page.
            query.number(" LIMIT ", i64::try_from(listing.limit + 1).unwrap_or(i64::MAX));
        }
        let rows = query.rows(self).await?;
        let mut items = rows.iter().map(read).collect::<Result<Vec<Kept<T>>, _>>()?;
        let mut next = None;
        if listing.limit > 0 && items.len() > listing.limit {
            items.truncate(listing.limit);
            next = items.last().map(|last| {
                if is_of_one {
                    last.key.clone()
                } else {
                    let Realm { environment, authority } = &last.realm;
                    format!("{}{PART}{authority}{PART}{environment}", last.key)
                }
            });
        }
        Ok(Page { items, next })
    }

    /// How many documents of a kind there are.
    pub async fn count<T: Document>(&mut self, listing: &Listing) -> Result<u64, StoreError> {
        let mut query = Select::new("SELECT COUNT(*) FROM entry");
        filter(&mut query, T::KIND, listing);
        let rows = query.rows(self).await?;
        let count = rows.first().map(|row| row.try_get::<i64, _>(0)).transpose()?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    /// The former revisions of a document, oldest first: revision, who ended it, when, and the document.
    pub async fn former<T: Document>(
        &mut self,
        realm: &Realm,
        key: &str,
    ) -> Result<Vec<(i64, String, Moment, T)>, StoreError> {
        let rows = sqlx::query(
            "SELECT revision, changed_by, changed_at, body FROM former \
             WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4 ORDER BY revision",
        )
        .bind(realm.environment.clone())
        .bind(realm.authority.clone())
        .bind(T::KIND)
        .bind(key.to_owned())
        .fetch_all(&mut *self.transaction)
        .await?;
        rows.iter()
            .map(|row| {
                let document = parse(key, row.try_get("body")?)?;
                let at = moment(row.try_get("changed_at")?);
                Ok((row.try_get("revision")?, row.try_get("changed_by")?, at, document))
            })
            .collect()
    }

    async fn keep_former<T: Document>(&mut self, kept: &Kept<T>) -> Result<(), StoreError> {
        let (now, who) = (self.now().to_string(), self.who().to_owned());
        sqlx::query(
            "INSERT INTO former (environment, authority, kind, key, revision, body, changed_at, changed_by) \
             SELECT environment, authority, kind, key, revision, body, $1, $2 FROM entry \
             WHERE environment = $3 AND authority = $4 AND kind = $5 AND key = $6 AND revision = $7 ON CONFLICT DO NOTHING",
        )
        .bind(now)
        .bind(who)
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .bind(kept.revision)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}

/// Parts a key from its realm in a cursor of several realms; no key has it.
const PART: char = '\u{1f}';

fn key_of<'a>(parts: &mut impl Iterator<Item = &'a str>) -> &'a str {
    parts.next().unwrap_or_default()
}

/// Adds the conditions of a listing.
fn filter(query: &mut Select, kind: &'static str, listing: &Listing) {
    query.text(" WHERE kind = ", kind);
    for (condition, value) in [
        (" AND environment = ", &listing.environment),
        (" AND authority = ", &listing.authority),
        (" AND state = ", &listing.state),
        (" AND subject = ", &listing.subject),
    ] {
        if let Some(value) = value {
            query.text(condition, value);
        }
    }
    if let Some(prefix) = listing.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
        query.text(" AND key >= ", prefix);
        // Nothing that begins so sorts after the last sign there is.
        query.text(" AND key < ", format!("{prefix}\u{10ffff}"));
    }
    if let Some(due) = listing.due_by {
        query.push(" AND due <> ''").text(" AND due <= ", due.to_string());
    }
}

fn body<T: Document>(key: &str, document: &T) -> Result<String, StoreError> {
    let spoiled = |source| StoreError::Spoiled { kind: T::KIND, key: key.to_owned(), source };
    serde_json::to_string(document).map_err(spoiled)
}

fn parse<T: Document>(key: &str, body: &str) -> Result<T, StoreError> {
    let spoiled = |source| StoreError::Spoiled { kind: T::KIND, key: key.to_owned(), source };
    serde_json::from_str(body).map_err(spoiled)
}

fn read<T: Document>(row: &AnyRow) -> Result<Kept<T>, StoreError> {
    let key: String = row.try_get("key")?;
    let document = parse(&key, row.try_get("body")?)?;
    Ok(Kept {
        realm: Realm::new(
            row.try_get::<String, _>("environment")?,
            row.try_get::<String, _>("authority")?,
        ),
        key,
        revision: row.try_get("revision")?,
        made_at: moment(row.try_get("made_at")?),
        changed_at: moment(row.try_get("changed_at")?),
        document,
    })
}

fn due(moment: Option<Moment>) -> String {
    moment.map(|moment| moment.to_string()).unwrap_or_default()
}

/// A moment that we wrote ourselves.
pub(super) fn moment(text: &str) -> Moment {
    text.parse().unwrap_or_else(|_| Moment::of(jiff::Timestamp::UNIX_EPOCH))
}
