//! How fast the whole program is: reports/s and tokens/s (words between white space) over folders of real text, peak memory, start-up time.
//!
//! `cargo bench -p detente-cli --bench throughput`
//!
//! Codes PolNeAR's articles and Reuters-21578 where the folder `$DETENTE_DATA` (or `../shared/data` beside the project)
//! holds them, else the shipped examples repeated. Times are of whole processes of the optimised binary; quote ratios
//! of one run, not absolute times.

use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_detente");

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("DETENTE_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{:28} {:>8} {:>10} {:>12} {:>12} {:>9}", "", "reports", "seconds", "reports/s", "tokens/s", "peak MB");
    let polnear = data.join("polnear/train/text");
    if polnear.is_dir() {
        let words = words_in(&polnear);
        for n in [1, threads] {
            run(&format!("polnear, {n} thread(s)"), &polnear, n, words);
        }
    } else {
        println!("skipped: no {}", polnear.display());
    }
    match reuters(&data.join("reuters1987"), 2_000) {
        Some((folder, words)) => run("reuters1987, first 2,000", &folder, threads, words),
        None => println!("skipped: no {}", data.join("reuters1987").display()),
    }
    if !polnear.is_dir() {
        let folder = repeated(&root.join("examples"), 100);
        let words = words_in(&folder);
        run("examples, 100 times", &folder, threads, words);
    }
    start_up(&root.join("examples/harbour-talks.txt"));
}

/// Codes a folder and prints its line.
fn run(name: &str, folder: &Path, threads: usize, words: usize) {
    let began = Instant::now();
    let mut child = Command::new(BINARY)
        .args(["code", "--date", "2016-01-01", "--format", "jsonl", "--threads", &threads.to_string()])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let pid = child.id();
    let (mut reports, mut peak) = (0, 0.0f64);
    let mut out = child.stdout.take().expect("standard output is piped");
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = out.read(&mut buffer).expect("the output can be read");
        peak = peak.max(peak_megabytes(pid).unwrap_or(0.0));
        if n == 0 {
            break;
        }
        reports += buffer[..n].iter().filter(|&&b| b == b'\n').count();
    }
    child.wait().expect("the binary ends");
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{name:28} {reports:8} {seconds:10.1} {:12.1} {:12.0} {peak:9.0}",
        reports as f64 / seconds,
        words as f64 / seconds
    );
}

/// Median time from the start of the process to the end of its output for one report.
fn start_up(report: &Path) {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let began = Instant::now();
            let status = Command::new(BINARY)
                .args(["code", "--date", "2024-03-14", "--format", "jsonl"])
                .arg(report)
                .stdout(Stdio::null())
                .status()
                .expect("the binary starts");
            assert!(status.success(), "the example is coded");
            began.elapsed()
        })
        .collect();
    times.sort();
    println!("one report, start to end: median {} ms", times[times.len() / 2].as_millis());
}

/// The most memory a running process has held so far; Linux only.
fn peak_megabytes(pid: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kb| kb / 1024.0)
}

fn words_in(folder: &Path) -> usize {
    let files = fs::read_dir(folder).expect("the folder can be read");
    files.filter_map(|f| fs::read_to_string(f.ok()?.path()).ok()).map(|t| t.split_whitespace().count()).sum()
}

/// The first `n` bodies of Reuters-21578 as text files, and their words.
fn reuters(folder: &Path, n: usize) -> Option<(PathBuf, usize)> {
    let mut archives: Vec<PathBuf> = fs::read_dir(folder).ok()?.filter_map(|f| Some(f.ok()?.path())).collect();
    archives.retain(|p| p.to_string_lossy().ends_with(".sgm.gz"));
    archives.sort();
    let target = fresh_folder("reuters");
    let (mut count, mut words) = (0, 0);
    for archive in archives {
        let mut raw = Vec::new();
        let file = fs::File::open(&archive).ok()?;
        flate2::read::GzDecoder::new(file).read_to_end(&mut raw).ok()?;
        let sgml: String = raw.iter().map(|&b| b as char).collect();
        for body in sgml.split("<BODY>").skip(1).filter_map(|b| b.split("</BODY>").next()) {
            if count == n {
                return Some((target, words));
            }
            let text: String = body.replace("&lt;", "<").chars().filter(|c| !c.is_control() || *c == '\n').collect();
            words += text.split_whitespace().count();
            fs::write(target.join(format!("{count:05}.txt")), text).ok()?;
            count += 1;
        }
    }
    (count > 0).then_some((target, words))
}

fn repeated(folder: &Path, times: usize) -> PathBuf {
    let target = fresh_folder("examples");
    for file in fs::read_dir(folder).expect("the examples are there").flatten() {
        let path = file.path();
        if path.extension().is_some_and(|e| e == "txt") {
            for n in 0..times {
                let mut name = String::new();
                let _ = write!(name, "{n:03}-{}", file.file_name().to_string_lossy());
                fs::copy(&path, target.join(name)).expect("the example can be copied");
            }
        }
    }
    target
}

fn fresh_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("detente-bench-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    folder
}
