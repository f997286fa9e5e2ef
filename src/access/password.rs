//! Passwords: hashed with Argon2id (RFC 9106), never mailed and never asked for.
//!
//! Hashing takes a processor and 64 MiB for a while: callers run it in the workshop.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use super::error::AccessError;

/// Signs of a password at least. Length is what counts (NIST SP 800-63B, 3.1.1.2); nothing is said of kinds of signs.
pub const PASSWORD_LEAST: usize = 12;
/// Signs of a password at most.
pub const PASSWORD_MOST: usize = 128;
/// Signs of a first password: no `0 O 1 l I`, which are read to each other over the telephone.
const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// What is tried first. Longer ones than [`PASSWORD_LEAST`] only, and only their beginnings.
const TRIED_FIRST: &[&str] = &[
    "123456789012",
    "111111111111",
    "password",
    "adgangskode",
    "kodeord",
    "qwertyuiop",
    "velkommen",
    "sommer20",
    "vinter20",
    "kommune",
    "brevsmed",
];

/// What a password costs to check: Argon2id's memory, passes and lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for PasswordCost {
    /// The second recommendation of RFC 9106, 4: 64 MiB, three passes, four lanes.
    fn default() -> Self {
        PasswordCost { memory: 65_536, passes: 3, lanes: 4 }
    }
}

/// A password's hash, as a PHC string.
///
/// # Errors
///
/// When the cost is none that Argon2id takes.
pub fn hash_password(password: &str, cost: PasswordCost) -> Result<String, AccessError> {
    let unfit = |error: &dyn std::fmt::Display| AccessError::PasswordUnfit {
        da: format!("den kan ikke gemmes: {error}"),
        en: format!("it cannot be kept: {error}"),
    };
    let hasher = hasher(cost).map_err(|error| unfit(&error))?;
    let hash: PasswordHash =
        hasher.hash_password(password.as_bytes()).map_err(|error| unfit(&error))?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash. Without a hash it takes as long, and is not.
pub fn check_password(password: &str, hash: Option<&str>, cost: PasswordCost) -> bool {
    let Some(hash) = hash else {
        // Whoever asks does not learn from the time whether there is such an account.
        let _ = hash_password(password, cost);
        return false;
    };
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// A first password: twenty signs of thirty-one, some 99 bits, in groups that can be read aloud.
pub fn first_password() -> String {
    let mut signs = Vec::new();
    while signs.len() < 20 {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).expect("the operating system has random numbers");
        // Bytes that would make some signs likelier than others are left out.
        let fair =
            bytes.iter().filter(|byte| usize::from(**byte) < 256 / SIGNS.len() * SIGNS.len());
        signs.extend(fair.map(|byte| char::from(SIGNS[usize::from(*byte) % SIGNS.len()])));
    }
    let groups: Vec<String> = signs[..20].chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Whether a person may have a password.
///
/// # Errors
///
/// Why not.
pub fn fit_password(password: &str, name: &str, email: &str) -> Result<(), AccessError> {
    let unfit = |da: String, en: String| Err(AccessError::PasswordUnfit { da, en });
    let length = password.chars().count();
    if !(PASSWORD_LEAST..=PASSWORD_MOST).contains(&length) {
        return unfit(
            format!("den skal have {PASSWORD_LEAST} til {PASSWORD_MOST} tegn"),
            format!("it must have {PASSWORD_LEAST} to {PASSWORD_MOST} characters"),
        );
    }
    let lower = password.to_lowercase();
    let own = name.split_whitespace().chain(email.split(['@', '.'])).map(str::to_lowercase);
    let is_own = own.filter(|part| part.chars().count() >= 5).any(|part| lower.contains(&part));
    if is_own {
        return unfit(
            "den må ikke indeholde dit navn eller din mailadresse".to_owned(),
            "it must not contain your name or mail address".to_owned(),
        );
    }
    let first = lower.chars().next();
    let is_tried = TRIED_FIRST.iter().any(|tried| lower.starts_with(tried))
        || lower.chars().all(|sign| Some(sign) == first);
    if is_tried {
        return unfit(
            "den er en af dem, der gættes først".to_owned(),
            "it is one of those that are guessed first".to_owned(),
        );
    }
    Ok(())
}

fn hasher(cost: PasswordCost) -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::{PasswordCost, check_password, first_password, fit_password, hash_password};

    #[test]
    fn passwords_are_hashed_as_rfc_9106_recommends() {
        let cost = PasswordCost::default();
        let hash = hash_password("rejsegilde-i-egeby", cost).expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=4$"), "{hash}");
        assert!(check_password("rejsegilde-i-egeby", Some(&hash), cost));
        assert!(!check_password("rejsegilde-i-egebY", Some(&hash), cost));
        assert!(!check_password("rejsegilde-i-egeby", Some("no hash"), cost));
    }

    #[test]
    fn first_passwords_differ_and_are_readable() {
        let (one, other) = (first_password(), first_password());
        assert_ne!(one, other);
        assert_eq!(one.len(), 23);
        assert!(one.split('-').all(|group| group.len() == 5), "{one}");
    }

    #[test]
    fn some_passwords_are_not_fit() {
        let fit = |password: &str| fit_password(password, "Jytte Jubelår", "jj@egeby.example");
        assert!(fit("rejsegilde-i-marts").is_ok());
        for unfit in ["kort", "jytte-er-den-bedste", "Velkommen2026!!", "aaaaaaaaaaaaaaa", ""] {
            assert!(fit(unfit).is_err(), "{unfit}");
        }
    }
}
