//! A client that costs little: one connection that is used again, bytes that are ready, answers that are not read but counted.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::json;

use super::demonstration::Asked;

/// What stands for the number of a request, in as many digits.
const NUMBER: &str = "0000000000";
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// A request as bytes, apart from its number.
pub struct Template {
    bytes: Vec<u8>,
    /// Where the number stands: in the key, and in the case.
    at: Vec<usize>,
}

impl Template {
    /// A letter of `asked`, asked for as the file itself.
    pub fn of(path: &str, token: &str, asked: &Asked) -> Template {
        let mut body = asked.body.clone();
        body["case"] = json!({ "id": format!("sag-{NUMBER}") });
        let body = body.to_string();
        let media = if asked.order.pdf {
            "application/pdf"
        } else {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        };
        let text = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\naccept: {media}\r\n\
             content-type: application/json\r\nidempotency-key: n-{NUMBER}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len(),
        );
        let at = [format!("n-{NUMBER}"), format!("sag-{NUMBER}")]
            .iter()
            .map(|word| text.find(word).expect("it stands there") + word.len() - NUMBER.len())
            .collect();
        Template { bytes: text.into_bytes(), at }
    }
}

/// A connection, made when it is needed and kept.
pub struct Connection {
    to: SocketAddr,
    stream: Option<TcpStream>,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Connection {
    /// To a service.
    pub fn new(to: SocketAddr) -> Self {
        Connection { to, stream: None, request: Vec::new(), answer: vec![0; 64 << 10] }
    }

    /// Sends a request and takes its answer: the status; `None` when the connection broke.
    pub fn send(&mut self, template: &Template, number: usize) -> Option<u16> {
        self.request.clear();
        self.request.extend_from_slice(&template.bytes);
        let digits = format!("{number:0width$}", width = NUMBER.len());
        for at in &template.at {
            self.request[*at..*at + NUMBER.len()].copy_from_slice(digits.as_bytes());
        }
        let status = self.exchange().ok();
        if status.is_none() {
            self.stream = None;
        }
        status
    }

    fn exchange(&mut self) -> std::io::Result<u16> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => {
                let stream = TcpStream::connect(self.to)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                none.insert(stream)
            }
        };
        stream.write_all(&self.request)?;
        let mut filled = 0;
        let (status, mut left, closes) = loop {
            let read = stream.read(&mut self.answer[filled..])?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            filled += read;
            if let Some((head, status, length, closes)) = head(&self.answer[..filled]) {
                break (status, (head + length).saturating_sub(filled), closes);
            }
        };
        while left > 0 {
            let read = stream.read(&mut self.answer)?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            left = left.saturating_sub(read);
        }
        if closes {
            self.stream = None;
        }
        Ok(status)
    }
}

/// The length of the head, the status, the length of the body, and whether the connection is closed after it; `None` until the head is whole.
fn head(bytes: &[u8]) -> Option<(usize, u16, usize, bool)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..end]).ok()?.to_ascii_lowercase();
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let length = text.split("\r\n").find_map(|line| line.strip_prefix("content-length:"));
    let length = length?.trim().parse().ok()?;
    Some((end + 4, status, length, text.contains("connection: close")))
}
