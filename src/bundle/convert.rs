//! What the files say as what the catalogue holds.

use super::files::{
    ChannelWord, FieldType, FieldWire, GapsChoice, HistoryWhat, ModeWord, OwnerWord, ReasonChoice,
    ReasonPart, ReasonWire, RuleWord, TemplateFile,
};
use super::read::{Frame, LayerFiles, find};
use super::{Element, Files, Layer, LetterTemplate, Master, TemplateGroup};
use crate::catalogue::{
    Catalogue, CatalogueField, Channel, Context, Contexts, DenialReason, Enclosure, FieldKind,
    GroupRule, HistoryValue, LetterMode, Manifest, OverrideOf, Owner, Parameter, ParameterOwner,
    PriceAgreement, Question, QuestionGroup, ReasonRule, ReasonText, ReasonValue, Requires, Source,
    Supplier, Validity,
};
use crate::locale::Language;
use crate::merge::Gaps;

/// What becomes of gaps.
pub(super) fn gaps(choice: GapsChoice) -> Gaps {
    match choice {
        GapsChoice::Close => Gaps::Close,
        GapsChoice::AsWord => Gaps::AsWord,
    }
}

/// What one owner has.
pub(super) fn layer(said: &LayerFiles<'_>, frame: &Frame, files: &Files) -> Layer {
    let masters = said.masters.iter().map(|piece| Master {
        key: piece.key.clone(),
        name: piece.said.wire.name.clone(),
        recipient: piece.said.wire.recipient.clone(),
        file: piece.file.clone(),
        document: piece.document.to_vec(),
    });
    let elements = said.elements.iter().map(|piece| Element {
        key: piece.key.clone(),
        name: piece.said.wire.name.clone(),
        tags: piece.said.wire.tags.clone(),
        contexts: contexts(piece.said.wire.contexts.as_deref()),
        file: piece.file.clone(),
        document: piece.document.to_vec(),
    });
    let templates = said.templates.iter().map(|piece| LetterTemplate {
        manifest: manifest(&piece.key, &piece.said.wire, &said.prefix, files),
        file: piece.file.clone(),
        document: piece.document.to_vec(),
    });
    let groups = said.groups.wire.group.iter().map(|group| TemplateGroup {
        key: group.key.clone(),
        name: group.name.clone(),
        process: group.process.clone(),
        step: group.step.clone(),
        templates: group.templates.clone(),
        default: group.default.clone(),
    });
    Layer {
        catalogue: catalogue(said, frame, files),
        masters: masters.collect(),
        elements: elements.collect(),
        templates: templates.collect(),
        groups: groups.collect(),
    }
}

fn catalogue(said: &LayerFiles<'_>, frame: &Frame, files: &Files) -> Catalogue {
    let list = said.contexts.wire.context.iter().map(|context| Context {
        key: context.key.clone(),
        name: context.name.clone(),
        process: context.process.clone(),
        step: context.step.clone(),
        case_types: context.case_types.clone(),
        words: context.words.iter().map(|word| word.to_lowercase()).collect(),
        values: context
            .values
            .iter()
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect(),
        reason: match context.reason {
            ReasonChoice::Refused => ReasonRule::Refused,
            ReasonChoice::Allowed => ReasonRule::Allowed,
            ReasonChoice::Required => ReasonRule::Required,
        },
        reason_requires: context.reason_requires.clone(),
    });
    let questions = said.questions.wire.question.iter().map(|question| Question {
        alias: question.alias.clone(),
        keys: question.keys.iter().map(|(name, key)| (name.clone(), key.clone())).collect(),
        text: question.text.clone(),
        help: question.help.clone(),
        default_yes: question.default.is_yes(),
        contexts: contexts(question.contexts.as_deref()),
    });
    let groups = said.questions.wire.group.iter().map(|group| QuestionGroup {
        key: group.key.clone(),
        name: group.name.clone(),
        rule: match group.rule {
            RuleWord::NoneToMany => GroupRule::Any,
            RuleWord::AtLeastOne => GroupRule::AtLeastOne,
            RuleWord::ExactlyOne => GroupRule::ExactlyOne,
            RuleWord::AtMostOne => GroupRule::AtMostOne,
        },
        questions: group.questions.clone(),
    });
    let parameters = said.parameters.wire.parameter.iter().map(|parameter| Parameter {
        name: parameter.name.clone(),
        value: parameter.value.text.clone(),
        validity: Validity {
            from: parameter.from.map(|day| day.0),
            to: parameter.to.map(|day| day.0),
        },
    });
    let suppliers = said.prices.wire.supplier.iter().map(|supplier| Supplier {
        key: supplier.key.clone(),
        name: supplier.name.clone(),
        cvr: supplier.cvr.as_ref().map(|cvr| cvr.text.clone()),
    });
    let prices = said.prices.wire.price.iter().map(|price| PriceAgreement {
        supplier: price.supplier.clone(),
        service: price.service.clone(),
        price: price.price.number(frame.language).unwrap_or_default(),
        validity: Validity { from: price.from.map(|day| day.0), to: price.to.map(|day| day.0) },
    });
    let reasons = said.reasons.wire.reason.iter();
    Catalogue {
        environment: frame.environment.clone(),
        language: frame.language,
        contexts: list.collect(),
        fields: said.fields.wire.field.iter().map(|said| field(said, frame.language)).collect(),
        questions: questions.collect(),
        question_groups: groups.collect(),
        reasons: reasons.map(|reason| denial_reason(reason, &said.prefix, files)).collect(),
        parameters: parameters.collect(),
        suppliers: suppliers.collect(),
        prices: prices.collect(),
    }
}

