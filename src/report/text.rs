//! The report for people at a terminal.

use crate::diagnostic::{MessageLanguage, Severity};
use crate::lint::Safety;
use crate::validate::{Fault, FileReport, Report};

use super::Options;
use super::groups::{Group, groups, places};
use super::markup::{clean, columns, window};
use super::tally::Tally;
use super::words::{
    NEEDS_REVIEW, SEVERITIES, accepted, code_and_name, counted, fix_switch, help, joined, kind,
    letter, many, message, name, number, of, place, severity, words,
};

/// The longest excerpt, in characters.
const EXCERPT: usize = 100;

/// Colours, where they are wanted.
#[derive(Clone, Copy)]
struct Pen(bool);

impl Pen {
    fn draw(self, code: &str, text: &str) -> String {
        if self.0 && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn bold(self, text: &str) -> String {
        self.draw("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.draw("2", text)
    }

    fn frame(self, text: &str) -> String {
        self.draw("1;34", text)
    }

    fn severity(self, severity: Severity, text: &str) -> String {
        self.draw(
            match severity {
                Severity::Error => "1;31",
                Severity::Warning => "1;33",
                Severity::Note => "1;36",
            },
            text,
        )
    }
}

/// All that is to be said, file by file, and a summary.
pub(super) fn full(report: &Report, options: &Options<'_>) -> String {
    let pen = Pen(options.colour);
    let mut text = String::new();
    for file in &report.files {
        let open = file.faults.iter().filter(|fault| fault.accepted.is_none());
        let open = groups(open);
        let accepted = file.faults.iter().filter(|fault| fault.accepted.is_some());
        let accepted = groups(accepted.filter(|_| options.accepted));
        if open.is_empty() && accepted.is_empty() {
            continue;
        }
        text.push_str(&heading(file, options, pen));
        for group in &open {
            text.push_str(&told(group, file, options, pen));
        }
        for group in &accepted {
            text.push_str(&told_accepted(group, options, pen));
        }
        if !accepted.is_empty() {
            text.push('\n');
        }
    }
    text.push_str(&remarks(report, options.language, pen));
    text.push_str(&summary(report, options, pen));
    text
}

/// A line a fault, and the summary's first line.
pub(super) fn concise(report: &Report, options: &Options<'_>) -> String {
    let (language, pen) = (options.language, Pen(options.colour));
    let mut text = String::new();
    for file in &report.files {
        for fault in &file.faults {
            if fault.accepted.is_some() && !options.accepted {
                continue;
            }
            let path = pen.bold(&clean(&super::uri::joined(options.folder, &file.path)));
            let at = match fault.line {
                Some(line) => format!("{path}:{line}"),
                None => format!("{path}: {}", place(fault, language)),
            };
            let word = severity(fault.severity, language);
            let code = format!("{word}[{}]", fault.found.code());
            text.push_str(&format!("{at}: {}", pen.severity(fault.severity, &code)));
            text.push_str(&format!("{} {}", signs(fault), message(fault, language)));
            if let Some(why) = &fault.accepted {
                text.push_str(&pen.dim(&format!(" ({})", accepted(why, language))));
            }
            text.push('\n');
        }
    }
    text.push_str(&remarks(report, language, pen));
    text.push_str(&summary(report, options, pen));
    text
}

/// ` [*]` where a fix is safe, ` [u]` where it is unsafe, ` [?]` where a person must judge.
fn signs(fault: &Fault) -> String {
    let fix = match fault.found.fix.as_ref().map(|fix| fix.safety) {
        Some(Safety::Safe) => " [*]",
        Some(Safety::Unsafe) => " [u]",
        None => "",
    };
    format!("{fix}{}", if fault.needs_review { " [?]" } else { "" })
}

/// The file, what it is, and how many faults it has.
fn heading(file: &FileReport, options: &Options<'_>, pen: Pen) -> String {
    let (language, tally) = (options.language, Tally::of_file(file));
    let counts = counts(&tally, language);
    let path = pen.bold(&clean(&super::uri::joined(options.folder, &file.path)));
    let kind = kind(file.kind).of(language);
    let counts = if counts.is_empty() { String::new() } else { format!(" · {counts}") };
    format!("{path} {}\n\n", pen.dim(&format!("· {kind}{counts}")))
}

/// `2 fejl, 1 advarsel`, of what is open.
fn counts(tally: &Tally, language: MessageLanguage) -> String {
    let counts: Vec<String> = SEVERITIES
        .into_iter()
        .filter(|severity| tally.count(*severity) > 0)
        .map(|severity| many(tally.count(severity), severity, language))
        .collect();
    joined(&counts, language)
}

/// A fault and where else it is.
fn told(group: &Group<'_>, file: &FileReport, options: &Options<'_>, pen: Pen) -> String {
    let (language, fault) = (options.language, group.first);
    let head = format!("{}[{}]", severity(fault.severity, language), fault.found.code());
    let rule = name(fault);
    let rule = if rule.is_empty() { String::new() } else { format!(" {rule}") };
    let mut text = format!(
        "{}{}: {}{}\n",
        pen.severity(fault.severity, &head),
        pen.dim(&rule),
        pen.bold(&message(fault, language)),
        signs(fault)
    );
    let path = clean(&super::uri::joined(options.folder, &file.path));
    let at = match fault.line {
        Some(line) => format!("{path}:{line}"),
        None => format!("{path}: {}", place(fault, language)),
    };
    text.push_str(&format!("  {} {at}\n", pen.frame("-->")));
    text.push_str(&excerpt(fault, pen));
    let mut line = |label: &str, what: &str| {
        text.push_str(&format!("   {} {}: {what}\n", pen.frame("="), pen.bold(label)));
    };
    if let Some(help) = help(fault, language) {
        line(words("hjælp", "help").of(language), &help);
    }
    if fault.needs_review {
        line(words("vurdering", "judgement").of(language), NEEDS_REVIEW.of(language));
    }
    if let Some(shown) = &fault.letter {
        line(words("ses i brevet", "shows in the letter").of(language), &letter(shown, language));
    }
    if let Some(fix) = &fault.found.fix {
        let title = of(&fix.title, language);
        let switch = fix_switch(fix.safety);
        line(words("rettelse", "fix").of(language), &format!("{title} ({switch})"));
    }
    if !group.more.is_empty() {
        let label = counted(
            group.more.len(),
            words("sted til", "more place"),
            words("steder til", "more places"),
            language,
        );
        line(&label, &places(group.more.iter().map(|(_, fault)| *fault), language));
    }
    text.push('\n');
    text
}

/// The excerpt with carets under what is meant.
fn excerpt(fault: &Fault, pen: Pen) -> String {
    let Some(place) = &fault.found.diagnostic.place else { return String::new() };
    if place.excerpt.trim().is_empty() {
        return String::new();
    }
    let window = window(&place.excerpt, place.mark, EXCERPT);
    let bar = pen.frame("|");
    let mut text =
        format!("   {bar}\n   {bar}  {}{}{}\n", window.before, window.marked, window.after);
    let width = columns(&window.marked).max(1);
    let carets = pen.severity(fault.severity, &"^".repeat(width));
    text.push_str(&format!("   {bar}  {}{carets}\n", " ".repeat(columns(&window.before))));
    text
}

/// An accepted fault in a line or two.
fn told_accepted(group: &Group<'_>, options: &Options<'_>, pen: Pen) -> String {
    let (language, fault) = (options.language, group.first);
    let why = fault.accepted.as_ref().map(|why| accepted(why, language)).unwrap_or_default();
    let all = std::iter::once(fault).chain(group.more.iter().map(|(_, fault)| *fault));
    pen.dim(&format!(
        "{} {}: {} — {}; {why}",
        words("accepteret", "accepted").of(language),
        code_and_name(fault),
        message(fault, language),
        places(all, language)
    )) + "\n"
}

/// What was not looked at; and exceptions and baseline entries that met nothing.
fn remarks(report: &Report, language: MessageLanguage, pen: Pen) -> String {
    let mut text = String::new();
    let mut line = |severity: Severity, label: &str, pair: &[String; 2]| {
        text.push_str(&format!("{}: {}\n", pen.severity(severity, label), of(pair, language)));
    };
    for pair in &report.not_looked_at {
        line(Severity::Error, words("ikke undersøgt", "not looked at").of(language), pair);
    }
    for pair in &report.unused {
        line(Severity::Note, severity(Severity::Note, language), pair);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// What it comes to.
fn summary(report: &Report, options: &Options<'_>, pen: Pen) -> String {
    let (language, tally) = (options.language, Tally::of(report));
    let mut lines = vec![verdict(report, &tally, language, pen)];
    let mut fixes = Vec::new();
    for (count, safety) in [(tally.safe, Safety::Safe), (tally.unsafe_, Safety::Unsafe)] {
        if count > 0 {
            let sign = if safety == Safety::Safe { "[*]" } else { "[u]" };
            let verb = words("kan rettes med", "fixable with").of(language);
            fixes.push(format!("{sign} {count} {verb} `{}`", fix_switch(safety)));
        }
    }
    if tally.review > 0 {
        let judged = words("skal vurderes af et menneske", "for a person to judge").of(language);
        fixes.push(format!("[?] {} {judged}", tally.review));
    }
    if !fixes.is_empty() {
        lines.push(fixes.join(" · "));
    }
    if let Some(line) = accepted_line(&tally, language) {
        lines.push(line);
    }
    lines.push(pen.dim(&looked_at(report, options)));
    lines.join("\n") + "\n"
}

/// How many faults in how many files; and whether there is more that nobody looked at.
pub(super) fn verdict_text(report: &Report, tally: &Tally, language: MessageLanguage) -> String {
    let files = |count| counted(count, words("fil", "file"), words("filer", "files"), language);
    let unseen = match report.not_looked_at.len() {
        0 => String::new(),
        unseen => format!("; {unseen} {}", words("ikke undersøgt", "not looked at").of(language)),
    };
    if tally.open() == 0 {
        let clean = words("ingen fejl", "no faults").of(language);
        let files = files(tally.files);
        return format!("{clean} {} {files}{unseen}", words("i", "in").of(language));
    }
    let of = words("i {} af {}", "in {} of {}").of(language);
    let of = of.replacen("{}", &number(&tally.faulty.to_string(), language), 1);
    let of = of.replacen("{}", &files(tally.files), 1);
    format!("{} {of}{unseen}", counts(tally, language))
}

fn verdict(report: &Report, tally: &Tally, language: MessageLanguage, pen: Pen) -> String {
    let text = verdict_text(report, tally, language);
    if !report.not_looked_at.is_empty() {
        return pen.severity(Severity::Error, &text);
    }
    match SEVERITIES.into_iter().find(|severity| tally.count(*severity) > 0) {
        Some(worst) => pen.severity(worst, &text),
        None => pen.draw("1;32", &text),
    }
}

/// How many are accepted, and by what.
pub(super) fn accepted_line(tally: &Tally, language: MessageLanguage) -> Option<String> {
    (tally.accepted() > 0).then(|| {
        let mut by = Vec::new();
        if tally.excepted > 0 {
            let with = words("med begrundelse", "with a reason").of(language);
            by.push(format!("{} {with}", tally.excepted));
        }
        if tally.baseline > 0 {
            let from = words("fra baseline", "from the baseline").of(language);
            by.push(format!("{} {from}", tally.baseline));
        }
        let noun = words("accepteret", "accepted").of(language);
        format!("{} {noun}: {}", tally.accepted(), joined(&by, language))
    })
}

/// How much was looked at, and how long it took.
pub(super) fn looked_at(report: &Report, options: &Options<'_>) -> String {
    let (language, totals) = (options.language, &report.totals);
    let count = |count: usize, one, more| counted(count, one, more, language);
    let mut parts =
        vec![count(report.rules.len(), words("regel", "rule"), words("regler", "rules"))];
    if totals.templates > 0 {
        let (one, more) = (words("brevskabelon", "template"), words("brevskabeloner", "templates"));
        parts.push(count(totals.templates, one, more));
    }
    if !totals.combinations.is_empty() && totals.combinations != "0" {
        let noun = words("kombinationer af svar bevist", "combinations of answers proved");
        let figures = number(&totals.combinations, language);
        parts.push(format!("{figures} {}", noun.of(language)));
    }
    if totals.letters > 0 {
        let (one, more) = (
            words("færdigt brev læst", "finished letter read"),
            words("færdige breve læst", "finished letters read"),
        );
        parts.push(count(totals.letters, one, more));
    }
    if totals.cached > 0 {
        let (one, more) = (
            words("fil fra cachen", "file from the cache"),
            words("filer fra cachen", "files from the cache"),
        );
        parts.push(count(totals.cached, one, more));
    }
    let mut line = parts.join(" · ");
    if let Some(elapsed) = options.elapsed {
        line.push_str(&format!(" · {}", duration(elapsed, language)));
    }
    line
}

/// Milliseconds as people say them.
fn duration(milliseconds: u64, language: MessageLanguage) -> String {
    if milliseconds < 1_000 {
        return format!("{milliseconds} ms");
    }
    let tenths = milliseconds.saturating_add(50) / 100;
    let mark = words(",", ".").of(language);
    format!("{}{mark}{} s", tenths / 10, tenths % 10)
}
