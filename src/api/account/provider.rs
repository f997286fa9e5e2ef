//! Signing in by an identity provider (OpenID Connect): out to it, and back.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation as Described, Response as DescribedResponse, StatusCode as Code};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use super::session::{WithCookie, cookie, host, is_loopback, session_cookie};
use crate::access::identity::{Flow, finish, start};
use crate::access::{AccessError, Permission, hash, sign_in_by_provider};
use crate::config::Oidc;
use crate::store::Realm;

/// The cookie of somebody who is at the provider.
const LOGIN_COOKIE: &str = "brevsmed_login";
/// Where the cookie is sent.
const COOKIE_PATH: &str = "/v1/session";

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/session/providers",
            Operation::new("listProviders", Permission::Open, "Identity providers by which one can sign in."),
            list,
        )
        .get(
            "/v1/session/providers/{provider}",
            Operation::new("goToProvider", Permission::Open, "Sends a browser to an identity provider.")
                .about("OpenID Connect: the authorization code flow with PKCE. `go_on` is the page of ours that is shown afterwards.")
                .problems(&[kinds::NOT_FOUND, kinds::PROVIDER_AWAY, kinds::PROVIDER_REFUSED]),
            go,
        )
        .get(
            "/v1/session/providers/{provider}/back",
            Operation::new("comeFromProvider", Permission::Open, "Where an identity provider sends a browser back to.")
                .about(
                    "An account is found by the provider's name for the person; the first time by the verified mail address of an invitation. \
                     No national number is asked for, and none is kept.",
                )
                .problems(&[kinds::NOT_FOUND, kinds::PROVIDER_AWAY, kinds::PROVIDER_REFUSED]),
            back,
        )
}

/// An identity provider.
#[derive(Debug, Serialize, JsonSchema)]
struct ProviderView {
    /// Its key.
    key: String,
    /// What people call it.
    name: String,
    /// Where to send a browser.
    path: String,
}

async fn list(call: Call) -> Shown<Listed<ProviderView>> {
    let view = |it: &Oidc| ProviderView {
        key: it.key.clone(),
        name: it.name.clone(),
        path: format!("/v1/session/providers/{}", it.key),
    };
    let items = call.app.setup.access.oidc.iter().map(view).collect();
    Shown::of(Listed { items, next: None })
}

#[derive(Deserialize, JsonSchema)]
struct ProviderPath {
    /// The key of the provider.
    provider: String,
}

/// Where to go on to.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GoOn {
    /// A path of ours; `/` where it is left out.
    #[serde(default)]
    #[schemars(
        length(max = 500),
        regex(pattern = r"^/([A-Za-z0-9._~?=&%-][A-Za-z0-9._~/?=&%-]*)?$")
    )]
    go_on: Option<String>,
}

/// What a provider sends back (RFC 6749, 4.1.2).
#[derive(Deserialize, JsonSchema)]
struct Back {
    /// The code; absent where the provider says no.
    #[serde(default)]
    code: Option<String>,
    /// What was sent along.
    #[serde(default)]
    state: Option<String>,
}

fn provider<'c>(call: &'c Call, path: &ProviderPath) -> Result<&'c Oidc, Problem> {
    let found = call.app.setup.access.oidc.iter().find(|it| it.key == path.provider);
    found.ok_or_else(|| Problem::of(kinds::NOT_FOUND))
}

async fn go(
    call: Call,
    headers: HeaderMap,
    Path(path): Path<ProviderPath>,
    Query(query): Query<GoOn>,
) -> Result<WithCookie<SeeOther>, Problem> {
    let provider = provider(&call, &path)?;
    let go_on = query.go_on.unwrap_or_else(|| "/".to_owned());
    if !is_ours(&go_on) {
        return Err(Problem::of(kinds::INVALID_QUERY)
            .with("field", "go_on")
            .because("en sti hos os", "a path of ours"));
    }
    let ours = match &call.app.setup.public_url {
        Some(url) => url.clone(),
        None if is_loopback(host(&headers)) => format!("http://{}", host(&headers)),
        None => format!("https://{}", host(&headers)),
    };
    let redirect = format!("{ours}/v1/session/providers/{}/back", provider.key);
    let tokens = call.app.door.tokens();
    let (to, secret, flow) = start(tokens, provider, &redirect, &go_on, call.now).await?;
    let seconds = flow.until.seconds_since(call.now);
    let mut work = call.write().await?;
    work.insert(&Realm::installation(), &secret.hash(), flow).await?;
    work.commit().await?;
    let cookie = cookie(&call, &headers, LOGIN_COOKIE, secret.shown(), COOKIE_PATH, seconds);
    Ok(WithCookie { cookie: Some(cookie), answer: SeeOther { to } })
}

async fn back(
    call: Call,
    headers: HeaderMap,
    Path(path): Path<ProviderPath>,
    Query(query): Query<Back>,
) -> Result<WithCookie<SeeOther>, Problem> {
    let refused = || Problem::of(kinds::PROVIDER_REFUSED);
    let provider = provider(&call, &path)?;
    let (Some(code), Some(state)) = (query.code, query.state) else { return Err(refused()) };
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let shown = cookies.flat_map(|value| value.split(';')).find_map(|pair| {
        pair.trim().strip_prefix(LOGIN_COOKIE)?.strip_prefix('=').map(str::to_owned)
    });
    let key = hash(&shown.ok_or_else(refused)?);
    // Used once, whatever comes of it.
    let mut work = call.write().await?;
    let kept = work.get::<Flow>(&Realm::installation(), &key).await?.ok_or_else(refused)?;
    work.remove(&kept).await.map_err(|_| refused())?;
    work.commit().await?;
    let flow = kept.document;
    let welcome = finish(call.app.door.tokens(), provider, &flow, &state, &code, call.now).await?;
    let mut work = call.write().await?;
    let seconds = call.app.setup.access.session_seconds;
    let signed_in = sign_in_by_provider(&mut work, &provider.key, &welcome, seconds).await;
    let (secret, _, _) = signed_in.map_err(|error| match error {
        AccessError::NotFound => refused(),
        other => other.into(),
    })?;
    work.commit().await?;
    let cookie = session_cookie(&call, &headers, secret.shown());
    Ok(WithCookie { cookie: Some(cookie), answer: SeeOther { to: flow.go_on } })
}

/// A path of ours: not `//elsewhere`, nor what a browser takes for it.
fn is_ours(path: &str) -> bool {
    let rest = path.strip_prefix('/').filter(|rest| !rest.starts_with('/'));
    path.len() <= 500
        && rest.is_some_and(|rest| {
            rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~/?=&%-".contains(&byte))
        })
}

/// 303: go on there.
struct SeeOther {
    to: String,
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        if let Ok(to) = HeaderValue::from_str(&self.to) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        response
    }
}

impl OperationOutput for SeeOther {
    type Inner = ();

    fn operation_response(_: &mut GenContext, _: &mut Described) -> Option<DescribedResponse> {
        let description = "Goes on to `Location`.".to_owned();
        Some(DescribedResponse { description, ..DescribedResponse::default() })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        it: &mut Described,
    ) -> Vec<(Option<Code>, DescribedResponse)> {
        let response = Self::operation_response(ctx, it).unwrap_or_default();
        vec![(Some(Code::Code(303)), response)]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_pages_of_ours_are_gone_on_to() {
        for (path, ours) in [
            ("/", true),
            ("/breve?aar=2026", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("", false),
            ("/a\r\nSet-Cookie: x", false),
        ] {
            assert_eq!(super::is_ours(path), ours, "{path}");
        }
    }
}
