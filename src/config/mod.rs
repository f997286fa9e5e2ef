//! The configuration of the service: one typed file and environment variables over it.
//!
//! Every key has a row in [`KEYS`]: what it holds, its bounds and unit, its default, what it is for. From the rows come the reader of
//! `brevsmed.toml`, the names of the variables, and what `brevsmed config check` and `brevsmed config keys` show.
//!
//! ```text
//! default ◄ brevsmed.toml ◄ BREVSMED_… ◄ command line ──► Settings, and where each value comes from
//! ```
//!
//! The file is that of the checks too (room `policy`): each of the two reads its own tables and passes over the other's, and both refuse
//! what neither knows. A secret comes by a variable (`BREVSMED_STORE_PASSWORD`) or from a file that a variable (`…_FILE`) or a key
//! (`password-file`) names; it is refused in the file itself and on the command line, where others can read it.

mod fault;
mod hidden;
mod keys;
mod read;
mod settings;
mod typed;
mod value;

pub use fault::{Fault, Place};
pub use hidden::Hidden;
pub use keys::{KEYS, Key, KeyKind};
pub use read::{Configuration, Given, Holding, Origin, read};
pub use settings::{
    AccessSettings, Jwt, LimitSettings, LogForm, Oidc, RetentionSettings, ServiceSettings,
    Settings, StoreSettings, TelemetrySettings, TemplateSettings, TlsSettings,
};
pub use value::{Value, without_password};
