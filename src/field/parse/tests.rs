//! Field codes read: one line in, one line out.

use proptest::prelude::*;

use super::parse;
use crate::field::{Field, Format, Instruction, Separators, TokenKind};
use crate::locale::Language;

/// What was understood, in short: `␓` stands for a nested field in `code` and
/// in `expected`.
fn check(code: &str, expected: &str) {
    let code = code.replace('␓', "\u{13}");
    let read = read(&code);
    assert_eq!(sketch(&read, &code).replace('\u{13}', "␓"), expected, "{read:#?}");
    assert_eq!(read.print(), code);
}

fn read(code: &str) -> Instruction {
    parse(code, Separators::of(Language::Da))
}

/// The kinds of faults in a code.
fn faults(code: &str) -> String {
    let code = code.replace('␓', "\u{13}");
    let kinds: Vec<String> =
        read(&code).faults.iter().map(|fault| format!("{:?}", fault.kind)).collect();
    kinds.join(", ")
}

fn sketch(read: &Instruction, code: &str) -> String {
    let text = |argument: &crate::field::Argument| format!("[{}]", argument.text(code));
    let condition = |condition: &crate::field::Condition| {
        format!(
            "{} {} {}",
            text(&condition.left),
            condition.operator.sign(),
            text(&condition.right)
        )
    };
    let list = |arguments: &[crate::field::Argument]| -> String {
        arguments.iter().map(text).collect::<Vec<_>>().join(" ")
    };
    let line = match &read.field {
        Field::MergeField(field) => {
            let mut line = format!("MERGEFIELD {}", text(&field.name));
            for (letter, value) in [("b", &field.before), ("f", &field.after)] {
                if let Some(value) = value {
                    line = format!("{line} \\{letter} {}", text(value));
                }
            }
            line
        }
        Field::If(choice) => format!(
            "IF {} ? {} : {}",
            condition(&choice.condition),
            text(&choice.then),
            choice.otherwise.as_ref().map_or("nothing".to_owned(), text)
        ),
        Field::Compare(asked) | Field::SkipIf(asked) | Field::NextIf(asked) => format!(
            "{} {}",
            read.field.keyword(),
            asked.as_ref().map_or("nothing".to_owned(), condition)
        ),
        Field::Formula(formula) => format!("= {}", &code[formula.span.clone()]),
        Field::Set { bookmark, value } => format!("SET {} {}", text(bookmark), text(value)),
        Field::Ref(field) => format!("REF {}", text(&field.name)),
        Field::Bare(name) => format!("bare {}", text(name)),
        Field::Quote(arguments) => format!("QUOTE {}", list(arguments)),
        Field::Unknown(field) => {
            format!("unknown {} {}", text(&field.name), list(&field.arguments))
        }
        Field::Layout(field) => format!("{} {}", field.kind.keyword(), list(&field.arguments)),
        Field::Refused(field) => format!("{} {}", field.kind.keyword(), list(&field.arguments)),
        Field::IncludeText(include) => format!("INCLUDETEXT {}", text(&include.source)),
        Field::DocVariable(name) => {
            format!("DOCVARIABLE {}", name.as_ref().map_or("nothing".to_owned(), text))
        }
        other => other.keyword().to_owned(),
    };
    let formats = read.formats.iter().map(|format| match format {
        Format::General(general) => format!("*{general:?}"),
        Format::Numeric(picture) => format!("#[{}]", picture.text),
        Format::DateTime(picture) => format!("date[{}]", picture.text),
        Format::Unknown(text) => format!("unknown [{text}]"),
    });
    let pieces: Vec<String> = std::iter::once(line.trim_end().to_owned()).chain(formats).collect();
    pieces.join(" ")
}

#[test]
fn a_merge_field_has_a_name_and_two_texts() {
    check(" MERGEFIELD Sag.Nummer ", "MERGEFIELD [Sag.Nummer]");
    check(
        "mergefield \"Navn på borger\" \\* MERGEFORMAT",
        "MERGEFIELD [Navn på borger] *MergeFormat",
    );
    check("MERGEFIELD Navn\\b\"Kære \" \\f,", "MERGEFIELD [Navn] \\b [Kære ] \\f [,]");
    check("MERGEFIELD beosztás", "MERGEFIELD [beosztás]");
    check("\\MERGEFIELD a", "MERGEFIELD [a]");
}

