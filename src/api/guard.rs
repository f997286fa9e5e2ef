//! The guard before every route: who calls, whether they may, and whether the same was asked before.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::REQUEST_ID;
use super::call::{Call, Once};
use super::hygiene::holds_nul;
use super::preferences::Preferences;
use super::problem::Problem;
use super::problem_kinds as kinds;
use super::rates::Standing;
use super::routes::Route;
use super::service::App;
use super::watch::Seen;
use crate::access::{self, Caller, Identity, Refusal};
use crate::store::Realm;

/// The header that makes a repeated request harmless.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that an answer has which was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The header that names the support access under which somebody looks; every answer under it has it too.
pub const SUPPORT: HeaderName = HeaderName::from_static("brevsmed-support");
/// The header by which our own pages show themselves.
pub(super) const OWN_PAGE: HeaderName = HeaderName::from_static("x-brevsmed-request");
/// Signs of an idempotency key at most.
const KEY_LENGTH: usize = 255;

/// What the guard of a route knows.
#[derive(Clone)]
pub(super) struct Guard {
    pub app: App,
    pub route: Arc<Route>,
}

/// Lets a request through to its handler with a [`Call`], or answers why not.
pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut standing = None;
    let mut response = match admit(&guard, request, &mut standing).await {
        Ok(Admitted::Pass(request)) => {
            let call = request.extensions().get::<Call>();
            let support = call.and_then(|call| call.caller.support.clone());
            let mut response = next.run(request).await;
            // Whoever looks as a helper sees with every answer that they do.
            if let Some(value) = support.and_then(|id| HeaderValue::from_str(&id).ok()) {
                response.headers_mut().insert(SUPPORT, value);
            }
            response
        }
        Ok(Admitted::Answered(response)) => response,
        Err(problem) => problem.into_response(),
    };
    if let Some(standing) = standing {
        standing.tell(response.headers_mut());
    }
    response
}

/// Under support access nothing is changed, and nothing is seen beyond what it is for.
fn under_support(caller: &Caller, parts: &Parts) -> Result<(), Problem> {
    let Some(scope) = &caller.scope else { return Ok(()) };
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return Err(Problem::of(kinds::SUPPORT_READS_ONLY));
    }
    if scope.covers(parts.uri.path()) {
        Ok(())
    } else {
        Err(Problem::of(kinds::NOT_PERMITTED).because(
            "supportadgangen gælder kun én skabelon eller ét brev",
            "the support access is for one template or letter only",
        ))
    }
}

enum Admitted {
    Pass(Request),
    Answered(Response),
}

async fn admit(
    guard: &Guard,
    request: Request,
    standing: &mut Option<Standing>,
) -> Result<Admitted, Problem> {
    let Guard { app, route } = guard;
    let now = app.clock.now();
    let (mut parts, body) = request.into_parts();
    let realm = realm_of(&mut parts).await;
    let credential = if route.operation.own_credential {
        access::Credential::None
    } else {
        credential(&parts.headers)
    };
    let shown = access::Shown {
        credential,
        support: parts.headers.get(SUPPORT).and_then(|value| value.to_str().ok()),
        environment: &realm.environment,
    };
    let caller = match app.door.authenticate(&app.store, &shown, now).await {
        Ok(caller) => caller,
        Err(error) => {
            // Whoever tries credentials is counted as one who has none.
            app.rates.stranger(&parts)?;
            return Err(error.into());
        }
    };
    if let Some(seen) = parts.extensions.get::<Seen>() {
        seen.is(caller.who(), &realm);
    }
    if !route.operation.unmetered {
        *standing = match &caller.identity {
            Identity::Nobody => app.rates.stranger(&parts)?,
            _ => app.rates.caller(&caller.who())?,
        };
    }
    let permission = route.operation.permission;
    under_support(&caller, &parts)?;
    caller
        .may(permission, &realm, now)
        .map_err(|refusal| refused(refusal, &caller, &realm, route))?;
    let changes = !matches!(parts.method, Method::GET | Method::HEAD);
    if caller.by_cookie && changes && !parts.headers.contains_key(OWN_PAGE) {
        return Err(Problem::of(kinds::CROSS_SITE));
    }
    let is_known =
        realm.environment.is_empty() || app.setup.environments.contains(&realm.environment);
    if !is_known {
        return Err(Problem::not_found(
            format!("der er intet miljø `{}`", realm.environment),
            format!("there is no environment `{}`", realm.environment),
        ));
    }
    if holds_nul(parts.uri.path()) {
        // A name that cannot be one names nothing.
        return Err(Problem::of(kinds::NOT_FOUND));
    }
    let text = |name: &HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let mut call = Call {
        app: Arc::clone(app),
        language: Preferences::of(&parts.headers).language,
        request_id: text(&REQUEST_ID).unwrap_or_default(),
        weight: text(&header::CONTENT_LENGTH).and_then(|bytes| bytes.parse().ok()).unwrap_or(0),
        if_match: text(&header::IF_MATCH),
        realm,
        now,
        once: None,
        earlier: None,
        caller,
    };
    let key = parts.headers.get(IDEMPOTENCY_KEY).filter(|_| parts.method == Method::POST);
    // A key that is no text must not be taken for none: then the request would be carried out twice.
    let key = key.map(|key| key.to_str().unwrap_or_default().to_owned());
    let body = match key {
        Some(key) => match once(guard, &mut call, &parts, body, key).await? {
            Ok(body) => body,
            Err(answered) => return Ok(Admitted::Answered(answered)),
        },
        None => body,
    };
    parts.extensions.insert(call);
    Ok(Admitted::Pass(Request::from_parts(parts, body)))
}

