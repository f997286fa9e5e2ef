//! A report by hand: faults of every kind, and words that no format may be fooled by.

use brevsmed::diagnostic::{Diagnostic, Place, RuleFinding, Severity, StoryKind};
use brevsmed::lint::{
    By, Certainty, Check, Edit, Fix, Found, Group, Manual, Repair, Rule, Safety, Spot, Stage, Words,
};
use brevsmed::validate::{Accepted, Fault, FileKind, FileReport, LetterShown, Report, Totals};

const fn words(da: &'static str, en: &'static str) -> Words {
    Words { da, en }
}

/// Rules of our own, so that reports do not change with the manual of real ones.
static PICTURE: Rule = Rule {
    code: "A101",
    name: "picture-without-alternative-text",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: words("Billede uden alternativ tekst", "Picture without alternative text"),
        finds: words(
            "Et billede, der hverken har en alternativ tekst eller er markeret som *dekorativt*.",
            "A picture that has neither an alternative text nor the mark *decorative*.",
        ),
        why: words(
            "Den, der får brevet læst op, hører ingenting.",
            "Whoever has the letter read aloud hears nothing.",
        ),
        bad: words("Kommunens logo uden tekst.", "The municipality's logo without a text."),
        good: words(
            "Logoet med teksten \"Egeby Kommune\".",
            "The logo with the text \"Egeby Kommune\".",
        ),
        steps: &[
            words(
                "Højreklik på billedet, og vælg \"Vis alternativ tekst\".",
                "Right-click the picture and choose \"View Alt Text\".",
            ),
            words("Beskriv billedet i en sætning.", "Describe the picture in a sentence."),
        ],
    },
    references: &["WCAG 2.1 1.1.1", "EN 301 549 10.1.1.1", "ISO 14289-1 7.3", "Matterhorn 13-004"],
    checks: &[Check::Document(|_| {})],
};

static BLANK: Rule = Rule {
    code: "A401",
    name: "blank-paragraph-as-space",
    severity: Severity::Warning,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: words("Tomme afsnit som luft", "Blank paragraphs as space"),
        finds: words("Tomme afsnit efter hinanden.", "Blank paragraphs in a row."),
        why: words(
            "Oplæseren siger \"tom\" for hvert.",
            "A screen reader says \"blank\" for each.",
        ),
        bad: words("", ""),
        good: words("", ""),
        steps: &[words(
            "Slet de tomme afsnit, og brug `Layout > Afstand`.",
            "Delete the blank paragraphs and use `Layout > Spacing`.",
        )],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1"],
    ..PICTURE
};

static COLOUR: Rule = Rule {
    code: "A502",
    name: "colour-as-only-sign",
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    stages: &[Stage::Whole, Stage::Finished],
    manual: Manual {
        title: words("Farve som eneste tegn", "Colour as the only sign"),
        finds: words("Enkelte ord i en anden farve.", "Single words in another colour."),
        why: words("Ikke alle ser farver.", "Not everybody sees colours."),
        bad: words("", ""),
        good: words("", ""),
        steps: &[],
    },
    references: &["WCAG 2.1 1.4.1", "EN 301 549 10.1.4.1"],
    ..PICTURE
};

static TITLE: Rule = Rule {
    code: "A801",
    name: "document-without-title",
    repair: Repair::Unsafe,
    stages: &[Stage::Whole],
    manual: Manual {
        title: words("Dokument uden titel", "Document without title"),
        finds: words("En skabelon uden titel.", "A template without a title."),
        why: words("Læseren hører filens navn.", "The reader hears the file's name."),
        bad: words("", ""),
        good: words("", ""),
        steps: &[words("Filer > Oplysninger > Titel.", "File > Info > Title.")],
    },
    references: &["WCAG 2.1 2.4.2", "EN 301 549 10.2.4.2", "Forvaltningsloven § 25, stk. 1"],
    ..PICTURE
};

static UNKNOWN: Rule = Rule {
    code: "C501",
    name: "unknown-field",
    group: Group::Contexts,
    repair: Repair::None,
    stages: &[Stage::Whole],
    references: &[],
    checks: &[Check::Reported(By::Proof)],
    manual: Manual {
        title: words("Ukendt felt", "Unknown field"),
        finds: words("Et felt, kataloget ikke har.", "A field that the catalogue lacks."),
        why: words("Der ville mangle en værdi i brevet.", "The letter would lack a value."),
        bad: words("`{ MERGEFIELD Borger.Navnn }`", "`{ MERGEFIELD Borger.Navnn }`"),
        good: words("`{ MERGEFIELD Borger.Navn }`", "`{ MERGEFIELD Borger.Navn }`"),
        steps: &[],
    },
    ..PICTURE
};

static SILENT: Rule = Rule {
    code: "S101",
    name: "macros",
    group: Group::Safety,
    by_default: false,
    references: &[],
    manual: Manual {
        title: words("Makroer", "Macros"),
        finds: words("En fil med makroer.", "A file with macros."),
        why: words("Makroer kan være skadelige.", "Macros can do harm."),
        bad: words("", ""),
        good: words("", ""),
        steps: &[],
    },
    ..PICTURE
};

