//! CAMEO actor codes (`USAGOV`, `IGOUNO`, `~MIL`) in the terms of PLOVER: country and sectors.
//!
//! A code is a row of three-letter parts. The first says the state or the kind of international actor, the later ones
//! roles, then what is narrower than any sector here: religions, ethnic groups, single organisations.

use super::Belongs;
use crate::ontology::Sector;
use crate::resolve::country::Country;
use crate::resolve::knowledge::Geonyms;

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) belongs: Belongs,
    pub(super) sectors: Vec<Sector>,
}

/// Parts of the world; CAMEO gives them codes, but they are no state.
const REGIONS: &[&str] = &[
    "AFR", "ASA", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM", "MDT", "MEA", "NAF",
    "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WAS", "WEU", "WST",
];

/// Former states, other spellings of a state's code, and dependencies, which fold into their state.
const OTHER_CODES: &[(&str, &str)] = &[
    ("ABW", "NLD"),
    ("AIA", "GBR"),
    ("ALA", "FIN"),
    ("ANT", "NLD"),
    ("ASM", "USA"),
    ("ATF", "FRA"),
    ("BES", "NLD"),
    ("BLM", "FRA"),
    ("BMU", "GBR"),
    ("BUR", "MMR"),
    ("BVT", "NOR"),
    ("CCK", "AUS"),
    ("COK", "NZL"),
    ("CSK", "CZE"),
    ("CUW", "NLD"),
    ("CXR", "AUS"),
    ("CYM", "GBR"),
    ("DDR", "DEU"),
    ("ESH", "MAR"),
    ("FLK", "GBR"),
    ("FRN", "FRA"),
    ("FRO", "DNK"),
    ("FRY", "SRB"),
    ("GGY", "GBR"),
    ("GIB", "GBR"),
    ("GLP", "FRA"),
    ("GRL", "DNK"),
    ("GUF", "FRA"),
    ("GUM", "USA"),
    ("GZA", "PSE"),
    ("HMD", "AUS"),
    ("IMN", "GBR"),
    ("IOT", "GBR"),
    ("JEY", "GBR"),
    ("KSV", "KOS"),
    ("MAC", "CHN"),
    ("MAF", "FRA"),
    ("MNP", "USA"),
    ("MSR", "GBR"),
    ("MTQ", "FRA"),
    ("MYT", "FRA"),
    ("NCL", "FRA"),
    ("NFK", "AUS"),
    ("NIU", "NZL"),
    ("PAL", "PSE"),
    ("PCN", "GBR"),
    ("PRI", "USA"),
    ("PYF", "FRA"),
    ("REU", "FRA"),
    ("ROM", "ROU"),
    ("SCG", "SRB"),
    ("SGS", "GBR"),
    ("SHN", "GBR"),
    ("SJM", "NOR"),
    ("SPM", "FRA"),
    ("SRP", "BIH"),
    ("SUN", "RUS"),
    ("SXM", "NLD"),
    ("TCA", "GBR"),
    ("TKL", "NZL"),
    ("TMP", "TLS"),
    ("UMI", "USA"),
    ("USR", "RUS"),
    ("VGB", "GBR"),
    ("VIR", "USA"),
    ("WLF", "FRA"),
    ("WSB", "PSE"),
    ("XKX", "KOS"),
    ("YUG", "SRB"),
    ("ZAR", "COD"),
];

/// Kinds of international actors, as the first part.
const INTERNATIONAL: &[&str] = &["IGO", "UNO", "EEC", "NGO", "NGM", "ISM", "IMG", "MNC", "INT", "UIS"];

/// The sector a role says.
fn role(part: &str) -> Option<Sector> {
    Some(match part {
        "COP" => Sector::Cop,
        "GOV" => Sector::Gov,
        "JUD" => Sector::Jud,
        "LEG" => Sector::Leg,
        "MIL" => Sector::Mil,
        "PRM" => Sector::Prm,
        "PTY" => Sector::Pty,
        "REB" | "INS" | "SEP" => Sector::Reb,
        "SPY" => Sector::Spy,
        "UAF" => Sector::Uaf,
        "AGR" => Sector::Agr,
        "BUS" => Sector::Bus,
        "CRM" => Sector::Crm,
        "CVL" | "PPL" | "SET" => Sector::Cvl,
        "EDU" => Sector::Edu,
        "ELI" => Sector::Eli,
        // CAMEO's MED is the media, PLOVER's the medical profession.
        "MED" | "JRN" => Sector::Jrn,
        "HLH" => Sector::Med,
        "LAB" => Sector::Lab,
        "REF" => Sector::Ref,
        "OPP" => Sector::Opp,
        "UNR" | "PRE" => Sector::Pre,
        "REL" => Sector::Rel,
        "SOC" => Sector::Soc,
        _ => return None,
    })
}

/// The sector a part says where no role does: faiths, and what societies care for.
fn weak(part: &str) -> Option<Sector> {
    Some(match part {
        "BAH" | "BUD" | "CHR" | "CTH" | "CPT" | "HIN" | "ITP" | "JEW" | "LDS" | "MOS" | "MUS" | "ORT" | "PRO"
        | "SHI" | "SIK" | "TAO" => Sector::Rel,
        "DEV" | "ENV" | "HRI" | "NGO" | "NGM" | "WEL" => Sector::Soc,
        _ => return None,
    })
}

/// The state of a code: ISO 3166-1 alpha-3, a former one, or a dependency's. `None` when it is none.
pub(super) fn state(code: &str, states: &Geonyms) -> Option<Country> {
    let other = OTHER_CODES.iter().find(|o| o.0 == code).map_or(code, |o| o.1);
    Country::parse(other).filter(|c| states.state_of(*c).is_some())
}

