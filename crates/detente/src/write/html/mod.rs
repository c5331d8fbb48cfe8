//! Reports as one page of HTML: the article itself with its words marked, and beside it what was read from them.
//!
//! The page needs nothing but itself: no scripts, no files, no network, and its content security policy forbids them.
//! Words of a report are escaped by the template; only what this module makes up itself is written as it stands.
//! Filters are check boxes that the style sheet heeds, links are plain fragments: both work in every browser, with a
//! keyboard, and in print nothing is missing.
//!
//! Reports are written as they come. One is held back, to know whether another follows; of the others only a line for
//! the table of contents is kept, which therefore stands at the end of the file.

mod anchors;
mod article;
mod filter;
mod lists;
mod marks;
mod pieces;

use super::visible::{printable, visible_keeping_directions};
use super::{Sink, wording};
use crate::record::CodedReport;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

/// Nothing may be loaded or sent, whatever a report holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("page.css");

/// One page of all reports.
pub struct HtmlPage<W: Write> {
    out: W,
    /// The last report, until it is known whether another follows.
    held: Option<CodedReport>,
    contents: Vec<Entry>,
}

/// A line of the table of contents.
struct Entry {
    title: String,
    facts: String,
}

impl<W: Write> HtmlPage<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, held: None, contents: Vec::new() }
    }

    fn write(&mut self, markup: Markup) -> io::Result<()> {
        self.out.write_all(markup.into_string().as_bytes())
    }

    /// Writes the report that was held back.
    fn release(&mut self, another_follows: bool) -> io::Result<()> {
        let Some(report) = self.held.take() else { return Ok(()) };
        let several = another_follows || !self.contents.is_empty();
        if self.contents.is_empty() {
            self.write(head(if several { "Coded reports" } else { wording::title(&report) }, several))?;
        }
        let number = self.contents.len() + 1;
        let mut facts: Vec<String> = report.document.published.iter().map(ToString::to_string).collect();
        facts.push(wording::counts(&report));
        self.contents.push(Entry { title: wording::title(&report).to_string(), facts: facts.join(" · ") });
        let neighbours = several.then(|| neighbours(number, another_follows));
        self.write(html! { (article::article(&report, number, neighbours)) "\n" })
    }
}

impl<W: Write> Sink for HtmlPage<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        self.release(true)?;
        self.held = Some(printable(report, visible_keeping_directions)?);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.release(false)?;
        if self.contents.is_empty() {
            self.write(head("Coded reports", false))?;
            self.write(html! { p { "No report was coded." } "\n" })?;
        }
        self.out.write_all(b"</main>\n")?;
        if self.contents.len() > 1 {
            self.write(table_of_contents(&self.contents))?;
        }
        self.out.write_all(b"</body>\n</html>\n")?;
        self.out.flush()
    }
}

/// Everything before the first report; leaves `main` open.
fn head(title: &str, several: bool) -> Markup {
    html! {
        (DOCTYPE) "\n"
        (PreEscaped("<html lang=\"en\">\n"))
        head { "\n"
            meta charset="utf-8"; "\n"
            meta http-equiv="Content-Security-Policy" content=(POLICY); "\n"
            meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
            meta name="color-scheme" content="light dark"; "\n"
            meta name="generator" content=(concat!("detente ", env!("CARGO_PKG_VERSION"))); "\n"
            title { (title) } "\n"
            style { (PreEscaped(STYLE)) (PreEscaped(filter::rules())) } "\n"
        } "\n"
        (PreEscaped(if several { "<body class=\"several\">\n" } else { "<body>\n" }))
        a.skip href="#reports" { "Skip to the text" } "\n"
        header.bar { "\n"
            h1 { @if several { "Coded reports" } @else { "Coded report" } } "\n"
            @if several { a href="#contents" { "Contents" } "\n" }
            (filter::boxes())
        } "\n"
        (PreEscaped("<main id=\"reports\">\n"))
    }
}

/// Links at the end of a report.
fn neighbours(number: usize, another_follows: bool) -> Markup {
    html! {
        nav.neighbours aria-label=(format!("Around report {number}")) {
            @if number > 1 { a rel="prev" href=(format!("#{}", anchors::report(number - 1))) { "Previous report" } " " }
            a href="#contents" { "Contents" }
            @if another_follows { " " a rel="next" href=(format!("#{}", anchors::report(number + 1))) { "Next report" } }
        } "\n"
    }
}

fn table_of_contents(entries: &[Entry]) -> Markup {
    html! {
        nav #contents aria-labelledby="contents-title" { "\n"
            h2 #contents-title { "Contents" } "\n"
            ol { "\n"
                @for (i, entry) in entries.iter().enumerate() {
                    li {
                        a href=(format!("#{}", anchors::report(i + 1))) { bdi { (entry.title) } }
                        " " small { (entry.facts) }
                    } "\n"
                }
            } "\n"
        } "\n"
    }
}
