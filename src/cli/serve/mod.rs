//! `brevsmed serve`: the service on an address, with its store; the engine alone with `--bare`; everything to try with `--demo`.

mod bare;
mod demo;
mod first_start;

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::args::Speech;
use super::end::asked_to_end;
use super::error::CliError;
use super::pdf::fonts;
use super::service_settings::{StoreArgs, configure};
use super::{Console, Exit};
use crate::api::{App, Clock, Listening, Service, Setup, serve, telemetry};
use crate::config::{Configuration, Settings, without_password};
use crate::diagnostic::MessageLanguage;
use crate::store::Store;

/// Where the engine alone answers without a word of it.
const LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080));

/// Answer over HTTP: the service with its store, or the engine alone
#[derive(Debug, Args)]
#[command(
    after_help = "Without settings the store is brevsmed.db in this folder. The first start makes an \
                        administrator and shows the first password once. /v1/docs describes every route. With \
                        --bare: POST /v1/merge, POST /v1/render, GET /health, without store and accounts."
)]
pub(super) struct ServeArgs {
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,

    #[command(flatten)]
    pub store: StoreArgs,

    /// The engine alone: no store, no accounts
    #[arg(long, conflicts_with_all = ["config", "store", "demo"])]
    pub bare: bool,

    /// Everything to try: a store in a temporary folder, the demonstration templates, accounts, a case system, letters
    #[arg(long, conflicts_with = "store")]
    pub demo: bool,

    /// A font file of the authority's own, .ttf or .otf; wins over the fonts that ship
    #[arg(long, value_name = "FILE")]
    pub font: Vec<PathBuf>,

    #[command(flatten)]
    pub speech: Speech,
}

/// Answers requests until the program is asked to end; those under way are finished first.
pub(super) fn run(args: &ServeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    if args.bare {
        return bare::run(args, console);
    }
    let mut over = args.store.over();
    over.extend(args.listen.map(|address| ("service.listen", address.to_string())));
    let (Configuration { settings, .. }, _) = configure(&args.store.settings, &over)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(CliError::Serve)?;
    let telemetry = runtime.block_on(async {
        let telemetry = telemetry::begin(&settings.telemetry).map_err(CliError::Telemetry)?;
        if args.demo {
            demo::run(args, settings, console).await?;
            return Ok::<_, CliError>(telemetry);
        }
        let app = open(args, &settings).await?;
        first_start::prepare(&app, args, console).await?;
        let listener = bind(&settings)?;
        let url = url(&settings, &listener)?;
        listens(console, args.speech.language(), &url)?;
        answer(&app, listener, &settings).await?;
        Ok(telemetry)
    })?;
    telemetry.end();
    Ok(Exit::Done)
}

/// The service on its store.
async fn open(args: &ServeArgs, settings: &Settings) -> Result<App, CliError> {
    let mut files = settings.service.fonts.clone();
    files.extend(args.font.iter().cloned());
    let fonts = Arc::new(fonts(&files)?);
    let address = settings.store.address.reveal();
    let store = Store::open(address, settings.store.connections)
        .await
        .map_err(|error| CliError::Store(without_password(address), error))?;
    Ok(Service::new(store, fonts, Setup::of(settings), Clock::default()))
}

fn bind(settings: &Settings) -> Result<TcpListener, CliError> {
    TcpListener::bind(settings.service.listen).map_err(CliError::Listen)
}

/// The address by which the service is reached.
fn url(settings: &Settings, listener: &TcpListener) -> Result<String, CliError> {
    let address = listener.local_addr().map_err(CliError::Listen)?;
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    Ok(format!("{scheme}://{address}"))
}

/// Says where the service answers.
fn listens(
    console: &mut Console<'_>,
    language: MessageLanguage,
    url: &str,
) -> Result<(), CliError> {
    let listens = match language {
        MessageLanguage::Danish => "lytter på",
        MessageLanguage::English => "listening on",
    };
    writeln!(console.out, "brevsmed {listens} {url}")?;
    console.out.flush()?;
    Ok(())
}

/// Answers until the program is asked to end.
async fn answer(app: &App, listener: TcpListener, settings: &Settings) -> Result<(), CliError> {
    let listening = Listening {
        tls: settings.tls.clone(),
        patience: Duration::from_secs(settings.service.shutdown_seconds),
    };
    serve(app, listener, listening, asked_to_end()).await.map_err(CliError::Serve)
}
