//! What the OpenAPI document says of every route: information, tags, headers, parameters of paths, problems.

use serde_json::{Value as Json, json};

use super::problem_kinds::{self as kinds, Kind};
use super::routes::Route;
use super::service::Setup;
use crate::access::SESSION_COOKIE;

/// What each group of routes is about.
const TAGS: &[(&str, &str)] = &[
    ("Letters", "Letters: made, previewed, tried without being made, shown, fetched."),
    (
        "Review",
        "The review queue: letters that wait for a caseworker, who approves, changes or rejects them.",
    ),
    ("Erasure", "A person's letters: found, erased; how long letters are kept."),
    (
        "Activation",
        "Careful start: what is made and sent by itself, for each context and template.",
    ),
    ("Settings", "What an authority decides for itself."),
    (
        "Templates in use",
        "The templates of an authority as they are today: their questions, contracts and samples.",
    ),
    ("Content elements and master templates", "What several templates share."),
    ("Contexts and fields", "Where a letter can be made, and what it may say there."),
    (
        "Merge questions",
        "The yes/no questions that a caseworker answers, and their groups with a rule.",
    ),
    (
        "Denial reasons",
        "Why a caseworker denies what the criteria would grant, in the words of the letter.",
    ),
    (
        "Suppliers and price agreements",
        "Whose goods are paid for, and the prices that were agreed.",
    ),
    ("Template groups", "Which letters are offered in which step, in which order."),
    ("Parameters", "Values that an authority sets once for all its letters."),
    ("Test persons", "Made-up persons whose letters show what a template becomes."),
    (
        "Validation and proof",
        "Templates judged by all rules, and proved over every combination of answers.",
    ),
    (
        "Versions",
        "The life of a version: drafted, tested, approved, published, retired; compared and promoted.",
    ),
    ("Publications", "What takes effect when, with the judgement that was passed on it."),
    ("Bundles", "Everything of an authority in one archive: brought in, taken out."),
    ("Authorities", "Authorities and environments."),
    (
        "Overrides",
        "What a municipality changes of the central templates, and takes over the responsibility for.",
    ),
    (
        "Follow-up tasks",
        "Tasks that follow from what others publish: routed to task packages, closed with a reason.",
    ),
    ("Systems", "Case systems and their keys."),
    ("Service agreements", "Which case system may have what done for which authority."),
    ("People", "Accounts and what they may do."),
    (
        "Support access",
        "Looking on somebody's behalf: granted by the person helped, for a while, read-only.",
    ),
    ("Access review", "Everybody's access, looked through once in a while."),
    ("Audit trail", "Who did what, when."),
    ("Account", "Your own account and session."),
    ("Documentation", "This document, its page, and the types of problems."),
    ("Health", "Whether the service lives and is ready, and its metrics."),
];

const ABOUT: &str = "\
brevsmed makes letters of Word templates for Danish public authorities.

**Paths.** What belongs to an authority is under `/v1/{environment}/{authority}`; the central office is `central`.

**Who you are.** People sign in and send their session as `Authorization: Bearer`, or browsers as a cookie; then what changes something \
must have the header `X-Brevsmed-Request: 1`. Case systems send a key or a token. Each operation names the permission that it asks for.

**Once.** A POST with an `Idempotency-Key` is carried out once: sent again, it is answered as before, with `Idempotent-Replayed: true`. \
Keys are remembered for some days, for each caller apart.

**Changes.** What has a revision answers with an `ETag`; whoever changes it sends it back in `If-Match`.

**Lists** are pages: `next` is the cursor of the next one, to be sent as `after`.

**Problems** are `application/problem+json` (RFC 9457), in Danish unless `Accept-Language` prefers English. Their types are contract: \
`GET /v1/problems` explains each in both languages. After 429 and 503, `Retry-After` says when to try again.";

/// The `info` object.
pub(super) fn info() -> Json {
    json!({
        "title": "brevsmed",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "Letters from Word templates for public authorities",
        "description": ABOUT,
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    })
}

