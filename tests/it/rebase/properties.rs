//! What holds of any three versions.

use brevsmed::docx::encode;
use brevsmed::versions::{ClashKind, rebase};
use proptest::collection::vec;
use proptest::prelude::*;

use super::reading::{DATE, reading, rebased, sound};
use crate::support::{Doc, body, field, text};

/// A block of a letter, in words.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    /// Words and fields, and whether they are bold.
    Paragraph(Vec<Word>, bool),
    /// Rows of two cells.
    Table(Vec<(String, String)>),
    /// A field over two paragraphs.
    Spanning(String, String),
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Plain(String),
    Field(String),
}

fn word() -> impl Strategy<Value = String> {
    "[a-zæøå]{3,7}"
}

fn paragraph() -> impl Strategy<Value = Piece> {
    let word = prop_oneof![6 => word().prop_map(Word::Plain), 1 => "[A-Z][a-z]{2,4}".prop_map(Word::Field)];
    (vec(word, 0..9), any::<bool>()).prop_map(|(words, bold)| Piece::Paragraph(words, bold))
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => paragraph(),
        1 => vec((word(), word()), 1..4).prop_map(Piece::Table),
        1 => (word(), word()).prop_map(|(a, b)| Piece::Spanning(a, b)),
    ]
}

/// A change of a letter, by fractions of its length.
#[derive(Clone, Debug)]
enum Edit {
    Put(usize, Piece),
    Take(usize),
    Reword(usize, usize, String),
    Bold(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (any::<usize>(), piece()).prop_map(|(at, piece)| Edit::Put(at, piece)),
        any::<usize>().prop_map(Edit::Take),
        (any::<usize>(), any::<usize>(), word())
            .prop_map(|(at, word, new)| Edit::Reword(at, word, new)),
        any::<usize>().prop_map(Edit::Bold),
    ];
    vec(edit, 0..5)
}

fn edited(letter: &[Piece], edits: &[Edit]) -> Vec<Piece> {
    let mut letter = letter.to_vec();
    for edit in edits {
        let length = letter.len();
        match edit {
            Edit::Put(at, piece) => letter.insert(at % (length + 1), piece.clone()),
            Edit::Take(at) if length > 1 => {
                letter.remove(at % length);
            }
            Edit::Reword(at, word, new) if length > 0 => match &mut letter[at % length] {
                Piece::Paragraph(words, _) if !words.is_empty() => {
                    let at = word % words.len();
                    words[at] = Word::Plain(new.clone());
                }
                Piece::Table(rows) => {
                    let at = word % rows.len();
                    rows[at].1.clone_from(new);
                }
                Piece::Spanning(_, second) => second.clone_from(new),
                Piece::Paragraph(..) => {}
            },
            Edit::Bold(at) if length > 0 => {
                if let Piece::Paragraph(_, bold) = &mut letter[at % length] {
                    *bold = !*bold;
                }
            }
            _ => {}
        }
    }
    letter
}

/// The body; every third run is split, as Word does.
fn markup(letter: &[Piece], split: bool) -> String {
    let mut out = String::new();
    for piece in letter {
        match piece {
            Piece::Paragraph(words, bold) => {
                out.push_str(if split { "<w:p w:rsidR=\"00C0FFEE\">" } else { "<w:p>" });
                for (index, word) in words.iter().enumerate() {
                    let lead = if index > 0 { text(" ") } else { String::new() };
                    let runs = match word {
                        Word::Plain(word) if split && index % 3 == 1 => {
                            let at = word.char_indices().nth(1).map_or(0, |(at, _)| at);
                            format!(
                                "{}<w:proofErr w:type=\"spellStart\"/>{}",
                                text(&word[..at]),
                                text(&word[at..])
                            )
                        }
                        Word::Plain(word) => text(word),
                        Word::Field(name) => field(
                            &format!(" MERGEFIELD {name} "),
                            if split { "«nyt»" } else { "«x»" },
                        ),
                    };
                    out.push_str(&format!("{lead}{runs}").replace(
                        "<w:r>",
                        if *bold { "<w:r><w:rPr><w:b/></w:rPr>" } else { "<w:r>" },
                    ));
                }
                out.push_str("</w:p>");
            }
            Piece::Table(rows) => {
                out.push_str("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>");
                for (left, right) in rows {
                    out.push_str(&format!(
                        "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>",
                        text(left),
                        text(right)
                    ));
                }
                out.push_str("</w:tbl><w:p/>");
            }
            Piece::Spanning(first, second) => {
                let code = |words: &str| {
                    format!(
                        "<w:r><w:instrText xml:space=\"preserve\">{}</w:instrText></w:r>",
                        encode(words)
                    )
                };
                out.push_str(&format!(
                    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}</w:p><w:p>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
                    code(&format!(" IF 1 = 1 \"{first}")),
                    code(&format!("{second}\" "))
                ));
            }
        }
    }
    out
}

fn document(letter: &[Piece], split: bool) -> Vec<u8> {
    Doc::new(&format!("{}<w:p/>", markup(letter, split))).bytes()
}

