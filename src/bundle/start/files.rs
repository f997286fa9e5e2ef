//! A small bundle that is whole: one context, one template on a master with an element, one test
//! person for whom the letter can be merged.

use super::super::{Files, schemas};
use super::document::{blank_document, letterhead};
use super::pieces::toml_text;
use crate::docx::PackageError;

/// The files of a new bundle.
///
/// # Errors
///
/// When a document cannot be written; to memory, that does not happen.
pub fn starter(name: &str) -> Result<Files, PackageError> {
    let mut files = Files::new();
    let mut text = |path: &str, text: &str| {
        files.insert(path.to_owned(), text.replace("NAVN", &toml_text(name)).into_bytes());
    };
    text("bundle.toml", BUNDLE);
    text("contexts.toml", CONTEXTS);
    text("fields.toml", FIELDS);
    text("questions.toml", QUESTIONS);
    text("reasons.toml", REASONS);
    text("parameters.toml", PARAMETERS);
    text("prices.toml", PRICES);
    text("groups.toml", GROUPS);
    text("masters/borger.toml", MASTER);
    text("elements/kontakt.toml", ELEMENT);
    text("templates/manglerbrev.toml", TEMPLATE);
    text("persons/test-testesen.json", PERSON);
    for (word, schema) in schemas() {
        text(&format!("schemas/{word}.schema.json"), &schema);
    }
    let documents = [
        (
            "masters/borger.docx",
            letterhead("Brev til borgeren", MASTER_LINES, MASTER_HEADER, MASTER_FOOTER)?,
        ),
        ("elements/kontakt.docx", blank_document("Kontakt", ELEMENT_LINES)?),
        ("templates/manglerbrev.docx", blank_document("Manglerbrev", TEMPLATE_LINES)?),
    ];
    for (path, document) in documents {
        files.insert(path.to_owned(), document);
    }
    Ok(files)
}

const BUNDLE: &str = r#"#:schema schemas/bundle.schema.json
name = NAVN
language = "da-DK"

# Miljøet, hvis nøgler står i skabelonernes feltkoder, og alle de miljøer, der er.
environment = "production"
environments = ["training", "production"]
"#;

const CONTEXTS: &str = r#"#:schema schemas/contexts.schema.json

# En kontekst er den proces og det trin, et brev laves i.
[[context]]
key = "sagsoplysning"
name = "Oplysning af sagen"
process = "Sagsbehandling"
step = "Oplysning"
"#;

const FIELDS: &str = r#"#:schema schemas/fields.schema.json

# De felter, som skabelonerne må bruge. Et felt uden `contexts` findes i alle kontekster.
[[field]]
name = "Borger.Navn"
text = "Borgerens fulde navn"
type = "text"
sample = "Test Testesen"
personal = true

[[field]]
name = "Borger.Adresse"
text = "Vej og husnummer"
type = "text"
sample = "Prøvevej 1"
personal = true

[[field]]
name = "Borger.Postnummer"
text = "Postnummer og by"
type = "text"
sample = "0000 Prøveby"
personal = true

[[field]]
name = "Sag.Nummer"
text = "Sagens nummer"
type = "text"
sample = "2026-000-00001"

[[field]]
name = "Sag.Frist"
text = "Dagen, inden hvilken borgeren skal svare"
type = "date"
sample = "2026-02-23"
format = '\@ "d. MMMM yyyy"'

[[field]]
name = "Myndighed.Navn"
text = "Myndighedens navn"
type = "text"
sample = "Prøve Kommune"
parameter = true

[[field]]
name = "Myndighed.Telefon"
text = "Det telefonnummer, borgeren kan ringe til"
type = "text"
sample = "00 00 00 00"
parameter = true
"#;

const QUESTIONS: &str = r#"#:schema schemas/questions.schema.json

# Flettespørgsmål: sagsbehandleren svarer ja (J) eller nej (N).
[[question]]
alias = "mangler-budget"
keys = { training = "flettespoergsmaal-10001", production = "flettespoergsmaal-00001" }
text = "Mangler vi et budget?"

[[question]]
alias = "mangler-kontoudtog"
keys = { training = "flettespoergsmaal-10002", production = "flettespoergsmaal-00002" }
text = "Mangler vi kontoudtog?"

