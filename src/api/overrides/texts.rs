//! The text on responsibility, and giving the acknowledgement for an override that has none of the text of now.

use super::show::kept_override;
use super::wire::{Acknowledge, AcknowledgementView, OverridePath, TextView, place_of};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Routes, Shown, kinds};
use crate::registry::{
    self, Acknowledgement, RESPONSIBILITY_TEXTS, acknowledge, responsibility_text,
};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/responsibility-texts",
            Operation::new(
                "listResponsibilityTexts",
                Permission::SignedIn,
                "What is acknowledged by overriding, the text of now last.",
            ),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/acknowledgement",
            Operation::new(
                "showAcknowledgement",
                Permission::ReadTemplates,
                "Who acknowledged that the municipality takes over the responsibility.",
            )
            .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .post(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/acknowledgement",
            Operation::new(
                "acknowledgeResponsibility",
                Permission::EditTemplates,
                "Acknowledge the text of now for an override.",
            )
            .about("Needed before a publication where the text has changed since the override was made, and for overrides that came with a bundle.")
            .problems(&[kinds::NOT_FOUND, kinds::RESPONSIBILITY_ACK_REQUIRED, kinds::INVALID]),
            give,
        )
}

/// The problem that asks for an acknowledgement, with the text.
pub(in crate::api) fn ask() -> Problem {
    let text = serde_json::to_value(TextView::of(responsibility_text())).unwrap_or_default();
    Problem::of(kinds::RESPONSIBILITY_ACK_REQUIRED).with("text", text)
}

/// Whether what was sent acknowledges the text of now.
pub(super) fn given(sent: Option<&Acknowledge>) -> Result<(), Problem> {
    match sent {
        Some(sent) if sent.text_version == responsibility_text().version => Ok(()),
        Some(_) => Err(ask().because(
            "den tekst, der er bekræftet, gælder ikke længere: læs den nye",
            "the text that was acknowledged is no longer in force: read the new one",
        )),
        None => Err(ask()),
    }
}

async fn list(_: Call) -> Result<Shown<Listed<TextView>>, Problem> {
    let items = RESPONSIBILITY_TEXTS.iter().map(TextView::of).collect();
    Ok(Shown::of(Listed { items, next: None }))
}

async fn show(
    call: Call,
    Path(path): Path<OverridePath>,
) -> Result<Shown<Acknowledgement>, Problem> {
    let mut work = call.read().await?;
    kept_override(&mut work, &call.realm, &path.item()).await?;
    let given = registry::acknowledgement(&mut work, &call.realm, &path.item()).await?;
    let none = || {
        Problem::not_found(
            "overskrivningen er kommet med et bundt, og ingen har bekræftet ansvaret",
            "the override came with a bundle, and nobody has acknowledged the responsibility",
        )
    };
    Ok(Shown::of(given.ok_or_else(none)?))
}

async fn give(
    call: Call,
    Path(path): Path<OverridePath>,
    Body(sent): Body<Acknowledge>,
) -> Result<Made<AcknowledgementView>, Problem> {
    given(Some(&sent))?;
    let mut work = call.write().await?;
    let kept = kept_override(&mut work, &call.realm, &path.item()).await?;
    let (name, session) = (&call.caller.name, &call.caller.credential);
    acknowledge(&mut work, &call.realm, &kept.document.item, name, session).await?;
    let body = AcknowledgementView {
        name: name.clone(),
        at: call.now,
        text_version: sent.text_version,
        current: true,
    };
    let location = format!("{}/acknowledgement", place_of(&call.realm, &path.item()));
    call.made(work, Made { location, revision: None, body }).await
}
