//! Mentions with what stands around them: whose it is, of what it is, what it is put beside.

use super::dictionary::Own;
use super::knowledge::RoleKind;
use super::name::fold;
use super::own::Names;
use super::phrase::{FORMER, Phrase};
use crate::annotate::Annotation;
use crate::ontology::MentionKind;
use crate::split::{Layout, Zone};
use crate::text::Span;

/// How a mention is tied to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// "of", "from", "for", "at", "with": it belongs there.
    Of,
    /// "in", "on", "near": it is there.
    In,
}

/// A mention and its surroundings; other mentions by index.
#[derive(Debug)]
pub(super) struct Reading<'t, 'k> {
    pub(super) span: Span,
    pub(super) kind: MentionKind,
    pub(super) text: &'t str,
    pub(super) phrase: Phrase<'t, 'k>,
    /// All words folded.
    pub(super) key: String,
    /// The user's entry that all its words name.
    pub(super) own: Option<Own<'k>>,
    /// Number of the sentence; mentions outside any have that of the next.
    pub(super) sentence: usize,
    /// Number of the paragraph it stands in.
    pub(super) paragraph: usize,
    pub(super) zone: Zone,
    /// "the", "this", "that" before it.
    pub(super) definite: bool,
    /// Whose it is: "Iran" of "Iran's Revolutionary Guards".
    pub(super) possessor: Option<usize>,
    /// Of what it is: "Chad" of "troops from Chad".
    pub(super) complement: Option<(Link, usize)>,
    /// What it is put beside with a comma: "Vladimir Putin, the Russian president".
    pub(super) beside: Option<usize>,
    /// In brackets behind another: "(SCO)".
    pub(super) bracketed: Option<usize>,
    /// Those who say the words it stands in, innermost attribution.
    pub(super) speakers: Vec<usize>,
}

/// Reads every mention with its surroundings.
pub(super) fn read<'t, 'k>(
    text: &'t str,
    layout: &Layout,
    annotation: &Annotation,
    names: Names<'k>,
) -> Vec<Reading<'t, 'k>> {
    let mentions = &annotation.mentions;
    let speech = Speech::of(annotation);
    let mut out: Vec<Reading<'t, 'k>> = Vec::with_capacity(mentions.len());
    for (i, mention) in mentions.iter().enumerate() {
        let words = text.get(mention.span.start..mention.span.end).unwrap_or("");
        // No name goes over the end of a line that stands by itself: the last part is what the text goes on with.
        let words = words.rsplit("\n\n").map(str::trim).find(|w| !w.is_empty()).unwrap_or(words);
        let sentence = layout.sentences.partition_point(|s| s.span.end <= mention.span.start);
        let zone = layout.sentences.get(sentence).map_or(Zone::Body, |s| s.zone);
        let before = text.get(..mention.span.start).unwrap_or("");
        // Times, quantities and goods are no actors; a long one would only cost.
        let named = is_actor(mention.kind);
        let person = mention.kind == MentionKind::Person;
        let mut phrase = if named { Phrase::read(words, person, names) } else { Phrase::none() };
        phrase.former_before = (person || mention.kind == MentionKind::Group) && former(before);
        let own = if named { names.own(&phrase) } else { None };
        out.push(Reading {
            span: mention.span,
            kind: mention.kind,
            text: words,
            key: if named { fold(words) } else { String::new() },
            own,
            phrase,
            sentence,
            paragraph: layout.sentences.get(sentence).map_or(0, |s| s.paragraph),
            zone,
            definite: ends_with_word(before, &["the", "this", "that", "these", "those", "both"]),
            possessor: None,
            complement: None,
            beside: None,
            bracketed: None,
            speakers: speech.at(mention.span).to_vec(),
        });
        if i > 0 && named {
            behind(text, &mut out, i);
        }
    }
    for i in 0..out.len() {
        if is_actor(out[i].kind) {
            out[i].complement = complement(text, &out, annotation, i).or_else(|| office(text, &out, names, i));
        }
    }
    out
}

/// True for mentions that stand for somebody or some place.
pub(super) fn is_actor(kind: MentionKind) -> bool {
    use MentionKind::*;
    matches!(kind, Person | State | Organization | Group | Nationality | Place | Reference)
}

