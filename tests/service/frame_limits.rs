//! What no request may exceed, and what one may not do to the others.

use std::time::{Duration, Instant};

use brevsmed::access::{Level, Permission};
use brevsmed::api::{Body, Call, Operation, Problem, Routes, Setup, Workshop};

use crate::house::{Answer, House};

/// Routes that only these tests need.
fn troubles(routes: Routes) -> Routes {
    const PANIC: Operation = Operation::new("panicNow", Permission::Open, "Panics.");
    const SLOW: Operation = Operation::new("beSlow", Permission::Open, "Takes half a second.");
    const TAKE: Operation = Operation::new("takeBody", Permission::Open, "Takes a body.");
    const WORK: Operation = Operation::new("workHard", Permission::Open, "Panics at a bench.");
    routes
        .group("Letters")
        .get("/v1/panic", PANIC, panics)
        .get("/v1/slow", SLOW, slow)
        .post("/v1/take", TAKE, take)
        .get("/v1/bench", WORK, bench)
}

async fn panics(call: Call) -> String {
    assert!(call.realm.is_central(), "0101011234 is not central");
    String::new()
}

async fn slow(_: Call) -> &'static str {
    tokio::time::sleep(Duration::from_millis(500)).await;
    "slow"
}

async fn take(_: Call, Body(json): Body<serde_json::Value>) -> Result<String, Problem> {
    Ok(json.to_string().len().to_string())
}

async fn bench(call: Call) -> Result<String, Problem> {
    call.app.workshop.run(|| panic!("0101011234")).await
}

#[tokio::test]
async fn a_panic_is_our_fault_and_the_service_goes_on() {
    let house = House::with_routes(Setup::default(), troubles).await;
    for path in ["/v1/panic", "/v1/bench"] {
        let answer = house.nobody().get(path).await;
        assert_eq!((answer.status, answer.problem()), (500, "internal"));
        assert!(!answer.header("x-request-id").is_empty());
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("0101011234"));
    }
    assert_eq!(house.nobody().get("/health/live").await.status, 200);
}

#[tokio::test]
async fn a_request_has_so_much_time() {
    let setup = Setup { time_limit: Duration::from_millis(100), ..Setup::default() };
    let house = House::with_routes(setup, troubles).await;
    let answer = house.nobody().get("/v1/slow").await;
    assert_eq!((answer.status, answer.problem()), (503, "timed-out"));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beyond_so_many_at_a_time_callers_are_asked_to_come_again() {
    let setup = Setup { requests_at_a_time: 2, ..Setup::default() };
    let house = House::with_routes(setup, troubles).await;
    let slow = || {
        let client = house.nobody();
        tokio::spawn(async move { client.get("/v1/slow").await.status })
    };
    let under_way = [slow(), slow()];
    tokio::time::sleep(Duration::from_millis(150)).await;
    let third = house.nobody().get("/v1/slow").await;
    assert_eq!((third.status, third.problem()), (503, "busy"));
    assert_eq!(third.header("retry-after"), "1");
    assert_eq!(house.nobody().get("/health/live").await.status, 200, "supervisors are answered");
    for one in under_way {
        assert_eq!(one.await.expect("an end"), 200);
    }
    assert_eq!(house.nobody().get("/v1/slow").await.status, 200, "there is room again");
}

#[tokio::test]
async fn a_body_has_so_many_bytes() {
    let setup = Setup { body_limit: 1_000, ..Setup::default() };
    let house = House::with_routes(setup, troubles).await;
    let ask = async |bytes: usize, chunked: bool, key: bool| {
        let body = format!("\"{}\"", "x".repeat(bytes - 2));
        let mut request = house.nobody().request("POST", "/v1/take");
        request = request.header("content-type", "application/json");
        if key {
            request = request.header("idempotency-key", format!("{bytes}"));
        }
        let stream = http_body_util::Full::new(axum::body::Bytes::from(body.clone()));
        request = if chunked {
            use http_body_util::BodyExt;
            // A body whose length is not known is sent in chunks.
            request.body(reqwest::Body::wrap(stream.map_frame(|frame| frame).boxed()))
        } else {
            request.body(body)
        };
        Answer::of(request).await
    };
    for chunked in [false, true] {
        for key in [false, true] {
            assert_eq!(ask(1_000, chunked, key).await.status, 200, "{chunked} {key}");
            let large = ask(1_001, chunked, key).await;
            assert_eq!((large.status, large.problem()), (413, "too-large"), "{chunked} {key}");
        }
    }
}

#[tokio::test]
async fn a_caller_has_so_many_calls() {
    let setup = Setup { calls_a_minute: 60, calls_at_once: 3, ..Setup::default() };
    let house = House::with_routes(setup, troubles).await;
    let jytte = house.person(Level::Reader, "production", "999").await;
    for left in ["2", "1", "0"] {
        let answer = jytte.get("/v1/account").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"caller\";q=60;w=60");
        assert_eq!(answer.header("ratelimit"), format!("\"caller\";r={left};t=1"));
    }
    let much = jytte.get("/v1/account").await;
    assert_eq!((much.status, much.problem()), (429, "too-many-requests"));
    assert_eq!(much.header("retry-after"), "1");
    assert_eq!(much.header("ratelimit"), "\"caller\";r=0;t=1");
    assert_eq!(jytte.get("/health/live").await.status, 200, "not counted");
    let karen = house.person(Level::Reader, "production", "999").await;
    assert_eq!(karen.get("/v1/account").await.status, 200, "each has calls of one's own");
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(jytte.get("/v1/account").await.status, 200, "and gets new ones");
}

