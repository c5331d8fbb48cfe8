//! Triggers to events.

use super::Report;
use super::attribution::Chains;
use super::confidence::{self, Signs};
use super::fate::{Became, Fate};
use super::merge::merge;
use super::opposite::opposite;
use super::participants::{Part, apart, at_least_one, record, side, state_of};
use crate::annotate::{Filler, Mention, Trigger};
use crate::ontology::{Context, EntityKind, EventType, MentionKind, Mode, Sector, Status, cameo, score};
use crate::record::{DateRecord, EventRecord, OwnTypeRecord, PlaceRecord};
use crate::resolve::dates::Interval;
use crate::split::Zone;
use crate::text::Span;
use jiff::civil::Date;

/// A host less certain than this gives way to the country that the visit's place lies in.
const HOST: f32 = 0.5;
/// At most this many contexts an event, the most probable ones.
const CONTEXTS: usize = 3;

/// An event with the place of its trigger, and of others that tell the same deed.
pub(crate) struct CodedEvent {
    pub(crate) trigger: Span,
    pub(crate) also: Vec<Span>,
    pub(crate) record: EventRecord,
    pub(crate) signs: Signs,
}

/// Every trigger in the body that has somebody on at least one side. A deed that names nobody says nothing of the
/// international system and is left out. Beside the events what became of every trigger, in order.
///
/// Deeds that only the user's own types see come by themselves, behind the others in number: those stay as they are.
pub(crate) fn code(report: &Report, chains: &Chains) -> (Vec<CodedEvent>, Vec<Fate>) {
    let mut fates: Vec<Fate> = Vec::new();
    let mut coded = |triggers: &[Trigger]| {
        let mut triggers: Vec<&Trigger> = triggers.iter().collect();
        triggers.sort_by_key(|t| t.span);
        let mut out: Vec<CodedEvent> = Vec::new();
        for trigger in triggers {
            match event(report, chains, trigger) {
                Ok((record, signs)) => {
                    out.push(CodedEvent { trigger: trigger.span, also: Vec::new(), record, signs });
                }
                Err(became) => fates.push(Fate { trigger: trigger.span, became, signs: None }),
            }
        }
        out
    };
    let mut out = merge(&report.document.text, coded(&report.annotation.triggers));
    let of_plover = out.len();
    out.extend(coded(&report.annotation.own_triggers));
    for (n, event) in out.iter_mut().enumerate() {
        event.record.id = report.id("ev", n);
        let id = &event.record.id;
        fates.push(Fate { trigger: event.trigger, became: Became::Event(id.clone()), signs: Some(event.signs) });
        let parts = event.also.iter().map(|&trigger| Fate { trigger, became: Became::PartOf(id.clone()), signs: None });
        fates.extend(parts);
    }
    super::contested::contest(&mut out[..of_plover]);
    out.sort_by_key(|e| e.trigger);
    fates.sort_by_key(|f| f.trigger);
    (out, fates)
}

/// What a trigger says was done, or why it is no event.
fn event(report: &Report, chains: &Chains, trigger: &Trigger) -> Result<(EventRecord, Signs), Became> {
    if zone(report, trigger.span) != Some(Zone::Body) {
        return Err(Became::InHeadline);
    }
    let sentence = report.sentence(trigger.span);
    let (mut actors, mut recipients) = (side(report, &trigger.actors), side(report, &trigger.recipients));
    apart(&mut actors, &mut recipients);
    let had = !recipients.is_empty();
    not_to_itself(report, trigger, &actors, &mut recipients);
    if had && recipients.is_empty() && is_against(trigger.kind) {
        recipients.extend(opponent(report, trigger, &actors));
    }
    // A visit's place says more of the host than somebody from another sentence does.
    let doubtful = trigger.mode == Some(Mode::Visit) && recipients.iter().all(|r| r.score < HOST);
    if (recipients.is_empty() || doubtful)
        && let Some(host) = host_or_target(report, trigger, &actors)
    {
        recipients = vec![host];
    }
    if actors.is_empty() && recipients.is_empty() {
        return Err(Became::NamesNobody);
    }
    let contexts: Vec<Context> = trigger.contexts.iter().take(CONTEXTS).map(|c| c.0).collect();
    let (kind, mode, status) = match announced(trigger) {
        None => (trigger.kind, trigger.mode, trigger.status),
        // "They agreed to meet": the agreement is the event already.
        Some(_) if announced_by_another(report, trigger, sentence, &actors) => return Err(Became::AnnouncedByAnother),
        Some(kind) if kind == trigger.kind => (kind, trigger.mode, trigger.status),
        Some(kind) => (kind, None, Status::Actual),
    };
    let mode = if kind == EventType::Assault && by_drone(report, trigger) { Some(Mode::Drone) } else { mode };
    if needs_two_sides(kind) && recipients.is_empty() && (kind != EventType::Cooperate || actors.len() < 2) {
        let likeliest = at_least_one(report, &trigger.recipients, &actors);
        recipients.extend(likeliest.or_else(|| only_foreign_place(report, sentence, &actors)));
        if recipients.is_empty() {
            return Err(Became::NamesNoRecipient);
        }
    }
    let announces = status != trigger.status;
    let open = !announces && !matches!(status, Status::Negated | Status::Historical);
    let status = if open && chains.denies(report, trigger.span) { Status::Negated } else { status };
    // What is announced for later is an act of today.
    let date = if announces { today(report) } else { date(report, &trigger.times, status) };
    let status = if over(report, date.as_ref(), status) { Status::Historical } else { status };
    let signs = confidence::signs(report, trigger, &actors, &recipients, status);
    let record = EventRecord {
        id: String::new(),
        event_type: kind,
        mode,
        quad: kind.quad(),
        score: score(kind, mode),
        cameo: cameo(kind, mode, &contexts).to_string(),
        contexts,
        trigger: report.words(trigger.span),
        sentence: report.at(sentence),
        date,
        place: place(report, &trigger.places),
        status,
        attribution: chains.around(report, trigger.span),
        confidence: confidence::event(kind, &signs),
        actors: actors.iter().map(|p| record(report, p)).collect(),
        recipients: recipients.iter().map(|p| record(report, p)).collect(),
        contested_by: Vec::new(),
        own_types: trigger.own.iter().map(own_type).collect(),
    };
    Ok((record, signs))
}

