//! Small letters: the base, the new central version, the override, and what comes of them.

use brevsmed::diagnostic::MessageLanguage;

use super::reading::{reading, rebased, sound};
use crate::scratch::template;

const LETTER: &str = "Afgørelse\nKære { MERGEFIELD Borger.Navn }\nDu kan klage inden 4 uger fra i dag.\nRing til os på telefon 33 13 12 12, hvis du har spørgsmål.\nVenlig hilsen";

/// Name, base, new central version, override.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "changes in different paragraphs",
        LETTER,
        "Afgørelse\nKære { MERGEFIELD Borger.Navn }\nDu kan klage inden 6 uger fra i dag.\nRing til os på telefon 33 13 12 12, hvis du har spørgsmål.\nVenlig hilsen",
        "Afgørelse\nKære { MERGEFIELD Borger.Navn }\nDu kan klage inden 4 uger fra i dag.\nRing til Egeby Kommune på telefon 11 22 33 44, hvis du har spørgsmål.\nVenlig hilsen",
    ),
    (
        "different words of one paragraph",
        "Du kan klage inden 4 uger, og vi svarer hurtigst muligt på din klage.",
        "Du kan klage inden 6 uger, og vi svarer hurtigst muligt på din klage.",
        "Du kan klage inden 4 uger, og vi svarer senest om otte dage på din klage.",
    ),
    (
        "words that touch are for a person to decide",
        "Svar os senest den 3. maj.",
        "Svar os senest den 3. juni.",
        "Svar os senest den 4. maj.",
    ),
    (
        "an amount is not put together from two",
        "Du får 1.234,50 kr. om måneden.",
        "Du får 1.234,75 kr. om måneden.",
        "Du får 1.500,50 kr. om måneden.",
    ),
    (
        "the same change is taken once",
        "Du kan klage inden 4 uger.\nHilsen",
        "Du kan klage inden 6 uger.\nHilsen",
        "Du kan klage inden 6 uger.\nHilsen",
    ),
    (
        "both add a paragraph, in different places",
        LETTER,
        "Afgørelse\nKære { MERGEFIELD Borger.Navn }\nDu kan klage inden 4 uger fra i dag.\nRing til os på telefon 33 13 12 12, hvis du har spørgsmål.\nVi behandler dine oplysninger fortroligt.\nVenlig hilsen",
        "Afgørelse\nKære { MERGEFIELD Borger.Navn }\nVi har læst din ansøgning grundigt.\nDu kan klage inden 4 uger fra i dag.\nRing til os på telefon 33 13 12 12, hvis du har spørgsmål.\nVenlig hilsen",
    ),
    (
        "both add a paragraph in the same place",
        "Kære borger\nVenlig hilsen",
        "Kære borger\nVi behandler dine oplysninger fortroligt.\nVenlig hilsen",
        "Kære borger\nDu kan møde os på rådhuset om torsdagen.\nVenlig hilsen",
    ),
    (
        "the central version removes what nobody touched",
        "Kære borger\nVi faxer gerne vores svar til dig.\nVenlig hilsen",
        "Kære borger\nVenlig hilsen",
        "Kære borger\nVi faxer gerne vores svar til dig.\nMange hilsner fra Egeby",
    ),
    (
        "removed by the municipality and changed centrally",
        "Kære borger\nDu kan klage inden 4 uger til Ankestyrelsen.\nVenlig hilsen",
        "Kære borger\nDu kan klage inden 6 uger til Ankestyrelsen.\nVenlig hilsen",
        "Kære borger\nVenlig hilsen",
    ),
    (
        "changed by the municipality and removed centrally",
        "Kære borger\nDu kan klage inden 4 uger til Ankestyrelsen.\nVenlig hilsen",
        "Kære borger\nVenlig hilsen",
        "Kære borger\nDu kan klage inden 6 uger til Ankestyrelsen.\nVenlig hilsen",
    ),
    (
        "text moves around a field, whose code changes elsewhere",
        "Kære { MERGEFIELD Borger.Navn }, tak for din ansøgning om tillæg.",
        "Kære { MERGEFIELD Borger.Fornavn }, tak for din ansøgning om tillæg.",
        "Kære { MERGEFIELD Borger.Navn }, tak for dit brev om tillæg.",
    ),
    (
        "a code changed on both sides",
        "Svar inden { MERGEFIELD Frist \\@ \"d. MMMM\" } til os.",
        "Svar inden { MERGEFIELD Frist \\@ \"d. MMMM yyyy\" } til os.",
        "Svar inden { MERGEFIELD SvarFrist \\@ \"d. MMMM\" } til os.",
    ),
    (
        "a field over several paragraphs, changed in different ones",
        "Indledning\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg til briller.\nDu skal ikke gøre mere selv.\nVi betaler regningen.\" }\nHilsen",
        "Indledning\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg til briller.\nDu skal ikke gøre mere lige nu.\nVi betaler regningen.\" }\nHilsen",
        "Indledning fra Egeby\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg til briller.\nDu skal ikke gøre mere selv.\nVi betaler hele regningen.\" }\nHilsen",
    ),
    (
        "a field over several paragraphs, changed in the same",
        "Indledning\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg.\nVi betaler regningen.\" }\nHilsen",
        "Indledning\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg.\nVi betaler din regning.\" }\nHilsen",
        "Indledning\n{ IF { MERGEFIELD Question:a } = \"J\" \"Du får tillæg.\nVi betaler hele beløbet.\" }\nHilsen",
    ),
    (
        "all written anew on both sides",
        "Du har fået afslag på din ansøgning, fordi din formue er for stor.",
        "Vi har vurderet dine forhold og kan desværre ikke give dig penge.",
        "Egeby Kommune siger nej, da du har sparet mere op end grænsen.",
    ),
];

#[test]
fn rebase_of_small_letters() {
    let mut told = String::new();
    for (name, base, central, own) in CASES {
        let documents = [base, central, own].map(|text| template(text));
        let done = rebased(&documents[0], &documents[1], &documents[2]);
        sound(&done.document);
        let text = reading(&done.document);
        let words = done.words(MessageLanguage::Danish);
        told.push_str(&format!("## {name}\n\n{text}\n{words}\n"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn rebase_tells_in_english_too() {
    let documents = [
        template("Kære borger\nSvar senest den 3. maj.\nHilsen"),
        template("Kære borger\nSvar senest den 3. juni.\nVi glæder os.\nHilsen"),
        template("Kære borger\nSvar senest den 4. maj.\nHilsen"),
    ];
    let done = rebased(&documents[0], &documents[1], &documents[2]);
    insta::assert_snapshot!(done.words(MessageLanguage::English));
}

#[test]
fn rebase_of_equal_versions_changes_nothing() {
    let (base, central, own) =
        (template(LETTER), template("Noget andet"), template("Noget tredje"));
    assert_eq!(rebased(&base, &base, &own).document, own);
    assert_eq!(rebased(&base, &central, &central).document, central);
    let updated = rebased(&base, &central, &base);
    assert_eq!(updated.document, central);
    assert!(updated.conflicts.is_empty() && !updated.taken.is_empty());
}

#[test]
fn rebase_refuses_what_is_no_document() {
    let base = template("Kære borger");
    assert!(brevsmed::versions::rebase(&base, b"ingen zip", &base, "2026-11-21").is_err());
}
