//! Which paragraph of the one version is which of the other, and which words changed.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A member of the old row and its counterpart in the new one; one of them may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub old: Option<usize>,
    pub new: Option<usize>,
}

/// Below this, two texts are two texts and not versions of one.
const ALIKE: f64 = 0.4;
/// Pairs of texts that are compared in one stretch; a longer stretch is paired in order.
pub(super) const COMPARED: usize = 250_000;

/// Pairs two rows of texts: the same ones first, and between them those that are alike, in order.
pub(super) fn align(old: &[&str], new: &[&str]) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        let (tag, olds, news) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            pairs.extend(olds.zip(news).map(|(old, new)| both(old, new)));
        } else {
            stretch(&old[olds.clone()], &new[news.clone()], olds.start, news.start, &mut pairs);
        }
    }
    pairs
}

fn both(old: usize, new: usize) -> Pair {
    Pair { old: Some(old), new: Some(new) }
}

/// Pairs what is alike in a stretch that has nothing in common, as much as there is, in order.
fn stretch(old: &[&str], new: &[&str], first: usize, second: usize, pairs: &mut Vec<Pair>) {
    let (rows, columns) = (old.len(), new.len());
    let mut counterparts: Vec<Option<usize>> = vec![None; rows];
    if rows * columns > COMPARED {
        for (row, counterpart) in counterparts.iter_mut().enumerate().take(columns) {
            *counterpart = Some(row);
        }
    } else if rows > 0 && columns > 0 {
        let bags: Vec<Vec<&str>> = old.iter().map(|text| bag(text)).collect();
        let others: Vec<Vec<&str>> = new.iter().map(|text| bag(text)).collect();
        // best[r][c]: the likeness of the best pairing of what comes after row r and column c.
        let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
        let mut likeness = vec![vec![0.0_f64; columns]; rows];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let alike = alike(&bags[row], &others[column]);
                likeness[row][column] = if alike >= ALIKE { alike } else { 0.0 };
                let paired = likeness[row][column] + best[row + 1][column + 1];
                best[row][column] = best[row + 1][column].max(best[row][column + 1]).max(paired);
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let here = best[row][column];
            let alike = likeness[row][column];
            let next = best[row + 1][column + 1];
            if alike > 0.0 && alike + next >= here {
                counterparts[row] = Some(column);
                row += 1;
                column += 1;
            } else if best[row + 1][column] >= here {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    let mut taken = 0;
    for (row, counterpart) in counterparts.into_iter().enumerate() {
        if let Some(column) = counterpart {
            pairs.extend((taken..column).map(|new| Pair { old: None, new: Some(second + new) }));
            pairs.push(both(first + row, second + column));
            taken = column + 1;
        } else {
            pairs.push(Pair { old: Some(first + row), new: None });
        }
    }
    pairs.extend((taken..columns).map(|new| Pair { old: None, new: Some(second + new) }));
}

fn bag(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = words(text).filter(|word| !word.trim().is_empty()).collect();
    words.sort_unstable();
    words
}

/// How much of two sorted bags of words is common, 0 to 1.
fn alike(a: &[&str], b: &[&str]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.len() + b.len();
    if all == 0 { 1.0 } else { 2.0 * common as f64 / all as f64 }
}

/// How much two texts have in common, 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    alike(&bag(a), &bag(b))
}

/// Whether a stretch of words is in both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// In both.
    Same,
    /// In the old one.
    Removed,
    /// In the new one.
    Added,
}

/// Compares two texts word by word; a field code that holds no text of its own is one word.
pub(super) fn compare_words(old: &str, new: &str) -> Vec<(Sign, String)> {
    let olds: Vec<&str> = words(old).collect();
    let news: Vec<&str> = words(new).collect();
    let mut stretches: Vec<(Sign, String)> = Vec::new();
    let mut push = |sign, words: &[&str]| {
        if !words.is_empty() {
            stretches.push((sign, words.concat()));
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        let (tag, from, to) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            push(Sign::Same, &olds[from]);
        } else {
            push(Sign::Removed, &olds[from]);
            push(Sign::Added, &news[to]);
        }
    }
    joined(&stretches)
}