#[test]
fn formats_may_touch_their_switch() {
    check("MERGEFIELD a \\*lower \\*firstcap", "MERGEFIELD [a] *Lower *FirstCap");
    check("MERGEFIELD a\\*Upper", "MERGEFIELD [a] *Upper");
    check("DATE \\@\"d'. 'MMM\\ yy\"", "DATE date[d'. 'MMM\\ yy]");
    check("MERGEFIELD a \\# #.##0,00 \\* MERGEFORMAT", "MERGEFIELD [a] #[#.##0,00] *MergeFormat");
    check("DATE \\@ d MMMM yyyy", "DATE date[d]");
    check("date \\@ \"MM/DD/YY ", "DATE date[MM/DD/YY ]");
}

#[test]
fn a_condition_needs_no_blanks() {
    check("IF ␓ = \"Ja\" \"yes\" \"no\"", "IF [␓] = [Ja] ? [yes] : [no]");
    check("IF ␓=\"Ja\"\"yes\"\"no\"", "IF [␓] = [Ja] ? [yes] : [no]");
    check("IF␓= “Thursday\" 1 ␓", "IF [␓] = [Thursday] ? [1] : [␓]");
    check("IF ␓<>␓ ␓␓", "IF [␓] <> [␓] ? [␓] : [␓]");
    check("IF ␓ = 0,\"\" ␓", "IF [␓] = [0] ? [] : [␓]");
    check("IF ␓ >= 0,5 \"a\"", "IF [␓] >= [0,5] ? [a] : nothing");
    check("NEXTIF 1=2", "NEXTIF [1] = [2]");
    check("COMPARE \"3\" =\"3\"", "COMPARE [3] = [3]");
    check("IF ␓ = \"\" \"\" http://x?a=1", "IF [␓] = [] ? [] : [http://x?a=1]");
    check(
        "IF DATE \\@ \"yyyy\" = \"1998\" \"1998-\"",
        "IF [DATE] = [1998] ? [1998-] : nothing date[yyyy]",
    );
}

#[test]
fn white_space_between_arguments_may_be_paragraphs() {
    check("IF ␓ = \"J\"\u{14}\"a\u{14}b\"\u{b}\"c\" ", "IF [␓] = [J] ? [a\u{14}b] : [c]");
}

#[test]
fn typographic_quotes_are_quotes() {
    check("IF ␓ = ”Ja” ”dk yes” ”dk no”", "IF [␓] = [Ja] ? [dk yes] : [dk no]");
    check(
        "IF “MALE” = “MALE” “true text” “false text”",
        "IF [MALE] = [MALE] ? [true text] : [false text]",
    );
    check("IF ␓ = \"Ja” \"yes” \"no”", "IF [␓] = [Ja] ? [yes] : [no]");
    check("IF ␓ = \"J\" \"kaldet ”hjælp” her\" \"n\"", "IF [␓] = [J] ? [kaldet ”hjælp” her] : [n]");
    check("IF ␓ = „J” „a” „b”", "IF [␓] = [J] ? [a] : [b]");
    check("IF ␓=»J« »a« »b«", "IF [␓] = [J] ? [a] : [b]");
    check("IF ␓ = \"J\" \"kaldet »hjælp« her\" «n»", "IF [␓] = [J] ? [kaldet »hjælp« her] : [n]");
}

#[test]
fn a_backslash_protects_quotes_and_itself() {
    check("QUOTE \"\\\"Citat\\\"\"", "QUOTE [\"Citat\"]");
    check("INCLUDETEXT \"C:\\\\breve\\\\a.docx\"", "INCLUDETEXT [C:\\breve\\a.docx]");
    check("INCLUDETEXT C:\\\\breve\\\\a.docx", "INCLUDETEXT [C:\\breve\\a.docx]");
}

#[test]
fn other_fields_are_told_apart() {
    check("SET yy \"7\"", "SET [yy] [7]");
    check(" yy ", "bare [yy]");
    check("yy \\* Upper", "bare [yy] *Upper");
    check("HVIS ␓ = 1 2 3", "unknown [HVIS] [␓] [=] [1] [2] [3]");
    check("HYPERLINK \"https://borger.dk\" \\o \"tip\" \\h", "HYPERLINK [https://borger.dk]");
    check("DOCVARIABLE ␓", "DOCVARIABLE [␓]");
    check("FILLIN \"Spørgsmål?\" \\d svar", "FILLIN [Spørgsmål?]");
    check("INFO Title", "TITLE");
    check("", "");
    check(" \u{14} ", "");
    check("␓", "bare [␓]");
    check("=A1+ROUND(␓;2)\\# \"0,00\"", "= A1+ROUND(␓;2) #[0,00]");
}

