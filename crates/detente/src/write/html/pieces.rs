//! Overlapping marks on a text, cut so that they nest as elements of a page must.
//!
//! Marks overlap as they like: an event stands inside a statement, a statement's end cuts a name, a quotation runs over
//! paragraphs. Where a mark ends inside another that began after it, the later one is closed and opened again; at the
//! end of a paragraph all are closed, and those that go on are opened again in the next.

use crate::text::Span;

/// Marks open at one place, at most. One more keeps its anchor and its note but wraps no words: browsers stop nesting
/// at some hundreds of elements.
const DEEPEST: usize = 40;

/// The next thing to write, front to back. The texts together are the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph begins.
    Paragraph,
    /// It ends; no mark is open.
    ParagraphEnd,
    /// Some words.
    Text(Span),
    /// A mark's element begins.
    Open {
        /// Number of the mark.
        mark: usize,
        /// False when it goes on after a cut.
        first: bool,
    },
    /// The element that was opened last ends.
    Close,
    /// All of a mark has been written.
    Done {
        /// Number of the mark.
        mark: usize,
    },
}

/// Cuts `text`, with `paragraphs` in order, at the ends of `marks`. Of marks that begin at the same place the longer is
/// outside, of equal ones the earlier in the list.
pub(super) fn pieces(text: &str, paragraphs: &[Span], marks: &[Span]) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&m| (marks[m].start, std::cmp::Reverse(marks[m].end), m));
    let mut cutter = Cutter { marks, order, next: 0, open: Vec::new(), at: 0, out: Vec::new() };
    for (i, paragraph) in paragraphs.iter().enumerate() {
        cutter.text_to(paragraph.start);
        let resumes = paragraphs.get(i + 1).map_or(text.len(), |p| p.start);
        cutter.paragraph(*paragraph, resumes);
    }
    // Marks behind the last paragraph stand on nothing but white space.
    cutter.begin_to(text.len());
    cutter.end_to(text.len());
    cutter.text_to(text.len());
    cutter.out
}

struct Cutter<'m> {
    marks: &'m [Span],
    /// Marks in the order in which they begin.
    order: Vec<usize>,
    /// How many have begun.
    next: usize,
    /// Marks that are open, outermost first.
    open: Vec<usize>,
    at: usize,
    out: Vec<Piece>,
}

impl Cutter<'_> {
    fn paragraph(&mut self, paragraph: Span, resumes: usize) {
        self.out.push(Piece::Paragraph);
        self.out.extend(self.open.iter().map(|&mark| Piece::Open { mark, first: false }));
        while self.at < paragraph.end {
            self.begin_to(self.at);
            self.end_to(self.at);
            let begins = self.order.get(self.next).map(|&m| self.marks[m].start);
            let ends = self.open.iter().map(|&m| self.marks[m].end).min();
            let next = begins.into_iter().chain(ends).fold(paragraph.end, usize::min);
            self.text_to(next);
            self.end_to(self.at);
        }
        // What ends before the next paragraph begins is done here.
        let mut going_on = Vec::new();
        while let Some(mark) = self.open.pop() {
            self.out.push(Piece::Close);
            if self.marks[mark].end <= resumes {
                self.out.push(Piece::Done { mark });
            } else {
                going_on.push(mark);
            }
        }
        going_on.reverse();
        self.open = going_on;
        self.out.push(Piece::ParagraphEnd);
    }

    fn text_to(&mut self, end: usize) {
        if self.at < end {
            self.out.push(Piece::Text(Span::new(self.at, end)));
            self.at = end;
        }
    }

    /// Opens every mark that begins at or before `place`.
    fn begin_to(&mut self, place: usize) {
        while let Some(&mark) = self.order.get(self.next).filter(|&&m| self.marks[m].start <= place) {
            self.next += 1;
            self.out.push(Piece::Open { mark, first: true });
            if self.open.len() < DEEPEST {
                self.open.push(mark);
            } else {
                self.out.extend([Piece::Close, Piece::Done { mark }]);
            }
        }
    }

    /// Closes every mark that ends at or before `place`.
    fn end_to(&mut self, place: usize) {
        let ended = |m: &usize| self.marks[*m].end <= place;
        let Some(outermost) = self.open.iter().position(ended) else { return };
        let inner = self.open.split_off(outermost);
        let mut going_on = Vec::new();
        for &mark in inner.iter().rev() {
            self.out.push(Piece::Close);
            if self.marks[mark].end <= place {
                self.out.push(Piece::Done { mark });
            } else {
                going_on.push(mark);
            }
        }
        for mark in going_on.into_iter().rev() {
            self.out.push(Piece::Open { mark, first: false });
            self.open.push(mark);
        }
    }
}

