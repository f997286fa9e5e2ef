//! Clients that send requests to make letters, and write down what they were answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

/// How long a client tries the same request again.
const PATIENCE: Duration = Duration::from_secs(90);

/// What one attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// 201: the letter is at this path.
    Made {
        location: String,
        /// It had been made before.
        replayed: bool,
    },
    /// Come again: the status and the type of the problem.
    Later(u16, String),
    /// The connection broke before there was an answer, or could not be made.
    NoAnswer(String),
    /// Anything else.
    Wrong(u16, String),
}

/// What clients were answered, by the number of the request.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Where the letter is, as each answer said it.
    pub locations: BTreeMap<usize, BTreeSet<String>>,
    /// How often a request was to come again, by status and type of problem.
    pub later: BTreeMap<(u16, String), usize>,
    /// How often there was no answer.
    pub no_answer: usize,
    /// Requests that were answered at last and had no answer first.
    pub answered_late: usize,
    /// Of those, requests whose letter had been made all the same.
    pub made_unheard: usize,
    /// What should not have been answered.
    pub wrong: Vec<String>,
}

/// A request that was sent once.
#[derive(Clone, Debug)]
pub struct Sent {
    pub number: usize,
    pub at: Instant,
    pub answered_at: Instant,
    /// It has its letter.
    pub is_made: bool,
    /// What it came to, in words.
    pub told: String,
}

/// Clients with one account.
pub struct Clients {
    client: reqwest::Client,
    base: String,
    token: String,
    /// The path that letters are made at.
    path: String,
    /// What the requests are made of; each gets its case id.
    bodies: Vec<Json>,
    pub ledger: Mutex<Ledger>,
    /// Requests that have their letter.
    pub answered: AtomicUsize,
    /// Clients begin nothing new.
    pub stop: AtomicBool,
}

impl Clients {
    pub fn new(base: String, token: String, path: &str, bodies: Vec<Json>) -> Arc<Clients> {
        Arc::new(Clients {
            client: reqwest::Client::builder().no_proxy().build().expect("a client"),
            base,
            token,
            path: path.to_owned(),
            bodies,
            ledger: Mutex::default(),
            answered: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
        })
    }

    /// The idempotency key of a request, which is the id of its case too.
    pub fn key(number: usize) -> String {
        format!("sag-{number:05}")
    }

    /// The template of a request.
    pub fn template_of(&self, number: usize) -> &str {
        self.bodies[number % self.bodies.len()]["template"].as_str().expect("a template")
    }

    /// What a request sends: the letter of request `like`, for a case of its own.
    fn body(&self, number: usize, like: usize) -> Vec<u8> {
        let mut body = self.bodies[like % self.bodies.len()].clone();
        body["case"] = serde_json::json!({ "id": Clients::key(number) });
        serde_json::to_vec(&body).expect("JSON")
    }

    /// Sends a request once.
    pub async fn attempt(&self, number: usize) -> Attempt {
        self.attempt_as(number, number).await
    }

