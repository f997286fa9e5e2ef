//! What is sent to have letters made.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use crate::access::Permission;
use crate::api::{Call, Problem};
use crate::archive::{
    CaseLink, ENCLOSURES, EnclosureFault, Order, Recipient, check_enclosure, cvr_is_right,
    is_training, recipient_lack, within,
};
use crate::catalogue::SentLetter;
use crate::merge::{Datum, Record};
use crate::resolve::CaseRequest;
use crate::wire::{WireError, case_of, wire_error};

/// An enclosure ready to go along: title, media type, extension, bytes.
pub(super) type Enclosed = (String, &'static str, &'static str, Vec<u8>);

/// An answer to a merge question.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
enum AnswerWord {
    /// Yes.
    J,
    /// No.
    N,
}

/// A request for letters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LettersBody {
    /// The key of the template; of a central one that the authority has overridden, its override is used.
    #[schemars(length(min = 1, max = 200))]
    pub template: String,
    /// The key of the context (process and step) in which the letter is made.
    #[schemars(length(min = 1, max = 200))]
    pub context: String,
    /// The case data by field: objects are groups, lists are regions.
    #[serde(default)]
    pub data: Map<String, Json>,
    /// Answers to merge questions by key or alias: `J` or `N`. What is not answered has its default.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, AnswerWord>")]
    pub answers: Map<String, Json>,
    /// Letters that the case has had, beside those that `history_from_case` finds.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub history: Vec<SentBody>,
    /// Letters of the same case (`case.id`) that were made here count as its history.
    #[serde(default)]
    pub history_from_case: bool,
    /// A letter type such as `manglerbrev`: the answers of the latest such letter in the history hold where `answers` has none.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    pub previous_answers: Option<String>,
    /// The key of the denial reason (*afslagsårsag*).
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub reason: Option<String>,
    /// The letter's day: `2026-11-22`. Prices and parameters are those of that day. Without it, today.
    #[serde(default)]
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// The case that the letter belongs to.
    #[serde(default)]
    pub case: CaseLink,
    /// The citizen's personal number (CPR), by which the letter can be found for erasure. It is kept as a keyed code. Without it,
    /// `Borger.CprNr` of the data.
    #[serde(default)]
    #[schemars(length(min = 1, max = 20))]
    pub person: Option<String>,
    /// Who the letter is for: a letter for each. Without any, one letter for the citizen of the data.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub recipients: Vec<RecipientBody>,
    /// What goes along with each letter, beside what the template always encloses.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub enclosures: Vec<EnclosureBody>,
    /// What the letter is wanted as; the document is always kept. Without it, a PDF too.
    #[serde(default = "pdf_too")]
    pub forms: Vec<FormWord>,
    /// The files are answered in the JSON, in base64, beside their links.
    #[serde(default)]
    pub inline: bool,
    /// No caseworker stands behind it: the case system makes the letter by itself. Without it, that is taken for granted of an automatic
    /// template that a case system asks for.
    #[serde(default)]
    pub unattended: Option<bool>,
    /// Ids of letters that are not released yet and whose place these take, as when a decision is changed.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub supersedes: Vec<String>,
}

fn pdf_too() -> Vec<FormWord> {
    vec![FormWord::Docx, FormWord::Pdf]
}

/// What a letter is wanted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FormWord {
    /// A Word document.
    Docx,
    /// A tagged PDF (PDF/UA-1, PDF/A-2a).
    Pdf,
}

/// A letter that the case has had.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SentBody {
    /// The letter type, such as `manglerbrev`.
    #[schemars(length(max = 100))]
    pub letter: String,
    /// Its day: `2026-10-01`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The answers that it was made with.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, AnswerWord>")]
    pub answers: Map<String, Json>,
}

/// A recipient, and what is special for the letter to that one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecipientBody {
    /// Who it is.
    pub to: Recipient,
    /// The key of another template for this recipient.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub template: Option<String>,
    /// Data for this recipient, laid over the data of all.
    #[serde(default)]
    pub data: Map<String, Json>,
    /// Answers for this recipient, laid over the answers of all.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, AnswerWord>")]
    pub answers: Map<String, Json>,
}

