//! Progress of long work: on standard error, and only on a terminal.

use detente::read::Consumed;
use detente::write::visible;
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::Cell;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// A bar with reports, reports a second and time left, by the bytes read of all the bytes there are.
pub struct Progress {
    bar: ProgressBar,
    consumed: Consumed,
    reports: Cell<u64>,
}

impl Progress {
    /// A bar over these inputs; a spinner when their bytes cannot be told beforehand (standard input, a pattern). Hidden
    /// when standard error is no terminal or `quiet` is set.
    pub fn over(inputs: &[String], consumed: Consumed, quiet: bool) -> Self {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let bar = match inputs.iter().map(|i| bytes_in(Path::new(i))).sum::<Option<u64>>() {
                Some(n) => {
                    ProgressBar::new(n).with_style(style("{bar:30} {percent:>3} %  {msg}  {elapsed}, {eta} left"))
                }
                None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}  {elapsed}")),
            };
            bar.set_message("0 reports");
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        Self { bar, consumed, reports: Cell::new(0) }
    }

    /// One report is done.
    pub fn step(&self) {
        let reports = self.reports.get() + 1;
        self.reports.set(reports);
        if !self.bar.is_hidden() {
            let a_second = reports as f64 / self.bar.elapsed().as_secs_f64().max(1e-3);
            self.bar.set_message(format!("{reports} reports  {a_second:.1} a second"));
            self.bar.set_position(self.consumed.bytes());
        }
    }

    /// A line above the bar: one line whatever `text` quotes from an input, and nothing a terminal would obey.
    pub fn line(&self, text: &str) {
        let line = text.split('\n').collect::<Vec<_>>().join(" ");
        self.bar.suspend(|| eprintln!("{}", visible(&line)));
    }

    /// All is done.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of a file, or of all files in a folder. A folder behind a link is not counted: it may lead in a circle.
fn bytes_in(path: &Path) -> Option<u64> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).ok()?;
        let bytes = |entry: std::io::Result<std::fs::DirEntry>| {
            let entry = entry.ok()?;
            let linked = entry.file_type().ok()?.is_symlink() && entry.path().is_dir();
            if linked { Some(0) } else { bytes_in(&entry.path()) }
        };
        return entries.map(bytes).sum();
    }
    let data = path.metadata().ok()?;
    data.is_file().then_some(data.len())
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
