//! Progress of long work: on standard error, and only on a terminal.

use detente::write::visible;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// A bar with reports a second and time left where the number of files is known.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over these inputs; a spinner when the number of reports cannot be told beforehand. Hidden when standard
    /// error is no terminal or `quiet` is set.
    pub fn over(inputs: &[String], quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = match inputs.iter().map(|i| reports_in(Path::new(i))).sum::<Option<u64>>() {
            Some(n) => ProgressBar::new(n).with_style(style("{bar:30} {pos}/{len} reports  {per_sec}  {eta} left")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {pos} reports  {per_sec}  {elapsed}")),
        };
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One report is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// A line above the bar: one line whatever `text` quotes from an input, and nothing a terminal would obey.
    pub fn line(&self, text: &str) {
        let line = text.split('\n').collect::<Vec<_>>().join(" ");
        self.0.suspend(|| eprintln!("{}", visible(&line)));
    }

    /// All is done.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// Number of reports in a file or folder, when every file is one report.
fn reports_in(path: &Path) -> Option<u64> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).ok()?;
        return entries.map(|e| reports_in(&e.ok()?.path())).sum();
    }
    let one = path.extension().is_some_and(|e| ["txt", "html", "htm"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    (one && path.is_file()).then_some(1)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
