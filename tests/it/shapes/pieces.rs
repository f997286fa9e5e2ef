//! Composed letters: several shapes at once, as a municipality would write them.

use brevsmed::merge::{Datum, MergeOptions};
use insta::assert_snapshot;

use super::{letter_of, paragraphs, table};
use crate::support::{Doc, record};

#[test]
fn a_letter_with_questions_a_calculation_and_a_tail_reads_as_written() {
    let xml = format!(
        "{}{}{}",
        paragraphs(concat!(
            "{MERGEFIELD Borger:Navn}⏎{MERGEFIELD Borger:CoNavn}⏎{MERGEFIELD Borger:By}\n",
            "Kære {MERGEFIELD Borger:Fornavn}\n",
            "{IF {MERGEFIELD Question:mangler} = ”J” ”Vi mangler {MERGEFIELD Bilag}.”}\n",
            "{IF {MERGEFIELD Question:bevilget} = ”J” ”Du får **tillæg**.\n",
            "Det er {MERGEFIELD Beløb \\# \"#.##0,00\"} kr. om måneden.” ”Du får ikke tillæg.”} Du kan klage inden {MERGEFIELD Frist \\@ \"d. MMMM yyyy\"}.",
        )),
        table(
            "Art ¦ Kr.\n{MERGEFIELD TableStart:Beregning}{MERGEFIELD Art} ¦ {MERGEFIELD Kr \\# \"#.##0,00\"}{MERGEFIELD TableEnd:Beregning}\nI alt ¦ {=SUM(ABOVE) \\# \"#.##0,00\"}"
        ),
        paragraphs("Hilsen {MERGEFIELD Sagsbehandler}")
    );
    let mut data = record(&[
        ("Borger.Navn", "Åse Ø. Ærø"),
        ("Borger.CoNavn", ""),
        ("Borger.By", "9999 Egeby"),
        ("Borger.Fornavn", "Åse"),
        ("Question:mangler", "N"),
        ("Question:bevilget", "J"),
        ("Beløb", "1742.5"),
        ("Frist", "2026-02-23"),
        ("Sagsbehandler", "Mette"),
    ]);
    data.insert(
        "Beregning",
        Datum::List(vec![
            record(&[("Art", "Briller"), ("Kr", "1000")]),
            record(&[("Art", "Stel"), ("Kr", "742.5")]),
        ]),
    );
    assert_snapshot!(letter_of(&Doc::new(&xml), &data, &MergeOptions::default()), @"
    Åse Ø. Ærø⏎9999 Egeby
    Kære Åse
    Du får **tillæg**.
    Det er 1.742,50 kr. om måneden. Du kan klage inden 23. februar 2026.
    [Art ¦ Kr.]
    [Briller ¦ 1.000,00]
    [Stel ¦ 742,50]
    [I alt ¦ 1.742,50]
    Hilsen Mette
    ");
}
