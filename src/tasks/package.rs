//! Task packages (*opgavepakker*): where tasks of some kinds come to lie, for those who do them.

use serde::{Deserialize, Serialize};

use super::kind::{ACCESS_REVIEW, AGREEMENT_EXPIRING, TEMPLATE_CHANGED};
use crate::store::{Document, Listing, Realm, StoreError, Work};

/// A task package. Kept under its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPackage {
    /// What people call it.
    pub name: String,
    /// What it is for, and who does it: a function, not a person.
    #[serde(default)]
    pub about: String,
    /// The kinds of tasks that come into it.
    pub kinds: Vec<String>,
    /// The package template it was made from.
    #[serde(default)]
    pub template: Option<String>,
}

impl Document for TaskPackage {
    const KIND: &'static str = "task-package";
}

/// A package that authorities can start from (*opgavepakkeskabelon*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageTemplate {
    /// The key, which a package made from it gets unless it asks for another.
    pub key: &'static str,
    /// The name in Danish and English.
    pub name: (&'static str, &'static str),
    /// What it is for, in Danish and English.
    pub about: (&'static str, &'static str),
    /// The kinds of tasks that come into it.
    pub kinds: &'static [&'static str],
}

/// The package templates that ship.
pub const PACKAGE_TEMPLATES: &[PackageTemplate] = &[
    PackageTemplate {
        key: "beskedskabelon-aendret",
        name: ("Beskedskabelon ændret", "Letter template changed"),
        about: (
            "Opgaver om centrale skabeloner, som I har overskrevet, og som er ændret centralt. Se forskellen, flet ændringen ind, behold jeres egen, eller gå tilbage til den centrale.",
            "Tasks on central templates that you have overridden and that have changed centrally. See the difference, take the change in, keep your own, or go back to the central one.",
        ),
        kinds: &[TEMPLATE_CHANGED],
    },
    PackageTemplate {
        key: "adgange-og-aftaler",
        name: ("Adgange og serviceaftaler", "Access and service agreements"),
        about: (
            "Opgaver om, hvem der har adgang, og om serviceaftaler, der snart udløber.",
            "Tasks on who has access, and on service agreements that soon expire.",
        ),
        kinds: &[ACCESS_REVIEW, AGREEMENT_EXPIRING],
    },
];

/// The keys of an authority's packages that take a kind; one task can lie in several.
pub async fn packages_for(
    work: &mut Work,
    realm: &Realm,
    kind: &str,
) -> Result<Vec<String>, StoreError> {
    let packages = work.list::<TaskPackage>(&Listing::of(realm)).await?.items;
    let takes = packages.into_iter().filter(|kept| kept.document.kinds.iter().any(|of| of == kind));
    Ok(takes.map(|kept| kept.key).collect())
}
