//! The workshop: CPU work off the threads that answer, so much at a time, and a short queue before it.
//!
//! One huge letter must not hold up small ones. So there are two lanes with benches of their own:
//!
//! - the light lane has as many benches as there are processors. What stays at its bench longer than [`SETTLED`] is no light work: it
//!   goes on, and the bench is free for the next;
//! - the heavy lane has half as many, for what is known to be heavy beforehand ([`Workshop::run_weighing`]).
//!
//! The floor has room for [`PLACES_A_BENCH`] times the benches, whatever was said of the work: that bounds threads and memory. Whoever
//! stops waiting gives the place in the queue back; what is under way is finished, since a processor cannot be asked to stop.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Problem;
use super::problem_kinds as kinds;

/// How long light work takes at most.
const SETTLED: Duration = Duration::from_millis(500);
/// Works under way for each light bench, at most: those at benches, heavy ones, and those that turned out to be.
const PLACES_A_BENCH: usize = 4;
/// Bytes from which on a request is heavy: a letter from so much data has hundreds of pages.
const HEAVY_BYTES: usize = 256 << 10;

/// Where letters are made.
#[derive(Clone, Debug)]
pub struct Workshop {
    light: Lane,
    heavy: Lane,
    floor: Places,
    patience: Duration,
}

/// A lane: its benches, and the queue before them.
#[derive(Clone, Debug)]
struct Lane {
    benches: Places,
    queue: Places,
}

/// Places, so many.
#[derive(Clone, Debug)]
struct Places {
    free: Arc<Semaphore>,
    all: usize,
}

/// How many work and wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bustle {
    /// Works under way in both lanes, those that gave their bench back among them.
    pub working: usize,
    /// Light works that wait.
    pub light_waiting: usize,
    /// Heavy works that wait.
    pub heavy_waiting: usize,
}

impl Places {
    fn new(all: usize) -> Self {
        Places { free: Arc::new(Semaphore::new(all)), all }
    }

    fn taken(&self) -> usize {
        self.all.saturating_sub(self.free.available_permits())
    }
}

impl Lane {
    fn new(benches: usize, queue: usize) -> Self {
        Lane { benches: Places::new(benches), queue: Places::new(queue) }
    }
}

impl Workshop {
    /// A workshop with so many light benches (0: one a processor), so many who may wait, and how long they do.
    pub fn new(benches: usize, queue: usize, patience: Duration) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let benches = if benches == 0 { processors } else { benches };
        Workshop {
            light: Lane::new(benches, benches + queue),
            heavy: Lane::new((benches / 2).max(1), (benches / 2).max(1) + (queue / 8).max(2)),
            floor: Places::new(benches * PLACES_A_BENCH),
            patience,
        }
    }

    /// The most threads that work at a time.
    pub fn threads(&self) -> usize {
        self.floor.all
    }

    /// How many work and wait.
    pub fn bustle(&self) -> Bustle {
        let waiting = |lane: &Lane| lane.queue.taken().saturating_sub(lane.benches.taken());
        Bustle {
            working: self.floor.taken(),
            light_waiting: waiting(&self.light),
            heavy_waiting: waiting(&self.heavy),
        }
    }

    /// Does work that takes a processor.
    ///
    /// # Errors
    ///
    /// `busy` when the queue is full or the wait too long; `internal` when the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_weighing(0, work).await
    }

    /// Does work on so many bytes of a request: much of it is heavy from the start.
    ///
    /// # Errors
    ///
    /// As [`Workshop::run`].
    pub async fn run_weighing<T: Send + 'static>(
        &self,
        bytes: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::of(kinds::BUSY);
        let is_heavy = bytes >= HEAVY_BYTES;
        let lane = if is_heavy { &self.heavy } else { &self.light };
        let queued = Arc::clone(&lane.queue.free).try_acquire_owned().map_err(|_| busy())?;
        let places = async {
            let bench = Arc::clone(&lane.benches.free).acquire_owned().await;
            let place = Arc::clone(&self.floor.free).acquire_owned().await;
            Some((bench.ok()?, place.ok()?))
        };
        let found = tokio::time::timeout(self.patience, places).await;
        let (bench, place) = found.ok().flatten().ok_or_else(busy)?;
        let mut done = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, also if nobody waits for it any more.
            let _held = place;
            work()
        });
        let settled = Settled { held: Some((queued, bench)) };
        if !is_heavy {
            tokio::select! {
                result = &mut done => return result.map_err(|_| Problem::ours()),
                () = tokio::time::sleep(SETTLED) => {}
            }
            drop(settled);
            return done.await.map_err(|_| Problem::ours());
        }
        let result = done.await.map_err(|_| Problem::ours());
        drop(settled);
        result
    }
}

/// A bench and a place in its queue, held while the work is at the bench.
struct Settled {
    #[allow(dead_code, reason = "held, not read")]
    held: Option<(OwnedSemaphorePermit, OwnedSemaphorePermit)>,
}