/// What ties mention `i` to the one before it.
fn behind(text: &str, out: &mut [Reading], i: usize) {
    let Some(previous) = (0..i).rev().find(|&j| is_actor(out[j].kind)) else { return };
    let (from, to) = (out[previous].span.end, out[i].span.start);
    let Some(gap) = text.get(from..to) else { return };
    if gap.len() > 80 || out[previous].sentence != out[i].sentence {
        return;
    }
    let plain = gap.trim();
    let mark = ["'s", "’s", "'", "’"].iter().find_map(|m| gap.strip_prefix(m));
    if let Some(rest) = mark {
        let near = rest.split_whitespace().count() <= 3 && !rest.contains([',', '.', ';', '"', '“', '”', '(', ')']);
        if near && rest.starts_with(char::is_whitespace) {
            out[i].possessor = Some(previous);
            out[i].beside = named_before(text, out, previous, i);
            return;
        }
    }
    // A name that carries its own possessive: "its soldiers", or a mention that took in the 's.
    let own = out[previous].kind == MentionKind::Reference && is_possessive(&out[previous].key)
        || out[previous].text.ends_with("'s")
        || out[previous].text.ends_with("’s");
    if own && plain.split_whitespace().count() <= 2 && !plain.contains([',', '.', ';', '"', '(']) {
        out[i].possessor = Some(previous);
        out[i].beside = named_before(text, out, previous, i);
        return;
    }
    // "[European Union] [observers]", "[Japanese] [steelmakers]": a name straight before a role is whose it is.
    let names = matches!(out[previous].kind, MentionKind::Nationality | MentionKind::State | MentionKind::Organization);
    if plain.is_empty() && !gap.is_empty() && names && out[i].kind == MentionKind::Group {
        out[i].possessor = Some(previous);
        return;
    }
    // "China and Russia, whose deputy minister was there".
    if matches!(plain, ", whose" | "whose" | ", whose own") && out[i].kind != MentionKind::Reference {
        out[i].possessor = Some(previous);
        return;
    }
    if plain == "(" && text.get(out[i].span.end..).is_some_and(|t| t.trim_start().starts_with(')')) {
        out[i].bracketed = Some(previous);
        return;
    }
    if let Some(rest) = plain.strip_prefix(',') {
        let rest = rest.trim();
        let article = matches!(rest, "" | "the" | "a" | "an");
        let after = text.get(out[i].span.end..).unwrap_or("");
        let ends = matches!(rest, "a" | "an")
            || after.trim_start().chars().next().is_none_or(|c| matches!(c, ',' | '.' | ';' | ')' | '—' | '–' | '-'))
            || ["of", "at", "for", "in", "from", "who", "with", "to", "on", "and"]
                .contains(&after.split_whitespace().next().unwrap_or(""));
        let list = after.trim_start().starts_with("and ") || after.trim_start().starts_with(", and ");
        if article && ends && !(list && rest.is_empty()) {
            out[i].beside = Some(previous);
        }
    }
}

/// True when the text ends in a word that says that the office named next is over.
fn former(before: &str) -> bool {
    let Some(line) = before.trim_end().rsplit('\n').next() else { return false };
    let mut words = line.rsplit([' ', '\u{a0}']);
    let Some(word) = words.next().filter(|_| before.ends_with(char::is_whitespace)) else {
        return before.ends_with("ex-") || before.ends_with("Ex-");
    };
    let word = word.to_lowercase();
    if !FORMER.contains(&word.as_str()) {
        return false;
    }
    // "the army ousted the president" is a deed; behind an article or preposition it is an adjective.
    let participle = word.ends_with("ed");
    let ahead = words.next().unwrap_or("").to_lowercase();
    !participle || ADJECTIVE_BEHIND.contains(&ahead.as_str())
}

/// Words behind which a participle is an adjective.
const ADJECTIVE_BEHIND: &[&str] = &[
    "",
    "the",
    "a",
    "an",
    "of",
    "to",
    "for",
    "with",
    "from",
    "against",
    "as",
    "on",
    "at",
    "between",
    "than",
    "by",
    "over",
    "its",
    "his",
    "her",
    "their",
    "whose",
    "back",
    "restore",
    "reinstate",
    "support",
];

/// The person before the possessor of a title: "Geir Haarde, the island's prime minister".
fn named_before(text: &str, out: &[Reading], possessor: usize, i: usize) -> Option<usize> {
    let person = possessor.checked_sub(1)?;
    let gap = text.get(out[person].span.end..out[possessor].span.start)?;
    let tied = matches!(gap.trim(), "," | ", the" | ", a") && out[person].sentence == out[i].sentence;
    // "Morocco, Algeria's neighbour": a relation may be a state's.
    let relational = out[i].phrase.head().is_some_and(|(_, r)| r.relational);
    let named = match out[person].kind {
        MentionKind::Person => true,
        MentionKind::State | MentionKind::Organization => relational,
        _ => false,
    };
    (tied && named && out[i].kind == MentionKind::Group).then_some(person)
}

