//! Authorities: the central office, the municipalities, and those that an installation adds, such as one for demonstrations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::store::{Document, Kept, Listing, Realm, StoreError, Work};

/// Codes and names of the 98 municipalities, as they are registered.
const MUNICIPALITIES: &str = include_str!("kommunekoder.csv");

/// What an authority is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityKind {
    /// The central office, which makes what municipalities override.
    Central,
    /// A municipality.
    Municipality,
    /// Added to this installation.
    Added,
}

/// An authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Authority {
    /// The code, as it stands in paths: `751`, `central`.
    pub code: String,
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: AuthorityKind,
}

/// An authority that was added, kept in the installation's realm under its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedAuthority {
    /// The name.
    pub name: String,
}

impl Document for AddedAuthority {
    const KIND: &'static str = "authority";
}

/// The central office and the municipalities, by code.
pub fn shipped_authorities() -> Vec<Authority> {
    let central = Authority {
        code: Realm::CENTRAL.to_owned(),
        name: "Centraladministrationen".to_owned(),
        kind: AuthorityKind::Central,
    };
    let municipalities = MUNICIPALITIES.lines().skip(1).filter_map(|line| {
        let (code, name) = line.split_once(',')?;
        Some(Authority {
            // Registered with four figures, written with three.
            code: code.trim().trim_start_matches('0').to_owned(),
            name: name.trim().to_owned(),
            kind: AuthorityKind::Municipality,
        })
    });
    std::iter::once(central).chain(municipalities).collect()
}

/// All authorities, by code.
pub async fn authorities(work: &mut Work) -> Result<Vec<Authority>, StoreError> {
    let mut all = shipped_authorities();
    let added = work.list::<AddedAuthority>(&Listing::of(&Realm::installation())).await?;
    all.extend(added.items.into_iter().map(of_added));
    all.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(all)
}

/// The authority of a code.
pub async fn authority(work: &mut Work, code: &str) -> Result<Option<Authority>, StoreError> {
    if let Some(shipped) = shipped_authorities().into_iter().find(|one| one.code == code) {
        return Ok(Some(shipped));
    }
    let added = work.get::<AddedAuthority>(&Realm::installation(), code).await?;
    Ok(added.map(of_added))
}

/// Adds an authority.
///
/// # Errors
///
/// [`StoreError::AlreadyThere`] when there is one of the code.
pub async fn add_authority(
    work: &mut Work,
    code: &str,
    name: &str,
) -> Result<Kept<AddedAuthority>, StoreError> {
    if authority(work, code).await?.is_some() {
        return Err(StoreError::AlreadyThere { kind: AddedAuthority::KIND, key: code.to_owned() });
    }
    let installation = Realm::installation();
    work.note(&installation, "authority.added", code, serde_json::json!({ "name": name }));
    work.insert(&installation, code, AddedAuthority { name: name.to_owned() }).await
}

fn of_added(kept: Kept<AddedAuthority>) -> Authority {
    Authority { code: kept.key, name: kept.document.name, kind: AuthorityKind::Added }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_98_municipalities_with_codes_of_three_figures() {
        let all = shipped_authorities();
        let municipalities: Vec<&Authority> =
            all.iter().filter(|one| one.kind == AuthorityKind::Municipality).collect();
        assert_eq!(municipalities.len(), 98);
        assert!(municipalities.iter().all(|one| one.code.len() == 3 && !one.name.is_empty()));
        assert!(all.iter().any(|one| one.code == "751" && one.name == "Aarhus"));
    }
}
