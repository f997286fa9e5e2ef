//! The settings as types, a struct for each table of `brevsmed.toml`.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Hidden;

/// How a service is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `[service]`.
    pub service: ServiceSettings,
    /// `[store]`.
    pub store: StoreSettings,
    /// `[templates]`.
    pub templates: TemplateSettings,
    /// `[access]`.
    pub access: AccessSettings,
    /// `[limits]`.
    pub limits: LimitSettings,
    /// `[tls]`; `None` for HTTP without TLS.
    pub tls: Option<TlsSettings>,
    /// `[telemetry]`.
    pub telemetry: TelemetrySettings,
    /// `[retention]`.
    pub retention: RetentionSettings,
}

/// Where the service answers, and how it ends.
#[derive(Clone, Debug)]
pub struct ServiceSettings {
    /// The address and port.
    pub listen: SocketAddr,
    /// The address by which callers know it, such as `https://breve.egeby.example`; without a slash at the end.
    pub public_url: Option<String>,
    /// A proxy of ours stands before it: callers are told apart by `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The environments.
    pub environments: Vec<String>,
    /// How long letters in hand are waited for when it ends, in seconds.
    pub shutdown_seconds: u64,
    /// Font files of the authority's own.
    pub fonts: Vec<PathBuf>,
}

/// Where things are kept.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The address, with its password: `sqlite:brevsmed.db`, `postgres://…`.
    pub address: Hidden,
    /// Connections at most.
    pub connections: u32,
    /// How long an answer under an idempotency key is remembered, in days.
    pub answers_days: i64,
}

/// How templates become valid.
#[derive(Clone, Debug)]
pub struct TemplateSettings {
    /// Another than the one who made a version must approve it.
    pub second_person: bool,
}

/// Who gets in.
#[derive(Clone, Debug)]
pub struct AccessSettings {
    /// Persons may sign in with a password that is kept here.
    pub local_accounts: bool,
    /// How long a session lasts without use, in seconds.
    pub session_seconds: i64,
    /// How long a session lasts at most, in seconds.
    pub session_longest_seconds: i64,
    /// How long a key of a case system holds at most, in days.
    pub key_days: i64,
    /// How long support access may be granted for at most, in hours.
    pub support_hours: i64,
    /// How long before an agreement or a key expires it is warned of, in days.
    pub warning_days: i64,
    /// How often everybody's access is reviewed, in days.
    pub review_days: i64,
    /// How long an authority has for a review, in days.
    pub review_due_days: i64,
    /// How long a first password works, in days.
    pub first_password_days: i64,
    /// Another administrator must confirm that somebody becomes one.
    pub confirm_administrators: bool,
    /// More administrators than this in one authority are warned of.
    pub many_administrators: usize,
    /// What stands before the `@` of mailboxes that several people read, beside those that are known.
    pub role_mailboxes: Vec<String>,
    /// Identity providers that sign persons in.
    pub oidc: Vec<Oidc>,
    /// Authorization servers whose tokens case systems may show.
    pub jwt: Vec<Jwt>,
}

/// An identity provider (OpenID Connect).
#[derive(Clone, Debug)]
pub struct Oidc {
    /// The name in settings and addresses: the `NAME` of `[access.oidc.NAME]`.
    pub key: String,
    /// The name that people see.
    pub name: String,
    /// The issuer: its configuration is at `ISSUER/.well-known/openid-configuration`.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there; `None` for a public client.
    pub client_secret: Option<Hidden>,
    /// How sure it must be of people (`acr`): one of these must come back; none where it does not matter.
    pub assurance: Vec<String>,
    /// Codes of authorities whose people sign in with it only.
    pub required_for: Vec<String>,
}

/// An authorization server (OAuth 2.0 client credentials, tokens as JWT).
#[derive(Clone, Debug)]
pub struct Jwt {
    /// The name in settings: the `NAME` of `[access.jwt.NAME]`.
    pub key: String,
    /// The issuer, as tokens name it.
    pub issuer: String,
    /// Where its keys are.
    pub jwks_url: String,
    /// The audience that tokens must name.
    pub audience: String,
    /// The claim that names the client.
    pub client_claim: String,
    /// Environments that its tokens open; none for all.
    pub environments: Vec<String>,
}

impl Default for AccessSettings {
    fn default() -> Self {
        AccessSettings {
            local_accounts: true,
            session_seconds: 3_600,
            session_longest_seconds: 43_200,
            key_days: 365,
            support_hours: 8,
            warning_days: 60,
            review_days: 182,
            review_due_days: 30,
            first_password_days: 7,
            confirm_administrators: true,
            many_administrators: 3,
            role_mailboxes: Vec::new(),
            oidc: Vec::new(),
            jwt: Vec::new(),
        }
    }
}

/// How much at a time, how often, how large.
#[derive(Clone, Debug)]
pub struct LimitSettings {
    /// Bytes that a request may have.
    pub body_bytes: usize,
    /// How long a request may take, in seconds.
    pub request_seconds: u64,
    /// Requests at a time; more are answered 503.
    pub requests_at_a_time: usize,
    /// Letters made at a time; 0 for one a processor.
    pub letters_at_a_time: usize,
    /// Letters that may wait.
    pub letters_waiting: usize,
    /// Calls a minute of one caller, over time; 0 for no limit.
    pub calls_a_minute: u32,
    /// Calls that one caller may send at once.
    pub calls_at_once: u32,
    /// Calls a minute from one address without a credential, among them sign-ins; 0 for no limit.
    pub strangers_a_minute: u32,
}

/// The certificate.
#[derive(Clone, Debug)]
pub struct TlsSettings {
    /// The certificate and those above it, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// What the service tells of itself.
#[derive(Clone, Debug)]
pub struct TelemetrySettings {
    /// How log lines are written.
    pub log: LogForm,
    /// What is logged, as `RUST_LOG` has it.
    pub level: String,
    /// Where traces go: the address of an OTLP receiver over HTTP, such as `http://127.0.0.1:4318`.
    pub otlp: Option<String>,
    /// The name under which traces are sent.
    pub name: String,
    /// `/metrics` is answered.
    pub metrics: bool,
    /// What Prometheus shows to read `/metrics`; without it, whoever reaches the service may.
    pub metrics_token: Option<Hidden>,
}

/// A form of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogForm {
    /// A JSON object a line.
    Json,
    /// For people.
    Text,
}

/// How long things are kept, where an authority has not decided otherwise.
#[derive(Clone, Debug)]
pub struct RetentionSettings {
    /// Letters, in days.
    pub letters_days: i64,
    /// The data and answers of a letter are kept with it; without it only their hashes.
    pub inputs: bool,
}
