//! From sentences to what the model reads at once.

use super::{Layout, Zone};

/// Sentences that are read at once, and those before them that are read with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Sentences of the passage before, read again so that what refers to them is understood; they are recorded there.
    pub before: Vec<usize>,
    /// The passage's own sentences, as indices into [`Layout::sentences`].
    pub own: Vec<usize>,
}

/// Groups sentences into passages of at most `limit` word pieces, of which at most `before` are of sentences read again;
/// `count_pieces` counts those of sentence `i`.
///
/// Only headline and body are read: by-lines and boilerplate are in no passage. A sentence longer than the limit is a passage
/// of its own. What does not fit into one passage is shared out evenly, and passages end with a paragraph where they can.
///
/// ```
/// use detente::split::{passages, split};
/// let text = "Talks go on\n\nOne two three. Four five six. Seven eight nine ten.";
/// let layout = split(text);
/// let words = |i: usize| layout.sentences[i].span.of(text).split_whitespace().count();
/// let found = passages(&layout, words, 10, 3);
/// assert_eq!((&found[0].own, &found[1].own), (&vec![0, 1, 2], &vec![3]));
/// assert_eq!(found[1].before, [2]);
/// assert_eq!(passages(&layout, words, 20, 3).len(), 1);
/// ```
pub fn passages(layout: &Layout, count_pieces: impl Fn(usize) -> usize, limit: usize, before: usize) -> Vec<Passage> {
    let read = |i: &usize| matches!(layout.sentences[*i].zone, Zone::Headline | Zone::Body);
    let sentences: Vec<usize> = (0..layout.sentences.len()).filter(read).collect();
    let counts: Vec<usize> = sentences.iter().map(|&i| count_pieces(i)).collect();
    let mut rest: usize = counts.iter().sum();
    let mut passages = Vec::new();
    let mut next = 0;
    while next < sentences.len() {
        let again = context(&counts[..next], before.min(limit.saturating_sub(counts[next])));
        let room = limit - counts[next - again..next].iter().sum::<usize>();
        let share = rest.div_ceil(rest.div_ceil(room.max(1)).max(1));
        let (mut end, mut pieces) = (next, 0);
        while let Some(count) = counts.get(end) {
            let ends_paragraph = end > next
                && layout.sentences[sentences[end - 1]].paragraph != layout.sentences[sentences[end]].paragraph;
            if end > next && (pieces + count > room || pieces >= share && ends_paragraph) {
                break;
            }
            pieces += count;
            end += 1;
        }
        passages.push(Passage { before: sentences[next - again..next].to_vec(), own: sentences[next..end].to_vec() });
        rest -= pieces;
        next = end;
    }
    passages
}

/// How many of the last sentences, whose pieces `counts` counts, fit into `room`.
fn context(counts: &[usize], room: usize) -> usize {
    let mut pieces = 0;
    let fits = |count: &&usize| {
        pieces += **count;
        pieces <= room
    };
    counts.iter().rev().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::super::split;
    use super::*;

    fn by_words(text: &str, layout: &Layout, limit: usize, before: usize) -> Vec<Passage> {
        passages(layout, |i| layout.sentences[i].span.of(text).split_whitespace().count(), limit, before)
    }

    #[test]
    fn by_lines_and_boilerplate_are_in_no_passage() {
        let text = "Talks go on in Geneva\nBy JANE DOE\n\nOne two three. Four five.\n\nAdvertisement\n\nSix seven.\n\n(Reporting by Jane Doe)";
        let layout = split(text);
        let found = by_words(text, &layout, 100, 10);
        let read: Vec<Vec<&str>> =
            found.iter().map(|p| p.own.iter().map(|&i| layout.sentences[i].span.of(text)).collect()).collect();
        assert_eq!(read, [vec!["Talks go on in Geneva", "One two three.", "Four five.", "Six seven."]]);
    }

    #[test]
    fn limits_hold_and_what_is_long_is_shared_out() {
        let text = "One two three four. Five six seven.\n\nEight nine. Ten.\n\nEleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one.";
        let layout = split(text);
        let own = |limit, before| by_words(text, &layout, limit, before).into_iter().map(|p| p.own).collect::<Vec<_>>();
        // 21 words in three parts are seven each, and the first paragraph has as many.
        assert_eq!(own(10, 0), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(own(20, 0), [vec![0, 1, 2, 3], vec![4]]);
        assert_eq!(own(0, 0).len(), 5);
        let again = by_words(text, &layout, 14, 3);
        assert_eq!((again.len(), &again[1].before), (2, &vec![2, 3]), "{again:?}");
    }
}
