//! `brevsmed verify`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};

use super::args::Speech;
use super::error::CliError;
use super::report::{Noun, counted};
use super::{Console, Exit, bundle_files};
use crate::bundle::{LetterTemplate, Places, View};
use crate::diagnostic::{Diagnostic, MessageLanguage, Severity, render};
use crate::locale::{Language, push_grouped, sum_of_figures};
use crate::merge::Gaps;
use crate::verify::{Found, Method, Proof, Subject, Witness, verify};
use crate::wire::{PlaceWire, case_json};

/// Prove a bundle's templates over every combination of answers, contexts and history
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing was found but notes; 1 something was found; 2 could not look"
)]
pub(super) struct VerifyArgs {
    /// The bundle: a folder, or the same as a zip
    pub bundle: PathBuf,

    /// The key of one template; without it, all
    pub template: Option<String>,

    /// The code of one authority; without it, the central office and every authority
    #[arg(long, value_name = "CODE")]
    pub authority: Option<String>,

    /// One context; without it, all that a template is made in
    #[arg(long, value_name = "KEY")]
    pub context: Option<String>,

    /// How the findings are written
    #[arg(long, value_enum, default_value = "text")]
    pub format: ProofFormat,

    /// Write a request that shows a finding for each that has one: TEMPLATE-V6xx-1.json
    #[arg(long, value_name = "FOLDER")]
    pub witnesses: Option<PathBuf>,

    /// Leave gaps as Word does, whatever the bundle says
    #[arg(long)]
    pub as_word: bool,

    /// Show notes too, not only errors and warnings
    #[arg(long)]
    pub notes: bool,

    #[command(flatten)]
    pub speech: Speech,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProofFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

const TEMPLATES: Noun = Noun("skabelon", "skabeloner", "template", "templates");
const FINDINGS: Noun = Noun("fund", "fund", "finding", "findings");

/// What was proved of one template, as one owner sees it.
struct Proved<'b> {
    template: &'b LetterTemplate,
    authority: Option<String>,
    proof: Proof,
    /// Findings with their file, in the order of the text.
    found: Vec<(String, Diagnostic, Option<Witness>)>,
}

/// Runs the command.
pub(super) fn run(args: &VerifyArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let Some(bundle) = bundle_files::open(&args.bundle, language, console)? else {
        return Ok(Exit::Refused);
    };
    let codes: Vec<Option<&str>> = match &args.authority {
        Some(code) => vec![Some(code)],
        None => std::iter::once(None)
            .chain(bundle.authorities.iter().map(|authority| Some(authority.code.as_str())))
            .collect(),
    };
    let gaps = if args.as_word { Gaps::AsWord } else { bundle.gaps };
    let mut views = Vec::with_capacity(codes.len());
    for code in codes {
        views.push(bundle_files::view(&bundle, code)?);
    }
    let mut proved: Vec<Proved<'_>> = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut known = false;
    for view in &views {
        for template in view.templates() {
            if args.template.as_ref().is_some_and(|key| *key != template.manifest.key) {
                continue;
            }
            known = true;
            if let Some(mut one) = prove(args, view, template, gaps)? {
                // What the central office was told already is not told to every authority again.
                one.found
                    .retain(|(file, diagnostic, _)| told.insert(format!("{file} {diagnostic:?}")));
                proved.push(one);
            }
        }
    }
    if let Some(key) = args.template.as_ref().filter(|_| !known) {
        return Err(bundle_files::no_template(&views.iter().collect::<Vec<_>>(), key));
    }
    if let Some(folder) = &args.witnesses {
        write_witnesses(folder, &proved)?;
    }
    match args.format {
        ProofFormat::Text => write_text(args, &proved, language, console)?,
        ProofFormat::Json => {
            let report = json(&proved, language);
            let text = serde_json::to_string_pretty(&report)
                .map_err(|source| CliError::Output(source.into()))?;
            writeln!(console.out, "{text}")?;
        }
    }
    let clean = proved
        .iter()
        .flat_map(|one| &one.found)
        .all(|(_, diagnostic, _)| diagnostic.severity() == Severity::Note);
    Ok(if clean { Exit::Done } else { Exit::Refused })
}

/// Proves one template. `None` where it is not made in the context that was asked for.
fn prove<'b>(
    args: &VerifyArgs,
    view: &View<'b>,
    template: &'b LetterTemplate,
    gaps: Gaps,
) -> Result<Option<Proved<'b>>, CliError> {
    let mut manifest = template.manifest.clone();
    if let Some(context) = &args.context {
        if !manifest.used_in().contains(context) {
            return Ok(None);
        }
        manifest.contexts = vec![context.clone()];
        if let Some(of) = &mut manifest.overrides {
            of.contexts.retain(|key| key == context);
        }
    }
    let assembled = view
        .assemble(template)
        .map_err(|source| CliError::Package(args.bundle.join(&template.file), source))?;
    let own = assembled.composed.own();
    let subject = Subject {
        template: &assembled.template,
        manifest: &manifest,
        catalogue: &view.catalogue,
        gaps,
        own: Some(&own),
    };
    let proof = verify(&subject);
    let places = Places::of(view, template, &assembled);
    let mut found: Vec<(String, Diagnostic, Option<Witness>)> = assembled
        .composed
        .diagnostics
        .iter()
        .map(|(piece, diagnostic)| (places.file(piece).to_owned(), diagnostic.clone(), None))
        .collect();
    // Of one context alone, text and questions of the others are not at fault.
    let elsewhere = |one: &&Found| {
        args.context.is_some() && ["V605", "V616", "V617"].contains(&one.diagnostic.finding.code())
    };
    found.extend(proof.found.iter().filter(|one| !elsewhere(one)).map(|one| {
        let (file, diagnostic) = places.diagnostic(&one.diagnostic);
        (file.to_owned(), diagnostic, one.witness.clone())
    }));
    Ok(Some(Proved {
        template,
        authority: view.authority.map(|authority| authority.code.clone()),
        proof,
        found,
    }))
}

