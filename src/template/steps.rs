//! A list of steps under construction: neighbouring copies become one, runs are opened when needed.

use super::program::{Bytes, Copy, Edge, Step};

/// Steps, and the runs that are open at their end.
///
/// A run that holds field machinery cannot be copied whole: its field characters go, its text stays.
/// Such a run is opened when the first of its content is to be written, and closed before a hole.
#[derive(Debug, Default)]
pub(super) struct StepList {
    steps: Vec<Step>,
    open_runs: Vec<usize>,
}

impl StepList {
    /// Adds bytes that show nothing.
    pub fn copy(&mut self, bytes: Bytes) {
        self.push_copy(Copy { bytes, ..Copy::default() });
    }

    /// Adds bytes that show something that is not text.
    pub fn ink(&mut self, bytes: Bytes) {
        self.push_copy(Copy { bytes, ink: true, ..Copy::default() });
    }

    /// Adds bytes with text.
    pub fn text(&mut self, bytes: Bytes, first: Option<Edge>, last: Option<Edge>, ink: bool) {
        self.push_copy(Copy { bytes, ink, first, last });
    }

    /// Adds a step.
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// The innermost run that is open.
    pub fn open_run(&self) -> Option<usize> {
        self.open_runs.last().copied()
    }

    /// Notes that a run was opened.
    pub fn opened_run(&mut self, run: usize) {
        self.open_runs.push(run);
    }

    /// Notes that the innermost run was closed.
    pub fn closed_run(&mut self) {
        self.open_runs.pop();
    }

    /// The steps.
    pub fn finish(self) -> Vec<Step> {
        self.steps
    }

    fn push_copy(&mut self, copy: Copy) {
        if copy.bytes.is_empty() {
            return;
        }
        if let Some(Step::Copy(before)) = self.steps.last_mut()
            && before.bytes.end == copy.bytes.start
        {
            before.bytes.end = copy.bytes.end;
            before.ink |= copy.ink;
            if before.first.is_none() {
                before.first = copy.first;
            }
            if copy.last.is_some() {
                before.last = copy.last;
            }
        } else {
            self.steps.push(Step::Copy(copy));
        }
    }
}