/// The tags that routes have, in the order of the table.
pub(super) fn tags(table: &[Route]) -> Json {
    let mut used: Vec<&str> = Vec::new();
    for route in table {
        if !used.contains(&route.tag) {
            used.push(route.tag);
        }
    }
    let tag = |name: &str| {
        let about = TAGS.iter().find(|(known, _)| *known == name);
        json!({ "name": name, "description": about.map_or("", |(_, about)| *about) })
    };
    used.into_iter().map(tag).collect()
}

/// Components that routes refer to.
pub(super) fn components() -> Vec<(&'static str, Json)> {
    let text = |about: &str, example: &str| json!({ "description": about, "schema": { "type": "string" }, "example": example });
    vec![
        (
            "securitySchemes",
            json!({
                "bearer": {
                    "type": "http", "scheme": "bearer",
                    "description": "The session of a person, or the key or token of a case system.",
                },
                "session": {
                    "type": "apiKey", "in": "cookie", "name": SESSION_COOKIE,
                    "description": "The session of a person in a browser. What changes something must have `X-Brevsmed-Request: 1`.",
                },
            }),
        ),
        (
            "headers",
            json!({
                "X-Request-Id": text("The request's id: the caller's if it sent one, else one of ours.", "0199e2c1-6a4e-7cc3-9d0e-3f6a5b1c2d4e"),
                "ETag": text("The revision, to be sent in `If-Match` or `If-None-Match`.", "\"3\""),
                "Location": text("Where it is.", "/v1/production/751/letters/0199e2c1-6a4e-7cc3-9d0e-3f6a5b1c2d4e"),
                "Retry-After": {
                    "description": "Seconds after which to try again.", "required": true,
                    "schema": { "type": "integer", "minimum": 1 },
                },
                "Idempotent-Replayed": {
                    "description": "The request was carried out before; this is what was answered then.",
                    "schema": { "const": "true" },
                },
                "RateLimit-Policy": text("How much there is: calls a minute.", "\"caller\";q=6000;w=60"),
                "RateLimit": text("How much of it is left, and after how many seconds there is more.", "\"caller\";r=199;t=1"),
                "WWW-Authenticate": {
                    "description": "How to sign in.", "required": true, "schema": { "type": "string" }, "example": "Bearer",
                },
            }),
        ),
        (
            "parameters",
            json!({
                "X-Request-Id": {
                    "name": "X-Request-Id", "in": "header",
                    "description": "An id of your own for the request, 1 to 64 of `A-Za-z0-9._-`: it is in the answer, in the log and in the audit trail. One that is no \
                                    such token is not used.",
                    "schema": { "type": "string" },
                },
                "Accept-Language": {
                    "name": "Accept-Language", "in": "header",
                    "description": "The language of messages: Danish unless English is preferred.",
                    "schema": { "type": "string" }, "example": "en",
                },
                "Idempotency-Key": {
                    "name": "Idempotency-Key", "in": "header",
                    "description": "Carries the request out once, however often it is sent. A new random key for each new request.",
                    "schema": { "type": "string", "pattern": "^[!-~]{1,255}$" },
                },
                "If-Match": {
                    "name": "If-Match", "in": "header",
                    "description": "The `ETag` that was read; needed where a revision is changed.",
                    "schema": { "type": "string" }, "example": "\"3\"",
                },
                "If-None-Match": {
                    "name": "If-None-Match", "in": "header",
                    "description": "The `ETag` that you have: the answer is 304 if it is still that.",
                    "schema": { "type": "string" }, "example": "\"3\"",
                },
                "X-Brevsmed-Request": {
                    "name": "X-Brevsmed-Request", "in": "header",
                    "description": "Needed with a session by cookie: pages of others cannot send it.",
                    "schema": { "type": "string" }, "example": "1",
                },
            }),
        ),
        (
            "responses",
            json!({
                "NotModified": {
                    "description": "You have it already.",
                    "headers": { "ETag": { "$ref": "#/components/headers/ETag" }, "X-Request-Id": { "$ref": "#/components/headers/X-Request-Id" } },
                },
            }),
        ),
    ]
}

/// What a name in a path is, wherever it stands.
pub(super) fn path_parameter(name: &str, setup: &Setup) -> Option<(&'static str, Json)> {
    match name {
        "environment" => {
            Some(("The environment.", json!({ "type": "string", "enum": setup.environments })))
        }
        "authority" => Some((
            "The authority: a municipality's code, or `central` for the central office.",
            json!({ "type": "string", "pattern": "^(central|[0-9]{3})$" }),
        )),
        _ => None,
    }
}

