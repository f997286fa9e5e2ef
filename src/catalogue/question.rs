//! Merge questions and their groups.

use super::context::Contexts;

/// A merge question (*flettespørgsmål*): asked of the caseworker, answered yes or no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The name that is the same in every environment, such as `fast-tandprotese`.
    pub alias: String,
    /// Its key in each environment, by environment: `("production", "flettespoergsmaal-00042")`.
    pub keys: Vec<(String, String)>,
    /// The question as the caseworker reads it.
    pub text: String,
    /// What helps to answer it.
    pub help: String,
    /// Yes is what an unanswered question means; the rule is no.
    pub default_yes: bool,
    /// Where it is asked. Elsewhere its answer is no.
    pub contexts: Contexts,
}

impl Question {
    /// The key in an environment.
    pub fn key(&self, environment: &str) -> Option<&str> {
        self.keys.iter().find(|(name, _)| name == environment).map(|(_, key)| key.as_str())
    }
}

/// Questions that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionGroup {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How many of its questions may be answered yes.
    pub rule: GroupRule,
    /// The questions' aliases. The rule holds for a letter that ticks any of them.
    pub questions: Vec<String>,
}

/// How many questions of a group may be answered yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupRule {
    /// None to many.
    #[default]
    Any,
    /// One or more.
    AtLeastOne,
    /// One.
    ExactlyOne,
    /// None or one.
    AtMostOne,
}

impl GroupRule {
    /// Whether so many yeses are allowed.
    pub fn allows(self, yes: usize) -> bool {
        match self {
            GroupRule::Any => true,
            GroupRule::AtLeastOne => yes >= 1,
            GroupRule::ExactlyOne => yes == 1,
            GroupRule::AtMostOne => yes <= 1,
        }
    }
}
