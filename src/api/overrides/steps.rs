//! What to do next: the handbook's procedure "En brevskabelon, som I har overskrevet, er blevet opdateret", step by step.

use schemars::JsonSchema;
use serde::Serialize;

use super::wire::{place_of, root, segment};
use crate::diagnostic::MessageLanguage;
use crate::registry::{Acknowledgement, Override, Stage, Version};
use crate::store::Kept;

/// A step.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NextStep {
    /// A stable word for programs: `compare`, `rebase`, `keep`, `drop`, `edit`, `test`, `publish`, `acknowledge`.
    pub step: &'static str,
    /// What to do, in the caller's language.
    pub title: String,
    /// The method of the request that does it.
    pub method: &'static str,
    /// Its path.
    pub href: String,
}

/// What comes next for an override.
pub(super) fn of_override(
    kept: &Kept<Override>,
    latest: Option<&Version>,
    given: Option<&Acknowledgement>,
    language: MessageLanguage,
) -> Vec<NextStep> {
    let of = &kept.document;
    if of.dropped.is_some() {
        return Vec::new();
    }
    let place = place_of(&kept.realm, &of.item);
    let step = |step, da: &str, en: &str, method, href: String| NextStep {
        step,
        title: match language {
            MessageLanguage::Danish => da.to_owned(),
            MessageLanguage::English => en.to_owned(),
        },
        method,
        href,
    };
    let mut steps = Vec::new();
    if of.outdated {
        let page = format!("{place}/comparison.html");
        steps.extend([
            step(
                "compare",
                "Se, hvad der er ændret centralt, og hvor I skal vælge",
                "See what the centre changed, and where you have to decide",
                "GET",
                page,
            ),
            step(
                "rebase",
                "Flet ændringen ind i jeres udgave, som en ny kladde",
                "Take the change into your version, as a new draft",
                "POST",
                format!("{place}/rebase"),
            ),
            step(
                "keep",
                "Eller behold jeres udgave, som den er, med en begrundelse",
                "Or keep your version as it is, with a reason",
                "POST",
                format!("{place}/keep"),
            ),
            step(
                "drop",
                "Eller opgiv overskrivningen, og brug den centrale igen",
                "Or drop the override, and use the central one again",
                "POST",
                format!("{place}/drop"),
            ),
        ]);
    }
    let Some(latest) = latest else { return steps };
    let versions = format!(
        "{}/items/{}:{}/versions/{}",
        root(&kept.realm),
        of.item.kind.place(),
        segment(&of.item.key),
        latest.number
    );
    if latest.stage == Stage::Draft {
        steps.extend([
            step(
                "edit",
                "Ret dokumentet i Word, og gem det som en ny kladde",
                "Edit the document in Word, and save it as a new draft",
                "POST",
                format!("{place}/versions"),
            ),
            step(
                "test",
                "Afprøv kladden med testpersoner",
                "Try the draft with test persons",
                "POST",
                format!("{versions}/test"),
            ),
        ]);
    }
    if matches!(latest.stage, Stage::Draft | Stage::Tested) {
        steps.push(step(
            "approve",
            "Få en anden til at godkende den",
            "Have another person approve it",
            "POST",
            format!("{versions}/approve"),
        ));
    }
    if latest.stage < Stage::Published {
        if !given.is_some_and(Acknowledgement::is_current) {
            steps.push(step(
                "acknowledge",
                "Bekræft, at kommunen overtager ansvaret",
                "Acknowledge that the municipality takes over the responsibility",
                "POST",
                format!("{place}/acknowledgement"),
            ));
        }
        steps.push(step(
            "publish",
            "Tag den i brug fra en dag",
            "Take it into use from a day",
            "POST",
            format!("{}/publications", root(&kept.realm)),
        ));
    }
    steps
}
