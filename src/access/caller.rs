//! Who calls, and whether they may.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::permission::{Level, Permission, ServiceName};
use crate::store::{Moment, Realm};

/// A level of access in a realm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Grant {
    /// The level.
    pub level: Level,
    /// The environment; `*` for all.
    pub environment: String,
    /// The authority's code, or `central`.
    pub authority: String,
    /// Keys of the template groups that it is for; empty for all.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Until when; `None` until it is taken away.
    #[serde(default)]
    pub until: Option<Moment>,
}

/// Who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Not signed in.
    Nobody,
    /// A person, by the id of the account.
    Person(String),
    /// A case system, by its id.
    System(String),
}

/// What a case system has been agreed in a realm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// The id of the agreement.
    pub agreement: String,
    /// The service.
    pub service: ServiceName,
    /// The realm.
    pub realm: Realm,
    /// Names of the fields it may use, or `Borger.*` for all that begin so; empty for all of the catalogue.
    pub fields: Vec<String>,
    /// The first moment.
    pub from: Option<Moment>,
    /// The last moment.
    pub until: Option<Moment>,
    /// The version of the service.
    pub version: u32,
    /// It was approved. One that was only asked for permits nothing, and is here to be named when something is refused.
    pub approved: bool,
}

impl Agreed {
    /// Whether it holds at a moment.
    pub fn in_force(&self, now: Moment) -> bool {
        self.approved
            && self.from.is_none_or(|from| from <= now)
            && self.until.is_none_or(|until| now < until)
    }

    /// Whether a field of the catalogue may be used.
    pub fn allows_field(&self, name: &str) -> bool {
        self.fields.is_empty()
            || self.fields.iter().any(|allowed| match allowed.strip_suffix('*') {
                Some(prefix) => name.starts_with(prefix),
                None => allowed == name,
            })
    }
}

/// What somebody may see who was asked to help: what the person helped may see, in one authority, perhaps one template or letter only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportScope {
    /// The realm.
    pub realm: Realm,
    /// Only this template.
    #[serde(default)]
    pub template: Option<String>,
    /// Only this letter.
    #[serde(default)]
    pub letter: Option<String>,
    /// Letters themselves too, with what they say of people.
    #[serde(default)]
    pub personal: bool,
}

impl SupportScope {
    /// Whether something may be done under it: reading only.
    fn permits(&self, permission: Permission, realm: &Realm) -> bool {
        let is_reading = match permission {
            Permission::ReadTemplates | Permission::ReadLetters | Permission::ReadAgreements => {
                true
            }
            Permission::ReadPersonal => self.personal,
            _ => false,
        };
        is_reading
            && (self.realm == *realm
                || permission == Permission::ReadTemplates && *realm == self.realm.central())
    }

    /// Whether a path is within it: `…/templates/KEY…` or `…/letters/ID…` where it is for one only.
    pub fn covers(&self, path: &str) -> bool {
        let names = |group: &str, key: &Option<String>| match key {
            None => false,
            Some(key) => {
                let mut parts = path.split('/').skip_while(|part| *part != group);
                parts.nth(1) == Some(key.as_str())
            }
        };
        self.template.is_none() && self.letter.is_none()
            || path == "/v1/account"
            || names("templates", &self.template)
            || names("letters", &self.letter)
    }
}

/// Whoever calls, as far as the service knows.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub identity: Identity,
    /// What people call them; empty for nobody.
    pub name: String,
    /// What a person was given.
    pub grants: Vec<Grant>,
    /// What a case system was agreed.
    pub agreed: Vec<Agreed>,
    /// The support grant under which a person looks: then everything is read-only.
    pub support: Option<String>,
    /// What may be seen under it.
    pub scope: Option<SupportScope>,
    /// The person must choose a password of their own before anything else.
    pub must_change_password: bool,
    /// The session or key, by its id.
    pub credential: String,
    /// Signed in by a cookie: requests that change something must show that they come from our own pages.
    pub by_cookie: bool,
}

/// Why a caller may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is signed in.
    NotSignedIn,
    /// Signed in, and without the permission in this realm.
    NotPermitted,
    /// A case system without an agreement that is approved and in force.
    NoAgreement,
    /// A password of one's own must be chosen first.
    PasswordFirst,
}

