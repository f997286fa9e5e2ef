//! Lines on the walk: values that may be empty among words, and what the recipient must have.

use super::space::Space;
use super::walk::Walk;
use crate::diagnostic::{Place, ProofFinding};

/// Conditional words of one line that are looked at for what they stand for.
const INSTEAD: usize = 32;

/// A field of a line that may be empty.
pub(super) struct Hole<T> {
    name: String,
    place: Place,
    /// Where it shows.
    full: T,
    /// Where it is empty, and no words stand for it.
    gone: T,
}

impl<S: Space> Walk<'_, S> {
    /// A line ends: where it has words of the template, an empty value left a hole among them. Tells
    /// where there is one.
    pub fn line_ended(&mut self, guard: &S::Set) -> S::Set {
        let mut holed = self.space.none();
        let Some(level) = self.levels.last_mut() else { return holed };
        let outside = self.space.not(guard);
        let words = self.space.and(&level.words, guard);
        level.words = self.space.and(&level.words, &outside);
        level.instead.clear();
        if level.holes.is_empty() {
            return holed;
        }
        let mut ended: Vec<(String, Place, S::Set)> = Vec::new();
        for hole in std::mem::take(&mut level.holes) {
            let here = self.space.and(&hole.gone, &words);
            match ended.iter_mut().find(|(name, _, _)| *name == hole.name) {
                Some((_, _, set)) => *set = self.space.or(set, &here),
                None => ended.push((hole.name.clone(), hole.place.clone(), here)),
            }
            let waits = self.space.and(&hole.gone, &outside);
            if !self.space.apart(&waits, &self.space.all()) {
                level.holes.push(Hole { gone: waits, ..hole });
            }
        }
        for (name, place, set) in ended {
            holed = self.space.or(&holed, &set);
            self.found(ProofFinding::SentenceHole { name }, Some(place), &set);
        }
        holed
    }

    /// The template has words in the line. Words that stand only where a field is empty stand for it.
    pub fn words_stand(&mut self, guard: &S::Set) {
        let Some(level) = self.levels.last_mut() else { return };
        level.words = self.space.or(&level.words, guard);
        for hole in &mut level.holes {
            if self.space.apart(&hole.full, guard) && !self.space.apart(&hole.full, &self.world) {
                let elsewhere = self.space.not(guard);
                hole.gone = self.space.and(&hole.gone, &elsewhere);
            }
        }
        if self.depth > 0 && level.instead.len() < INSTEAD {
            level.instead.push(guard.clone());
        }
    }

    /// A field of the line is empty there.
    pub fn hole(&mut self, name: String, place: Place, full: S::Set, mut gone: S::Set) {
        let Some(level) = self.levels.last_mut() else { return };
        if !self.space.apart(&full, &self.world) {
            for words in &level.instead {
                if self.space.apart(&full, words) {
                    let elsewhere = self.space.not(words);
                    gone = self.space.and(&gone, &elsewhere);
                }
            }
        }
        level.holes.push(Hole { name, place, full, gone });
    }

    /// What the recipient must have, and does not have everywhere.
    pub fn required(&mut self) {
        let requires = &self.subject.manifest.requires;
        for (index, name) in requires.fields.iter().enumerate() {
            let lacking = self.space.not(&self.walked.shown[index]);
            self.found(ProofFinding::FieldNotShown { name: name.clone() }, None, &lacking);
        }
        for (index, word) in requires.words.iter().enumerate() {
            let lacking = self.space.not(&self.walked.said[index]);
            self.found(ProofFinding::WordNotSaid { word: word.clone() }, None, &lacking);
        }
        if !self.subject.manifest.title.starts_with(&requires.title) {
            let begins = requires.title.clone();
            let all = self.space.all();
            self.found(ProofFinding::TitleBeginsOther { begins }, None, &all);
        }
    }
}
