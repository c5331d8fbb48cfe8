//! What other projects call the countries: `countries.tsv` has the FIPS 10-4 and Correlates of War codes beside ours.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A country's names elsewhere; empty where it has none.
pub(crate) struct Country {
    pub(crate) name: &'static str,
    pub(crate) fips: &'static str,
    pub(crate) cow: &'static str,
}

static COUNTRIES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    let rows = include_str!("countries.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        let code = fields.next()?;
        Some((code, Country { name: fields.next()?, fips: fields.next()?, cow: fields.next()? }))
    })
    .collect()
});

/// The country of a code.
pub(crate) fn of(code: &str) -> Option<&'static Country> {
    COUNTRIES.get(code)
}

/// Every country with its code.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Country)> {
    COUNTRIES.iter().map(|(code, country)| (*code, country))
}

/// The country's name, else the code itself: "International" organisations are no country.
pub(crate) fn name(code: &str) -> String {
    of(code).map_or(code, |c| c.name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_name_and_no_code_names_two() {
        let all = &*COUNTRIES;
        assert!(all.len() > 190);
        for of in [|c: &Country| c.fips, |c: &Country| c.cow] {
            let mut codes: Vec<&str> = all.values().map(of).filter(|c| !c.is_empty()).collect();
            let count = codes.len();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), count);
        }
        assert_eq!((name("RUS").as_str(), of("RUS").map(|c| (c.fips, c.cow))), ("Russia", Some(("RS", "365"))));
        assert_eq!(name("UNO"), "UNO");
    }
}