fn own_type((name, score): &(std::sync::Arc<str>, f32)) -> OwnTypeRecord {
    OwnTypeRecord { name: name.to_string(), score: (f64::from(*score) * 1e3).round() / 1e3 }
}

/// Types by which one side stands against another.
fn is_against(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Accuse | Reject | Threaten | Coerce | Sanction | Request)
}

/// The other of the two states that the report is about, where all who act are of one of them.
fn opponent(report: &Report, trigger: &Trigger, actors: &[Part]) -> Option<Part> {
    let entities = &report.resolution.entities;
    let own = entities[actors.first()?.entity].country.as_deref()?;
    let of_one = actors.iter().all(|a| entities[a.entity].country.as_deref() == Some(own));
    if of_one { opposite(report, own, trigger.span) } else { None }
}

/// Types that the ontology counts only where it is said to whom; of cooperation both sides may be actors.
fn needs_two_sides(kind: EventType) -> bool {
    matches!(kind, EventType::Cooperate | EventType::Aid | EventType::Sanction)
}

/// True when the weapon of a deed is a drone: that is a mode of its own, whatever it hits with.
fn by_drone(report: &Report, trigger: &Trigger) -> bool {
    trigger.goods.iter().any(|good| {
        let words = report.annotation.mentions[good.mention].span.of(&report.document.text).to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "drone" | "drones"))
    })
}

/// Takes the actors' own state off the other side of a deed that states do to others, and of whatever its own organs do (a
/// little better on held-out reports: `training/EXPERIMENTS.md`).
fn not_to_itself(report: &Report, trigger: &Trigger, actors: &[Part], recipients: &mut Vec<Part>) {
    use EventType::*;
    let entities = &report.resolution.entities;
    let organ = |a: &Part| {
        let of_state = |s: &Sector| matches!(s, Sector::Gov | Sector::Mil | Sector::Cop | Sector::Spy);
        entities[a.entity].sectors.first().is_some_and(of_state)
    };
    let between_states = matches!(trigger.kind, Consult | Agree | Threaten | Assault | Cooperate);
    if !between_states && (actors.is_empty() || !actors.iter().all(organ)) {
        return;
    }
    let own: Vec<Option<&str>> = actors.iter().map(|a| entities[a.entity].country.as_deref()).collect();
    recipients.retain(|r| {
        let entity = &entities[r.entity];
        entity.kind != EntityKind::State || own.is_empty() || own.iter().any(|c| *c != entity.country.as_deref())
    });
}

/// Who an attack, a visit, help or a sanction is to, when only its place says so: "shelled the Kharkiv region", "arrived
/// in Nairobi", "recalled its envoy from Ankara", "sent grain to Gaza". That is the place, where it lies in another
/// country than everybody who did it; a visit to a town is to its state, and so is a sanction.
fn host_or_target(report: &Report, trigger: &Trigger, actors: &[Part]) -> Option<Part> {
    let at_a_place = matches!(trigger.kind, EventType::Assault | EventType::Sanction | EventType::Aid);
    if !at_a_place && trigger.mode != Some(Mode::Visit) {
        return None;
    }
    let countries: Vec<&str> =
        actors.iter().filter_map(|a| report.resolution.entities[a.entity].country.as_deref()).collect();
    if countries.is_empty() || countries.len() < actors.len() {
        return None;
    }
    trigger.places.iter().find_map(|place| {
        let country = report.resolution.places.get(place.mention)?.as_ref()?.country.as_deref()?;
        let &entity = report.resolution.mention_entities.get(place.mention)?.first()?;
        if countries.contains(&country) {
            return None;
        }
        let to_state = matches!(trigger.kind, EventType::Consult | EventType::Sanction);
        let entity = Some(country).filter(|_| to_state).and_then(|c| state_of(report, c)).unwrap_or(entity);
        Some(Part { entity, mention: place.mention, score: place.score })
    })
}

