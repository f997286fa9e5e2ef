//! `brevsmed.toml`: what it may say, and what is said of every fault in it.

use std::fmt::Write;

use brevsmed::diagnostic::Severity;
use brevsmed::policy::{FailOn, LanguagePolicy, RuleSeverity, Settings};

#[test]
fn nothing_said_is_the_default() {
    let settings = Settings::read("").expect("nothing is wrong with nothing");
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.language, "da-DK");
    assert_eq!(settings.fail_on, FailOn::Error);
    assert_eq!(settings.policy("da-DK"), LanguagePolicy::danish());
}

#[test]
fn all_that_can_be_said_is_read() {
    let settings = Settings::read(
        r#"
select = ["A", "W101"]
extend-select = "A503"
ignore = ["W105"]
fail-on = "warning"
baseline = "baseline.json"
language = "nb-NO"

[severity]
W103 = "warning"
long-sentence = "off"

[[exceptions]]
files = ["templates/a*.docx", "masters/**"]
rules = "A602"
reason = "Læses af en maskine."
until = 2027-12-31

[[exceptions]]
files = ["templates/b.docx"]
rules = ["W"]
reason = "Teksten er aftalt med Ankestyrelsen."

[policy.da]
ignore-officialese = ["Vedrørende"]
sensitive-words = ["misbrug"]
extend-sensitive-words = ["Spil"]
sentence-words = 20

[policy.da.extend-officialese]
"nærtstående" = "nær"

[policy.fi]
lix = 60
appeal-words = ["ja"]
"#,
    )
    .expect("settings");
    assert_eq!(settings.select, ["A", "W101"]);
    assert_eq!(settings.extend_select, ["A503"]);
    assert_eq!(settings.severity["W103"], RuleSeverity::On(Severity::Warning));
    assert_eq!(settings.severity["long-sentence"], RuleSeverity::Off);
    assert_eq!(settings.exceptions[0].until.expect("a day").to_string(), "2027-12-31");
    assert_eq!(settings.exceptions[1].until, None);
    let danish = settings.policy("da");
    assert!(danish.officialese.iter().all(|wording| wording.word != "vedrørende"));
    assert!(danish.officialese.iter().any(|wording| wording.word == "nærtstående"));
    assert!(danish.officialese.iter().any(|wording| wording.word == "såfremt"));
    assert_eq!(danish.sensitive_words, ["misbrug", "spil"]);
    assert_eq!((danish.sentence_words, danish.sentence_words_most), (20, 35));
    assert_eq!(settings.policy("fi-FI").lix, 60);
    assert_eq!(settings.policy("is"), LanguagePolicy::plain("is"));
}

#[test]
fn the_keys_may_stand_in_a_table() {
    let settings = Settings::read("[validate]\nfail-on = \"never\"\nlanguage = \"sv-SE\"\n");
    let settings = settings.expect("settings");
    assert_eq!((settings.fail_on, settings.language.as_str()), (FailOn::Never, "sv-SE"));
}

#[test]
fn every_fault_is_told_with_its_line_in_both_languages() {
    let mut told = String::new();
    for text in [
        "select = ja",
        "select = \"A",
        "a = 1\na = 2",
        "igonre = [\"W\"]",
        "\n\nfarve = \"rød\"",
        "select = 1",
        "select = [1]",
        "select = [\"\"]",
        "fail-on = \"fejl\"",
        "fail-on = true",
        "baseline = \"\"",
        "[language.da]\nlix = 3",
        "[validate]\nseverity = 1",
        "[severity]\nW101 = \"info\"",
        "severity = \"off\"",
        "[exceptions]\nfiles = [\"a\"]",
        "exceptions = [1]",
        "[[exceptions]]\nfiles = [\"a\"]\nrules = [\"A\"]",
        "select = [\"A\"]\n[[exceptions]]\nfiles = [\"a\"]\nrules = [\"A\"]\nreason = \"  \"",
        "[[exceptions]]\nrules = [\"A\"]\nreason = \"x\"",
        "[[exceptions]]\nfiles = [\"a\"]\nreason = \"x\"",
        "[[exceptions]]\nfiles = [\"a\"]\nrules = [\"A\"]\nreason = \"x\"\nuntil = \"snart\"",
        "[[exceptions]]\nfiles = [\"a\"]\nrules = [\"A\"]\nreason = \"x\"\nuntil = 2027-02-30",
        "[[exceptions]]\nfile = [\"a\"]",
        "[policy]\nda = 1",
        "[policy.da]\nlix = 0",
        "[policy.da]\nlix = -4",
        "[policy.da]\nlix = 99999999999999999999",
        "[policy.da]\nlix = 44.5",
        "[policy.da]\nextend-lix = 44",
        "[policy.da]\nofficialeese = { a = \"b\" }",
        "[policy.da]\nofficialese = [\"a\"]",
        "[policy.da.officialese]\nsåfremt = \"hvis\"",
        "[policy.da.officialese]\n\"såfremt\" = \"\"",
        "[policy.da]\nextend-sensitiv-words = [\"a\"]",
        "[policy.da]\nignore-ord = [\"a\"]",
        "[policy.da.officialese]\n\"såfremt\" = 1",
        "\u{feff}select = [”A”]",
    ] {
        let shown = text.replace('\n', " ⏎ ");
        match Settings::read(text) {
            Ok(_) => {
                let _ = writeln!(told, "{shown}\n  read");
            }
            Err(error) => {
                let _ = writeln!(told, "{shown}\n  {}: {}\n  {error}", error.line, error.danish);
            }
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_policies_that_ship_are_read_whole() {
    for policy in LanguagePolicy::shipped() {
        let name = &policy.language;
        assert_eq!((policy.sentence_words, policy.lix_most), (25, 54), "{name}");
        for (list, words) in [
            ("abbreviations", &policy.abbreviations),
            ("empty-link-texts", &policy.empty_link_texts),
            ("empty-titles", &policy.empty_titles),
            ("appeal-words", &policy.appeal_words),
            ("consequence-words", &policy.consequence_words),
        ] {
            assert!(words.len() >= 5, "{name}: {list}");
            let lower = words.iter().all(|word| *word == word.to_lowercase());
            assert!(lower, "{name}: {list} is in lower case");
        }
        assert!(policy.officialese.len() > 10, "{name}");
        for wording in &policy.officialese {
            let chained = policy.officialese.iter().any(|other| other.word == wording.instead);
            assert!(!chained, "{name}: `{}` is no better than itself", wording.instead);
        }
    }
    assert!(LanguagePolicy::danish().officialese.len() >= 150);
}

#[test]
fn titles_and_link_texts_that_say_nothing_are_known() {
    let policy = LanguagePolicy::danish();
    for title in ["Dokument1", "Skabelon til afslag", "Brev", " ", "Kopi af Afslag.docx", "Test 2"]
    {
        assert!(policy.is_empty_title(title), "{title}");
    }
    for title in ["Du får helbredstillæg", "Brev om din pension", "Afgørelse om helbredstillæg"]
    {
        assert!(!policy.is_empty_title(title), "{title}");
    }
    assert!(policy.is_empty_link_text("Klik her!"));
    assert!(!policy.is_empty_link_text("Læs mere om helbredstillæg"));
}
