//! The record of a pair as a page for a terminal.

use super::record::DyadRecord;
use super::tally::Tally;
use super::ties::Tie;
use detente::write::visible;
use std::fmt::Write;

/// The page, at most `width` characters wide where lines can be broken.
///
/// Nothing on it is obeyed by a terminal, whatever the reports say.
pub fn page(record: &DyadRecord, width: usize) -> String {
    let mut page = Page { out: String::new(), width: width.max(40) };
    page.head(record);
    if record.total.events > 0 {
        page.counts(record);
        page.lines(record);
        page.periods(record);
        page.changes(record);
    }
    page.other_sources(record);
    page.statements(record);
    page.ties(record);
    page.stories(record);
    page.out
}

/// Signs of a sparkline, from nothing to most.
const LEVELS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A line of signs, one for each value, highest for the greatest.
fn sparkline(values: &[f64], width: usize) -> String {
    // More values than columns: each column shows the greatest of its share.
    let columns = values.len().min(width.max(1));
    let share = |n: usize| &values[n * values.len() / columns..(n + 1) * values.len() / columns];
    let peaks: Vec<f64> = (0..columns).map(|n| share(n).iter().copied().fold(0.0, f64::max)).collect();
    let most = peaks.iter().copied().fold(0.0, f64::max);
    let level = |value: f64| {
        if value <= 0.0 || most <= 0.0 { 0 } else { ((value / most * 8.0).ceil() as usize).clamp(1, 8) }
    };
    peaks.into_iter().map(|v| LEVELS[level(v)]).collect()
}

