//! A letter made of an edition and an order. Nothing is kept and nothing is read: it may be tried any number of times.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::letter::{FileRole, Letter, LetterFile, MadeOf, Recipient, State};
use super::stamp::{TRAINING_MARK, stamp};
use crate::bundle::{LetterTemplate, Places, View};
use crate::catalogue::{LetterMode, fold};
use crate::diagnostic::{
    ContextFinding, Diagnostic, Finding, MessageLanguage, Severity, has_errors,
};
use crate::docx::PackageError;
use crate::field::Value;
use crate::merge::{Answer, Datum, MergeOptions, Outcome, Receipt, Record};
use crate::registry::{Edition, responsibility};
use crate::render::{RenderError, RenderOptions, Rendered, Renderer};
use crate::resolve::{CaseRequest, Resolved, Subject, resolve};
use crate::store::Moment;
use crate::wire::{
    DiagnosticWire, OutcomeWord, ReceiptWire, Title, case_json, diagnostics_of_files,
    receipt_of_files,
};

/// One letter asked for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The key of the template, or of the central one that the authority has overridden.
    pub template: String,
    /// The case, with its day.
    pub case: CaseRequest,
    /// Who it is for, where that is not the citizen of the case data.
    pub recipient: Option<Recipient>,
    /// A PDF is wanted beside the document.
    pub pdf: bool,
    /// When it is made.
    pub made_at: Moment,
    /// It is for training only.
    pub training: bool,
    /// The language of what is found.
    pub language: MessageLanguage,
}

/// A letter that was made.
#[derive(Debug)]
pub struct MadeLetter {
    /// What is to be known of it; who had it made and what goes along is added by whoever keeps it.
    pub letter: Letter,
    /// The document; `None` where the letter is not to be sent.
    pub document: Option<Vec<u8>>,
    /// The PDF with what came of rendering it, if one was asked for.
    pub rendered: Option<Rendered>,
    /// The receipt.
    pub receipt: ReceiptWire,
    /// The request as JSON, which is personal.
    pub request: Vec<u8>,
    /// Enclosures that always go along: file in the bundle, title.
    pub fixed_enclosures: Vec<(String, String)>,
    /// Documents of the case may go along.
    pub case_enclosures: bool,
    /// Made by the case system itself, as the template says.
    pub automatic: bool,
    /// The template's key and that of the central one that it overrides.
    pub keys: Vec<String>,
}

/// Why there is no letter.
#[derive(Debug)]
pub enum MakeError {
    /// The authority has no such template in use.
    NoTemplate,
    /// A document of the template cannot be read.
    Package(PackageError),
    /// The PDF cannot be made.
    Render(RenderError),
    /// Errors in template or request.
    Refused {
        /// Which kind of error weighs most.
        kind: RefusalKind,
        /// What was found, each with the file that its author opens.
        found: Vec<DiagnosticWire>,
    },
}

/// Which kind of error weighs most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The letter is not made in that context.
    Context,
    /// A denial reason that may not be given here.
    ReasonNotAllowed,
    /// A denial reason that is lacking.
    ReasonRequired,
    /// Any other.
    Other,
}

impl From<PackageError> for MakeError {
    fn from(error: PackageError) -> Self {
        MakeError::Package(error)
    }
}

/// A template as it is used for a case: what [`make`] and `lacks` have in common.
pub(super) struct Prepared<'e> {
    pub view: View<'e>,
    pub template: &'e LetterTemplate,
    pub assembled: std::sync::Arc<crate::bundle::Assembled>,
    pub case: CaseRequest,
    pub resolved: Resolved,
}

/// Finds the template and resolves the case.
pub(super) fn prepare<'e>(edition: &'e Edition, order: &Order) -> Result<Prepared<'e>, MakeError> {
    let view = edition.view().ok_or(MakeError::NoTemplate)?;
    let template =
        view.template(&order.template, Some(&order.case.context)).ok_or(MakeError::NoTemplate)?;
    let assembled = edition.assembled(&view, template)?;
    let mut case = order.case.clone();
    if let Some(recipient) = &order.recipient {
        address(&view, recipient, &mut case.record);
    }
    let subject = Subject {
        template: &assembled.template,
        manifest: &template.manifest,
        catalogue: &view.catalogue,
    };
    let resolved = resolve(&subject, &case);
    Ok(Prepared { view, template, assembled, case, resolved })
}

/// Puts a recipient's name and address into the fields that address blocks print, as far as the catalogue has them.
fn address(view: &View<'_>, recipient: &Recipient, record: &mut Record) {
    let group = recipient.group();
    for (field, value) in recipient.values() {
        let name = format!("{group}.{field}");
        let Some(known) = view.catalogue.field(&name) else { continue };
        // Of an address that was given, what was left out is empty: a line of another's is not put into it.
        let value = match value {
            Some(value) => Value::from(value),
            None if known.optional && recipient.address.is_some() => Value::Empty,
            None => continue,
        };
        let written =
            record.names().find(|written| fold(written) == fold(&name)).map(str::to_owned);
        record.insert_group(group);
        record.insert(written.unwrap_or(name), Datum::Value(value));
    }
}

