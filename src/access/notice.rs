//! The prepared mail about signing in and accesses, which an administrator reads, changes and sends. Nothing is sent from here.

use super::account::Account;
use super::caller::Grant;
use crate::diagnostic::MessageLanguage;
use crate::store::{Moment, Realm};

/// A mail that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whom to.
    pub to: String,
    /// What about.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// The mail to a person about what they may do in a realm. The first password is not in it: it is told, not written beside the name.
pub fn notice(
    account: &Account,
    realm: &Realm,
    provider: Option<&str>,
    address: Option<&str>,
    language: MessageLanguage,
    now: Moment,
) -> Notice {
    let is_danish = language == MessageLanguage::Danish;
    let pick = |da: &str, en: &str| if is_danish { da.to_owned() } else { en.to_owned() };
    let line = |grant: &Grant| {
        let (da, en) = grant.level.title();
        let mut line = format!("- {}", pick(da, en));
        if !grant.areas.is_empty() {
            line.push_str(&format!(" ({}: {})", pick("kun", "only"), grant.areas.join(", ")));
        }
        if let Some(until) = grant.until {
            line.push_str(&format!(" {} {}", pick("til og med", "until"), until.day()));
        }
        line
    };
    let mut lines: Vec<String> =
        account.grants.iter().filter(|grant| grant.is_of(realm, now)).map(line).collect();
    lines.sort();
    let place = format!("{} ({})", realm.authority, realm.environment);
    let name = &account.name;
    let address = address.map(|address| format!(" {address}")).unwrap_or_default();
    let how = match provider {
        Some(provider) => pick(
            &format!(
                "Du logger på med {provider}{}{address}.",
                if address.is_empty() { "" } else { " på" }
            ),
            &format!(
                "You sign in with {provider}{}{address}.",
                if address.is_empty() { "" } else { " at" }
            ),
        ),
        None => pick(
            &format!(
                "Du logger på{}{address} med din mailadresse. Første gang bruger du en engangskode, som du får af din \
                 brugeradministrator på en anden måde end i denne mail, og vælger så din egen adgangskode.",
                if address.is_empty() { "" } else { " på" }
            ),
            &format!(
                "You sign in{}{address} with your mail address. The first time you use a one-time password, which your user \
                 administrator gives you in another way than this mail, and then choose a password of your own.",
                if address.is_empty() { "" } else { " at" }
            ),
        ),
    };
    let accesses = if lines.is_empty() {
        pick("Du har ingen adgange.", "You have no access.")
    } else {
        format!("{}\n{}", pick("Du har disse adgange:", "You have this access:"), lines.join("\n"))
    };
    let never = pick(
        "Din adgang er personlig. Vi beder dig aldrig om din adgangskode.",
        "Your access is personal. We never ask you for your password.",
    );
    let greeting = pick(&format!("Kære {name}"), &format!("Dear {name}"));
    Notice {
        to: account.email.clone(),
        subject: pick(
            &format!("Din adgang til brevsystemet – {place}"),
            &format!("Your access to the letter system – {place}"),
        ),
        text: format!("{greeting}\n\n{how}\n\n{accesses}\n\n{never}\n"),
    }
}