/// The rules that ran, in the order of their codes.
pub fn rules() -> Vec<&'static Rule> {
    vec![&PICTURE, &BLANK, &COLOUR, &TITLE, &UNKNOWN, &SILENT]
}

/// A fault of a rule: what it says in Danish and English, and where.
pub fn fault(
    rule: &'static Rule,
    message: [&str; 2],
    help: [&str; 2],
    place: Option<Place>,
) -> Fault {
    let finding = RuleFinding {
        code: rule.code,
        severity: rule.severity,
        message: message.map(str::to_owned),
        help: help.map(str::to_owned),
    };
    let words = place.as_ref().map_or("", |place| place.excerpt.as_str());
    let fingerprint = format!("{}-{:04x}", rule.code, words.len() * 31 + message[0].len());
    let diagnostic = Diagnostic { finding: finding.into(), place };
    Fault {
        found: Found { rule: Some(rule), diagnostic, spot: None, fix: None },
        severity: rule.severity,
        needs_review: rule.certainty == Certainty::NeedsReview,
        line: None,
        letter: None,
        fingerprint,
        accepted: None,
    }
}

/// A fault at another place, in no letter of its own.
pub fn at(mut fault: Fault, place: &Place) -> Fault {
    fault.found.diagnostic.place = Some(place.clone());
    fault.letter = None;
    fault
}

/// A place in a story.
pub fn place(story: StoryKind, heading: Option<&str>, paragraph: usize, excerpt: &str) -> Place {
    let (mut mark, mut text) = ((0, excerpt.chars().count()), excerpt.to_owned());
    if let (Some(from), Some(to)) = (excerpt.find('⟦'), excerpt.find('⟧')) {
        let from = excerpt[..from].chars().count();
        mark = (from, excerpt[..to].chars().count() - 1);
        text = excerpt.replace(['⟦', '⟧'], "");
    }
    Place { story, heading: heading.map(str::to_owned), paragraph, cell: None, excerpt: text, mark }
}

/// A fix that says what it would do.
fn fix(safety: Safety, title: [&str; 2]) -> Fix {
    let edits = vec![Edit::Property { name: "title", value: Some("Afgørelse".to_owned()) }];
    Fix { title: title.map(str::to_owned), safety, edits }
}

/// A fault of the logo in a page header, with its bytes.
pub fn picture() -> Fault {
    let mut logo = fault(
        &PICTURE,
        [
            "billedet `Logo` har ingen alternativ tekst",
            "the picture `Logo` has no alternative text",
        ],
        [
            "højreklik på billedet i Word, og vælg \"Vis alternativ tekst\"",
            "right-click the picture in Word and choose \"View Alt Text\"",
        ],
        Some(place(StoryKind::Header(1), None, 1, "")),
    );
    logo.found.spot = Some(Spot { part: "word/header1.xml".to_owned(), bytes: 210..388 });
    logo
}

/// A blank paragraph that can be mended.
pub fn blank(paragraph: usize) -> Fault {
    let mut blank = fault(
        &BLANK,
        ["tomme afsnit bruges som luft", "blank paragraphs are used as space"],
        ["slet dem, og giv afsnittet før en afstand", "delete them and space the paragraph before"],
        Some(place(StoryKind::Body, Some("Afgørelse"), paragraph, "")),
    );
    blank.found.fix = Some(fix(
        Safety::Safe,
        ["gør tomme afsnit til afstand", "turn blank paragraphs into spacing"],
    ));
    blank
}

/// A sign that a person must judge, in a letter of a test person.
pub fn coloured(paragraph: usize, excerpt: &str) -> Fault {
    let mut coloured = fault(
        &COLOUR,
        [
            "ordet `frist` skiller sig kun ud ved sin farve",
            "the word `frist` stands out by colour only",
        ],
        ["gør ordet fedt også", "make the word bold as well"],
        Some(place(StoryKind::Body, Some("Frist og \"klage\""), paragraph, excerpt)),
    );
    coloured.letter = Some(LetterShown {
        template: "manglerbrev-generelt".to_owned(),
        person: Some("Jytte Jubelaar".to_owned()),
        differs: vec![
            ["kontekst = briller".to_owned(), "context = briller".to_owned()],
            ["bevilling-helt = N".to_owned(), "bevilling-helt = N".to_owned()],
        ],
    });
    coloured
}

/// The report.
pub fn report() -> Report {
    Report {
        files: vec![master(), template(), hostile(), fields(), clean()],
        rules: rules(),
        totals: Totals { templates: 2, combinations: "16384".to_owned(), letters: 48, cached: 1 },
        unused: vec![[
            "undtagelsen for `A602` i `breve/*.docx` møder ingen fejl: fjern den".to_owned(),
            "the exception for `A602` in `breve/*.docx` meets no fault: remove it".to_owned(),
        ]],
        not_looked_at: vec![[
            "`breve/låst.docx` er beskyttet med en adgangskode".to_owned(),
            "`breve/låst.docx` is protected by a password".to_owned(),
        ]],
    }
}