/// The mention that says of what mention `i` is.
fn complement(text: &str, out: &[Reading], annotation: &Annotation, i: usize) -> Option<(Link, usize)> {
    use MentionKind::*;
    let reading = &out[i];
    let clause_end = reading.span.end + 110;
    let mut from = reading.span.end;
    let mut first = true;
    for (j, later) in out.iter().enumerate().skip(i + 1).take(4) {
        if later.sentence != reading.sentence || later.span.start > clause_end {
            return None;
        }
        let gap = text.get(from..later.span.start)?;
        if gap.contains([',', ';', ':', '"', '“', '”', '(', ')', '.']) && !gap.contains("U.S.") {
            return None;
        }
        let said = annotation
            .triggers
            .iter()
            .any(|t| t.span.start >= reading.span.end && t.span.end <= later.span.start)
            || annotation.attributions.iter().any(|a| a.cue.start >= reading.span.end && a.cue.end <= later.span.start);
        if said {
            return None;
        }
        let words: Vec<&str> = gap.split_whitespace().collect();
        let preposition = match words.as_slice() {
            [.., p, "the" | "a" | "an"] => Some(*p),
            [.., p] => Some(*p),
            [] => None,
        };
        let link = match preposition {
            // "Putin with Xi", "she said at the U.N.": a person is of something only by "of".
            Some("of") => Some(Link::Of),
            Some("from" | "for" | "at") if reading.kind != Person => Some(Link::Of),
            Some("to") if first && words.len() <= 2 && reading.phrase.head().is_some_and(|(_, r)| serves(&r.lemma)) => {
                Some(Link::Of)
            }
            Some("with") if reading.kind != Person && later.kind == Organization => Some(Link::Of),
            Some("in" | "on" | "near" | "inside") => Some(Link::In),
            _ => None,
        };
        let short = words.len() <= 2;
        if let Some(link) = link
            && matches!(later.kind, State | Organization | Place | Group | Person | Nationality)
            // At a distance ("a professor studying X at Y") only what belongs: "at", "of", "from"; and of nobody who has a
            // name: "President X over the landing of a Y jet".
            && (first && short || link == Link::Of && reading.kind != Person)
        {
            return Some((link, j));
        }
        if first && short && link.is_none() && !matches!(later.kind, Nationality | Time) && preposition != Some("to") {
            return None;
        }
        from = later.span.end;
        first = false;
    }
    None
}

/// The body of an office told behind a person's name without a mention of its own: "X, head of [o Y]".
fn office(text: &str, out: &[Reading], names: Names, i: usize) -> Option<(Link, usize)> {
    let reading = &out[i];
    let next = i + 1;
    let later = out.get(next).filter(|l| reading.kind == MentionKind::Person && l.sentence == reading.sentence)?;
    let gap = text.get(reading.span.end..later.span.start).filter(|g| g.len() <= 80)?;
    let words: Vec<&str> = gap.trim().strip_prefix(',')?.split_whitespace().collect();
    let words = words.strip_suffix(&["the"]).unwrap_or(&words);
    let (preposition, told) = words.split_last()?;
    let plain = told.iter().all(|w| w.chars().all(|c| c.is_lowercase() || c == '-'));
    let role = told.iter().any(|w| names.role(w).is_some_and(|r| r.kind == RoleKind::Person));
    (plain && role && ["of", "at", "for", "with", "in"].contains(preposition)).then_some((Link::Of, next))
}

/// Roles that somebody has "to" another: "an adviser to the president".
fn serves(lemma: &str) -> bool {
    ["adviser", "advisor", "aide", "assistant", "counsellor", "secretary", "lawyer", "heir"]
        .contains(&lemma.rsplit(' ').next().unwrap_or(lemma))
}

fn is_possessive(key: &str) -> bool {
    matches!(key, "its" | "his" | "her" | "their" | "our" | "my" | "your" | "whose")
}

/// True when the text ends with one of these words and white space.
fn ends_with_word(text: &str, words: &[&str]) -> bool {
    if !text.ends_with(char::is_whitespace) {
        return false;
    }
    let last = text.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    words.iter().any(|w| last.eq_ignore_ascii_case(w))
}

/// Who says what stands where: contents of attributions with their sources' mentions.
struct Speech {
    /// Contents by start, with the mentions of their sources.
    contents: Vec<(Span, Vec<usize>)>,
}

impl Speech {
    fn of(annotation: &Annotation) -> Speech {
        let mut contents: Vec<(Span, Vec<usize>)> = Vec::new();
        for attribution in &annotation.attributions {
            let at = |span: &Span| {
                let from = annotation.mentions.partition_point(|m| m.span.end <= span.start);
                (from..annotation.mentions.len())
                    .take_while(|&m| annotation.mentions[m].span.start < span.end)
                    .find(|&m| annotation.mentions[m].span.overlaps(*span))
            };
            let sources: Vec<usize> = attribution.sources.iter().filter_map(at).collect();
            contents.extend(attribution.contents.iter().map(|c| (*c, sources.clone())));
        }
        contents.sort_by_key(|c| (c.0.start, std::cmp::Reverse(c.0.end)));
        Speech { contents }
    }

    /// The sources of the innermost content that holds `span`.
    fn at(&self, span: Span) -> &[usize] {
        let end = self.contents.partition_point(|c| c.0.start <= span.start);
        // Contents nest a few levels deep at most; farther back none can still be open but a very long one.
        self.contents[..end].iter().rev().take(50).find(|c| c.0.contains(span)).map_or(&[], |c| &c.1)
    }
}
