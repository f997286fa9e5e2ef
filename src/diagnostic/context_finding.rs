//! `C5xx`: what is found where a template or a request meets the catalogue.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding of the catalogue.
    ContextFinding;
    groups [];
    /// A field that no context of the letter has.
    FieldUnknownToCatalogue { name } = "C501", Error,
        "feltet `{name}` findes ikke i feltkataloget",
        "the field `{name}` is not in the field catalogue",
        help "ret navnet, eller opret feltet i bundtets `fields.toml`",
             "correct the name, or add the field to the bundle's `fields.toml`";
    /// As [`Self::FieldUnknownToCatalogue`], and there is one with nearly that name.
    FieldUnknownNear { name, near } = "C502", Error,
        "feltet `{name}` findes ikke i feltkataloget",
        "the field `{name}` is not in the field catalogue",
        help "der er et felt `{near}`", "there is a field `{near}`";
    /// A field used in a context that does not have it.
    FieldNotInContext { name, context, contexts } = "C503", Error,
        "feltet `{name}` findes ikke i konteksten `{context}`",
        "the field `{name}` does not exist in the context `{context}`",
        help "feltet findes i {contexts}; fjern det, eller sæt en betingelse om teksten, som er opfyldt kun dér",
             "the field exists in {contexts}; remove it, or guard the text with a condition that holds only there";
    /// A region whose list the context does not have.
    RegionNotInContext { name, context, contexts } = "C504", Error,
        "listen `{name}` findes ikke i konteksten `{context}`, så området fra `TableStart:{name}` til `TableEnd:{name}` kan ikke udfyldes",
        "the list `{name}` does not exist in the context `{context}`, so the region from `TableStart:{name}` to `TableEnd:{name}` cannot be filled",
        help "listen findes i {contexts}; fjern tabellen, eller sæt en betingelse om den, som er opfyldt kun dér",
             "the list exists in {contexts}; remove the table, or guard it with a condition that holds only there";
    /// A field of a list's items outside the list's region.
    FieldOutsideList { name, list } = "C505", Error,
        "feltet `{name}` hører til hver post i listen `{list}` og kan kun stå inde i den",
        "the field `{name}` belongs to each item of the list `{list}` and can stand only inside it",
        help "sæt feltet mellem `TableStart:{list}` og `TableEnd:{list}`, eller brug et felt med summen",
             "put the field between `TableStart:{list}` and `TableEnd:{list}`, or use a field with the total";
    /// A region named after a field that is no list.
    RegionOfNoList { name } = "C506", Error,
        "`{name}` er ikke en liste, så `TableStart:{name}` har intet at gentage",
        "`{name}` is no list, so `TableStart:{name}` has nothing to repeat",
        help "ret navnet til en af feltkatalogets lister", "correct the name to one of the catalogue's lists";
    /// A request without a context.
    ContextNotNamed { contexts } = "C510", Error,
        "brevets kontekst er ikke angivet",
        "the letter's context is not named",
        help "angiv den proces, brevet dannes i (`--context`, i bestillingen `context`): {contexts}",
             "name the process the letter is made in (`--context`, in the request `context`): {contexts}";
    /// A context that the catalogue does not have.
    ContextUnknown { context, contexts } = "C511", Error,
        "konteksten `{context}` findes ikke",
        "there is no context `{context}`",
        help "skabelonen kan bruges i {contexts}", "the template can be used in {contexts}";
    /// As [`Self::ContextUnknown`], and there is one with nearly that key.
    ContextUnknownNear { context, near } = "C512", Error,
        "konteksten `{context}` findes ikke",
        "there is no context `{context}`",
        help "der er en kontekst `{near}`", "there is a context `{near}`";
    /// A context that the template is not made for.
    ContextNotOfTemplate { context, contexts } = "C513", Error,
        "skabelonen kan ikke bruges i konteksten `{context}`",
        "the template cannot be used in the context `{context}`",
        help "den er lavet til {contexts}; brug en anden skabelon, eller føj konteksten til skabelonens `contexts`",
             "it is made for {contexts}; use another template, or add the context to the template's `contexts`";
    /// A value that is no number.
    NumberExpected { name } = "C520", Error,
        "værdien af `{name}` er ikke et tal",
        "the value of `{name}` is no number",
        help "send et tal, fx 12,5", "send a number, such as 12.5";
    /// A number outside its bounds.
    NumberOutOfBounds { name, bounds } = "C521", Error,
        "tallet i `{name}` ligger uden for det, feltet kan være: {bounds}",
        "the number in `{name}` is outside what the field can be: {bounds}",
        help "ret tallet i bestillingen, eller grænserne i bundtets `fields.toml`",
             "correct the number in the request, or the bounds in the bundle's `fields.toml`";
    /// A value that is no amount.
    AmountExpected { name } = "C522", Error,
        "værdien af `{name}` er ikke et beløb",
        "the value of `{name}` is no amount",
        help "send et tal eller en tekst som 1.234,50", "send a number, or a text such as 1.234,50";
    /// A value that is no date.
    DateExpected { name } = "C523", Error,
        "værdien af `{name}` er ikke en dato, der kan læses på én måde",
        "the value of `{name}` is no date that can be read in one way",
        help "send datoen som 2026-11-22", "send the date as 2026-11-22";
    /// A value that is neither yes nor no.
    BooleanExpected { name } = "C524", Error,
        "værdien af `{name}` er hverken J eller N",
        "the value of `{name}` is neither J nor N",
        help "send \"J\" eller \"N\", eller true eller false", "send \"J\" or \"N\", or true or false";
    /// A value that is none of the field's words.
    WordNotInEnumeration { name, words } = "C525", Error,
        "værdien af `{name}` er ikke en af dem, feltet kan have",
        "the value of `{name}` is none of those that the field can have",
        help "feltet kan være {words}; store og små bogstaver tæller",
             "the field can be {words}; letter case counts";
    /// A value where a list is needed.
    ListExpected { name } = "C526", Error,
        "`{name}` skal være en liste",
        "`{name}` must be a list",
        help "send en JSON-liste af objekter", "send a JSON list of objects";
    /// A list, a picture or a piece of a document where text is needed.
    TextExpected { name } = "C527", Error,
        "`{name}` skal være en enkelt værdi, ikke en liste, et billede eller et dokumentstykke",
        "`{name}` must be a single value, not a list, a picture or a piece of a document",
        help "send tekst, eller ret feltets `type` i bundtets `fields.toml`",
             "send text, or correct the field's `type` in the bundle's `fields.toml`";
    /// Something else where a picture is needed.
    PictureExpected { name } = "C528", Error,
        "`{name}` skal være et billede",
        "`{name}` must be a picture",
        help "send {{\"$picture\": {{\"base64\": …}}}}", "send {{\"$picture\": {{\"base64\": …}}}}";
    /// A list with too few items.
    TooFewItems { name, least } = "C529", Error,
        "listen `{name}` har for få poster; mindst {least} skal med",
        "the list `{name}` has too few items; at least {least} must be there",
        help "send de poster, der mangler", "send the items that are missing";
    /// The request says otherwise than the context does.
    ContradictsContext { name, context } = "C530", Error,
        "bestillingens værdi af `{name}` er en anden end den, feltet altid har i konteksten `{context}`",
        "the request's value of `{name}` differs from the one that the field always has in the context `{context}`",
        help "vælg den rigtige kontekst, eller udelad feltet", "choose the right context, or leave the field out";
    /// The request says otherwise than the formula does; the request wins.
    DiffersFromFormula { name } = "C531", Warning,
        "bestillingens værdi af `{name}` er en anden end den beregnede; bestillingens er brugt",
        "the request's value of `{name}` differs from the computed one; the request's is used",
        help "udelad feltet, hvis det skal beregnes", "leave the field out if it is to be computed";
    /// A value that the request should bring.
    ValueMissing { name } = "C540", Error,
        "feltet `{name}` har ingen værdi: det skal komme med bestillingen",
        "the field `{name}` has no value: the request must bring it",
        help "send feltet med, eller gør det valgfrit i bundtets `fields.toml` (`optional = true`)",
             "send the field, or make it optional in the bundle's `fields.toml` (`optional = true`)";
    /// An empty value of a field that may not be empty.
    ValueEmpty { name } = "C541", Error,
        "feltet `{name}` er tomt, og det må det ikke være",
        "the field `{name}` is empty, and it may not be",
        help "send en værdi, eller gør feltet valgfrit i bundtets `fields.toml` (`optional = true`)",
             "send a value, or make the field optional in the bundle's `fields.toml` (`optional = true`)";
    /// A parameter without a value on the day of the letter.
    ParameterMissing { name } = "C542", Error,
        "myndighedsparameteren `{name}` har ingen værdi på brevets dato",
        "the authority parameter `{name}` has no value on the day of the letter",
        help "giv den en værdi i myndighedens `parameters.toml`; se på `from` og `to`",
             "give it a value in the authority's `parameters.toml`; look at `from` and `to`";
    /// No price for the supplier and the service.
    PriceMissing { name, supplier, service } = "C543", Error,
        "feltet `{name}` har ingen pris: der er ingen prisaftale på brevets dato med den leverandør og om den ydelse, som står i `{supplier}` og `{service}`",
        "the field `{name}` has no price: on the day of the letter there is no price agreement with the supplier and on the service in `{supplier}` and `{service}`",
        help "opret prisaftalen i `prices.toml`, eller gør feltet valgfrit",
             "add the price agreement to `prices.toml`, or make the field optional";
    /// The day of a letter that was not sent.
    LetterNotSent { name, letter } = "C544", Error,
        "feltet `{name}` har ingen dato: sagen har ikke fået et brev af typen `{letter}`",
        "the field `{name}` has no date: the case has had no letter of the type `{letter}`",
        help "sæt en betingelse om teksten, så den kun er med, når brevet er sendt",
             "guard the text with a condition, so that it is there only when that letter was sent";
    /// The text of a denial reason that was not chosen.
    ReasonNotGiven { name } = "C545", Error,
        "feltet `{name}` har ingen værdi: der er ikke valgt en afslagsårsag",
        "the field `{name}` has no value: no denial reason is chosen",
        help "vælg en afslagsårsag (`--reason`, i bestillingen `reason`)",
             "choose a denial reason (`--reason`, in the request `reason`)";
    /// A formula or a price that lacks one of its fields.
    FormulaInputMissing { name, input } = "C546", Error,
        "feltet `{name}` kan ikke findes eller beregnes, fordi `{input}` ikke har nogen værdi",
        "the field `{name}` cannot be found or computed, since `{input}` has no value",
        help "send `{input}` med; i et regnestykke kan IF(DEFINED({{{input}}}); …; …) sige, hvad der gælder uden",
             "send `{input}`; in a formula IF(DEFINED({{{input}}}); …; …) can say what holds without it";
    /// A formula that divides by zero.
    FormulaZeroDivide { name } = "C547", Error,
        "beregningen af `{name}` dividerer med nul",
        "the computation of `{name}` divides by zero",
        help "se på de felter, der indgår", "look at the fields that go into it";
    /// A formula with an operand that is no number.
    FormulaNoNumber { name } = "C548", Error,
        "beregningen af `{name}` går ikke op: noget i den er ikke et tal",
        "the computation of `{name}` fails: something in it is no number",
        help "se på de felter, der indgår, og på deres `type`", "look at the fields that go into it, and at their `type`";
    /// A formula whose result is too large.
    FormulaTooLarge { name } = "C549", Error,
        "beregningen af `{name}` bliver for stor eller for dyb",
        "the computation of `{name}` becomes too large or too deep",
        help "se på de felter, der indgår", "look at the fields that go into it";
    /// Formulas that need each other.
    FormulaCircle { name, path } = "C550", Error,
        "beregningen af `{name}` går i ring: {path}",
        "the computation of `{name}` goes in a circle: {path}",
        help "ret et af regnestykkerne i bundtets `fields.toml`", "correct one of the formulas in the bundle's `fields.toml`";
    /// A formula that cannot be read.
    FormulaUnreadable { name, word } = "C551", Error,
        "regnestykket for `{name}` kan ikke læses; det går galt ved `{word}`",
        "the formula of `{name}` cannot be read; it goes wrong at `{word}`",
        help "skriv fx ROUND({{A}} * 85%; 2): felter i klammer, `;` mellem tal", "write, for instance, ROUND({{A}} * 85%; 2): fields in braces, `;` between numbers";
    /// A formula with a field that the catalogue does not have.
    FormulaNameUnknown { name, input } = "C552", Error,
        "regnestykket for `{name}` bruger `{input}`, som ikke findes i feltkataloget",
        "the formula of `{name}` uses `{input}`, which is not in the field catalogue",
        help "ret navnet i bundtets `fields.toml`", "correct the name in the bundle's `fields.toml`";
    /// A list between operators.
    FormulaOfList { name, input } = "C553", Error,
        "regnestykket for `{name}` bruger `{input}` som ét tal, men det er en liste, et billede eller et dokumentstykke",
        "the formula of `{name}` uses `{input}` as one number, and it is a list, a picture or a piece of a document",
        help "brug en funktion af alle poster, fx SUM({{{input}}})", "use a function of all items, such as SUM({{{input}}})";
    /// A formula that ends too early.
    FormulaUnfinished { name } = "C554", Error,
        "regnestykket for `{name}` slutter, før det er færdigt",
        "the formula of `{name}` ends before it is complete",
        help "se efter en parentes eller et tal, der mangler", "look for a parenthesis or a number that is missing";
    /// An answer to a question that does not exist.
    QuestionUnknown { question } = "C560", Error,
        "der er intet flettespørgsmål `{question}`",
        "there is no merge question `{question}`",
        help "ret nøglen i svarene", "correct the key in the answers";
    /// As [`Self::QuestionUnknown`], and there is one with nearly that key.
    QuestionUnknownNear { question, near } = "C561", Error,
        "der er intet flettespørgsmål `{question}`",
        "there is no merge question `{question}`",
        help "der er et flettespørgsmål `{near}`", "there is a merge question `{near}`";
    /// A key of another environment.
    QuestionOfOtherEnvironment { key, environment, alias, right, here } = "C562", Error,
        "`{key}` er nøglen til flettespørgsmålet `{alias}` i miljøet `{environment}`, og dette er `{here}`",
        "`{key}` is the key of the merge question `{alias}` in the environment `{environment}`, and this is `{here}`",
        help "her er nøglen `{right}`", "here the key is `{right}`";
    /// A question that is coded in the template and not ticked for it.
    QuestionNotTicked { question, text } = "C563", Error,
        "flettespørgsmålet `{question}` (\"{text}\") er kodet i skabelonen, men ikke valgt for den, så ingen bliver spurgt",
        "the merge question `{question}` (\"{text}\") is coded in the template and not ticked for it, so nobody is asked",
        help "føj det til skabelonens `questions`, eller fjern koden", "add it to the template's `questions`, or remove the code";
    /// A question coded by a key that nobody has.
    CodedQuestionUnknown { question } = "C564", Error,
        "skabelonen bruger flettespørgsmålet `{question}`, som ikke findes",
        "the template uses the merge question `{question}`, which does not exist",
        help "ret nøglen i feltkoden, eller opret spørgsmålet (`brevsmed new question`)",
             "correct the key in the field code, or add the question (`brevsmed new question`)";
    /// A yes to a question that is not asked in the context.
    AnswerNotAsked { question, text, context, contexts } = "C565", Error,
        "flettespørgsmålet `{question}` (\"{text}\") er besvaret med J, men stilles ikke i konteksten `{context}`",
        "the merge question `{question}` (\"{text}\") is answered J and is not asked in the context `{context}`",
        help "det stilles i {contexts}", "it is asked in {contexts}";
    /// Two answers to one question.
    AnswersContradict { question, text } = "C566", Error,
        "flettespørgsmålet `{question}` (\"{text}\") er besvaret med både J og N",
        "the merge question `{question}` (\"{text}\") is answered both J and N",
        help "send ét svar, med nøglen eller med aliasset", "send one answer, by the key or by the alias";
    /// An answer that is neither yes nor no.
    AnswerUnclear { question } = "C567", Error,
        "svaret på flettespørgsmålet `{question}` er hverken J eller N",
        "the answer to the merge question `{question}` is neither J nor N",
        help "", "";
    /// A question that nobody answered.
    AnswerByDefault { question, text, answer } = "C568", Note,
        "flettespørgsmålet `{question}` (\"{text}\") er ikke besvaret og regnes som {answer}",
        "the merge question `{question}` (\"{text}\") is not answered and counts as {answer}",
        help "", "";
    /// A group without a yes.
    GroupAtLeastOne { group, questions } = "C570", Error,
        "mindst ét spørgsmål i gruppen \"{group}\" skal besvares med J",
        "at least one question of the group \"{group}\" must be answered J",
        help "vælg mindst ét af {questions}", "choose at least one of {questions}";
    /// A group without a single yes.
    GroupExactlyOne { group, questions } = "C571", Error,
        "netop ét spørgsmål i gruppen \"{group}\" skal besvares med J",
        "exactly one question of the group \"{group}\" must be answered J",
        help "vælg ét af {questions}", "choose one of {questions}";
    /// A group with several yeses.
    GroupAtMostOne { group, questions } = "C572", Error,
        "højst ét spørgsmål i gruppen \"{group}\" kan besvares med J",
        "at most one question of the group \"{group}\" can be answered J",
        help "vælg højst ét af {questions}", "choose at most one of {questions}";
    /// No denial reason where there must be one.
    ReasonRequired { context } = "C580", Error,
        "der skal vælges en afslagsårsag i konteksten `{context}`",
        "a denial reason must be chosen in the context `{context}`",
        help "vælg en (`--reason`, i bestillingen `reason`)", "choose one (`--reason`, in the request `reason`)";
    /// A denial reason where there is none to choose.
    ReasonRefused { context } = "C581", Error,
        "der kan ikke vælges en afslagsårsag i konteksten `{context}`",
        "no denial reason can be chosen in the context `{context}`",
        help "udelad årsagen, eller vælg den rigtige kontekst; et afslag, hvor kriterierne ikke er opfyldt, har sit eget brev",
             "leave the reason out, or choose the right context; a denial whose criteria are not met has a letter of its own";
    /// A denial reason that does not exist.
    ReasonUnknown { reason, reasons } = "C582", Error,
        "der er ingen afslagsårsag `{reason}`",
        "there is no denial reason `{reason}`",
        help "her kan vælges {reasons}", "here can be chosen {reasons}";
    /// As [`Self::ReasonUnknown`], and there is one with nearly that key.
    ReasonUnknownNear { reason, near } = "C583", Error,
        "der er ingen afslagsårsag `{reason}`",
        "there is no denial reason `{reason}`",
        help "der er en afslagsårsag `{near}`", "there is a denial reason `{near}`";
    /// A denial reason that is no longer in use.
    ReasonInactive { reason } = "C584", Error,
        "afslagsårsagen `{reason}` er ikke længere i brug",
        "the denial reason `{reason}` is no longer in use",
        help "vælg en anden, eller sæt `active = true` i bundtets `reasons.toml`",
             "choose another, or set `active = true` in the bundle's `reasons.toml`";
    /// A denial reason of other contexts.
    ReasonNotInContext { reason, context, contexts } = "C585", Error,
        "afslagsårsagen `{reason}` kan ikke vælges i konteksten `{context}`",
        "the denial reason `{reason}` cannot be chosen in the context `{context}`",
        help "den hører til {contexts}", "it belongs to {contexts}";
    /// A denial reason though the criteria are not met.
    ReasonWithoutCriteria { field } = "C586", Error,
        "en afslagsårsag kan kun vælges, når de objektive kriterier er opfyldt, og `{field}` er ikke J",
        "a denial reason can be chosen only when the objective criteria are met, and `{field}` is not J",
        help "brug et afslagsbrev, hvor kriterierne ikke er opfyldt, evt. med egne flettespørgsmål",
             "use a denial letter for criteria that are not met, perhaps with merge questions of your own";
    /// A denial reason, and nobody says whether the criteria are met.
    CriteriaMissing { field } = "C587", Error,
        "en afslagsårsag kan kun vælges, når de objektive kriterier er opfyldt, og `{field}` siger hverken J eller N",
        "a denial reason can be chosen only when the objective criteria are met, and `{field}` says neither J nor N",
        help "send feltet med", "send the field";
    /// A title with a field that has no value.
    TitleWithoutValue { name } = "C590", Error,
        "brevets titel kan ikke skrives: `{name}` har ingen værdi",
        "the letter's title cannot be written: `{name}` has no value",
        help "send feltet med, eller ret `title` i skabelonens .toml-fil",
             "send the field, or correct `title` in the template's .toml file";
    /// A title that handlebars cannot write.
    TitleUnwritable {} = "C591", Error,
        "brevets titel kan ikke skrives",
        "the letter's title cannot be written",
        help "ret `title` i skabelonens .toml-fil: felter i dobbelte klammer", "correct `title` in the template's .toml file: fields in double braces";
    /// A title that Digital Post cannot take.
    TitleTooLong { length, longest } = "C592", Error,
        "brevets titel er på {length} tegn, og Digital Post kan højst tage {longest}",
        "the letter's title has {length} characters, and Digital Post takes {longest} at most",
        help "forkort `title` i skabelonens .toml-fil", "shorten `title` in the template's .toml file";
}

impl ContextFinding {
    /// Whether a field is without a value for another reason than that nobody gave one: then empty
    /// is no answer either.
    pub fn is_no_lack_of_value(&self) -> bool {
        !matches!(
            self,
            Self::ValueMissing { .. }
                | Self::ValueEmpty { .. }
                | Self::ParameterMissing { .. }
                | Self::PriceMissing { .. }
                | Self::LetterNotSent { .. }
                | Self::ReasonNotGiven { .. }
                | Self::FormulaInputMissing { .. }
        )
    }
}