    /// Sends a request once, for a letter such as that of request `like`.
    pub async fn attempt_as(&self, number: usize, like: usize) -> Attempt {
        let request = self
            .client
            .post(format!("{}{}", self.base, self.path))
            .bearer_auth(&self.token)
            .header("idempotency-key", Clients::key(number))
            .header("content-type", "application/json")
            .body(self.body(number, like));
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Attempt::NoAnswer(format!("{error:?}")),
        };
        let status = response.status().as_u16();
        let header = |name: &str| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::to_owned)
        };
        let (location, replayed) = (header("location"), header("idempotent-replayed"));
        let comes_again = header("retry-after").is_some();
        if let (201, Some(location)) = (status, &location) {
            // Said is said, even if the rest of the answer is lost.
            let mut ledger = self.ledger.lock().expect("a ledger");
            ledger.locations.entry(number).or_default().insert(location.clone());
        }
        let bytes = match response.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return Attempt::NoAnswer(format!("{error:?}")),
        };
        let json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
        let problem = json["type"].as_str().unwrap_or_default();
        let problem = problem.rsplit([':', '/']).next().unwrap_or_default().to_owned();
        match (status, location) {
            (201, Some(location)) => Attempt::Made { location, replayed: replayed.is_some() },
            (429 | 503, _) if comes_again && !problem.is_empty() => Attempt::Later(status, problem),
            _ => Attempt::Wrong(status, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// Sends a request until it has its letter.
    pub async fn insist(&self, number: usize) {
        let since = Instant::now();
        let mut unheard = false;
        while since.elapsed() < PATIENCE {
            let attempt = self.attempt(number).await;
            {
                let mut ledger = self.ledger.lock().expect("a ledger");
                match attempt {
                    Attempt::Made { replayed, .. } => {
                        ledger.answered_late += usize::from(unheard);
                        ledger.made_unheard += usize::from(unheard && replayed);
                        self.answered.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                    Attempt::Later(status, problem) => {
                        *ledger.later.entry((status, problem)).or_default() += 1;
                    }
                    Attempt::NoAnswer(_) => {
                        ledger.no_answer += 1;
                        unheard = true;
                    }
                    Attempt::Wrong(status, body) => {
                        ledger.wrong.push(format!("{}: {status} {body}", Clients::key(number)));
                        return;
                    }
                }
            }
            // Shorter than `Retry-After` says: the test is to end, and the service is to hold.
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        let mut ledger = self.ledger.lock().expect("a ledger");
        ledger.wrong.push(format!("{}: no letter in {PATIENCE:?}", Clients::key(number)));
    }

    /// So many clients make so many letters, each request until it has its letter.
    pub async fn make(self: &Arc<Self>, letters: usize, clients: usize) {
        let next = Arc::new(AtomicUsize::new(0));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..clients {
            let (clients, next) = (Arc::clone(self), Arc::clone(&next));
            tasks.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= letters || clients.stop.load(Ordering::SeqCst) {
                        break;
                    }
                    clients.insist(number).await;
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.expect("a client does not panic");
        }
    }

    /// So many clients send request after request, each once, until they are stopped or nobody answers: what each came to.
    pub async fn send_until_stopped(self: &Arc<Self>, clients: usize) -> Vec<Sent> {
        let next = Arc::new(AtomicUsize::new(0));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..clients {
            let (clients, next) = (Arc::clone(self), Arc::clone(&next));
            tasks.spawn(async move {
                let mut sent = Vec::new();
                while !clients.stop.load(Ordering::SeqCst) {
                    let (number, at) = (next.fetch_add(1, Ordering::SeqCst), Instant::now());
                    let attempt = clients.attempt(number).await;
                    let is_made = matches!(attempt, Attempt::Made { .. });
                    clients.answered.fetch_add(usize::from(is_made), Ordering::SeqCst);
                    let told = format!("{}: {attempt:?}", Clients::key(number));
                    sent.push(Sent { number, at, answered_at: Instant::now(), is_made, told });
                    if matches!(attempt, Attempt::NoAnswer(_)) {
                        break;
                    }
                }
                sent
            });
        }
        tasks.join_all().await.into_iter().flatten().collect()
    }

    /// Waits until so many requests have their letter.
    pub async fn reach(&self, letters: usize) {
        while self.answered.load(Ordering::SeqCst) < letters {
            assert!(self.ledger.lock().expect("a ledger").wrong.is_empty(), "{self:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// In words, for the test's output.
    pub fn told(&self) -> String {
        let ledger = self.ledger.lock().expect("a ledger");
        format!(
            "{} letters; come again: {:?}; without an answer: {} attempts of {} letters, of which {} had been made",
            ledger.locations.len(),
            ledger.later,
            ledger.no_answer,
            ledger.answered_late,
            ledger.made_unheard,
        )
    }
}

impl std::fmt::Debug for Clients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ledger = self.ledger.lock().expect("a ledger");
        f.debug_struct("Clients").field("wrong", &ledger.wrong).finish_non_exhaustive()
    }
}
