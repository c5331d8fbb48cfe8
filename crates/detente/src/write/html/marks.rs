//! Which words of a report are marked, as what.

use super::anchors::{Anchors, Thing};
use super::wording;
use crate::record::{CodedReport, EventRecord, QuantityRecord, TieRecord};
use crate::text::{CodePoints, Offsets, Span};
use std::collections::BTreeSet;

/// Some words of the text.
pub(super) struct Mark {
    pub(super) span: Span,
    /// What the style sheet and the filters call them.
    pub(super) class: String,
    pub(super) id: String,
    /// The thing they name, to whose line a link behind them leads.
    pub(super) thing: Option<Thing>,
}

/// All marks of a report; of two on the same words the one that belongs outside is first.
pub(super) fn marks(report: &CodedReport, anchors: Anchors) -> Vec<Mark> {
    let text = &report.document.text;
    let points = CodePoints::new(text);
    // Places outside the text are of no report the engine coded; their links then lead to its end.
    let end = Span::new(text.len(), text.len());
    let span = |at: Offsets| points.span(at).unwrap_or(end);
    let mut out: Vec<Mark> = Vec::new();
    for (i, s) in report.statements.iter().enumerate() {
        for (piece, content) in s.contents.iter().enumerate() {
            // Without a cue the first words said lead to the statement.
            let thing = (s.cue.is_none() && piece == 0).then_some(Thing::Statement(i));
            let id = anchors.content(i, piece);
            out.push(Mark { span: span(content.at), class: "statement said".to_string(), id, thing });
        }
    }
    for (i, s) in report.statements.iter().enumerate() {
        if let Some(cue) = &s.cue {
            let thing = Thing::Statement(i);
            let class = "statement cue".to_string();
            out.push(Mark { span: span(cue.at), class, id: anchors.words(thing), thing: Some(thing) });
        }
    }
    for (i, t) in report.ties.iter().enumerate() {
        let thing = Thing::Tie(i);
        out.push(Mark { span: span(t.anchor.at), class: tie_class(t), id: anchors.words(thing), thing: Some(thing) });
    }
    for (i, e) in report.events.iter().enumerate() {
        let thing = Thing::Event(i);
        let mark =
            Mark { span: span(e.trigger.at), class: event_class(e), id: anchors.words(thing), thing: Some(thing) };
        out.push(mark);
    }
    let parties = report.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).map(|p| p.at);
    let mentions = report.entities.iter().flat_map(|e| &e.mentions).map(|m| m.at);
    let names: BTreeSet<Offsets> = parties.chain(mentions).collect();
    for at in names {
        out.push(Mark { span: span(at), class: "name".to_string(), id: anchors.name(at), thing: None });
    }
    let amounts: BTreeSet<Offsets> = report.ties.iter().filter_map(|t| stated(report, t)).map(|q| q.at).collect();
    for at in amounts {
        out.push(Mark { span: span(at), class: "amount".to_string(), id: anchors.amount(at), thing: None });
    }
    out
}

/// Classes of an event, on its words and on its line.
pub(super) fn event_class(e: &EventRecord) -> String {
    let quad = e.quad.to_string().replace(' ', "-");
    format!("event {quad} type-{} status-{}", e.event_type.to_string().to_ascii_lowercase(), e.status)
}

/// Classes of a tie, on its words and on its line.
pub(super) fn tie_class(t: &TieRecord) -> String {
    format!("tie status-{}", t.status)
}

/// Classes of anything read from the report.
pub(super) fn class(report: &CodedReport, thing: Thing) -> String {
    match thing {
        Thing::Event(i) => event_class(&report.events[i]),
        Thing::Statement(_) => "statement".to_string(),
        Thing::Tie(i) => tie_class(&report.ties[i]),
    }
}

/// What it is called: an event's type and mode, a tie's kind.
pub(super) fn name(report: &CodedReport, thing: Thing) -> String {
    match thing {
        Thing::Event(i) => wording::deed(&report.events[i]),
        Thing::Statement(_) => "statement".to_string(),
        Thing::Tie(i) => wording::kind(report.ties[i].kind),
    }
}

/// The amount a tie's value was read from: the first of its sentence that says as much.
pub(super) fn stated<'r>(report: &'r CodedReport, tie: &TieRecord) -> Option<&'r QuantityRecord> {
    let value = tie.value.as_ref()?;
    report.quantities.iter().find(|q| {
        q.amount == value.amount
            && q.unit == value.unit
            && tie.evidence.start <= q.at.start
            && q.at.end <= tie.evidence.end
    })
}
