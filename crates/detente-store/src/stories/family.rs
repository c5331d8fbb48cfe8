//! Which events may be one: of types that reporters use for the same deed, and told in the same way.

use detente::ontology::{EventType, Status};

/// Family of a type, with "planned" or "negated" for what was not done: a visit that is planned and the visit itself are
/// two stories.
pub(super) fn of(kind: EventType, status: Status) -> &'static str {
    use EventType::*;
    // One row a family: done, planned, negated.
    let names = match kind {
        Agree | Cooperate => ["agreement", "planned agreement", "negated agreement"],
        Consult => ["meeting", "planned meeting", "negated meeting"],
        Support => ["support", "planned support", "negated support"],
        Concede | Retreat => ["concession", "planned concession", "negated concession"],
        Aid => ["aid", "planned aid", "negated aid"],
        Request => ["request", "planned request", "negated request"],
        Accuse => ["accusation", "planned accusation", "negated accusation"],
        Reject => ["refusal", "planned refusal", "negated refusal"],
        Threaten => ["threat", "planned threat", "negated threat"],
        Protest => ["protest", "planned protest", "negated protest"],
        Sanction | Coerce => ["coercion", "planned coercion", "negated coercion"],
        Mobilize => ["mobilization", "planned mobilization", "negated mobilization"],
        Assault => ["assault", "planned assault", "negated assault"],
    };
    match status {
        Status::Actual | Status::Historical => names[0],
        Status::Future | Status::Hypothetical => names[1],
        Status::Negated => names[2],
    }
}
