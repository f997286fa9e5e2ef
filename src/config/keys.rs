//! Every key of the service's settings: one table, from which the file is read, the environment, `config check` and the documentation.

/// A key of the settings.
#[derive(Debug)]
pub struct Key {
    /// Where it stands: `service.listen`, `access.oidc.*.issuer` for any name in the place of the star.
    pub path: &'static str,
    /// What it holds.
    pub kind: KeyKind,
    /// What holds without it; empty for nothing.
    pub default: &'static str,
    /// What it is for, in Danish.
    pub da: &'static str,
    /// What it is for, in English.
    pub en: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A text.
    Text,
    /// Texts, none of them empty; in the environment parted by commas.
    Texts,
    /// A name of an environment, `a-z`, digits and hyphens; several of them.
    Names,
    /// An address and port.
    Listen,
    /// An address of the web, `https://…` or `http://…`.
    Url,
    /// A file.
    File,
    /// Files.
    Files,
    /// `true` or `false`.
    Flag,
    /// A whole number, the least and the greatest.
    Number(u64, u64),
    /// One of some words.
    Word(&'static [&'static str]),
    /// The address of a store; without a password where others can read it.
    Store,
    /// A secret: by the environment, or by a file that `…-file` names; never in `brevsmed.toml` itself.
    Secret,
}

impl KeyKind {
    /// What it must be, in Danish and English.
    pub fn words(self) -> (String, String) {
        let pair = |da: &str, en: &str| (da.to_owned(), en.to_owned());
        match self {
            KeyKind::Text => pair("en tekst", "a text"),
            KeyKind::Texts => pair(
                "en liste af tekster, som [\"a\", \"b\"]",
                "a list of texts, such as [\"a\", \"b\"]",
            ),
            KeyKind::Names => pair(
                "en liste af navne på miljøer med små bogstaver, cifre og bindestreger",
                "a list of names of environments in small letters, digits and hyphens",
            ),
            KeyKind::Listen => pair(
                "adresse og port, som \"127.0.0.1:8080\"",
                "address and port, such as \"127.0.0.1:8080\"",
            ),
            KeyKind::Url => pair(
                "en adresse, der begynder med https:// eller http://",
                "an address that begins with https:// or http://",
            ),
            KeyKind::File => pair("en fil", "a file"),
            KeyKind::Files => pair("en liste af filer", "a list of files"),
            KeyKind::Flag => pair("true eller false", "true or false"),
            KeyKind::Number(least, most) => (
                format!("et helt tal fra {least} til {most}"),
                format!("a whole number from {least} to {most}"),
            ),
            KeyKind::Word(words) => {
                let all: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                (all.join(" eller "), all.join(" or "))
            }
            KeyKind::Store => pair(
                "adressen på et lager: \"sqlite:FIL\" eller \"postgres://BRUGER@VÆRT/DATABASE\"",
                "the address of a store: \"sqlite:FILE\" or \"postgres://USER@HOST/DATABASE\"",
            ),
            KeyKind::Secret => pair("en hemmelighed", "a secret"),
        }
    }
}

impl Key {
    /// The environment variable that stands over it: `BREVSMED_SERVICE_LISTEN`. A star stays.
    pub fn variable(&self) -> String {
        variable(self.path)
    }
}

/// The environment variable of a path.
pub(super) fn variable(path: &str) -> String {
    let word: String = path
        .chars()
        .map(|c| if matches!(c, '.' | '-') { '_' } else { c.to_ascii_uppercase() })
        .collect();
    format!("BREVSMED_{word}")
}

macro_rules! keys {
    ($( $path:literal $kind:expr, $default:literal, $da:literal, $en:literal; )*) => {
        /// All keys, in the order in which they are shown.
        pub const KEYS: &[Key] = {
            use KeyKind::{File, Files, Flag, Listen, Names, Number, Secret, Store, Text, Url, Word};
            &[$(Key { path: $path, kind: $kind, default: $default, da: $da, en: $en }),*]
        };
    };
}

