//! Who gets past the guard of which route: every route, every role, in its own authority and elsewhere, as a table for people.
//!
//! Each mark comes from a real request without a body and with names that name nothing, so that whoever is let through does no harm: what
//! matters is whether the answer is 401, 403, or anything else.

use std::collections::BTreeSet;
use std::fmt::Write;

use brevsmed::access::{
    Account, Agreement, AgreementState, Key, Level, Permission, ServiceName, Support, SupportScope,
    System, Terms,
};
use brevsmed::api::{Route, routes};
use brevsmed::store::Realm;

use crate::house::{Answer, Client, House};
use crate::on_both_stores;

/// The places in which each role tries each route, and the letter that stands for it in the table.
const PLACES: [(&str, &str); 4] =
    [("production", "999"), ("production", "751"), ("training", "999"), ("production", "central")];

/// A role: what it is called, and who has it.
struct Role {
    name: &'static str,
    client: Client,
    /// The support access under which it looks.
    support: Option<String>,
}

/// The level of a role that has one, with the authority in which it has it.
fn level_of(name: &str) -> Option<(Level, &'static str)> {
    Some(match name {
        "reader" => (Level::Reader, "999"),
        "personal" => (Level::PersonalReader, "999"),
        "casework" => (Level::Caseworker, "999"),
        "template" => (Level::TemplateAdministrator, "999"),
        "agreement" => (Level::AgreementAdministrator, "999"),
        "user" => (Level::UserAdministrator, "999"),
        "central" => (Level::CentralAdministrator, "central"),
        _ => return None,
    })
}

/// The roles, in the order of the columns.
async fn roles(house: &House) -> Vec<Role> {
    let role = |name, client| Role { name, client, support: None };
    let mut roles = vec![role("nobody", house.nobody())];
    for name in ["reader", "personal", "casework", "template", "agreement", "user", "central"] {
        let (level, authority) = level_of(name).expect("a level");
        roles.push(role(name, house.person(level, "production", authority).await));
    }
    // One who has a first password only, and all levels.
    let first = house.person(Level::UserAdministrator, "production", "999").await;
    // A helper without any access, and whom they help.
    let helped = house.person(Level::UserAdministrator, "production", "999").await;
    let helper = house.person_with(Vec::new()).await;
    let (installation, realm) = (Realm::installation(), Realm::new("production", "999"));
    let mut work = house.app.store.write(&house.hand()).await.expect("a work");
    let kept = work.get::<Account>(&installation, &first.id).await.expect("reads").expect("there");
    let account = Account { first_password: true, ..kept.document.clone() };
    work.replace(&kept, account).await.expect("changes");
    let support = Support {
        helped: helped.id.clone(),
        helper: helper.id.clone(),
        ticket: "HD-1".to_owned(),
        scope: SupportScope { realm: realm.clone(), template: None, letter: None, personal: false },
        until: house.now().plus_days(1),
        ended: None,
    };
    work.insert(&installation, "support-1", support).await.expect("support access");
    let mut keys = Vec::new();
    for system in ["agreed", "unagreed"] {
        let document = System {
            name: system.to_owned(),
            vendor: "Fagsystem A/S".to_owned(),
            contact_name: "Åse".to_owned(),
            contact_email: "aase@fagsystem.example".to_owned(),
            blocked: false,
        };
        work.insert(&installation, system, document).await.expect("a system");
        let until = house.now().plus_days(30);
        let made = Key::make(&mut work, system, "test", "production", until).await;
        keys.push(made.expect("a key").0.shown().to_owned());
    }
    for (id, service) in
        [("agreement-1", ServiceName::Letters), ("agreement-2", ServiceName::Templates)]
    {
        let agreement = Agreement {
            terms: Terms {
                name: id.to_owned(),
                system: "agreed".to_owned(),
                service,
                version: 1,
                fields: Vec::new(),
                purpose: "letters".to_owned(),
                se_number: "12345678".to_owned(),
                from: jiff::civil::date(2020, 1, 1),
                until: None,
                renews: None,
            },
            state: AgreementState::Approved,
            requested_by: "system:agreed".to_owned(),
            written_by: BTreeSet::new(),
            decision: None,
            comments: Vec::new(),
        };
        work.insert(&realm, id, agreement).await.expect("an agreement");
    }
    work.commit().await.expect("commits");
    roles.push(role("password", first));
    roles.push(role("system", house.whoever_shows(&keys[0])));
    roles.push(role("no-agree", house.whoever_shows(&keys[1])));
    roles.push(Role { name: "support", client: helper, support: Some("support-1".to_owned()) });
    roles
}

