//! Answering on an address, with TLS or without, until the end is asked for; letters in hand are finished first.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

use super::chores;
use super::service::App;
use super::service_router;
use crate::config::TlsSettings;

/// How the service answers.
#[derive(Clone, Debug)]
pub struct Listening {
    /// The certificate; `None` for HTTP without TLS.
    pub tls: Option<TlsSettings>,
    /// How long letters in hand are waited for.
    pub patience: Duration,
}

/// Answers on a listener until `end` comes. Then nothing more is accepted, what is under way is finished for as long as there is patience,
/// and the store is closed.
///
/// # Errors
///
/// When the certificate cannot be used, or the listener fails.
pub async fn serve(
    app: &App,
    listener: TcpListener,
    listening: Listening,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let service = service_router(app).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let ending = tokio::spawn({
        let (handle, patience) = (handle.clone(), listening.patience);
        async move {
            handle.listening().await;
            end.await;
            tracing::info!(connections = handle.connection_count(), "ending");
            handle.graceful_shutdown(Some(patience));
        }
    });
    let chores = tokio::spawn(chores::run(Arc::clone(app)));
    let served = match listening.tls {
        Some(tls) => {
            let config = certificate(&tls).await?;
            let reloading = tokio::spawn(reload(tls, config.clone()));
            let server = axum_server::from_tcp_rustls(listener, config)?;
            let served = server.handle(handle).serve(service).await;
            reloading.abort();
            served
        }
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
    };
    ending.abort();
    chores.abort();
    app.store.close().await;
    served
}

/// Reads the certificate and its key.
async fn certificate(tls: &TlsSettings) -> std::io::Result<RustlsConfig> {
    // In one process only the first provider holds; it is the same one everywhere.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await.map_err(|error| {
        let (certificate, key) = (tls.certificate.display(), tls.key.display());
        std::io::Error::new(error.kind(), format!("`{certificate}`, `{key}`: {error}"))
    })
}

/// Reads the certificate again on SIGHUP, as those who renew certificates send it. One that cannot be used changes nothing.
#[cfg(unix)]
async fn reload(tls: TlsSettings, config: RustlsConfig) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangups) = signal(SignalKind::hangup()) else { return };
    while hangups.recv().await.is_some() {
        match config.reload_from_pem_file(&tls.certificate, &tls.key).await {
            Ok(()) => tracing::info!("the certificate was read again"),
            Err(error) => {
                tracing::error!(%error, "the certificate cannot be read: the former one stays");
            }
        }
    }
}

#[cfg(not(unix))]
async fn reload(_: TlsSettings, _: RustlsConfig) {}
