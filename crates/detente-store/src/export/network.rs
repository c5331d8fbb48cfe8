//! Who acts on whom, as a network: countries and the pairs between them.

use super::events::Which;
use crate::error::{At, Result};
use crate::open::Archive;
use detente::ontology::{EventType, Quad};
use jiff::civil::Date;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// A country.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Events it takes part in with others.
    pub events: u64,
}

/// A directed pair of countries.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Who acts.
    pub actor: String,
    /// On whom.
    pub recipient: String,
    /// How often.
    pub events: u64,
    /// How often in each quadrant.
    pub quads: [u64; 4],
    /// Mean conflict–cooperation score.
    pub mean_score: f64,
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
}

/// Countries and pairs, in alphabetical order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// Countries.
    pub nodes: Vec<Node>,
    /// Pairs. An event without a recipient, in which several act together, is one each way.
    pub edges: Vec<Edge>,
}

/// The quadrants in their order, as names of attributes.
pub(super) const QUADS: [(Quad, &str); 4] = [
    (Quad::VerbalCooperation, "verbal_cooperation"),
    (Quad::MaterialCooperation, "material_cooperation"),
    (Quad::VerbalConflict, "verbal_conflict"),
    (Quad::MaterialConflict, "material_conflict"),
];

impl Archive {
    /// The network of the days and statuses asked for. Confidence is not kept by day and does not matter here; what a
    /// country does to itself is left out.
    ///
    /// # Errors
    /// What the database says.
    pub fn network(&self, which: &Which) -> Result<Network> {
        let (first, last) =
            (which.since.map(|d| d.to_string()).unwrap_or_default(), which.until.unwrap_or(Date::MAX).to_string());
        let mut rows = self
            .db
            .prepare(&format!(
                "SELECT actor, recipient, event_type, sum(events), sum(score), min(day), max(day) FROM dyad_days
                 WHERE day BETWEEN ?1 AND ?2 AND actor <> recipient {}
                 GROUP BY actor, recipient, event_type ORDER BY actor, recipient",
                statuses(which)
            ))
            .at(&self.path)?;
        let mut edges: BTreeMap<(String, String), Edge> = BTreeMap::new();
        let mut rows = rows.query(params![first, last]).at(&self.path)?;
        while let Some(r) = rows.next().at(&self.path)? {
            let read = |r: &rusqlite::Row| -> rusqlite::Result<(String, String, String, u64, f64, String, String)> {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
            };
            let (actor, recipient, kind, events, score, first, last) = read(r).at(&self.path)?;
            let Ok(kind) = kind.parse::<EventType>() else { continue };
            let edge = edges.entry((actor.clone(), recipient.clone())).or_insert_with(|| Edge {
                actor,
                recipient,
                events: 0,
                quads: [0; 4],
                mean_score: 0.0,
                first: first.clone(),
                last: last.clone(),
            });
            let quad = QUADS.iter().position(|(q, _)| *q == kind.quad()).unwrap_or(0);
            edge.quads[quad] += events;
            // Until the end the sum, not the mean.
            edge.mean_score += score;
            edge.events += events;
            edge.first = edge.first.clone().min(first);
            edge.last = edge.last.clone().max(last);
        }
        let mut edges: Vec<Edge> = edges.into_values().collect();
        for edge in &mut edges {
            edge.mean_score = (edge.mean_score / edge.events.max(1) as f64 * 1000.0).round() / 1000.0;
        }
        let codes: BTreeSet<&str> = edges.iter().flat_map(|e| [e.actor.as_str(), e.recipient.as_str()]).collect();
        let node = |code: &str| Node {
            code: code.to_owned(),
            name: super::countries::name(code),
            events: edges.iter().filter(|e| e.actor == code || e.recipient == code).map(|e| e.events).sum(),
        };
        let nodes = codes.into_iter().map(node).collect();
        Ok(Network { nodes, edges })
    }
}

/// The condition on the status.
pub(super) fn statuses(which: &Which) -> String {
    if which.statuses.is_empty() {
        return String::new();
    }
    let all = which.statuses.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
    format!("AND status IN ({all})")
}
