//! The merge in the harness of the peers: one process, warm, JSON line with times on stdout.
//!
//! `peers TEMPLATE DATA N WARM [SAVE]`: record *i* is line *i* of DATA modulo its length; the first
//! twenty letters go to SAVE. Times are of the merge alone, with the template compiled and the data
//! read before, as the other engines of the harness have it.

use std::time::Instant;

use brevsmed::merge::{Answers, MergeOptions, Record, Request, Strictness, merge};
use brevsmed::template::{CompileOptions, Template};

fn main() {
    // `cargo bench` adds `--bench` of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [template, data, n, warm, save @ ..] = arguments.as_slice() else {
        // Run by `cargo bench` without arguments: nothing to measure against.
        return;
    };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (n, warm) = (number(n), number(warm));
    let load = Instant::now();
    let bytes = std::fs::read(template).expect("the template");
    let template = Template::compile(&bytes, &CompileOptions::default()).expect("a template");
    let load_ms = load.elapsed().as_secs_f64() * 1e3;
    let lines = std::fs::read_to_string(data).expect("the data");
    let records: Vec<Record> = lines.lines().map(record).collect();
    let options = MergeOptions { strictness: Strictness::Strict, ..MergeOptions::default() };
    let answers = Answers::new();

    let (mut wall, mut cpu, mut out_bytes) = (Vec::new(), Vec::new(), 0);
    for index in 0..warm + n {
        let request = Request {
            record: &records[index % records.len()],
            answers: &answers,
            options: &options,
            record_number: index + 1,
            sequence_number: index + 1,
        };
        let (at, cpu_at) = (Instant::now(), cpu_seconds());
        let merged = merge(&template, &request).expect("a package");
        let (took, cpu_took) = (at.elapsed().as_secs_f64(), cpu_seconds() - cpu_at);
        let letter = merged.letter().unwrap_or_else(|| panic!("{:?}", merged.receipt(&template)));
        if index >= warm {
            wall.push(took * 1e3);
            cpu.push(cpu_took * 1e3);
            out_bytes += letter.len();
        }
        if let (Some(folder), true) = (save.first().filter(|s| !s.is_empty()), index < 20) {
            std::fs::create_dir_all(folder).expect("a folder");
            std::fs::write(format!("{folder}/{index:03}.docx"), letter).expect("a letter");
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

/// A line of the harness: `fields` are values by name, `rows` the items of the region.
fn record(line: &str) -> Record {
    let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let mut record = Record::default();
    insert(&mut record, &json["fields"]);
    let rows = json["rows"].as_array().map_or(&[][..], Vec::as_slice);
    let items = rows.iter().map(|row| {
        let mut item = Record::default();
        insert(&mut item, row);
        item
    });
    record.insert("Ydelser", brevsmed::merge::Datum::List(items.collect()));
    record
}

fn insert(record: &mut Record, fields: &serde_json::Value) {
    for (name, value) in fields.as_object().into_iter().flatten() {
        let value = brevsmed::field::Value::from(value.as_str().unwrap_or_default());
        record.insert(name.clone(), brevsmed::merge::Datum::Value(value));
    }
}

/// CPU time of the process so far, all threads.
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

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
