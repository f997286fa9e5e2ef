//! From a field code's text to its tokens, and on to its meaning.

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::argument::Argument;
use super::{Fault, FaultKind, Instruction, Operator, Separators, Span, Token, TokenKind};
use super::{QUOTES, read};

/// `grammar/field.pest`: ISO/IEC 29500-1, 17.16.1 to 17.16.4.
#[derive(Parser)]
#[grammar = "grammar/field.pest"]
pub(super) struct FieldGrammar;

/// Reads a field code; every text is one.
///
/// `code` is what stands between the field's begin and separate marks, nested
/// fields and other things replaced by their placeholder characters.
/// `separators` are those of the document, for pictures and formulas.
pub fn parse(code: &str, separators: Separators) -> Instruction {
    let mut lexer =
        Lexer { code, tokens: Vec::new(), parts: Vec::new(), faults: Vec::new(), end: 0 };
    match FieldGrammar::parse(Rule::field_code, code) {
        Ok(pairs) => pairs.flat_map(Pair::into_inner).for_each(|pair| lexer.visit(pair)),
        // The grammar takes every text; should it not, all of it is one word.
        Err(_) => lexer.token(TokenKind::Stray, 0..code.len()),
    }
    lexer.finish();
    let Lexer { tokens, parts, faults, .. } = lexer;
    read::instruction(code, separators, tokens, &parts, faults)
}

/// A piece of a code as its reading needs it.
#[derive(Clone, Debug)]
pub(super) enum Part {
    FieldType(Span),
    Formula(Span),
    Argument(Argument),
    /// The operator of a comparing field.
    Operator(Operator),
    /// `\*`, `\#` or `\@`.
    Format(FormatSwitch, Option<Argument>, Span),
    /// Any other switch, by its letter.
    Switch(char, Span),
}

/// The three switches that every field has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FormatSwitch {
    General,
    Numeric,
    DateTime,
}

struct Lexer<'a> {
    code: &'a str,
    tokens: Vec<Token>,
    parts: Vec<Part>,
    faults: Vec<Fault>,
    /// Where the last token ended.
    end: usize,
}

impl Lexer<'_> {
    fn visit(&mut self, pair: Pair<'_, Rule>) {
        let span = span(&pair);
        match pair.as_rule() {
            Rule::leading_backslash
            | Rule::formula_field
            | Rule::comparing_field
            | Rule::general_field
            | Rule::right_operand => pair.into_inner().for_each(|inner| self.visit(inner)),
            Rule::skipped_backslash | Rule::stray => {
                self.fault(FaultKind::StrayBackslash, span.clone());
                self.token(TokenKind::Stray, span);
            }
            Rule::formula_type | Rule::comparing_type | Rule::field_type => {
                self.parts.push(Part::FieldType(span.clone()));
                self.token(TokenKind::FieldType, span);
            }
            Rule::formula_text => {
                self.parts.push(Part::Formula(span.clone()));
                self.token(TokenKind::Expression, span);
            }
            Rule::operator => {
                if let Some(operator) = Operator::from_sign(pair.as_str()) {
                    self.parts.push(Part::Operator(operator));
                }
                self.token(TokenKind::Operator, span);
            }
            Rule::separator => self.token(TokenKind::Separator, span),
            Rule::general_formatting_switch => self.format_switch(FormatSwitch::General, pair),
            Rule::numeric_formatting_switch => self.format_switch(FormatSwitch::Numeric, pair),
            Rule::date_and_time_formatting_switch => {
                self.format_switch(FormatSwitch::DateTime, pair);
            }
            Rule::field_specific_switch => {
                let letter = pair.as_str().chars().next_back().unwrap_or('\\');
                self.parts.push(Part::Switch(letter, span.clone()));
                self.token(TokenKind::Switch, span);
            }
            Rule::operand
            | Rule::field_argument
            | Rule::argument_beside_nested
            | Rule::number_before_separator
            | Rule::quoted
            | Rule::nested
            | Rule::word_beside_nested => {
                let argument = self.argument(pair);
                self.parts.push(Part::Argument(argument));
            }
            _ => {}
        }
    }

    fn format_switch(&mut self, switch: FormatSwitch, pair: Pair<'_, Rule>) {
        let whole = span(&pair);
        let mut argument = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::switch_argument | Rule::picture_argument => {
                    argument = Some(self.argument(inner));
                }
                _ => self.token(TokenKind::FormatSwitch, span(&inner)),
            }
        }
        self.parts.push(Part::Format(switch, argument, whole));
    }

    /// One argument, under however many rules it stands.
    fn argument(&mut self, pair: Pair<'_, Rule>) -> Argument {
        let whole = span(&pair);
        let quoted = pair.as_str().starts_with(QUOTES) && pair.as_rule() != Rule::escape;
        self.token(if quoted { TokenKind::Quoted } else { TokenKind::Word }, whole.clone());
        let mut argument = Argument { span: whole.clone(), quoted, escapes: Vec::new() };
        let mut closed = false;
        let mut typographic = false;
        for inner in pair.into_inner().flatten() {
            let span = span(&inner);
            match inner.as_rule() {
                Rule::escape => argument.escapes.push(span.start),
                Rule::straight_content
                | Rule::typographic_content
                | Rule::inward_content
                | Rule::outward_content => argument.span = span,
                Rule::open_quote_typographic
                | Rule::open_guillemet_inward
                | Rule::open_guillemet_outward => typographic = true,
                Rule::close_guillemet_inward | Rule::close_guillemet_outward => closed = true,
                Rule::close_quote => {
                    closed = true;
                    typographic |= inner.as_str() != "\"";
                }
                _ => {}
            }
        }
        if quoted && !closed {
            self.fault(FaultKind::UnterminatedQuote, whole.clone());
        }
        if typographic {
            self.fault(FaultKind::TypographicQuotes, whole);
        }
        argument
    }

    fn token(&mut self, kind: TokenKind, span: Span) {
        let text = self.code.get(self.end..span.end).unwrap_or_default();
        self.end = span.end;
        self.tokens.push(Token { kind, span, text: text.to_owned() });
    }

    fn finish(&mut self) {
        if self.end < self.code.len() {
            self.token(TokenKind::Blank, self.end..self.code.len());
        }
    }

    fn fault(&mut self, kind: FaultKind, span: Span) {
        self.faults.push(Fault { kind, span });
    }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    pair.as_span().start()..pair.as_span().end()
}

#[cfg(test)]
mod tests;
