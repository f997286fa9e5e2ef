//! Signed tokens (RFC 7519), checked with the keys that their issuers publish.

use std::collections::HashMap;
use std::sync::Arc;

use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use tokio::sync::Mutex;

use super::super::authenticate::AuthenticationError;
use super::fetch::Fetcher;
use crate::config::Jwt;
use crate::store::Moment;

/// How long keys are used before they are asked for again, in seconds.
const KEYS_SECONDS: i64 = 3_600;
/// How often an unknown key may lead to asking again, in seconds: a caller makes up as many as it likes.
const AGAIN_SECONDS: i64 = 30;
/// How far the issuer's clock may be off, in seconds.
const LEEWAY_SECONDS: i64 = 60;

/// What tokens may be signed with: only algorithms with a public key, since a shared secret or none would let anybody sign.
const ALGORITHMS: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Checks tokens, and keeps the keys of their issuers.
#[derive(Debug)]
pub struct Tokens {
    pub(super) fetcher: Fetcher,
    keys: Mutex<HashMap<String, Known>>,
}

/// What is known of an issuer.
#[derive(Clone, Debug)]
struct Known {
    at: Moment,
    keys: Arc<JwkSet>,
}

/// What an issuer says of itself (OpenID Connect Discovery 1.0, 3).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Discovery {
    pub issuer: String,
    pub jwks_uri: String,
    #[serde(default)]
    pub authorization_endpoint: String,
    #[serde(default)]
    pub token_endpoint: String,
}

/// Why a token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is not what it should be.
    #[error("the token is not valid")]
    Refused,
    /// The keys of its issuer cannot be had.
    #[error("the issuer of the token cannot be reached")]
    IssuerAway,
}

/// What a token must be.
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub audience: &'a str,
    /// Where the keys are; looked up at the issuer where it is not said.
    pub keys: Option<&'a str>,
}

impl Tokens {
    /// No keys yet.
    pub fn new() -> Self {
        Tokens { fetcher: Fetcher::new(), keys: Mutex::new(HashMap::new()) }
    }

    /// The client of an access token, and who issued it.
    pub(in crate::access) async fn client_of<'a>(
        &self,
        issuers: &'a [Jwt],
        token: &str,
        now: Moment,
    ) -> Result<(&'a Jwt, String), AuthenticationError> {
        let refused = AuthenticationError::Refused;
        // Which issuer's keys to use is read from the token; whether it is the issuer's is checked with them.
        let named = issuer_of(token);
        let issuer = issuers.iter().find(|issuer| Some(&issuer.issuer) == named.as_ref());
        let Some(issuer) = issuer else { return Err(refused) };
        let expected = Expected {
            issuer: &issuer.issuer,
            audience: &issuer.audience,
            keys: Some(&issuer.jwks_url),
        };
        let claims = self.check(&expected, token, now).await.map_err(|error| match error {
            TokenError::Refused => AuthenticationError::Refused,
            TokenError::IssuerAway => AuthenticationError::IssuerAway,
        })?;
        match claims.get(&issuer.client_claim).and_then(Json::as_str) {
            Some(client) if !client.is_empty() => Ok((issuer, client.to_owned())),
            _ => Err(refused),
        }
    }

    /// The claims of a token that is signed by its issuer, meant for us, and of this time.
    pub(super) async fn check(
        &self,
        expected: &Expected<'_>,
        token: &str,
        now: Moment,
    ) -> Result<Map<String, Json>, TokenError> {
        let header = decode_header(token).map_err(|_| TokenError::Refused)?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(TokenError::Refused);
        }
        let key = self.key(expected, header.kid.as_deref(), header.alg, now).await?;
        let key = DecodingKey::from_jwk(&key).map_err(|_| TokenError::Refused)?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[expected.issuer]);
        validation.set_audience(&[expected.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // By our own clock, below.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let claims = decode::<Map<String, Json>>(token, &key, &validation)
            .map_err(|_| TokenError::Refused)?
            .claims;
        let is_now = |name: &str| claims.get(name).and_then(Json::as_f64).map(|at| at as i64);
        let second = now.timestamp().as_second();
        let is_over = is_now("exp").is_none_or(|end| end + LEEWAY_SECONDS <= second);
        let is_early = ["nbf", "iat"]
            .iter()
            .any(|name| is_now(name).is_some_and(|at| at - LEEWAY_SECONDS > second));
        if is_over || is_early { Err(TokenError::Refused) } else { Ok(claims) }
    }

    /// What an issuer says of itself.
    pub(super) async fn discover(&self, issuer: &str) -> Result<Discovery, TokenError> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let found = self.fetcher.json::<Discovery>(&address).await.map_err(|error| {
            tracing::warn!(%error, "an identity provider does not answer");
            TokenError::IssuerAway
        })?;
        // Discovery 1.0, 4.3: otherwise one provider could speak for another.
        if found.issuer == issuer { Ok(found) } else { Err(TokenError::IssuerAway) }
    }

    /// The issuer's key of a name; its only fitting key where the token names none.
    async fn key(
        &self,
        expected: &Expected<'_>,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Moment,
    ) -> Result<Jwk, TokenError> {
        // Held while asking, so that many callers with an unknown key ask once.
        let mut kept = self.keys.lock().await;
        let known = kept.get(expected.issuer).cloned();
        let age = known.as_ref().map(|known| now.seconds_since(known.at));
        let found = known.as_ref().and_then(|known| fitting(&known.keys, kid, algorithm));
        match (found, age) {
            (Some(key), Some(age)) if age < KEYS_SECONDS => return Ok(key),
            (None, Some(age)) if age < AGAIN_SECONDS => return Err(TokenError::Refused),
            _ => {}
        }
        let address = match expected.keys {
            Some(address) => address.to_owned(),
            None => self.discover(expected.issuer).await?.jwks_uri,
        };
        let keys = match self.fetcher.json::<JwkSet>(&address).await {
            Ok(keys) => Arc::new(keys),
            Err(error) => {
                tracing::warn!(%error, "the keys of an issuer cannot be had");
                return Err(TokenError::IssuerAway);
            }
        };
        kept.insert(expected.issuer.to_owned(), Known { at: now, keys: Arc::clone(&keys) });
        fitting(&keys, kid, algorithm).ok_or(TokenError::Refused)
    }
}

impl Default for Tokens {
    fn default() -> Self {
        Tokens::new()
    }
}

fn fitting(keys: &JwkSet, kid: Option<&str>, algorithm: Algorithm) -> Option<Jwk> {
    let fits = |key: &&Jwk| {
        let named = key.common.key_algorithm.map(|named| named.to_string());
        named.is_none_or(|named| named.parse().ok() == Some(algorithm))
    };
    match kid {
        Some(kid) => keys.find(kid).filter(fits).cloned(),
        None => {
            let mut fitting = keys.keys.iter().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none()).cloned()
        }
    }
}

/// The issuer that a token names, before anything of it is believed.
fn issuer_of(token: &str) -> Option<String> {
    let claims: Map<String, Json> = jsonwebtoken::dangerous::insecure_decode_claims(token).ok()?;
    claims.get("iss")?.as_str().map(str::to_owned)
}
