//! Values of keys: from TOML, and from a text of the environment.

use toml::de::DeValue;

use super::keys::KeyKind;

/// A value of a key.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, a word, an address, a file.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u64),
    /// A secret.
    Secret(super::Hidden),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Value {
    /// The value as `config check` shows it: as TOML, a secret as `(hidden)`, an address of a store without its password.
    pub fn shown(&self) -> String {
        match self {
            Value::Text(text) => format!("{text:?}"),
            Value::Texts(texts) => format!("{texts:?}"),
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Secret(_) => "********".to_owned(),
        }
    }
}

/// The value of a key from TOML; `None` where it is not of its kind.
pub(super) fn of_toml(kind: KeyKind, value: &DeValue<'_>) -> Option<Value> {
    match (kind, value) {
        (KeyKind::Flag, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
        (KeyKind::Number(..), DeValue::Integer(number)) => {
            let digits = number.as_str().replace('_', "");
            let number = u64::from_str_radix(&digits, number.radix()).ok()?;
            of_text(kind, &number.to_string())
        }
        (KeyKind::Texts | KeyKind::Names | KeyKind::Files, DeValue::Array(items)) => {
            let texts = items.iter().map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            texts_of(kind, texts.collect::<Option<Vec<_>>>()?)
        }
        (KeyKind::Flag | KeyKind::Number(..) | KeyKind::Texts | KeyKind::Names, _) => None,
        (_, DeValue::String(text)) => of_text(kind, text),
        _ => None,
    }
}

/// The value of a key from a text; `None` where it is not of its kind.
pub(super) fn of_text(kind: KeyKind, text: &str) -> Option<Value> {
    let text = text.trim();
    let is = |holds: bool| holds.then(|| Value::Text(text.to_owned()));
    match kind {
        KeyKind::Flag => text.parse().ok().map(Value::Flag),
        KeyKind::Number(least, most) => {
            text.parse().ok().filter(|number| (least..=most).contains(number)).map(Value::Number)
        }
        KeyKind::Texts | KeyKind::Names | KeyKind::Files => {
            let texts = text.split(',').map(|text| text.trim().to_owned()).collect();
            texts_of(kind, if text.is_empty() { Vec::new() } else { texts })
        }
        KeyKind::Text | KeyKind::File => is(!text.is_empty()),
        KeyKind::Listen => is(text.parse::<std::net::SocketAddr>().is_ok()),
        KeyKind::Url => {
            let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
            is(rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)))
        }
        KeyKind::Word(words) => is(words.contains(&text)),
        KeyKind::Store => is(crate::store::Engine::of(text).is_ok()),
        KeyKind::Secret => {
            (!text.is_empty()).then(|| Value::Secret(super::Hidden::new(text.to_owned())))
        }
    }
}

fn texts_of(kind: KeyKind, texts: Vec<String>) -> Option<Value> {
    let is_name = |text: &String| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits)
    };
    let fits = match kind {
        KeyKind::Names => {
            let known: std::collections::BTreeSet<&String> = texts.iter().collect();
            !texts.is_empty() && known.len() == texts.len() && texts.iter().all(is_name)
        }
        _ => texts.iter().all(|text| !text.is_empty()),
    };
    fits.then_some(Value::Texts(texts))
}

/// Whether the address of a store holds a password.
pub(super) fn has_password(address: &str) -> bool {
    let authority =
        address.split_once("://").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or(rest));
    let in_authority = authority
        .and_then(|authority| authority.rsplit_once('@'))
        .is_some_and(|(user, _)| user.contains(':'));
    in_authority || address.contains("password=")
}

/// The address of a store without its password, to be shown.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let rest = match rest.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:********@{host}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    let whole = format!("{scheme}://{rest}");
    match whole.split_once("password=") {
        Some((before, after)) => {
            let after = after.find('&').map_or("", |at| &after[at..]);
            format!("{before}password=********{after}")
        }
        None => whole,
    }
}

/// The address of a store with a password in it.
pub(super) fn with_password(address: &str, password: &str) -> String {
    // Percent-encoded (RFC 3986, 3.2.1), so that no sign of it ends the user information.
    let encoded: String = password
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    match address.split_once("://") {
        Some((scheme, rest)) => match rest.split_once('@') {
            Some((user, host)) => format!("{scheme}://{user}:{encoded}@{host}"),
            None => format!("{scheme}://postgres:{encoded}@{rest}"),
        },
        None => address.to_owned(),
    }
}
