//! Everything that can be found, with its code, severity, message and help in both languages.
//!
//! Codes are contract: callers branch on them, so a code is never given to another finding.
//! `F1xx` field codes, `R2xx` regions, `M3xx` data meeting template, `T4xx` the template's package are
//! here; `C5xx` contexts and catalogue, `V6xx` the proof, `B7xx` a bundle's files, `K8xx` composition
//! `P9xx` versions and `L0xx` rendering have files of their own beside this one; what the rules of the
//! linter find has its words beside each rule.

use super::{
    BundleFinding, CompositionFinding, ContextFinding, MessageLanguage, ProofFinding,
    RenderingFinding, RuleFinding, Severity, VersionFinding,
};

macro_rules! findings {
    (
        $(#[$of:meta])*
        $Finding:ident;
        groups [$($group:ident),*];
        $(
            $(#[$doc:meta])*
            $name:ident { $($field:ident),* } = $code:literal, $severity:ident,
            $da:literal, $en:literal,
            help $da_help:literal, $en_help:literal;
        )*
    ) => {
        $(#[$of])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $Finding {
            $($(#[$doc])* $name { $(#[doc = "A word of the template or of the request."] $field: String),* },)*
            $(#[doc = "A finding of a table of its own."] $group($group),)*
        }

        $(impl From<$group> for $Finding {
            fn from(finding: $group) -> Self {
                $Finding::$group(finding)
            }
        })*

        impl $Finding {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self {
                    $($Finding::$name { .. } => $code,)*
                    $($Finding::$group(finding) => finding.code(),)*
                }
            }

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self {
                    $($Finding::$name { .. } => Severity::$severity,)*
                    $($Finding::$group(finding) => finding.severity(),)*
                }
            }

            /// What was found, in a sentence without full stop.
            pub fn message(&self, language: MessageLanguage) -> String {
                match (self, language) {
                    $(($Finding::$name { $($field),* }, MessageLanguage::Danish) => { $(let $field = $crate::diagnostic::finding::term($field, language); let _ = $field;)* format!($da) })*
                    $(($Finding::$name { $($field),* }, MessageLanguage::English) => { $(let $field = $crate::diagnostic::finding::term($field, language); let _ = $field;)* format!($en) })*
                    $(($Finding::$group(finding), language) => finding.message(language),)*
                }
            }

            /// What to do about it.
            pub fn help(&self, language: MessageLanguage) -> Option<String> {
                let help = match (self, language) {
                    $(($Finding::$name { $($field),* }, MessageLanguage::Danish) => { $(let _ = $field;)* format!($da_help) })*
                    $(($Finding::$name { $($field),* }, MessageLanguage::English) => { $(let _ = $field;)* format!($en_help) })*
                    $(($Finding::$group(finding), language) => return finding.help(language),)*
                };
                (!help.is_empty()).then_some(help)
            }

            /// The codes of this table with their severity, in its order.
            pub const CODES: &[(&str, Severity)] = &[$(($code, Severity::$severity),)*];

            /// The codes of this table with their words, as they are before a finding fills them in:
            /// message and help, each in Danish and English.
            pub const WORDS: &[(&str, [&str; 2], [&str; 2])] =
                &[$(($code, [$da, $en], [$da_help, $en_help]),)*];
        }
    };
}

pub(super) use findings;

/// A technical term of ours inside a message, marked by [`TERM`], in the language of the message;
/// words of the template and of the request stay as they are.
pub(super) fn term(word: &str, language: MessageLanguage) -> &str {
    let Some(term) = word.strip_prefix(TERM) else { return word };
    match language {
        MessageLanguage::English => term,
        MessageLanguage::Danish => {
            TERMS.iter().find(|(english, _)| *english == term).map_or(term, |(_, danish)| danish)
        }
    }
}

/// Marks a term; no document's text can hold this character.
pub(crate) const TERM: char = '\u{2}';

/// Terms in English and Danish.
const TERMS: &[(&str, &str)] = &[
    ("page header", "sidehoved"),
    ("page footer", "sidefod"),
    ("footnote", "fodnote"),
    ("endnote", "slutnote"),
    ("field name", "feltets navn"),
    ("bookmark", "bogmærkets navn"),
    ("text", "tekst"),
    ("property name", "egenskabens navn"),
    ("variable name", "variablens navn"),
    ("identifier", "rækkens navn"),
    ("file name", "elementets navn"),
    ("text if true", "teksten, når betingelsen er opfyldt"),
    ("left operand", "det, der står til venstre i betingelsen"),
    ("right operand", "det, der står til højre i betingelsen"),
    ("format", "formatets navn efter \\*"),
    ("picture", "formatet efter \\# eller \\@"),
    ("switch argument", "det, der hører til kontakten"),
    ("notes", "noter"),
    ("pictures that are neither PNG, JPEG nor GIF", "billeder, der hverken er PNG, JPEG eller GIF"),
    ("embedded objects", "indlejrede objekter"),
    ("a chart", "et diagram"),
    ("a diagram (SmartArt)", "et SmartArt-diagram"),
    ("handwriting", "håndskrift"),
    ("a drawing of another program", "en tegning fra et andet program"),
    ("an embedded object", "et indlejret objekt"),
    (
        "a picture in a format that is not read, such as EMF, WMF or SVG",
        "et billede i et format, der ikke læses, såsom EMF, WMF eller SVG",
    ),
    ("a number", "et tal"),
    ("an amount", "et beløb"),
    ("a date", "en dato"),
];

#[rustfmt::skip]
findings! {
    /// What was found.
    Finding;
    groups [ContextFinding, BundleFinding, CompositionFinding, ProofFinding, VersionFinding, RenderingFinding, RuleFinding];
    /// A field begins and does not end in its story or cell.
    FieldUnclosed {} = "F101", Error,
        "et felt begynder her, men slutter ikke i samme tekst eller celle",
        "a field begins here and does not end in the same text or cell",
        help "slet feltet og indsæt det igen med Ctrl+F9; teksten efter det er bevaret",
             "delete the field and insert it again with Ctrl+F9; the text after it is kept";
    /// A field end without its beginning.
    FieldEndStray {} = "F102", Error,
        "her slutter et felt, som ikke begynder nogen steder",
        "a field ends here that begins nowhere",
        help "slet resten af feltet i Word: vis koderne med Alt+F9 og fjern den løse klamme",
             "delete the rest of the field in Word: show the codes with Alt+F9 and remove the loose brace";
    /// A field character `separate` that belongs to no field.
    FieldSeparatorStray {} = "F103", Warning,
        "et felttegn hører ikke til noget felt og er sprunget over",
        "a field character belongs to no field and is passed over",
        help "opdater feltet i Word med F9", "update the field in Word with F9";
    /// A quoted argument is not closed.
    QuoteUnterminated {} = "F104", Warning,
        "et citationstegn mangler sin makker; teksten løber til feltets slutning",
        "a quotation mark has no partner; the text runs to the end of the field",
        help "sæt det manglende citationstegn", "add the missing quotation mark";
    /// Typographic quotes in a code.
    TypographicQuotes {} = "F105", Note,
        "feltkoden har typografiske citationstegn (”…”); de læses som lige tegn",
        "the field code has typographic quotation marks (”…”); they are read as straight ones",
        help "", "";
    /// A field that Word does not know either.
    FieldUnknown { name } = "F106", Warning,
        "feltet `{name}` er ukendt og er bevaret, som det er",
        "the field `{name}` is unknown and is kept as it is",
        help "ret stavningen, eller fjern feltet", "correct the spelling, or remove the field";
    /// A field that has no meaning in a letter that is written without a person at the screen.
    FieldRefused { name } = "F107", Error,
        "feltet `{name}` kan ikke bruges i et brev, der flettes automatisk",
        "the field `{name}` cannot be used in a letter that is merged automatically",
        help "fjern feltet; et brev har én modtager, og der er ingen ved skærmen at spørge",
             "remove the field; a letter has one recipient, and nobody is at the screen to ask";
    /// A switch that the field does not have.
    SwitchUnknown { switch } = "F108", Warning,
        "feltet har ingen kontakt `{switch}`; den er sprunget over",
        "the field has no switch `{switch}`; it is passed over",
        help "fjern den, eller ret stavningen", "remove it, or correct the spelling";
    /// An unknown word after `\*`.
    FormatUnknown { format } = "F109", Warning,
        "formatet `\\* {format}` findes ikke; det er sprunget over",
        "there is no format `\\* {format}`; it is passed over",
        help "kendte formater er bl.a. Upper, Lower, FirstCap, Caps, CHARFORMAT og MERGEFORMAT",
             "known formats are Upper, Lower, FirstCap, Caps, CHARFORMAT, MERGEFORMAT and others";
    /// An argument that must be there is not.
    ArgumentMissing { field, what } = "F110", Error,
        "feltet `{field}` mangler noget: {what}",
        "the field `{field}` lacks something: {what}",
        help "skriv det, der mangler, i feltkoden (Shift+F9 viser koden)",
             "add what is missing to the field code (Shift+F9 shows the code)";
    /// A condition that cannot be read.
    ConditionMissing { field } = "F111", Error,
        "feltet `{field}` mangler en betingelse af formen `a = b`",
        "the field `{field}` lacks a condition of the form `a = b`",
        help "skriv fx {{ IF {{ MERGEFIELD Question:noegle }} = \"J\" \"tekst\" }}",
             "write, for instance, {{ IF {{ MERGEFIELD Question:key }} = \"J\" \"text\" }}";
    /// An argument too many.
    ArgumentUnexpected { field, text } = "F112", Warning,
        "feltet `{field}` har mere tekst, end det kan bruge: `{text}`",
        "the field `{field}` has more text than it can use: `{text}`",
        help "sæt citationstegn om tekst med mellemrum", "put quotation marks around text with blanks";
    /// A numeric picture written with other separators than the template's settings.
    SeparatorsMixed { picture } = "F113", Note,
        "talformatet `{picture}` er skrevet med andre skilletegn end skabelonens; pladserne er beholdt, tegnene er brevets",
        "the numeric picture `{picture}` uses other separators than the template's; the positions are kept, the symbols are the letter's",
        help "", "";
    /// A picture that cannot be read.
    PictureUnreadable { picture } = "F114", Warning,
        "formatet `{picture}` kan ikke læses",
        "the picture `{picture}` cannot be read",
        help "fx \\# \"#.##0,00\" for tal og \\@ \"d. MMMM yyyy\" for datoer",
             "for instance \\# \"#,##0.00\" for numbers and \\@ \"d MMMM yyyy\" for dates";
    /// A numeric picture wider than Word's 14 significant digits.
    PictureLong { picture } = "F115", Warning,
        "talformatet `{picture}` er længere end de 14 cifre, Word regner med; konto- og kortnumre skal stå uden format",
        "the numeric picture `{picture}` is longer than the 14 digits Word counts with; account and card numbers go without one",
        help "fjern \\#-kontakten fra feltet", "remove the \\# switch from the field";
    /// Something in a code that has no meaning there.
    CodeUnclear { text } = "F116", Warning,
        "noget i feltkoden giver ikke mening og er sprunget over: `{text}`",
        "something in the field code makes no sense and is passed over: `{text}`",
        help "vis koden med Shift+F9 og ryd op", "show the code with Shift+F9 and tidy it";
    /// INCLUDETEXT or INCLUDEPICTURE names something that is not in the approved store.
    IncludeNotApproved { field, name } = "F117", Error,
        "`{field}` henter `{name}`, som ikke er blandt de godkendte elementer",
        "`{field}` asks for `{name}`, which is not among the approved elements",
        help "filer og adresser hentes aldrig; læg elementet i det godkendte lager og nævn det ved navn",
             "files and addresses are never fetched; put the element into the approved store and name it";
    /// A formula that cannot be read.
    FormulaUnreadable { formula } = "F118", Error,
        "regnestykket `{formula}` kan ikke læses",
        "the formula `{formula}` cannot be read",
        help "funktioner skrives på engelsk (SUM, ROUND, IF), og argumenter skilles med skabelonens listeskilletegn",
             "functions are in English (SUM, ROUND, IF), and arguments are separated by the template's list separator";
    /// An IF that depends on the page stays a field.
    FieldDependsOnPage { field } = "F119", Note,
        "`{field}` afhænger af sidetallet og forbliver et felt i brevet",
        "`{field}` depends on the page and stays a field in the letter",
        help "", "";
    /// A field that was locked against updates.
    FieldLocked { field } = "F120", Note,
        "`{field}` er låst i Word; det gemte resultat er brugt",
        "`{field}` is locked in Word; its stored result is used",
        help "lås feltet op med Ctrl+Shift+F11, hvis det skal flettes",
             "unlock the field with Ctrl+Shift+F11 if it should be merged";
    /// A region starts and does not end, or the other way round.
    RegionUnpaired { name, what } = "R201", Error,
        "området `{name}` mangler sin {what}",
        "the region `{name}` lacks its {what}",
        help "et område skal have både TableStart:{name} og TableEnd:{name} i samme tabel eller tekst",
             "a region needs both TableStart:{name} and TableEnd:{name} in the same table or text";
    /// Regions that overlap.
    RegionCrossed { name } = "R202", Error,
        "området `{name}` overlapper et andet område",
        "the region `{name}` overlaps another region",
        help "områder skal ligge helt inden i hinanden eller helt adskilt",
             "regions must lie inside one another or apart";
    /// The data has no value for a field.
    FieldMissing { name } = "M301", Error,
        "feltet `{name}` findes ikke i sagens data",
        "the field `{name}` is not in the case data",
        help "send feltet med (en tom tekst er et gyldigt svar), eller fjern det fra skabelonen",
             "send the field (an empty text is a valid answer), or remove it from the template";
    /// The data has no value for a field, but one with a name much like it.
    FieldMissingNear { name, near } = "M302", Error,
        "feltet `{name}` findes ikke i sagens data",
        "the field `{name}` is not in the case data",
        help "der er et felt `{near}`", "there is a field `{near}`";
    /// Found under a name of other letter case.
    FieldCase { name, found } = "M303", Warning,
        "feltet `{name}` er fundet som `{found}`",
        "the field `{name}` was found as `{found}`",
        help "skriv navnet ens begge steder", "write the name alike in both places";
    /// Several names fit, apart from letter case.
    FieldAmbiguous { name } = "M304", Error,
        "flere felter i sagens data hedder `{name}`, når store og små bogstaver ikke tæller",
        "several fields of the case data are called `{name}` when letter case does not count",
        help "skriv navnet præcist", "write the name exactly";
    /// A value that must be a number is none.
    ValueNotNumber { name } = "M305", Warning,
        "værdien af `{name}` er ikke et tal; den står i brevet, som den er",
        "the value of `{name}` is no number; it stands in the letter as it is",
        help "send tal som JSON-tal, eller fjern \\#-kontakten", "send numbers as JSON numbers, or remove the \\# switch";
    /// A value that must be a date is none.
    ValueNotDate { name } = "M306", Warning,
        "værdien af `{name}` er ikke en dato; den står i brevet, som den er",
        "the value of `{name}` is no date; it stands in the letter as it is",
        help "send datoer som 2026-11-21", "send dates as 2026-11-21";
    /// A number in text that can be read in two ways.
    ValueAmbiguous { name } = "M307", Warning,
        "værdien af `{name}` kan læses på to måder (punktum som tusindtal eller som komma)",
        "the value of `{name}` can be read in two ways (the point as thousands or as decimals)",
        help "send tal som JSON-tal", "send numbers as JSON numbers";
    /// An answer that is neither J nor N.
    AnswerInvalid { question } = "M308", Error,
        "svaret på `{question}` er hverken J eller N",
        "the answer to `{question}` is neither J nor N",
        help "svar J eller N", "answer J or N";
    /// An answer that nobody gave.
    AnswerDefaulted { question } = "M309", Note,
        "`{question}` er ikke besvaret og regnes som N",
        "`{question}` is not answered and counts as N",
        help "", "";
    /// A region's data is no list.
    RegionNotList { name } = "M310", Error,
        "området `{name}` skal have en liste, men sagens data har noget andet",
        "the region `{name}` needs a list, and the case data has something else",
        help "send en JSON-liste af objekter", "send a JSON list of objects";
    /// A list or an object where text is needed.
    ValueNotText { name } = "M311", Error,
        "`{name}` er en liste eller en gruppe af felter og kan ikke stå som tekst",
        "`{name}` is a list or a group of fields and cannot stand as text",
        help "brug et område (TableStart:{name}) eller ét af gruppens felter",
             "use a region (TableStart:{name}) or one of the group's fields";
    /// REF to a bookmark that does not exist.
    BookmarkMissing { name } = "M313", Error,
        "bogmærket `{name}` findes ikke",
        "there is no bookmark `{name}`",
        help "indsæt bogmærket, eller ret navnet", "insert the bookmark, or correct the name";
    /// A document property or variable that does not exist.
    PropertyMissing { name } = "M314", Warning,
        "dokumentegenskaben eller -variablen `{name}` findes ikke",
        "there is no document property or variable `{name}`",
        help "sæt den i Word under Filer > Oplysninger > Egenskaber", "set it in Word under File > Info > Properties";
    /// A formula that fails with this data.
    FormulaFailed { formula, error } = "M315", Error,
        "regnestykket `{formula}` går ikke op: {error}",
        "the formula `{formula}` fails: {error}",
        help "se på de tal, der indgår", "look at the numbers that go into it";
    /// A picture without alternative text.
    PictureWithoutAlt { name } = "M316", Warning,
        "billedet i `{name}` har ingen alternativ tekst",
        "the picture in `{name}` has no alternative text",
        help "send \"alt\" med billedet, eller \"decorative\": true", "send \"alt\" with the picture, or \"decorative\": true";
    /// A picture that is neither PNG, JPEG nor GIF.
    PictureUnsupported { name } = "M317", Error,
        "billedet i `{name}` er hverken PNG, JPEG eller GIF",
        "the picture in `{name}` is neither PNG, JPEG nor GIF",
        help "", "";
    /// A docx fragment that cannot be read.
    FragmentUnreadable { name, error } = "M318", Error,
        "dokumentstykket i `{name}` kan ikke læses: {error}",
        "the piece of a document in `{name}` cannot be read: {error}",
        help "", "";
    /// A value and the word that it is compared with differ in letter case only.
    ComparisonCase { literal } = "M319", Warning,
        "værdien er den samme som `{literal}`, når store og små bogstaver ikke tæller, men i en betingelse tæller de",
        "the value is the same as `{literal}` when letter case does not count, and in a condition it does",
        help "skriv ordet, som det står i data, eller sæt \\* Upper på flettefeltet",
             "write the word as the data has it, or put \\* Upper on the merge field";
    /// A value with several paragraphs where only one fits.
    ParagraphsAsLines { name } = "M320", Note,
        "afsnittene i `{name}` er blevet til linjer, fordi feltet ikke står direkte i et afsnit",
        "the paragraphs of `{name}` became lines, since the field does not stand directly in a paragraph",
        help "", "";
    /// A fragment brings what the letter cannot take over.
    FragmentReduced { name, what } = "M321", Warning,
        "dokumentstykket i `{name}` har noget, der ikke er taget med: {what}",
        "the piece of a document in `{name}` has something that was not taken over: {what}",
        help "", "";
    /// A bookmark or a cell whose content asks for itself.
    SelfReference { name } = "M322", Error,
        "`{name}` henviser til sig selv",
        "`{name}` refers to itself",
        help "ret henvisningen, så den ikke går i ring", "correct the reference, so that it does not go round in a circle";
    /// Fields that refer to each other so often that the letter would never be done.
    TooMuchWork {} = "M323", Error,
        "felterne her henviser til hinanden så mange gange, at brevet ikke kan gøres færdigt",
        "the fields here refer to each other so often that the letter cannot be finished",
        help "del teksten op, eller skriv værdien ét sted", "split the text up, or write the value in one place";
    /// DATE and its kin without a date to be frozen at.
    DateMissing { field } = "M324", Error,
        "feltet `{field}` viser en dato, og ingen er givet",
        "the field `{field}` shows a date, and none is given",
        help "send brevets dato med (`--date`, i tjenesten `date`); et brev skal sige det samme i morgen",
             "send the letter's date (`--date`, in the service `date`); a letter must say the same tomorrow";
    /// Tracked changes in the template.
    TrackedChanges {} = "T401", Warning,
        "skabelonen har registrerede ændringer; i felter regnes de som accepteret, ellers står de i brevet",
        "the template has tracked changes; in fields they count as accepted, elsewhere they stay in the letter",
        help "accepter eller afvis dem i Word under Gennemse", "accept or reject them in Word under Review";
    /// The template carried macros, now dropped.
    MacrosDropped {} = "T402", Note,
        "skabelonens makroer er ikke med i brevet",
        "the template's macros are not in the letter",
        help "", "";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_speak_the_language_of_their_message() {
        let what = format!("{TERM}notes");
        let finding = Finding::FragmentReduced { name: "notes".to_owned(), what };
        assert!(finding.message(MessageLanguage::Danish).ends_with("taget med: noter"));
        assert!(finding.message(MessageLanguage::Danish).contains("`notes`"));
        assert!(finding.message(MessageLanguage::English).ends_with("taken over: notes"));
    }

    #[test]
    fn codes_are_unique_and_in_order() {
        let tables: [&[(&str, Severity)]; 7] = [
            Finding::CODES,
            ContextFinding::CODES,
            ProofFinding::CODES,
            BundleFinding::CODES,
            CompositionFinding::CODES,
            VersionFinding::CODES,
            RenderingFinding::CODES,
        ];
        let codes: Vec<&str> = tables.concat().iter().map(|(code, _)| *code).collect();
        let group = |code: &str| "FRMTCVBKPL".find(&code[..1]);
        assert!(
            codes.windows(2).all(|pair| (group(pair[0]), pair[0]) < (group(pair[1]), pair[1])),
            "{codes:?}"
        );
    }
}
