//! Service agreements asked for, corrected, withdrawn.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::access_problems::text;
use super::super::{Body, Call, Made, Operation, Path, Problem, Routes, Shown, kinds};
use super::agreements::{AgreementPath, AgreementView, AgreementsPath, find, view};
use super::system;
use crate::access::{
    Agreement, AgreementName, Identity, Permission, ServiceName, Terms, environment_word,
};
use crate::store::Work;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/agreements",
            Operation::new("requestAgreement", Permission::RequestAgreements, "Asks an authority for a service agreement.")
                .about(
                    "Asked by the system itself, by the authority's template administrator, or by the central office. The name says what is \
                     exchanged, by whom, where: `SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune`. A new version of a service is a new \
                     agreement, which names the one that it renews; the old one holds until its end.",
                )
                .problems(&[kinds::NOT_FOUND]),
            request,
        )
        .put(
            "/v1/{environment}/{authority}/agreements/{agreement}",
            Operation::new("correctAgreement", Permission::RequestAgreements, "Corrects an agreement that is not decided yet.")
                .about("One that was returned waits for the authority again. Whoever corrects it does not approve it.")
                .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW]),
            correct,
        )
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/withdraw",
            Operation::new("withdrawAgreement", Permission::RequestAgreements, "No longer asks for it.")
                .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW]),
            withdraw,
        )
}

/// What is asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAgreement {
    /// The id of the system; a case system asks for itself and leaves it out.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    system: Option<String>,
    /// The name: `SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune`.
    #[schemars(length(min = 10, max = 300))]
    name: String,
    /// The service.
    service: ServiceName,
    /// Fields that the system may use; `Borger.*` for all that begin so; empty for all.
    #[serde(default)]
    #[schemars(length(max = 500), inner(length(min = 1, max = 200)))]
    fields: Vec<String>,
    /// What for.
    #[schemars(length(min = 1, max = 2000))]
    purpose: String,
    /// The authority's SE number, eight digits.
    #[schemars(regex(pattern = r"^[0-9]{8}$"))]
    se_number: String,
    /// The first day.
    #[schemars(with = "String", extend("format" = "date"))]
    from: Date,
    /// The last day.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    until: Option<Date>,
    /// The id of the agreement that it renews.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    renews: Option<String>,
}

/// The terms, once all of them are as they should be.
async fn terms(work: &mut Work, call: &Call, body: NewAgreement) -> Result<Terms, Problem> {
    let id = match (&call.caller.identity, body.system) {
        (Identity::System(own), None) => own.clone(),
        (Identity::System(own), Some(named)) if named == *own => named,
        (Identity::System(_), Some(_)) => {
            return Err(Problem::invalid("system", "dit eget system", "your own system"));
        }
        (_, Some(named)) => named,
        (_, None) => return Err(Problem::invalid("system", "mangler", "is missing")),
    };
    let named = system(work, &id).await?.document.name;
    let name = AgreementName::parse(&text("name", &body.name, 10, 300)?).map_err(|fault| {
        let (da, en) = fault.words();
        Problem::invalid("name", da, en)
    })?;
    let environment = environment_word(&call.realm.environment);
    if name.system.to_lowercase() != named.to_lowercase() || name.environment != environment {
        return Err(Problem::invalid(
            "name",
            format!("tredje del er `{named} {environment}`"),
            format!("the third part is `{named} {environment}`"),
        ));
    }
    if body.fields.len() > 500 {
        return Err(Problem::invalid("fields", "højst 500 felter", "500 fields at most"));
    }
    let mut fields = Vec::new();
    for field in &body.fields {
        let field = text("fields", field, 1, 200)?;
        let name = field.strip_suffix(".*").unwrap_or(&field);
        if name.is_empty() || name.contains('*') || name.contains(char::is_whitespace) {
            return Err(Problem::invalid(
                "fields",
                "et feltnavn, eller `Borger.*` for alle, der begynder sådan",
                "the name of a field, or `Borger.*` for all that begin so",
            ));
        }
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let is_se_number =
        body.se_number.len() == 8 && body.se_number.bytes().all(|byte| byte.is_ascii_digit());
    if !is_se_number {
        return Err(Problem::invalid("se_number", "otte cifre", "eight digits"));
    }
    if body.until.is_some_and(|until| until < body.from) {
        return Err(Problem::invalid("until", "ikke før `from`", "not before `from`"));
    }
    Ok(Terms {
        version: name.version,
        name: name.to_string(),
        system: id,
        service: body.service,
        purpose: text("purpose", &body.purpose, 1, 2_000)?,
        se_number: body.se_number,
        from: body.from,
        until: body.until,
        renews: body.renews,
        fields,
    })
}

async fn request(
    call: Call,
    Path(_): Path<AgreementsPath>,
    Body(body): Body<NewAgreement>,
) -> Result<Made<AgreementView>, Problem> {
    if call.realm.is_central() {
        return Err(Problem::not_found(
            "den centrale administrator indgår ingen serviceaftaler",
            "the central office makes no service agreements",
        ));
    }
    let mut work = call.write().await?;
    let terms = terms(&mut work, &call, body).await?;
    let kept = Agreement::request(&mut work, &call.realm, terms).await?;
    let (environment, authority) = (&call.realm.environment, &call.realm.authority);
    let location = format!("/v1/{environment}/{authority}/agreements/{}", kept.key);
    let made = Made { location, revision: Some(kept.revision), body: view(&kept, &call) };
    let made = call.made(work, made).await?;
    call.app.door.forget();
    Ok(made)
}

async fn correct(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<NewAgreement>,
) -> Result<Shown<AgreementView>, Problem> {
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    call.matches(&kept)?;
    let terms = terms(&mut work, &call, body).await?;
    let kept = Agreement::correct(&mut work, &kept, terms).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Shown { revision: Some(kept.revision), body: view(&kept, &call) })
}

async fn withdraw(
    call: Call,
    Path(path): Path<AgreementPath>,
) -> Result<Shown<AgreementView>, Problem> {
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    let kept = Agreement::withdraw(&mut work, &kept).await?;
    super::decisions::answer(&call, work, &kept).await
}
