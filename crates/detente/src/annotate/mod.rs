//! From sentences to what the model reads in them: mentions, triggers, roles, attributions, ties, coreference.
//!
//! One encoder pass a passage ([`encoder`]), then light heads on its vectors ([`heads`], [`passage`]). The model is
//! part of the program ([`Model::shipped`]); the same report always gives the same annotation.

mod contents;
mod dense;
pub mod encoder;
mod heads;
mod labels;
pub mod own;
mod pairs;
mod passage;
mod pieces;
mod roles;
mod tags;

use crate::ordered;
use crate::split::{Layout, Sentence, Zone, passages, split};
use encoder::{Encode, OnnxEncoder};
use heads::Heads;
use labels::Labels;
use own::OwnTypes;
use pieces::{PieceCutter, Pieces};
use std::num::NonZeroUsize;
use std::sync::{Arc, LazyLock};
use xxhash_rust::xxh3::xxh3_64;

use crate::ontology::{Context, EventType, MentionKind, Mode, Status, TieKind, Trend};
use crate::text::Span;

/// Everything the model read in one report, in order of position.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Annotation {
    /// Mentions; they do not overlap.
    pub mentions: Vec<Mention>,
    /// Event triggers; they do not overlap one another.
    pub triggers: Vec<Trigger>,
    /// Deeds of the user's own types where the reader sees none itself, apart so that nothing else is read otherwise for them.
    pub own_triggers: Vec<Trigger>,
    /// Anchors of ties; they do not overlap one another.
    pub anchors: Vec<Anchor>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
}

/// Words that name or refer to something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where, without article and possessive 's.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Probability.
    pub score: f32,
    /// Earlier mentions (indices into [`Annotation::mentions`]) it may refer to, most probable first, with probability.
    pub antecedents: Vec<(usize, f32)>,
}

/// A mention's part in an event or tie, with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Filler {
    /// Index into [`Annotation::mentions`].
    pub mention: usize,
    /// Probability.
    pub score: f32,
}

/// Words that name a deed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// Where.
    pub span: Span,
    /// Type and its probability.
    pub kind: EventType,
    /// Probability of trigger and type.
    pub score: f32,
    /// Mode, if the words say it.
    pub mode: Option<Mode>,
    /// Contexts, most probable first.
    pub contexts: Vec<(Context, f32)>,
    /// Status.
    pub status: Status,
    /// Probability of the status.
    pub status_score: f32,
    /// Everybody who may have done it, most probable first: several mentions of one may share its probability.
    pub actors: Vec<Filler>,
    /// Everybody it may have been done to, likewise.
    pub recipients: Vec<Filler>,
    /// Where it happened.
    pub places: Vec<Filler>,
    /// When it happened.
    pub times: Vec<Filler>,
    /// How much or many.
    pub quantities: Vec<Filler>,
    /// With or about which goods.
    pub goods: Vec<Filler>,
    /// The user's own types that it is of, with probabilities.
    pub own: Vec<(Arc<str>, f32)>,
}

/// A mention of a side that is meant for sure has this probability at least, …
const LIKELY: f32 = 0.3;
/// … and this share of the first's.
const NEARLY: f32 = 0.7;

impl Trigger {
    /// The mentions that the text most likely means as who did it. What is coded is chosen later, when it is known which
    /// mentions are one (`code/participants.rs`).
    pub fn likely_actors(&self) -> &[Filler] {
        likely(&self.actors)
    }

    /// The mentions that the text most likely means as whom it was done to.
    pub fn likely_recipients(&self) -> &[Filler] {
        likely(&self.recipients)
    }
}

/// Those of `fillers`, most probable first, that are likely and nearly as probable as the first.
fn likely(fillers: &[Filler]) -> &[Filler] {
    let least = LIKELY.max(NEARLY * fillers.first().map_or(0.0, |f| f.score));
    &fillers[..fillers.partition_point(|f| f.score >= least)]
}

