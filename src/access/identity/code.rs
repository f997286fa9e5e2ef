//! The authorization code flow with PKCE: out to the identity provider, and back with a code.

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet,
    ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, StandardRevocableToken, StandardTokenResponse, TokenUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::super::secret::{self, Secret};
use super::fetch::{FetchError, Fetcher};
use super::tokens::{Expected, TokenError, Tokens};
use crate::config::Oidc;
use crate::store::{Document, Marks, Moment};

/// How long a person has at the provider, in seconds.
const FLOW_SECONDS: i64 = 600;

/// A person who was sent to a provider and is not back yet. Kept under the hash of a cookie, so that only the same browser comes back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flow {
    /// The provider's name.
    pub provider: String,
    /// SHA-256 of the `state` that must come back.
    pub state: String,
    /// The `nonce` that must be in the token.
    pub nonce: String,
    /// The PKCE verifier.
    pub verifier: String,
    /// The redirect address, which is repeated when the code is exchanged.
    pub redirect: String,
    /// The page of ours to go on to.
    pub go_on: String,
    /// When it is too late to come back.
    pub until: Moment,
}

impl Document for Flow {
    const KIND: &'static str = "login-flow";
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks { state: String::new(), subject: self.provider.clone(), due: Some(self.until) }
    }
}

/// What a provider says of a person.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Who says it.
    pub issuer: String,
    /// The provider's name for the person.
    pub subject: String,
    /// The mail address, where the provider has verified it.
    pub email: Option<String>,
    /// How sure it is (`acr`); empty where it does not say.
    pub assurance: String,
}

/// Why somebody does not come in by a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// The provider cannot be reached.
    #[error("the identity provider cannot be reached")]
    Away,
    /// What came back is not what was sent out, or the provider says no.
    #[error("the identity provider's answer is not accepted")]
    Refused,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct IdToken {
    #[serde(default)]
    id_token: String,
}

impl ExtraTokenFields for IdToken {}

type Client = oauth2::Client<
    BasicErrorResponse,
    StandardTokenResponse<IdToken, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

async fn client(tokens: &Tokens, provider: &Oidc, redirect: &str) -> Result<Client, LoginError> {
    let found = tokens.discover(&provider.issuer).await.map_err(|_| LoginError::Away)?;
    let authorize = AuthUrl::new(found.authorization_endpoint).map_err(|_| LoginError::Away)?;
    let exchange = TokenUrl::new(found.token_endpoint).map_err(|_| LoginError::Away)?;
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| LoginError::Refused)?;
    let client = oauth2::Client::new(ClientId::new(provider.client_id.clone()))
        .set_auth_uri(authorize)
        .set_token_uri(exchange)
        .set_redirect_uri(redirect);
    Ok(match &provider.client_secret {
        Some(secret) => client.set_client_secret(ClientSecret::new(secret.reveal().to_owned())),
        None => client,
    })
}

/// Where to send a person, the cookie to send along, and what to keep until they are back.
pub async fn start(
    tokens: &Tokens,
    provider: &Oidc,
    redirect: &str,
    go_on: &str,
    now: Moment,
) -> Result<(String, Secret, Flow), LoginError> {
    let client = client(tokens, provider, redirect).await?;
    let (cookie, nonce) = (Secret::new("bl"), Secret::new("n"));
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request = client.authorize_url(CsrfToken::new_random);
    request = request.set_pkce_challenge(challenge);
    // The mail address finds the invitation; nothing else of the person is asked for.
    for scope in ["openid", "email"] {
        request = request.add_scope(Scope::new(scope.to_owned()));
    }
    request = request.add_extra_param("nonce", nonce.shown());
    if !provider.assurance.is_empty() {
        request = request.add_extra_param("acr_values", provider.assurance.join(" "));
    }
    let (address, state) = request.url();
    let flow = Flow {
        provider: provider.key.clone(),
        state: secret::hash(state.secret()),
        nonce: nonce.shown().to_owned(),
        verifier: verifier.secret().clone(),
        redirect: redirect.to_owned(),
        go_on: go_on.to_owned(),
        until: now.plus_seconds(FLOW_SECONDS),
    };
    Ok((address.to_string(), cookie, flow))
}

/// Exchanges the code of somebody who is back, and checks the ID token (OpenID Connect Core 1.0, 3.1.3.7).
pub async fn finish(
    tokens: &Tokens,
    provider: &Oidc,
    flow: &Flow,
    state: &str,
    code: &str,
    now: Moment,
) -> Result<Welcome, LoginError> {
    if flow.provider != provider.key || flow.state != secret::hash(state) || now >= flow.until {
        return Err(LoginError::Refused);
    }
    let client = client(tokens, provider, &flow.redirect).await?;
    let fetcher = tokens.fetcher.clone();
    let http = move |request: HttpRequest| {
        let fetcher = fetcher.clone();
        async move { exchange(&fetcher, request).await }
    };
    let answer = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
        .request_async(&http)
        .await
        .map_err(|error| match error {
            oauth2::RequestTokenError::Request(_) => LoginError::Away,
            _ => LoginError::Refused,
        })?;
    let expected = Expected { issuer: &provider.issuer, audience: &provider.client_id, keys: None };
    let claims =
        tokens.check(&expected, &answer.extra_fields().id_token, now).await.map_err(|error| {
            match error {
                TokenError::Refused => LoginError::Refused,
                TokenError::IssuerAway => LoginError::Away,
            }
        })?;
    let text = |name: &str| claims.get(name).and_then(Json::as_str).unwrap_or_default();
    // Of several audiences the one that it was issued to is us.
    let is_ours = claims.get("azp").is_none_or(|azp| azp == provider.client_id.as_str());
    let assurance = text("acr").to_owned();
    let is_sure = provider.assurance.is_empty() || provider.assurance.contains(&assurance);
    if text("nonce") != flow.nonce || text("sub").is_empty() || !is_ours || !is_sure {
        return Err(LoginError::Refused);
    }
    let is_verified = claims.get("email_verified").is_some_and(|it| it == true || it == "true");
    let email = text("email").trim().to_lowercase();
    Ok(Welcome {
        issuer: provider.issuer.clone(),
        subject: text("sub").to_owned(),
        email: (is_verified && !email.is_empty()).then_some(email),
        assurance,
    })
}

/// A request of the `oauth2` crate through our own client with its limits.
async fn exchange(fetcher: &Fetcher, request: HttpRequest) -> Result<HttpResponse, FetchError> {
    let (parts, body) = request.into_parts();
    let headers: Vec<(String, Vec<u8>)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
        .collect();
    let address = parts.uri.to_string();
    let (status, bytes) = fetcher.send(parts.method, &address, &headers, body).await?;
    let mut response = HttpResponse::new(bytes);
    *response.status_mut() = status.try_into().unwrap_or_default();
    Ok(response)
}