/// Signs the role in anew: what it was let through to do may have ended its session.
async fn again(house: &House, role: &Role) -> Client {
    match level_of(role.name) {
        Some((level, authority)) => house.person(level, "production", authority).await,
        None => role.client.clone(),
    }
}

/// The path of a route in a place; other names name nothing.
fn path(route: &Route, environment: &str, authority: &str) -> String {
    let segment = |segment: &str| match segment {
        "{environment}" => environment.to_owned(),
        "{authority}" => authority.to_owned(),
        named if named.starts_with('{') => "00000000-0000-7000-8000-000000000000".to_owned(),
        plain => plain.to_owned(),
    };
    route.path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// What a role sees of a route: a mark for each place, or one where the route belongs to no authority.
async fn marks(house: &House, route: &Route, role: &Role) -> String {
    let places = if route.path.contains("{authority}") { &PLACES[..] } else { &PLACES[..1] };
    let harmful = route.method != "GET" && route.operation.permission == Permission::SignedIn;
    let client = if harmful { again(house, role).await } else { role.client.clone() };
    let mut marks = String::new();
    for (environment, authority) in places {
        let path = path(route, environment, authority);
        let mut request = client.request(route.method, &path);
        if let Some(support) = &role.support {
            request = request.header("brevsmed-support", support);
        }
        let answer = Answer::of(request).await;
        marks.push(match answer.status {
            401 => '?',
            403 => '-',
            _ => '+',
        });
    }
    marks
}

on_both_stores! {
    async fn every_route_lets_through_whom_the_table_says(house: House) {
        let roles = roles(&house).await;
        let mut table = String::from(
            "+ let through, - refused (403), ? asked to sign in (401)\n\
             in authority 999 of production (central: in the central office), in another authority, another environment, the central office\n\n",
        );
        let _ = write!(table, "{:78}", "");
        for role in &roles {
            let _ = write!(table, " {:9}", role.name);
        }
        table.push('\n');
        let mut breaches = Vec::new();
        for route in routes(&house.app).table {
            let name = format!("{:6} {}", route.method, route.path);
            let _ = write!(table, "{name:78}");
            for role in &roles {
                let marks = marks(&house, &route, role).await;
                let _ = write!(table, " {marks:9}");
                // Whatever the table says, a municipality never reaches another, nor another environment.
                let is_open = matches!(route.operation.permission, Permission::Open | Permission::SignedIn);
                let elsewhere = marks.chars().skip(1).take(2).any(|mark| mark == '+');
                // A case system sees and asks for its own agreements wherever it likes: an authority decides.
                let own = matches!(role.name, "system" | "no-agree") && route.path.contains("/agreements");
                if elsewhere && !is_open && !own && role.name != "central" {
                    breaches.push(format!("{name}: {} reaches elsewhere: {marks}", role.name));
                }
                let changes = route.method != "GET" && !matches!(route.operation.permission, Permission::Open);
                if role.name == "support" && changes && marks.contains('+') {
                    breaches.push(format!("{name}: support access changes something"));
                }
                let is_let = marks.contains('+');
                if is_let && route.operation.permission != Permission::Open && role.name == "nobody" {
                    breaches.push(format!("{name}: open to everybody"));
                }
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
        assert!(breaches.is_empty(), "{}", breaches.join("\n"));
        insta::assert_snapshot!("who_may_what", table);
    }
}