#[tokio::test]
async fn an_address_has_so_many_calls_without_a_credential_and_with_wrong_ones() {
    let setup = Setup { strangers_a_minute: 4, behind_proxy: true, ..Setup::default() };
    let house = House::with_routes(setup, troubles).await;
    let ask = async |from: &str, token: bool| {
        let client = if token { house.person_unknown() } else { house.nobody() };
        let request = client.request("GET", "/v1/account").header("x-forwarded-for", from);
        Answer::of(request).await.status
    };
    // What callers say of themselves counts nothing: the proxy's word is the last.
    for from in ["1.1.1.1, 192.0.2.7", "2.2.2.2, 192.0.2.7"] {
        assert_eq!((ask(from, false).await, ask(from, true).await), (401, 401));
    }
    assert_eq!((ask("192.0.2.7", false).await, ask("192.0.2.7", true).await), (429, 429));
    assert_eq!(ask("192.0.2.8", false).await, 401, "another address");
    for from in ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4"] {
        assert_eq!(ask(from, false).await, 401);
    }
    assert_eq!(ask("2001:db8::5", false).await, 429, "a network of one caller");
    let jytte = house.person(Level::Reader, "production", "999").await;
    assert_eq!(jytte.get("/v1/account").await.status, 200, "who is signed in is not a stranger");
}

/// Work that takes so long, on a processor.
fn grind(long: Duration) {
    let end = Instant::now() + long;
    while Instant::now() < end {
        std::hint::spin_loop();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn huge_work_on_every_bench_does_not_stop_small_work() {
    let shop = Workshop::new(2, 16, Duration::from_secs(20));
    let huge: Vec<_> = (0..2)
        .map(|_| {
            let shop = shop.clone();
            // Nobody said that it would be heavy.
            tokio::spawn(
                async move { shop.run(|| std::thread::sleep(Duration::from_secs(4))).await },
            )
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    for _ in 0..8 {
        shop.run(|| grind(Duration::from_millis(5))).await.expect("a bench");
    }
    assert!(begun.elapsed() < Duration::from_secs(3), "small work took {:?}", begun.elapsed());
    assert_eq!(shop.bustle().working, 2, "the huge ones go on");
    for one in huge {
        one.await.expect("a task").expect("is finished");
    }
    assert_eq!(shop.bustle().working, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn known_heavy_work_has_a_lane_of_its_own_and_a_short_queue() {
    let shop = Workshop::new(2, 8, Duration::from_secs(20));
    let heavy = || {
        let shop = shop.clone();
        tokio::spawn(async move {
            shop.run_weighing(1 << 20, || std::thread::sleep(Duration::from_millis(600))).await
        })
    };
    let at_work: Vec<_> = (0..3).map(|_| heavy()).collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!((shop.bustle().working, shop.bustle().heavy_waiting), (1, 2));
    let refused = heavy().await.expect("a task").expect_err("the queue is full");
    assert_eq!(refused.kind().name, "busy");
    let begun = Instant::now();
    shop.run(|| ()).await.expect("a light bench");
    assert!(begun.elapsed() < Duration::from_millis(100), "light work waits for no heavy one");
    // Whoever hangs up gives the place in the queue back.
    at_work[2].abort();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(shop.bustle().heavy_waiting, 1);
    for one in at_work.into_iter().take(2) {
        one.await.expect("a task").expect("is finished");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_too_long_for_a_bench_is_told() {
    let shop = Workshop::new(1, 8, Duration::from_millis(100));
    let other = shop.clone();
    let long =
        tokio::spawn(
            async move { other.run(|| std::thread::sleep(Duration::from_millis(400))).await },
        );
    tokio::time::sleep(Duration::from_millis(30)).await;
    let refused = shop.run(|| ()).await.expect_err("no bench in time");
    assert_eq!(refused.kind().name, "busy");
    long.await.expect("a task").expect("is finished");
}