/// Makes a letter. It takes time: call it where blocking is allowed.
///
/// # Errors
///
/// Why there is no letter.
pub fn make(
    edition: &Edition,
    renderer: &Renderer,
    order: &Order,
) -> Result<MadeLetter, MakeError> {
    let Prepared { view, template, assembled, case, resolved } = prepare(edition, order)?;
    let manifest = &template.manifest;
    let request = serde_json::to_vec(&case_json(&case)).unwrap_or_default();
    let yes = yes_answers(&view, &resolved);
    let (reason, defaulted) = (resolved.reason.clone(), resolved.defaulted.clone());

    let options = options(&view);
    let title = Title::of(&manifest.title);
    let written = title.write(&resolved.record, view.catalogue.language).ok().flatten();
    let mut titled = options.clone();
    if let (true, Some(title)) = (order.training, &written) {
        // The title is what a screen reader says first.
        titled.title = Some(format!("{TRAINING_MARK}: {title}"));
    }
    let number = 1;
    let (made, _) = title.merge(&assembled.template, &view.catalogue, resolved, &titled, number)?;
    let places = Places::of(&view, template, &assembled);
    let located = places.all(&assembled, &made.receipt.diagnostics);
    if located.iter().any(|(_, found)| found.severity() == Severity::Error) {
        return Err(refused(&located, order.language));
    }

    let mut document = None;
    let mut rendered = None;
    match &made.outcome {
        Outcome::Refused => return Err(refused(&located, order.language)),
        Outcome::DoNotSend(_) => {}
        Outcome::Letter(merged) => {
            if order.pdf {
                rendered = Some(render(renderer, merged, order)?);
            }
            document =
                Some(if order.training { stamp(merged, TRAINING_MARK)? } else { merged.clone() });
        }
    }
    let outcome = OutcomeWord::of(&made.outcome);
    let receipt = wire_receipt(&made.receipt, outcome, order.language, &places);
    let receipt = match &rendered {
        Some(rendered) => receipt.with_rendering(rendered, order.language),
        None => receipt,
    };

    let answers_for = responsibility(edition, template);
    let groups = groups(&view, template);
    let letter = Letter {
        state: if document.is_some() { State::Made } else { State::DoNotSend },
        bundle: String::new(),
        template: manifest.key.clone(),
        name: manifest.name.clone(),
        letter_type: manifest.letter.clone(),
        category: manifest.category.clone(),
        kle: manifest.kle.clone(),
        context: case.context.clone(),
        groups,
        date: case.date.unwrap_or_else(|| order.made_at.day()),
        title: written.unwrap_or_default(),
        case: super::letter::CaseLink::default(),
        recipient: order.recipient.clone(),
        yes,
        defaulted,
        reason,
        responsibility: answers_for,
        made_of: made_of(edition, &view, template, &assembled.composed.elements),
        edition: edition.hash.clone(),
        files: Vec::new(),
        fixed_enclosures: manifest.enclosures.len(),
        request_sha256: sha256(&request),
        withheld: Vec::new(),
        unattended: false,
        training: order.training,
        made_by: String::new(),
        supersedes: Vec::new(),
        superseded_by: None,
        steps: Vec::new(),
        due: None,
        inputs_due: None,
        erased: None,
    };
    Ok(MadeLetter {
        letter,
        document,
        rendered,
        receipt,
        request,
        fixed_enclosures: manifest
            .enclosures
            .iter()
            .map(|enclosure| (enclosure.file.clone(), enclosure.title.clone()))
            .collect(),
        case_enclosures: manifest.case_enclosures,
        automatic: manifest.mode == LetterMode::Automatic,
        keys: [Some(&manifest.key), manifest.overrides.as_ref().map(|of| &of.template)]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    })
}

/// How letters of a bundle are merged: strictly, without holes.
pub(super) fn options(view: &View<'_>) -> MergeOptions {
    let bundle = view.bundle;
    MergeOptions {
        gaps: bundle.gaps,
        language: (!bundle.language.is_empty()).then(|| bundle.language.clone()),
        ..MergeOptions::default()
    }
}

fn render(renderer: &Renderer, document: &[u8], order: &Order) -> Result<Rendered, MakeError> {
    let rendered = rendered(renderer, document, order.made_at, order.training)?;
    if has_errors(&rendered.diagnostics) {
        let found = crate::wire::diagnostics(&rendered.diagnostics, order.language);
        return Err(MakeError::Refused { kind: RefusalKind::Other, found });
    }
    Ok(rendered)
}

fn rendered(
    renderer: &Renderer,
    document: &[u8],
    made_at: Moment,
    training: bool,
) -> Result<Rendered, MakeError> {
    let mut options = RenderOptions::default();
    options.pdf.created = Some(moment(made_at));
    options.layout.watermark = training.then(|| TRAINING_MARK.to_owned());
    renderer.render_bytes(document, &options).map_err(MakeError::Render)
}

/// The PDF of a letter that was kept as a document only.
///
/// # Errors
///
/// When there is none.
pub fn render_kept(
    renderer: &Renderer,
    document: &[u8],
    made_at: Moment,
    training: bool,
) -> Result<Vec<u8>, MakeError> {
    Ok(rendered(renderer, document, made_at, training)?.pdf)
}