keys! {
    "service.listen" Listen, "127.0.0.1:8080", "adresse og port, som tjenesten svarer på", "address and port that the service answers on";
    "service.public-url" Url, "", "adressen, som andre kender tjenesten under", "the address by which others know the service";
    "service.behind-proxy" Flag, "false", "en proxy foran tjenesten siger i X-Forwarded-For, hvem der kalder", "a proxy before the service says in X-Forwarded-For who calls";
    "service.environments" Names, "training, production", "miljøerne", "the environments";
    "service.shutdown-seconds" Number(0, 3_600), "60", "sekunder, som breve under arbejde får til at blive færdige", "seconds that letters in hand are given to be finished";
    "service.fonts" Files, "", "skrifttyper ud over dem, der følger med", "fonts beside those that ship";
    "store.address" Store, "sqlite:brevsmed.db", "lageret", "the store";
    "store.password" Secret, "", "adgangskoden til PostgreSQL", "the password for PostgreSQL";
    "store.connections" Number(1, 1_000), "16", "forbindelser til lageret", "connections to the store";
    "store.answers-days" Number(1, 365), "7", "dage, som svar under en Idempotency-Key huskes", "days that answers under an Idempotency-Key are remembered";
    "templates.second-person" Flag, "true", "en anden end forfatteren godkender en skabelon", "another than its author approves a template";
    "access.local-accounts" Flag, "true", "der kan logges ind med en adgangskode, som gemmes her", "persons may sign in with a password that is kept here";
    "access.session-seconds" Number(60, 86_400), "3600", "sekunder, som man er logget ind uden at gøre noget", "seconds that a session lasts without use";
    "access.session-longest-seconds" Number(60, 604_800), "43200", "sekunder, som man højst er logget ind", "seconds that a session lasts at most";
    "access.key-days" Number(1, 3_650), "365", "dage, som et fagsystems nøgle højst gælder", "days that a case system's key holds at most";
    "access.support-hours" Number(1, 8), "8", "timer, som supportadgang højst gives for", "hours that support access may be granted for at most";
    "access.warning-days" Number(1, 365), "60", "dage, før en aftale eller nøgle udløber, at der advares", "days before an agreement or a key expires that it is warned of";
    "access.review-days" Number(1, 3_650), "182", "dage mellem gennemgange af, hvem der har adgang", "days between reviews of who has access";
    "access.review-due-days" Number(1, 365), "30", "dage, som en gennemgang må tage", "days that a review may take";
    "access.first-password-days" Number(1, 30), "7", "dage, som en engangskode gælder", "days that a first password works";
    "access.confirm-administrators" Flag, "true", "en anden administrator bekræfter, at nogen bliver brugeradministrator", "another administrator confirms that somebody becomes a user administrator";
    "access.many-administrators" Number(1, 100), "3", "brugeradministratorer i én myndighed, før der advares", "user administrators in one authority before it is warned of";
    "access.role-mailboxes" Names, "", "fælles postkasser ud over de kendte: det, der står før @", "shared mailboxes beside those that are known: what stands before the @";
    "access.oidc.*.name" Text, "", "navnet, som brugerne ser", "the name that people see";
    "access.oidc.*.issuer" Url, "", "udstederen (OpenID Connect)", "the issuer (OpenID Connect)";
    "access.oidc.*.client-id" Text, "", "tjenestens navn hos udstederen", "the service's name with the issuer";
    "access.oidc.*.client-secret" Secret, "", "tjenestens hemmelighed hos udstederen", "the service's secret with the issuer";
    "access.oidc.*.assurance" Names, "", "sikringsniveauer (acr), hvoraf ét skal være opfyldt", "levels of assurance (acr), of which one must be met";
    "access.oidc.*.required-for" Names, "", "koder på myndigheder, hvis brugere kun logger på her", "codes of authorities whose people sign in here only";
    "access.jwt.*.issuer" Url, "", "udstederen af fagsystemernes tokens", "the issuer of case systems' tokens";
    "access.jwt.*.jwks-url" Url, "", "hvor udstederens nøgler findes", "where the issuer's keys are";
    "access.jwt.*.audience" Text, "brevsmed", "modtageren, som tokens skal nævne", "the audience that tokens must name";
    "access.jwt.*.client-claim" Text, "client_id", "den del af et token, der nævner klienten", "the claim that names the client";
    "access.jwt.*.environments" Names, "", "miljøer, som udstederens tokens gælder i; ingen er alle", "environments that the issuer's tokens open; none is all";
    "limits.body-bytes" Number(65_536, 1_073_741_824), "50331648", "bytes, som en forespørgsel må have", "bytes that a request may have";
    "limits.request-seconds" Number(1, 3_600), "60", "sekunder, som en forespørgsel må tage", "seconds that a request may take";
    "limits.requests-at-a-time" Number(1, 100_000), "512", "forespørgsler ad gangen", "requests at a time";
    "limits.letters-at-a-time" Number(0, 1_024), "0", "breve, der laves ad gangen; 0 er ét pr. processor", "letters made at a time; 0 is one a processor";
    "limits.letters-waiting" Number(0, 100_000), "256", "breve, der kan vente", "letters that may wait";
    "limits.calls-a-minute" Number(0, 1_000_000), "6000", "kald i minuttet fra én, der kalder; 0 er uden grænse", "calls a minute of one caller; 0 is without limit";
    "limits.calls-at-once" Number(1, 100_000), "200", "kald på én gang fra én, der kalder", "calls at once of one caller";
    "limits.strangers-a-minute" Number(0, 1_000_000), "120", "kald i minuttet fra én adresse uden adgang, også forsøg på at logge ind; 0 er uden grænse", "calls a minute from one address without a credential, sign-ins among them; 0 is without limit";
    "tls.certificate" File, "", "certifikatet og dem over det, PEM", "the certificate and those above it, PEM";
    "tls.key" File, "", "certifikatets private nøgle, PEM", "the certificate's private key, PEM";
    "telemetry.log" Word(&["json", "text"]), "json", "loggens form", "the form of the log";
    "telemetry.level" Text, "info", "hvad der logges: error, warn, info, debug", "what is logged: error, warn, info, debug";
    "telemetry.otlp" Url, "", "modtageren af spor (OTLP over HTTP)", "the receiver of traces (OTLP over HTTP)";
    "telemetry.name" Text, "brevsmed", "navnet, som spor sendes under", "the name under which traces are sent";
    "telemetry.metrics" Flag, "true", "/metrics svarer", "/metrics is answered";
    "telemetry.metrics-token" Secret, "", "det, der skal vises for at læse /metrics", "what is shown to read /metrics";
    "retention.letters-days" Number(1, 36_500), "1826", "dage, som breve gemmes, hvor en myndighed ikke har valgt", "days that letters are kept where an authority has not decided";
    "retention.inputs" Flag, "false", "et brevs data og svar gemmes med det, hvor en myndighed ikke har valgt", "a letter's data and answers are kept with it where an authority has not decided";
}
