//! The schema of the request, from what a template needs.

use serde_json::{Map, Value as Json, json};

use super::Subject;
use super::condition::{Atom, Guard, Test, fixed, simplified};
use super::needs::{Need, Needs, needs};
use super::sample::sample_value;
use crate::catalogue::{
    Catalogue, CatalogueField, FieldKind, GroupRule, HistoryValue, Question, QuestionGroup,
    ReasonRule, Source,
};

/// The JSON Schema (draft 2020-12) of the case request that a template needs.
pub fn request_schema(subject: &Subject<'_>) -> Json {
    let needs = needs(subject);
    Maker { subject, catalogue: subject.catalogue, contexts: subject.contexts(), needs: &needs }
        .schema()
}

/// The questions that may be answered: ticked ones in the order of the manifest.
pub(super) fn ticked<'s>(subject: &Subject<'s>) -> Vec<&'s Question> {
    let find = |alias: &String| {
        subject.catalogue.questions.iter().find(|question| question.alias == *alias)
    };
    subject.manifest.questions.iter().filter_map(find).collect()
}

/// The way from the request's data to a field: its groups, `[]` for the items of a list, itself.
pub(super) fn path(catalogue: &Catalogue, need: &Need) -> Vec<String> {
    let mut path = Vec::new();
    if need.list.is_none() && under_list(catalogue, &need.name) {
        // Where the list stands no group can: the whole name is one key, as the merge reads it.
        return vec![need.name.clone()];
    }
    let mut own = need.name.as_str();
    if let Some(list) = &need.list {
        path.extend(list.split('.').map(str::to_owned));
        path.push(ITEMS.to_owned());
        let folded = |name: &str| name.to_lowercase();
        if let Some((head, rest)) = own.split_at_checked(list.len())
            && folded(head) == folded(list)
            && let Some(rest) = rest.strip_prefix('.')
        {
            own = rest;
        }
    }
    path.extend(own.replace(':', ".").split('.').map(str::to_owned));
    path
}

/// Whether a name begins with that of a list and is no item's: `Beregning.Ialt`.
fn under_list(catalogue: &Catalogue, name: &str) -> bool {
    catalogue.fields.iter().any(|field| {
        matches!(field.kind, FieldKind::List { .. })
            && name.split_at_checked(field.name.len()).is_some_and(|(head, rest)| {
                head.eq_ignore_ascii_case(&field.name) && rest.starts_with('.')
            })
    })
}

/// A condition, contexts, and the paths that are mandatory under both.
type Row<'r> = (Guard, Vec<&'r str>, Vec<Vec<String>>);

/// Stands for the items of a list in a path.
pub(super) const ITEMS: &str = "[]";

struct Maker<'m> {
    subject: &'m Subject<'m>,
    catalogue: &'m Catalogue,
    contexts: Vec<&'m str>,
    needs: &'m Needs,
}

/// What a field's uses come to in a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// No letter of the context uses it.
    None,
    /// A letter may use it.
    Optional,
    /// A request without it is refused where one of these conditions is met; one without conditions:
    /// always.
    Mandatory(Vec<Guard>),
}

/// What a field's uses come to in a context.
pub(super) fn duty(subject: &Subject<'_>, need: &Need, context: &str) -> Duty {
    let catalogue = subject.catalogue;
    let conventions = subject.template.conventions();
    let open: Vec<Guard> = need
        .uses
        .iter()
        .filter_map(|guard| guard.in_context(catalogue, context, &conventions))
        .collect();
    if open.is_empty() {
        return Duty::None;
    }
    let Some(field) = field_of(catalogue, need) else { return Duty::Mandatory(simplified(open)) };
    let given = fixed(catalogue, context, &field.name).is_some();
    if given || field.optional || field.source != Source::Request {
        return Duty::Optional;
    }
    Duty::Mandatory(simplified(open))
}

pub(super) fn field_of<'c>(catalogue: &'c Catalogue, need: &Need) -> Option<&'c CatalogueField> {
    catalogue.fields.iter().find(|field| field.name == need.name).filter(|_| need.known)
}