#[test]
fn what_is_odd_is_said() {
    assert_eq!(faults("IF ␓ \"a\" \"b\""), "MissingCondition");
    assert_eq!(faults("COMPARE \\* MERGEFORMAT"), "MissingCondition");
    assert_eq!(faults("MERGEFIELD"), "MissingArgument(\"field name\")");
    assert_eq!(faults("MERGEFIELD a b"), "UnexpectedArgument");
    assert_eq!(faults("MERGEFIELD a \\z"), "UnknownSwitch(\"\\\\z\")");
    assert_eq!(faults("MERGEFIELD a \\* Blå"), "UnknownFormat(\"Blå\")");
    assert_eq!(faults("MERGEFIELD \"a"), "UnterminatedQuote");
    assert_eq!(faults("MERGEFIELD ”a”"), "TypographicQuotes");
    assert_eq!(faults("MERGEFIELD a \\# "), "MissingArgument(\"picture\")");
    assert_eq!(faults("MERGEFIELD a \\# #,##0.00"), "MixedSeparators");
    assert_eq!(faults("MERGEFIELD a \\# \"0000000000000000\""), "LongDigitsPicture");
    assert_eq!(faults("MERGEFIELD a \\# ␓"), "DynamicFormat");
    assert_eq!(faults("MERGEFIELD a \\"), "StrayBackslash");
    assert_eq!(faults("= 2 +"), "FormulaSyntax(\"\")");
    assert_eq!(faults("= (2 ) )"), "FormulaSyntax(\")\")");
    assert_eq!(faults("IF ␓ = \"J\""), "MissingArgument(\"text if true\")");
    assert_eq!(faults("IF ␓ = \"J\" \"a\" \"b\" \"c\""), "UnexpectedArgument");
    assert_eq!(faults("IF ␓ = \"J\" \"a\" \"b\""), "");
    assert_eq!(faults("HYPERLINK \"x\" \\o \"y\" \\z"), "");
}

#[test]
fn tidy_codes_have_one_blank_and_straight_quotes() {
    let tidy = |code: &str| read(code).canonical(code);
    assert_eq!(tidy("  IF  a=”b”  \u{14}\"c\"  "), "IF a = \"b\" \"c\"");
    assert_eq!(tidy("MERGEFIELD a\\*Upper"), "MERGEFIELD a \\* Upper");
    assert_eq!(tidy("IF a = 0,\"\" \"b\""), "IF a = 0, \"\" \"b\"");
    assert_eq!(tidy("QUOTE \"uden ende"), "QUOTE \"uden ende\"");
}

#[test]
fn hostile_codes_are_read_in_good_time() {
    for piece in [
        "(", "\"", "\\", "”", "\"”a", "{", "=", "\\*", " \\", "\u{13}", "'", "a ", "1+", "-", "%",
        "\\# \"",
    ] {
        for start in ["", "IF ", "= ", "MERGEFIELD a \\# ", "\""] {
            let code = format!("{start}{}", piece.repeat(8_000 / piece.len()));
            let read = read(&code);
            assert_eq!(read.print(), code);
        }
    }
}

#[test]
fn every_byte_is_in_a_token() {
    let read = read(" \\ IF a = \"b\" \\x ");
    assert_eq!(read.tokens.last().map(|token| token.kind), Some(TokenKind::Blank));
}

proptest! {
    #[test]
    fn printing_gives_the_code_back(code in "\\PC*") {
        prop_assert_eq!(read(&code).print(), code);
    }

    #[test]
    fn printing_gives_near_codes_back(
        code in "(IF|MERGEFIELD|=|SET|\\\\|)[ \\\\\"”“a1,;=<>()'#*␓+\u{13}\u{14}\u{1}\u{a0}]{0,40}"
    ) {
        let first = read(&code);
        prop_assert_eq!(first.print(), code.as_str());
        for fault in &first.faults {
            prop_assert!(code.get(fault.span.clone()).is_some());
        }
        let _ = first.canonical(&code);
    }
}