/// An enclosure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EnclosureBody {
    /// Its title.
    #[schemars(length(min = 1, max = 200))]
    pub title: String,
    /// A PDF, PNG or JPEG in base64.
    #[schemars(extend("contentEncoding" = "base64"))]
    pub base64: String,
}

/// The orders of a request, and what is known of all of them.
#[derive(Clone, Debug)]
pub(super) struct Orders {
    /// One a letter.
    pub orders: Vec<Order>,
    /// The citizen's number.
    pub person: Option<String>,
    /// Names of fields that the service agreement does not cover.
    pub withheld: Vec<String>,
}

impl LettersBody {
    /// Reads the request: data cut to the agreement, history and earlier answers laid under. `found` are the letters that the case has had.
    pub fn orders(&self, call: &Call, found: &[SentLetter], pdf: bool) -> Result<Orders, Problem> {
        self.check_lengths()?;
        let fields = agreed_fields(call);
        let mut people = self.recipients.clone();
        if people.is_empty() {
            people.push(RecipientBody {
                to: Recipient::default(),
                template: None,
                data: Map::new(),
                answers: Map::new(),
            });
        }
        let is_for_citizen = self.recipients.is_empty();
        let (mut orders, mut withheld) = (Vec::new(), Vec::new());
        let mut person = self.person.clone();
        for (index, recipient) in people.into_iter().enumerate() {
            if !is_for_citizen {
                check_recipient(&recipient.to, index)?;
            }
            let mut case = self.case_of(&recipient, call)?;
            let (record, cut) = within(&fields, &case.record);
            case.record = record;
            withheld.extend(cut);
            case.history.extend(found.iter().cloned());
            if let Some(letter) = &self.previous_answers {
                for (key, answer) in crate::archive::previous_answers(&case.history, letter) {
                    case.answers.entry(key).or_insert(answer);
                }
            }
            person = person.or_else(|| number_in(&case.record));
            orders.push(Order {
                template: recipient.template.unwrap_or_else(|| self.template.clone()),
                case,
                recipient: (!is_for_citizen).then_some(recipient.to),
                pdf,
                made_at: call.now,
                training: is_training(&call.realm),
                language: call.language,
            });
        }
        withheld.sort();
        withheld.dedup();
        Ok(Orders { orders, person, withheld })
    }

    /// The bounds that the schema states for lists: serde does not know them.
    fn check_lengths(&self) -> Result<(), Problem> {
        const LISTS: usize = 20;
        for (field, length, most) in [
            ("recipients", self.recipients.len(), LISTS),
            ("supersedes", self.supersedes.len(), LISTS),
            ("enclosures", self.enclosures.len(), ENCLOSURES),
            ("history", self.history.len(), 200),
        ] {
            if length > most {
                return Err(Problem::invalid(
                    field,
                    format!("højst {most}"),
                    format!("{most} at most"),
                ));
            }
        }
        let id = self.case.id.as_deref();
        if id.is_some_and(|id| {
            id.trim().is_empty() || id.len() > 100 || id.chars().any(char::is_control)
        }) {
            return Err(Problem::invalid(
                "case.id",
                "1 til 100 tegn uden styretegn",
                "1 to 100 characters without control characters",
            ));
        }
        Ok(())
    }

    /// Whether a PDF is wanted.
    pub fn wants_pdf(&self) -> bool {
        self.forms.contains(&FormWord::Pdf)
    }

    fn case_of(&self, recipient: &RecipientBody, call: &Call) -> Result<CaseRequest, Problem> {
        let lay = |under: &Map<String, Json>, over: &Map<String, Json>| {
            let mut laid = under.clone();
            lay_over(&mut laid, over);
            laid
        };
        let history: Vec<Json> = self
            .history
            .iter()
            .map(
                |sent| json!({ "letter": sent.letter, "date": sent.date, "answers": sent.answers }),
            )
            .collect();
        let case = json!({
            "context": self.context,
            "date": self.date,
            "data": lay(&self.data, &recipient.data),
            "answers": lay(&self.answers, &recipient.answers),
            "history": history,
            "reason": self.reason,
        });
        let mut case = case_of(case).map_err(|error| unreadable(&error))?;
        case.date = case.date.or_else(|| Some(call.now.day()));
        Ok(case)
    }
}