/// A blank between two changes belongs to them: `[gammelt svar]` reads better than two changes.
fn joined(stretches: &[(Sign, String)]) -> Vec<(Sign, String)> {
    let mut out: Vec<(Sign, String)> = Vec::new();
    // Both sides must change on: a lone word added after a blank stays by itself.
    let changed_after = |index: usize| {
        let sign = |index: usize| stretches.get(index).map(|(sign, _)| *sign);
        sign(index + 1) == Some(Sign::Removed) && sign(index + 2) == Some(Sign::Added)
    };
    let mut removed = String::new();
    let mut added = String::new();
    for (index, (sign, text)) in stretches.iter().enumerate() {
        match sign {
            Sign::Removed => removed.push_str(text),
            Sign::Added => added.push_str(text),
            Sign::Same => {
                let in_change = !removed.is_empty() && !added.is_empty();
                if in_change && text.trim().is_empty() && changed_after(index) {
                    removed.push_str(text);
                    added.push_str(text);
                    continue;
                }
                flush(&mut removed, &mut added, &mut out);
                out.push((Sign::Same, text.clone()));
            }
        }
    }
    flush(&mut removed, &mut added, &mut out);
    out
}

fn flush(removed: &mut String, added: &mut String, out: &mut Vec<(Sign, String)>) {
    for (sign, text) in [(Sign::Removed, &mut *removed), (Sign::Added, &mut *added)] {
        if !text.is_empty() {
            out.push((sign, std::mem::take(text)));
        }
    }
}

/// The words of a text with the blanks between them, field codes without text as one word.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let length = word(rest)?;
        let (word, after) = rest.split_at(length);
        rest = after;
        Some(word)
    })
}

/// The length of the first word in bytes.
fn word(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if first == '{'
        && let Some(end) = text.find('}')
        && !text[1..end].contains(['{', '"', '”', '“', '„'])
    {
        return Some(end + 1);
    }
    let end = |part: fn(char) -> bool| text.find(|c| !part(c)).unwrap_or(text.len());
    Some(if first.is_whitespace() {
        end(char::is_whitespace)
    } else if first.is_alphanumeric() {
        end(char::is_alphanumeric)
    } else {
        first.len_utf8()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(old: &str, new: &str) -> String {
        compare_words(old, new)
            .into_iter()
            .map(|(sign, text)| match sign {
                Sign::Same => text,
                Sign::Removed => format!("[-{text}-]"),
                Sign::Added => format!("[+{text}+]"),
            })
            .collect()
    }

    #[test]
    fn words_are_compared_and_fields_are_words() {
        assert_eq!(signed("Du får svar.", "Du får et svar."), "Du får [+et +]svar.");
        assert_eq!(
            signed("Kære { MERGEFIELD Navn },", "Kære { MERGEFIELD Borger.Navn },"),
            "Kære [-{ MERGEFIELD Navn }-][+{ MERGEFIELD Borger.Navn }+],"
        );
        assert_eq!(
            signed(
                "{ IF { MERGEFIELD A } = \"J\" \"gammel tekst her\" }",
                "{ IF { MERGEFIELD A } = \"N\" \"ny tekst her\" }"
            ),
            "{ IF { MERGEFIELD A } = \"[-J-][+N+]\" \"[-gammel-][+ny+] tekst her\" }"
        );
        assert_eq!(signed("et to tre", "fem seks tre"), "[-et to-][+fem seks+] tre");
    }

    #[test]
    fn alike_paragraphs_are_paired_between_the_same_ones() {
        let old = ["Kære Åse", "Du har søgt om briller i maj.", "Hilsen", "Bilag"];
        let new = [
            "Kære Åse",
            "Nyt afsnit helt uden lighed",
            "Du har søgt om nye briller i maj.",
            "Hilsen",
        ];
        let pairs: Vec<_> = align(&old, &new).iter().map(|pair| (pair.old, pair.new)).collect();
        assert_eq!(
            pairs,
            [
                (Some(0), Some(0)),
                (None, Some(1)),
                (Some(1), Some(2)),
                (Some(2), Some(3)),
                (Some(3), None)
            ]
        );
    }
}
