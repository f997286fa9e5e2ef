//! The name of a service agreement, which says what is exchanged, by whom, where.
//!
//! ```text
//! SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune
//! service  title       version system environment – authority
//! ```
//!
//! Serviceplatformen's names are written so; a dash between may be short or long.

/// A name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementName {
    /// The service: `SF` and four digits, perhaps `_` and a capital: `SF0770_A`.
    pub service: String,
    /// What it exchanges.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// The system's name.
    pub system: String,
    /// `PROD`, `TEST`, or the environment in capitals.
    pub environment: String,
    /// What people call the authority.
    pub authority: String,
}

/// Which part of a name is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It does not have four parts with ` - ` or ` – ` between.
    Parts,
    /// It does not begin with `SF` and four digits.
    Service,
    /// The title does not end with `v` and a number.
    Version,
    /// The third part is not a system and an environment.
    System,
    /// There is no authority.
    Authority,
}

impl NameFault {
    /// What it should be, in Danish and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            NameFault::Parts => (
                "navnet har fire dele med ` - ` imellem: `SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune`",
                "the name has four parts with ` - ` between: `SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune`",
            ),
            NameFault::Service => (
                "navnet begynder med `SF` og fire cifre, eventuelt `_` og et stort bogstav",
                "the name begins with `SF` and four digits, perhaps `_` and a capital letter",
            ),
            NameFault::Version => (
                "titlen slutter med `v` og et versionsnummer fra 1 til 99",
                "the title ends with `v` and a version from 1 to 99",
            ),
            NameFault::System => (
                "tredje del er systemets navn og miljøet: `KP PROD`",
                "the third part is the name of the system and the environment: `KP PROD`",
            ),
            NameFault::Authority => {
                ("sidste del er myndighedens navn", "the last part is the name of the authority")
            }
        }
    }
}

impl AgreementName {
    /// Takes a name apart.
    ///
    /// # Errors
    ///
    /// Which part is not as it should be.
    pub fn parse(name: &str) -> Result<Self, NameFault> {
        let name = name.trim().replace(" – ", " - ");
        let parts: Vec<&str> = name.splitn(4, " - ").map(str::trim).collect();
        let [service, titled, system, authority] = parts[..] else { return Err(NameFault::Parts) };
        if !is_service(service) {
            return Err(NameFault::Service);
        }
        let (title, version) = titled.rsplit_once(" v").ok_or(NameFault::Version)?;
        let version = version.parse().ok().filter(|version| (1..=99).contains(version));
        let version = version.ok_or(NameFault::Version)?;
        let (system, environment) = system.rsplit_once(' ').ok_or(NameFault::System)?;
        if title.trim().is_empty() || environment.chars().any(char::is_lowercase) {
            return Err(NameFault::System);
        }
        if authority.is_empty() {
            return Err(NameFault::Authority);
        }
        Ok(AgreementName {
            service: service.to_owned(),
            title: title.trim().to_owned(),
            version,
            system: system.trim().to_owned(),
            environment: environment.to_owned(),
            authority: authority.to_owned(),
        })
    }
}

/// What an environment is called in names.
pub fn environment_word(environment: &str) -> String {
    match environment {
        "production" => "PROD".to_owned(),
        "training" => "TEST".to_owned(),
        other => other.to_uppercase(),
    }
}

fn is_service(text: &str) -> bool {
    let (number, variant) = text.split_once('_').unwrap_or((text, "A"));
    let digits = number.strip_prefix("SF").unwrap_or_default();
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && variant.len() == 1
        && variant.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl std::fmt::Display for AgreementName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let AgreementName { service, title, version, system, environment, authority } = self;
        write!(f, "{service} - {title} v{version} - {system} {environment} – {authority}")
    }
}

#[cfg(test)]
mod tests {
    use super::{AgreementName, NameFault};

    #[test]
    fn v05_a_name_says_what_is_exchanged_by_whom_where() {
        for name in [
            "SF1470 - Brevfletning v1 - KP PROD – Egeby Kommune",
            "SF0770_A - Personopslag v12 - KP Pension TEST – Nørre-Å Kommune - Ydelse",
        ] {
            let parsed = AgreementName::parse(name).expect("a name");
            assert_eq!(AgreementName::parse(&parsed.to_string()), Ok(parsed));
        }
        for (name, fault) in [
            ("", NameFault::Parts),
            ("SF1470 - Brevfletning v1 - KP PROD", NameFault::Parts),
            ("1470 - Brevfletning v1 - KP PROD – Egeby", NameFault::Service),
            ("SF147 - Brevfletning v1 - KP PROD – Egeby", NameFault::Service),
            ("SF0770_a - Brevfletning v1 - KP PROD – Egeby", NameFault::Service),
            ("SF1470 - Brevfletning - KP PROD – Egeby", NameFault::Version),
            ("SF1470 - Brevfletning v0 - KP PROD – Egeby", NameFault::Version),
            ("SF1470 - Brevfletning v1 - KP – Egeby", NameFault::System),
            ("SF1470 - Brevfletning v1 - KP prod – Egeby", NameFault::System),
            ("SF1470 - Brevfletning v1 - KP PROD –  ", NameFault::Parts),
        ] {
            assert_eq!(AgreementName::parse(name), Err(fault), "{name}");
        }
    }
}
