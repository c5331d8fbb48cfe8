//! Who says what: a statement for every attribution that has a content.

use super::Report;
use super::attribution::speakers;
use super::events::CodedEvent;
use super::quotation::{quoted, quoted_spans};
use super::ties::CodedTie;
use crate::record::StatementRecord;
use crate::text::Span;

pub(crate) fn code(report: &Report, events: &[CodedEvent], ties: &[CodedTie]) -> Vec<StatementRecord> {
    let text = &report.document.text;
    let quotes = quoted_spans(text);
    let mut attributions: Vec<_> = report.annotation.attributions.iter().filter(|a| !a.contents.is_empty()).collect();
    attributions.sort_by_key(|a| (a.contents[0].start.min(a.cue.start), a.cue));
    let coded = attributions.into_iter().enumerate().map(|(n, a)| {
        let inside = |span: Span| a.contents.iter().any(|c| c.contains(span));
        // The longest piece stands for the content; all pieces are in `contents`.
        let content = a.contents.iter().copied().fold(a.contents[0], |b, c| if c.len() > b.len() { c } else { b });
        let mut about: Vec<usize> = (0..report.annotation.mentions.len())
            .filter(|&m| inside(report.annotation.mentions[m].span))
            .flat_map(|m| report.resolution.mention_entities[m].iter().copied())
            .collect();
        about.sort_unstable();
        about.dedup();
        StatementRecord {
            id: report.id("st", n),
            speakers: speakers(report, a),
            cue: Some(report.words(a.cue)),
            sentence: report.at(report.sentence(a.cue)),
            content: report.words(content),
            contents: a.contents.iter().map(|c| report.words(*c)).collect(),
            quoted: quoted(text, content, &quotes),
            about: about.into_iter().map(Report::entity_id).collect(),
            events: events.iter().filter(|e| inside(e.trigger)).map(|e| e.record.id.clone()).collect(),
            ties: ties.iter().filter(|t| inside(t.anchor)).map(|t| t.record.id.clone()).collect(),
        }
    });
    coded.collect()
}