/// Words that name a state of affairs between two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// Where.
    pub span: Span,
    /// Kind of the tie.
    pub kind: TieKind,
    /// Probability.
    pub score: f32,
    /// How it moves.
    pub trend: Option<Trend>,
    /// Whether it holds.
    pub status: Status,
    /// True when it goes both ways.
    pub mutual: bool,
    /// One side.
    pub from: Vec<Filler>,
    /// The other side.
    pub to: Vec<Filler>,
    /// Values.
    pub values: Vec<Filler>,
    /// Periods.
    pub periods: Vec<Filler>,
    /// Goods.
    pub goods: Vec<Filler>,
}

/// Who is said to say what, by which words.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Words of each source.
    pub sources: Vec<Span>,
    /// The cue.
    pub cue: Span,
    /// What is said, in one or more pieces.
    pub contents: Vec<Span>,
    /// Probability.
    pub score: f32,
}

impl Attribution {
    /// Drops sources in other sentences than the cue's where that sentence has one: "…, officials said. Bonn demanded …"
    /// has one speaker each.
    fn keep_sources_beside_cue(&mut self, layout: &Layout) {
        let Some(sentence) = layout.sentence_at(self.cue.start) else { return };
        if self.sources.iter().any(|s| s.overlaps(sentence.span)) {
            self.sources.retain(|s| s.overlaps(sentence.span));
        }
    }
}

/// A word with what the encoder says of it.
#[derive(Debug, Clone)]
pub(crate) struct WordVector {
    /// Where.
    pub span: Span,
    /// Its vector.
    pub vector: Vec<f32>,
    /// Probability that it names a deed of each type.
    pub types: Vec<(EventType, f32)>,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A part of it is not what the engine expects.
    #[error("the model's {part} cannot be used: {reason}")]
    Broken {
        /// Encoder, heads, tokenizer or labels.
        part: &'static str,
        /// What is wrong.
        reason: String,
    },
}

/// The reader: encoder, heads and labels.
pub struct Model {
    cutter: PieceCutter,
    encoder: Box<dyn Encode>,
    heads: Heads,
    labels: Labels,
}

/// Longest passage in word pieces, `[CLS]` and `[SEP]` included; the model is trained on passages of this length.
pub const PASSAGE_PIECES: usize = 512;
/// The same where a report is longer than one passage: attention costs more than it gives from there on.
const LONG_REPORT_PIECES: usize = 384;
/// Of them at most so many are of sentences read with the passage before already.
const READ_AGAIN: usize = 64;
/// A report of fewer passages is read on one thread: several reports at once make better use of the others.
const MANY_PASSAGES: usize = 8;

// The files of the shipped model.
pub(crate) static TOKENIZER: &[u8] = include_bytes!("../../../../model/tokenizer.json");
static ENCODER: &[u8] = include_bytes!("../../../../model/encoder.onnx");
static HEADS: &[u8] = include_bytes!("../../../../model/heads.safetensors");
static LABELS: &[u8] = include_bytes!("../../../../model/labels.json");

impl Model {
    /// Sixteen hexadecimal digits that stand for the shipped model: another model has others.
    pub fn fingerprint() -> String {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        [TOKENIZER, ENCODER, HEADS, LABELS].iter().for_each(|file| hash.update(file));
        format!("{:016x}", hash.digest())
    }