/// Reads a code without its `~`; `None` when it says neither country nor sector.
///
/// A part of the world is no state, and so is `---`: that is said, not left open.
pub(super) fn read(code: &str, states: &Geonyms) -> Option<Meaning> {
    if code == "---" {
        return Some(Meaning { belongs: Belongs::Nowhere, sectors: Vec::new() });
    }
    let letters: Vec<char> = code.chars().collect();
    let parts: Vec<String> = letters.chunks(3).map(|c| c.iter().collect()).collect();
    let (first, rest) = parts.split_first()?;
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    if INTERNATIONAL.contains(&first.as_str()) {
        return Some(international(first, &rest, states));
    }
    if let Some(country) = state(first, states) {
        // Hong Kong keeps its own code.
        let own = rest.first().filter(|p| **p == "HKG").and_then(|p| state(p, states));
        return Some(Meaning { belongs: Belongs::To(own.unwrap_or(country)), sectors: sectors(&rest) });
    }
    if REGIONS.contains(&first.as_str()) {
        return Some(Meaning { belongs: Belongs::Nowhere, sectors: sectors(&rest) });
    }
    let all: Vec<&str> = parts.iter().map(String::as_str).collect();
    let sectors = sectors(&all);
    (!sectors.is_empty()).then_some(Meaning { belongs: Belongs::Open, sectors })
}

/// The sectors of roles in order, each once; of weaker parts where there is no role.
pub(super) fn sectors(parts: &[&str]) -> Vec<Sector> {
    let mut out: Vec<Sector> = Vec::new();
    for sector in parts.iter().filter_map(|p| role(p)) {
        if !out.contains(&sector) {
            out.push(sector);
        }
    }
    if out.is_empty() {
        out.extend(parts.iter().find_map(|p| weak(p)));
    }
    out
}

/// Of an international actor a home that is named is its country; else it has PLOVER's code for its kind.
fn international(first: &str, rest: &[&str], states: &Geonyms) -> Meaning {
    // Behind the first part MUS is a faith, not Mauritius.
    let home = rest.iter().filter(|p| **p != "MUS" && role(p).is_none()).find_map(|p| state(p, states));
    let roles = sectors(rest);
    let with = |main: Sector, others: &[Sector]| {
        let mut out = vec![main];
        out.extend(roles.iter().copied().filter(|s| others.contains(s)));
        out
    };
    use Sector::*;
    let (country, sectors) = match first {
        "IGO" | "UNO" | "EEC" => {
            let country = match (first, rest.first().copied().unwrap_or("")) {
                ("UNO", _) | (_, "UNO") => Country::UNO,
                ("EEC", _) => Country::EUR,
                _ if rest.contains(&"EEC") => Country::EUR,
                _ => Country::IGO,
            };
            // What such a body cares for (refugees, health) is not what it is.
            let is = [Gov, Jud, Leg, Mil, Cop];
            (country, roles.iter().copied().filter(|s| is.contains(s)).collect())
        }
        "NGO" | "NGM" => (home.unwrap_or(Country::NGO), with(Soc, &[Med, Edu, Jrn, Rel, Lab, Agr, Bus])),
        "ISM" => (Country::ISM, with(Soc, &[Rel, Lab, Opp])),
        "MNC" => (home.unwrap_or(Country::MNC), with(Bus, &[Med, Edu, Jrn, Agr])),
        "IMG" => (Country::IMG, with(Reb, &[])),
        _ if roles.contains(&Reb) => (Country::IMG, roles),
        _ => return Meaning { belongs: Belongs::Nowhere, sectors: roles },
    };
    Meaning { belongs: Belongs::To(country), sectors }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::knowledge::Knowledge;

    #[test]
    fn codes_become_countries_and_sectors() {
        let states = &Knowledge::shipped().expect("tables are whole").geonyms;
        for (code, expected) in [
            ("USAGOV", "USA GOV"),
            ("RUSMIL", "RUS MIL"),
            ("IGOUNO", "UNO"),
            ("IGOUNOREFHCR", "UNO"),
            ("IGOUNOJUDICJ", "UNO JUD"),
            ("IGOEUREEC", "EUR"),
            ("IGOWSTNAT", "IGO"),
            ("AFG", "AFG"),
            ("USRARM", "RUS"),
            ("BMUGOV", "GBR GOV"),
            ("CHNHKGBUS", "HKG BUS"),
            ("TMP", "TLS"),
            ("NGO", "NGO SOC"),
            ("NGOUSAHLH", "USA SOC MED"),
            ("NGOCHRPRO214", "NGO SOC REL"),
            ("MNC", "MNC BUS"),
            ("MNCUSAMED", "USA BUS JRN"),
            ("IMGMUSALQ", "IMG REB"),
            ("INTREB", "IMG REB"),
            ("WEUREB", "nowhere REB"),
            ("WST", "nowhere"),
            ("---", "nowhere"),
            ("ELI", "open ELI"),
            ("MED", "open JRN"),
            ("IRQMUS", "IRQ REL"),
            ("PSEREBHMS", "PSE REB"),
            ("MUSGOV", "MUS GOV"),
            ("GOVMED", "open GOV JRN"),
            ("GOVDEV", "open GOV"),
            ("KNT", "-"),
            ("V", "-"),
            ("", "-"),
        ] {
            let got = read(code, states).map_or("-".to_string(), |meaning| {
                let belongs = match meaning.belongs {
                    Belongs::Open => "open".to_string(),
                    Belongs::Nowhere => "nowhere".to_string(),
                    Belongs::To(country) => country.to_string(),
                };
                let sectors = meaning.sectors.iter().map(|s| format!(" {s}"));
                belongs + &sectors.collect::<String>()
            });
            assert_eq!(got, expected, "{code}");
        }
    }
}
