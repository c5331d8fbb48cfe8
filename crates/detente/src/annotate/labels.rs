//! The label sets of the shipped model, checked against the engine's vocabularies when it loads.

use super::ModelError;
use super::tags::TagHead;
use crate::ontology::{Context, EventType, MentionKind, Mode, Status, TieKind, Trend};
use serde::Deserialize;
use std::str::FromStr;

/// What each output of the model stands for.
pub struct Labels {
    /// Kinds of mentions.
    pub mentions: Vec<MentionKind>,
    /// Event types, of triggers and of the pair head.
    pub types: Vec<EventType>,
    /// Kinds of ties.
    pub ties: Vec<TieKind>,
    /// Modes with the type each belongs to; the first entry is "none".
    pub modes: Vec<Option<(EventType, Mode)>>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Contexts.
    pub contexts: Vec<Context>,
    /// Trends; the first entry is "none".
    pub trends: Vec<Option<Trend>>,
    /// Where the mention tags stand in the encoder's output.
    pub mention_tags: TagHead,
    /// Where the trigger tags stand.
    pub trigger_tags: TagHead,
    /// Where the anchor tags stand.
    pub anchor_tags: TagHead,
    /// Where the cue tags stand.
    pub cue_tags: TagHead,
}

#[derive(Deserialize)]
struct File {
    tags: Vec<TagLabels>,
    modes: Vec<String>,
    statuses: Vec<String>,
    contexts: Vec<String>,
    types: Vec<String>,
    ties: Vec<String>,
    trends: Vec<String>,
}

#[derive(Deserialize)]
struct TagLabels {
    head: String,
    labels: Vec<String>,
}

impl Labels {
    /// Reads the contents of `labels.json`.
    pub fn new(json: &[u8]) -> Result<Self, ModelError> {
        let file: File = serde_json::from_slice(json).map_err(|e| broken(e.to_string()))?;
        let head = |name: &str| {
            let mut offset = 0;
            for t in &file.tags {
                if t.head == name {
                    let kinds: Vec<&str> = t.labels.iter().filter_map(|l| l.strip_prefix("B-")).collect();
                    return Ok((TagHead { offset, kinds: kinds.len() }, kinds));
                }
                offset += t.labels.len();
            }
            Err(broken(format!("no tag head named '{name}'")))
        };
        let (mention_tags, mentions) = head("mention")?;
        let (trigger_tags, triggers) = head("trigger")?;
        let (anchor_tags, anchors) = head("anchor")?;
        let (cue_tags, _) = head("cue")?;
        let types: Vec<EventType> = all(&file.types)?;
        let ties: Vec<TieKind> = all(&file.ties)?;
        if all::<EventType>(&triggers)? != types || all::<TieKind>(&anchors)? != ties {
            return Err(broken("the tag heads list other types than the type lists".into()));
        }
        let mode = |text: &String| match text.split_once('/') {
            None if text.is_empty() => Ok(None),
            Some((kind, mode)) => Ok(Some((one(kind)?, one(mode)?))),
            None => Err(broken(format!("mode '{text}': expected TYPE/mode"))),
        };
        Ok(Self {
            mentions: all(&mentions)?,
            types,
            ties,
            modes: file.modes.iter().map(mode).collect::<Result<_, _>>()?,
            statuses: all(&file.statuses)?,
            contexts: all(&file.contexts)?,
            trends: file
                .trends
                .iter()
                .map(|t| if t.is_empty() { Ok(None) } else { one(t).map(Some) })
                .collect::<Result<_, _>>()?,
            mention_tags,
            trigger_tags,
            anchor_tags,
            cue_tags,
        })
    }
}

fn one<T: FromStr>(text: &str) -> Result<T, ModelError> {
    text.parse().map_err(|_| broken(format!("label '{text}' is none the engine knows")))
}

fn all<T: FromStr>(texts: &[impl AsRef<str>]) -> Result<Vec<T>, ModelError> {
    texts.iter().map(|t| one(t.as_ref())).collect()
}

fn broken(reason: String) -> ModelError {
    ModelError::Broken { part: "labels", reason }
}
