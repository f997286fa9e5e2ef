//! `brevsmed diagnose`: what whoever helps needs to know, without personal data and without secrets.

use clap::Args;
use serde_json::{Value as Json, json};

use super::args::Speech;
use super::error::CliError;
use super::pdf::fonts;
use super::service_settings::{StoreArgs, configure, small_runtime};
use super::{Console, Exit};
use crate::config::{Origin, without_password};
use crate::store::{Moment, Store};

/// Say what support needs to know: version, machine, fonts, time zone, settings, store; no personal data, no secrets
#[derive(Debug, Args)]
pub(super) struct DiagnoseArgs {
    #[command(flatten)]
    store: StoreArgs,

    /// Tell it as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    pub speech: Speech,
}

/// Runs the command.
pub(super) fn run(args: &DiagnoseArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let environment = |name: &str| std::env::var(name).unwrap_or_default();
    let mut told = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "processors": std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
        "locale": { "LC_ALL": environment("LC_ALL"), "LANG": environment("LANG") },
        "time": {
            "utc": Moment::now().to_string(),
            "denmark": Moment::now().day().to_string(),
            "zone": jiff::tz::TimeZone::system().iana_name().unwrap_or("?"),
        },
    });
    let mut is_well = true;
    match configure(&args.store.settings, &args.store.over()) {
        Ok((configuration, file)) => {
            let settings = &configuration.settings;
            told["fonts"] = match fonts(&settings.service.fonts) {
                Ok(book) => json!(book.families()),
                Err(error) => {
                    is_well = false;
                    json!({ "error": error.words(language) })
                }
            };
            let changed = configuration
                .holdings
                .iter()
                .filter(|holding| holding.origin != Origin::Default)
                .map(|holding| (holding.path.clone(), Json::from(holding.shown())));
            told["settings"] = json!({
                "file": file.map(|file| file.display().to_string()),
                "changed": changed.collect::<serde_json::Map<_, _>>(),
            });
            let store = small_runtime()?.block_on(store(settings.store.address.reveal()));
            is_well &= store["reachable"] == true;
            told["store"] = store;
        }
        Err(error) => {
            is_well = false;
            told["settings"] = json!({ "error": error.words(language) });
        }
    }
    if args.json {
        writeln!(console.out, "{}", serde_json::to_string_pretty(&told).unwrap_or_default())?;
    } else {
        for (name, value) in told.as_object().into_iter().flatten() {
            lines(console, name, value)?;
        }
    }
    Ok(if is_well { Exit::Done } else { Exit::Refused })
}

/// What is to be known of the store; a new one would be made by `serve`, so none is no fault of it.
async fn store(address: &str) -> Json {
    let shown = without_password(address);
    let facts = match Store::look(address).await {
        Ok(store) => match store.facts().await {
            Ok(facts) => Ok((store.engine().name(), facts)),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    match facts {
        Ok((engine, facts)) => json!({
            "address": shown,
            "engine": engine,
            "reachable": true,
            "facts": facts,
        }),
        Err(error) => json!({ "address": shown, "reachable": false, "error": error.to_string() }),
    }
}

/// A value as lines of text.
fn lines(console: &mut Console<'_>, name: &str, value: &Json) -> Result<(), CliError> {
    match value {
        Json::Object(members) => {
            for (member, value) in members {
                lines(console, &format!("{name}.{member}"), value)?;
            }
        }
        Json::Array(items) if items.iter().all(Json::is_array) => {
            for item in items {
                let kind = item[0].as_str().unwrap_or_default();
                writeln!(console.out, "{name}.{kind}: {}", item[1])?;
            }
        }
        Json::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            writeln!(console.out, "{name}: {}", items.join(", "))?;
        }
        Json::String(text) => writeln!(console.out, "{name}: {text}")?,
        other => writeln!(console.out, "{name}: {other}")?,
    }
    Ok(())
}