impl Maker<'_> {
    fn schema(&self) -> Json {
        let manifest = self.subject.manifest;
        let catalogue = self.catalogue;
        let mut data = json!({ "type": "object" });
        for need in &self.needs.fields {
            if self.contexts.iter().any(|context| self.duty(need, context) != Duty::None) {
                insert(&mut data, &path(self.catalogue, need), self.property(need));
            }
        }
        let mut schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": manifest.name,
            "description": format!("The request for a letter from the template `{}`.", manifest.key),
            "type": "object",
            "properties": {
                "context": {
                    "title": "Kontekst",
                    "description": self.contexts_described(),
                    "enum": self.contexts,
                },
                "date": {
                    "type": ["string", "null"],
                    "format": "date",
                    "description": "The day of the letter; prices and parameters are those of that day. Without it, today.",
                },
                "data": data,
                "answers": self.answers(),
                "history": self.history(),
                "reason": self.reason(),
            },
            "required": ["context"],
            "additionalProperties": false,
        });
        let mut conditional = Vec::new();
        self.duties(&mut schema, &mut conditional);
        self.contexts_alone(&mut conditional);
        self.groups(&mut conditional);
        if !conditional.is_empty() {
            schema["allOf"] = Json::Array(conditional);
        }
        schema["x-brevsmed"] = json!({
            "template": manifest.key,
            "letter": manifest.letter,
            "environment": catalogue.environment,
            "groups": self.told_groups(),
        });
        schema
    }

    fn duty(&self, need: &Need, context: &str) -> Duty {
        duty(self.subject, need, context)
    }

    fn contexts_described(&self) -> String {
        let name = |key: &&str| {
            self.catalogue
                .context(key)
                .map_or_else(|| (*key).to_owned(), |context| format!("{key}: {}", context.name))
        };
        self.contexts.iter().map(name).collect::<Vec<_>>().join("; ")
    }

    /// The schema of a field.
    fn property(&self, need: &Need) -> Json {
        let Some(field) = field_of(self.catalogue, need) else {
            return json!({
                "description": "Not in the field catalogue.",
                "x-brevsmed": { "unknown": true },
            });
        };
        let mut property = kind(field);
        let mut description = field.text.clone();
        let source = source_words(&field.source);
        if let Some((_, words)) = &source {
            description = format!("{description} ({words})");
        }
        property.insert("description".to_owned(), json!(description));
        if let Some(sample) = sample_value(field)
            && !matches!(field.kind, FieldKind::List { .. })
        {
            property.insert("examples".to_owned(), json!([sample]));
        }
        let mut ours = Map::new();
        if let Some((word, _)) = source {
            ours.insert("source".to_owned(), json!(word));
        }
        let when: Vec<String> = need
            .uses
            .iter()
            .map(|guard| guard.0.iter().map(Atom::words).collect::<Vec<_>>().join(" and "))
            .collect();
        if when.iter().all(|words| !words.is_empty()) {
            ours.insert("when".to_owned(), json!(when));
        }
        let here: Vec<&str> = self
            .contexts
            .iter()
            .copied()
            .filter(|context| self.duty(need, context) != Duty::None)
            .collect();
        if here.len() < self.contexts.len() {
            ours.insert("contexts".to_owned(), json!(here));
        }
        if field.personal {
            ours.insert("personal".to_owned(), json!(true));
        }
        if !ours.is_empty() {
            property.insert("x-brevsmed".to_owned(), Json::Object(ours));
        }
        Json::Object(property)
    }

    fn answers(&self) -> Json {
        let mut properties = Map::new();
        for question in ticked(self.subject) {
            let mut answer = Map::new();
            answer.insert("title".to_owned(), json!(question.text));
            if !question.help.is_empty() {
                answer.insert("description".to_owned(), json!(question.help));
            }
            answer.insert("enum".to_owned(), json!(["J", "N"]));
            let default = if question.default_yes { "J" } else { "N" };
            answer.insert("default".to_owned(), json!(default));
            if let Some(key) = question.key(&self.catalogue.environment) {
                answer.insert("x-brevsmed".to_owned(), json!({ "key": key }));
            }
            properties.insert(question.alias.clone(), Json::Object(answer));
        }
        json!({
            "type": "object",
            "description": "Answers to the merge questions, in the order in which they are asked.",
            "properties": properties,
            "additionalProperties": false,
        })
    }

    fn history(&self) -> Json {
        let letters = &self.needs.letters;
        let mut description = "The letters that the case has had.".to_owned();
        if !letters.is_empty() {
            description.push_str(&format!(" The template looks for: {}.", letters.join(", ")));
        }
        json!({
            "type": "array",
            "description": description,
            "items": {
                "type": "object",
                "properties": {
                    "letter": { "type": "string", "description": "The letter type." },
                    "date": { "type": "string", "format": "date" },
                    "answers": {
                        "type": "object",
                        "additionalProperties": { "enum": ["J", "N"] },
                    },
                },
                "required": ["letter", "date"],
                "additionalProperties": false,
            },
        })
    }

    /// Keys and names of the reasons that can be chosen in some of the contexts.
    fn reasons(&self, contexts: &[&str]) -> Vec<(&str, &str)> {
        self.catalogue
            .reasons
            .iter()
            .filter(|reason| {
                reason.active
                    && contexts.iter().any(|context| {
                        self.rule(context) != ReasonRule::Refused
                            && reason.contexts.contains(context)
                    })
            })
            .map(|reason| (reason.key.as_str(), reason.name.as_str()))
            .collect()
    }

    fn rule(&self, context: &str) -> ReasonRule {
        self.catalogue.context(context).map_or(ReasonRule::Refused, |context| context.reason)
    }

    fn reason(&self) -> Json {
        let reasons = self.reasons(&self.contexts);
        if reasons.is_empty() {
            return json!({ "type": "null", "description": "No denial reason belongs to the letter." });
        }
        let names: Vec<String> =
            reasons.iter().map(|(key, name)| format!("{key}: {name}")).collect();
        let mut keys: Vec<Json> = reasons.iter().map(|(key, _)| json!(key)).collect();
        if self.contexts.iter().any(|context| self.rule(context) != ReasonRule::Required) {
            keys.push(Json::Null);
        }
        json!({
            "enum": keys,
            "description": format!("The key of the denial reason. {}", names.join("; ")),
        })
    }

    /// What is mandatory: in all contexts at the top, in some or under conditions in `if`/`then`.
    fn duties(&self, schema: &mut Json, conditional: &mut Vec<Json>) {
        // By condition and contexts, the paths that are mandatory there, in order of first use.
        let mut rows: Vec<Row<'_>> = Vec::new();
        for need in &self.needs.fields {
            let mut by_guard: Vec<(Guard, Vec<&str>)> = Vec::new();
            for context in &self.contexts {
                let Duty::Mandatory(guards) = self.duty(need, context) else { continue };
                for guard in guards {
                    if !guard.0.iter().all(|atom| atom.test.can_be_asked(self.catalogue)) {
                        continue;
                    }
                    match by_guard.iter_mut().find(|(same, _)| *same == guard) {
                        Some((_, contexts)) => contexts.push(context),
                        None => by_guard.push((guard, vec![context])),
                    }
                }
            }
            for (guard, contexts) in by_guard {
                let same = |row: &&mut Row<'_>| row.0 == guard && row.1 == contexts;
                match rows.iter_mut().find(same) {
                    Some((.., paths)) => paths.push(path(self.catalogue, need)),
                    None => rows.push((guard, contexts, vec![path(self.catalogue, need)])),
                }
            }
        }
        for (guard, contexts, paths) in rows {
            let everywhere = contexts.len() == self.contexts.len();
            let mut mandatory = json!({});
            for path in &paths {
                require(&mut mandatory, path);
            }
            if everywhere && guard.0.is_empty() {
                for path in &paths {
                    require(&mut schema["properties"]["data"], path);
                }
                if paths.iter().any(|path| !path.iter().any(|name| name == ITEMS)) {
                    push_unique(schema, "required", "data");
                }
                continue;
            }
            let mut conditions = Vec::new();
            if !everywhere {
                conditions.push(in_contexts(&contexts));
            }
            conditions.extend(guard.0.iter().map(|atom| self.asked(atom)));
            let mut then = json!({ "properties": { "data": mandatory } });
            if paths.iter().any(|path| !path.iter().any(|name| name == ITEMS)) {
                then["required"] = json!(["data"]);
            }
            conditional.push(json!({ "if": all(conditions), "then": then }));
        }
    }

    /// What a context alone decides: fixed values, questions that are not asked, the denial reason.
    fn contexts_alone(&self, conditional: &mut Vec<Json>) {
        for context in &self.contexts {
            let mut then = json!({});
            for need in &self.needs.fields {
                if let Some(value) = fixed(self.catalogue, context, &need.name) {
                    let constant = fixed_schema(field_of(self.catalogue, need), value);
                    insert(&mut then["properties"]["data"], &path(self.catalogue, need), constant);
                }
            }
            for question in ticked(self.subject) {
                if !question.contexts.contains(context) {
                    then["properties"]["answers"]["properties"][&question.alias] =
                        json!({ "const": "N" });
                }
            }
            let all_keys = self.reasons(&self.contexts);
            let keys = self.reasons(&[context]);
            let rule = self.rule(context);
            if rule == ReasonRule::Required {
                push_unique(&mut then, "required", "reason");
            }
            let one = self.contexts.len() == 1;
            if !all_keys.is_empty() && !one && (keys != all_keys || rule == ReasonRule::Required) {
                let mut keys: Vec<Json> = keys.iter().map(|(key, _)| json!(key)).collect();
                if rule != ReasonRule::Required {
                    keys.push(Json::Null);
                }
                then["properties"]["reason"] = json!({ "enum": keys });
            }
            if then != json!({}) {
                conditional.push(json!({ "if": in_contexts(&[context]), "then": then }));
            }
            self.reason_requirements(context, conditional);
        }
    }

    /// A denial reason asks for objective criteria to be met.
    fn reason_requirements(&self, context: &str, conditional: &mut Vec<Json>) {
        let Some(found) = self.catalogue.context(context) else { return };
        if found.reason == ReasonRule::Refused || found.reason_requires.is_empty() {
            return;
        }
        let mut data = json!({});
        for name in &found.reason_requires {
            let path: Vec<String> = name.replace(':', ".").split('.').map(str::to_owned).collect();
            insert(&mut data, &path, json!({ "enum": ["J", true] }));
            require(&mut data, &path);
        }
        let given = json!({
            "properties": { "reason": { "type": "string" } },
            "required": ["reason"],
        });
        conditional.push(json!({
            "if": all(vec![in_contexts(&[context]), given]),
            "then": { "properties": { "data": data }, "required": ["data"] },
        }));
    }

    /// The members of each group that are asked in a context.
    fn members(&self, group: &QuestionGroup, context: &str) -> Vec<&Question> {
        ticked(self.subject)
            .into_iter()
            .filter(|question| {
                group.questions.contains(&question.alias) && question.contexts.contains(context)
            })
            .collect()
    }

    fn groups(&self, conditional: &mut Vec<Json>) {
        for group in &self.catalogue.question_groups {
            let mut by_members: Vec<(Vec<&Question>, Vec<&str>)> = Vec::new();
            for context in &self.contexts {
                let members = self.members(group, context);
                if members.is_empty() {
                    continue;
                }
                match by_members.iter_mut().find(|(same, _)| *same == members) {
                    Some((_, contexts)) => contexts.push(context),
                    None => by_members.push((members, vec![context])),
                }
            }
            for (members, contexts) in by_members {
                let yes: Vec<Json> = members.iter().map(|question| yes(question)).collect();
                let none = json!({ "not": { "anyOf": yes } });
                let mut rule = match group.rule {
                    GroupRule::Any => continue,
                    GroupRule::AtLeastOne => json!({ "anyOf": yes }),
                    GroupRule::ExactlyOne => json!({ "oneOf": yes }),
                    GroupRule::AtMostOne => {
                        let mut one = yes.clone();
                        one.push(none);
                        json!({ "oneOf": one })
                    }
                };
                rule["description"] = json!(format!("{}: {}", group.name, rule_words(group.rule)));
                if contexts.len() == self.contexts.len() {
                    conditional.push(rule);
                } else {
                    conditional.push(json!({ "if": in_contexts(&contexts), "then": rule }));
                }
            }
        }
    }

    /// The groups in words for programs that show forms, and to compare versions by.
    fn told_groups(&self) -> Json {
        let aliases: Vec<&str> =
            ticked(self.subject).iter().map(|question| question.alias.as_str()).collect();
        self.catalogue
            .question_groups
            .iter()
            .filter(|group| group.questions.iter().any(|alias| aliases.contains(&alias.as_str())))
            .map(|group| {
                let members: Vec<&String> = group
                    .questions
                    .iter()
                    .filter(|alias| aliases.contains(&alias.as_str()))
                    .collect();
                json!({
                    "key": group.key,
                    "name": group.name,
                    "rule": rule_key(group.rule),
                    "questions": members,
                })
            })
            .collect()
    }

    /// A condition as a schema of the whole request.
    fn asked(&self, atom: &Atom) -> Json {
        let (asked, holds) = match &atom.test {
            Test::Question(alias) => {
                let question =
                    self.catalogue.questions.iter().find(|question| question.alias == *alias);
                (question.map_or_else(|| json!({}), yes), atom.holds)
            }
            Test::Field { name, operator, literal } => {
                let path: Vec<String> = name.split('.').map(str::to_owned).collect();
                let field = self.catalogue.fields.iter().find(|field| field.name == *name);
                let mut data = json!({});
                insert(&mut data, &path, fixed_schema(field, literal));
                require(&mut data, &path);
                let asked = json!({ "properties": { "data": data }, "required": ["data"] });
                (asked, atom.holds == (*operator == "="))
            }
            Test::Other(_) => (json!({}), true),
        };
        if holds { asked } else { json!({ "not": asked }) }
    }
}

