//! Text cut into runs, each of a face that has its characters.

use harfrust::Script;
use harfrust::unicode::{Decomposed, combining_class, compose, decompose, script};

use super::book::FontBook;
use super::characters::{Characters, is_invisible, is_space};
use super::shipped::Shipped;
use super::{FaceId, FaceRun};

/// A letter with its marks, or a sign.
struct Cluster<'t> {
    start: usize,
    text: &'t str,
}

/// Cuts text where the face changes.
pub(super) fn runs(
    book: &FontBook,
    text: &str,
    selected: FaceId,
    bold: bool,
    italic: bool,
) -> Vec<FaceRun> {
    if text.is_empty() {
        return Vec::new();
    }
    let own = book.face(selected).characters();
    if text.chars().all(|c| has(own, c)) {
        return vec![FaceRun { range: 0..text.len(), face: Some(selected) }];
    }
    let mut runs: Vec<FaceRun> = Vec::new();
    for cluster in clusters(text) {
        if cluster.text.chars().all(is_invisible)
            && let Some(last) = runs.last_mut()
        {
            last.range.end += cluster.text.len();
            continue;
        }
        match face_for(book, cluster.text, selected, bold, italic) {
            Some(face) => push(&mut runs, &cluster, Some(face)),
            // No face has the letter and all its marks: each for itself, so that what can be seen is.
            None => {
                for (at, c) in cluster.text.char_indices() {
                    if let Some(last) = runs.last_mut().filter(|_| is_invisible(c)) {
                        last.range.end += c.len_utf8();
                        continue;
                    }
                    let text = &cluster.text[at..at + c.len_utf8()];
                    let one = Cluster { start: cluster.start + at, text };
                    push(&mut runs, &one, face_for(book, text, selected, bold, italic));
                }
            }
        }
    }
    join_across_blanks(book, text, runs)
}

/// Adds a cluster to the runs.
fn push(runs: &mut Vec<FaceRun>, cluster: &Cluster<'_>, face: Option<FaceId>) {
    let end = cluster.start + cluster.text.len();
    match runs.last_mut() {
        Some(last) if last.face == face => last.range.end = end,
        _ => runs.push(FaceRun { range: cluster.start..end, face }),
    }
}

/// Blanks of the selected face between two runs of one other face become that face's.
fn join_across_blanks(book: &FontBook, text: &str, runs: Vec<FaceRun>) -> Vec<FaceRun> {
    let mut joined: Vec<FaceRun> = Vec::with_capacity(runs.len());
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        let between = match (joined.last(), run.face, rest.peek()) {
            (Some(before), Some(face), Some(after))
                if before.face == after.face && before.face != Some(face) =>
            {
                before.face.is_some_and(|other| {
                    let characters = book.face(other).characters();
                    text[run.range.clone()].chars().all(|c| is_space(c) && has(characters, c))
                })
            }
            _ => false,
        };
        let follows = joined.last().is_some_and(|before| before.face == run.face);
        match joined.last_mut() {
            Some(before) if between || follows => before.range.end = run.range.end,
            _ => joined.push(run),
        }
    }
    joined
}

/// Letters with their marks: a mark, a joiner and what it joins, a variation selector and a tone of
/// skin belong to what is before them.
fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut end = 0;
        let mut joined = true;
        for c in rest.chars() {
            if !joined && !continues(c) {
                break;
            }
            joined = c == '\u{200D}';
            end += c.len_utf8();
        }
        let cluster = Cluster { start, text: &rest[..end] };
        start += end;
        Some(cluster)
    })
}

/// Whether a character belongs to the one before it.
fn continues(c: char) -> bool {
    let code = u32::from(c);
    if code < 0x300 {
        return false;
    }
    combining_class(code) != 0
        || script(code) == Script::INHERITED
        || matches!(code, 0xFE00..=0xFE0F | 0x1F3FB..=0x1F3FF | 0xE0020..=0xE007F | 0xE0100..=0xE01EF)
}

/// The first face that has all of a cluster.
fn face_for(
    book: &FontBook,
    cluster: &str,
    selected: FaceId,
    bold: bool,
    italic: bool,
) -> Option<FaceId> {
    let fits = |face: FaceId| covers(book.face(face).characters(), cluster);
    if fits(selected) {
        return Some(selected);
    }
    let letter = cluster.chars().next().is_some_and(is_european);
    let kin = match Shipped::of(selected) {
        Some(Shipped::Caladea | Shipped::Serif) => Shipped::Serif,
        Some(Shipped::Mono) => Shipped::Mono,
        Some(_) => Shipped::Sans,
        None if book.face(selected).descriptor().serif => Shipped::Serif,
        None => Shipped::Sans,
    };
    // A letter looks best in a face like its neighbours', a sign in the face that has most signs.
    let order = if letter {
        [kin, Shipped::DejaVu, Shipped::Carlito, Shipped::Sans, Shipped::Serif]
    } else {
        [Shipped::DejaVu, kin, Shipped::Carlito, Shipped::Sans, Shipped::Serif]
    };
    order
        .into_iter()
        .map(|family| family.face(bold, italic).0)
        .find(|face| fits(*face))
        .or_else(|| book.own().find(|face| fits(*face)))
}

/// Whether a letter is of a script that the text families themselves may have.
fn is_european(c: char) -> bool {
    matches!(
        script(u32::from(c)),
        Script::LATIN | Script::GREEK | Script::CYRILLIC | Script::HEBREW
    )
}

/// Whether a face can set a character: it has it, makes it of another, or composes it.
fn has(characters: &Characters, c: char) -> bool {
    characters.has(c)
        || is_invisible(c)
        || (is_space(c) && characters.has(' '))
        || (matches!(c, '\u{2010}' | '\u{2011}') && characters.has('-'))
        || (!c.is_ascii()
            && match decompose(u32::from(c)) {
                Some(Decomposed::Singleton(one)) => is_had(characters, one),
                Some(Decomposed::Pair(base, mark)) => {
                    is_had(characters, base) && is_had(characters, mark)
                }
                None => false,
            })
}

/// Whether a face has the character of a code.
fn is_had(characters: &Characters, code: u32) -> bool {
    char::from_u32(code).is_some_and(|c| characters.has(c))
}

/// Whether a face can set all of a cluster, marks alone or composed with their letter.
fn covers(characters: &Characters, cluster: &str) -> bool {
    if cluster.chars().all(|c| has(characters, c)) {
        return true;
    }
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return true };
    let mut composed = u32::from(first);
    for c in chars {
        if has(characters, c) {
            continue;
        }
        match compose(composed, u32::from(c)) {
            Some(code) => composed = code,
            None => return false,
        }
    }
    char::from_u32(composed).is_some_and(|c| has(characters, c))
}
