//! What may be done, and the levels that people are given: sets of permissions, no ladder.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::store::Realm;

/// What a route asks of its caller.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// Nothing: whoever asks.
    Open,
    /// To be signed in: one's own account.
    SignedIn,
    /// To see templates, elements, questions, settings, tasks, and previews with test persons.
    ReadTemplates,
    /// To make drafts and overrides, test them, and close follow-up tasks.
    EditTemplates,
    /// To approve and publish what another made.
    ApproveTemplates,
    /// To change parameters, automation, task packages, retention.
    EditSettings,
    /// To have letters made.
    MakeLetters,
    /// To see that letters were made, and how, without personal data.
    ReadLetters,
    /// To see letters themselves; each look is logged.
    ReadPersonal,
    /// To approve, change and reject letters that wait.
    ReviewLetters,
    /// To find and erase a person's letters.
    EraseLetters,
    /// To see service agreements.
    ReadAgreements,
    /// To ask for service agreements, and to correct what was asked.
    RequestAgreements,
    /// To approve, return and reject service agreements.
    DecideAgreements,
    /// To give, change and take away access.
    ManageAccess,
    /// To make the first user administrator of an authority, and to confirm that another becomes one.
    AppointAdministrators,
    /// To read the audit trail.
    ReadAudit,
    /// To run the installation: authorities, environments, systems.
    Administer,
}

/// A level of access (*adgangsniveau*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Reads without personal data.
    Reader,
    /// Reads with personal data.
    PersonalReader,
    /// Makes and reviews letters (*sagsbehandler*).
    Caseworker,
    /// Makes, approves and publishes templates (*systemadministrator*).
    TemplateAdministrator,
    /// Decides service agreements (*aftaleadministrator*).
    AgreementAdministrator,
    /// Decides who has access (*brugeradministrator*), and has all of its authority but the agreements.
    UserAdministrator,
    /// Makes the central templates and runs the installation.
    CentralAdministrator,
}

impl Level {
    /// All of them.
    pub const ALL: [Level; 7] = [
        Level::Reader,
        Level::PersonalReader,
        Level::Caseworker,
        Level::TemplateAdministrator,
        Level::AgreementAdministrator,
        Level::UserAdministrator,
        Level::CentralAdministrator,
    ];

    /// What it permits in its realm.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{
            Administer, AppointAdministrators, ApproveTemplates, DecideAgreements, EditSettings,
            EditTemplates, EraseLetters, MakeLetters, ManageAccess, ReadAgreements, ReadAudit,
            ReadLetters, ReadPersonal, ReadTemplates, RequestAgreements, ReviewLetters,
        };
        match self {
            Level::Reader => &[ReadTemplates, ReadLetters, ReadAgreements],
            Level::PersonalReader => &[ReadTemplates, ReadLetters, ReadAgreements, ReadPersonal],
            Level::Caseworker => {
                &[ReadTemplates, ReadLetters, ReadPersonal, MakeLetters, ReviewLetters]
            }
            Level::TemplateAdministrator => &[
                ReadTemplates,
                ReadLetters,
                ReadAgreements,
                EditTemplates,
                ApproveTemplates,
                EditSettings,
                RequestAgreements,
            ],
            Level::AgreementAdministrator => &[ReadTemplates, ReadAgreements, DecideAgreements],
            Level::UserAdministrator => &[
                ReadTemplates,
                ReadLetters,
                ReadPersonal,
                ReadAgreements,
                MakeLetters,
                ReviewLetters,
                EditTemplates,
                ApproveTemplates,
                EditSettings,
                EraseLetters,
                ManageAccess,
                AppointAdministrators,
                ReadAudit,
            ],
            Level::CentralAdministrator => &[
                ReadTemplates,
                EditTemplates,
                ApproveTemplates,
                EditSettings,
                ReadAgreements,
                RequestAgreements,
                ManageAccess,
                AppointAdministrators,
                ReadAudit,
                Administer,
            ],
        }
    }

    /// Whether it is given in an authority: the central office makes no letters and decides no agreements, and it alone runs the installation.
    pub fn exists_in(self, authority: &str) -> bool {
        let is_central = authority == Realm::CENTRAL;
        match self {
            Level::Reader | Level::TemplateAdministrator => true,
            Level::CentralAdministrator => is_central,
            _ => !is_central,
        }
    }

    /// Whether whoever has it decides about the access of others.
    pub fn is_administrator(self) -> bool {
        self.permits(Permission::ManageAccess)
    }

    /// What people call it, in Danish and English.
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Level::Reader => ("Læs", "Reader"),
            Level::PersonalReader => ("Læs med personoplysninger", "Reader of personal data"),
            Level::Caseworker => ("Sagsbehandler", "Caseworker"),
            Level::TemplateAdministrator => ("Skabelonadministrator", "Template administrator"),
            Level::AgreementAdministrator => ("Aftaleadministrator", "Agreement administrator"),
            Level::UserAdministrator => ("Brugeradministrator", "User administrator"),
            Level::CentralAdministrator => ("Central administrator", "Central administrator"),
        }
    }

    /// Whether it permits something.
    pub fn permits(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

/// What a case system may do under a service agreement.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceName {
    /// Has letters made, and fetches those that it had made.
    Letters,
    /// Reads templates, their questions and contracts.
    Templates,
}

impl ServiceName {
    /// What the service permits.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            ServiceName::Letters => {
                &[Permission::MakeLetters, Permission::ReadLetters, Permission::ReadPersonal]
            }
            ServiceName::Templates => &[Permission::ReadTemplates],
        }
    }
}