/// A question answered yes, or left to a default of yes.
fn yes(question: &Question) -> Json {
    let answered = |letter: &str| {
        json!({
            "properties": { "answers": {
                "properties": { &question.alias: { "const": letter } },
                "required": [&question.alias],
            } },
            "required": ["answers"],
        })
    };
    if question.default_yes { json!({ "not": answered("N") }) } else { answered("J") }
}

fn in_contexts(contexts: &[&str]) -> Json {
    let allowed = match contexts {
        [one] => json!({ "const": one }),
        several => json!({ "enum": several }),
    };
    json!({ "properties": { "context": allowed }, "required": ["context"] })
}

fn all(mut conditions: Vec<Json>) -> Json {
    match conditions.len() {
        1 => conditions.remove(0),
        _ => json!({ "allOf": conditions }),
    }
}

/// The value of a field as the only one.
fn fixed_schema(field: Option<&CatalogueField>, value: &str) -> Json {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Boolean) => match value {
            "J" => json!({ "enum": ["J", true] }),
            _ => json!({ "enum": ["N", false] }),
        },
        _ => json!({ "const": value }),
    }
}

/// What the values of a field are.
fn kind(field: &CatalogueField) -> Map<String, Json> {
    let number = r"^-?[0-9]+([.,][0-9]+)?$";
    let rich = |name: &str, properties: Json, required: Json| {
        json!({
            "type": "object",
            "properties": { name: {
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            } },
            "required": [name],
            "additionalProperties": false,
        })
    };
    let bytes = json!({ "type": "string", "contentEncoding": "base64" });
    let empty = field.optional || field.source != Source::Request;
    let mut schema = match &field.kind {
        FieldKind::Text if empty => json!({ "type": "string" }),
        FieldKind::Text => json!({ "type": "string", "minLength": 1 }),
        FieldKind::Number { least, greatest } => {
            let mut schema = json!({ "type": ["number", "string"], "pattern": number });
            for (word, bound) in [("minimum", least), ("maximum", greatest)] {
                // A decimal's digits are a JSON number as they are.
                if let Some(bound) =
                    bound.and_then(|bound| bound.to_string().parse::<serde_json::Number>().ok())
                {
                    schema[word] = Json::Number(bound);
                }
            }
            schema
        }
        FieldKind::Amount => json!({ "type": ["number", "string"], "pattern": number }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Boolean => json!({ "enum": ["J", "N", true, false] }),
        FieldKind::Enumeration(values) => json!({ "enum": values }),
        FieldKind::List { least } => {
            json!({ "type": "array", "minItems": least, "items": { "type": "object" } })
        }
        FieldKind::RichText => {
            let fragment = rich("$fragment", json!({ "base64": bytes }), json!(["base64"]));
            json!({ "anyOf": [{ "type": "string" }, fragment] })
        }
        FieldKind::Picture => rich(
            "$picture",
            json!({
                "base64": bytes,
                "alt": { "type": "string" },
                "decorative": { "type": "boolean" },
                "width_mm": { "type": "integer", "minimum": 1 },
            }),
            json!(["base64"]),
        ),
    };
    if empty {
        schema = or_nothing(schema);
    }
    match schema {
        Json::Object(object) => object,
        _ => Map::new(),
    }
}

/// The schema, or nothing: `null`, and of what is text in the end the empty text.
fn or_nothing(mut schema: Json) -> Json {
    if let Some(kind) = schema.get_mut("type") {
        match kind {
            Json::Array(types) => types.push(json!("null")),
            one => *one = json!([one.take(), "null"]),
        }
    } else if let Some(Json::Array(values)) = schema.get_mut("enum") {
        values.extend([json!(""), Json::Null]);
    } else if let Some(Json::Array(choices)) = schema.get_mut("anyOf") {
        choices.push(json!({ "type": "null" }));
    }
    if schema.get("format").is_some() || schema.get("pattern").is_some() {
        return json!({ "anyOf": [schema, { "const": "" }] });
    }
    schema
}

/// A source's stable word, and what it says to people.
fn source_words(source: &Source) -> Option<(&'static str, String)> {
    Some(match source {
        Source::Request => return None,
        Source::Parameter => ("parameter", "hentes fra myndighedens parametre".to_owned()),
        Source::Price { supplier, service } => {
            ("price", format!("hentes fra prisaftalen for {supplier} og {service}"))
        }
        Source::History { letter, value } => (
            "history",
            match value {
                HistoryValue::Sent => format!("J, hvis sagen har fået brevet {letter}, ellers N"),
                HistoryValue::Date => format!("dagen for det seneste brev {letter}"),
                HistoryValue::Answer(alias) => format!("svaret på {alias} i brevet {letter}"),
            },
        ),
        Source::Reason(_) => ("reason", "hentes fra afslagsårsagen".to_owned()),
        Source::Formula(formula) => ("formula", format!("beregnes: {formula}")),
    })
}

fn rule_key(rule: GroupRule) -> &'static str {
    match rule {
        GroupRule::Any => "none-to-many",
        GroupRule::AtLeastOne => "at-least-one",
        GroupRule::ExactlyOne => "exactly-one",
        GroupRule::AtMostOne => "at-most-one",
    }
}