/// How sure it is that a deed which needs a recipient is to the only foreign state its sentence leads to.
const ONLY_FOREIGN: f32 = 0.3;

/// The only foreign country that places of the sentence lie in: "recalled its envoy from Ankara".
fn only_foreign_place(report: &Report, sentence: Span, actors: &[Part]) -> Option<Part> {
    let resolution = report.resolution;
    let own: Vec<&str> = actors.iter().filter_map(|a| resolution.entities[a.entity].country.as_deref()).collect();
    let foreign = |(m, mention): (usize, &Mention)| {
        let country = resolution.places.get(m)?.as_ref()?.country.as_deref()?;
        let here = mention.kind == MentionKind::Place && sentence.contains(mention.span);
        (here && !own.contains(&country)).then_some((m, country))
    };
    let mut all = report.annotation.mentions.iter().enumerate().filter_map(foreign);
    let (mention, country) = all.next()?;
    if own.is_empty() || all.any(|other| other.1 != country) {
        return None;
    }
    let entity = state_of(report, country).or_else(|| resolution.mention_entities.get(mention)?.first().copied())?;
    Some(Part { entity, mention, score: ONLY_FOREIGN })
}

/// The type that a future deed is absorbed by: PLOVER counts a future meeting, support, cooperation or help as
/// agreeing to it, a future retreat as conceding it. They are acts of today. What is agreed or conceded for later is of
/// that type already.
fn announced(trigger: &Trigger) -> Option<EventType> {
    use EventType::*;
    match trigger.kind {
        _ if trigger.status != Status::Future => None,
        Consult | Support | Cooperate | Aid | Agree => Some(Agree),
        Retreat | Concede => Some(Concede),
        _ => None,
    }
}

/// True when the sentence has a trigger of agreeing or conceding by one of the same actors; of two such triggers still
/// to come neither is the other's.
fn announced_by_another(report: &Report, trigger: &Trigger, sentence: Span, actors: &[Part]) -> bool {
    let announces = |kind| matches!(kind, EventType::Agree | EventType::Concede);
    report.annotation.triggers.iter().any(|other| {
        announces(other.kind)
            && other.span != trigger.span
            && !(announces(trigger.kind) && other.status == Status::Future)
            && sentence.contains(other.span)
            && side(report, &other.actors).iter().any(|p| actors.iter().any(|a| a.entity == p.entity))
    })
}

fn zone(report: &Report, span: Span) -> Option<Zone> {
    report.layout.sentence_at(span.start).map(|s| s.zone)
}

/// When it happened: its own time expression, else, for what is told as news, the report's date. What has been done
/// has not been done after the report: a later time beside it is that of something else.
fn date(report: &Report, times: &[Filler], status: Status) -> Option<DateRecord> {
    let published = report.document.published;
    let possible = |found: &Interval| {
        let later = found.start.zip(published).is_some_and(|(start, published)| start > published);
        (found.start.is_some() || found.end.is_some()) && !(later && done(status))
    };
    let mut dated = times.iter().filter_map(|f| Some((f.mention, report.resolution.dates.get(f.mention)?.as_ref()?)));
    if let Some((mention, found)) = dated.find(|(_, found)| possible(found)) {
        let words = report.annotation.mentions[mention].span.of(&report.document.text);
        return Some(DateRecord { start: found.start, end: found.end, text: Some(words.to_string()) });
    }
    today(report).filter(|_| status == Status::Actual && times.is_empty())
}

/// The report's own day.
fn today(report: &Report) -> Option<DateRecord> {
    let published = report.document.published?;
    Some(DateRecord { start: Some(published), end: Some(published), text: None })
}

fn done(status: Status) -> bool {
    matches!(status, Status::Actual | Status::Historical)
}

/// True for a deed told as done whose own date lies more than a year before the report: background, not news.
fn over(report: &Report, date: Option<&DateRecord>, status: Status) -> bool {
    let end = date.filter(|d| d.text.is_some()).and_then(|d| d.end);
    let long_ago = |(published, end): (Date, Date)| end.saturating_add(jiff::Span::new().years(1)) < published;
    status == Status::Actual && report.document.published.zip(end).is_some_and(long_ago)
}

/// Where it happened: the most precise of its places, the most probable of equals.
pub(crate) fn place(report: &Report, places: &[Filler]) -> Option<PlaceRecord> {
    let found = places.iter().filter_map(|f| report.resolution.places.get(f.mention)?.as_ref());
    let best = found.fold(None, |best: Option<&crate::resolve::Place>, p| match best {
        Some(b) if b.precision() >= p.precision() => Some(b),
        _ => Some(p),
    })?;
    Some(PlaceRecord {
        name: best.name.clone(),
        country: best.country.clone(),
        lat: best.lat,
        lon: best.lon,
        geonames: best.geonames,
    })
}
