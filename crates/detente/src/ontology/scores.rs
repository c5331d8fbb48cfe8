//! Facts attached to a type and its mode: the conflict–cooperation score and the nearest CAMEO code.

use super::{Context, EventType, Mode};

/// The PLOVER conflict–cooperation score, from −10 (conflict) to +10 (cooperation), of a type and mode.
///
/// The values are the manual's (PLOVER 2.0); it prints none for `vandalize`, which takes its type's, and
/// prints ACCUSE as +3, a misprint for −3 (all its modes are negative).
///
/// ```
/// use detente::ontology::{score, EventType, Mode};
/// assert_eq!(score(EventType::Consult, Some(Mode::Visit)), 4.0);
/// assert_eq!(score(EventType::Support, None), 5.0);
/// ```
pub fn score(kind: EventType, mode: Option<Mode>) -> f64 {
    use EventType::*;
    use Mode::*;
    let of_type = match kind {
        Agree | Consult => 2.5,
        Support => 5.0,
        Concede => 4.5,
        Cooperate => 9.5,
        Aid => 10.0,
        Retreat => 6.5,
        Request => 0.0,
        Accuse => -3.0,
        Reject => -2.0,
        Threaten => -3.5,
        Protest => -5.0,
        Sanction => -6.0,
        Mobilize => -5.5,
        Coerce => -7.0,
        Assault => -9.0,
    };
    let Some(mode) = mode else { return of_type };
    match (kind, mode) {
        (Consult, Visit | Multilateral) => 4.0,
        (Consult, ThirdParty) => 1.0,
        (Consult, Phone) => 1.5,
        (Retreat, Withdraw) => 8.0,
        (Retreat, Disarm) => 10.0,
        (Retreat, Ceasefire) => 7.5,
        (Retreat, Resign) => 4.5,
        (Request, Assist) => 0.5,
        (Request, Change | Yield) => -1.0,
        (Accuse, Disapprove) => -2.0,
        (Accuse, Investigate | Allege) => -3.5,
        (Reject, Assist) => -1.5,
        (Threaten, Restrict) => -3.0,
        (Threaten, Territory) => -4.0,
        (Protest, Riot) => -7.0,
        (Protest, Hunger | Boycott | Obstruct) => -4.5,
        (Sanction, Expel) => -5.5,
        (Mobilize, Troops | Weapons) => -6.5,
        (Mobilize, Militia) => -6.0,
        (Coerce, Censor | Curfew | Misinformation) => -6.5,
        (Coerce, MartialLaw) => -7.5,
        (Assault, Abduct | Torture | Sexual | Destroy) => -8.5,
        (Assault, Beat | CrowdControl) => -7.5,
        (Assault, Targeted | SuicideAttack | Aerial | Drone | HeavyWeapons) => -9.5,
        (Assault, Primitive) => -8.0,
        (Assault, Unconventional) => -10.0,
        _ => of_type,
    }
}

