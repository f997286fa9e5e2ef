//! Whether callers of the old version can go on as they are.
//!
//! Both schemas are read as what they say in each context, so that a published schema of last year
//! can be compared with one made today. What is compared is what a caller can notice: a request that
//! was right and is refused now, or that gives another letter without a word.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::schema::ITEMS;
use crate::diagnostic::MessageLanguage;

/// What breaks callers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// What kind of change it is.
    pub kind: BreakKind,
    /// The field, question, context or reason.
    pub name: String,
    /// The condition under which it holds, in signs; empty for always.
    pub when: String,
    /// The contexts in which it breaks.
    pub contexts: Vec<String>,
}

/// The kinds of change that break callers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakKind {
    /// The letter is no longer made in a context.
    ContextRemoved,
    /// A field that the old version did not know is mandatory.
    FieldNew,
    /// A field that could be left out is mandatory.
    FieldMandatory,
    /// Values of a field that were right are refused: what is narrower.
    FieldNarrowed(String),
    /// Words of an enumeration are refused.
    ValuesRemoved(Vec<String>),
    /// A question has gone: whoever answers it is refused.
    QuestionRemoved,
    /// A question is no longer asked: whoever answers yes is refused.
    QuestionNotAsked,
    /// An unanswered question means something else, and the letter says something else.
    DefaultChanged,
    /// A rule on how many questions are answered yes is new or stricter.
    GroupRule(String),
    /// A denial reason must be given.
    ReasonMandatory,
    /// A denial reason can no longer be chosen.
    ReasonRemoved,
}

/// Tells what in the new schema breaks callers of the old one; none means that every request that
/// fits the old schema fits the new one, and questions left open mean what they meant.
pub fn breaking(old: &Json, new: &Json) -> Vec<Break> {
    let (olds, news) = (contexts(old), contexts(new));
    let mut found: Vec<Break> = Vec::new();
    let mut add = |kind: BreakKind, name: &str, when: &str, context: &str| {
        let same =
            |known: &&mut Break| known.kind == kind && known.name == name && known.when == when;
        match found.iter_mut().find(same) {
            Some(known) => known.contexts.push(context.to_owned()),
            None => found.push(Break {
                kind,
                name: name.to_owned(),
                when: when.to_owned(),
                contexts: vec![context.to_owned()],
            }),
        }
    };
    for context in &olds {
        if !news.contains(context) {
            add(BreakKind::ContextRemoved, context, "", context);
            continue;
        }
        let (before, after) = (Said::of(old, context), Said::of(new, context));
        fields(&before, &after, &mut |kind, name, when| add(kind, name, when, context));
        questions(&before, &after, &mut |kind, name| add(kind, name, "", context));
        reasons(&before, &after, &mut |kind, name| add(kind, name, "", context));
    }
    if let Some(context) = olds.iter().find(|context| news.contains(*context)) {
        for (name, rule) in stricter_groups(old, new) {
            add(BreakKind::GroupRule(rule), &name, "", context);
        }
    }
    found.sort();
    found
}

/// Conditions that must all hold, in signs; none for always.
type When = BTreeSet<String>;

/// What a schema says in one context.
#[derive(Debug, Default)]
struct Said {
    /// Each field's schemas by its path.
    fields: BTreeMap<String, Vec<Json>>,
    /// By path, the conditions under which a field is mandatory.
    mandatory: BTreeMap<String, BTreeSet<When>>,
    /// Questions with their defaults; of those not asked here, none.
    questions: BTreeMap<String, Option<String>>,
    /// The reasons that can be chosen.
    reasons: BTreeSet<String>,
    reason_mandatory: bool,
}

impl Said {
    fn of(schema: &Json, context: &str) -> Self {
        let mut said = Said::default();
        said.part(schema, &When::new(), true);
        for rule in schema["allOf"].as_array().into_iter().flatten() {
            let Some(condition) = rule.get("if") else { continue };
            let mut when = When::new();
            let here = conjuncts(condition).into_iter().all(|asked| {
                if let Some(contexts) = asked_context(asked) {
                    return contexts.contains(&context);
                }
                when.insert(condition_words(asked));
                true
            });
            if here {
                said.part(&rule["then"], &when, false);
            }
        }
        said
    }

