//! The rules that validation judges by, and the manual of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::look::Paging;
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown};
use crate::diagnostic::{MessageLanguage, Severity};
use crate::lint::{RULES, Rule};
use crate::report::{explain, explain_markdown};
use crate::validate::{code, codes, words};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .group("Validation and proof")
        .get(
            "/v1/rules",
            Operation::new("listRules", Permission::Open, "The rules that templates are judged by."),
            list,
        )
        .get(
            "/v1/rules/{code}",
            Operation::new("showRule", Permission::Open, "The manual of a rule, by its code or name.").about(
                "What it finds, why it matters to the reader of the letter, and what to do in Word; in the caller's language. A code \
                 without a rule, such as `B726`, has the words of its finding.",
            ),
            show,
        )
}

/// Which rules.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RulesQuery {
    /// The cursor of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most; without it, 50.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// A rule in the path.
#[derive(Debug, Deserialize, JsonSchema)]
struct RulePath {
    /// Its code or name.
    code: String,
}

/// A rule in the list.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleListed {
    /// The code.
    code: &'static str,
    /// The name, which reads after "allow".
    name: &'static str,
    /// What it finds, in a line.
    title: &'static str,
    /// What it is about.
    group: &'static str,
    /// How bad its findings are: `error`, `warning`, `note`.
    severity: &'static str,
    /// It runs unless the settings say otherwise.
    by_default: bool,
    /// Clauses of standards and laws.
    references: &'static [&'static str],
}

/// A rule or code with its manual.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleShown {
    /// The code.
    code: &'static str,
    /// The name; absent where the code has no rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    /// How bad its findings are: `error`, `warning`, `note`.
    severity: &'static str,
    /// The manual as plain text.
    text: String,
    /// The manual in Markdown.
    markdown: String,
    /// Clauses of standards and laws.
    references: Vec<&'static str>,
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

async fn list(
    call: Call,
    Query(query): Query<RulesQuery>,
) -> Result<Shown<Listed<RuleListed>>, Problem> {
    let language = call.language;
    let listed = |rule: &&'static Rule| RuleListed {
        code: rule.code,
        name: rule.name,
        title: rule.manual.title.of(language),
        group: rule.group.key(),
        severity: severity(rule.severity),
        by_default: rule.by_default,
        references: rule.references,
    };
    let mut rules: Vec<RuleListed> = RULES.iter().map(listed).collect();
    rules.sort_by_key(|rule| rule.code);
    let paging = Paging { after: query.after, limit: query.limit };
    Ok(Shown::of(paging.page(rules, |rule| rule.code.to_owned())?))
}

async fn show(call: Call, Path(path): Path<RulePath>) -> Result<Shown<RuleShown>, Problem> {
    let none = || {
        Problem::not_found(
            "ingen regel har den kode eller det navn",
            "no rule has that code or name",
        )
    };
    let code = code(&path.code).ok_or_else(none)?;
    if let Some(rule) = crate::lint::rule(code) {
        return Ok(Shown::of(RuleShown {
            code: rule.code,
            name: Some(rule.name),
            severity: severity(rule.severity),
            text: explain(rule, call.language),
            markdown: explain_markdown(rule, call.language),
            references: rule.references.to_vec(),
        }));
    }
    let (message, help) = words(code).ok_or_else(none)?;
    let found = codes().into_iter().find(|(own, _)| *own == code).map(|(_, found)| found);
    let at = usize::from(call.language == MessageLanguage::English);
    let text = format!("{}\n\n{}\n", message[at], help[at]);
    Ok(Shown::of(RuleShown {
        code,
        name: None,
        severity: severity(found.unwrap_or(Severity::Note)),
        markdown: text.clone(),
        text,
        references: Vec::new(),
    }))
}