/// The headers that a route reads.
pub(super) fn header_parameters(route: &Route) -> Vec<Json> {
    let mut names = vec!["X-Request-Id", "Accept-Language"];
    match route.method {
        "GET" => names.push("If-None-Match"),
        "POST" => names.extend(["Idempotency-Key", "X-Brevsmed-Request"]),
        _ => names.push("X-Brevsmed-Request"),
    }
    if has_revision(route) {
        names.push("If-Match");
    }
    names.iter().map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })).collect()
}

/// Whether a route may change what has a revision.
fn has_revision(route: &Route) -> bool {
    matches!(route.method, "PUT" | "PATCH" | "DELETE")
        || route.operation.problems.iter().any(|kind| **kind == *kinds::REVISION_NEEDED)
}

/// Adds the headers that a good answer has.
pub(super) fn headers_of(response: &mut Json, status: &str, route: &Route) {
    let mut names = vec!["X-Request-Id"];
    if !route.operation.unmetered {
        names.extend(["RateLimit-Policy", "RateLimit"]);
    }
    match status {
        "200" => names.push("ETag"),
        "201" => names.extend(["ETag", "Location"]),
        _ => {}
    }
    if route.method == "POST" {
        names.push("Idempotent-Replayed");
    }
    for name in names {
        if response["headers"].get(name).is_none() {
            response["headers"][name] = json!({ "$ref": format!("#/components/headers/{name}") });
        }
    }
}

/// The problems that a route has because of what holds of all.
pub(super) fn problems(route: &Route, takes_json: bool) -> Vec<&'static Kind> {
    use crate::access::Permission;
    let is_get = route.method == "GET";
    let mut found = vec![kinds::INVALID_QUERY, kinds::HEADER_TWICE, kinds::INTERNAL];
    found.extend([kinds::BUSY, kinds::TIMED_OUT, kinds::STORE_AWAY]);
    if !route.operation.own_credential {
        found.extend([kinds::CREDENTIAL_REFUSED, kinds::SUPPORT_OVER, kinds::TOO_MANY_REQUESTS]);
        // A token is checked by the keys of its issuer.
        found.push(kinds::PROVIDER_AWAY);
        if !is_get {
            found.push(kinds::SUPPORT_READS_ONLY);
        }
    }
    match route.operation.permission {
        Permission::Open => {}
        // What is a person's own a case system has not, nor whoever looks on somebody's behalf.
        Permission::SignedIn => found.extend([kinds::NOT_SIGNED_IN, kinds::NOT_PERMITTED]),
        _ => found.extend([
            kinds::NOT_SIGNED_IN,
            kinds::NOT_PERMITTED,
            kinds::AGREEMENT_MISSING,
            kinds::PASSWORD_FIRST,
        ]),
    }
    if route.path.contains('{') {
        found.push(kinds::NOT_FOUND);
    }
    if is_get {
        found.push(kinds::NOT_ACCEPTABLE);
    } else {
        found.extend([kinds::CROSS_SITE, kinds::TOO_LARGE, kinds::ALREADY_THERE]);
    }
    if has_revision(route) {
        found.push(kinds::REVISION_NEEDED);
    }
    if !is_get {
        found.push(kinds::CHANGED);
    }
    if route.method == "POST" {
        found.extend([kinds::KEY_REUSED, kinds::INVALID]);
    }
    if takes_json {
        found.extend([kinds::UNREADABLE_BODY, kinds::NOT_JSON, kinds::INVALID]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_problem_is_told_in_both_languages() {
        for kind in kinds::ALL {
            let danish = crate::api::problem_danish::about(kind.name).unwrap_or_default();
            for words in [kind.da, kind.en, kind.about, danish] {
                assert!(!words.is_empty(), "{} lacks words: see problem_danish.rs", kind.name);
            }
            assert!((400..600).contains(&kind.status), "{}", kind.name);
            assert!(kind.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        }
        let mut names: Vec<&str> = kinds::ALL.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), kinds::ALL.len(), "a name belongs to one type");
    }
}