/// The paragraphs of a text: what stands between blank lines, without the white space around it.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut after_blank = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.is_empty() {
            after_blank = true;
        } else {
            let end = at + words.len();
            match out.last_mut() {
                Some(open) if !after_blank => open.end = end,
                _ => out.push(Span::new(at, end)),
            }
            after_blank = false;
        }
        at += line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pieces as text: `{0` opens mark 0, `{+0` goes on with it, `}` closes, `#0` is done with it.
    fn drawn(text: &str, marks: &[(usize, usize)]) -> String {
        let marks: Vec<Span> = marks.iter().map(|&(a, b)| Span::new(a, b)).collect();
        let draw = |piece: Piece| match piece {
            Piece::Paragraph => "<".to_string(),
            Piece::ParagraphEnd => ">".to_string(),
            Piece::Text(span) => span.of(text).to_string(),
            Piece::Open { mark, first: true } => format!("{{{mark}"),
            Piece::Open { mark, first: false } => format!("{{+{mark}"),
            Piece::Close => "}".to_string(),
            Piece::Done { mark } => format!("#{mark}"),
        };
        pieces(text, &paragraphs(text), &marks).into_iter().map(draw).collect()
    }

    #[test]
    fn what_nests_is_nested_and_what_crosses_is_cut() {
        assert_eq!(drawn("abcd", &[(1, 2), (0, 3)]), "<{1a{0b}#0c}#1d>");
        assert_eq!(drawn("abcd", &[(0, 2), (1, 3)]), "<{0a{1b}}#0{+1c}#1d>");
        assert_eq!(drawn("abcd", &[(1, 3), (1, 3)]), "<a{0{1bc}#1}#0d>");
        assert_eq!(drawn("ab", &[(1, 1), (2, 2)]), "<a{0}#0b>{1}#1");
    }

    #[test]
    fn a_mark_over_paragraphs_has_a_piece_in_each() {
        assert_eq!(drawn("ab\n\ncd\n", &[(1, 5)]), "<a{0b}>\n\n<{+0c}#0d>\n");
        assert_eq!(drawn("ab\n\ncd", &[(1, 4), (3, 5)]), "<a{0b}#0>\n\n<{1c}#1d>");
        assert_eq!(drawn(" \n", &[(0, 1)]), "{0}#0 \n");
    }

    #[test]
    fn marks_beyond_the_deepest_keep_their_anchor() {
        let text = "word ".repeat(100);
        let marks: Vec<Span> = (0..100).map(|i| Span::new(i, text.len() - 1 - i)).collect();
        let (mut depth, mut deepest, mut done) = (0usize, 0, 0);
        for piece in pieces(&text, &paragraphs(&text), &marks) {
            match piece {
                Piece::Open { .. } => depth += 1,
                Piece::Close => depth -= 1,
                Piece::Done { .. } => done += 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert_eq!((deepest, done), (DEEPEST + 1, 100));
    }

    proptest! {
        #[test]
        fn every_mark_is_opened_once_covers_its_words_and_is_done_once(
            text in "[ab \n]{0,40}",
            ends in prop::collection::vec((0usize..41, 0usize..41), 0..12),
        ) {
            let marks: Vec<Span> = ends
                .iter()
                .map(|&(a, b)| (a.min(text.len()), b.min(text.len())))
                .map(|(a, b)| Span::new(a.min(b), a.max(b)))
                .collect();
            let paragraphs = paragraphs(&text);
            let mut open: Vec<usize> = Vec::new();
            let mut covered = vec![String::new(); marks.len()];
            let mut begun = vec![0; marks.len()];
            let mut done = vec![0; marks.len()];
            let (mut whole, mut inside) = (String::new(), false);
            for piece in pieces(&text, &paragraphs, &marks) {
                match piece {
                    Piece::Paragraph | Piece::ParagraphEnd => {
                        prop_assert!(open.is_empty());
                        inside = !inside;
                    }
                    Piece::Text(span) => {
                        whole.push_str(span.of(&text));
                        open.iter().for_each(|&m: &usize| covered[m].push_str(span.of(&text)));
                    }
                    Piece::Open { mark, first } => {
                        begun[mark] += usize::from(first);
                        prop_assert!(begun[mark] == 1 && done[mark] == 0 && !open.contains(&mark));
                        open.push(mark);
                    }
                    Piece::Close => prop_assert!(open.pop().is_some()),
                    Piece::Done { mark } => {
                        done[mark] += 1;
                        prop_assert!(!open.contains(&mark));
                    }
                }
            }
            prop_assert!(open.is_empty() && !inside);
            prop_assert_eq!(&whole, &text);
            prop_assert!(begun.iter().chain(&done).all(|&n| n == 1));
            for (mark, words) in marks.iter().zip(&covered) {
                // Blank lines between paragraphs belong to no mark.
                let of_paragraphs: String = paragraphs
                    .iter()
                    .filter_map(|p| {
                        let (a, b) = (mark.start.max(p.start), mark.end.min(p.end));
                        (a < b).then(|| Span::new(a, b).of(&text))
                    })
                    .collect();
                prop_assert_eq!(words, &of_paragraphs);
            }
        }
    }
}
