//! The faults: one slip of an author each, and the code that must tell of it.

use super::edit::Edit::{self, All, AtEnd, Before, Guard, Replace};

/// A fault planted into a copy of the demonstration bundle.
#[derive(Debug)]
pub struct Fault {
    /// What went wrong, in words.
    pub name: &'static str,
    /// The template that is looked at.
    pub template: &'static str,
    /// What was done to files.
    pub edits: &'static [Change],
    /// Any of these codes tells it.
    pub codes: &'static [&'static str],
}

/// What was done to a file of the bundle.
#[derive(Debug)]
pub enum Change {
    /// To the template's own document.
    Body(Edit),
    /// To another document.
    Document(&'static str, Edit),
    /// To the template's manifest: first occurrence, and what stands there instead.
    Manifest(&'static str, &'static str),
    /// To another text file.
    File(&'static str, &'static str, &'static str),
}

use Change::{Body, Document, File, Manifest};

const MANGLER: &str = "manglerbrev-udvidet-helbredstillaeg";
const GENERELT: &str = "manglerbrev-generelt";
const KORT: &str = "helbredstillaegskort";
const BEVILLING: &str = "bevilling-udvidet-helbredstillaeg";
const FOD: &str = "bevilling-udvidet-helbredstillaeg-fodbehandling";
const AFSLAG: &str = "afslag-udvidet-helbredstillaeg";
const AUTOMATISK: &str = "afslag-udvidet-helbredstillaeg-automatisk";
const AGTER: &str = "agterskrivelse-udvidet-helbredstillaeg";
const AGTER_KORT: &str = "agterskrivelse-helbredstillaegskort";
const EXEMPTION: &str = "undtagelse-udbetaling-danmark";
const MANGLER_KORT: &str = "manglerbrev-helbredskort";

/// All faults, by what they are about.
#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    // -- questions
    fault("a key left as a placeholder", MANGLER, &[Body(Replace("flettespoergsmaal-00024", "flettespoergsmaal-XXXXX"))], &["V610"]),
    fault("another placeholder for a key", KORT, &[Body(Replace("flettespoergsmaal-00017", "flettespoergsmaal-NNNNN"))], &["V610"]),
    fault("a key that no question has", GENERELT, &[Body(Replace("flettespoergsmaal-00006", "flettespoergsmaal-77777"))], &["V611", "V612"]),
    fault("a key with a slip of the finger", KORT, &[Body(Replace("flettespoergsmaal-00017", "fletespoergsmaal-00017"))], &["V612"]),
    fault("a key copied from the training system", MANGLER, &[Body(Replace("flettespoergsmaal-00030", "flettespoergsmaal-10030"))], &["V613"]),
    fault("another key from the training system", AFSLAG, &[Body(Replace("flettespoergsmaal-00027", "flettespoergsmaal-10027"))], &["V613"]),
    fault("a question coded and not ticked", GENERELT, &[Manifest("  \"digital-hjaelp\",\n", "")], &["V614"]),
    fault("a question copied in with its code", AUTOMATISK, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00001 } = "J" "Send et prisoverslag næste gang." }"#))], &["V614"]),
    fault("a question ticked and not coded", KORT, &[Manifest("questions = [", "questions = [\"engelsk\", ")], &["V615"]),
    fault("a question whose text was deleted", AUTOMATISK, &[Body(Replace("Ændrer din økonomi sig, må du gerne søge igen på borger.dk.", ""))], &["V616"]),
    fault("a question with the same text for both answers", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "Skriv til os." "Skriv til os." }"#))], &["V606"]),
    fault("a question that is not asked in these contexts", FOD, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00003 } = "J" "Husk synsprøven." }"#)), Manifest("questions = [", "questions = [\"synsproeve\", ")], &["V617", "V601", "V603"]),

    // -- answers
    fault("ja instead of J", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } = "ja" "Kortet gælder kun dig." }"#))], &["V620"]),
    fault("Y instead of J", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } = "Y" "Kortet gælder kun dig." }"#))], &["V620"]),
    fault("j instead of J", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } = "j" "Kortet gælder kun dig." }"#))], &["V620"]),
    fault("1 instead of J", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } = "1" "Kortet gælder kun dig." }"#))], &["V620"]),
    fault("Nej instead of N", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "Nej" "Sagen er slut." }"#))], &["V620"]),
    fault("a blank before the J", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = " J" "Søg igen." }"#))], &["V620"]),
    fault("a criterion compared with ja", AUTOMATISK, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Kriterier.FormueOpfyldt } = "ja" "Din formue er under grænsen." }"#))], &["V620", "V621"]),
    fault("the history compared with Ja", AGTER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Historik:manglerbrev } = "Ja" "Vi har skrevet før." }"#))], &["V620", "V621"]),

    // -- conditions
    fault("a condition inside its opposite", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "Søg igen{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "N" " eller lad være" }." }"#))], &["V603"]),
    fault("a condition inside itself", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "Søg{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" " igen" }." }"#))], &["V604"]),
    fault("a service with a slip of the finger", MANGLER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Ydelse } = "briler" "Gem kvitteringen." }"#))], &["V621"]),
    fault("a service of another process", MANGLER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Ydelse } = "helbredstillægskort" "Gem kvitteringen." }"#))], &["V601", "V603", "V605", "V621"]),
    fault("two criteria that exclude each other", MANGLER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Ydelse } = "briller" "Gem kvitteringen{ IF { MERGEFIELD Sag.Ydelse } = "fodbehandling" " fra klinikken" }." }"#))], &["V603"]),
    fault("a percentage above the greatest", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Tillaegsprocent } > 150 "Din procent er høj." }"#))], &["V622"]),
    fault("a percentage that is always enough", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Tillaegsprocent } >= 0 "Du har en procent." }"#))], &["V602", "V622"]),
    fault("an amount compared with a word", AGTER_KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Sag.Formue } = "stor" "Din formue er stor." }"#))], &["V623"]),
    fault("a date compared with a word", MANGLER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Brev.Frist } = "snart" "Skynd dig." }"#))], &["V623"]),
    fault("a civil status that nobody has", MANGLER_KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Borger.Civilstand } = "forlovet" "Tillykke." }"#))], &["V621"]),
    fault("a letter that is never sent", MANGLER, &[Body(AtEnd("", r#"{ SKIPIF { MERGEFIELD Sag.Ydelse } <> "pension" }"#))], &["V641"]),

    fault("ja inside a COMPARE", AFSLAG, &[Body(AtEnd("", r#"{ IF { COMPARE { MERGEFIELD Question:flettespoergsmaal-00027 } = "ja" } = 1 "Søg igen." }"#))], &["V620"]),
    fault("ja in a SKIPIF", AFSLAG, &[Body(AtEnd("", r#"{ SKIPIF { MERGEFIELD Question:flettespoergsmaal-00027 } = "ja" }"#))], &["V620"]),
    fault("ja behind a SET", AFSLAG, &[Body(AtEnd("", r#"{ SET svar { MERGEFIELD Question:flettespoergsmaal-00027 } }{ IF { REF svar } = "ja" "Søg igen." }"#))], &["V601"]),
    fault("a contradiction three deep", KORT, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } = "J" "Kortet{ IF { MERGEFIELD Sag.Tillaegsprocent } > 50 " er{ IF { MERGEFIELD Question:flettespoergsmaal-00017 } <> "J" " ikke" }" } dit." }"#))], &["V603"]),
    fault("days in the wrong order", MANGLER, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Brev.Frist } > "2026-06-01" "Der er{ IF { MERGEFIELD Brev.Frist } < "2026-01-01" " kort" } tid." }"#))], &["V603"]),

    // -- formats
    fault("a date format on a name", KORT, &[Body(AtEnd("", r#"Kortet er til { MERGEFIELD Borger.Navn \@ "d. MMMM yyyy" }."#))], &["V624"]),
    fault("a number format on a name", KORT, &[Body(AtEnd("", r##"Kortet er til { MERGEFIELD Borger.Navn \# "#.##0,00" }."##))], &["V625"]),
    fault("a sum of names", KORT, &[Body(AtEnd("", "I alt { = { MERGEFIELD Borger.Navn } * 2 } kr."))], &["V626"]),

    // -- fields
    fault("a field with letters swapped", KORT, &[Body(Replace("Borger.Navn", "Borger.Nvan"))], &["C502"]),
    fault("a field of another system", MANGLER, &[Body(AtEnd("", "Se { MERGEFIELD ESDH.Journalnummer }."))], &["C501"]),
    fault("a field of the disposable income outside personal supplement", KORT, &[Body(AtEnd("", r##"Dit beløb er { MERGEFIELD Raadighed.Beloeb \# "#.##0,00" } kr."##))], &["C503"]),
    fault("the calculation table in a letter on foot treatment", FOD, &[Body(AtEnd("", r##"{ MERGEFIELD TableStart:Beregning }{ MERGEFIELD Beskrivelse }: { MERGEFIELD Tilskud \# "#.##0,00" } kr.{ MERGEFIELD TableEnd:Beregning }"##))], &["C503"]),
    fault("a total of the calculation in a letter on foot treatment", FOD, &[Body(AtEnd("", r##"I alt { MERGEFIELD Bevilling.TilskudIAlt \# "#.##0,00" } kr."##))], &["C503"]),
    fault("a denial reason in a grant", BEVILLING, &[Body(AtEnd("", "{ MERGEFIELD Afslag.AarsagTekst }"))], &["C503", "V650"]),
    fault("a field of the exemption in a decision", AFSLAG, &[Body(AtEnd("", r#"Registreret den { MERGEFIELD Undtagelse.Registreret \@ "d. MMMM yyyy" }."#))], &["C503"]),
    fault("a column outside its region", BEVILLING, &[Body(AtEnd("", r##"Tilskuddet er { MERGEFIELD Beregning.Tilskud \# "#.##0,00" } kr."##))], &["V651"]),
    fault("a list as a value", BEVILLING, &[Body(AtEnd("", "Vi har regnet på { MERGEFIELD Beregning }."))], &["V653"]),
    fault("a grant letter also sent about foot treatment", BEVILLING, &[Manifest("contexts = [\"briller\", \"tandproteser\"]", "contexts = [\"briller\", \"tandproteser\", \"fodbehandling\"]")], &["C503"]),
    fault("a card letter also sent about personal supplement", KORT, &[Manifest("contexts = [", "contexts = [\"personligt-tillaeg\", ")], &["C503"]),
    fault("a date of a letter that may not have been sent", MANGLER, &[Body(AtEnd("", r#"Vi skrev til dig den { MERGEFIELD Historik:manglerbrevDato \@ "d. MMMM yyyy" }."#))], &["V642"]),

    // -- what is left when answers are no
    fault("a heading whose only text hangs on a question", MANGLER, &[Body(AtEnd("Overskrift2", "Ekstra oplysninger")), Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00024 } = "J" "Vi mangler din formue." }"#))], &["V632"]),
    fault("a heading at the very end", AFSLAG, &[Body(AtEnd("Heading2", "Bilag"))], &["V632"]),
    fault("a case that was forgotten in the else", MANGLER, &[Body(Replace("Vi mangler en erklæring fra din fodterapeut.", ""))], &["V632"]),
    fault("a text that was put under a question, its heading not", MANGLER, &[Body(Guard("Bestil først", "Bestil først", r#"{ MERGEFIELD Question:flettespoergsmaal-00024 } = "J""#))], &["V632"]),
    fault("a list without anything in it", AFSLAG, &[Body(AtEnd("", "Du skal også sende:")), Body(AtEnd("ListBullet", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "en ny erklæring" }"#))], &["V633"]),
    fault("a group that no longer asks for one at least", GENERELT, &[File("questions.toml", "rule = \"at-least-one\"", "rule = \"none-to-many\"")], &["V633"]),
    fault("a letter that is all questions", AFSLAG, &[Body(All(&[("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "Søg igen." }"#)]))], &["V631"]),

    // -- text
    fault("an instruction to the author", AFSLAG, &[Body(AtEnd("", "[indsæt begrundelse her]"))], &["V630"]),
    fault("crosses where a text should be", AFSLAG, &[Body(AtEnd("", "Ring på telefon XXXXX."))], &["V630"]),
    fault("the name of a field as text", AFSLAG, &[Body(AtEnd("", "Kære «Borger.Navn»"))], &["V630"]),
    fault("foot treatment in a letter also sent about glasses", MANGLER, &[Body(AtEnd("", "Husk at spørge din fodterapeut."))], &["V660"]),
    fault("glasses in a heading for all", MANGLER, &[Body(Before("Vent med at bestille", "Overskrift2", "Tilskud til dine briller")), Body(Before("Vent med at bestille", "", "Vi kigger på din sag."))], &["V660"]),
    fault("a compound word of one context", AGTER, &[Body(AtEnd("", "Klinikken laver også fodbehandlinger."))], &["V660"]),
    fault("a dental technician in everybody's letter", GENERELT, &[Body(AtEnd("", "Tal med din tandtekniker."))], &["V660"]),

    // -- what the recipient must have
    fault("a name under a question", EXEMPTION, &[Body(Replace("MERGEFIELD Borger.Navn", "MERGEFIELD Modtager.Navn"))], &["V643"]),
    fault("the word that decides is gone", EXEMPTION, &[Body(Replace("permanent", "for altid"))], &["V644"]),
    fault("a title without the key in front", EXEMPTION, &[Manifest("title = \"23.19.08 Pension\"", "title = \"Pension 23.19.08\"")], &["V645"]),

    // -- codes
    fault("a field type misspelt", KORT, &[Body(AtEnd("", "{ MERGEFEILD Borger.Navn }"))], &["F106"]),
    fault("a quotation mark missing", AFSLAG, &[Body(AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-00027 } = "J" "Søg igen. }"#))], &["F104"]),
    fault("a merge field without a name", AFSLAG, &[Body(AtEnd("", "{ MERGEFIELD }"))], &["F110"]),
    fault("a region that does not end", BEVILLING, &[Body(AtEnd("", "{ MERGEFIELD TableStart:Beregning }"))], &["R201"]),
    fault("a question that opens a dialogue", AFSLAG, &[Body(AtEnd("", r#"{ ASK navn "Hvad hedder du?" }"#))], &["F107"]),

    // -- composition
    fault("an element with a slip of the finger", AFSLAG, &[Body(Replace("INCLUDETEXT \"klagevejledning\"", "INCLUDETEXT \"klagevejledninng\""))], &["K801", "K802"]),
    fault("an element that includes itself", KORT, &[Document("elements/kontakt.docx", AtEnd("", r#"{ INCLUDETEXT "kontakt" }"#))], &["K803", "K804", "K802"]),
    fault("a master without a place for the letter", KORT, &[Document("masters/borger.docx", Replace("Element:indhold", "Element:inhold"))], &["K801", "K802", "K805", "K806"]),
    fault("a field of no context in an element", AGTER, &[Document("elements/partshoering.docx", AtEnd("", r##"Dit beløb er { MERGEFIELD Raadighed.Beloeb \# "#.##0,00" } kr."##))], &["C503"]),
    fault("a key of the training system in an element", KORT, &[Document("elements/oplysningspligt.docx", AtEnd("", r#"{ IF { MERGEFIELD Question:flettespoergsmaal-10017 } = "J" "Også din ægtefælle." }"#))], &["V613"]),

    // -- the bundle's files
    fault("a context with a slip of the finger", MANGLER, &[Manifest("\"briller\"", "\"briler\"")], &["B7"]),
    fault("a key that manifests do not have", MANGLER, &[Manifest("category =", "kategory =")], &["B701"]),
    fault("a master that is not there", KORT, &[Manifest("master = \"borger\"", "master = \"borgerne\"")], &["B7"]),
    fault("a formula with an unknown field", BEVILLING, &[File("fields.toml", "{Raadighed.Pension} + ", "{Raadighed.Pnsion} + ")], &["B7"]),
    fault("a price agreement of an unknown supplier", BEVILLING, &[File("prices.toml", "[[price]]\nsupplier = \"", "[[price]]\nsupplier = \"ukendt-")], &["B7"]),
    fault("a title with an unknown field", MANGLER, &[Manifest("title = \"", "title = \"{{Sag.Ydels}} ")], &["B7"]),
    fault("a question ticked that does not exist", KORT, &[Manifest("questions = [", "questions = [\"aegtefaele\", ")], &["B7"]),
    fault("a group of a question that does not exist", GENERELT, &[File("questions.toml", "questions = [\"", "questions = [\"x-")], &["B7"]),
];

/// A row of the table.
const fn fault(
    name: &'static str,
    template: &'static str,
    edits: &'static [Change],
    codes: &'static [&'static str],
) -> Fault {
    Fault { name, template, edits, codes }
}
