//! `B7xx`: what is found in a bundle's files.
//!
//! `danish` and `english` of a row are a suggestion, or a reason, that was put in words where the
//! finding was made, since it depends on what else the bundle holds.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding in a file of a bundle.
    BundleFinding;
    groups [];

    // -- files and their form

    /// A key that no such file has.
    KeyUnknown { key, danish, english } = "B701", Error,
        "nøglen `{key}` kendes ikke her",
        "the key `{key}` is not known here",
        help "{danish}", "{english}";
    /// A key that must be there is not.
    KeyMissing { key } = "B702", Error,
        "nøglen `{key}` mangler",
        "the key `{key}` is missing",
        help "tilføj `{key}`", "add `{key}`";
    /// A value of another type than the key takes.
    TypeWrong { key, found_da, found_en, wanted_da, wanted_en } = "B703", Error,
        "`{key}` er {found_da}, men skal være {wanted_da}",
        "`{key}` is {found_en}, and must be {wanted_en}",
        help "tekst står i citationstegn, tal uden, og lister i kantede parenteser: [\"a\", \"b\"]; en nøgle med punktum står i citationstegn",
             "text stands in quotation marks, numbers without, and lists in brackets: [\"a\", \"b\"]; a key with a point stands in quotation marks";
    /// A word that is not of the enumeration.
    WordUnknown { word, key, danish, english } = "B704", Error,
        "`{word}` kan ikke stå i `{key}`",
        "`{word}` cannot stand in `{key}`",
        help "{danish}", "{english}";
    /// A text that must say something and does not.
    TextEmpty { key } = "B705", Error,
        "`{key}` er tom",
        "`{key}` is empty",
        help "skriv noget mellem citationstegnene", "write something between the quotation marks";
    /// A date that is none.
    DateUnreadable { key } = "B706", Error,
        "`{key}` er ingen dato",
        "`{key}` is no date",
        help "skriv datoen som 2026-11-21", "write the date as 2026-11-21";
    /// A number below the least that it may be.
    NumberTooSmall { key, least } = "B707", Error,
        "`{key}` skal være mindst {least}",
        "`{key}` must be at least {least}",
        help "", "";
    /// No TOML.
    TomlUnreadable { danish, english } = "B708", Error,
        "filen kan ikke læses som TOML fra dette sted ({danish})",
        "the file cannot be read as TOML from here ({english})",
        help "se efter et citationstegn, et lighedstegn eller en parentes, der mangler; en nøgle med æ, ø, å eller punktum står i citationstegn",
             "look for a quotation mark, an equals sign or a bracket that is missing; a key with other letters than a to z stands in quotation marks";
    /// No JSON.
    JsonUnreadable { why } = "B709", Error,
        "filen kan ikke læses som JSON fra dette sted ({why})",
        "the file cannot be read as JSON from here ({why})",
        help "se efter et komma, et citationstegn eller en parentes, der mangler",
             "look for a comma, a quotation mark or a bracket that is missing";
    /// No UTF-8.
    TextUnreadable {} = "B710", Error,
        "filen er ikke tekst i UTF-8",
        "the file is not text in UTF-8",
        help "gem den igen som UTF-8", "save it again as UTF-8";
    /// A test person's case that cannot be read.
    PersonUnreadable { danish, english } = "B711", Error,
        "sagen kan ikke læses: {danish}",
        "the case cannot be read: {english}",
        help "ret værdien; en sag har samme form som en forespørgsel til `brevsmed merge`",
             "correct the value; a case has the form of a request to `brevsmed merge`";
    /// A file that every bundle has.
    FileMissing { file } = "B712", Error,
        "bundtet har ingen `{file}`",
        "the bundle has no `{file}`",
        help "er det den rigtige mappe? `brevsmed new bundle` opretter et bundt med alle filer",
             "is this the right folder? `brevsmed new bundle` makes a bundle with all files";
    /// A document that cannot be opened.
    DocumentUnreadable { danish, english } = "B713", Error,
        "dokumentet kan ikke åbnes: {danish}",
        "the document cannot be opened: {english}",
        help "åbn det i Word og gem det som .docx", "open it in Word and save it as .docx";
    /// A description without its document.
    DocumentMissing { file } = "B714", Error,
        "der er ingen `{file}` ved siden af denne fil",
        "there is no `{file}` beside this file",
        help "gem dokumentet under det navn, eller slet denne fil",
             "save the document under that name, or delete this file";
    /// A document without its description.
    DescriptionMissing { file } = "B715", Error,
        "der er ingen `{file}` ved siden af dokumentet",
        "there is no `{file}` beside the document",
        help "opret den med mindst `name`, eller slet dokumentet",
             "make it with at least a `name`, or delete the document";
    /// A file that nothing in the bundle names.
    FileUnnamed {} = "B716", Note,
        "intet i bundtet nævner denne fil",
        "nothing in the bundle names this file",
        help "slet den, eller ret dens navn eller mappe", "delete it, or correct its name or folder";
    /// A key, alias or name that is used twice.
    KeyTwice { key, line } = "B717", Error,
        "`{key}` findes allerede i linje {line}",
        "`{key}` is in line {line} already",
        help "giv den ene et andet navn, eller slet den", "give one of them another name, or delete it";
    /// A file that the reader of its kind refuses.
    FileRefused { why } = "B718", Error,
        "filen kan ikke læses ({why})",
        "the file cannot be read ({why})",
        help "", "";
    /// A language that no letter here is written in.
    LanguageUnknown { tag } = "B719", Error,
        "sproget `{tag}` kendes ikke",
        "the language `{tag}` is not known",
        help "skriv da-DK, nb-NO, sv-SE eller en-GB", "write da-DK, nb-NO, sv-SE or en-GB";

    // -- what does not exist

    /// A context that does not exist.
    ContextUnknown { key, danish, english } = "B720", Error,
        "konteksten `{key}` findes ikke i `contexts.toml`",
        "there is no context `{key}` in `contexts.toml`",
        help "{danish}", "{english}";
    /// A merge question that does not exist.
    QuestionUnknown { key, danish, english } = "B721", Error,
        "flettespørgsmålet `{key}` findes ikke i `questions.toml`",
        "there is no merge question `{key}` in `questions.toml`",
        help "{danish}", "{english}";
    /// A field that does not exist.
    FieldUnknown { name, danish, english } = "B722", Error,
        "feltet `{name}` findes ikke i `fields.toml`",
        "there is no field `{name}` in `fields.toml`",
        help "{danish}", "{english}";
    /// A list that does not exist.
    ListUnknown { name, danish, english } = "B723", Error,
        "listen `{name}` findes ikke i `fields.toml`",
        "there is no list `{name}` in `fields.toml`",
        help "{danish}", "{english}";
    /// A template that does not exist.
    TemplateUnknown { key, danish, english } = "B724", Error,
        "skabelonen `{key}` findes ikke i `templates`",
        "there is no template `{key}` in `templates`",
        help "{danish}", "{english}";
    /// A master template that does not exist.
    MasterUnknown { key, danish, english } = "B725", Error,
        "masterskabelonen `{key}` findes ikke i `masters`",
        "there is no master template `{key}` in `masters`",
        help "{danish}", "{english}";
    /// A price agreement with a supplier that does not exist.
    SupplierUnknown { key, danish, english } = "B726", Error,
        "prisaftalens leverandør `{key}` findes ikke",
        "the price agreement's supplier `{key}` does not exist",
        help "opret leverandøren i `prices.toml`, før prisaftalen indgås; {danish}",
             "add the supplier to `prices.toml` before the agreement is made; {english}";
    /// An environment that the bundle does not have.
    EnvironmentUnknown { name, danish, english } = "B727", Error,
        "miljøet `{name}` findes ikke i `bundle.toml`",
        "there is no environment `{name}` in `bundle.toml`",
        help "{danish}", "{english}";
    /// A denial reason that does not exist.
    ReasonUnknown { key, danish, english } = "B728", Error,
        "afslagsårsagen `{key}` findes ikke i `reasons.toml`",
        "there is no denial reason `{key}` in `reasons.toml`",
        help "{danish}", "{english}";
    /// A letter type that no template has.
    LetterTypeUnknown { letter, danish, english } = "B729", Warning,
        "ingen skabelon har brevtypen `{letter}`",
        "no template has the letter type `{letter}`",
        help "{danish}", "{english}";
    /// A file that is named and not there.
    FileUnknown { file, danish, english } = "B730", Error,
        "filen `{file}` findes ikke i bundtet",
        "there is no file `{file}` in the bundle",
        help "{danish}", "{english}";

    // -- questions

    /// A question without a key in one of the environments.
    QuestionKeyMissing { alias, environment } = "B731", Error,
        "flettespørgsmålet `{alias}` har ingen nøgle i miljøet `{environment}`",
        "the merge question `{alias}` has no key in the environment `{environment}`",
        help "opret spørgsmålet dér, og skriv dets nøgle i `keys`",
             "add the question there, and write its key into `keys`";
    /// Two questions with one key in an environment.
    QuestionKeyTwice { key, environment, other } = "B732", Error,
        "nøglen `{key}` er også flettespørgsmålet `{other}` i miljøet `{environment}`",
        "the key `{key}` is also the merge question `{other}` in the environment `{environment}`",
        help "et spørgsmål har sin egen nøgle; et svar ville ellers gælde dem begge",
             "a question has a key of its own; an answer would hold for both";
    /// One key in two environments.
    QuestionKeyElsewhere { key, environment, other } = "B733", Warning,
        "nøglen `{key}` bruges også i miljøet `{environment}`, af `{other}`",
        "the key `{key}` is also used in the environment `{environment}`, by `{other}`",
        help "nøgler er forskellige fra miljø til miljø; ellers ses det ikke, om en skabelon er flyttet",
             "keys differ between environments; otherwise nobody sees whether a template was promoted";
    /// A question whose default is yes.
    DefaultYes { alias } = "B734", Note,
        "flettespørgsmålet `{alias}` regnes for besvaret med ja, når ingen svarer",
        "the merge question `{alias}` counts as answered yes when nobody answers",
        help "nej anbefales som standardsvar", "no is recommended as the default answer";

    // -- fields

    /// A field with more than one source.
    SourcesTwo { name, sources } = "B735", Error,
        "feltet `{name}` har flere kilder: {sources}",
        "the field `{name}` has several sources: {sources}",
        help "behold én af dem", "keep one of them";
    /// A key that does not belong to a field of its type.
    KeyNotForType { key, kind } = "B736", Error,
        "`{key}` hører ikke til et felt af typen `{kind}`",
        "`{key}` does not belong to a field of the type `{kind}`",
        help "fjern linjen, eller ret typen", "remove the line, or correct the type";
    /// An enumeration without values.
    EnumerationEmpty { name } = "B737", Error,
        "feltet `{name}` har ingen værdier at vælge mellem",
        "the field `{name}` has no values to choose from",
        help "skriv dem i `values`", "write them into `values`";
    /// A value that does not fit its field.
    ValueUnfit { name, danish, english } = "B738", Error,
        "værdien passer ikke til feltet `{name}`",
        "the value does not fit the field `{name}`",
        help "feltet tager {danish}", "the field takes {english}";
    /// Bounds that leave nothing between them.
    BoundsReversed { name } = "B739", Error,
        "feltet `{name}` har et mindste tal, der er større end det største",
        "the field `{name}` has a least number above its greatest",
        help "byt om på `least` og `greatest`", "exchange `least` and `greatest`";
    /// A format that is no switch.
    FormatUnreadable { format } = "B740", Error,
        "formatet `{format}` kan ikke læses",
        "the format `{format}` cannot be read",
        help "skriv det som i en feltkode: '\\# \"#.##0,00\"' for tal, '\\@ \"d. MMMM yyyy\"' for datoer",
             "write it as in a field code: '\\# \"#.##0,00\"' for numbers, '\\@ \"d MMMM yyyy\"' for dates";
    /// A formula that cannot be read.
    FormulaUnreadable { name } = "B741", Error,
        "formlen for feltet `{name}` kan ikke læses",
        "the formula of the field `{name}` cannot be read",
        help "felter står i krøllede klammer, og argumenter skilles med semikolon: ROUND({{Sag.Sats}} * 85%; 2)",
             "fields stand in braces, and arguments are separated by semicolons: ROUND({{Sag.Sats}} * 85%; 2)";
    /// A name in a formula that stands without braces.
    FormulaNameBare { word } = "B742", Error,
        "`{word}` står uden klammer i formlen",
        "`{word}` stands without braces in the formula",
        help "skriv {{{word}}}, hvis det er et felt", "write {{{word}}} if it is a field";
    /// A function that formulas do not have.
    FunctionUnknown { function, danish, english } = "B743", Error,
        "funktionen `{function}` findes ikke",
        "there is no function `{function}`",
        help "{danish}", "{english}";
    /// Fields that are computed from each other.
    FormulaCircle { names } = "B744", Error,
        "felterne regnes ud af hinanden i ring: {names}",
        "the fields are computed from each other in a circle: {names}",
        help "lad et af dem komme fra sagen", "let one of them come from the case";
    /// A parameter for a field that does not ask for one.
    ParameterNotAsked { name } = "B745", Warning,
        "feltet `{name}` tager ikke sin værdi fra en parameter",
        "the field `{name}` does not take its value from a parameter",
        help "skriv `parameter = true` ved feltet i `fields.toml`",
             "write `parameter = true` at the field in `fields.toml`";
    /// A field that tells two things of an earlier letter.
    HistoryTwice { name } = "B746", Error,
        "feltet `{name}` spørger et tidligere brev om både `value` og `answer`",
        "the field `{name}` asks an earlier letter for both `value` and `answer`",
        help "behold én af dem", "keep one of them";
    /// A list's field that has a list's type itself.
    ListInList { name } = "B747", Error,
        "feltet `{name}` er en liste i en liste",
        "the field `{name}` is a list in a list",
        help "lister kan ikke ligge i hinanden; gør det til tekst", "lists cannot lie in each other; make it text";

    // -- prices, parameters, reasons

    /// The last day before the first.
    DatesReversed {} = "B750", Error,
        "`from` ligger efter `to`",
        "`from` is after `to`",
        help "byt om på datoerne", "exchange the dates";
    /// Two that hold on the same days.
    ValidityOverlaps { name, line } = "B751", Error,
        "`{name}` gælder på samme dage som i linje {line}",
        "`{name}` holds on the same days as in line {line}",
        help "sæt `to` på den ene til dagen før `from` på den anden",
             "set `to` of the one to the day before `from` of the other";
    /// A price that is no amount.
    PriceUnreadable {} = "B752", Error,
        "prisen er ikke et beløb",
        "the price is no amount",
        help "skriv den som \"435,00\"", "write it as \"435,00\"";
    /// A CVR number that is none.
    CvrUnreadable {} = "B753", Error,
        "et CVR-nummer har otte cifre",
        "a CVR number has eight digits",
        help "", "";
    /// A denial reason with two texts, or with none.
    ReasonTextUnclear { key } = "B754", Error,
        "afslagsårsagen `{key}` skal have enten `text` eller `document`",
        "the denial reason `{key}` must have either `text` or `document`",
        help "skriv teksten i filen, eller læg den i et dokument", "write the text into the file, or put it into a document";

    // -- templates

    /// A template for no context.
    ContextsMissing {} = "B760", Error,
        "skabelonen har ingen kontekster og kan derfor ikke bruges",
        "the template has no contexts and so cannot be used",
        help "skriv mindst én i `contexts`", "write at least one into `contexts`";
    /// A KLE key that is none.
    KleUnreadable { kle } = "B761", Error,
        "`{kle}` er ikke et KLE-emne",
        "`{kle}` is no KLE subject",
        help "skriv det som 32.03.12", "write it as 32.03.12";
    /// A title that cannot be read.
    TitleUnreadable {} = "B762", Error,
        "titlen kan ikke læses",
        "the title cannot be read",
        help "felter står i dobbelte klammer: Afslag på {{{{Sag.Ydelse}}}}",
             "fields stand in double braces: Afslag på {{{{Sag.Ydelse}}}}";
    /// A title with more characters than Digital Post takes.
    TitleLong { length } = "B763", Error,
        "titlen er på {length} tegn; Digital Post tager 256",
        "the title has {length} characters; Digital Post takes 256",
        help "gør den kortere", "make it shorter";
    /// A title's field that a context of the template does not have.
    TitleFieldElsewhere { name, context } = "B764", Error,
        "titlens felt `{name}` findes ikke i konteksten `{context}`",
        "the title's field `{name}` does not exist in the context `{context}`",
        help "brug et felt, som alle skabelonens kontekster har", "use a field that all contexts of the template have";
    /// An override among the central templates.
    OverrideCentral {} = "B765", Error,
        "kun en myndighed kan overskrive en skabelon",
        "only an authority can override a template",
        help "flyt filerne til `authorities/KODE/templates`, eller fjern `overrides`",
             "move the files to `authorities/CODE/templates`, or remove `overrides`";
    /// The central template has changed since it was overridden.
    BaseChanged { template } = "B766", Warning,
        "den centrale skabelon `{template}` er ændret, siden den blev overskrevet",
        "the central template `{template}` has changed since it was overridden",
        help "flyt overskrivningen til den nye udgave med `brevsmed rebase`",
             "move the override to the new version with `brevsmed rebase`";
    /// A context that the overridden template is not made in.
    OverrideContextElsewhere { context, template } = "B767", Error,
        "den centrale skabelon `{template}` laves ikke i konteksten `{context}`",
        "the central template `{template}` is not made in the context `{context}`",
        help "fjern konteksten fra `overrides`", "remove the context from `overrides`";
    /// The suggested template is not in its group.
    DefaultElsewhere { key } = "B768", Error,
        "den foreslåede skabelon `{key}` er ikke i gruppen",
        "the suggested template `{key}` is not in the group",
        help "føj den til `templates`, eller vælg en anden", "add it to `templates`, or choose another";
    /// Two overrides of one template for one context.
    OverriddenTwice { template, other } = "B769", Error,
        "skabelonen `{template}` er allerede overskrevet for de samme kontekster i `{other}`",
        "the template `{template}` is overridden for the same contexts in `{other}` already",
        help "behold én af overskrivningerne", "keep one of the overrides";

    // -- limits

    /// A file larger than people write.
    FileTooLarge { limit } = "B770", Error,
        "filen fylder mere end {limit} MB og er ikke læst",
        "the file is larger than {limit} MB and was not read",
        help "", "";
    /// A list longer than people write.
    ListTooLong { key, limit } = "B771", Error,
        "`{key}` har flere end {limit}; resten er ikke læst",
        "`{key}` has more than {limit}; the rest was not read",
        help "", "";
    /// A file that would be read under a name much like its own.
    FileMisnamed { right } = "B772", Warning,
        "filen bliver ikke læst: den skal hedde `{right}`",
        "the file is not read: it must be called `{right}`",
        help "giv den det navn; et dokument af en anden slags gemmes først i Word som Word-dokument (.docx)",
             "give it that name; a document of another kind is first saved in Word as a Word document (.docx)";
}