    /// A schema of the whole request, or of a part of it that holds under a condition.
    fn part(&mut self, schema: &Json, when: &When, base: bool) {
        let properties = &schema["properties"];
        self.data(&properties["data"], "", when);
        for (alias, answer) in properties["answers"]["properties"].as_object().into_iter().flatten()
        {
            let asked = answer.get("const").is_none();
            let default = answer["default"].as_str().unwrap_or("N").to_owned();
            if base || !asked {
                self.questions.insert(alias.clone(), asked.then_some(default));
            }
        }
        if when.is_empty() {
            if let Some(reasons) = properties["reason"]["enum"].as_array() {
                self.reasons = reasons.iter().filter_map(Json::as_str).map(str::to_owned).collect();
            }
            self.reason_mandatory |= names(&schema["required"]).any(|name| name == "reason");
        }
    }

    fn data(&mut self, schema: &Json, path: &str, when: &When) {
        let join = |name: &str| match (path, name) {
            ("", name) => name.to_owned(),
            (path, ITEMS) => format!("{path}{ITEMS}"),
            (path, name) => format!("{path}.{name}"),
        };
        for name in names(&schema["required"]) {
            self.mandatory.entry(join(name)).or_default().insert(when.clone());
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = join(name);
            self.data(property, &path, when);
            let is_group = property.get("properties").is_some() && property.get("items").is_none();
            if !is_group && when.is_empty() {
                self.fields.entry(path).or_default().push(property.clone());
            }
        }
        if let Some(items) = schema.get("items") {
            self.data(items, &join(ITEMS), when);
        }
    }

    /// Whether a field is mandatory at least wherever `when` holds.
    fn demands(&self, path: &str, when: &When) -> bool {
        self.mandatory
            .get(path)
            .is_some_and(|conditions| conditions.iter().any(|known| known.is_subset(when)))
    }
}

fn fields(before: &Said, after: &Said, add: &mut impl FnMut(BreakKind, &str, &str)) {
    for (path, conditions) in &after.mandatory {
        // Groups are mandatory with their fields, which are told.
        if !after.fields.contains_key(path) {
            continue;
        }
        for when in conditions {
            let known = before.fields.contains_key(path);
            let wider = |other: &When| other != when && other.is_subset(when);
            if before.demands(path, when) || conditions.iter().any(wider) {
                continue;
            }
            let kind = if known { BreakKind::FieldMandatory } else { BreakKind::FieldNew };
            let when: Vec<&str> = when.iter().map(String::as_str).collect();
            add(kind, path, &when.join(" and "));
        }
    }
    for (path, news) in &after.fields {
        let Some(olds) = before.fields.get(path) else { continue };
        let (old, new) = (Accepts::of(olds), Accepts::of(news));
        for kind in old.lost(&new) {
            add(kind, path, "");
        }
    }
}

fn questions(before: &Said, after: &Said, add: &mut impl FnMut(BreakKind, &str)) {
    for (alias, default) in &before.questions {
        match (default, after.questions.get(alias)) {
            (_, None) => add(BreakKind::QuestionRemoved, alias),
            (Some(_), Some(None)) => add(BreakKind::QuestionNotAsked, alias),
            (Some(old), Some(Some(new))) if old != new => add(BreakKind::DefaultChanged, alias),
            _ => {}
        }
    }
}

fn reasons(before: &Said, after: &Said, add: &mut impl FnMut(BreakKind, &str)) {
    if after.reason_mandatory && !before.reason_mandatory {
        add(BreakKind::ReasonMandatory, "reason");
    }
    for reason in before.reasons.difference(&after.reasons) {
        add(BreakKind::ReasonRemoved, reason);
    }
}

/// What values a field's schemas accept together.
#[derive(Debug, Default)]
struct Accepts {
    types: BTreeSet<String>,
    words: Option<BTreeSet<String>>,
    bounds: BTreeMap<&'static str, f64>,
    forms: BTreeSet<String>,
}

impl Accepts {
    fn of(schemas: &[Json]) -> Self {
        let mut accepts = Accepts::default();
        for schema in schemas {
            let choices: Vec<&Json> = match schema["anyOf"].as_array() {
                Some(choices) => choices.iter().collect(),
                None => vec![schema],
            };
            for choice in choices {
                accepts.types.extend(names(&choice["type"]).map(str::to_owned));
                accepts.types.extend(choice["type"].as_str().map(str::to_owned));
                for word in ["format", "pattern"] {
                    let form = choice[word].as_str();
                    accepts.forms.extend(form.map(|form| format!("{word} {form}")));
                }
                for bound in BOUNDS {
                    if let Some(value) = choice[*bound].as_f64() {
                        accepts.bounds.insert(bound, value);
                    }
                }
            }
            let listed = schema["enum"].as_array().cloned();
            let words = listed.or_else(|| schema.get("const").map(|value| vec![value.clone()]));
            if let Some(words) = words {
                let words: BTreeSet<String> =
                    words.iter().filter(|word| !word.is_null()).map(shown).collect();
                accepts.words = Some(match accepts.words {
                    Some(known) => known.intersection(&words).cloned().collect(),
                    None => words,
                });
            }
        }
        accepts
    }

