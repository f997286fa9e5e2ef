//! `brevsmed serve --bare`: the engine alone, without a store and without accounts.

use std::num::NonZeroUsize;
use std::sync::Arc;

use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{ServeArgs, listens};
use crate::api::engine;
use crate::cli::end::asked_to_end;
use crate::cli::error::CliError;
use crate::cli::pdf::fonts;
use crate::cli::{Console, Exit};

/// Merges at a time for each processor: one that runs, one that waits for memory.
const MERGES_A_PROCESSOR: usize = 2;

/// Answers requests until the program is asked to end; those under way are finished first.
pub(super) fn run(args: &ServeArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    // RUST_LOG says more or less than one line a request.
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // In one process only the first subscriber holds; a second `serve` in a test changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .try_init();
    let fonts = Arc::new(fonts(&args.font)?);
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Requests beyond these wait, so that memory stays bounded.
        .max_blocking_threads(processors * MERGES_A_PROCESSOR)
        .build()
        .map_err(CliError::Serve)?;
    runtime.block_on(async {
        let address = args.listen.unwrap_or(super::LISTEN);
        let listener = TcpListener::bind(address).await.map_err(CliError::Listen)?;
        let address = listener.local_addr().map_err(CliError::Listen)?;
        listens(console, args.speech.language(), &format!("http://{address}"))?;
        engine::serve(listener, fonts, asked_to_end()).await.map_err(CliError::Serve)
    })?;
    Ok(Exit::Done)
}
