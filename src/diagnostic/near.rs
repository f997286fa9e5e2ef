//! The word that was meant: the known one most like a word that is not known.

/// The word in `known` that is most like `wanted`, if one is near enough to be meant; letter case
/// apart.
pub fn near<'k>(wanted: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let wanted = wanted.to_lowercase();
    known
        .map(|word| (distance(&wanted, &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).clamp(1, 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The Levenshtein distance of two texts.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_of_the_finger_has_a_neighbour_and_another_word_has_none() {
        let known = ["Borger.Navn", "Sag.Nummer"];
        assert_eq!(near("borger.nvan", known.into_iter()), Some("Borger.Navn"));
        assert_eq!(near("Myndighed", known.into_iter()), None);
    }
}
