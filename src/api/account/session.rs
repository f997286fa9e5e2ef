//! Signing in with a password, and out.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation as Described, Response as DescribedResponse, StatusCode as Code};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{Body, Call, Done, Made, Operation, Problem, Routes, kinds};
use crate::access::{
    AccessError, Account, Identity, PasswordCost, Permission, SESSION_COOKIE, Secret, Session,
    account_of, check_password, sign_in,
};
use crate::store::{Kept, Moment, Realm};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/session",
            Operation::new("signIn", Permission::Open, "Signs you in with a mail address and a password.")
                .about(
                    "Answers with a token for `Authorization: Bearer`, or with a cookie for a browser. After five failures one waits, longer \
                     each time; whether there is such an account is not told by answer, wait or time. A first password works once. \
                     `Idempotency-Key` is not looked at: each sign-in is another session.",
                )
                .problems(&[kinds::SIGN_IN_REFUSED])
                .replays_itself(),
            begin,
        )
        .delete(
            "/v1/session",
            Operation::new("signOut", Permission::SignedIn, "Signs you out."),
            end,
        )
}

/// Whoever signs in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The mail address.
    #[schemars(length(min = 1, max = 254))]
    email: String,
    /// The password.
    #[schemars(length(min = 1, max = 128))]
    password: String,
    /// How the session is shown afterwards.
    #[serde(default)]
    show_by: ShowBy,
}

/// How a session is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ShowBy {
    /// By a token, in `Authorization: Bearer`.
    #[default]
    Token,
    /// By a cookie that scripts do not see.
    Cookie,
}

/// A session that began.
#[derive(Serialize, JsonSchema)]
struct SignedIn {
    /// The token; absent where a cookie is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// The id of the account.
    account: String,
    /// What people call you.
    name: String,
    /// When the session ends, unless it is used before.
    until: Moment,
    /// Choose a password of your own before anything else.
    must_change_password: bool,
}

async fn begin(
    call: Call,
    headers: HeaderMap,
    Body(body): Body<SignIn>,
) -> Result<WithCookie<Made<SignedIn>>, Problem> {
    let refused = || Problem::of(kinds::SIGN_IN_REFUSED);
    let email = body.email.trim().to_lowercase();
    super::count_attempt(&call, &email).await?;
    let mut work = call.read().await?;
    let found = account_of(&mut work, &email).await?;
    drop(work);
    let found = found.filter(|it| !it.document.revoked && call.app.setup.access.local_accounts);
    let hash = found.as_ref().and_then(|kept| kept.document.password.clone());
    let password = body.password;
    let is_right = move || check_password(&password, hash.as_deref(), PasswordCost::default());
    // In the workshop also where there is no such account: the answer takes as long.
    let is_right = call.app.workshop.run(is_right).await?;
    let found = found.filter(|_| is_right).ok_or_else(refused)?;
    let hand_call = of_person(call, &found.key);
    let mut work = hand_call.write().await?;
    let seconds = hand_call.app.setup.access.session_seconds;
    let (secret, session, account) =
        sign_in(&mut work, &found, seconds).await.map_err(|error| match error {
            AccessError::NotFound => refused(),
            other => other.into(),
        })?;
    work.commit().await?;
    Ok(answer(&hand_call, &headers, &secret, &session, &account, body.show_by))
}

/// What follows is done in the person's own name.
pub(super) fn of_person(mut call: Call, id: &str) -> Call {
    call.caller.identity = Identity::Person(id.to_owned());
    call
}

fn answer(
    call: &Call,
    headers: &HeaderMap,
    secret: &Secret,
    session: &Kept<Session>,
    account: &Account,
    show_by: ShowBy,
) -> WithCookie<Made<SignedIn>> {
    let by_token = show_by == ShowBy::Token;
    let body = SignedIn {
        token: by_token.then(|| secret.shown().to_owned()),
        account: session.document.account.clone(),
        name: account.name.clone(),
        until: session.document.until,
        must_change_password: account.first_password,
    };
    let answer = Made { location: "/v1/account".to_owned(), revision: None, body };
    let cookie = (!by_token).then(|| session_cookie(call, headers, secret.shown()));
    WithCookie { cookie, answer }
}

/// The cookie of a session.
pub(super) fn session_cookie(call: &Call, headers: &HeaderMap, token: &str) -> String {
    let longest = call.app.setup.access.session_longest_seconds;
    cookie(call, headers, SESSION_COOKIE, token, "/", longest)
}

/// A cookie that scripts and other sites do not see, and that goes over TLS only, unless the service runs on this machine without it.
pub(super) fn cookie(
    call: &Call,
    headers: &HeaderMap,
    name: &str,
    value: &str,
    path: &str,
    seconds: i64,
) -> String {
    let secure = if is_secure(call, headers) { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

fn is_secure(call: &Call, headers: &HeaderMap) -> bool {
    call.app.setup.is_https || !is_loopback(host(headers))
}

/// The host that was asked for.
pub(super) fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let port = |(name, port): (&str, &str)| {
        port.bytes().all(|byte| byte.is_ascii_digit()).then(|| name.to_owned())
    };
    let name = host.rsplit_once(':').and_then(port).unwrap_or_else(|| host.to_owned());
    matches!(name.as_str(), "127.0.0.1" | "localhost" | "[::1]")
}

async fn end(call: Call, headers: HeaderMap) -> Result<WithCookie<Done>, Problem> {
    let id = super::own_id(&call)?;
    let mut work = call.write().await?;
    Session::end(&mut work, &call.caller.credential).await?;
    work.note(&Realm::installation(), "account.signed-out", &id, json!({}));
    work.commit().await?;
    call.app.door.forget();
    let gone = cookie(&call, &headers, SESSION_COOKIE, "", "/", 0);
    Ok(WithCookie { cookie: call.caller.by_cookie.then_some(gone), answer: Done })
}

/// An answer, perhaps with a cookie.
pub(super) struct WithCookie<T> {
    /// `Set-Cookie`.
    pub cookie: Option<String>,
    /// The answer.
    pub answer: T,
}

impl<T: IntoResponse> IntoResponse for WithCookie<T> {
    fn into_response(self) -> Response {
        let mut response = self.answer.into_response();
        let value = self.cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok());
        if let Some(value) = value {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        // What holds a token or a cookie is kept by nobody between.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl<T: OperationOutput> OperationOutput for WithCookie<T> {
    type Inner = T::Inner;

    fn operation_response(ctx: &mut GenContext, it: &mut Described) -> Option<DescribedResponse> {
        T::operation_response(ctx, it)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        it: &mut Described,
    ) -> Vec<(Option<Code>, DescribedResponse)> {
        T::inferred_responses(ctx, it)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn this_machine_is_known_by_its_names_only() {
        for (host, is_it) in [
            ("127.0.0.1:8080", true),
            ("localhost", true),
            ("[::1]:80", true),
            ("localhost.example", false),
            ("breve.egeby.example:443", false),
            ("", false),
        ] {
            assert_eq!(super::is_loopback(host), is_it, "{host}");
        }
    }
}
