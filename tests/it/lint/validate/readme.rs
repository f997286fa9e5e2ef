//! What the README shows of validation is true: its settings are read, its hooks exist.

use std::fs;
use std::path::Path;

use brevsmed::policy::Settings;
use brevsmed::validate::code;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file")
}

/// The blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = file("README.md");
    let fence = format!("```{language}\n");
    readme
        .split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```").map(|(block, _)| block.to_owned()))
        .collect()
}

#[test]
fn its_settings_are_read() {
    let shown = blocks("toml");
    assert!(!shown.is_empty());
    for block in shown {
        let settings = Settings::read(&block).expect("settings");
        for rule in settings.exceptions.iter().flat_map(|exception| &exception.rules) {
            assert!(code(rule).is_some(), "{rule}");
        }
    }
}

#[test]
fn its_hooks_exist() {
    let hooks = file(".pre-commit-hooks.yaml");
    let shown = blocks("yaml").join("\n");
    let ids: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- id: "))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    for id in ids {
        assert!(hooks.contains(&format!("- id: {id}\n")), "{id}");
    }
}

#[test]
fn its_action_takes_what_it_is_given() {
    let action = file(".github/actions/validate/action.yml");
    let shown = blocks("yaml").join("\n");
    let given = shown.lines().find_map(|line| line.trim().strip_prefix("with: { paths:"));
    assert!(given.is_some() && action.contains("\n  paths:\n"));
}