    /// The model that ships with the engine, loaded once.
    pub fn shipped() -> Result<&'static Model, ModelError> {
        static SHIPPED: LazyLock<Result<Model, ModelError>> = LazyLock::new(|| {
            Ok(Model {
                cutter: PieceCutter::new(TOKENIZER)?,
                encoder: Box::new(OnnxEncoder::new(ENCODER)?),
                heads: Heads::new(HEADS)?,
                labels: Labels::new(LABELS)?,
            })
        });
        SHIPPED
            .as_ref()
            .map_err(|ModelError::Broken { part, reason }| ModelError::Broken { part, reason: reason.clone() })
    }

    /// Reads a report: its body in passages of whole sentences, its headline apart. Boilerplate and by-lines are not read.
    pub fn annotate(&self, text: &str, layout: &Layout) -> Result<Annotation, ModelError> {
        self.annotate_with(text, layout, None, NonZeroUsize::MIN)
    }

    /// As [`Model::annotate`], with event types of the user's own beside those of PLOVER, and on `threads` threads where the
    /// report is long.
    pub fn annotate_with(
        &self,
        text: &str,
        layout: &Layout,
        own: Option<&OwnTypes>,
        threads: NonZeroUsize,
    ) -> Result<Annotation, ModelError> {
        let passages = self.passages(text, layout);
        let threads = if passages.len() < MANY_PASSAGES { NonZeroUsize::MIN } else { threads };
        let read = |Cut { pieces, own_from }: Cut| {
            let encoded = self.encoder.encode(&pieces.ids)?;
            Ok((passage::read(&pieces, &encoded, &self.heads, &self.labels, own), own_from))
        };
        let mut all = Annotation::default();
        ordered::for_each(passages.into_iter(), threads, read, |found| -> Result<(), ModelError> {
            let (later, own_from) = found?;
            all.append(later, own_from);
            Ok(())
        })?;
        for attribution in &mut all.attributions {
            attribution.keep_sources_beside_cue(layout);
            attribution.complete_contents(text, layout);
        }
        Ok(all)
    }

    /// Sixteen hexadecimal digits that stand for the encoder alone: heads learned on its vectors fit no other.
    pub fn encoder_fingerprint() -> &'static str {
        static OF_ENCODER: LazyLock<String> = LazyLock::new(|| format!("{:016x}", xxh3_64(ENCODER)));
        &OF_ENCODER
    }

    /// The words of a text with their vectors, passage by passage as in [`Model::annotate`].
    pub(crate) fn words(&self, text: &str) -> Result<Vec<WordVector>, ModelError> {
        let mut out = Vec::new();
        for Cut { pieces, own_from } in self.passages(text, &split(text)) {
            let encoded = self.encoder.encode(&pieces.ids)?;
            let words = passage::word_vectors(&pieces, &encoded, &self.labels);
            out.extend(words.into_iter().filter(|word| word.span.start >= own_from));
        }
        Ok(out)
    }

    /// Probability of each event type for what `actor` does to `recipient` in `text`, most probable first.
    ///
    /// `None` stands for somebody the text does not name. Of a text longer than a passage the part around the two
    /// is read. Spans that cover no word are an error the caller should rule out; they count as `None`.
    pub fn classify(
        &self,
        text: &str,
        actor: Option<Span>,
        recipient: Option<Span>,
    ) -> Result<Vec<(EventType, f32)>, ModelError> {
        let whole = self.cutter.cut(text, Span::new(0, text.len()));
        let room = PASSAGE_PIECES - 2;
        let from = [actor, recipient].iter().flatten().filter_map(|s| whole.covering(*s)).map(|p| p.0).min();
        let skip = match from {
            Some(first) if whole.len() > room => first.saturating_sub(room / 4).min(whole.len() - room),
            _ => 0,
        };
        let pieces = Pieces::joined([&whole.cut(skip).1.cut(room).0]);
        let encoded = self.encoder.encode(&pieces.ids)?;
        let at = |span: Option<Span>| span.and_then(|s| pieces.covering(s));
        let scores = self.heads.pair(&encoded, at(actor), at(recipient));
        let mut out: Vec<_> = self.labels.types.iter().copied().zip(scores).collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(out)
    }

    /// The word pieces of each passage ([`crate::split::passages`]); a sentence longer than a passage is cut between pieces.
    fn passages(&self, text: &str, layout: &Layout) -> Vec<Cut> {
        let room = PASSAGE_PIECES - 2;
        let cut = |s: &Sentence| match s.zone {
            Zone::Headline | Zone::Body => self.cutter.cut(text, s.span),
            Zone::Byline | Zone::Boilerplate => Pieces::default(),
        };
        let cut: Vec<Pieces> = layout.sentences.iter().map(cut).collect();
        let mut out = Vec::new();
        let total: usize = cut.iter().map(Pieces::len).sum();
        let limit = if total <= room { room } else { LONG_REPORT_PIECES - 2 };
        for passage in passages(layout, |sentence| cut[sentence].len(), limit, READ_AGAIN) {
            // Only a sentence on its own can be too long.
            let mut rest;
            let mut parts: Vec<&Pieces> = passage.before.iter().chain(&passage.own).map(|&i| &cut[i]).collect();
            let mut own_from = layout.sentences[passage.own[0]].span.start;
            while let [long] = parts[..]
                && long.len() > room
            {
                let (head, tail) = long.cut(room);
                out.push(Cut { pieces: Pieces::joined([&head]), own_from });
                rest = tail;
                own_from = rest.spans.first().map_or(own_from, |span| span.start);
                parts = vec![&rest];
            }
            out.push(Cut { pieces: Pieces::joined(parts), own_from });
        }
        out
    }
}

