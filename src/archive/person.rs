//! Whose letters they are: a code that finds them, and from which the number cannot be read or guessed.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::access::Secret;
use crate::store::{Document, Marks, Realm, StoreError, Work};

/// The secret of the codes, made when the first is needed. It never leaves the store.
#[derive(Clone, Serialize, Deserialize)]
struct CodeSecret {
    secret: String,
}

impl Document for CodeSecret {
    const KIND: &'static str = "person-code-secret";
    const HISTORY: bool = false;
}

/// That a letter is a person's: kept under the letter's key, found by the person's code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct OfPerson {
    /// The code.
    pub code: String,
}

impl Document for OfPerson {
    const KIND: &'static str = "letter-of-person";
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks { subject: self.code.clone(), ..Marks::default() }
    }
}

/// Makes codes of personal numbers.
pub struct PersonCodes(Hmac<Sha256>);

impl PersonCodes {
    /// With the store's secret, which is made if there is none.
    pub async fn of(work: &mut Work) -> Result<Self, StoreError> {
        const KEY: &str = "secret";
        let installation = Realm::installation();
        let kept = match work.get::<CodeSecret>(&installation, KEY).await? {
            Some(kept) => kept,
            None => {
                let new = CodeSecret { secret: Secret::new("bp").shown().to_owned() };
                match work.insert(&installation, KEY, new).await {
                    Ok(kept) => {
                        work.note(&installation, "person-codes.began", KEY, serde_json::json!({}));
                        kept
                    }
                    Err(StoreError::AlreadyThere { .. }) => {
                        let kept = work.get::<CodeSecret>(&installation, KEY).await?;
                        kept.ok_or(StoreError::Changed {
                            kind: CodeSecret::KIND,
                            key: KEY.to_owned(),
                        })?
                    }
                    Err(error) => return Err(error),
                }
            }
        };
        let mac = Hmac::new_from_slice(kept.document.secret.as_bytes());
        Ok(PersonCodes(mac.expect("HMAC takes keys of any length")))
    }

    /// The code of a number in a realm; blanks and hyphens do not count.
    pub fn code(&self, realm: &Realm, number: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(format!("{realm}\0").as_bytes());
        mac.update(plain(number).as_bytes());
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn plain(number: &str) -> String {
    number.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect()
}

/// Whether a company number (CVR) has eight digits of which the last is right (modulus 11).
pub fn cvr_is_right(number: &str) -> bool {
    const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
    let digits: Option<Vec<u32>> = number.chars().map(|sign| sign.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        digits.len() == WEIGHTS.len()
            && digits[0] > 0
            && digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
                == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_number_has_a_check_digit() {
        for (number, right) in [
            ("19435075", true),
            ("19435076", false),
            ("1943507", false),
            ("194350750", false),
            ("00000000", false),
            ("1943507x", false),
        ] {
            assert_eq!(cvr_is_right(number), right, "{number}");
        }
    }

    #[test]
    fn a_number_is_the_same_with_and_without_hyphen() {
        assert_eq!(plain("000000-0010"), plain("000000 0010"));
    }
}
