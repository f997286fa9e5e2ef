//! Asking an identity provider: with limits of time and size, and without following it elsewhere.

use std::time::Duration;

use serde::de::DeserializeOwned;

/// Bytes that an answer may have.
const SIZE: usize = 512 * 1024;
/// How long an answer may take.
const TIME: Duration = Duration::from_secs(10);

/// A client with these limits.
#[derive(Clone, Debug)]
pub(super) struct Fetcher(Option<reqwest::Client>);

/// The provider did not answer, or not with what was asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct FetchError(String);

impl Fetcher {
    pub fn new() -> Self {
        // Whoever was first has installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIME)
            .connect_timeout(TIME / 2)
            .build();
        if let Err(error) = &client {
            tracing::error!(%error, "identity providers cannot be asked");
        }
        Fetcher(client.ok())
    }

    /// A JSON document.
    pub async fn json<T: DeserializeOwned>(&self, address: &str) -> Result<T, FetchError> {
        let (status, bytes) = self.send(reqwest::Method::GET, address, &[], Vec::new()).await?;
        if status != 200 {
            return Err(FetchError(format!("`{address}` answers {status}")));
        }
        serde_json::from_slice(&bytes)
            .map_err(|_| FetchError(format!("`{address}` does not answer with what was asked for")))
    }

    /// Sends a request, and reads its answer within the limits.
    pub async fn send(
        &self,
        method: reqwest::Method,
        address: &str,
        headers: &[(String, Vec<u8>)],
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>), FetchError> {
        let away = |error: reqwest::Error| FetchError(error.without_url().to_string());
        let client = self.0.as_ref().ok_or_else(|| FetchError("no client".to_owned()))?;
        if !is_safe(address) {
            return Err(FetchError(format!("`{address}` is neither https nor on this machine")));
        }
        let mut request = client.request(method, address).body(body);
        for (name, value) in headers {
            request = request.header(name.as_str(), value.as_slice());
        }
        let mut response = request.send().await.map_err(away)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(away)? {
            if bytes.len() + chunk.len() > SIZE {
                return Err(FetchError(format!("`{address}` answers with more than {SIZE} bytes")));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok((response.status().as_u16(), bytes))
    }
}

/// Keys that come in the clear could be anybody's: only over TLS, or from this machine.
fn is_safe(address: &str) -> bool {
    let host = |rest: &str| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let host = rest[..end].rsplit_once(':').map_or(&rest[..end], |(host, _)| host);
        matches!(host, "127.0.0.1" | "localhost" | "[::1]")
    };
    address.starts_with("https://") || address.strip_prefix("http://").is_some_and(host)
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_tls_or_this_machine() {
        for (address, safe) in [
            ("https://login.example/keys", true),
            ("http://127.0.0.1:4000/keys", true),
            ("http://localhost/keys", true),
            ("http://[::1]:80/keys", true),
            ("http://login.example/keys", false),
            ("http://localhost.example/keys", false),
            ("http://127.0.0.1@evil.example/keys", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(super::is_safe(address), safe, "{address}");
        }
    }
}