impl Caller {
    /// Nobody.
    pub fn nobody() -> Self {
        Caller {
            identity: Identity::Nobody,
            name: String::new(),
            grants: Vec::new(),
            agreed: Vec::new(),
            support: None,
            scope: None,
            must_change_password: false,
            credential: String::new(),
            by_cookie: false,
        }
    }

    /// The name under which what is done is noted: `person:ID`, `system:ID`; nobody is `-`.
    pub fn who(&self) -> String {
        match &self.identity {
            Identity::Nobody => "-".to_owned(),
            Identity::Person(id) => format!("person:{id}"),
            Identity::System(id) => format!("system:{id}"),
        }
    }

    /// Whether the caller may do something in a realm at a moment.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may(&self, permission: Permission, realm: &Realm, now: Moment) -> Result<(), Refusal> {
        if permission == Permission::Open {
            return Ok(());
        }
        match self.identity {
            Identity::Nobody => Err(Refusal::NotSignedIn),
            _ if permission == Permission::SignedIn => Ok(()),
            _ if self.must_change_password => Err(Refusal::PasswordFirst),
            _ if self.scope.as_ref().is_some_and(|scope| !scope.permits(permission, realm)) => {
                Err(Refusal::NotPermitted)
            }
            Identity::Person(_) => {
                let may = self.grants.iter().any(|grant| grant.permits(permission, realm, now));
                if may { Ok(()) } else { Err(Refusal::NotPermitted) }
            }
            // What is asked for and what became of it: a system sees its own, with or without an agreement.
            Identity::System(_)
                if matches!(
                    permission,
                    Permission::RequestAgreements | Permission::ReadAgreements
                ) =>
            {
                Ok(())
            }
            Identity::System(_) => {
                if self.agreed(permission, realm, now).is_some() {
                    Ok(())
                } else {
                    Err(Refusal::NoAgreement)
                }
            }
        }
    }

    /// The agreement under which a case system may do something.
    pub fn agreed(&self, permission: Permission, realm: &Realm, now: Moment) -> Option<&Agreed> {
        self.asked(permission, realm).find(|agreed| agreed.in_force(now))
    }

    /// The agreement to name when a case system is refused: the latest that is about what it wants to do.
    pub fn latest_agreement(&self, permission: Permission, realm: &Realm) -> Option<&Agreed> {
        self.asked(permission, realm).next()
    }

    fn asked(&self, permission: Permission, realm: &Realm) -> impl Iterator<Item = &Agreed> {
        self.agreed.iter().filter(move |agreed| {
            agreed.service.permissions().contains(&permission)
                && (agreed.realm == *realm
                    // What a letter is made of is partly the central office's.
                    || permission == Permission::ReadTemplates
                        && realm.is_central()
                        && agreed.realm.environment == realm.environment)
        })
    }

    /// Whether the caller may do something with templates of a group; one without a group belongs to every area.
    pub fn may_in_area(
        &self,
        permission: Permission,
        realm: &Realm,
        groups: &[String],
        now: Moment,
    ) -> bool {
        match self.identity {
            _ if self.may(permission, realm, now).is_err() => false,
            Identity::Person(_) => self.grants.iter().any(|grant| {
                grant.permits(permission, realm, now)
                    && (grant.areas.is_empty()
                        || groups.is_empty()
                        || groups.iter().any(|group| grant.areas.contains(group)))
            }),
            _ => true,
        }
    }
}

impl Grant {
    /// Whether it permits something in a realm at a moment.
    pub fn permits(&self, permission: Permission, realm: &Realm, now: Moment) -> bool {
        if !self.level.permits(permission) || self.until.is_some_and(|until| until <= now) {
            return false;
        }
        let environment = self.environment == "*" || self.environment == realm.environment;
        if self.level == Level::CentralAdministrator {
            use Permission::{
                Administer, AppointAdministrators, ReadAgreements, ReadAudit, RequestAgreements,
            };
            match permission {
                // What belongs to the installation is in no environment.
                Administer | ReadAudit if *realm == Realm::installation() => return true,
                // The central office runs all authorities, and sees nothing of their letters.
                Administer | AppointAdministrators | ReadAgreements | RequestAgreements => {
                    return environment;
                }
                _ => {}
            }
        }
        // Whoever sees templates of a municipality sees what they are made of.
        let is_read = permission == Permission::ReadTemplates && realm.is_central();
        environment && (self.authority == realm.authority || is_read)
    }
}
