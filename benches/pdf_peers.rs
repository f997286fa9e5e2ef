//! Rendering in the harness of the peers: one process, warm, JSON line with times on stdout.
//!
//! `pdf_peers FOLDER N WARM [SAVE]`: document *i* is file *i* of FOLDER modulo their number, in the
//! order of their names; the first twenty PDFs go to SAVE. Times are from a document's bytes to those
//! of its PDF, with the documents read before, as the other engines of the harness have it.

use std::sync::Arc;
use std::time::Instant;

use brevsmed::font::FontBook;
use brevsmed::render::{RenderOptions, Renderer};

fn main() {
    // `cargo bench` adds `--bench` of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [folder, n, warm, save @ ..] = arguments.as_slice() else {
        // Run by `cargo bench` without arguments: nothing to measure against.
        return;
    };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (n, warm) = (number(n), number(warm));
    let load = Instant::now();
    let (renderer, options) =
        (Renderer::new(Arc::new(FontBook::shipped())), RenderOptions::default());
    let load_ms = load.elapsed().as_secs_f64() * 1e3;
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx"))
        .collect();
    files.sort();
    let documents: Vec<Vec<u8>> =
        files.iter().map(|path| std::fs::read(path).expect("a document")).collect();

    let (mut wall, mut cpu, mut out_bytes) = (Vec::new(), Vec::new(), 0);
    for index in 0..warm + n {
        let document = &documents[index % documents.len()];
        let (at, cpu_at) = (Instant::now(), cpu_seconds());
        let rendered = renderer.render_bytes(document, &options).expect("a PDF");
        let (took, cpu_took) = (at.elapsed().as_secs_f64(), cpu_seconds() - cpu_at);
        if index >= warm {
            wall.push(took * 1e3);
            cpu.push(cpu_took * 1e3);
            out_bytes += rendered.pdf.len();
        }
        if let (Some(folder), true) = (save.first().filter(|s| !s.is_empty()), index < 20) {
            std::fs::create_dir_all(folder).expect("a folder");
            std::fs::write(format!("{folder}/{index:03}.pdf"), rendered.pdf).expect("a PDF");
        }
    }
    wall.sort_by(f64::total_cmp);
    cpu.sort_by(f64::total_cmp);
    let at = |times: &[f64], share: f64| times[((share * n as f64) as usize).min(n - 1)];
    let mean = cpu.iter().sum::<f64>() / n as f64;
    let line = serde_json::json!({
        "engine": "brevsmed", "version": env!("CARGO_PKG_VERSION"), "n": n,
        "p50": at(&wall, 0.5), "p99": at(&wall, 0.99), "cpu_ms": mean,
        "cpu_p50": at(&cpu, 0.5), "cpu_p99": at(&cpu, 0.99), "load_ms": load_ms,
        "rss_mb": resident_mb(), "out_bytes": out_bytes / n,
    });
    #[expect(clippy::print_stdout, reason = "the harness reads this line")]
    {
        println!("{line}");
    }
}

/// CPU time of the process so far, all threads.
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// The most memory that the process has had; 0 where the system does not say.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kilobytes| kilobytes.parse::<f64>().ok())
        .unwrap_or_default()
        / 1024.0
}
