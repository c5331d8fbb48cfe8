//! CAMEO codes: what they are called, and their Goldstein scores as CAMEO's own scale file has them.

use std::collections::HashMap;
use std::sync::LazyLock;

static CODES: LazyLock<HashMap<&'static str, (f64, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("cameo.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        Some((fields.next()?, (fields.next()?.parse().ok()?, fields.next()?)))
    })
    .collect()
});

/// Goldstein score and name of a code, else of the code it refines.
pub(super) fn of(code: &str) -> Option<(f64, &'static str)> {
    (2..=code.len()).rev().find_map(|length| CODES.get(code.get(..length)?).copied())
}

/// "03" of "0312".
pub(super) fn root(code: &str) -> &str {
    code.get(..2).unwrap_or(code)
}

/// "031" of "0312".
pub(super) fn base(code: &str) -> &str {
    code.get(..3).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente::ontology::{Context, EventType, cameo};
    use strum::IntoEnumIterator;

    #[test]
    fn every_code_that_is_given_has_a_score_and_a_name() {
        for kind in EventType::iter() {
            let modes = kind.modes().iter().copied().map(Some).chain([None]);
            for mode in modes {
                for context in Context::iter() {
                    let code = cameo(kind, mode, &[context]);
                    assert!(of(code).is_some_and(|(_, name)| !name.is_empty()), "{code}");
                }
            }
        }
        assert_eq!((root("0312"), base("0312"), base("01")), ("03", "031", "01"));
    }
}
