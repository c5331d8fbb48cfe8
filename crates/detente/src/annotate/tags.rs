//! From tag scores to spans: the most probable sequence that is well-formed.

/// Name and place of a tag head inside the encoder's output `tags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagHead {
    /// First column.
    pub offset: usize,
    /// Number of kinds: the head has one column for "outside" and two, begin and inside, for each kind.
    pub kinds: usize,
}

/// Words that a head tags as one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagged {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Index of its kind.
    pub kind: usize,
    /// Mean probability of the kind over its words.
    pub score: f32,
}

/// Decodes the words of a passage: `rows[w]` holds the head's scores (outside, begin₀, inside₀, begin₁, …) of word `w`.
///
/// Viterbi over begin–inside–outside tags, in which "inside" follows only "begin" or "inside" of its own kind.
pub fn decode(rows: &[&[f32]], kinds: usize) -> Vec<Tagged> {
    let n = 1 + 2 * kinds;
    let probabilities: Vec<Vec<f32>> = rows
        .iter()
        .map(|row| {
            let mut p = row.to_vec();
            super::dense::softmax(&mut p);
            p
        })
        .collect();
    let mut best: Vec<f32> = vec![0.0; n];
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for (w, p) in probabilities.iter().enumerate() {
        // The best way to arrive anywhere is the same for all tags that may follow any tag.
        let (from, top) = (0..n).fold((0, f32::NEG_INFINITY), |b, t| if best[t] > b.1 { (t, best[t]) } else { b });
        let mut next = vec![f32::NEG_INFINITY; n];
        let mut came = vec![from; n];
        for tag in 0..n {
            let log = p[tag].max(1e-30).ln();
            let inside = tag > 0 && tag % 2 == 0;
            if !inside {
                next[tag] = top + log;
            } else if w > 0 {
                let (begin, here) = (tag - 1, tag);
                came[tag] = if best[begin] >= best[here] { begin } else { here };
                next[tag] = best[came[tag]] + log;
            }
        }
        best = next;
        back.push(came);
    }
    let mut tags = vec![0; rows.len()];
    let mut tag = super::dense::argmax(&best);
    for w in (0..rows.len()).rev() {
        tags[w] = tag;
        tag = back[w][tag];
    }
    let mut out: Vec<Tagged> = Vec::new();
    for (w, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let kind = (tag - 1) / 2;
        let score = probabilities[w][1 + 2 * kind] + probabilities[w][2 + 2 * kind];
        match out.last_mut() {
            Some(last) if tag % 2 == 0 && last.end == w && last.kind == kind => {
                let n = (w - last.start) as f32;
                last.score = (last.score * n + score) / (n + 1.0);
                last.end = w + 1;
            }
            _ => out.push(Tagged { start: w, end: w + 1, kind, score }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_without_begin_is_never_chosen() {
        // outside, begin, inside of one kind: the first word would like to be inside.
        let rows: [&[f32]; 3] = [&[0.0, 1.0, 5.0], &[0.0, 0.0, 4.0], &[3.0, 0.0, 0.0]];
        let spans = decode(&rows, 1);
        assert_eq!(spans.len(), 1);
        assert_eq!((spans[0].start, spans[0].end, spans[0].kind), (0, 2, 0));
    }

    #[test]
    fn neighbours_of_one_kind_stay_apart() {
        let rows: [&[f32]; 2] = [&[0.0, 5.0, 0.0], &[0.0, 5.0, 1.0]];
        assert_eq!(decode(&rows, 1).len(), 2);
        assert!(decode(&[], 3).is_empty());
    }
}