    /// What the new one no longer accepts.
    fn lost(&self, new: &Accepts) -> Vec<BreakKind> {
        let mut lost = Vec::new();
        match (&self.words, &new.words) {
            (Some(old), Some(new)) => {
                let gone: Vec<String> = old.difference(new).cloned().collect();
                if !gone.is_empty() {
                    lost.push(BreakKind::ValuesRemoved(gone));
                }
                return lost;
            }
            (None, Some(_)) => {
                lost.push(BreakKind::FieldNarrowed("enum".to_owned()));
                return lost;
            }
            (Some(_), None) if new.types.contains("string") && new.forms.is_empty() => return lost,
            _ => {}
        }
        // Nothing, in whichever spelling: one loss.
        let nothing = |accepts: &Accepts| {
            accepts.types.contains("null")
                && accepts.bounds.get("minLength").is_none_or(|length| *length < 1.0)
        };
        let emptied = nothing(self) && !nothing(new);
        if emptied {
            lost.push(BreakKind::FieldNarrowed(NOT_EMPTY.to_owned()));
        }
        let gone: Vec<&str> = self
            .types
            .difference(&new.types)
            .map(String::as_str)
            .filter(|kind| *kind != "null")
            .collect();
        if !gone.is_empty() {
            lost.push(BreakKind::FieldNarrowed(format!("type {}", gone.join(", "))));
        }
        for form in new.forms.difference(&self.forms) {
            lost.push(BreakKind::FieldNarrowed(form.clone()));
        }
        for (bound, value) in &new.bounds {
            let narrower = self
                .bounds
                .get(bound)
                .is_none_or(|old| if bound.starts_with("max") { value < old } else { value > old });
            let says_nothing = bound.starts_with("min") && *bound != "minimum" && *value <= 0.0;
            let told = emptied && *bound == "minLength";
            if narrower && !says_nothing && !told {
                lost.push(BreakKind::FieldNarrowed(format!("{bound} {value}")));
            }
        }
        lost
    }
}

/// Narrowed so that the empty value is refused.
const NOT_EMPTY: &str = "not-empty";

const BOUNDS: &[&str] = &["minimum", "maximum", "minLength", "minItems"];

/// Groups whose rule forbids what the old rule allowed: name and rule.
fn stricter_groups(old: &Json, new: &Json) -> Vec<(String, String)> {
    let told = |schema: &Json| -> Vec<(String, String, BTreeSet<String>)> {
        let groups = schema["x-brevsmed"]["groups"].as_array().cloned().unwrap_or_default();
        groups
            .iter()
            .map(|group| {
                let text = |name: &str| group[name].as_str().unwrap_or_default().to_owned();
                let members = names(&group["questions"]).map(str::to_owned).collect();
                (text("key"), text("rule"), members)
            })
            .collect()
    };
    let olds = told(old);
    told(new)
        .into_iter()
        .filter(|(key, rule, members)| {
            let before = olds.iter().find(|(known, ..)| known == key);
            match (before, rule.as_str()) {
                (_, "none-to-many") => false,
                (None, _) => true,
                (Some((_, was, of)), now) => {
                    let same = was == now || was == "exactly-one";
                    // Fewer members make "at least one" harder to meet, more make "at most one".
                    let fits = match now {
                        "at-least-one" => of.is_subset(members),
                        "at-most-one" => members.is_subset(of),
                        _ => of == members && was == now,
                    };
                    !(same && fits)
                }
            }
        })
        .map(|(key, rule, _)| (key, rule))
        .collect()
}

fn contexts(schema: &Json) -> Vec<String> {
    names(&schema["properties"]["context"]["enum"]).map(str::to_owned).collect()
}

fn names(list: &Json) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str)
}

fn conjuncts(condition: &Json) -> Vec<&Json> {
    match condition["allOf"].as_array() {
        Some(all) => all.iter().collect(),
        None => vec![condition],
    }
}