/// The nearest CAMEO code (two to four digits) of an event, for users of older data.
///
/// Read backwards from the Open Event Data Alliance's CAMEO-to-PLOVER table: the mode picks the base code,
/// the first context that has a code of its own refines it.
///
/// ```
/// use detente::ontology::{cameo, Context, EventType, Mode};
/// assert_eq!(cameo(EventType::Aid, None, &[Context::Military]), "072");
/// assert_eq!(cameo(EventType::Coerce, Some(Mode::Arrest), &[]), "173");
/// ```
pub fn cameo(kind: EventType, mode: Option<Mode>, contexts: &[Context]) -> &'static str {
    use Context as C;
    use EventType::*;
    use Mode::*;
    let refine = |options: &[(&[C], &'static str)], base: &'static str| -> &'static str {
        contexts.iter().find_map(|c| options.iter().find(|o| o.0.contains(c)).map(|o| o.1)).unwrap_or(base)
    };
    const RELIEF: &[C] = &[C::HumanSecurity, C::Disasters, C::Health, C::Migration];
    const COURTS: &[C] = &[C::Legal, C::Crime, C::Corruption];
    const RIGHTS: &[C] = &[C::RightsFreedoms, C::HumanRights, C::ProDemocracy];
    match kind {
        Agree => refine(
            &[
                (&[C::Economic, C::NaturalResource], "0311"),
                (&[C::Military], "0312"),
                (&[C::Intelligence], "0314"),
                (COURTS, "0313"),
                (RELIEF, "0333"),
                (&[C::Peacekeeping], "0334"),
                (&[C::PoliticalInstitutions], "034"),
                (&[C::Executive], "0342"),
                (RIGHTS, "0343"),
                (&[C::Diplomatic], "032"),
            ],
            "030",
        ),
        Consult => match mode {
            Some(Phone) => "041",
            Some(Visit) => "042",
            Some(ThirdParty) => "044",
            _ => "040",
        },
        Support => "051",
        Concede => refine(
            &[(&[C::PoliticalInstitutions], "083"), (&[C::Executive], "0832"), (RIGHTS, "0833"), (COURTS, "081")],
            "080",
        ),
        Cooperate => refine(
            &[
                (&[C::Military], "062"),
                (&[C::Intelligence], "064"),
                (COURTS, "063"),
                (&[C::Economic, C::NaturalResource, C::Technology], "061"),
            ],
            "060",
        ),
        Aid => refine(
            &[
                (&[C::Military], "072"),
                (RELIEF, "073"),
                (&[C::Peacekeeping], "074"),
                (&[C::Asylum], "075"),
                (&[C::Economic], "071"),
            ],
            "070",
        ),
        Retreat => match mode {
            Some(Release) => "0841",
            Some(Access) => refine(&[(&[C::Peacekeeping], "0861"), (RELIEF, "0863"), (&[C::Cbrn], "0862")], "086"),
            Some(Disarm) => "0873",
            Some(Ceasefire) => "0871",
            Some(Withdraw) => "0874",
            Some(Resign) => "0831",
            _ => refine(&[(&[C::Economic], "085"), (COURTS, "081")], "087"),
        },
        Request => match mode {
            Some(Assist) => refine(
                &[(&[C::Economic], "1031"), (&[C::Military], "1032"), (RELIEF, "1033"), (&[C::Peacekeeping], "1034")],
                "103",
            ),
            Some(Change) => refine(&[(&[C::Executive], "1042"), (RIGHTS, "1043")], "104"),
            Some(Yield) => refine(&[(&[C::Economic], "1054"), (&[C::Military], "1056"), (COURTS, "1053")], "105"),
            Some(Meet) => "106",
            _ => "100",
        },
        Accuse => match mode {
            Some(Investigate) => refine(
                &[(&[C::Crime, C::Corruption], "091"), (&[C::HumanRights], "092"), (&[C::Military], "093")],
                "090",
            ),
            Some(Allege) => refine(
                &[(&[C::Crime, C::Corruption], "1121"), (&[C::HumanRights], "1122"), (&[C::Military], "1123")],
                "112",
            ),
            _ => "111",
        },
        Reject => match mode {
            Some(Assist) => refine(&[(&[C::Economic], "1211"), (&[C::Military], "1212"), (RELIEF, "1223")], "121"),
            Some(Change) => refine(&[(&[C::Executive], "1232"), (RIGHTS, "1233")], "123"),
            Some(Yield) => refine(&[(&[C::Economic], "1244"), (&[C::Military], "1246"), (COURTS, "1243")], "124"),
            Some(Meet) => "125",
            _ => "120",
        },
        Threaten => match mode {
            Some(Restrict) => refine(&[(&[C::Military], "1381"), (&[C::Economic], "1312")], "132"),
            Some(Arrest) => "132",
            Some(Relations) => "1313",
            Some(Expel) => "136",
            Some(Territory) => "1382",
            Some(Violence) => refine(&[(&[C::Cbrn], "1385"), (&[C::Repression], "137")], "138"),
            _ => "130",
        },
        Protest => match mode {
            Some(Demo) => refine(&[(&[C::Executive], "1412"), (RIGHTS, "1413")], "141"),
            Some(Hunger) => "142",
            Some(Strike | Boycott) => "143",
            Some(Obstruct) => "144",
            Some(Riot | Vandalize) => "145",
            _ => "140",
        },
        Sanction => match mode {
            Some(Expel) => refine(&[(&[C::Peacekeeping], "1661")], "166"),
            Some(Withdraw) => "161",
            Some(Discontinue) => refine(&[(&[C::Economic], "1621"), (&[C::Military], "1622"), (RELIEF, "1623")], "162"),
            Some(Convict) => "116",
            _ => refine(&[(&[C::Economic], "163")], "160"),
        },
        Mobilize => match mode {
            Some(Police) => "153",
            Some(Troops | Weapons | Militia) => "154",
            _ => "150",
        },
        Coerce => match mode {
            Some(Seize) => refine(&[(&[C::Territory], "192")], "1711"),
            Some(Restrict) => refine(&[(&[C::Military], "191")], "172"),
            Some(Censor) => "1721",
            Some(Curfew) => "1723",
            Some(MartialLaw) => "1724",
            Some(Arrest) => "173",
            Some(Deport) => "174",
            _ => "170",
        },
        Assault => match mode {
            Some(Abduct) => "181",
            Some(Beat) => "182",
            Some(Sexual) => "1821",
            Some(Torture) => "1822",
            Some(SuicideAttack) => "1831",
            Some(Explosives) => "183",
            Some(Targeted) => "186",
            Some(CrowdControl) => "175",
            Some(Destroy) => "1712",
            Some(Primitive) => "180",
            Some(Firearms) => "193",
            Some(HeavyWeapons) => "194",
            Some(Aerial | Drone) => "195",
            Some(Unconventional) => "204",
            _ => "190",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_type_and_mode_has_a_score_on_its_side_and_a_code() {
        for kind in EventType::iter() {
            let modes = kind.modes().iter().copied().map(Some).chain([None]);
            for mode in modes {
                let s = score(kind, mode);
                let conflict = kind.quad().to_string().ends_with("conflict");
                assert!(if conflict { s <= 0.5 } else { s > 0.0 }, "{kind} {mode:?} {s}");
                for context in Context::iter() {
                    let code = cameo(kind, mode, &[context]);
                    assert!((2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()), "{kind} {code}");
                }
            }
        }
    }
}
