//! Careful start: what the case system may decide, and what is sent without a caseworker having seen it. Both are off until somebody says
//! otherwise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::letter::State;
use crate::store::{Document, Kept, Realm, StoreError, Work};

/// Under which key the settings are kept.
const KEY: &str = "automation";

/// How far a template is in use.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateStatus {
    /// Nobody makes letters of it.
    Inactive,
    /// Only caseworkers make letters of it.
    Manual,
    /// Case systems may make letters of it by themselves, as far as `auto_decide` says so.
    #[default]
    Automatic,
}

/// A rule: for a context, a template, both, or everything. Of several that say something, the most specific holds: template and context,
/// template, context, everything; of two alike the later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AutomationRule {
    /// The key of the context; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub context: Option<String>,
    /// The key of the template, its own or that of the central one it overrides; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub template: Option<String>,
    /// How far it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TemplateStatus>,
    /// The case system may make such letters by itself (*automatisk behandling*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_decide: Option<bool>,
    /// Letters made by the case system itself are released without review (*automatisk forsendelse*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_send: Option<bool>,
}

/// What an authority has decided about automation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Automation {
    /// The rules. Without any, nothing is automatic.
    #[serde(default)]
    #[schemars(length(max = 500))]
    pub rules: Vec<AutomationRule>,
}

impl Document for Automation {
    const KIND: &'static str = "automation";
}

/// What becomes of a letter that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is made, and begins in this state.
    Begins(State),
    /// The template is not in use.
    Inactive,
    /// A caseworker has to make it.
    Manual,
}

impl AutomationRule {
    /// How specific the rule is, if it is for that letter.
    fn fits(&self, templates: &[&str], context: &str) -> Option<u8> {
        let of_template = match &self.template {
            Some(template) if !templates.contains(&template.as_str()) => return None,
            Some(_) => 2,
            None => 0,
        };
        let of_context = match &self.context {
            Some(key) if key != context => return None,
            Some(_) => 1,
            None => 0,
        };
        Some(of_template + of_context)
    }
}

impl Automation {
    /// What the most specific rule says that says anything.
    pub fn says<T: Copy>(
        &self,
        templates: &[&str],
        context: &str,
        of: impl Fn(&AutomationRule) -> Option<T>,
    ) -> Option<T> {
        let fitting = self.rules.iter().filter_map(|rule| {
            let said = of(rule)?;
            Some((rule.fits(templates, context)?, said))
        });
        // Of several maxima `max_by_key` takes the last, and so do we.
        fitting.max_by_key(|(specific, _)| *specific).map(|(_, said)| said)
    }
}

/// Decides what becomes of a letter of a template, known by these keys, in a context.
pub fn decide(
    automation: &Automation,
    templates: &[&str],
    context: &str,
    unattended: bool,
    training: bool,
) -> Decided {
    let status = automation.says(templates, context, |rule| rule.status).unwrap_or_default();
    if status == TemplateStatus::Inactive {
        return Decided::Inactive;
    }
    if !unattended {
        return Decided::Begins(State::Made);
    }
    let may_decide = automation.says(templates, context, |rule| rule.auto_decide) == Some(true);
    if status == TemplateStatus::Manual || !may_decide {
        return Decided::Manual;
    }
    match automation.says(templates, context, |rule| rule.auto_send) {
        Some(true) if training => Decided::Begins(State::Made),
        Some(true) => Decided::Begins(State::Released),
        _ => Decided::Begins(State::Waiting),
    }
}

/// What an authority has decided, with its revision: 0 where it has decided nothing yet.
pub async fn automation(work: &mut Work, realm: &Realm) -> Result<Kept<Automation>, StoreError> {
    Ok(work.get(realm, KEY).await?.unwrap_or_else(|| Kept {
        realm: realm.clone(),
        key: KEY.to_owned(),
        revision: 0,
        made_at: work.now(),
        changed_at: work.now(),
        document: Automation::default(),
    }))
}

impl Automation {
    /// Decides anew, in the place of what was read.
    pub async fn put(
        self,
        work: &mut Work,
        kept: &Kept<Automation>,
    ) -> Result<Kept<Automation>, StoreError> {
        let detail = serde_json::to_value(&self).unwrap_or_default();
        work.note(&kept.realm, "automation.changed", KEY, detail);
        if kept.revision == 0 {
            work.insert(&kept.realm, KEY, self).await
        } else {
            work.replace(kept, self).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(context: Option<&str>, template: Option<&str>) -> AutomationRule {
        AutomationRule {
            context: context.map(str::to_owned),
            template: template.map(str::to_owned),
            ..AutomationRule::default()
        }
    }

    #[test]
    fn the_most_specific_rule_holds() {
        let on = |rule| AutomationRule { auto_decide: Some(true), ..rule };
        let automation = Automation {
            rules: vec![
                AutomationRule { auto_send: Some(true), ..on(rule(Some("briller"), Some("a"))) },
                on(rule(None, None)),
                AutomationRule { auto_decide: Some(false), ..rule(Some("briller"), None) },
                AutomationRule { status: Some(TemplateStatus::Inactive), ..rule(None, Some("b")) },
                AutomationRule { status: Some(TemplateStatus::Manual), ..rule(None, Some("m")) },
            ],
        };
        let check = |template: &str, context: &str, unattended: bool, expected: Decided| {
            let found = decide(&automation, &[template], context, unattended, false);
            assert_eq!(found, expected, "{template} {context}");
        };
        check("a", "briller", true, Decided::Begins(State::Released));
        check("c", "briller", true, Decided::Manual);
        check("c", "fodbehandling", true, Decided::Begins(State::Waiting));
        check("c", "briller", false, Decided::Begins(State::Made));
        check("b", "fodbehandling", false, Decided::Inactive);
        check("m", "fodbehandling", true, Decided::Manual);
        let nothing = Automation::default();
        assert_eq!(decide(&nothing, &["a"], "x", true, false), Decided::Manual);
        let sent = decide(&automation, &["a"], "briller", true, true);
        assert_eq!(sent, Decided::Begins(State::Made), "training is never released");
    }
}
