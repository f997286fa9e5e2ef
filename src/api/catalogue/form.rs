//! What a caller must know of a template before it has a letter made: the questions of the caseworker's form, the JSON Schema of the
//! request, a request that works, and the values that are needed.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::fields::{FieldKindWord, kind_of};
use super::look::{Day, InContext, OneInRealm, look, template};
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{LetterTemplate, View};
use crate::catalogue::{Catalogue, GroupRule, Question, QuestionGroup, ReasonRule};
use crate::contract::{Subject, request_schema, sample_request};
use crate::diagnostic::MessageLanguage;
use crate::registry::Edition;
use crate::verify::Condition;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Templates in use")
        .get(
            "/v1/{environment}/{authority}/templates/{key}/questions",
            Operation::new("templateQuestions", READ, "The questions of a template, for a caseworker's form.")
                .about(
                    "In the order in which they are asked, with the groups that say how many may be answered yes, and the denial reasons \
                     that can be chosen. `matters` says when an answer changes the letter; it is proved, not guessed.",
                )
                .problems(&[kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            questions,
        )
        .get(
            "/v1/{environment}/{authority}/templates/{key}/schema",
            Operation::new("templateSchema", READ, "The JSON Schema (2020-12) of the request that a letter needs.")
                .about("What stands behind a question is asked for when the question is answered so.")
                .problems(&[kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            schema,
        )
        .get(
            "/v1/{environment}/{authority}/templates/{key}/sample",
            Operation::new("templateSample", READ, "A request that works, from the samples of the catalogue.")
                .about("`context`, `date`, `data`, `answers` and, where the letter asks for them, `history` and `reason`.")
                .problems(&[kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            sample,
        )
        .get(
            "/v1/{environment}/{authority}/templates/{key}/values",
            Operation::new("templateValues", READ, "The values that letters of a template need: mandatory, optional, supplied.")
                .problems(&[kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            values,
        )
}

/// A form.
#[derive(Debug, Serialize, JsonSchema)]
struct Form {
    /// The template's key.
    template: String,
    /// What people call it.
    name: String,
    /// The contexts that are meant.
    contexts: Vec<String>,
    /// The questions, in the order in which they are asked.
    questions: Vec<FormQuestion>,
    /// The groups with a rule that the questions belong to.
    groups: Vec<FormGroup>,
    /// Whether a denial reason belongs to the request: `refused`, `allowed`, `required`; absent where contexts differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The denial reasons that can be chosen.
    reasons: Vec<FormReason>,
}

/// A question of a form.
#[derive(Debug, Serialize, JsonSchema)]
struct FormQuestion {
    /// The alias, by which it is answered.
    alias: String,
    /// Its key in this environment.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The question as the caseworker reads it.
    text: String,
    /// What helps to answer it; may be empty.
    help: String,
    /// What an unanswered question means: `J` or `N`.
    default: &'static str,
    /// Of the contexts that are meant, those in which it is asked.
    contexts: Vec<String>,
    /// The group with a rule that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    /// When its answer changes the letter, in words; absent where it changes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    matters: Option<String>,
    /// It changes every letter it is asked for.
    always_matters: bool,
}

/// A group of questions.
#[derive(Debug, Serialize, JsonSchema)]
struct FormGroup {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// How many of its questions may be answered yes.
    rule: &'static str,
    /// Its questions among those of the form.
    questions: Vec<String>,
}

/// A denial reason.
#[derive(Debug, Serialize, JsonSchema)]
struct FormReason {
    /// The key.
    key: String,
    /// What the caseworker chooses by.
    name: String,
}

async fn questions(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<Form>, Problem> {
    let language = call.language;
    let form = look(&call, query.day, move |edition, view| {
        let context = query.context.as_deref();
        let template = template(view, &path.key, context)?;
        form(edition, view, template, context, language)
    })
    .await?;
    Ok(Shown::of(form))
}

fn form(
    edition: &Edition,
    view: &View<'_>,
    template: &LetterTemplate,
    context: Option<&str>,
    language: MessageLanguage,
) -> Result<Form, Problem> {
    let catalogue = &view.catalogue;
    let contexts = contexts(template, context);
    let proof =
        edition.proof(view, template, context).map_err(|error| Problem::template(&error))?;
    let asked: Vec<&Question> = template
        .manifest
        .questions
        .iter()
        .filter_map(|alias| catalogue.questions.iter().find(|question| question.alias == *alias))
        .filter(|question| contexts.iter().any(|context| question.contexts.contains(context)))
        .collect();
    let group_of = |alias: &str| {
        catalogue.question_groups.iter().find(|group| group.questions.iter().any(|it| it == alias))
    };
    let mut groups: Vec<FormGroup> = Vec::new();
    let mut questions = Vec::new();
    for question in asked.iter().copied() {
        let group = group_of(&question.alias);
        if let Some(group) = group.filter(|group| groups.iter().all(|it| it.key != group.key)) {
            groups.push(form_group(group, &asked));
        }
        let condition = proof.questions.iter().find(|it| it.alias == question.alias);
        let condition = condition.map(|it| &it.condition).filter(|it| **it != Condition::Never);
        let is_asked = |context: &&String| question.contexts.contains(context);
        questions.push(FormQuestion {
            alias: question.alias.clone(),
            key: question.key(&catalogue.environment).map(str::to_owned),
            text: question.text.clone(),
            help: question.help.clone(),
            default: if question.default_yes { "J" } else { "N" },
            contexts: contexts.iter().filter(is_asked).cloned().collect(),
            group: group.map(|group| group.key.clone()),
            matters: condition.map(|condition| condition.words(language)),
            always_matters: condition == Some(&Condition::Always),
        });
    }
    Ok(Form {
        template: template.manifest.key.clone(),
        name: template.manifest.name.clone(),
        reason: reason_rule(catalogue, &contexts),
        reasons: reasons(catalogue, &contexts),
        contexts,
        questions,
        groups,
    })
}

/// The contexts that are meant: the one that is asked for, or all of the template's.
fn contexts(template: &LetterTemplate, context: Option<&str>) -> Vec<String> {
    match context {
        Some(context) => vec![context.to_owned()],
        None => template.manifest.used_in().to_vec(),
    }
}

fn form_group(group: &QuestionGroup, asked: &[&Question]) -> FormGroup {
    let is_asked = |alias: &&String| asked.iter().any(|question| question.alias == **alias);
    FormGroup {
        key: group.key.clone(),
        name: group.name.clone(),
        rule: rule_word(group.rule),
        questions: group.questions.iter().filter(is_asked).cloned().collect(),
    }
}

/// The word of a rule in files and answers.
pub(super) fn rule_word(rule: GroupRule) -> &'static str {
    match rule {
        GroupRule::Any => "none-to-many",
        GroupRule::AtLeastOne => "at-least-one",
        GroupRule::ExactlyOne => "exactly-one",
        GroupRule::AtMostOne => "at-most-one",
    }
}

/// The word of a reason's rule in files and answers.
pub(super) fn reason_word(rule: ReasonRule) -> &'static str {
    match rule {
        ReasonRule::Refused => "refused",
        ReasonRule::Allowed => "allowed",
        ReasonRule::Required => "required",
    }
}

/// Whether a reason belongs to the request, where all the contexts say the same.
fn reason_rule(catalogue: &Catalogue, contexts: &[String]) -> Option<&'static str> {
    let mut rules = contexts.iter().filter_map(|key| catalogue.context(key)).map(|it| it.reason);
    let first = rules.next()?;
    rules.all(|rule| rule == first).then(|| reason_word(first))
}

fn reasons(catalogue: &Catalogue, contexts: &[String]) -> Vec<FormReason> {
    let allowed = |key: &&String| {
        catalogue.context(key).is_some_and(|context| context.reason != ReasonRule::Refused)
    };
    let allowed: Vec<&String> = contexts.iter().filter(allowed).collect();
    catalogue
        .reasons
        .iter()
        .filter(|reason| reason.active)
        .filter(|reason| allowed.iter().any(|context| reason.contexts.contains(context)))
        .map(|reason| FormReason { key: reason.key.clone(), name: reason.name.clone() })
        .collect()
}

/// Does something with the contract of a template.
async fn with_contract(
    call: &Call,
    key: String,
    query: InContext,
    of: impl FnOnce(&Subject<'_>) -> Json + Send + 'static,
) -> Result<Json, Problem> {
    look(call, query.day, move |edition, view| {
        let context = query.context.as_deref();
        let template = template(view, &key, context)?;
        let assembled =
            edition.assembled(view, template).map_err(|error| Problem::template(&error))?;
        let asked = context.map(|context| vec![context.to_owned()]);
        Ok(of(&Subject {
            template: &assembled.template,
            manifest: &template.manifest,
            catalogue: &view.catalogue,
            contexts: asked.as_deref(),
        }))
    })
    .await
}

async fn schema(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<Json>, Problem> {
    Ok(Shown::of(with_contract(&call, path.key, query, request_schema).await?))
}

async fn sample(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<Json>, Problem> {
    let of = |subject: &Subject<'_>| {
        let context = subject.contexts().first().copied().unwrap_or_default().to_owned();
        sample_request(subject, &context)
    };
    Ok(Shown::of(with_contract(&call, path.key, query, of).await?))
}

/// The values that letters of a template need.
#[derive(Debug, Serialize, JsonSchema)]
struct Values {
    /// The template's key.
    template: String,
    /// The contexts that are meant.
    contexts: Vec<String>,
    /// What is in use on this day.
    day: Day,
    /// The values, in the order of their first use.
    values: Vec<NeededValue>,
}

/// A value that letters need.
#[derive(Debug, Serialize, JsonSchema)]
struct NeededValue {
    /// The field's name.
    name: String,
    /// What it holds, in words for people; empty where the catalogue does not have it.
    text: String,
    /// What its values are; absent where the catalogue does not have it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<FieldKindWord>,
    /// The list whose items have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    /// `mandatory`: every request brings it. `conditional`: as `when` says. `optional`: it may be left out or empty. `supplied`: the
    /// catalogue knows or computes it.
    need: &'static str,
    /// When a letter uses it, in words.
    when: String,
    /// A value as a case system sends it; empty for none.
    sample: String,
    /// It may hold personal data.
    personal: bool,
}

async fn values(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<InContext>,
) -> Result<Shown<Values>, Problem> {
    let language = call.language;
    let day = query.day.unwrap_or(Day(call.now.day()));
    let values = look(&call, query.day, move |edition, view| {
        let context = query.context.as_deref();
        let template = template(view, &path.key, context)?;
        let proof =
            edition.proof(view, template, context).map_err(|error| Problem::template(&error))?;
        let needs = proof.needs.iter().map(|need| {
            let field = view.catalogue.field(&need.name);
            let optional = field.is_some_and(|field| field.optional);
            NeededValue {
                name: need.name.clone(),
                text: field.map(|field| field.text.clone()).unwrap_or_default(),
                kind: field.map(|field| kind_of(&field.kind)),
                list: need.of.clone(),
                need: match (need.derived, need.mandatory, optional) {
                    (true, ..) => "supplied",
                    (_, true, _) => "mandatory",
                    (_, _, true) => "optional",
                    _ => "conditional",
                },
                when: need.condition.words(language),
                sample: field.map(|field| field.sample.clone()).unwrap_or_default(),
                personal: field.is_some_and(|field| field.personal),
            }
        });
        Ok(Values {
            template: template.manifest.key.clone(),
            contexts: contexts(template, context),
            day,
            values: needs.collect(),
        })
    })
    .await?;
    Ok(Shown::of(values))
}
