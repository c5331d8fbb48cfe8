//! From sentences to the pieces a model reads at once.

use std::ops::Range;

use super::{Layout, Zone};

/// Groups sentences into passages of at most `limit` word pieces; `count_pieces` counts those of sentence `i`.
///
/// Returns ranges of indices into [`Layout::sentences`], in order. A passage holds consecutive sentences of one zone;
/// only headline and body are read, so by-lines and boilerplate are in no passage. A sentence longer than the limit is
/// a passage of its own. A passage that is more than two thirds full ends with its paragraph.
///
/// ```
/// use detente::split::{passages, split};
/// let text = "Talks go on\n\nOne two three. Four five six. Seven eight nine ten.";
/// let layout = split(text);
/// let words = |i: usize| layout.sentences[i].span.of(text).split_whitespace().count();
/// assert_eq!(passages(&layout, words, 6), [0..1, 1..3, 3..4]);
/// ```
pub fn passages(layout: &Layout, count_pieces: impl Fn(usize) -> usize, limit: usize) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut pieces = 0usize;
    for (i, sentence) in layout.sentences.iter().enumerate() {
        if !matches!(sentence.zone, Zone::Headline | Zone::Body) {
            continue;
        }
        let count = count_pieces(i);
        if let Some(open) = passages.last_mut()
            && open.end == i
            && let Some(before) = layout.sentences.get(i.wrapping_sub(1))
            && before.zone == sentence.zone
        {
            let nearly_full = pieces.saturating_mul(3) > limit.saturating_mul(2);
            let fits = pieces.saturating_add(count) <= limit;
            if fits && !(nearly_full && before.paragraph != sentence.paragraph) {
                open.end = i + 1;
                pieces += count;
                continue;
            }
        }
        passages.push(i..i + 1);
        pieces = count;
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::super::split;
    use super::*;

    fn by_words(text: &str, layout: &Layout, limit: usize) -> Vec<Range<usize>> {
        passages(layout, |i| layout.sentences[i].span.of(text).split_whitespace().count(), limit)
    }

    #[test]
    fn by_lines_and_boilerplate_are_in_no_passage() {
        let text = "Talks go on in Geneva\nBy JANE DOE\n\nOne two three. Four five.\n\nAdvertisement\n\nSix seven.\n\n(Reporting by Jane Doe)";
        let layout = split(text);
        let found = by_words(text, &layout, 100);
        let read: Vec<Vec<&str>> =
            found.iter().map(|r| layout.sentences[r.clone()].iter().map(|s| s.span.of(text)).collect()).collect();
        assert_eq!(read, [vec!["Talks go on in Geneva"], vec!["One two three.", "Four five."], vec!["Six seven."]]);
    }

    #[test]
    fn limits_hold_and_full_passages_end_with_a_paragraph() {
        let text = "One two three four. Five six seven.\n\nEight nine. Ten.\n\nEleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one.";
        let layout = split(text);
        // Seven of ten words are more than two thirds: the next paragraph begins a passage though it would fit.
        assert_eq!(by_words(text, &layout, 10), [0..2, 2..4, 4..5]);
        // Seven of eleven are not.
        assert_eq!(by_words(text, &layout, 11), [0..4, 4..5]);
        assert_eq!(by_words(text, &layout, 0).len(), 5);
    }
}