/// A moment as a PDF says it: in seconds.
fn moment(moment: Moment) -> String {
    let text = moment.to_string();
    format!("{}Z", text.get(..19).unwrap_or_default())
}

fn wire_receipt(
    receipt: &Receipt,
    outcome: OutcomeWord,
    language: MessageLanguage,
    places: &Places<'_>,
) -> ReceiptWire {
    let locate = |place: &crate::diagnostic::Place| {
        let (file, place) = places.locate(place);
        (file.to_owned(), place)
    };
    receipt_of_files(receipt, outcome, language, &locate)
}

/// What was found as it is told: errors first, each with the file that its author opens.
pub(super) fn told(
    located: &[(String, Diagnostic)],
    language: MessageLanguage,
) -> Vec<DiagnosticWire> {
    let mut sorted: Vec<&(String, Diagnostic)> = located.iter().collect();
    sorted.sort_by_key(|(_, found)| std::cmp::Reverse(found.severity()));
    sorted
        .into_iter()
        .flat_map(|(file, found)| {
            let locate = |place: &crate::diagnostic::Place| (file.clone(), place.clone());
            diagnostics_of_files(std::slice::from_ref(found), language, &locate)
        })
        .collect()
}

fn refused(located: &[(String, Diagnostic)], language: MessageLanguage) -> MakeError {
    let errors = located.iter().filter(|(_, found)| found.severity() == Severity::Error);
    let kind = errors.map(|(_, found)| kind_of(&found.finding)).min_by_key(|kind| match kind {
        RefusalKind::Context => 0,
        RefusalKind::ReasonNotAllowed => 1,
        RefusalKind::ReasonRequired => 2,
        RefusalKind::Other => 3,
    });
    MakeError::Refused { kind: kind.unwrap_or(RefusalKind::Other), found: told(located, language) }
}

fn kind_of(finding: &Finding) -> RefusalKind {
    let Finding::ContextFinding(finding) = finding else { return RefusalKind::Other };
    match finding {
        ContextFinding::ContextNotNamed { .. }
        | ContextFinding::ContextUnknown { .. }
        | ContextFinding::ContextUnknownNear { .. }
        | ContextFinding::ContextNotOfTemplate { .. } => RefusalKind::Context,
        ContextFinding::ReasonRefused { .. } | ContextFinding::ReasonWithoutCriteria { .. } => {
            RefusalKind::ReasonNotAllowed
        }
        ContextFinding::ReasonRequired { .. } | ContextFinding::ReasonNotGiven { .. } => {
            RefusalKind::ReasonRequired
        }
        _ => RefusalKind::Other,
    }
}

/// Aliases of the questions that were answered yes, in order.
fn yes_answers(view: &View<'_>, resolved: &Resolved) -> Vec<String> {
    let mut yes: Vec<String> = resolved
        .answers
        .iter()
        .filter(|(_, answer)| **answer == Answer::Yes)
        .map(|(key, _)| {
            let question = view.catalogue.question(key);
            question.map_or_else(|| key.clone(), |question| question.alias.clone())
        })
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    yes.sort();
    yes
}

/// Keys of the groups that a template is in, by its own key or that of the template it overrides.
pub(super) fn groups(view: &View<'_>, template: &LetterTemplate) -> Vec<String> {
    let manifest = &template.manifest;
    let of_override = manifest.overrides.as_ref().map(|of| of.template.as_str());
    let own = view.authority.map(|authority| &authority.layer);
    let mut groups: Vec<String> = own
        .into_iter()
        .chain([&view.bundle.central])
        .flat_map(|layer| &layer.groups)
        .filter(|group| {
            group
                .templates
                .iter()
                .any(|key| *key == manifest.key || Some(key.as_str()) == of_override)
        })
        .map(|group| group.key.clone())
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

/// The versions that a letter is made of: its template, master and elements.
fn made_of(
    edition: &Edition,
    view: &View<'_>,
    template: &LetterTemplate,
    elements: &[String],
) -> Vec<MadeOf> {
    let master = template.manifest.master.as_deref().and_then(|key| view.master(key));
    let elements = elements.iter().filter_map(|key| view.element(key));
    [template.file.as_str()]
        .into_iter()
        .chain(master.map(|master| master.file.as_str()))
        .chain(elements.map(|element| element.file.as_str()))
        .filter_map(|file| {
            let item = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let in_use = edition.versions.get(item)?;
            let document = in_use.version.files.get("docx");
            Some(MadeOf {
                item: item.to_owned(),
                version: in_use.version.number,
                sha256: document.map(|file| file.hash.clone()).unwrap_or_default(),
            })
        })
        .collect()
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file as it is listed.
pub(super) fn file(
    name: &str,
    role: FileRole,
    title: &str,
    media: &str,
    bytes: &[u8],
) -> LetterFile {
    LetterFile {
        name: name.to_owned(),
        role,
        title: title.to_owned(),
        media: media.to_owned(),
        sha256: sha256(bytes),
        size: bytes.len() as u64,
    }
}
