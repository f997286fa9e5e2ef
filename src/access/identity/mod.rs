//! Identities of others: people whom an identity provider knows, and tokens of issuers that we trust.
//!
//! People come by OpenID Connect (Core 1.0, 3.1): they are sent to the provider with a `state`, a `nonce` and a PKCE challenge (RFC 7636), and
//! come back with a code that we exchange for an ID token. Of the token only four things are used: who issued it, the subject, the mail
//! address and whether it was verified, and how sure the provider is. No national number is asked for, and none is kept.
//!
//! Case systems come with an access token of client credentials (RFC 9068). Both kinds of token are checked with the issuer's published keys
//! ([`Tokens`]); their times are measured by the service's clock.

mod code;
mod fetch;
mod tokens;

pub use code::{Flow, LoginError, Welcome, finish, start};
pub use tokens::{TokenError, Tokens};
