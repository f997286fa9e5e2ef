//! Mail addresses of persons: mailboxes that several people read, or that go with a post, are refused.

use super::error::AccessError;

/// What is before the `@` of mailboxes that several people read, in Danish offices. Separators are left out when they are compared.
const ROLES: &[&str] = &[
    "admin",
    "administration",
    "administrator",
    "afdeling",
    "arkiv",
    "beskaeftigelse",
    "beskæftigelse",
    "bibliotek",
    "boligstoette",
    "boligstøtte",
    "booking",
    "borger",
    "borgercenter",
    "borgerraadgiver",
    "borgerrådgiver",
    "borgerservice",
    "borgmester",
    "borgmesterkontoret",
    "brugeradministrator",
    "byraad",
    "byråd",
    "byraadssekretariatet",
    "dagtilbud",
    "databeskyttelse",
    "digital",
    "digitalisering",
    "digitalpost",
    "direktion",
    "direktionen",
    "direktoer",
    "direktør",
    "dpo",
    "drift",
    "email",
    "ejendom",
    "familie",
    "faelles",
    "fælles",
    "faktura",
    "folkeregister",
    "forvaltning",
    "helpdesk",
    "hovedpostkasse",
    "hr",
    "hrafdeling",
    "info",
    "information",
    "indkoeb",
    "indkøb",
    "integration",
    "it",
    "itafdelingen",
    "itservice",
    "itsupport",
    "jobcenter",
    "jura",
    "kasse",
    "kommune",
    "kommunen",
    "kontakt",
    "kontaktcenter",
    "kontor",
    "kontrolgruppen",
    "kundeservice",
    "ledelse",
    "leder",
    "loen",
    "løn",
    "lon",
    "loenkontor",
    "lønkontor",
    "mail",
    "myndighed",
    "noreply",
    "okonomi",
    "oekonomi",
    "økonomi",
    "omsorg",
    "opkraevning",
    "opkrævning",
    "pension",
    "pensionskontoret",
    "personale",
    "personalechef",
    "plan",
    "post",
    "postkasse",
    "postmaster",
    "presse",
    "projekt",
    "raadhus",
    "rådhus",
    "reception",
    "regnskab",
    "sagsbehandler",
    "sekretariat",
    "sekretariatet",
    "sekretaer",
    "sekretær",
    "service",
    "servicedesk",
    "sikkerhed",
    "sikkerpost",
    "skat",
    "skole",
    "social",
    "socialforvaltning",
    "ssp",
    "stab",
    "styrelse",
    "sundhed",
    "support",
    "system",
    "systemadministrator",
    "team",
    "teknik",
    "telefon",
    "teknikogmiljoe",
    "udbetaling",
    "visitation",
    "vagt",
    "voksen",
    "webmaster",
    "ydelse",
    "ydelser",
    "ydelsescenter",
    "ydelseskontoret",
    "ydelsesservice",
    "aeldre",
    "ældre",
];

/// A person's own mail address, in lower case.
///
/// # Errors
///
/// When it is none, or a mailbox that several people read.
pub fn personal_address(address: &str, also: &[String]) -> Result<String, AccessError> {
    let address = address.trim().to_lowercase();
    let (local, domain) = address.split_once('@').unwrap_or_default();
    let is_word = |text: &str| {
        !text.is_empty()
            && !text.starts_with('.')
            && !text.ends_with('.')
            && !text.contains("..")
            && text.chars().all(|sign| sign.is_alphanumeric() || ".-_+'".contains(sign))
    };
    let is_address =
        address.len() <= 254 && is_word(local) && is_word(domain) && domain.contains('.');
    if !is_address {
        return Err(AccessError::invalid(
            "email",
            "det er ikke en mailadresse",
            "this is no mail address",
        ));
    }
    // `borger-service+2`, `it.support` and `lon01` are the same mailboxes.
    let word: String = local
        .split('+')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|sign| sign.is_alphabetic())
        .collect();
    let is_role =
        ROLES.contains(&word.as_str()) || also.iter().any(|other| other.to_lowercase() == local);
    if is_role { Err(AccessError::RoleMailbox(local.to_owned())) } else { Ok(address) }
}

#[cfg(test)]
mod tests {
    use super::personal_address;
    use crate::access::AccessError;

    #[test]
    fn a02_mailboxes_of_roles_are_refused() {
        let also = ["hovednummer".to_owned()];
        for role in [
            "post@egeby.example",
            "Borgerservice@egeby.example",
            "it-support@egeby.example",
            "lon01@egeby.example",
            "info+breve@egeby.example",
            "hovednummer@egeby.example",
        ] {
            assert!(
                matches!(personal_address(role, &also), Err(AccessError::RoleMailbox(_))),
                "{role}"
            );
        }
        for person in [
            "jytte.jubelaar@egeby.example",
            "jj12@egeby.example",
            "poster@egeby.example",
            "søren@rønnebær.example",
        ] {
            assert_eq!(personal_address(person, &also).expect("a person"), person);
        }
        for none in [
            "",
            "jytte",
            "@egeby.example",
            "jytte@egeby",
            "jytte jubelår@egeby.example",
            "a@b@c.dk",
            "a@.dk",
        ] {
            assert!(
                matches!(personal_address(none, &also), Err(AccessError::Invalid { .. })),
                "{none}"
            );
        }
    }
}