/// A field; of several sources the first holds.
pub(super) fn field(said: &FieldWire, language: Language) -> CatalogueField {
    let number = |bound: &Option<super::files::NumberText>| {
        bound.as_ref().and_then(|bound| bound.number(language))
    };
    let kind = match said.kind {
        FieldType::Text => FieldKind::Text,
        FieldType::Number => {
            FieldKind::Number { least: number(&said.least), greatest: number(&said.greatest) }
        }
        FieldType::Amount => FieldKind::Amount,
        FieldType::Date => FieldKind::Date,
        FieldType::Boolean => FieldKind::Boolean,
        FieldType::Enumeration => FieldKind::Enumeration(said.values.clone().unwrap_or_default()),
        FieldType::List => FieldKind::List { least: said.least_items.unwrap_or_default() },
        FieldType::RichText => FieldKind::RichText,
        FieldType::Picture => FieldKind::Picture,
    };
    CatalogueField {
        name: said.name.clone(),
        text: said.text.clone(),
        kind,
        format: said.format.clone(),
        sample: said.sample.as_ref().map(|sample| sample.text.clone()).unwrap_or_default(),
        contexts: contexts(said.contexts.as_deref()),
        personal: said.personal,
        optional: said.optional,
        list: said.list.clone(),
        source: source(said),
        owner: match said.owner {
            OwnerWord::CentralOnly => ParameterOwner::CentralOnly,
            OwnerWord::MunicipalRequired => ParameterOwner::MunicipalRequired,
            OwnerWord::MunicipalOptional => ParameterOwner::MunicipalOptional,
            OwnerWord::Overridable => ParameterOwner::Overridable,
        },
    }
}

fn source(said: &FieldWire) -> Source {
    if said.parameter {
        return Source::Parameter;
    }
    if let Some(price) = &said.price {
        let (supplier, service) = (price.supplier.clone(), price.service.clone());
        return Source::Price { supplier, service };
    }
    if let Some(history) = &said.history {
        let value = match (&history.answer, history.value) {
            (Some(alias), _) => HistoryValue::Answer(alias.clone()),
            (None, Some(HistoryWhat::Date)) => HistoryValue::Date,
            (None, Some(HistoryWhat::Sent) | None) => HistoryValue::Sent,
        };
        return Source::History { letter: history.letter.clone(), value };
    }
    if let Some(reason) = said.reason {
        return Source::Reason(match reason {
            ReasonPart::Text => ReasonValue::Text,
            ReasonPart::Name => ReasonValue::Name,
            ReasonPart::Key => ReasonValue::Key,
        });
    }
    match &said.formula {
        Some(formula) => Source::Formula(formula.clone()),
        None => Source::Request,
    }
}

fn denial_reason(said: &ReasonWire, prefix: &str, files: &Files) -> DenialReason {
    let document = said.document.as_ref().and_then(|file| find(files, prefix, file));
    let text = match document.and_then(|file| files.get(&file)) {
        Some(document) => ReasonText::Document(document.clone()),
        None => ReasonText::Plain(said.text.clone().unwrap_or_default()),
    };
    DenialReason {
        key: said.key.clone(),
        name: said.name.clone(),
        text,
        contexts: contexts(said.contexts.as_deref()),
        active: said.active,
    }
}

fn manifest(key: &str, said: &TemplateFile, prefix: &str, files: &Files) -> Manifest {
    let owner = prefix
        .strip_prefix("authorities/")
        .map_or(Owner::Central, |code| Owner::Authority(code.trim_end_matches('/').to_owned()));
    let enclosures = said.enclosures.iter().map(|enclosure| Enclosure {
        file: find(files, prefix, &enclosure.file).unwrap_or_else(|| enclosure.file.clone()),
        title: enclosure.title.clone(),
    });
    let channels = said.channels.iter().map(|channel| match channel {
        ChannelWord::DigitalPost => Channel::DigitalPost,
        ChannelWord::RemotePrint => Channel::RemotePrint,
        ChannelWord::LocalPrint => Channel::LocalPrint,
        ChannelWord::SecureMail => Channel::SecureMail,
    });
    Manifest {
        key: key.to_owned(),
        name: said.name.clone(),
        title: said.title.clone(),
        contexts: said.contexts.clone(),
        questions: said.questions.clone(),
        master: said.master.clone(),
        enclosures: enclosures.collect(),
        case_enclosures: said.case_enclosures,
        category: said.category.clone(),
        channels: channels.collect(),
        letter: said.letter.clone(),
        kle: said.kle.clone(),
        mode: match said.mode {
            ModeWord::Manual => LetterMode::Manual,
            ModeWord::Automatic => LetterMode::Automatic,
        },
        owner,
        requires: Requires {
            fields: said.requires.fields.clone(),
            words: said.requires.words.clone(),
            title: said.requires.title.clone(),
        },
        overrides: said.overrides.as_ref().map(|of| OverrideOf {
            template: of.template.clone(),
            base: of.base.to_lowercase(),
            contexts: of.contexts.clone(),
        }),
    }
}

fn contexts(named: Option<&[String]>) -> Contexts {
    named.map_or(Contexts::All, |keys| Contexts::Only(keys.to_vec()))
}
