//! What was read from a report: events, statements, ties, entities, each with links to its words.

use super::anchors::{Anchors, Thing};
use super::marks::{event_class, stated, tie_class};
use super::wording;
use crate::record::{CodedReport, EventRecord, Participant, StatementRecord, TieRecord, TieSide};
use maud::{Markup, html};

/// Characters of a statement that are repeated in its line; all of it stands in the text.
const SHOWN: usize = 240;

pub(super) fn lists(report: &CodedReport, anchors: Anchors) -> Markup {
    html! {
        (list(wording::EVENTS, report.events.len(), |i| event(report, anchors, i, &report.events[i])))
        (list(wording::STATEMENTS, report.statements.len(), |i| statement(report, anchors, i, &report.statements[i])))
        (list(wording::TIES, report.ties.len(), |i| tie(report, anchors, i, &report.ties[i])))
        (entities(report, anchors))
    }
}

/// Facts with dots between them.
pub(super) fn facts(facts: &[String]) -> Markup {
    html! { @for (i, fact) in facts.iter().enumerate() { @if i > 0 { " · " } bdi { (fact) } } }
}

fn list(name: &str, length: usize, item: impl Fn(usize) -> Markup) -> Markup {
    html! {
        h3 { (name) } "\n"
        @if length == 0 {
            p.facts { "None." } "\n"
        } @else {
            ol { "\n" @for i in 0..length { (item(i)) "\n" } } "\n"
        }
    }
}

fn event(report: &CodedReport, anchors: Anchors, i: usize, e: &EventRecord) -> Markup {
    let thing = Thing::Event(i);
    let said: Vec<usize> =
        (0..report.statements.len()).filter(|&s| report.statements[s].events.contains(&e.id)).collect();
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
                "“" bdi { (e.trigger.text) } "” · " (facts(&wording::event_facts(e))) (within(anchors, &said))
            }
        }
    }
}

fn statement(report: &CodedReport, anchors: Anchors, i: usize, s: &StatementRecord) -> Markup {
    let thing = Thing::Statement(i);
    let events = (0..report.events.len()).filter(|&e| s.events.contains(&report.events[e].id));
    let ties = (0..report.ties.len()).filter(|&t| s.ties.contains(&report.ties[t].id));
    let inside: Vec<(Thing, String)> = events
        .map(|e| (Thing::Event(e), wording::deed(&report.events[e])))
        .chain(ties.map(|t| (Thing::Tie(t), wording::kind(report.ties[t].kind))))
        .collect();
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
            @if !inside.is_empty() {
                p.facts {
                    "In it: "
                    @for (n, (thing, name)) in inside.iter().enumerate() {
                        @if n > 0 { ", " }
                        a href=(format!("#{}", anchors.line(*thing))) { (thing.label()) " " (name) }
                    }
                }
            }
        }
    }
}

fn tie(report: &CodedReport, anchors: Anchors, i: usize, t: &TieRecord) -> Markup {
    let thing = Thing::Tie(i);
    let said: Vec<usize> =
        (0..report.statements.len()).filter(|&s| report.statements[s].ties.contains(&t.id)).collect();
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
            p.facts { "“" bdi { (t.anchor.text) } "” · " (facts(&wording::tie_facts(t))) (within(anchors, &said)) }
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

/// ", in S1": the statements that hold something.
fn within(anchors: Anchors, statements: &[usize]) -> Markup {
    html! {
        @for (n, &s) in statements.iter().enumerate() {
            @if n == 0 { " · in " } @else { ", " }
            a href=(format!("#{}", anchors.line(Thing::Statement(s)))) { (Thing::Statement(s).label()) }
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