fn rule_words(rule: GroupRule) -> &'static str {
    match rule {
        GroupRule::Any => "ingen til mange ja",
        GroupRule::AtLeastOne => "mindst ét ja",
        GroupRule::ExactlyOne => "netop ét ja",
        GroupRule::AtMostOne => "højst ét ja",
    }
}

/// Puts a property at the end of a path, with the objects on the way.
pub(super) fn insert(schema: &mut Json, path: &[String], leaf: Json) {
    let [name, rest @ ..] = path else {
        // The place of a list's items, or of a group that is a field too: both hold.
        match (schema.as_object_mut(), leaf) {
            (Some(object), Json::Object(leaf)) => {
                let items = object.remove("items");
                object.extend(leaf);
                object.extend(items.map(|items| ("items".to_owned(), items)));
            }
            (_, leaf) => *schema = leaf,
        }
        return;
    };
    if !schema.is_object() {
        *schema = json!({});
    }
    if name == ITEMS {
        let items = &mut schema["items"];
        if items.is_null() {
            *items = json!({ "type": "object" });
        }
        return insert(items, rest, leaf);
    }
    let property = &mut schema["properties"][name];
    if property.is_null() {
        *property = if rest.is_empty() { json!({}) } else { group(rest) };
    }
    insert(property, rest, leaf);
}

fn group(rest: &[String]) -> Json {
    if rest.first().is_some_and(|name| name == ITEMS) {
        json!({})
    } else {
        json!({ "type": "object" })
    }
}

/// Makes the end of a path mandatory, and the groups on the way; a list on the way may be absent.
pub(super) fn require(schema: &mut Json, path: &[String]) {
    if let Some(items) = path.iter().position(|name| name == ITEMS) {
        let mut place = schema;
        for name in &path[..items] {
            place = &mut place["properties"][name];
        }
        return require(&mut place["items"], &path[items + 1..]);
    }
    let [name, rest @ ..] = path else { return };
    push_unique(schema, "required", name);
    if !rest.is_empty() {
        require(&mut schema["properties"][name], rest);
    }
}

fn push_unique(schema: &mut Json, word: &str, name: &str) {
    let list = &mut schema[word];
    if list.is_null() {
        *list = json!([]);
    }
    if let Json::Array(names) = list
        && !names.iter().any(|known| known == name)
    {
        names.push(json!(name));
    }
}
