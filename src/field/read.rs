//! The meaning of a field code's pieces: which field, which switches.

use super::catalogue::{self, FieldType, Kind};
use super::formula;
use super::parse::{FormatSwitch, Part};
use super::{
    AddressBlock, Argument, Condition, DatePicture, Fault, FaultKind, Field, Format, GeneralFormat,
    GreetingLine, If, Include, Instruction, KeptField, LayoutField, MergeField, NESTED,
    NumericPicture, Ref, RefSwitches, RefusedField, Separators, Sequence, Span, Token,
    UnknownField,
};

/// Puts the pieces of a code together.
pub(super) fn instruction(
    code: &str,
    separators: Separators,
    tokens: Vec<Token>,
    parts: &[Part],
    faults: Vec<Fault>,
) -> Instruction {
    let mut reader = Reader { code, separators, faults, formats: Vec::new() };
    let field = reader.field(parts);
    let Reader { mut faults, formats, .. } = reader;
    faults.sort_by_key(|fault| fault.span.start);
    Instruction { tokens, field, formats, faults }
}

struct Reader<'a> {
    code: &'a str,
    separators: Separators,
    faults: Vec<Fault>,
    formats: Vec<Format>,
}

/// The pieces after the field type, sorted.
#[derive(Default)]
struct Pieces {
    arguments: Vec<Argument>,
    /// How many arguments stand before the operator, and the operator.
    operator: Option<(usize, super::Operator)>,
    switches: Vec<(char, Option<Argument>, Span)>,
}

impl Pieces {
    fn flag(&self, letter: char) -> bool {
        self.switches.iter().any(|(name, _, _)| *name == letter)
    }

    fn valued(&self, letter: char) -> Option<Argument> {
        self.switches
            .iter()
            .find(|(name, _, _)| *name == letter)
            .and_then(|(_, argument, _)| argument.clone())
    }

    fn argument(&self, index: usize) -> Option<Argument> {
        self.arguments.get(index).cloned()
    }
}