[[group]]
key = "mangler"
name = "Hvad mangler vi?"
rule = "at-least-one"
questions = ["mangler-budget", "mangler-kontoudtog"]
"#;

const REASONS: &str = r#"#:schema schemas/reasons.schema.json

# Afslagsårsager:
# [[reason]]
# key = "for-sent"
# name = "Søgt for sent"
# text = "Du har søgt, efter at fristen var gået."
"#;

const PARAMETERS: &str = r#"#:schema schemas/parameters.schema.json

# Myndighedens egne værdier. `from` og `to` kan begrænse, hvornår de gælder.
[[parameter]]
name = "Myndighed.Navn"
value = "Prøve Kommune"

[[parameter]]
name = "Myndighed.Telefon"
value = "00 00 00 00"
"#;

const PRICES: &str = r#"#:schema schemas/prices.schema.json

# Leverandører og prisaftaler; leverandøren oprettes først:
# [[supplier]]
# key = "egeby-optik"
# name = "Egeby Optik"
#
# [[price]]
# supplier = "egeby-optik"
# service = "briller"
# price = "435,00"
# from = 2026-01-01
"#;

const GROUPS: &str = r#"#:schema schemas/groups.schema.json

# De breve, der tilbydes i et trin.
[[group]]
key = "oplysning"
name = "Oplysning af sagen"
process = "Sagsbehandling"
step = "Oplysning"
templates = ["manglerbrev"]
default = "manglerbrev"
"#;

const MASTER: &str = r#"#:schema ../schemas/master.schema.json
name = "Brev til borgeren"
recipient = "borger"
"#;

const ELEMENT: &str = r#"#:schema ../schemas/element.schema.json
name = "Kontakt"
tags = ["kontakt"]
"#;

const TEMPLATE: &str = r#"#:schema ../schemas/template.schema.json
name = "Manglerbrev"
title = "Vi mangler oplysninger i sag {{Sag.Nummer}}"
contexts = ["sagsoplysning"]
questions = ["mangler-budget", "mangler-kontoudtog"]
master = "borger"
category = "Anmodning om oplysninger"
channels = ["digital-post", "remote-print"]
letter = "manglerbrev"
mode = "manual"
"#;

const PERSON: &str = r#"{
  "$schema": "../schemas/person.schema.json",
  "name": "Test Testesen",
  "data": {
    "Borger": {
      "Navn": "Test Testesen",
      "Adresse": "Prøvevej 1",
      "Postnummer": "0000 Prøveby"
    },
    "Sag": { "Nummer": "2026-000-00001" }
  },
  "cases": [
    {
      "context": "sagsoplysning",
      "date": "2026-02-02",
      "data": { "Sag": { "Frist": "2026-02-23" } },
      "answers": { "mangler-budget": "J" }
    }
  ]
}
"#;

const MASTER_LINES: &str = r#"| { MERGEFIELD Borger.Navn }
| { MERGEFIELD Borger.Adresse }
| { MERGEFIELD Borger.Postnummer }
Sagsnummer { MERGEFIELD Sag.Nummer }
{ INCLUDETEXT "indhold" }
Venlig hilsen
{ MERGEFIELD Myndighed.Navn }
"#;
const MASTER_HEADER: &str = "{ MERGEFIELD Myndighed.Navn }\nSag { MERGEFIELD Sag.Nummer }";
const MASTER_FOOTER: &str = "Side { PAGE } af { NUMPAGES }";
const ELEMENT_LINES: &str =
    "# Har du spørgsmål?\nDu er velkommen til at ringe til os på { MERGEFIELD Myndighed.Telefon }.";
const TEMPLATE_LINES: &str = r#"# Vi mangler oplysninger fra dig
Kære { MERGEFIELD Borger.Navn }
For at vi kan behandle din sag, har vi brug for følgende:
{ IF { MERGEFIELD Question:flettespoergsmaal-00001 } = "J" "et budget over dine faste udgifter" }
{ IF { MERGEFIELD Question:flettespoergsmaal-00002 } = "J" "kontoudtog for de seneste tre måneder" }
Vi skal have dit svar senest den { MERGEFIELD Sag.Frist \@ "d. MMMM yyyy" }.
{ INCLUDETEXT "kontakt" }
"#;
