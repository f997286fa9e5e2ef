//! The command.

use super::reading::DATE;
use crate::scratch::{Scratch, template};

#[test]
fn rebase_on_the_command_line() {
    let scratch = Scratch::new("rebase_on_the_command_line");
    scratch.file("B.docx", template("Kære borger\nSvar senest den 3. maj.\nHilsen"));
    scratch
        .file("N.docx", template("Kære borger\nSvar senest den 3. juni.\nVi glæder os.\nHilsen"));
    scratch.file("O.docx", template("Kære borger\nSvar senest den 4. maj.\nHilsen"));
    scratch.file("ren.docx", template("Kære kunde\nSvar senest den 3. maj.\nHilsen"));
    let conflicts = scratch.run(&format!(
        "rebase --base B.docx --central N.docx --override O.docx -o R.docx --list R.json --date {DATE}"
    ));
    let clean = scratch
        .run("rebase --base B.docx --central N.docx --override ren.docx -o C.docx --lang en");
    let overwrite =
        scratch.run("rebase --base B.docx --central N.docx --override O.docx -o O.docx");
    let missing =
        scratch.run("rebase --base intet.docx --central N.docx --override O.docx -o R.docx");
    let date = scratch
        .run("rebase --base B.docx --central N.docx --override O.docx -o R.docx --date i-dag");
    assert_eq!(
        (conflicts.code, clean.code, overwrite.code, missing.code, date.code),
        (1, 0, 2, 2, 2)
    );
    let list = std::fs::read_to_string(scratch.path("R.json")).expect("a list");
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}\n{list}",
        conflicts.text(),
        clean.text(),
        overwrite.text(),
        date.text()
    ));
}

#[test]
fn rebase_of_an_override_in_a_bundle() {
    let scratch = Scratch::new("rebase_of_an_override_in_a_bundle");
    let base = template("Kære borger\nSvar senest den 3. maj.\nHilsen");
    let manifest = concat!(
        "name = \"Mangler\"\ntitle = \"Vi mangler\"\ncontexts = [\"briller\"]\ncategory = \"Bevilling\"\n",
        "channels = [\"digital-post\"]\nletter = \"manglerbrev\"\nkle = \"32.03.12\"\nmode = \"manual\"\n"
    );
    let hash = brevsmed::template::Template::hash_of(&base);
    for folder in ["bundle/templates", "bundle/authorities/999/templates"] {
        std::fs::create_dir_all(scratch.path(folder)).expect("a folder");
    }
    scratch.file(
        "bundle/bundle.toml",
        "name = \"Egeby\"\nlanguage = \"da-DK\"\nenvironment = \"production\"\nenvironments = [\"production\"]\n",
    );
    scratch.file(
        "bundle/contexts.toml",
        "[[context]]\nkey = \"briller\"\nname = \"Briller\"\nprocess = \"p\"\n",
    );
    scratch.file("bundle/authorities/999/authority.toml", "name = \"Egeby Kommune\"\n");
    scratch.file("bundle/templates/mangler.toml", manifest);
    scratch.file(
        "bundle/templates/mangler.docx",
        template("Kære borger\nSvar senest den 3. juni.\nHilsen"),
    );
    let own = "bundle/authorities/999/templates/mangler-egeby";
    let overrides = format!("overrides = {{ template = \"mangler\", base = \"{hash}\" }}\n");
    scratch.file(&format!("{own}.toml"), format!("{manifest}{overrides}"));
    scratch.file(
        &format!("{own}.docx"),
        template("Kære borger\nSvar senest den 3. maj.\nHilsen fra Egeby"),
    );
    scratch.file("B.docx", &base);
    scratch.file("anden.docx", template("Noget helt andet"));
    let runs = [
        format!("rebase bundle mangler --authority 999 --base B.docx -o R.docx --date {DATE}"),
        format!("rebase bundle mangler --authority 999 --base anden.docx -o S.docx --date {DATE}"),
        "rebase bundle mangler --authority 998 --base B.docx -o S.docx".to_owned(),
        "rebase bundle andet --authority 999 --base B.docx -o S.docx --lang en".to_owned(),
    ]
    .map(|arguments| scratch.run(&arguments));
    assert_eq!(runs.each_ref().map(|run| run.code), [0, 1, 2, 1]);
    insta::assert_snapshot!(runs.map(|run| run.text()).join("\n"));
}