/// The realm that the path names; without one, the installation.
async fn realm_of(parts: &mut Parts) -> Realm {
    let params = RawPathParams::from_request_parts(parts, &()).await;
    let named: HashMap<String, String> = params
        .map(|params| params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
        .unwrap_or_default();
    match (named.get("environment"), named.get("authority")) {
        (Some(environment), Some(authority)) => Realm::new(environment, authority),
        _ => Realm::installation(),
    }
}

/// What the caller shows: a bearer token, or the cookie of a session.
fn credential(headers: &HeaderMap) -> access::Credential {
    let bearer = headers.get(header::AUTHORIZATION).map(|value| {
        value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim().to_owned())
            .unwrap_or_default()
    });
    if let Some(token) = bearer {
        return access::Credential::Bearer(token);
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let session = cookies.flat_map(|value| value.split(';')).find_map(|pair| {
        pair.trim().strip_prefix(access::SESSION_COOKIE)?.strip_prefix('=').map(str::to_owned)
    });
    session.map_or(access::Credential::None, access::Credential::Cookie)
}

fn refused(refusal: Refusal, caller: &Caller, realm: &Realm, route: &Route) -> Problem {
    let permission = serde_json::to_value(route.operation.permission).unwrap_or_default();
    match refusal {
        Refusal::NotSignedIn => Problem::not_signed_in(),
        Refusal::NotPermitted => Problem::of(kinds::NOT_PERMITTED).with("permission", permission),
        Refusal::PasswordFirst => Problem::of(kinds::PASSWORD_FIRST),
        Refusal::NoAgreement => {
            let latest = caller.latest_agreement(route.operation.permission, realm);
            let latest = latest.map(|agreed| agreed.agreement.clone());
            let problem = Problem::of(kinds::AGREEMENT_MISSING).with("permission", permission);
            match latest {
                Some(agreement) => problem.with("agreement", agreement),
                None => problem,
            }
        }
    }
}

/// Whether the same was asked under this key: then it is answered as then.
async fn once(
    guard: &Guard,
    call: &mut Call,
    parts: &Parts,
    body: Body,
    key: String,
) -> Result<Result<Body, Response>, Problem> {
    let is_plain = key.bytes().all(|byte| byte.is_ascii_graphic());
    if key.is_empty() || key.len() > KEY_LENGTH || !is_plain {
        return Err(Problem::invalid(
            "Idempotency-Key",
            format!("nøglen har 1 til {KEY_LENGTH} synlige ASCII-tegn"),
            format!("the key has 1 to {KEY_LENGTH} visible ASCII characters"),
        ));
    }
    let limit = guard.app.setup.body_limit;
    let bytes =
        axum::body::to_bytes(body, limit).await.map_err(|_| Problem::of(kinds::TOO_LARGE))?;
    let mut hash = Sha256::new();
    hash.update(format!("{} {}\n", parts.method, parts.uri));
    hash.update(&bytes);
    let fingerprint: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    // One caller's keys are not another's; a key is of the identity, so that it holds across rotated credentials.
    let caller = match &call.caller.identity {
        Identity::Nobody => "-".to_owned(),
        _ => call.caller.who(),
    };
    let mut work = guard.app.store.read().await?;
    let earlier = work.answered(&caller, &key).await?;
    drop(work);
    if let Some(earlier) = earlier {
        if earlier.fingerprint != fingerprint {
            return Err(Problem::of(kinds::KEY_REUSED));
        }
        if !guard.route.operation.replays {
            return Ok(Err(super::call::replayed(&earlier)));
        }
        call.earlier = Some(earlier);
    }
    call.once = Some(Once { caller, key, fingerprint });
    Ok(Ok(Body::from(bytes)))
}
