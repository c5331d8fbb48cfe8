//! What was read from a report: events, statements, ties, entities, each with links to its words.

use super::anchors::{Anchors, Thing};
use super::marks::{class, event_class, name, stated, tie_class};
use super::wording;
use crate::record::{CodedReport, EventRecord, Participant, StatementRecord, TieRecord, TieSide};
use maud::{Markup, html};
use std::collections::HashMap;

/// Characters of a statement that are repeated in its line; all of it stands in the text.
const SHOWN: usize = 240;

pub(super) fn lists(report: &CodedReport, anchors: Anchors) -> Markup {
    let inside = Inside::of(report);
    html! {
        (list(wording::EVENTS, &report.events, |i, e| event(anchors, &inside, i, e)))
        (list(wording::STATEMENTS, &report.statements, |i, s| statement(report, anchors, &inside, i, s)))
        (list(wording::TIES, &report.ties, |i, t| tie(report, anchors, &inside, i, t)))
        (entities(report, anchors))
    }
}

/// What stands inside which statement, by the ids of the record.
struct Inside<'r> {
    /// Events and ties.
    things: HashMap<&'r str, Thing>,
    /// The statements around each.
    statements: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Inside<'r> {
    fn of(report: &'r CodedReport) -> Self {
        let events = report.events.iter().enumerate().map(|(i, e)| (e.id.as_str(), Thing::Event(i)));
        let ties = report.ties.iter().enumerate().map(|(i, t)| (t.id.as_str(), Thing::Tie(i)));
        let mut statements: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, s) in report.statements.iter().enumerate() {
            for id in s.events.iter().chain(&s.ties) {
                statements.entry(id).or_default().push(i);
            }
        }
        Self { things: events.chain(ties).collect(), statements }
    }

    /// The statements around an event or tie.
    fn around(&self, id: &str) -> &[usize] {
        self.statements.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Facts with dots between them.
pub(super) fn facts(facts: &[String]) -> Markup {
    html! { @for (i, fact) in facts.iter().enumerate() { @if i > 0 { " · " } bdi { (fact) } } }
}

fn list<T>(name: &str, items: &[T], line: impl Fn(usize, &T) -> Markup) -> Markup {
    html! {
        h3 { (name) } "\n"
        @if items.is_empty() {
            p.facts { "None." } "\n"
        } @else {
            ol { "\n" @for (i, item) in items.iter().enumerate() { (line(i, item)) "\n" } } "\n"
        }
    }
}

fn event(anchors: Anchors, inside: &Inside, i: usize, e: &EventRecord) -> Markup {
    let thing = Thing::Event(i);
    html! {
        li class=(event_class(e)) id=(anchors.line(thing)) {
            p {
                b.number { (thing.label()) } " "
                (unseen("Who: ")) @if e.actors.is_empty() { "?" } @else { (parties(anchors, &e.actors)) }
                (arrow("→")) (unseen("What: ")) (back(&anchors.words(thing), "deed", &wording::deed(e)))
                @if !e.recipients.is_empty() {
                    (arrow("→")) (unseen("To whom: ")) (parties(anchors, &e.recipients))
                }
            }
            p.facts {
                "“" bdi { (e.trigger.text) } "” · " (facts(&wording::event_facts(e))) (within(anchors, inside.around(&e.id)))
            }
        }
    }
}

fn statement(report: &CodedReport, anchors: Anchors, inside: &Inside, i: usize, s: &StatementRecord) -> Markup {
    let thing = Thing::Statement(i);
    let held: Vec<Thing> =
        s.events.iter().chain(&s.ties).filter_map(|id| inside.things.get(id.as_str()).copied()).collect();
    html! {
        li.statement id=(anchors.line(thing)) {
            p {
                b.number { (thing.label()) } " " b { bdi { (wording::speakers(s)) } }
                @if let Some(cue) = &s.cue { " “" (back(&anchors.words(thing), "cue", &cue.text)) "”" }
                " (" (s.quoted) ")"
            }
            blockquote {
                @for (piece, content) in s.contents.iter().enumerate() {
                    @if piece > 0 { " … " }
                    bdi { (clipped(&content.text)) } " "
                    a.back href=(format!("#{}", anchors.content(i, piece))) role="doc-backlink"
                        aria-label="these words in the text" { "↩" }
                }
            }
            @if !held.is_empty() {
                p.facts {
                    "In it"
                    // Each with its dot: a filter takes both away.
                    @for thing in held {
                        small class=(class(report, thing)) {
                            " · " a href=(format!("#{}", anchors.line(thing))) { (thing.label()) " " (name(report, thing)) }
                        }
                    }
                }
            }
        }
    }
}

fn tie(report: &CodedReport, anchors: Anchors, inside: &Inside, i: usize, t: &TieRecord) -> Markup {
    let thing = Thing::Tie(i);
    let heard = if t.mutual { " and " } else { " to " };
    html! {
        li class=(tie_class(t)) id=(anchors.line(thing)) {
            p {
                b.number { (thing.label()) } " " (sides(&t.from)) (arrow(wording::arrow(t))) (unseen(heard)) (sides(&t.to))
                ": " (back(&anchors.words(thing), "deed", &wording::kind(t.kind)))
                @if let Some(value) = &t.value {
                    " "
                    @match stated(report, t) {
                        Some(q) => { (back(&anchors.amount(q.at), "amount", &wording::value(value))) }
                        None => { b { bdi { (wording::value(value)) } } }
                    }
                }
            }
            p.facts { "“" bdi { (t.anchor.text) } "” · " (facts(&wording::tie_facts(t))) (within(anchors, inside.around(&t.id))) }
        }
    }
}

fn entities(report: &CodedReport, anchors: Anchors) -> Markup {
    html! {
        @if !report.entities.is_empty() {
            details { "\n"
                summary { "Who and what is named (" (report.entities.len()) ")" } "\n"
                ul { "\n"
                    @for e in &report.entities {
                        li {
                            b { bdi { (e.name) } } " " (e.kind)
                            @if let Some(tags) = wording::tags(e.country.as_deref(), &e.sectors) { " (" (tags) ")" }
                            @if let Some(item) = &e.wikidata { " " bdi { (item) } }
                            ":"
                            @for (n, mention) in e.mentions.iter().enumerate() {
                                " "
                                a href=(format!("#{}", anchors.name(mention.at)))
                                    aria-label=(format!("{}, mention {}", mention.text, n + 1)) { (n + 1) }
                            }
                        } "\n"
                    }
                } "\n"
            } "\n"
        }
    }
}

/// "· in S1": the statements that hold something.
fn within(anchors: Anchors, statements: &[usize]) -> Markup {
    html! {
        @for &s in statements {
            small.statement {
                " · in " a href=(format!("#{}", anchors.line(Thing::Statement(s)))) { (Thing::Statement(s).label()) }
            }
        }
    }
}

fn parties(anchors: Anchors, all: &[Participant]) -> Markup {
    html! {
        @for (i, p) in all.iter().enumerate() {
            @if i > 0 { ", " }
            (back(&anchors.name(p.at), "party", &p.name))
            @if let Some(tags) = wording::tags(p.country.as_deref(), &p.sectors) { " " small { "(" (tags) ")" } }
        }
    }
}

fn sides(all: &[TieSide]) -> Markup {
    html! {
        @for (i, s) in all.iter().enumerate() {
            @if i > 0 { ", " }
            b { bdi { (s.name) } }
            @if let Some(tags) = wording::tags(s.country.as_deref(), &[]) { " " small { "(" (tags) ")" } }
        }
    }
}

/// A link to words of the text.
fn back(id: &str, class: &str, words: &str) -> Markup {
    html! { a class=(class) href=(format!("#{id}")) role="doc-backlink" { bdi { (words) } } }
}

/// An arrow for the eye.
fn arrow(sign: &str) -> Markup {
    html! { span aria-hidden="true" { " " (sign) " " } }
}

/// What the arrow means, for the ear.
fn unseen(words: &str) -> Markup {
    html! { span.unseen { (words) } }
}

/// The beginning of a long text, up to a word's end.
fn clipped(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SHOWN) else { return text.to_string() };
    let head = &text[..cut];
    let head = head.rfind(char::is_whitespace).map_or(head, |space| head[..space].trim_end());
    format!("{head} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_statements_are_cut_between_words() {
        assert_eq!(clipped("short"), "short");
        let long = clipped(&"élan ".repeat(100));
        assert!(long.ends_with("élan …") && long.chars().count() <= SHOWN + 2, "{long}");
        assert_eq!(clipped(&"x".repeat(SHOWN + 1)).chars().count(), SHOWN + 2);
    }
}
