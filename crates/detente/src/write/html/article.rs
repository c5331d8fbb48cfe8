//! One report on the page: its heading, its text with marks, and what was read from it.

use super::anchors::{Anchors, Thing, report as report_id};
use super::marks::{Mark, class, marks, name};
use super::pieces::{Piece, paragraphs, pieces};
use super::{lists, wording};
use crate::record::CodedReport;
use crate::text::Span;
use maud::{Markup, PreEscaped, html};

/// The article of the `number`th report, with `neighbours` at its end.
pub(super) fn article(report: &CodedReport, number: usize, neighbours: Option<Markup>) -> Markup {
    let anchors = Anchors { report: number };
    let d = &report.document;
    // A language that is no language tag would say nothing to a screen reader.
    let language = d.language.as_deref().filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    html! {
        article id=(report_id(number)) aria-labelledby=(anchors.title()) { "\n"
            header { "\n"
                h2 id=(anchors.title()) dir="auto" lang=[language] { (wording::title(report)) } "\n"
                p.facts {
                    (lists::facts(&wording::facts(report)))
                    @if let Some(url) = &d.url { " · " (address(url)) }
                } "\n"
                @for warning in &report.warnings { p.note { "Note: " bdi { (warning) } } "\n" }
            } "\n"
            div.text lang=[language] { (text(report, anchors)) } "\n"
            section.read aria-label=(format!("What was read from report {number}")) tabindex="0" { "\n"
                (lists::lists(report, anchors))
            } "\n"
            @if let Some(neighbours) = neighbours { (neighbours) }
        }
    }
}

/// Where the report was published, as a link if it is one that a browser may follow without running anything.
fn address(url: &str) -> Markup {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    html! {
        @if matches!(scheme.as_deref(), Some("http" | "https")) {
            a href=(url) rel="noopener noreferrer" { bdi { (url) } }
        } @else {
            bdi { (url) }
        }
    }
}

/// The text of the report, character for character, in paragraphs, its marks as nested elements.
fn text(report: &CodedReport, anchors: Anchors) -> Markup {
    let text = &report.document.text;
    let marks = marks(report, anchors);
    let spans: Vec<Span> = marks.iter().map(|m| m.span).collect();
    let mut out = String::with_capacity(text.len() * 2);
    for piece in pieces(text, &paragraphs(text), &spans) {
        match piece {
            Piece::Paragraph => out.push_str("<p dir=\"auto\">"),
            Piece::ParagraphEnd => out.push_str("</p>"),
            Piece::Text(span) => out.push_str(&html! { (span.of(text)) }.into_string()),
            // Classes and ids are this module's own words and numbers, nothing of the report's.
            Piece::Open { mark, first } => {
                let Mark { class, id, .. } = &marks[mark];
                let id = if first { format!(" id=\"{id}\"") } else { String::new() };
                out.push_str(&format!("<span class=\"{class}\"{id}>"));
            }
            Piece::Close => out.push_str("</span>"),
            Piece::Done { mark } => {
                if let Some(thing) = marks[mark].thing {
                    out.push_str(&note(report, anchors, thing).into_string());
                }
            }
        }
    }
    PreEscaped(out)
}

/// The link behind marked words. It has no text of its own: the article's words stay whole for search and copying, and
/// what is seen comes from the style sheet, what is heard from the label.
fn note(report: &CodedReport, anchors: Anchors, thing: Thing) -> Markup {
    let kind = match thing {
        Thing::Event(_) => "event: ",
        Thing::Statement(_) => "",
        Thing::Tie(_) => "tie: ",
    };
    let label = format!("{}, {kind}{}", thing.label(), name(report, thing));
    html! {
        a class=(format!("see {}", class(report, thing))) role="doc-noteref" href=(format!("#{}", anchors.line(thing)))
            data-number=(thing.label()) aria-label=(label) {}
    }
}