fn master() -> FileReport {
    let mut excepted = picture();
    excepted.found.diagnostic.place = Some(place(StoryKind::Footer(2), None, 1, ""));
    excepted.accepted = Some(Accepted::Exception {
        reason: "Byvåbenet er ren pynt; se sag 2026-114".to_owned(),
        until: Some(jiff::civil::date(2027, 1, 31)),
    });
    FileReport {
        path: "masters/borger.docx".to_owned(),
        kind: FileKind::Master,
        hash: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8".to_owned(),
        faults: vec![picture(), excepted],
    }
}

fn template() -> FileReport {
    let mut untitled = fault(
        &TITLE,
        ["dokumentet har ingen titel", "the document has no title"],
        ["skriv den under Filer > Oplysninger > Titel", "write it under File > Info > Title"],
        None,
    );
    untitled.found.fix = Some(fix(
        Safety::Unsafe,
        ["sæt titlen til den første overskrift", "set the title to the first heading"],
    ));
    let mut field = fault(
        &UNKNOWN,
        ["feltet `Borger.Navnn` findes ikke", "there is no field `Borger.Navnn`"],
        ["mente du `Borger.Navn`?", "did you mean `Borger.Navn`?"],
        Some(Place {
            cell: Some((1, 2, 3)),
            ..place(
                StoryKind::Body,
                Some("Afgørelse"),
                9,
                "Kære { MERGEFIELD ⟦Borger.Navnn⟧ }, du får 1.500 kr. fra 1. maj, jf. § 5, stk. 2, og brevet bliver så langt, at uddraget må skæres til for at kunne være på en linje.",
            )
        }),
    );
    field.found.spot = Some(Spot { part: "word/document.xml".to_owned(), bytes: 1_204..1_260 });
    let mut old = blank(44);
    old.accepted = Some(Accepted::Baseline);
    let mut faults = vec![untitled, field];
    faults.extend([4, 6, 7, 8, 20].map(blank));
    faults.push(coloured(31, "Svar inden den ⟦frist⟧, der står øverst."));
    faults.push(old);
    FileReport {
        path: "templates/Afgørelse om hjælp 100 %.docx".to_owned(),
        kind: FileKind::Template,
        hash: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b".to_owned(),
        faults,
    }
}

/// A document whose author means harm.
fn hostile() -> FileReport {
    let evil = "<script>alert(1)</script> ]]> \"&amp;\" | `x` [a](javascript:b) @alle :: %0A,\r\n::error::\u{1b}[31m\u{202e}txet\u{0} {0}";
    let mut picture = fault(
        &PICTURE,
        [evil, evil],
        [evil, evil],
        Some(Place {
            heading: Some(evil.to_owned()),
            ..place(StoryKind::Body, None, 3, &format!("før ⟦{evil}⟧ efter"))
        }),
    );
    picture.letter = Some(LetterShown {
        template: evil.to_owned(),
        person: Some(evil.to_owned()),
        differs: vec![[evil.to_owned(), evil.to_owned()]],
    });
    picture.found.spot = Some(Spot { part: evil.to_owned(), bytes: 0..1 });
    let mut beyond = picture.clone();
    if let Some(place) = &mut beyond.found.diagnostic.place {
        place.mark = (9_000, 2);
    }
    beyond.accepted = Some(Accepted::Exception { reason: evil.to_owned(), until: None });
    FileReport {
        path: "breve/<script>'\"&, 1:2\n.docx".to_owned(),
        kind: FileKind::Document,
        hash: String::new(),
        faults: vec![picture, beyond],
    }
}

/// A file of the bundle that has lines, and a fault without a rule.
fn fields() -> FileReport {
    let mut unknown = fault(
        &UNKNOWN,
        ["feltet `Sag.Nr` bruges ikke", "the field `Sag.Nr` is not used"],
        ["", ""],
        None,
    );
    unknown.line = Some(12);
    unknown.severity = Severity::Warning;
    let mut nameless = unknown.clone();
    nameless.found.rule = None;
    nameless.line = None;
    nameless.severity = Severity::Error;
    if let brevsmed::diagnostic::Finding::RuleFinding(finding) =
        &mut nameless.found.diagnostic.finding
    {
        finding.code = "B701";
        finding.message = ["filen er ikke TOML".to_owned(), "the file is no TOML".to_owned()];
    }
    FileReport {
        path: "fields.toml".to_owned(),
        kind: FileKind::Other,
        hash: "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35".to_owned(),
        faults: vec![nameless, unknown],
    }
}

fn clean() -> FileReport {
    FileReport {
        path: "elements/klagevejledning.docx".to_owned(),
        kind: FileKind::Element,
        hash: "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce".to_owned(),
        faults: Vec::new(),
    }
}
