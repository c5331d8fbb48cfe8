//! A report as a page of Markdown (CommonMark): events, who says what, what binds whom, each under its sentence.

use super::by_sentence::{by_sentence, line};
use super::visible::printable;
use super::{Sink, visible, wording};
use crate::record::{CodedReport, EventRecord, Participant, StatementRecord, TieRecord, TieSide};
use std::io::{self, Write};

/// A page a report, the pages parted by rules.
pub struct Markdown<W: Write> {
    out: W,
    any: bool,
}

impl<W: Write> Markdown<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, any: false }
    }

    fn heading(&mut self, report: &CodedReport) -> io::Result<()> {
        writeln!(self.out, "# {}", escaped(wording::title(report)))?;
        let facts = wording::facts(report);
        if !facts.is_empty() {
            writeln!(self.out, "\n{}", joined(&facts))?;
        }
        Ok(())
    }

    fn sentence(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "\n> {}\n", escaped(words))
    }

    fn event(&mut self, e: &EventRecord) -> io::Result<()> {
        let who = if e.actors.is_empty() { "?".to_string() } else { parties(&e.actors) };
        let whom = if e.recipients.is_empty() { String::new() } else { format!(" → {}", parties(&e.recipients)) };
        writeln!(self.out, "- {who} → **{}**{whom}\\", escaped(&wording::deed(e)))?;
        writeln!(self.out, "  “{}” · {}", escaped(&e.trigger.text), joined(&wording::event_facts(e)))
    }

    fn statement(&mut self, report: &CodedReport, s: &StatementRecord) -> io::Result<()> {
        let cue = s.cue.as_ref().map_or(String::new(), |c| format!(" “{}”", escaped(&c.text)));
        writeln!(self.out, "- **{}**{cue} ({}):", escaped(&wording::speakers(s)), s.quoted)?;
        write!(self.out, "  {}", escaped(&wording::content(s)))?;
        let inside = wording::inside(report, s);
        if !inside.is_empty() {
            write!(self.out, "\\\n  in it: {}", escaped(&inside.join(", ")))?;
        }
        writeln!(self.out)
    }

    fn tie(&mut self, t: &TieRecord) -> io::Result<()> {
        let kind = escaped(&wording::kind(t.kind));
        let value = t.value.as_ref().map_or(String::new(), |v| format!(" · **{}**", escaped(&wording::value(v))));
        writeln!(self.out, "- {} {} {} · **{kind}**{value}\\", sides(&t.from), wording::arrow(t), sides(&t.to))?;
        writeln!(self.out, "  “{}” · {}", escaped(&t.anchor.text), joined(&wording::tie_facts(t)))
    }
}

impl<W: Write> Sink for Markdown<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        let report = &printable(report, visible)?;
        let text = &report.document.text;
        if self.any {
            writeln!(self.out, "\n---\n")?;
        }
        self.any = true;
        self.heading(report)?;
        if !report.events.is_empty() {
            writeln!(self.out, "\n## {}", wording::EVENTS)?;
        }
        for group in by_sentence(text, &report.events, |e| e.sentence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|e| self.event(e))?;
        }
        if !report.statements.is_empty() {
            writeln!(self.out, "\n## {}", wording::STATEMENTS)?;
        }
        for group in by_sentence(text, &report.statements, |s| s.sentence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|s| self.statement(report, s))?;
        }
        if !report.ties.is_empty() {
            writeln!(self.out, "\n## {}", wording::TIES)?;
        }
        for group in by_sentence(text, &report.ties, |t| t.evidence) {
            self.sentence(&group.sentence)?;
            group.items.into_iter().try_for_each(|t| self.tie(t))?;
        }
        writeln!(self.out, "\n{}", wording::counts(report))?;
        for warning in &report.warnings {
            writeln!(self.out, "\nNote: {}", escaped(warning))?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn named(name: &str, tags: Option<String>) -> String {
    match tags {
        Some(tags) => format!("**{}** ({})", escaped(name), escaped(&tags)),
        None => format!("**{}**", escaped(name)),
    }
}

fn parties(all: &[Participant]) -> String {
    let name = |p: &Participant| named(&p.name, wording::tags(p.country.as_deref(), &p.sectors));
    all.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn sides(all: &[TieSide]) -> String {
    let name = |s: &TieSide| named(&s.name, wording::tags(s.country.as_deref(), &[]));
    all.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn joined(facts: &[String]) -> String {
    facts.iter().map(|f| escaped(f)).collect::<Vec<_>>().join(" · ")
}

/// `text` on one line that Markdown shows as it stands: no markup, no HTML, no list, heading or table begins in it.
fn escaped(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len() + 8);
    // "1." and "1)" open a list, at the beginning of a line only.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbers = (1..10).contains(&digits);
    for (at, c) in text.char_indices() {
        let always =
            matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '^');
        let opens = (at == 0 && matches!(c, '-' | '+' | '=')) || (numbers && at == digits && matches!(c, '.' | ')'));
        if always || opens {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The text a reader sees, if it is nothing but one quotation of one paragraph of text.
    fn seen(markdown: &str) -> Option<String> {
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        let mut text = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::BlockQuote(None) | Tag::Paragraph) | Event::End(_) => {}
                Event::Text(words) => text.push_str(&words),
                _ => return None,
            }
        }
        Some(text)
    }

    #[test]
    fn markup_in_a_sentence_is_text() {
        for sentence in [
            "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
            "# no heading",
            "1. no list",
            "2024) no list",
            "- no list",
            "+ no list",
            "* no list",
            "--- *** ___",
            "[no](javascript:alert(1)) ![no](x) [^1] <https://example.org>",
            "`no code` ~~no~~ **no** __no__ $no$ ^no^",
            "| no | table |",
            "&lt;no entity&gt; &#60;",
            "back\\slash \\",
            "=== --- :- term",
            "[!NOTE]",
            "[ ] no task",
        ] {
            assert_eq!(seen(&format!("> {}\n", escaped(sentence))).as_deref(), Some(sentence));
        }
    }

    proptest! {
        #[test]
        fn any_sentence_is_seen_as_it_is(sentence in "[ -~“”é\u{5d0}]{0,60}") {
            prop_assert_eq!(seen(&format!("> {}\n", escaped(&sentence))), Some(line(&sentence)));
        }
    }
}
