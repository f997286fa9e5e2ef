//! `V6xx`: what the proof over all answers finds.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding of the proof.
    ProofFinding;
    groups [];
    /// Text that no answer brings into the letter.
    TextNeverShown {} = "V601", Warning,
        "denne tekst kan aldrig komme med i brevet",
        "this text can never be in the letter",
        help "ret betingelsen, eller slet teksten", "correct the condition, or delete the text";
    /// A condition that every letter meets.
    ConditionAlwaysTrue {} = "V602", Warning,
        "betingelsen er altid opfyldt, så den skelner ikke",
        "the condition always holds, so it decides nothing",
        help "ret betingelsen, eller fjern den og lad teksten stå",
             "correct the condition, or remove it and leave the text";
    /// A condition that cannot hold where it stands.
    ConditionContradicts {} = "V603", Warning,
        "betingelsen kan ikke være opfyldt her, for den modsiger betingelsen uden om den",
        "the condition cannot hold here, since it contradicts the one around it",
        help "ret en af betingelserne, eller flyt teksten ud", "correct one of the conditions, or move the text out";
    /// A condition that the one around it settles.
    ConditionImplied {} = "V604", Note,
        "betingelsen er altid opfyldt her på grund af betingelsen uden om den",
        "the condition always holds here because of the one around it",
        help "ret en af betingelserne, eller fjern den inderste", "correct one of the conditions, or remove the inner one";
    /// Text for contexts that the template is not made in.
    TextNotInContexts {} = "V605", Note,
        "denne tekst kommer ikke med i de kontekster, som skabelonen bruges i",
        "this text is not in the letter in the contexts that the template is made in",
        help "det er i orden, hvis teksten deles med andre skabeloner",
             "that is all right if the text is shared with other templates";
    /// An IF that shows the same either way.
    BranchesEqual {} = "V606", Warning,
        "teksten er den samme, uanset om betingelsen er opfyldt",
        "the text is the same whether the condition holds or not",
        help "ret den ene tekst, eller fjern betingelsen", "correct one of the texts, or remove the condition";
    /// A condition that cannot be computed here: both ways were taken as possible.
    ConditionUnknown {} = "V607", Note,
        "betingelsen kan ikke efterprøves her; beviset regner med begge udfald",
        "the condition cannot be computed here; the proof takes both outcomes as possible",
        help "", "";
    /// The other text of an IF, which nothing brings into the letter.
    OtherTextNeverShown {} = "V608", Warning,
        "teksten for det modsatte tilfælde kan aldrig komme med, for betingelsen er altid opfyldt her",
        "the text for the other case can never be in the letter, since the condition always holds here",
        help "ret betingelsen, eller slet den anden tekst", "correct the condition, or delete the other text";
    /// A question's key that was never put in.
    QuestionKeyPlaceholder { key } = "V610", Error,
        "`{key}` er en pladsholder og ikke et flettespørgsmåls nøgle",
        "`{key}` is a placeholder and no merge question's key",
        help "skriv flettespørgsmålets nøgle i stedet", "write the merge question's key instead";
    /// A question's key that the catalogue does not have.
    QuestionUnknown { key } = "V611", Error,
        "der er ikke noget flettespørgsmål med nøglen `{key}`",
        "there is no merge question with the key `{key}`",
        help "ret nøglen, eller opret spørgsmålet i bundtets `questions.toml`",
             "correct the key, or add the question to the bundle's `questions.toml`";
    /// As [`Self::QuestionUnknown`], and there is one of nearly that key.
    QuestionUnknownNear { key, near } = "V612", Error,
        "der er ikke noget flettespørgsmål med nøglen `{key}`",
        "there is no merge question with the key `{key}`",
        help "mente du `{near}`?", "did you mean `{near}`?";
    /// A key of another environment.
    QuestionElsewhere { key, environment, alias, right } = "V613", Error,
        "`{key}` er nøglen til `{alias}` i miljøet `{environment}`, ikke her",
        "`{key}` is the key of `{alias}` in the environment `{environment}`, not here",
        help "her er nøglen `{right}`", "the key here is `{right}`";
    /// A question in the codes that is not ticked.
    QuestionNotTicked { question } = "V614", Error,
        "flettespørgsmålet `{question}` er kodet i skabelonen, men der er ikke sat flueben ved det",
        "the merge question `{question}` is coded in the template and not ticked for it",
        help "sæt flueben ved spørgsmålet (`questions` i skabelonens `.toml`), så det bliver stillet",
             "tick the question (`questions` in the template's `.toml`), so that it is asked";
    /// A question that is ticked and in no code.
    QuestionNotCoded { question } = "V615", Warning,
        "der er sat flueben ved flettespørgsmålet `{question}`, men skabelonen bruger det ikke",
        "the merge question `{question}` is ticked, and the template does not use it",
        help "kod spørgsmålet i skabelonen, eller fjern fluebenet, så ingen skal svare forgæves",
             "code the question in the template, or take the tick away, so that nobody answers in vain";
    /// A question whose answer changes nothing.
    QuestionWithoutEffect { question } = "V616", Warning,
        "svaret på flettespørgsmålet `{question}` ændrer intet i brevet",
        "the answer to the merge question `{question}` changes nothing in the letter",
        help "ret betingelserne, eller fjern spørgsmålet", "correct the conditions, or remove the question";
    /// A question that is not asked where its text stands.
    QuestionNeverAsked { question, contexts } = "V617", Warning,
        "flettespørgsmålet `{question}` bliver ikke stillet i skabelonens kontekster, så teksten kan aldrig komme med",
        "the merge question `{question}` is not asked in the template's contexts, so the text can never be in the letter",
        help "spørgsmålet stilles i {contexts}", "the question is asked in {contexts}";
    /// A letter without a caseworker that needs an answer.
    AutomaticNeedsAnswer { group, context } = "V618", Error,
        "brevet dannes automatisk, men standardsvarene i gruppen `{group}` er ikke tilladt i konteksten `{context}`",
        "the letter is made automatically, and the default answers of the group `{group}` are not allowed in the context `{context}`",
        help "giv et af spørgsmålene standardsvaret ja, eller lad brevet være manuelt",
             "make yes the default of one of the questions, or let the letter be manual";
    /// A group's rule that no answers can keep.
    GroupImpossible { group, context } = "V619", Error,
        "gruppen `{group}` kræver et svar, men ingen af dens spørgsmål stilles i konteksten `{context}`",
        "the group `{group}` demands an answer, and none of its questions is asked in the context `{context}`",
        help "lad et af spørgsmålene blive stillet dér, eller løsn gruppens regel",
             "let one of the questions be asked there, or relax the group's rule";
    /// A question compared with what is no answer.
    ComparisonNotAnswer { literal, name, right } = "V620", Error,
        "`{name}` sammenlignes med `{literal}`, men svaret er altid `J` eller `N`",
        "`{name}` is compared with `{literal}`, and the answer is always `J` or `N`",
        help "skriv `{right}`", "write `{right}`";
    /// A word that is not among a field's values.
    ComparisonNotValue { literal, name, values } = "V621", Error,
        "`{name}` sammenlignes med `{literal}`, som ikke er en af feltets værdier",
        "`{name}` is compared with `{literal}`, which is not among the field's values",
        help "værdierne er {values}", "the values are {values}";
    /// A number outside a field's bounds.
    ComparisonOutOfBounds { literal, name, bounds } = "V622", Error,
        "`{name}` sammenlignes med `{literal}`, som ligger uden for feltets grænser",
        "`{name}` is compared with `{literal}`, which is outside the field's bounds",
        help "grænserne er {bounds}", "the bounds are {bounds}";
    /// A number or a date compared with neither.
    ComparisonOfOtherType { literal, name, kind } = "V623", Error,
        "`{name}` er {kind} og sammenlignes med `{literal}`, som ikke er det",
        "`{name}` is {kind} and is compared with `{literal}`, which is not",
        help "ret det, der sammenlignes med", "correct what it is compared with";
    /// A date picture on something else.
    DateFormatOnOther { name } = "V624", Warning,
        "`{name}` er ikke en dato, men skrives med et datoformat (\\@)",
        "`{name}` is no date and is printed by a date format (\\@)",
        help "fjern formatet, eller ret feltets type", "remove the format, or correct the field's type";
    /// A numeric picture on something else.
    NumberFormatOnOther { name } = "V625", Warning,
        "`{name}` er ikke et tal, men skrives med et talformat (\\#)",
        "`{name}` is no number and is printed by a number format (\\#)",
        help "fjern formatet, eller ret feltets type", "remove the format, or correct the field's type";
    /// A formula with something that is no number.
    FormulaOnOther { name } = "V626", Warning,
        "der regnes med `{name}`, som ikke er et tal",
        "`{name}` is computed with and is no number",
        help "brug et talfelt, eller ret feltets type", "use a number, or correct the field's type";
    /// Something left over from writing the template.
    PlaceholderLeft { text } = "V630", Error,
        "`{text}` ligner noget, der skulle være udfyldt",
        "`{text}` looks like something that was to be filled in",
        help "udfyld det, eller slet det", "fill it in, or delete it";
    /// Answers that leave nothing of the letter.
    LetterEmpty {} = "V631", Error,
        "der er svar, som giver et tomt brev",
        "there are answers that give an empty letter",
        help "lad noget af teksten stå uden betingelse", "leave some of the text without a condition";
    /// A heading with nothing under it.
    HeadingAlone {} = "V632", Warning,
        "der er svar, hvor intet står under denne overskrift",
        "there are answers that leave nothing under this heading",
        help "sæt overskriften ind under samme betingelse som teksten",
             "put the heading under the condition of the text";
    /// An announcement of nothing.
    ListAlone {} = "V633", Warning,
        "der er svar, hvor intet følger efter kolonet",
        "there are answers that leave nothing after the colon",
        help "sæt en betingelse om hele passagen, eller kræv mindst ét ja af en spørgsmålsgruppe",
             "put a condition around the whole passage, or demand one yes of a question group";
    /// A table of its head only.
    TableWithoutRows {} = "V634", Warning,
        "tabellen kan stå uden rækker under sit hoved",
        "the table can be without rows below its head",
        help "sæt en betingelse om tabellen, eller sæt `least_items` for listen til 1",
             "put a condition around the table, or set the list's `least_items` to 1";
    /// A paragraph that can be empty and stays.
    ParagraphEmpty {} = "V635", Warning,
        "der er svar, hvor dette afsnit står tomt i brevet",
        "there are answers that leave this paragraph empty in the letter",
        help "sæt afsnitstegnet ind under betingelsen, eller lad afsnittet have fast tekst",
             "take the paragraph mark into the condition, or give the paragraph fixed text";
    /// The last paragraph of a cell or of a text, which must be there.
    CellEmpty {} = "V636", Note,
        "der er svar, hvor cellen eller teksten ender med et tomt afsnit",
        "there are answers that leave an empty paragraph at the end of the cell or the text",
        help "", "";
    /// Two blanks in a row.
    BlankDoubled {} = "V637", Warning,
        "der er svar, hvor to mellemrum står efter hinanden her",
        "there are answers that leave two blanks in a row here",
        help "lad mellemrummet stå enten uden for betingelsen eller i den",
             "have the blank either outside the condition or in it";
    /// A blank before punctuation.
    BlankBeforePunctuation {} = "V638", Warning,
        "der er svar, hvor et mellemrum står foran tegnet her",
        "there are answers that leave a blank before the punctuation here",
        help "flyt mellemrummet ind i betingelsen", "move the blank into the condition";
    /// Codes of questions apart, and nobody closes the gap.
    QuestionSpacing {} = "V639", Warning,
        "koderne til to flettespørgsmål er skilt af et mellemrum eller et linjeskift, som bliver stående i brevet",
        "the codes of two merge questions are parted by a blank or a line end, which stays in the letter",
        help "skriv koderne lige efter hinanden, og sæt mellemrummet ind i teksten",
             "write the codes right after each other, and put the blank into the text";
    /// Codes of questions apart, and the gap is closed.
    QuestionSpacingClosed {} = "V640", Note,
        "koderne til to flettespørgsmål er skilt af et mellemrum eller et linjeskift; det lukkes, når brevet dannes",
        "the codes of two merge questions are parted by a blank or a line end; it is closed when the letter is made",
        help "", "";
    /// A letter that is never sent.
    NeverSent {} = "V641", Error,
        "brevet bliver aldrig sendt: betingelsen i SKIPIF er altid opfyldt",
        "the letter is never sent: the condition of SKIPIF always holds",
        help "ret betingelsen", "correct the condition";
    /// A value that may be empty among words that need it.
    SentenceHole { name } = "V642", Warning,
        "`{name}` kan være tomt, og så står der et hul i linjen",
        "`{name}` may be empty, and then there is a hole in the line",
        help "sæt en betingelse om linjen, eller skriv de ord, der hører til feltet, efter dets \\b eller \\f",
             "put a condition around the line, or write the words that belong to the field behind its \\b or \\f";
    /// A field that every letter must show, and some do not.
    FieldNotShown { name } = "V643", Error,
        "ikke alle breve viser `{name}`, som modtageren skal have",
        "not all letters show `{name}`, which the recipient must have",
        help "sæt feltet ind uden betingelse; `requires` i skabelonens .toml siger, hvad der skal med",
             "insert the field without a condition; `requires` in the template's .toml says what must be there";
    /// A word that every letter must have, and some do not.
    WordNotSaid { word } = "V644", Error,
        "ikke alle breve har ordet `{word}`, som modtageren skal have",
        "not all letters have the word `{word}`, which the recipient must have",
        help "skriv ordet uden betingelse; `requires` i skabelonens .toml siger, hvad der skal med",
             "write the word without a condition; `requires` in the template's .toml says what must be there";
    /// A title that does not begin as it must.
    TitleBeginsOther { begins } = "V645", Error,
        "titlen i Digital Post begynder ikke med `{begins}`",
        "the title in Digital Post does not begin with `{begins}`",
        help "ret `title` i skabelonens .toml", "correct `title` in the template's .toml";
    /// A field where nothing gives it a value.
    FieldWithoutSource { name, context } = "V650", Error,
        "`{name}` er uden værdi i konteksten `{context}`, hvor ingen afslagsårsag kan vælges",
        "`{name}` has no value in the context `{context}`, where no denial reason can be chosen",
        help "sæt en betingelse om teksten, eller tillad afslagsårsager i konteksten",
             "put a condition around the text, or allow denial reasons in the context";
    /// A field of a list's items outside its region.
    ItemOutsideRegion { name, list } = "V651", Error,
        "`{name}` hører til listen `{list}` og kan kun bruges mellem TableStart og TableEnd",
        "`{name}` belongs to the list `{list}` and can be used between TableStart and TableEnd only",
        help "flyt feltet ind i regionen", "move the field into the region";
    /// A region of something that is no list.
    RegionOfOther { name } = "V652", Error,
        "`{name}` er ikke en liste og kan ikke gentages",
        "`{name}` is no list and cannot be repeated",
        help "brug en liste i TableStart og TableEnd", "use a list in TableStart and TableEnd";
    /// A list printed like a value.
    ListAsValue { name } = "V653", Error,
        "`{name}` er en liste og kan ikke skrives som en værdi",
        "`{name}` is a list and cannot be printed like a value",
        help "skriv den mellem TableStart og TableEnd", "write it between TableStart and TableEnd";
    /// A price where what it is found by does not exist.
    PriceWithoutField { name, field, context } = "V654", Error,
        "`{name}` er en aftalt pris og findes efter `{field}`, som ikke er et felt i konteksten `{context}`",
        "`{name}` is an agreed price and found by `{field}`, which is no field of the context `{context}`",
        help "lad feltet findes i konteksten, eller sæt en betingelse om teksten",
             "let the field exist in the context, or put a condition around the text";
    /// A word of one context in a letter for another.
    ContextWord { word, own, other } = "V660", Warning,
        "`{word}` hører til {own}, men teksten kommer også med i {other}",
        "`{word}` belongs to {own}, and the text is in the letter in {other} too",
        help "sæt en betingelse om teksten, eller lad overskrivningen gælde for den ene kontekst",
             "put a condition around the text, or let the override be for the one context";
}
