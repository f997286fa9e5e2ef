//! How often one caller may call: a bucket (GCRA) for each who is signed in, and one for each address for those who are not.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::problem::Problem;
use super::problem_kinds as kinds;
use super::service::Setup;

/// The header that says how much there is (draft-ietf-httpapi-ratelimit-headers).
pub const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// The header that says how much of it is left.
pub const LEFT: HeaderName = HeaderName::from_static("ratelimit");
/// The header in which a proxy names the callers before it, the nearest last.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Calls after which buckets that are full again are thrown away.
const SWEEP: u32 = 4_096;

type Buckets =
    RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// The limits of a service.
#[derive(Debug)]
pub struct Rates {
    callers: Option<Limit>,
    strangers: Option<Limit>,
    behind_proxy: bool,
}

#[derive(Debug)]
struct Limit {
    name: &'static str,
    a_minute: u32,
    buckets: Buckets,
    since_sweep: AtomicU32,
}

/// How a caller stands after a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    name: &'static str,
    a_minute: u32,
    left: u32,
    /// Seconds until there is more.
    after: u64,
}

impl Rates {
    /// The limits of a set-up.
    pub fn of(setup: &Setup) -> Self {
        let Setup { calls_a_minute, calls_at_once, strangers_a_minute, behind_proxy, .. } = *setup;
        Rates {
            callers: Limit::new("caller", calls_a_minute, calls_at_once),
            strangers: Limit::new("address", strangers_a_minute, strangers_a_minute),
            behind_proxy,
        }
    }

    /// Counts a call of someone who is signed in.
    pub(super) fn caller(&self, who: &str) -> Result<Option<Standing>, Problem> {
        self.callers.as_ref().map(|limit| limit.count(who)).transpose()
    }

    /// Counts a call of someone who is not, by the address.
    pub(super) fn stranger(&self, parts: &Parts) -> Result<Option<Standing>, Problem> {
        let Some(limit) = &self.strangers else { return Ok(None) };
        limit.count(&address(parts, self.behind_proxy)).map(Some)
    }
}

impl Limit {
    fn new(name: &'static str, a_minute: u32, at_once: u32) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(a_minute)?);
        let quota = NonZeroU32::new(at_once).map_or(quota, |burst| quota.allow_burst(burst));
        let buckets = RateLimiter::keyed(quota).with_middleware();
        Some(Limit { name, a_minute, buckets, since_sweep: AtomicU32::new(0) })
    }

    fn count(&self, key: &str) -> Result<Standing, Problem> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.buckets.retain_recent();
        }
        let standing =
            |left, after| Standing { name: self.name, a_minute: self.a_minute, left, after };
        match self.buckets.check_key(&key.to_owned()) {
            Ok(state) => {
                let refill = state.quota().replenish_interval().as_secs_f64().ceil();
                Ok(standing(state.remaining_burst_capacity(), refill as u64))
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                let seconds = (wait.as_secs_f64().ceil() as u64).max(1);
                let mut problem = Problem::of(kinds::TOO_MANY_REQUESTS).retry_after(seconds);
                for (name, value) in standing(0, seconds).headers() {
                    problem = problem.header(name, value);
                }
                Err(problem)
            }
        }
    }
}

impl Standing {
    /// The headers that tell it.
    fn headers(self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let Standing { name, a_minute, left, after } = self;
        [
            (POLICY, format!("\"{name}\";q={a_minute};w=60")),
            (LEFT, format!("\"{name}\";r={left};t={after}")),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)))
    }

    /// Tells it in an answer.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        headers.extend(self.headers());
    }
}

/// Where a request comes from. Whoever has an IPv6 network of 2⁶⁴ addresses is one caller.
fn address(parts: &Parts, behind_proxy: bool) -> String {
    let forwarded = || {
        let value = parts.headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let peer = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let found = if behind_proxy { forwarded().or_else(peer) } else { peer() };
    match found {
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => format!("{:x?}", &address.segments()[..4]),
        },
        Some(address) => address.to_string(),
        None => String::new(),
    }
}
