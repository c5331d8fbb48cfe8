//! From sentences to what the model reads in them: mentions, triggers, roles, attributions, ties, coreference.

use crate::ontology::{Context, EventType, MentionKind, Mode, Status, TieKind, Trend};
use crate::text::Span;

/// Everything the model read in one report, in order of position.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Annotation {
    /// Mentions; they do not overlap.
    pub mentions: Vec<Mention>,
    /// Event triggers; they do not overlap one another.
    pub triggers: Vec<Trigger>,
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
    /// Who did it.
    pub actors: Vec<Filler>,
    /// To whom.
    pub recipients: Vec<Filler>,
    /// Where it happened.
    pub places: Vec<Filler>,
    /// When it happened.
    pub times: Vec<Filler>,
    /// How much or many.
    pub quantities: Vec<Filler>,
    /// With or about which goods.
    pub goods: Vec<Filler>,
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
