//! CAMEO read as PLOVER.

use super::{EventType, Mode};

/// The PLOVER type and mode of a CAMEO code (two to four digits), by its longest beginning that has a counterpart, after the
/// Open Event Data Alliance's CAMEO-to-PLOVER table; `None` for statements without a deed (01), which PLOVER has dropped, and for
/// what is no code. The way back of [`super::cameo`], as far as there is one.
///
/// ```
/// use detente::ontology::{EventType, Mode, from_cameo};
/// assert_eq!(from_cameo("173"), Some((EventType::Coerce, Some(Mode::Arrest))));
/// assert_eq!(from_cameo("0874"), Some((EventType::Retreat, Some(Mode::Withdraw))));
/// assert_eq!(from_cameo("057"), Some((EventType::Support, None)));
/// assert_eq!(from_cameo("010"), None);
/// ```
pub fn from_cameo(code: &str) -> Option<(EventType, Option<Mode>)> {
    if !(2..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    (2..=code.len()).rev().find_map(|length| of(&code[..length]))
}

fn of(code: &str) -> Option<(EventType, Option<Mode>)> {
    use EventType::*;
    use Mode::*;
    let (kind, mode) = match code {
        "02" => (Request, None),
        "021" | "022" | "023" => (Request, Some(Assist)),
        "024" => (Request, Some(Change)),
        "025" => (Request, Some(Yield)),
        "026" => (Request, Some(Meet)),
        "03" => (Agree, None),
        "04" => (Consult, None),
        "041" => (Consult, Some(Phone)),
        "042" | "043" => (Consult, Some(Visit)),
        "044" => (Consult, Some(ThirdParty)),
        "05" => (Support, None),
        "06" => (Cooperate, None),
        "07" => (Aid, None),
        "08" => (Concede, None),
        "0831" => (Retreat, Some(Resign)),
        "084" => (Retreat, None),
        "0841" => (Retreat, Some(Release)),
        "085" => (Retreat, None),
        "086" => (Retreat, Some(Access)),
        "087" => (Retreat, None),
        "0871" => (Retreat, Some(Ceasefire)),
        "0873" => (Retreat, Some(Disarm)),
        "0874" => (Retreat, Some(Withdraw)),
        "09" => (Accuse, Some(Investigate)),
        "10" => (Request, None),
        "101" | "102" | "103" => (Request, Some(Assist)),
        "104" => (Request, Some(Change)),
        "105" => (Request, Some(Yield)),
        "106" => (Request, Some(Meet)),
        "11" => (Accuse, Some(Disapprove)),
        "112" => (Accuse, Some(Allege)),
        "116" => (Sanction, Some(Convict)),
        "12" => (Reject, None),
        "121" | "122" => (Reject, Some(Assist)),
        "123" => (Reject, Some(Change)),
        "124" => (Reject, Some(Yield)),
        "125" => (Reject, Some(Meet)),
        "13" => (Threaten, None),
        "1313" => (Threaten, Some(Relations)),
        "1312" | "132" => (Threaten, Some(Restrict)),
        "136" => (Threaten, Some(Expel)),
        "137" | "138" | "139" => (Threaten, Some(Violence)),
        "1382" => (Threaten, Some(Territory)),
        "14" => (Protest, None),
        "141" => (Protest, Some(Demo)),
        "142" => (Protest, Some(Hunger)),
        "143" => (Protest, Some(Strike)),
        "144" => (Protest, Some(Obstruct)),
        "145" => (Protest, Some(Riot)),
        "15" => (Mobilize, None),
        "151" | "153" => (Mobilize, Some(Police)),
        "152" | "154" => (Mobilize, Some(Troops)),
        "16" => (Sanction, None),
        "161" => (Sanction, Some(Withdraw)),
        "162" => (Sanction, Some(Discontinue)),
        "166" => (Sanction, Some(Expel)),
        "17" => (Coerce, None),
        "171" | "1711" => (Coerce, Some(Seize)),
        "1712" => (Assault, Some(Destroy)),
        "172" => (Coerce, Some(Restrict)),
        "1721" => (Coerce, Some(Censor)),
        "1723" => (Coerce, Some(Curfew)),
        "1724" => (Coerce, Some(MartialLaw)),
        "173" => (Coerce, Some(Arrest)),
        "174" => (Coerce, Some(Deport)),
        "175" => (Assault, Some(CrowdControl)),
        "18" => (Assault, None),
        "181" => (Assault, Some(Abduct)),
        "182" => (Assault, Some(Beat)),
        "1821" => (Assault, Some(Sexual)),
        "1822" => (Assault, Some(Torture)),
        "183" => (Assault, Some(Explosives)),
        "1831" => (Assault, Some(SuicideAttack)),
        "185" | "186" => (Assault, Some(Targeted)),
        "19" => (Assault, None),
        "191" => (Coerce, Some(Restrict)),
        "192" => (Coerce, Some(Seize)),
        "193" => (Assault, Some(Firearms)),
        "194" => (Assault, Some(HeavyWeapons)),
        "195" => (Assault, Some(Aerial)),
        "20" => (Assault, None),
        "201" => (Coerce, Some(Deport)),
        "204" => (Assault, Some(Unconventional)),
        _ => return None,
    };
    Some((kind, mode))
}

#[cfg(test)]
mod tests {
    use super::super::cameo;
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn there_and_back_gives_the_type() {
        for kind in EventType::iter() {
            for mode in kind.modes().iter().copied().map(Some).chain([None]) {
                let code = cameo(kind, mode, &[]);
                let back = from_cameo(code).map(|(kind, _)| kind);
                assert_eq!(back, Some(kind), "{kind} {mode:?} {code}");
            }
        }
    }

    #[test]
    fn modes_are_the_types_own() {
        for code in (1..=20).flat_map(|root| (0..=9999).map(move |n| format!("{root:02}{n}"))).filter(|c| c.len() <= 4)
        {
            if let Some((kind, Some(mode))) = from_cameo(&code) {
                assert!(kind.modes().contains(&mode), "{code}");
            }
        }
        assert_eq!((from_cameo(""), from_cameo("5"), from_cameo("99"), from_cameo("04a")), (None, None, None, None));
        assert_eq!(from_cameo("0"), None);
    }
}
