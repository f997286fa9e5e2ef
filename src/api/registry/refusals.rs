//! Why a step in the life of a version is refused, as problems.

use crate::api::{Problem, kinds};
use crate::registry::{ExchangeError, JudgeError, LifeError, Stage};
use crate::wire::package_error;

impl From<LifeError> for Problem {
    fn from(error: LifeError) -> Self {
        match error {
            LifeError::Stage { is, wanted } => {
                let wanted: Vec<&str> = wanted.iter().copied().map(word).collect();
                Problem::of(kinds::WRONG_STAGE).with("stage", word(is)).with("wanted", wanted)
            }
            LifeError::OwnWork => Problem::of(kinds::OWN_WORK),
            LifeError::Past { today } => Problem::invalid(
                "from",
                format!("tidligst {today}: intet udgives tilbage i tiden"),
                format!("{today} at the earliest: nothing is published back in time"),
            ),
            LifeError::InEffect => Problem::of(kinds::IN_EFFECT),
            LifeError::CentralOnly => Problem::invalid(
                "item",
                "dette hører til den centrale administration",
                "this belongs to the central office",
            ),
            LifeError::MunicipalOnly => Problem::invalid(
                "item",
                "dette hører til en kommune",
                "this belongs to a municipality",
            ),
            LifeError::Key => Problem::invalid(
                "item",
                "nøglen har bogstaver, cifre og bindestreger, højst 80",
                "the key has letters, digits and hyphens, 80 at most",
            ),
            LifeError::File { extension } => Problem::invalid(
                "files",
                format!("her hører ingen `.{extension}` til"),
                format!("no `.{extension}` belongs here"),
            ),
            LifeError::NoFile => {
                Problem::invalid("files", "der mangler en fil", "there must be a file")
            }
            LifeError::NotAcknowledged { item } => {
                crate::api::overrides::ask_for_acknowledgement().with("item", item.to_string())
            }
            LifeError::NoVersion { item, number } => Problem::not_found(
                format!("`{item}` har ingen udgave {number} her"),
                format!("`{item}` has no version {number} here"),
            ),
            LifeError::Store(error) => error.into(),
        }
    }
}

impl From<JudgeError> for Problem {
    fn from(error: JudgeError) -> Self {
        let words = error.to_string();
        Problem::of(kinds::PUBLICATION_REFUSED)
            .because(format!("`brevsmed.toml`: {words}"), format!("`brevsmed.toml`: {words}"))
    }
}

impl From<ExchangeError> for Problem {
    fn from(error: ExchangeError) -> Self {
        use crate::diagnostic::MessageLanguage::{Danish, English};
        match error {
            ExchangeError::NoBundle => Problem::of(kinds::NOT_A_BUNDLE).because(
                "der er ingen `bundle.toml`, som kan læses og siger, hvilket miljø nøglerne er fra",
                "there is no `bundle.toml` that can be read and says which environment the keys are of",
            ),
            ExchangeError::NotOne => Problem::of(kinds::NOT_A_BUNDLE).because(
                "en pakke har én myndigheds filer i `authorities/`",
                "a package has the files of one authority in `authorities/`",
            ),
            ExchangeError::Keys(refused) => {
                let mut problem = Problem::of(kinds::KEYS_NOT_PROMOTED);
                let mut documents = Vec::new();
                for one in &refused {
                    documents.push(one.file.clone());
                    problem = problem.found(&one.found);
                    if let Some(error) = &one.unreadable {
                        let (da, en) = (package_error(error, Danish), package_error(error, English));
                        problem = problem
                            .because(format!("`{}`: {da}", one.file), format!("`{}`: {en}", one.file));
                    }
                }
                problem.with("documents", documents)
            }
        }
    }
}

/// A stage's word.
pub(super) fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::Tested => "tested",
        Stage::Approved => "approved",
        Stage::Published => "published",
        Stage::Retired => "retired",
    }
}