/// The contexts that a condition asks for, where it asks for some.
fn asked_context(condition: &Json) -> Option<Vec<&str>> {
    let asked = condition["properties"].get("context")?;
    Some(match asked["const"].as_str() {
        Some(one) => vec![one],
        None => names(&asked["enum"]).collect(),
    })
}

/// A condition of a schema in signs.
fn condition_words(condition: &Json) -> String {
    if let Some(inner) = condition.get("not") {
        return format!("not ({})", condition_words(inner));
    }
    let mut words = Vec::new();
    let answers = condition["properties"]["answers"]["properties"].as_object();
    for (alias, answer) in answers.into_iter().flatten() {
        words.push(format!("{alias} = {}", answer["const"].as_str().unwrap_or_default()));
    }
    field_words(&condition["properties"]["data"], "", &mut words);
    if condition["properties"].get("reason").is_some() {
        words.push("reason".to_owned());
    }
    words.join(" and ")
}

fn field_words(schema: &Json, path: &str, words: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if let Some(value) = property.get("const") {
            words.push(format!("{path} = {}", shown(value)));
        } else if let Some(values) = property["enum"].as_array() {
            let first = values.first().map(shown).unwrap_or_default();
            words.push(format!("{path} = {first}"));
        }
        field_words(property, &path, words);
    }
}

fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Break {
    /// What breaks, in a sentence without full stop.
    pub fn words(&self, language: MessageLanguage) -> String {
        let danish = language == MessageLanguage::Danish;
        let name = &self.name;
        let say = |da: String, en: String| if danish { da } else { en };
        let mut words = match &self.kind {
            BreakKind::ContextRemoved => say(
                format!("brevet dannes ikke længere i konteksten `{name}`"),
                format!("the letter is no longer made in the context `{name}`"),
            ),
            BreakKind::FieldNew => say(
                format!("feltet `{name}` er nyt og skal med"),
                format!("the field `{name}` is new and mandatory"),
            ),
            BreakKind::FieldMandatory => say(
                format!("feltet `{name}` kunne udelades og skal nu med"),
                format!("the field `{name}` could be left out and is mandatory now"),
            ),
            BreakKind::FieldNarrowed(what) if what == NOT_EMPTY => say(
                format!("feltet `{name}` måtte være tomt og må det ikke længere"),
                format!("the field `{name}` could be empty and no longer may be"),
            ),
            BreakKind::FieldNarrowed(what) => say(
                format!("feltet `{name}` tager imod færre værdier: {what}"),
                format!("the field `{name}` accepts fewer values: {what}"),
            ),
            BreakKind::ValuesRemoved(values) => {
                let values =
                    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
                say(
                    format!("feltet `{name}` tager ikke længere imod {values}"),
                    format!("the field `{name}` no longer accepts {values}"),
                )
            }
            BreakKind::QuestionRemoved => say(
                format!("flettespørgsmålet `{name}` er fjernet, så et svar på det bliver afvist"),
                format!("the merge question `{name}` has gone, so an answer to it is refused"),
            ),
            BreakKind::QuestionNotAsked => say(
                format!(
                    "flettespørgsmålet `{name}` stilles ikke længere, så svaret J bliver afvist"
                ),
                format!(
                    "the merge question `{name}` is no longer asked, so the answer J is refused"
                ),
            ),
            BreakKind::DefaultChanged => say(
                format!("flettespørgsmålet `{name}` betyder noget andet, når det ikke er besvaret"),
                format!("the merge question `{name}` means something else when it is unanswered"),
            ),
            BreakKind::GroupRule(rule) => say(
                format!("spørgsmålsgruppen `{name}` har en ny eller strengere regel: {rule}"),
                format!("the question group `{name}` has a new or stricter rule: {rule}"),
            ),
            BreakKind::ReasonMandatory => say(
                "en afslagsårsag skal med".to_owned(),
                "a denial reason is mandatory".to_owned(),
            ),
            BreakKind::ReasonRemoved => say(
                format!("afslagsårsagen `{name}` kan ikke længere vælges"),
                format!("the denial reason `{name}` can no longer be chosen"),
            ),
        };
        if !self.when.is_empty() {
            words.push_str(&say(format!(", når {}", self.when), format!(", when {}", self.when)));
        }
        if !self.contexts.is_empty() && self.kind != BreakKind::ContextRemoved {
            words.push_str(&format!(" ({})", self.contexts.join(", ")));
        }
        words
    }
}