struct Page {
    out: String,
    width: usize,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(visible(text.trim_end()).replace(['\n', '\t'], " ").as_str());
        self.out.push('\n');
    }

    fn title(&mut self, text: &str) {
        self.line("");
        self.line(text);
        let rule = "─".repeat(text.chars().count().min(self.width));
        self.line(&rule);
    }

    /// Text broken at blanks, every line indented.
    fn wrapped(&mut self, indent: usize, text: &str) {
        let room = self.width.saturating_sub(indent).max(20);
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                let full = format!("{:indent$}{line}", "");
                self.line(&full);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            let last = format!("{:indent$}{line}", "");
            self.line(&last);
        }
    }

    fn head(&mut self, r: &DyadRecord) {
        let span = match (r.since, r.until) {
            (Some(a), Some(b)) => format!("{a} to {b}"),
            _ => "no day".to_owned(),
        };
        let statuses = r.statuses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let with = if r.with.is_empty() { String::new() } else { format!("   with {}", r.with.join(", ")) };
        self.line(&format!("{} – {}   {span}   status: {statuses}{with}", r.a, r.b));
        let events = match r.total.events {
            0 => "no events".to_owned(),
            n => format!("{n} events in {} stories, mean score {}", r.stories, score(&r.total)),
        };
        self.line(&events);
    }

    fn counts(&mut self, r: &DyadRecord) {
        self.title("Counts");
        let columns = [
            ("all".to_owned(), &r.total),
            (format!("{}→{}", r.a, r.b), &r.forth),
            (format!("{}→{}", r.b, r.a), &r.back),
            ("mutual".to_owned(), &r.mutual),
        ];
        let row = |name: &str, cell: &dyn Fn(&Tally) -> String| {
            let cells: String = columns.iter().map(|(_, t)| format!("{:>9}", cell(t))).collect();
            format!("  {name:<22}{cells}")
        };
        let heads: String = columns.iter().map(|(head, _)| format!("{head:>9}")).collect();
        self.line(&format!("  {:<22}{heads}", ""));
        for quad in r.total.quads.keys() {
            let line = row(quad, &|t: &Tally| t.quads.get(quad).copied().unwrap_or(0).to_string());
            self.line(&line);
        }
        for kind in r.total.types.keys() {
            let line = row(kind, &|t: &Tally| t.types.get(kind).copied().unwrap_or(0).to_string());
            self.line(&line);
        }
        let line = row("mean score", &score);
        self.line(&line);
    }

    fn other_sources(&mut self, r: &DyadRecord) {
        if r.other_sources.is_empty() {
            return;
        }
        self.title("Imported from other projects");
        self.line("  source      events   v.coop   m.coop   v.conf   m.conf    score  days");
        for other in &r.other_sources {
            let quad = |name: &str| other.tally.quads.get(name).copied().unwrap_or(0);
            let counted = if r.with.contains(&other.source) { "  (counted above)" } else { "" };
            self.line(&format!(
                "  {:<9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}  {} to {}{counted}",
                other.source,
                other.tally.events,
                quad("verbal cooperation"),
                quad("material cooperation"),
                quad("verbal conflict"),
                quad("material conflict"),
                score(&other.tally),
                other.first,
                other.last
            ));
        }
    }

    fn lines(&mut self, r: &DyadRecord) {
        let room = self.width.saturating_sub(32);
        let sum = |t: &Tally, quads: [&str; 2]| quads.iter().filter_map(|q| t.quads.get(q)).sum::<u64>() as f64;
        let series = |f: &dyn Fn(&Tally) -> f64| r.periods.iter().map(|p| f(&p.tally)).collect::<Vec<f64>>();
        let cooperation = series(&|t| sum(t, ["verbal cooperation", "material cooperation"]));
        let conflict = series(&|t| sum(t, ["verbal conflict", "material conflict"]));
        let tension: Vec<f64> = r.tension.iter().map(|t| t.tension).collect();
        self.title("Over time");
        let spans = r.periods.first().zip(r.periods.last());
        if let Some((first, last)) = spans {
            self.line(&format!("  {} to {}", first.period, last.period));
        }
        for (name, values) in [("cooperation", &cooperation), ("conflict", &conflict), ("tension", &tension)] {
            let most = values.iter().copied().fold(0.0, f64::max);
            self.line(&format!("  {name:<12} {} up to {most}", sparkline(values, room)));
        }
        self.out.push('\n');
        let definition = format!("tension = {}", r.tension_definition);
        self.wrapped(2, &definition);
    }

    fn periods(&mut self, r: &DyadRecord) {
        self.title("Periods");
        self.line("  period      events   v.coop   m.coop   v.conf   m.conf    score  tension");
        for (p, tension) in r.periods.iter().zip(&r.tension) {
            let quad = |name: &str| p.tally.quads.get(name).copied().unwrap_or(0);
            self.line(&format!(
                "  {:<9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}",
                p.period,
                p.tally.events,
                quad("verbal cooperation"),
                quad("material cooperation"),
                quad("verbal conflict"),
                quad("material conflict"),
                score(&p.tally),
                tension.tension
            ));
        }
    }

    fn changes(&mut self, r: &DyadRecord) {
        self.title("Changes");
        if r.changes.is_empty() {
            self.line("  none found");
        }
        for c in &r.changes {
            self.line(&format!(
                "  {:<12} {} (95 %: {} to {})  {} → {} a period, support {}",
                c.of, c.period, c.earliest, c.latest, c.before, c.after, c.support
            ));
        }
        let method = format!("method: {}", r.change_method);
        self.wrapped(2, &method);
    }

    fn statements(&mut self, r: &DyadRecord) {
        for s in r.statements.iter().filter(|s| s.count > 0) {
            self.title(&format!("{} on {}: {} statements", s.speaker, s.about, s.count));
            for said in &s.latest {
                self.line(&format!("  {}  {} ({}, {})", said.day, said.speakers, said.quoted, said.document));
                self.wrapped(4, &said.content);
            }
        }
    }

    fn ties(&mut self, r: &DyadRecord) {
        if r.ties.is_empty() {
            return;
        }
        self.title("Ties");
        for series in &r.ties {
            self.line(&format!("  {} ({} records)", series.kind, series.records));
            for tie in &series.ties {
                let arrow = if tie.mutual { "–" } else { "→" };
                self.line(&format!("    {}  {} {arrow} {}  {}", tie.day, tie.from, tie.to, qualities(tie)));
                self.wrapped(6, &tie.evidence);
            }
        }
    }

    fn stories(&mut self, r: &DyadRecord) {
        if r.top_stories.is_empty() {
            return;
        }
        self.title("Stories most reported");
        for s in &r.top_stories {
            let days = if s.first_day == s.last_day {
                s.first_day.clone()
            } else {
                format!("{} to {}", s.first_day, s.last_day)
            };
            let place = s.place.as_ref().map(|p| format!(", {p}")).unwrap_or_default();
            let to = if s.recipients.is_empty() { String::new() } else { format!(" → {}", s.recipients) };
            self.line(&format!("  {days}  {} {}{to}{place}", s.event_type, s.actors));
            let agree = match s.counts_agree {
                Some(true) => "; counts agree",
                Some(false) => "; counts contradict each other",
                None => "",
            };
            self.line(&format!("    {} reports, {} publishers on their own{agree}", s.reports, s.publishers));
            self.wrapped(4, &format!("“{}” ({})", s.evidence.trim(), s.document));
        }
    }
}

fn qualities(tie: &Tie) -> String {
    let value = tie.amount.map(|a| format!("{a} {}", tie.unit.as_deref().unwrap_or_default()));
    let status = (tie.status != "actual").then(|| tie.status.clone());
    [value, tie.trend.clone(), status].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn score(tally: &Tally) -> String {
    let mut out = String::new();
    if let Some(mean) = tally.mean_score {
        // Writing into a string does not fail.
        let _ = write!(out, "{mean:.2}");
    } else {
        out.push('–');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_keeps_its_peaks_when_it_must_share_columns() {
        assert_eq!(sparkline(&[0.0, 1.0, 8.0], 10), " ▁█");
        assert_eq!(sparkline(&[0.0, 8.0, 0.0, 0.0], 2), "█ ");
        assert_eq!(sparkline(&[], 10), "");
        assert_eq!(sparkline(&[0.0], 10), " ");
    }
}