/// The word pieces of a passage.
struct Cut {
    pieces: Pieces,
    /// Byte from which on it is the passage's own; what stands before is read again.
    own_from: usize,
}

impl Annotation {
    /// Adds what was read in a later passage, but for what stands before `own_from`: there its mentions are those already here
    /// that share words with them.
    fn append(&mut self, mut later: Annotation, own_from: usize) {
        let (again, own): (Vec<Mention>, Vec<Mention>) =
            std::mem::take(&mut later.mentions).into_iter().partition(|m| m.span.start < own_from);
        let known = |m: &Mention| {
            let near = self.mentions.iter().enumerate().rev().take_while(|(_, k)| k.span.end > again[0].span.start);
            let same = near.filter(|(_, k)| k.span.overlaps(m.span));
            same.max_by_key(|(i, k)| (k.span == m.span, k.span.end.min(m.span.end), *i)).map(|(i, _)| i)
        };
        // Where each mention of the passage is among all.
        let mut place: Vec<Option<usize>> = again.iter().map(known).collect();
        place.extend((self.mentions.len()..).take(own.len()).map(Some));
        later.mentions = own;
        for mention in &mut later.mentions {
            mention.antecedents.retain_mut(|a| place[a.0].inspect(|&at| a.0 = at).is_some());
        }
        let is_own = |span: Span| span.start >= own_from;
        later.triggers.retain(|t| is_own(t.span));
        later.own_triggers.retain(|t| is_own(t.span));
        later.anchors.retain(|a| is_own(a.span));
        later.attributions.retain(|a| is_own(a.cue));
        let shift = |fillers: &mut Vec<Filler>| {
            fillers.retain_mut(|f| place[f.mention].inspect(|&at| f.mention = at).is_some());
        };
        for t in later.triggers.iter_mut().chain(&mut later.own_triggers) {
            [&mut t.actors, &mut t.recipients, &mut t.places, &mut t.times, &mut t.quantities, &mut t.goods]
                .into_iter()
                .for_each(shift);
        }
        for a in &mut later.anchors {
            [&mut a.from, &mut a.to, &mut a.values, &mut a.periods, &mut a.goods].into_iter().for_each(shift);
        }
        self.mentions.append(&mut later.mentions);
        self.triggers.append(&mut later.triggers);
        self.own_triggers.append(&mut later.own_triggers);
        self.anchors.append(&mut later.anchors);
        self.attributions.append(&mut later.attributions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;

    #[test]
    fn a_distant_second_is_not_likely() {
        let fillers = [0.9, 0.7, 0.5, 0.1].map(|score| Filler { mention: 0, score });
        assert_eq!(likely(&fillers).len(), 2);
        assert_eq!(likely(&fillers[2..]).len(), 1);
        assert!(likely(&fillers[3..]).is_empty() && likely(&[]).is_empty());
    }

    #[test]
    fn speakers_of_other_sentences_give_way_to_those_beside_the_cue() {
        let text = "Nobody knew, officials said. Bonn demanded an answer. Asked again, said nothing.";
        let layout = split(text);
        let at = |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).unwrap();
        let kept = |cue: &str| {
            let sources = vec![at("officials"), at("Bonn")];
            let mut said = Attribution { sources, cue: at(cue), contents: Vec::new(), score: 1.0 };
            said.keep_sources_beside_cue(&layout);
            said.sources.iter().map(|s| s.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(kept("demanded"), ["Bonn"]);
        assert_eq!(kept("said nothing"), ["officials", "Bonn"]);
    }
}
