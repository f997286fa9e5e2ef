//! `P9xx`: what is found between versions of a template.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding between versions.
    VersionFinding;
    groups [];
    /// A question key without a counterpart where the template goes.
    KeyWithoutCounterpart { key, environment } = "P901", Error,
        "flettespørgsmålet `{key}` har ingen nøgle i miljøet `{environment}`",
        "the merge question `{key}` has no key in the environment `{environment}`",
        help "giv spørgsmålet en nøgle dér i bundtets `questions.toml`",
             "give the question a key there in the bundle's `questions.toml`";
    /// A question key that the environment it comes from does not know.
    KeyUnknown { key, environment } = "P902", Error,
        "intet flettespørgsmål har nøglen `{key}` i miljøet `{environment}`",
        "no merge question has the key `{key}` in the environment `{environment}`",
        help "ret nøglen i feltkoden, eller opret spørgsmålet i bundtets `questions.toml`",
             "correct the key in the field code, or add the question to the bundle's `questions.toml`";
    /// As [`Self::KeyUnknown`], and there is one with nearly that key.
    KeyUnknownNear { key, environment, near } = "P903", Error,
        "intet flettespørgsmål har nøglen `{key}` i miljøet `{environment}`",
        "no merge question has the key `{key}` in the environment `{environment}`",
        help "der er en nøgle `{near}`; store og små bogstaver tæller",
             "there is a key `{near}`; capitals count";
    /// The example's own letters where a key should be.
    KeyPlaceholder { key } = "P904", Error,
        "`{key}` er en pladsholder og ikke nøglen på et flettespørgsmål",
        "`{key}` is a placeholder and no key of a merge question",
        help "skriv spørgsmålets egen nøgle i stedet", "write the question's own key in its place";
    /// A key that already belongs where the template goes.
    KeyOfTarget { key, environment } = "P905", Error,
        "nøglen `{key}` hører allerede til miljøet `{environment}`",
        "the key `{key}` belongs to the environment `{environment}` already",
        help "skabelonen er flyttet før, eller nøgler fra to miljøer er blandet; brug ét miljøs nøgler i hele skabelonen",
             "the template has been promoted before, or keys of two environments are mixed; use the keys of one environment throughout";
    /// A key of a third environment.
    KeyOfOther { key, other, environment } = "P906", Error,
        "nøglen `{key}` hører til miljøet `{other}` og ikke til `{environment}`",
        "the key `{key}` belongs to the environment `{other}` and not to `{environment}`",
        help "brug nøglerne fra det miljø, som skabelonen flyttes fra",
             "use the keys of the environment that the template comes from";
    /// A key that other fields make up while merging.
    KeyComposed { code } = "P907", Error,
        "nøglen på flettespørgsmålet i `{code}` er sat sammen af andre felter og kan ikke følges",
        "the question's key in `{code}` is composed of other fields and cannot be followed",
        help "skriv nøglen helt ud i feltkoden", "write the key out in the field code";
    /// An alias where a key should be.
    KeyIsAlias { key, right } = "P908", Error,
        "`{key}` er flettespørgsmålets alias og ikke dets nøgle",
        "`{key}` is the merge question's alias and not its key",
        help "skriv nøglen `{right}` i feltkoden", "write the key `{right}` in the field code";
    /// Two questions with one key: which is meant cannot be told.
    KeyTwice { key, environment, aliases } = "P909", Error,
        "nøglen `{key}` er i miljøet `{environment}` givet til flere flettespørgsmål: {aliases}",
        "the key `{key}` is given to several merge questions in the environment `{environment}`: {aliases}",
        help "giv hvert spørgsmål sin egen nøgle i bundtets `questions.toml`",
             "give each question a key of its own in the bundle's `questions.toml`";
    /// A key that means one question here and another there.
    KeyOfBoth { key, here, there } = "P910", Warning,
        "nøglen `{key}` er `{here}` i det ene miljø og `{there}` i det andet; den er læst som `{here}`",
        "the key `{key}` is `{here}` in the one environment and `{there}` in the other; it was read as `{here}`",
        help "se efter, at skabelonen ikke allerede er flyttet",
             "see that the template has not been promoted already";
    /// An environment in which no question has a key.
    EnvironmentUnknown { environment } = "P911", Error,
        "intet flettespørgsmål har en nøgle i et miljø, der hedder `{environment}`",
        "no merge question has a key in an environment called `{environment}`",
        help "se miljøernes navne i `bundle.toml`", "see the names of the environments in `bundle.toml`";
    /// The authority has no override of the template.
    NoOverride { template, code } = "P952", Error,
        "myndigheden `{code}` har ingen overskrivning af skabelonen `{template}`",
        "the authority `{code}` has no override of the template `{template}`",
        help "en overskrivning har linjen `overrides` i sin `.toml`; er den kun for nogle kontekster, så nævn en af dem med `--context`",
             "an override has the line `overrides` in its `.toml`; if it is for some contexts only, name one with `--context`";
    /// The override is of a template that the bundle does not have.
    NoCentralTemplate { template } = "P953", Error,
        "den centrale skabelon `{template}`, som der er overskrevet, findes ikke i bundtet",
        "the central template `{template}` that is overridden is not in the bundle",
        help "ret navnet i linjen `overrides`, eller læg den nye centrale skabelon i mappen `templates`",
             "correct the name in the line `overrides`, or put the new central template into the folder `templates`";
    /// The file given as base is not the one that the override was made from.
    OtherBase { template } = "P954", Warning,
        "overskrivningen `{template}` er lavet ud fra en anden udgave af den centrale skabelon end den, der er givet med `--base`",
        "the override `{template}` was made from another version of the central template than the one given with `--base`",
        help "find den udgave, hvis SHA-256 står som `base` i overskrivningens `.toml`; ellers kan ændringer se ud til at være kommunens, selv om de er centrale",
             "find the version whose SHA-256 stands as `base` in the override's `.toml`; otherwise changes may seem to be the municipality's although they are central";
}
