//! What an authority decides about its letters: automation, and how long they are kept.

use crate::access::Permission;
use crate::api::{Body, Call, Operation, Problem, Routes, Shown, kinds};
use crate::archive::{self, Automation, Retention};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const AUTOMATION: &str = "/v1/{environment}/{authority}/settings/automation";
    const RETENTION: &str = "/v1/{environment}/{authority}/settings/retention";
    routes
        .group("Settings")
        .get(
            AUTOMATION,
            Operation::new(
                "showAutomation",
                Permission::ReadTemplates,
                "What case systems may do by themselves.",
            )
            .about(
                "Careful start: `auto_decide` lets case systems make letters by themselves, `auto_send` releases them without review. \
                 Both are off until a rule switches them on; the most specific rule holds.",
            ),
            show_automation,
        )
        .put(
            AUTOMATION,
            Operation::new(
                "putAutomation",
                Permission::EditSettings,
                "Decides what case systems may do by themselves.",
            )
            .about("Noted in the audit trail. The revision is 0 until something is decided.")
            .problems(&[kinds::INVALID, kinds::CHANGED, kinds::REVISION_NEEDED]),
            put_automation,
        )
        .get(
            RETENTION,
            Operation::new("showRetention", Permission::ReadTemplates, "How long letters are kept."),
            show_retention,
        )
        .put(
            RETENTION,
            Operation::new("putRetention", Permission::EditSettings, "Decides how long letters are kept.")
                .about(
                    "Noted in the audit trail. Holds for letters that are there already too, within minutes. Without `inputs_days`, of \
                     what letters are made from only a hash is kept.",
                )
                .problems(&[kinds::INVALID, kinds::CHANGED, kinds::REVISION_NEEDED]),
            put_retention,
        )
}

async fn show_automation(call: Call) -> Result<Shown<Automation>, Problem> {
    let mut work = call.read().await?;
    let kept = archive::automation(&mut work, &call.realm).await?;
    Ok(Shown { revision: Some(kept.revision), body: kept.document })
}

async fn put_automation(
    call: Call,
    Body(new): Body<Automation>,
) -> Result<Shown<Automation>, Problem> {
    let is_key = |key: &Option<String>| {
        key.as_ref().is_none_or(|key| {
            (1..=200).contains(&key.chars().count()) && !key.chars().any(char::is_control)
        })
    };
    if new.rules.len() > 500
        || !new.rules.iter().all(|rule| is_key(&rule.template) && is_key(&rule.context))
    {
        return Err(Problem::invalid(
            "rules",
            "højst 500 regler; nøgler har 1 til 200 tegn",
            "500 rules at most; keys have 1 to 200 characters",
        ));
    }
    let mut work = call.write().await?;
    let kept = archive::automation(&mut work, &call.realm).await?;
    call.matches(&kept)?;
    let kept = new.put(&mut work, &kept).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body: kept.document })
}

async fn show_retention(call: Call) -> Result<Shown<Retention>, Problem> {
    let mut work = call.read().await?;
    let kept = archive::retention(&mut work, &call.realm).await?;
    Ok(Shown { revision: Some(kept.revision), body: kept.document })
}

async fn put_retention(
    call: Call,
    Body(new): Body<Retention>,
) -> Result<Shown<Retention>, Problem> {
    let is_days = |days: Option<u32>| days.is_none_or(|days| (1..=36_500).contains(&days));
    let is_rule = |rule: &archive::RetentionRule| {
        is_days(rule.days)
            && (1..=100).contains(&rule.category.chars().count())
            && !rule.category.chars().any(char::is_control)
    };
    if !is_days(new.days)
        || !is_days(new.inputs_days)
        || new.categories.len() > 100
        || !new.categories.iter().all(is_rule)
    {
        return Err(Problem::invalid(
            "days",
            "1 til 36500 dage; højst 100 kategorier med hver 1 til 100 tegn",
            "1 to 36500 days; 100 categories at most, each of 1 to 100 characters",
        ));
    }
    let mut work = call.write().await?;
    let kept = archive::retention(&mut work, &call.realm).await?;
    call.matches(&kept)?;
    let kept = archive::change_retention(&mut work, &kept, new).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body: kept.document })
}
