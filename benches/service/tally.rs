//! Counting answers: by status, and how long they took.

use std::collections::BTreeMap;
use std::time::Duration;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A document.
    Docx,
    /// A document and its PDF.
    Pdf,
    /// The huge letter.
    Huge,
}

/// What came of a load.
#[derive(Debug, Default)]
pub struct Tally {
    /// How long letters were made.
    pub took: Duration,
    /// Memory of the service in MB: at the start, after each step, at the end.
    pub memory: Vec<f64>,
    statuses: BTreeMap<(Form, Option<u16>), usize>,
    times: BTreeMap<Form, Vec<Duration>>,
}

impl Tally {
    /// Counts an answer.
    pub fn note(&mut self, form: Form, status: Option<u16>, took: Duration) {
        *self.statuses.entry((form, status)).or_default() += 1;
        if status == Some(201) {
            self.times.entry(form).or_default().push(took);
        }
    }

    /// Adds what another counted.
    pub fn add(&mut self, other: Tally) {
        for (key, count) in other.statuses {
            *self.statuses.entry(key).or_default() += count;
        }
        for (form, times) in other.times {
            self.times.entry(form).or_default().extend(times);
        }
    }

    /// Small letters a second.
    pub fn rate(&self) -> f64 {
        let small = |form: &Form| self.times.get(form).map_or(0, Vec::len);
        (small(&Form::Docx) + small(&Form::Pdf)) as f64 / self.took.as_secs_f64()
    }

    /// So long took this part of the letters of a form at most.
    pub fn quantile(&self, form: Form, part: f64) -> Duration {
        let mut times = self.times.get(&form).cloned().unwrap_or_default();
        times.sort();
        let last = times.len().saturating_sub(1);
        times.get((last as f64 * part).round() as usize).copied().unwrap_or_default()
    }

    /// In words that can be quoted.
    pub fn told(&self) -> String {
        let mut told = format!("{:.1} small letters/s", self.rate());
        for (form, times) in &self.times {
            let [p50, p99, max] = [0.5, 0.99, 1.0]
                .map(|part| format!("{:.1}", self.quantile(*form, part).as_secs_f64() * 1_000.0));
            told.push_str(&format!(
                "; {form:?}: {} (p50 {p50} ms, p99 {p99} ms, max {max} ms)",
                times.len()
            ));
        }
        let others = self.statuses.iter().filter(|((_, status), _)| *status != Some(201));
        for ((form, status), count) in others {
            let status = status.map_or("no answer".to_owned(), |status| status.to_string());
            told.push_str(&format!("; {form:?} {status}: {count}"));
        }
        if !self.memory.is_empty() {
            let memory: Vec<String> = self.memory.iter().map(|it| format!("{it:.0}")).collect();
            told.push_str(&format!("; memory {} MB", memory.join(" ")));
        }
        told
    }
}
