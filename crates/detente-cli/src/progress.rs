//! Progress of long work: on standard error, and only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// A bar with reports a second and time left where the number of files is known.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over `files` inputs; a spinner when the number is unknown. Hidden when standard error is no terminal or
    /// `quiet` is set.
    pub fn new(files: Option<u64>, quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = match files {
            Some(n) => ProgressBar::new(n)
                .with_style(style("{bar:30} {pos}/{len} reports  {per_sec}  {eta} left")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {pos} reports  {per_sec}  {elapsed}")),
        };
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One report is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// A line above the bar.
    pub fn line(&self, text: &str) {
        self.0.suspend(|| eprintln!("{text}"));
    }

    /// All is done.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
