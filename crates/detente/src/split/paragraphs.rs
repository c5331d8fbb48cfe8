//! From lines to paragraphs: undoes hard line breaks where a text has them.
//!
//! Some texts break lines at a column (wire copy, mail, old archives), in others a line is a paragraph. Which of the
//! two is decided once for the whole text, from how lines end and begin.

use super::lines::Line;
use super::{byline, dateline, words};
use crate::text::Span;

/// A line wider than this is a paragraph in itself: nobody breaks lines that late.
const WIDEST: u32 = 180;
/// A text whose lines are all shorter than this is a list or a poem, not broken prose.
const NARROWEST: u32 = 24;
/// White space that opens a paragraph, in columns beyond what every line has.
const INDENT: u32 = 2;
/// By-lines among a text's first lines stand alone even in broken text.
const TOP: usize = 8;

/// The paragraphs of a text, each without white space at its ends.
pub(super) fn paragraphs(text: &str, lines: &[Line]) -> Vec<Span> {
    let breaks = Breaks::of(text, lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    // Until the first sentence ends or the dateline comes, lines may be headline and by-lines.
    let mut at_top = true;
    for (i, line) in lines.iter().enumerate() {
        at_top = at_top && i <= TOP && !dateline::starts_here(text, line.span);
        match paragraphs.last_mut() {
            Some(open) if i > 0 && breaks.join(text, lines, i, at_top, *open) => open.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
        at_top = at_top && !words::ends_sentence(line.span.of(text));
    }
    paragraphs
}

/// How a text breaks its lines.
struct Breaks {
    /// The column at which lines are broken; `None` when a line is a paragraph.
    width: Option<u32>,
    /// White space that every line of the body has.
    indent: u32,
    /// True where paragraphs open with white space: a line without any goes on with the paragraph above it.
    indented: bool,
}

impl Breaks {
    fn of(text: &str, lines: &[Line]) -> Self {
        let widths: Vec<u32> = lines.iter().map(|l| width(l, text)).collect();
        let indent = common_indent(lines);
        let mut sorted = widths.clone();
        let nearly_widest = sorted.len() * 19 / 20;
        let wide = match sorted.len() {
            0 => 0,
            n => *sorted.select_nth_unstable(nearly_widest.min(n - 1)).1,
        };
        if !(NARROWEST..=WIDEST).contains(&wide) {
            return Self { width: None, indent, indented: false };
        }
        let (mut pairs, mut open, mut filled, mut lower) = (0usize, 0usize, 0usize, 0usize);
        for i in 1..lines.len() {
            let (above, line) = (&lines[i - 1], &lines[i]);
            if line.after_blank || line.indent >= indent + INDENT {
                continue;
            }
            // A list's lines end where its items do, whatever the column.
            if [above, line].iter().any(|line| Label::of(line.span.of(text)).is_some()) {
                continue;
            }
            pairs += 1;
            if ends_paragraph(above.span.of(text)) {
                continue;
            }
            open += 1;
            if is_filled(widths[i - 1], line.span.of(text), wide) {
                filled += 1;
                lower += usize::from(!starts_upper(line.span.of(text)));
            }
        }
        // Broken prose: most lines end in mid-sentence, because the next word would not have fitted; and many begin
        // with a small letter, unless there are none.
        let broken = pairs > 0
            && open * 2 >= pairs
            && filled * 10 >= open * 6
            && (lower * 10 >= filled * 3 || (pairs >= 3 && words::is_upper_case(words::head(text, 4096))));
        let opened = lines.iter().skip(1).filter(|l| !l.after_blank && l.indent >= indent + INDENT).count();
        Self { width: broken.then_some(wide), indent, indented: opened >= 2 }
    }

    /// True when line `i` continues the paragraph of the line above it, which is the last of the paragraph `open`.
    fn join(&self, text: &str, lines: &[Line], i: usize, at_top: bool, open: Span) -> bool {
        let (above, line) = (&lines[i - 1], &lines[i]);
        if line.after_blank {
            return false;
        }
        let (before, after) = (above.span.of(text), line.span.of(text));
        let Some(wide) = self.width else {
            return Label::of(after).is_none()
                && continues(before, after)
                && !stands_alone(before)
                && !stands_alone(after);
        };
        if line.indent >= self.indent + INDENT {
            return false;
        }
        // A dash or number that came to stand at the start of a line is none of a list: there, the line above ends its
        // item, or the item has the same label.
        if let Some(label) = Label::of(after)
            && (label == Label::Dot || ends_paragraph(before) || Label::of(open.of(text)) == Some(label))
        {
            return false;
        }
        let filled = is_filled(width(above, text), after, wide);
        if (at_top || !filled || ends_paragraph(before)) && (stands_alone(before) || stands_alone(after)) {
            return false;
        }
        if dateline::starts_here(text, line.span) {
            return false;
        }
        if filled || self.indented && !ends_paragraph(before) {
            return true;
        }
        !ends_paragraph(before) && Label::of(after).is_none() && (!starts_upper(after) || before.ends_with([',', ';']))
    }
}

/// Characters of the line; more than [`WIDEST`] are not counted out.
fn width(line: &Line, text: &str) -> u32 {
    let counted = line.span.of(text).chars().take(WIDEST as usize + 1).count();
    u32::try_from(counted).unwrap_or(u32::MAX)
}

/// White space before nine of ten lines: a text may be indented as a whole.
fn common_indent(lines: &[Line]) -> u32 {
    let mut indents: Vec<u32> = lines.iter().map(|l| l.indent).collect();
    let tenth = indents.len() / 10;
    if indents.is_empty() {
        return 0;
    }
    *indents.select_nth_unstable(tenth).1
}

/// True when the first word of `next` would not have fitted on the line above.
fn is_filled(width: u32, next: &str, wide: u32) -> bool {
    let word = next.split_whitespace().next().map_or(0, |w| w.chars().take(wide as usize).count());
    width + 1 + u32::try_from(word).unwrap_or(wide) >= wide - wide / 8
}

/// True when the line may be a paragraph's last.
fn ends_paragraph(line: &str) -> bool {
    words::ends_sentence(line) || line.ends_with(':')
}

/// In a text that keeps paragraphs on one line, a break in mid-sentence is a slip: "He said⏎that he would", "expelled the⏎
/// Russian envoy".
fn continues(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    after.starts_with(|c: char| c.is_lowercase()) && before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        || words::opens_phrase(last)
}

fn starts_upper(line: &str) -> bool {
    line.trim_start_matches(words::is_opener).starts_with(|c: char| c.is_uppercase())
}

/// True for a line that opens with the mark or number of a list.
pub(super) fn is_item(line: &str) -> bool {
    Label::of(line).is_some()
}

/// What a list's line opens with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// "• item": a mark of lists and nothing else.
    Dot,
    /// "- item".
    Dash,
    /// "3. item", "(b) item", "iv) item".
    Number,
}

impl Label {
    fn of(line: &str) -> Option<Self> {
        if line.starts_with(['•', '‣', '◦', '●', '▪', '■', '·', '►', '▸', '→', '➤', '✓']) {
            return Some(Self::Dot);
        }
        let first = line.split_whitespace().next()?;
        if matches!(first, "-" | "--" | "–" | "—" | "*" | "+") {
            return Some(Self::Dash);
        }
        let label = first.trim_start_matches('(').trim_end_matches(['.', ')']);
        let numbers = label.len() < first.len()
            && !label.is_empty()
            && (label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit())
                || label.len() == 1 && label.bytes().all(|b| b.is_ascii_alphabetic())
                || is_roman(label));
        numbers.then_some(Self::Number)
    }
}

