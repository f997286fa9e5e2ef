//! What the service does under load, beside what the engine alone does with the same letters.
//!
//! `cargo bench --bench service -- 60` sends letters for 60 seconds from 64 clients, documents and PDFs in turn, first small ones only, then
//! with one huge letter made all the time; on SQLite, and on the PostgreSQL that `BREVSMED_TEST_POSTGRES` names. The floor is the same small
//! letters made in this process without HTTP and store, on as many threads as there are processors. Ratios to it hold on other machines;
//! the clients run on the same processors as the service, and cost it something.

mod client;
#[path = "../../tests/service/demonstration.rs"]
mod demonstration;
#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../../tests/service/house.rs"]
mod house;
#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../../tests/service/program.rs"]
mod program;
mod tally;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use brevsmed::access::Level;
use brevsmed::archive::make;
use brevsmed::merge::{Datum, Record};
use brevsmed::registry::Edition;
use brevsmed::render::Renderer;
use brevsmed::store::{Engine, Realm};
use client::{Connection, Template};
use demonstration::{Asked, letters};
use house::House;
use program::{Program, Start};
use tally::{Form, Tally};

/// Clients at a time.
const CLIENTS: usize = 64;
/// Lines in the table of the huge letter.
const LINES: usize = 3_000;
/// How often memory is looked at.
const STEP: Duration = Duration::from_secs(10);

fn main() {
    let number = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let seconds = Duration::from_secs(number.unwrap_or(60));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if let Some(scene) = runtime.block_on(Scene::on(engine)) {
            scene.measure(seconds);
        }
    }
}

/// A store with the demonstration, and letters of it.
struct Scene {
    house: House,
    edition: Arc<Edition>,
    token: String,
    small: Vec<Asked>,
    huge: Asked,
}

impl Scene {
    async fn on(engine: Engine) -> Option<Scene> {
        let house = House::on(engine).await?;
        house.import_demonstration("production").await;
        let jytte = house.person(Level::Caseworker, "production", "999").await;
        let (realm, day) = (Realm::new("production", "999"), house.now().day());
        let edition =
            house.app.editions.of(&house.app.store, &realm, day).await.expect("an edition");
        let small = letters(&edition, &house.app.renderer, usize::MAX);
        let huge = huge(&small);
        let token = jytte.token.expect("a token");
        Some(Scene { house, edition, token, small, huge })
    }

    #[expect(clippy::print_stdout, reason = "the figures are what it is for")]
    fn measure(&self, seconds: Duration) {
        let floor = floor(&self.edition, &self.house.app.renderer, &self.small, seconds / 4);
        let one = Instant::now();
        make(&self.edition, &self.house.app.renderer, &self.huge.order).expect("the huge letter");
        let alone = one.elapsed();

        let start =
            Start::on(env!("CARGO_BIN_EXE_brevsmed"), &self.house.address, self.house.folder());
        let program = start.start();
        let quiet = self.load(&program, seconds, false);
        let busy = self.load(&program, seconds, true);
        let name = self.house.engine.name();
        println!("\n== {name}: {CLIENTS} clients, {seconds:?}, {} templates", self.small.len());
        println!("letters of the service : the floor = {:.2}", quiet.rate() / floor.rate());
        for form in [Form::Docx, Form::Pdf] {
            let (quiet, busy) = (quiet.quantile(form, 0.99), busy.quantile(form, 0.99));
            let ratio = busy.as_secs_f64() / quiet.as_secs_f64().max(1e-9);
            println!("p99 of a {form:?} beside the huge letter : without it = {ratio:.2}");
        }
        println!("floor    {}", floor.told());
        println!("service  {}", quiet.told());
        println!("beside a letter of {LINES} lines, alone {alone:.1?}:\n         {}", busy.told());
    }

    /// All clients send letters for so long; with one client of more for the huge letter.
    fn load(&self, program: &Program, seconds: Duration, with_huge: bool) -> Tally {
        let path = "/v1/production/999/letters";
        let template = |asked: &Asked| Template::of(path, &self.token, asked);
        let of_form = |pdf| self.small.iter().map(move |asked| template(&asked.with_pdf(pdf)));
        let (docx, pdf): (Vec<_>, Vec<_>) = (of_form(false).collect(), of_form(true).collect());
        let huge = template(&self.huge);
        // A number is a key: of those of the load before, each would be answered with its letter.
        let first = if with_huge { 1_000_000_000 } else { 0 };
        let (stop, next) = (AtomicBool::new(false), AtomicUsize::new(first));
        let mut memory = vec![program.memory().unwrap_or_default()];
        let begun = Instant::now();
        let mut tally = Tally::default();
        let send = |form: Option<Form>| {
            let mut connection = Connection::new(program.start.listen);
            let mut own = Tally::default();
            while !stop.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let (of, form) = match form {
                    Some(form) => (&huge, form),
                    None if number % 2 == 0 => (&docx[number / 2 % docx.len()], Form::Docx),
                    None => (&pdf[number / 2 % pdf.len()], Form::Pdf),
                };
                let since = Instant::now();
                let status = connection.send(of, number);
                own.note(form, status, since.elapsed());
                if !matches!(status, Some(200..300)) {
                    // As `Retry-After` says.
                    std::thread::sleep(Duration::from_secs(1));
                }
            }
            own
        };
        std::thread::scope(|scope| {
            let send = &send;
            let mut all: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(move || send(None))).collect();
            all.extend(with_huge.then(|| scope.spawn(move || send(Some(Form::Huge)))));
            while begun.elapsed() < seconds {
                std::thread::sleep(STEP.min(seconds.saturating_sub(begun.elapsed())));
                memory.extend(program.memory());
            }
            tally.took = begun.elapsed();
            stop.store(true, Ordering::Relaxed);
            for client in all {
                tally.add(client.join().expect("a client does not panic"));
            }
        });
        memory.extend(program.memory());
        tally.memory = memory;
        tally
    }
}

/// The letter with the most lines in a table, with thousands of them.
fn huge(small: &[Asked]) -> Asked {
    let lines = |record: &Record| match record.get("Beregning") {
        Some(Datum::List(lines)) => lines.clone(),
        _ => Vec::new(),
    };
    let asked = small
        .iter()
        .max_by_key(|asked| {
            let is_grant = asked.order.template.starts_with("bevilling-udvidet-helbredstillaeg");
            (is_grant, lines(&asked.order.case.record).len())
        })
        .expect("letters");
    let mut case = asked.order.case.clone();
    let few = lines(&case.record);
    let many = few.iter().cycle().take(if few.is_empty() { 0 } else { LINES }).cloned().collect();
    case.record.insert("Beregning".to_owned(), Datum::List(many));
    Asked::of(&asked.order.template, &case, true)
}

/// The same letters in this process: nothing but the engine.
fn floor(edition: &Edition, renderer: &Renderer, small: &[Asked], seconds: Duration) -> Tally {
    let pdfs: Vec<Asked> = small.iter().map(|asked| asked.with_pdf(true)).collect();
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let work = || {
            let mut own = Tally::default();
            while begun.elapsed() < seconds {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let (asked, form) = match number % 2 {
                    0 => (&small[number / 2 % small.len()], Form::Docx),
                    _ => (&pdfs[number / 2 % pdfs.len()], Form::Pdf),
                };
                let since = Instant::now();
                make(edition, renderer, &asked.order).expect("a letter");
                own.note(form, Some(201), since.elapsed());
            }
            own
        };
        let processors =
            std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let threads: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            tally.add(thread.join().expect("letters"));
        }
    });
    tally.took = begun.elapsed();
    tally
}