/// How often each word stands in a letter.
fn words(letter: &[Piece]) -> std::collections::BTreeMap<String, usize> {
    let mut count = std::collections::BTreeMap::new();
    for word in reading(&document(letter, false)).split(|c: char| !c.is_alphanumeric()) {
        *count.entry(word.to_owned()).or_default() += 1;
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn rebase_gives_a_sound_document_and_loses_nothing(
        base in vec(piece(), 1..7),
        ours in edits(),
        theirs in edits(),
    ) {
        let (own, central) = (edited(&base, &ours), edited(&base, &theirs));
        let done = rebased(&document(&base, false), &document(&central, false), &document(&own, true));
        sound(&done.document);
        // The same again gives the same bytes.
        let again = rebased(&document(&base, false), &document(&central, false), &document(&own, true));
        prop_assert_eq!(&done, &again);
        let text = reading(&done.document);
        let (before, mine, new) = (words(&base), words(&own), words(&central));
        for (word, count) in mine.iter().chain(&new) {
            let was = before.get(word).copied().unwrap_or(0);
            // A word that one side brought in is in the result, unless a listed conflict of
            // formatting alone says otherwise.
            if *count > was {
                prop_assert!(text.contains(word.as_str()), "{word} is lost:\n{text}\n{:?}", done.conflicts);
            }
        }
        for conflict in &done.conflicts {
            match conflict.kind {
                ClashKind::BothChanged | ClashKind::BothAdded => {
                    prop_assert!(!conflict.own.is_empty() && !conflict.central.is_empty(), "{conflict:?}");
                }
                ClashKind::OwnRemoved => prop_assert!(!conflict.base.is_empty() || !conflict.central.is_empty() || body(&done.document).contains("<w:p")),
                ClashKind::CentralRemoved | ClashKind::Formatting => {}
            }
            prop_assert!(conflict.place.is_some());
        }
    }

    #[test]
    fn rebase_of_an_override_without_changes_is_the_central_version(
        base in vec(piece(), 1..7),
        theirs in edits(),
    ) {
        let central = edited(&base, &theirs);
        // The override is the base as Word has saved it anew.
        let done = rebased(&document(&base, false), &document(&central, false), &document(&base, true));
        sound(&done.document);
        prop_assert!(done.conflicts.is_empty(), "{:?}", done.conflicts);
        prop_assert_eq!(reading(&done.document), reading(&document(&central, false)));
        let bold = |bytes: &[u8]| {
            let plain = |xml: String| xml.replace("<w:r><w:rPr><w:b/></w:rPr></w:r>", "");
            plain(body(bytes)).contains("<w:b/>")
        };
        prop_assert_eq!(bold(&done.document), bold(&document(&central, false)));
    }

    #[test]
    fn rebase_of_what_both_did_has_no_conflicts(
        base in vec(piece(), 1..7),
        ours in edits(),
    ) {
        let own = edited(&base, &ours);
        let done = rebased(&document(&base, false), &document(&own, false), &document(&own, true));
        prop_assert!(done.conflicts.is_empty(), "{:?}", done.conflicts);
        prop_assert_eq!(done.document, document(&own, true));
        let quiet = rebased(&document(&base, false), &document(&base, true), &document(&own, true));
        prop_assert_eq!(quiet.document, document(&own, true));
    }

    #[test]
    fn rebase_of_damaged_documents_ends(
        base in vec(piece(), 1..5),
        ours in edits(),
        theirs in edits(),
        role in 0..3_usize,
        cut in (any::<usize>(), 0..40_usize),
        put in prop::sample::select(vec![
            "", "<w:p>", "</w:p>", "<w:tbl>", "<w:sectPr/>", "&amp;", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "<w:bookmarkStart w:id=\"x\" w:name=\"y\"/>",
            "<w:numPr><w:numId w:val=\"99\"/></w:numPr>", "<w:drawing><a r:embed=\"rId77\"/></w:drawing>",
            "<w:footnoteReference w:id=\"9\"/>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:sdt><w:sdtContent/></w:sdt>",
        ]),
    ) {
        let letters = [base.clone(), edited(&base, &theirs), edited(&base, &ours)];
        let documents: Vec<Vec<u8>> = letters
            .iter()
            .enumerate()
            .map(|(index, letter)| {
                let mut xml = markup(letter, index == 2);
                if index == role {
                    let place = |at: usize| {
                        let at = at % (xml.len() + 1);
                        (0..=at).rev().find(|at| xml.is_char_boundary(*at)).unwrap_or(0)
                    };
                    let from = place(cut.0);
                    let to = place(from + cut.1).max(from);
                    xml.replace_range(from..to, put);
                }
                Doc::new(&format!("{xml}<w:p/>")).bytes()
            })
            .collect();
        if let Ok(done) = rebase(&documents[0], &documents[1], &documents[2], DATE) {
            // Whatever it is, it is XML in a package.
            prop_assert!(!reading(&done.document).is_empty());
        }
    }
}