fn write_text(
    args: &VerifyArgs,
    proved: &[Proved<'_>],
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let danish = language == MessageLanguage::Danish;
    let mut count = 0;
    for one in proved {
        for (file, diagnostic, witness) in &one.found {
            if diagnostic.severity() == Severity::Note && !args.notes {
                continue;
            }
            count += usize::from(diagnostic.severity() > Severity::Note);
            write!(console.err, "{}", render(diagnostic, file, language))?;
            if let Some(witness) = witness {
                writeln!(console.err, "   = {}", witness_words(witness, danish))?;
            }
        }
        if one.proof.method == Method::Pairs {
            let key = &one.template.manifest.key;
            let number = grouped(&one.proof.combinations, language);
            if danish {
                writeln!(
                    console.err,
                    "`{key}` har for mange sammenhænge til et fuldt bevis: {number} kombinationer er prøvet, \
                     så hvert par af værdier er med"
                )?;
            } else {
                writeln!(
                    console.err,
                    "`{key}` is too entangled for a full proof: {number} combinations were tried, in which \
                     every pair of values occurs"
                )?;
            }
        }
    }
    let files: BTreeSet<&str> = proved.iter().map(|one| one.template.file.as_str()).collect();
    let total = proved
        .iter()
        .fold("0".to_owned(), |sum, one| sum_of_figures(&sum, &one.proof.combinations));
    let total = grouped(&total, language);
    let templates = counted(files.len(), &TEMPLATES, language);
    let found = match (count, danish) {
        (0, true) => "ingen fund".to_owned(),
        (0, false) => "nothing found".to_owned(),
        (count, _) => counted(count, &FINDINGS, language),
    };
    let all = proved.iter().all(|one| one.proof.method == Method::All);
    let words = match (danish, all) {
        (true, true) => format!("{total} kombinationer bevist"),
        (true, false) => format!("{total} kombinationer bevist eller prøvet"),
        (false, true) => format!("{total} combinations proved"),
        (false, false) => format!("{total} combinations proved or tried"),
    };
    writeln!(console.out, "{templates}, {words}, {found}")?;
    Ok(())
}

/// The letter that shows a finding, in a line.
fn witness_words(witness: &Witness, danish: bool) -> String {
    let word = if danish { "for eksempel" } else { "for example" };
    if witness.differs.is_empty() {
        return format!("{word}: {}", if danish { "ethvert brev" } else { "any letter" });
    }
    let differs: Vec<String> =
        witness.differs.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    format!("{word}: {}", differs.join(", "))
}

fn write_witnesses(folder: &Path, proved: &[Proved<'_>]) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|source| CliError::Write(folder.to_owned(), source))?;
    for one in proved {
        let mut numbers: std::collections::BTreeMap<String, usize> =
            std::collections::BTreeMap::new();
        for (_, diagnostic, witness) in &one.found {
            let Some(witness) = witness else { continue };
            let owner = one.authority.as_ref().map_or(String::new(), |code| format!("{code}-"));
            let code = diagnostic.finding.code();
            let stem = format!("{owner}{}-{code}", one.template.manifest.key);
            let number = numbers.entry(stem.clone()).or_default();
            *number += 1;
            let path = folder.join(format!("{stem}-{number}.json"));
            let text = serde_json::to_string_pretty(&case_json(&witness.request))
                .map_err(|source| CliError::Output(source.into()))?;
            fs::write(&path, text + "\n").map_err(|source| CliError::Write(path, source))?;
        }
    }
    Ok(())
}

fn json(proved: &[Proved<'_>], language: MessageLanguage) -> Json {
    let templates: Vec<Json> = proved
        .iter()
        .map(|one| {
            let found: Vec<Json> = one
                .found
                .iter()
                .map(|(file, diagnostic, witness)| {
                    json!({
                        "code": diagnostic.finding.code(),
                        "severity": severity(diagnostic.severity()),
                        "message": diagnostic.finding.message(language),
                        "help": diagnostic.finding.help(language),
                        "file": file,
                        "place": diagnostic.place.as_ref().map(|place| PlaceWire::new(place, language)),
                        "witness": witness.as_ref().map(|witness| case_json(&witness.request)),
                    })
                })
                .collect();
            let needs: Vec<Json> = one
                .proof
                .needs
                .iter()
                .map(|need| {
                    json!({
                        "name": need.name,
                        "list": need.list,
                        "of": need.of,
                        "mandatory": need.mandatory,
                        "derived": need.derived,
                        "condition": need.condition.words(language),
                    })
                })
                .collect();
            let questions: Vec<Json> = one
                .proof
                .questions
                .iter()
                .map(|asked| {
                    json!({
                        "alias": asked.alias,
                        "key": asked.key,
                        "text": asked.text,
                        "condition": asked.condition.words(language),
                    })
                })
                .collect();
            json!({
                "template": one.template.manifest.key,
                "file": one.template.file,
                "authority": one.authority,
                "contexts": one.template.manifest.used_in(),
                "combinations": one.proof.combinations,
                "method": match one.proof.method { Method::All => "all", Method::Pairs => "pairs" },
                "findings": found,
                "questions": questions,
                "needs": needs,
            })
        })
        .collect();
    json!({ "templates": templates })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn grouped(figures: &str, language: MessageLanguage) -> String {
    let letters = match language {
        MessageLanguage::Danish => Language::Da,
        MessageLanguage::English => Language::En,
    };
    let mut text = String::new();
    push_grouped(&mut text, figures, letters.group_symbol());
    text
}
