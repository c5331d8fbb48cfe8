//! What other projects call countries and sectors.

use crate::export::countries;
use detente::ontology::Sector;
use detente::resolve::{Dictionary, Knowledge, lookup};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// PLOVER's codes for what is no country.
const OWN: [&str; 7] = ["UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"];

/// A country as CAMEO has it (GDELT's actors); codes of regions are no countries.
pub(super) fn country_of_cameo(code: &str) -> Option<String> {
    let code = match code {
        "ROM" => "ROU",
        "TMP" => "TLS",
        "KSV" => "KOS",
        "ZAR" => "COD",
        code => code,
    };
    countries::of(code).map(|_| code.to_owned())
}

/// A country as FIPS 10-4 has it (GDELT's places).
pub(super) fn country_of_fips(code: &str) -> Option<String> {
    static CODES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        countries::all().filter(|(_, country)| !country.fips.is_empty()).map(|(code, c)| (c.fips, code)).collect()
    });
    CODES.get(code).map(|code| (*code).to_owned())
}

/// A country's ISO code, or PLOVER's own.
pub(super) fn country_of_code(code: &str) -> Option<String> {
    (OWN.contains(&code) || countries::of(code).is_some()).then(|| code.to_owned())
}

/// A country by its name, as the engine would understand it.
pub(super) fn country_of_name(name: &str) -> Option<String> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Option<String>>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(country) = known.get(name) {
        return country.clone();
    }
    let found = Knowledge::shipped().ok().and_then(|knowledge| {
        let found = lookup(name, None, knowledge, &Dictionary::default());
        found.answer.and_then(|meaning| meaning.country)
    });
    known.insert(name.to_owned(), found.clone());
    found
}

/// A sector as CAMEO has it.
pub(super) fn sector_of_cameo(kind: &str) -> Option<Sector> {
    match kind {
        "MED" => Some(Sector::Jrn),
        "HLH" => Some(Sector::Med),
        "INS" | "SEP" => Some(Sector::Reb),
        kind => kind.parse().ok(),
    }
}

/// A sector as ICEWS names it; its finer names and its ideologies say nothing more.
pub(super) fn sector_of_icews(name: &str) -> Option<Sector> {
    Some(match name {
        "Government" | "Executive" | "Executive Office" | "Cabinet" => Sector::Gov,
        "Legislative / Parliamentary" => Sector::Leg,
        "Judicial" => Sector::Jud,
        "Military" | "Army" | "Navy" | "Air Force" => Sector::Mil,
        "Police" => Sector::Cop,
        "Parties" | "Government Major Party (In Government)" | "Opposition Major Party (Out Of Government)" => {
            Sector::Pty
        }
        "Rebel" | "Separatists" | "Insurgents" | "Organized Violent" => Sector::Reb,
        "Dissident" => Sector::Opp,
        "Media" | "News" => Sector::Jrn,
        "Business" => Sector::Bus,
        "Education" => Sector::Edu,
        "General Population / Civilian / Social" | "Population" => Sector::Cvl,
        "Criminals / Gangs" => Sector::Crm,
        "Labor" => Sector::Lab,
        "Refugees" => Sector::Ref,
        "Intelligence" => Sector::Spy,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_by_every_code_and_name() {
        assert_eq!(country_of_cameo("ROM").as_deref(), Some("ROU"));
        assert_eq!((country_of_cameo("AFR"), country_of_fips("ZZ"), country_of_code("None")), (None, None, None));
        assert_eq!((country_of_fips("RS").as_deref(), country_of_fips("CH").as_deref()), (Some("RUS"), Some("CHN")));
        assert_eq!(country_of_code("UNO").as_deref(), Some("UNO"));
        for (name, code) in
            [("Russian Federation", "RUS"), ("South Korea", "KOR"), ("Iran", "IRN"), ("Cote d'Ivoire", "CIV")]
        {
            assert_eq!(country_of_name(name).as_deref(), Some(code), "{name}");
            assert_eq!(country_of_name(name).as_deref(), Some(code), "{name}");
        }
    }
}
