//! What holds of each key, as the types of [`Settings`], and what keys ask of each other.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use super::fault::{Fault, Place};
use super::read::Holding;
use super::value::{Value, with_password};
use super::{
    AccessSettings, Hidden, Jwt, LimitSettings, LogForm, Oidc, RetentionSettings, ServiceSettings,
    Settings, StoreSettings, TelemetrySettings, TemplateSettings, TlsSettings,
};

struct Holdings<'h>(&'h [Holding]);

impl Holdings<'_> {
    fn value(&self, path: &str) -> Option<&Value> {
        self.0.iter().find(|holding| holding.path == path)?.value.as_ref()
    }

    fn text(&self, path: &str) -> Option<String> {
        match self.value(path) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    fn texts(&self, path: &str) -> Vec<String> {
        match self.value(path) {
            Some(Value::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn flag(&self, path: &str) -> bool {
        matches!(self.value(path), Some(Value::Flag(true)))
    }

    fn number(&self, path: &str) -> u64 {
        match self.value(path) {
            Some(Value::Number(number)) => *number,
            _ => 0,
        }
    }

    fn signed(&self, path: &str) -> i64 {
        i64::try_from(self.number(path)).unwrap_or(i64::MAX)
    }

    fn size(&self, path: &str) -> usize {
        usize::try_from(self.number(path)).unwrap_or(usize::MAX)
    }

    fn count(&self, path: &str) -> u32 {
        u32::try_from(self.number(path)).unwrap_or(u32::MAX)
    }

    fn secret(&self, path: &str) -> Option<Hidden> {
        match self.value(path) {
            Some(Value::Secret(secret)) => Some(secret.clone()),
            _ => None,
        }
    }

    fn path(&self, path: &str) -> Option<PathBuf> {
        self.text(path).map(PathBuf::from)
    }

    /// The names that stand in the place of a star.
    fn names(&self, table: &str) -> Vec<String> {
        let names = self.0.iter().filter_map(|holding| {
            holding.path.strip_prefix(table)?.strip_prefix('.')?.split('.').next()
        });
        let names: std::collections::BTreeSet<&str> = names.collect();
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The settings; faults of what does not go together are added.
pub(super) fn settings(holdings: &[Holding], faults: &mut Vec<Fault>) -> Settings {
    let all = Holdings(holdings);
    let listen = all.text("service.listen").and_then(|text| text.parse().ok());
    let trimmed = |path: &str| all.text(path).map(|url| url.trim_end_matches('/').to_owned());
    Settings {
        service: ServiceSettings {
            listen: listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
            public_url: trimmed("service.public-url"),
            behind_proxy: all.flag("service.behind-proxy"),
            environments: all.texts("service.environments"),
            shutdown_seconds: all.number("service.shutdown-seconds"),
            fonts: all.texts("service.fonts").into_iter().map(PathBuf::from).collect(),
        },
        store: store(&all, faults),
        templates: TemplateSettings { second_person: all.flag("templates.second-person") },
        access: access(&all, faults),
        limits: LimitSettings {
            body_bytes: all.size("limits.body-bytes"),
            request_seconds: all.number("limits.request-seconds"),
            requests_at_a_time: all.size("limits.requests-at-a-time"),
            letters_at_a_time: all.size("limits.letters-at-a-time"),
            letters_waiting: all.size("limits.letters-waiting"),
            calls_a_minute: all.count("limits.calls-a-minute"),
            calls_at_once: all.count("limits.calls-at-once"),
            strangers_a_minute: all.count("limits.strangers-a-minute"),
        },
        tls: tls(&all, faults),
        telemetry: TelemetrySettings {
            log: match all.text("telemetry.log").as_deref() {
                Some("text") => LogForm::Text,
                _ => LogForm::Json,
            },
            level: all.text("telemetry.level").unwrap_or_default(),
            otlp: trimmed("telemetry.otlp"),
            name: all.text("telemetry.name").unwrap_or_default(),
            metrics: all.flag("telemetry.metrics"),
            metrics_token: all.secret("telemetry.metrics-token"),
        },
        retention: RetentionSettings {
            letters_days: all.signed("retention.letters-days"),
            inputs: all.flag("retention.inputs"),
        },
    }
}

fn fault(faults: &mut Vec<Fault>, da: String, en: String) {
    faults.push(Fault { place: Place::Nowhere, da, en });
}

fn store(all: &Holdings<'_>, faults: &mut Vec<Fault>) -> StoreSettings {
    let mut address = all.text("store.address").unwrap_or_default();
    if let Some(password) = all.secret("store.password") {
        if address.starts_with("sqlite:") {
            let da = "`store.password` hører til PostgreSQL; lageret er SQLite".to_owned();
            fault(faults, da, "`store.password` is for PostgreSQL; the store is SQLite".to_owned());
        }
        address = with_password(&address, password.reveal());
    }
    StoreSettings {
        address: Hidden::new(address),
        connections: all.count("store.connections"),
        answers_days: all.signed("store.answers-days"),
    }
}

fn tls(all: &Holdings<'_>, faults: &mut Vec<Fault>) -> Option<TlsSettings> {
    match (all.path("tls.certificate"), all.path("tls.key")) {
        (Some(certificate), Some(key)) => Some(TlsSettings { certificate, key }),
        (None, None) => None,
        _ => {
            let da = "`tls.certificate` og `tls.key` hører sammen: angiv begge".to_owned();
            fault(faults, da, "`tls.certificate` and `tls.key` go together: give both".to_owned());
            None
        }
    }
}

fn access(all: &Holdings<'_>, faults: &mut Vec<Fault>) -> AccessSettings {
    let mut needed = |path: String| {
        all.text(&path).unwrap_or_else(|| {
            let en = format!("`{path}` is missing");
            fault(faults, format!("`{path}` mangler"), en);
            String::new()
        })
    };
    let (mut oidc, mut jwt) = (Vec::new(), Vec::new());
    for key in all.names("access.oidc") {
        let of = |leaf: &str| format!("access.oidc.{key}.{leaf}");
        oidc.push(Oidc {
            name: all.text(&of("name")).unwrap_or_else(|| key.clone()),
            issuer: needed(of("issuer")),
            client_id: needed(of("client-id")),
            client_secret: all.secret(&of("client-secret")),
            assurance: all.texts(&of("assurance")),
            required_for: all.texts(&of("required-for")),
            key,
        });
    }
    for key in all.names("access.jwt") {
        let of = |leaf: &str| format!("access.jwt.{key}.{leaf}");
        jwt.push(Jwt {
            issuer: needed(of("issuer")),
            jwks_url: needed(of("jwks-url")),
            audience: all.text(&of("audience")).unwrap_or_default(),
            client_claim: all.text(&of("client-claim")).unwrap_or_default(),
            environments: all.texts(&of("environments")),
            key,
        });
    }
    let addresses = oidc.iter().map(|it| ("access.oidc", &it.key, "issuer", &it.issuer));
    let addresses =
        addresses.chain(jwt.iter().map(|it| ("access.jwt", &it.key, "jwks-url", &it.jwks_url)));
    for (table, key, leaf, url) in addresses {
        // Whoever can change its answers can let anybody in.
        let host = url.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next());
        if host.is_some_and(|host| !matches!(host, Some("localhost" | "127.0.0.1"))) {
            let path = format!("{table}.{key}.{leaf}");
            fault(
                faults,
                format!("`{path}` skal begynde med https://"),
                format!("`{path}` must begin with https://"),
            );
        }
    }
    let (session, longest) =
        (all.signed("access.session-seconds"), all.signed("access.session-longest-seconds"));
    if longest < session {
        fault(
            faults,
            "`access.session-longest-seconds` må ikke være mindre end `access.session-seconds`"
                .to_owned(),
            "`access.session-longest-seconds` must not be less than `access.session-seconds`"
                .to_owned(),
        );
    }
    if !all.flag("access.local-accounts") && oidc.is_empty() {
        fault(
            faults,
            "ingen kan logge ind: slå `access.local-accounts` til, eller tilføj `[access.oidc.NAVN]`"
                .to_owned(),
            "nobody can sign in: turn `access.local-accounts` on, or add `[access.oidc.NAME]`"
                .to_owned(),
        );
    }
    AccessSettings {
        local_accounts: all.flag("access.local-accounts"),
        session_seconds: session,
        session_longest_seconds: longest,
        key_days: all.signed("access.key-days"),
        support_hours: all.signed("access.support-hours"),
        warning_days: all.signed("access.warning-days"),
        review_days: all.signed("access.review-days"),
        review_due_days: all.signed("access.review-due-days"),
        first_password_days: all.signed("access.first-password-days"),
        confirm_administrators: all.flag("access.confirm-administrators"),
        many_administrators: all.size("access.many-administrators"),
        role_mailboxes: all.texts("access.role-mailboxes"),
        oidc,
        jwt,
    }
}