/// The fields that the agreement of a case system covers; all where there is none.
pub(super) fn agreed_fields(call: &Call) -> Vec<String> {
    let agreed = call.caller.agreed(Permission::MakeLetters, &call.realm, call.now);
    agreed.map(|agreed| agreed.fields.clone()).unwrap_or_default()
}

/// Objects are laid over each other member by member; anything else takes the place of what was there.
pub(super) fn lay_over(under: &mut Map<String, Json>, over: &Map<String, Json>) {
    for (key, value) in over {
        match (under.get_mut(key), value) {
            (Some(Json::Object(under)), Json::Object(over))
                if !over.keys().any(|key| key.starts_with('$')) =>
            {
                lay_over(under, over);
            }
            _ => {
                under.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A request that cannot be read; paths are named, values never.
pub(super) fn unreadable(error: &WireError) -> Problem {
    use crate::diagnostic::MessageLanguage::{Danish, English};
    let field = match error {
        WireError::Unexpected { path, .. }
        | WireError::TooDeep { path, .. }
        | WireError::NumberTooLong { path }
        | WireError::RichValueUnknown { path }
        | WireError::RichPartUnknown { path }
        | WireError::NotBase64 { path }
        | WireError::KeyUnknown { path } => path.clone(),
        WireError::AnswerUnclear { question } => format!("answers.{question}"),
        WireError::NotADate => "date".to_owned(),
        _ => "letter".to_owned(),
    };
    Problem::invalid(&field, wire_error(error, Danish), wire_error(error, English))
}

/// A citizen's number in the data.
pub(super) fn number_in(record: &Record) -> Option<String> {
    let name = record.names().find(|name| crate::catalogue::fold(name) == "borger.cprnr")?;
    match record.get(name)? {
        Datum::Value(value) => {
            let text = value.to_text(crate::locale::Language::Da).trim().to_owned();
            (!text.is_empty()).then_some(text)
        }
        _ => None,
    }
}

fn check_recipient(to: &Recipient, index: usize) -> Result<(), Problem> {
    if let Some((member, da, en)) = recipient_lack(to) {
        return Err(Problem::invalid(&format!("recipients[{index}].to.{member}"), da, en));
    }
    if to.cvr.as_ref().is_some_and(|number| !cvr_is_right(number)) {
        return Err(Problem::invalid(
            &format!("recipients[{index}].to.cvr"),
            "et CVR-nummer har otte cifre, og det sidste kontrollerer de andre (modulus 11)",
            "a CVR number has eight digits, the last of which checks the others (modulus 11)",
        ));
    }
    if to
        .cpr
        .as_ref()
        .is_some_and(|number| number.chars().filter(char::is_ascii_digit).count() != 10)
    {
        return Err(Problem::invalid(
            &format!("recipients[{index}].to.cpr"),
            "et CPR-nummer har ti cifre",
            "a CPR number has ten digits",
        ));
    }
    Ok(())
}

/// Decodes and checks enclosures.
pub(super) fn enclosed(sent: &[EnclosureBody]) -> Result<Vec<Enclosed>, Problem> {
    sent.iter()
        .enumerate()
        .map(|(index, enclosure)| {
            let field = format!("enclosures[{index}].base64");
            let bytes = STANDARD.decode(enclosure.base64.trim()).map_err(|_| {
                Problem::invalid(&field, "det er ikke base64", "this is not base64")
            })?;
            let (media, extension) = check_enclosure(&bytes).map_err(|fault| match fault {
                EnclosureFault::Empty => {
                    Problem::invalid(&field, "bilaget er tomt", "the enclosure is empty")
                }
                EnclosureFault::Kind => Problem::invalid(
                    &field,
                    "et bilag er en PDF, en PNG eller en JPEG",
                    "an enclosure is a PDF, a PNG or a JPEG",
                ),
            })?;
            Ok((enclosure.title.clone(), media, extension, bytes))
        })
        .collect()
}
