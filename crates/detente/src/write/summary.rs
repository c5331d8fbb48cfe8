//! A report for a person at a terminal: events, who says what, what binds whom, each under its sentence.

use super::by_sentence::by_sentence;
use super::visible::printable;
use super::{Sink, visible, wording};
use crate::ontology::Quad;
use crate::record::{CodedReport, EventRecord, Participant, StatementRecord, TieRecord, TieSide};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Readable pages, with or without colours.
pub struct Summary<W: Write> {
    out: W,
    paint: bool,
    width: usize,
    any: bool,
}

impl<W: Write> Summary<W> {
    /// Writes to `out`, lines at most `width` characters wide, in colours if `paint`.
    pub fn new(out: W, width: usize, paint: bool) -> Self {
        Self { out, paint, width: width.clamp(40, 120), any: false }
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.paint { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    fn heading(&mut self, report: &CodedReport) -> io::Result<()> {
        let line = self.styled(Style::new().bold().underline(), wording::title(report));
        writeln!(self.out, "{line}")?;
        self.dimmed(0, &wording::facts(report).join(" · "))
    }

    fn part(&mut self, name: &str) -> io::Result<()> {
        let line = self.styled(Style::new().bold(), name);
        writeln!(self.out, "\n{line}")
    }

    /// `text` in lines, each `indent` spaces from the margin.
    fn wrapped(&mut self, indent: usize, text: &str, style: Style) -> io::Result<()> {
        for line in wrap(text, self.width - indent) {
            let line = self.styled(style, &line);
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    fn dimmed(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.wrapped(indent, text, Style::new().dimmed())
    }

    fn sentence(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.wrapped(2, words, Style::new())
    }

    /// "Vladimir Putin (RUS GOV)".
    fn name(&self, name: &str, tags: Option<String>) -> String {
        let name = self.styled(Style::new().bold(), name);
        match tags {
            Some(tags) => format!("{name} ({tags})"),
            None => name,
        }
    }

    fn parties(&self, all: &[Participant]) -> String {
        let name = |p: &Participant| self.name(&p.name, wording::tags(p.country.as_deref(), &p.sectors));
        all.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn event(&mut self, e: &EventRecord) -> io::Result<()> {
        let colour = match e.quad {
            Quad::VerbalCooperation => AnsiColor::Cyan,
            Quad::MaterialCooperation => AnsiColor::Green,
            Quad::VerbalConflict => AnsiColor::Yellow,
            Quad::MaterialConflict => AnsiColor::Red,
        };
        let deed = self.styled(colour.on_default().bold(), &wording::deed(e));
        let who = if e.actors.is_empty() { "?".to_string() } else { self.parties(&e.actors) };
        let whom =
            if e.recipients.is_empty() { String::new() } else { format!("  →  {}", self.parties(&e.recipients)) };
        writeln!(self.out, "    {who}  →  {deed}{whom}")?;
        let mut facts = vec![format!("“{}”", e.trigger.text)];
        facts.extend(wording::event_facts(e));
        self.dimmed(6, &facts.join(" · "))
    }

    fn statement(&mut self, report: &CodedReport, s: &StatementRecord) -> io::Result<()> {
        let who = self.styled(Style::new().bold(), &wording::speakers(s));
        let cue = s.cue.as_ref().map_or(String::new(), |c| format!("  “{}”", c.text));
        writeln!(self.out, "    {who}{cue}  ({})", s.quoted)?;
        self.wrapped(6, &wording::content(s), Style::new())?;
        let inside = wording::inside(report, s);
        if inside.is_empty() { Ok(()) } else { self.dimmed(6, &format!("in it: {}", inside.join(", "))) }
    }

    fn tie(&mut self, t: &TieRecord) -> io::Result<()> {
        let side = |all: &[TieSide]| {
            let name = |s: &TieSide| self.name(&s.name, wording::tags(s.country.as_deref(), &[]));
            all.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let kind = self.styled(AnsiColor::Magenta.on_default().bold(), &wording::kind(t.kind));
        let value = t.value.as_ref().map_or(String::new(), |v| format!("  {}", wording::value(v)));
        let line = format!("    {}  {}  {}  {kind}{value}", side(&t.from), wording::arrow(t), side(&t.to));
        writeln!(self.out, "{line}")?;
        let mut facts = vec![format!("“{}”", t.anchor.text)];
        facts.extend(wording::tie_facts(t));
        self.dimmed(6, &facts.join(" · "))
    }
}

impl<W: Write> Sink for Summary<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        let report = &printable(report, visible)?;
        let text = &report.document.text;
        if self.any {
            writeln!(self.out)?;
        }
        self.any = true;
        self.heading(report)?;
        if !report.events.is_empty() {
            self.part(wording::EVENTS)?;
        }
        for group in by_sentence(text, &report.events, |e| e.sentence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|e| self.event(e))?;
        }
        if !report.statements.is_empty() {
            self.part(wording::STATEMENTS)?;
        }
        for group in by_sentence(text, &report.statements, |s| s.sentence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|s| self.statement(report, s))?;
        }
        if !report.ties.is_empty() {
            self.part(wording::TIES)?;
        }
        for group in by_sentence(text, &report.ties, |t| t.evidence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|t| self.tie(t))?;
        }
        writeln!(self.out)?;
        self.dimmed(0, &wording::counts(report))?;
        for warning in &report.warnings {
            let line = self.styled(AnsiColor::Yellow.on_default(), &format!("note: {warning}"));
            writeln!(self.out, "{line}")?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Lines of at most `width` characters, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let n = word.chars().count();
        if used > 0 && used + 1 + n > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += n;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_cannot_drive_the_terminal() {
        let document = crate::read::Document::of_text("note", "France expelled \u{1b}[31mtwo Russian diplomats\u{7}.");
        let coded = crate::engine::Engine::new().unwrap().code(&document).unwrap();
        assert_eq!(coded.events.len(), 1);
        let mut page = Vec::new();
        Summary::new(&mut page, 100, false).report(&coded).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("SANCTION expel") && !page.contains(['\u{1b}', '\u{7}']), "{page}");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
    }
}