impl Reader<'_> {
    fn field(&mut self, parts: &[Part]) -> Field {
        let (name, rest) = match parts.split_first() {
            Some((Part::FieldType(span), rest)) => (Some(span.clone()), rest),
            _ => (None, parts),
        };
        let keyword = name.clone().and_then(|span| self.code.get(span)).unwrap_or_default();
        if keyword == "=" {
            return self.formula(rest);
        }
        let known = catalogue::find(keyword);
        let pieces = self.sort(rest, known);
        match (known, name) {
            (Some(known), Some(name)) => self.known(known, &name, pieces),
            (_, Some(span)) => {
                let name = Argument { span, ..Argument::default() };
                unknown(name, pieces)
            }
            (_, None) => match pieces.arguments.split_first() {
                None => Field::Empty,
                Some((first, rest)) => {
                    let pieces = Pieces { arguments: rest.to_vec(), ..pieces };
                    unknown(first.clone(), pieces)
                }
            },
        }
    }

    /// Sorts the pieces and gives each switch its argument.
    fn sort(&mut self, parts: &[Part], known: Option<&FieldType>) -> Pieces {
        let mut pieces = Pieces::default();
        let mut parts = parts.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Argument(argument) => pieces.arguments.push(argument.clone()),
                Part::Operator(operator) => {
                    pieces.operator = Some((pieces.arguments.len(), *operator));
                }
                Part::Format(switch, argument, span) => {
                    self.format(*switch, argument.as_ref(), span);
                }
                Part::Switch(letter, span) => {
                    let letter = letter.to_ascii_lowercase();
                    let mut argument = None;
                    if known.is_some_and(|known| known.valued.contains(letter)) {
                        match parts.peek() {
                            Some(Part::Argument(value)) => {
                                argument = Some(value.clone());
                                parts.next();
                            }
                            _ => self.fault(FaultKind::MissingArgument("switch argument"), span),
                        }
                    } else if known.is_some_and(|known| !known.allows(letter)) {
                        let name = self.code.get(span.clone()).unwrap_or_default();
                        self.fault(FaultKind::UnknownSwitch(name.to_owned()), span);
                    }
                    pieces.switches.push((letter, argument, span.clone()));
                }
                Part::FieldType(_) | Part::Formula(_) => {}
            }
        }
        pieces
    }

    fn known(&mut self, known: &FieldType, name: &Span, pieces: Pieces) -> Field {
        if !matches!(known.kind, Kind::If | Kind::Compare | Kind::SkipIf | Kind::NextIf)
            && let Some(extra) = pieces.arguments.get(known.arguments)
        {
            let span = extra.span.clone();
            self.fault(FaultKind::UnexpectedArgument, &span);
        }
        let mut wanted = |index: usize, what: &'static str| {
            pieces.argument(index).unwrap_or_else(|| {
                self.faults
                    .push(Fault { kind: FaultKind::MissingArgument(what), span: name.clone() });
                Argument::missing(self.code.len())
            })
        };
        match known.kind {
            Kind::MergeField => Field::MergeField(MergeField {
                name: wanted(0, "field name"),
                before: pieces.valued('b'),
                after: pieces.valued('f'),
                mapped: pieces.flag('m'),
                vertical: pieces.flag('v'),
            }),
            Kind::If => self.choice(name, pieces),
            Kind::Compare => Field::Compare(self.condition(name, &pieces, 2)),
            Kind::SkipIf => Field::SkipIf(self.condition(name, &pieces, 2)),
            Kind::NextIf => Field::NextIf(self.condition(name, &pieces, 2)),
            Kind::Next => Field::Next,
            Kind::Set => Field::Set { bookmark: wanted(0, "bookmark"), value: wanted(1, "text") },
            Kind::Ref => Field::Ref(Ref {
                name: wanted(0, "bookmark"),
                switches: RefSwitches {
                    h: pieces.flag('h'),
                    n: pieces.flag('n'),
                    r: pieces.flag('r'),
                    w: pieces.flag('w'),
                    p: pieces.flag('p'),
                    t: pieces.flag('t'),
                    f: pieces.flag('f'),
                    d: pieces.valued('d'),
                },
            }),
            Kind::Quote => {
                wanted(0, "text");
                Field::Quote(pieces.arguments)
            }
            Kind::DocProperty => Field::DocProperty(wanted(0, "property name")),
            Kind::DocVariable => {
                let name = pieces.argument(0);
                if name.is_none() {
                    wanted(0, "variable name");
                }
                Field::DocVariable(name)
            }
            Kind::DocInfo(info) => Field::DocInfo(info, pieces.argument(0)),
            Kind::Info => self.info(name, pieces),
            Kind::Date(kind) => Field::Date(kind),
            Kind::Sequence => Field::Sequence(Sequence {
                identifier: wanted(0, "identifier"),
                bookmark: pieces.argument(1),
                current: pieces.flag('c'),
                hidden: pieces.flag('h'),
                next: pieces.flag('n'),
                reset: pieces.valued('r'),
                heading: pieces.valued('s'),
            }),
            Kind::MergeRecord => Field::MergeRecord,
            Kind::MergeSequence => Field::MergeSequence,
            Kind::AddressBlock => Field::AddressBlock(AddressBlock {
                country: pieces.valued('c'),
                by_country: pieces.flag('d'),
                excluded: pieces.valued('e'),
                layout: pieces.valued('f'),
                language: pieces.valued('l'),
            }),
            Kind::GreetingLine => Field::GreetingLine(GreetingLine {
                default: pieces.valued('e'),
                layout: pieces.valued('f').or_else(|| pieces.valued('c')),
                language: pieces.valued('l'),
            }),
            Kind::IncludeText | Kind::IncludePicture => {
                let include = Include {
                    source: wanted(0, "file name"),
                    bookmark: pieces.argument(1),
                    locked: pieces.flag('!'),
                    linked: pieces.flag('d'),
                    converter: pieces.valued('c'),
                };
                if matches!(known.kind, Kind::IncludeText) {
                    Field::IncludeText(include)
                } else {
                    Field::IncludePicture(include)
                }
            }
            Kind::Layout(kind) => Field::Layout(LayoutField { kind, arguments: pieces.arguments }),
            Kind::Refused(kind) => {
                Field::Refused(RefusedField { kind, arguments: pieces.arguments })
            }
            Kind::Kept => {
                Field::Kept(KeptField { name: known.keyword, arguments: pieces.arguments })
            }
        }
    }

    /// IF; without an operator it asks nothing and is no choice.
    fn choice(&mut self, name: &Span, pieces: Pieces) -> Field {
        let Some(condition) = self.condition(name, &pieces, 4) else {
            return Field::Unknown(UnknownField {
                name: Argument { span: name.clone(), ..Argument::default() },
                arguments: pieces.arguments,
            });
        };
        let right = pieces.operator.map_or(0, |(before, _)| before);
        let then = pieces.argument(right + 1).unwrap_or_else(|| {
            self.fault(FaultKind::MissingArgument("text if true"), name);
            Argument::missing(self.code.len())
        });
        Field::If(If { condition, then, otherwise: pieces.argument(right + 2) })
    }

    /// The condition of a comparing field that takes `most` arguments.
    fn condition(&mut self, name: &Span, pieces: &Pieces, most: usize) -> Option<Condition> {
        let Some((before, operator)) = pieces.operator else {
            self.fault(FaultKind::MissingCondition, name);
            return None;
        };
        let left = if before == 0 {
            self.fault(FaultKind::MissingArgument("left operand"), name);
            Argument::missing(name.end)
        } else {
            pieces.argument(0).unwrap_or_default()
        };
        if before > 1 {
            let span = pieces.arguments[1].span.clone();
            self.fault(FaultKind::UnexpectedArgument, &span);
        }
        let right = pieces.argument(before).unwrap_or_else(|| {
            self.fault(FaultKind::MissingArgument("right operand"), name);
            Argument::missing(self.code.len())
        });
        if let Some(extra) = pieces.arguments.get(before + most - 1) {
            let span = extra.span.clone();
            self.fault(FaultKind::UnexpectedArgument, &span);
        }
        Some(Condition { left, operator, right })
    }

    /// INFO is the field that its first argument names.
    fn info(&mut self, name: &Span, mut pieces: Pieces) -> Field {
        let inner = pieces
            .arguments
            .first()
            .and_then(|argument| catalogue::find(&argument.text(self.code)));
        if let Some(known) = inner
            && matches!(known.kind, Kind::DocInfo(_) | Kind::Date(_) | Kind::Layout(_) | Kind::Kept)
        {
            pieces.arguments.remove(0);
            return self.known(known, name, pieces);
        }
        Field::Kept(KeptField { name: "INFO", arguments: pieces.arguments })
    }

    fn formula(&mut self, parts: &[Part]) -> Field {
        let mut span = None;
        for part in parts {
            if let Part::Formula(text) = part {
                span = Some(text.clone());
            }
        }
        let pieces = self.sort(parts, None);
        for argument in &pieces.arguments {
            self.fault(FaultKind::UnexpectedArgument, &argument.span.clone());
        }
        let end = self.code.len();
        let span = span.unwrap_or(end..end);
        let formula = formula::read(self.code, span.clone(), self.separators);
        match &formula.expression {
            Ok(_) => {}
            Err(super::FormulaError::TooComplex) => self.fault(FaultKind::FormulaTooDeep, &span),
            Err(super::FormulaError::Syntax(text)) => {
                self.fault(FaultKind::FormulaSyntax(text.clone()), &span);
            }
            Err(_) => self.fault(FaultKind::FormulaSyntax(String::new()), &span),
        }
        Field::Formula(formula)
    }

    fn format(&mut self, switch: FormatSwitch, argument: Option<&Argument>, span: &Span) {
        let Some(argument) = argument else {
            let what = match switch {
                FormatSwitch::General => "format",
                FormatSwitch::Numeric | FormatSwitch::DateTime => "picture",
            };
            self.fault(FaultKind::MissingArgument(what), span);
            return;
        };
        let text = argument.text(self.code).into_owned();
        let span = &argument.span;
        if text.contains(NESTED) {
            self.fault(FaultKind::DynamicFormat, span);
            self.formats.push(Format::Unknown(text));
            return;
        }
        let format = match switch {
            FormatSwitch::General => {
                if let Some(format) = GeneralFormat::from_name(text.trim()) {
                    Format::General(format)
                } else {
                    self.fault(FaultKind::UnknownFormat(text.clone()), span);
                    Format::Unknown(text)
                }
            }
            _ if text.trim().is_empty() => {
                self.fault(FaultKind::MissingArgument("picture"), span);
                return;
            }
            FormatSwitch::Numeric => Format::Numeric(self.numeric_picture(&text, span)),
            FormatSwitch::DateTime => {
                let picture = DatePicture::parse(&text);
                if !picture.has_date() {
                    self.fault(FaultKind::BadPicture, span);
                }
                Format::DateTime(picture)
            }
        };
        self.formats.push(format);
    }

    fn numeric_picture(&mut self, text: &str, span: &Span) -> NumericPicture {
        let picture = NumericPicture::parse(text, self.separators);
        if !picture.has_place() {
            self.fault(FaultKind::BadPicture, span);
        } else if picture.differs_from(self.separators) {
            self.fault(FaultKind::MixedSeparators, span);
        }
        if picture.is_long() {
            self.fault(FaultKind::LongDigitsPicture, span);
        }
        picture
    }

    fn fault(&mut self, kind: FaultKind, span: &Span) {
        self.faults.push(Fault { kind, span: span.clone() });
    }
}

/// A word that is no field type: alone it may be a bookmark's name.
fn unknown(name: Argument, pieces: Pieces) -> Field {
    if pieces.arguments.is_empty() && pieces.switches.is_empty() {
        return Field::Bare(name);
    }
    Field::Unknown(UnknownField { name, arguments: pieces.arguments })
}