/// "ii", "XIV": a list's numbers, in one case.
fn is_roman(label: &str) -> bool {
    label.len() <= 5 && (label.bytes().all(|b| b"ivx".contains(&b)) || label.bytes().all(|b| b"IVX".contains(&b)))
}

/// By-lines, time stamps and rules do not run on.
fn stands_alone(line: &str) -> bool {
    byline::is_byline(line) || !words::head(line, 400).contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let flat = |s: &Span| s.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        paragraphs(text, &lines(text)).iter().map(flat).collect()
    }

    #[test]
    fn wire_copy_is_joined_and_parted_by_its_indents() {
        let text = "MINISTERS AGREE ON GRAIN\n    GENEVA, March 11 - Ministers of nine countries said they\nwould open their ports to grain from the region, and asked\nthe others to follow.\n    \"We hope so,\" one of them said of the plan that the eleven\nstates had refused.\n Reuter\n";
        assert_eq!(
            found(text),
            [
                "MINISTERS AGREE ON GRAIN",
                "GENEVA, March 11 - Ministers of nine countries said they would open their ports to grain from the region, and asked the others to follow.",
                "\"We hope so,\" one of them said of the plan that the eleven states had refused.",
                "Reuter",
            ]
        );
    }

    #[test]
    fn blank_lines_part_broken_text_that_is_indented_as_a_whole() {
        let text = "    The ministers said on Monday that the talks would\n    go on until the end of the week in the capital.\n\n    Nobody else spoke of it, and the other side said\n    that it was early.\n";
        assert_eq!(found(text).len(), 2);
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_long() {
        let first = "The ministers agreed to meet. ".repeat(9);
        let text = format!("Talks go on\n{first}\nShort one.\nAnother paragraph that goes on for a while, and ends.\n");
        assert_eq!(found(&text).len(), 4);
    }

    #[test]
    fn short_lines_of_headings_and_handles_are_not_prose() {
        assert_eq!(found("Putin Visits Beijing For Talks\nHe met Xi on Monday.").len(), 2);
        assert_eq!(
            found("Leaders meet again\nLeaders meet again\n@reporter \"A Column\"\n\nThey met on Monday.").len(),
            4
        );
        assert_eq!(found("Bread\nMilk\nFresh eggs\nPotatoes from the market").len(), 4);
    }

    #[test]
    fn a_slip_in_mid_sentence_is_joined() {
        let long = "The ministers agreed to meet. ".repeat(9);
        assert_eq!(found(&format!("{long}\nHe said that the delegation,\nwhich had left, would return.")).len(), 2);
    }

    #[test]
    fn a_short_first_line_goes_on_where_paragraphs_are_indented() {
        let text = "The ministers of Norway, Sweden and\nDenmark said on Monday that they would open the ports of the\nnorth to grain and asked the other states to follow.\n    They left the capital in the evening and did not speak to\nthe press that had waited for them.\n    Talks go on in the spring of next year at the same place as\nbefore.";
        assert_eq!(found(text).len(), 3);
        assert!(found(text)[0].starts_with("The ministers of Norway, Sweden and Denmark said"));
    }

    #[test]
    fn two_lines_of_one_sentence_are_joined() {
        let text = "France said on Monday that it had expelled two envoys of the\nRussian embassy over the attack.";
        assert_eq!(found(text).len(), 1);
        assert_eq!(found("What the war is good for\nThe ministers met on Monday.").len(), 2);
    }

    #[test]
    fn lists_of_short_lines_are_not_broken_prose() {
        for list in [
            "- Russia closes its ports to grain\n- Turkey asks for talks on it\nNobody else spoke of it.",
            "1. Britain expels two of the envoys\n2. France recalls its own\n3. Italy waits for the others",
            "• grain leaves the port of Odesa\n• ships wait at the strait\nThe ministers meet again.",
            "a) grain leaves the port of Odesa\nb) ships wait at the strait\nc) ministers meet again",
            "i. grain leaves the port of Odesa\nii. ships wait at the strait\niii. ministers meet again",
        ] {
            assert_eq!(found(list).len(), 3, "{list}");
        }
    }

    #[test]
    fn items_of_broken_text_begin_lines_even_where_lines_are_full() {
        let text = "The two sides agreed on a plan that has the following parts and\nthat will be signed before the end of the month in the capital:\n1. the ports of the north open to all ships that carry the grain\n2. all the prisoners go home before the feast that ends the week\n3. talks resume.";
        assert_eq!(found(text).len(), 4);
    }

    #[test]
    fn lists_in_broken_text_stay_lists() {
        let text = "The two sides agreed on a plan that has the following parts and\nthat will be signed before the end of the month in the capital:\n- ports open to grain ships,\n- prisoners go home,\n- talks resume.\nNone of these things had been expected by any of the people who\nwere in the room.";
        assert_eq!(found(text).len(), 5);
    }
}
