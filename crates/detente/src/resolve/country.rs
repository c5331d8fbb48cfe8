//! Three-letter country codes as small values.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 3166-1 alpha-3 code, or one of PLOVER's own: `KOS`, `UNO`, `EUR`, `IGO`, `NGO`, `ISM`, `IMG`, `MNC`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 3]);

impl Country {
    /// The United Nations.
    pub const UNO: Country = Country(*b"UNO");
    /// The European Union.
    pub const EUR: Country = Country(*b"EUR");
    /// Other bodies of states.
    pub const IGO: Country = Country(*b"IGO");
    /// International non-governmental organisations.
    pub const NGO: Country = Country(*b"NGO");
    /// Social movements across borders.
    pub const ISM: Country = Country(*b"ISM");
    /// Armed groups across borders.
    pub const IMG: Country = Country(*b"IMG");
    /// Companies across borders.
    pub const MNC: Country = Country(*b"MNC");

    /// Reads three capital letters; `None` for anything else.
    ///
    /// ```
    /// use detente::resolve::Country;
    /// assert_eq!(Country::parse("UKR").map(|c| c.to_string()), Some("UKR".to_string()));
    /// assert_eq!(Country::parse("Ukraine"), None);
    /// ```
    pub fn parse(code: &str) -> Option<Country> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Country(bytes))
    }

    /// The code's letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// True for bodies of many states: `UNO`, `EUR`, `IGO`.
    pub fn is_body(self) -> bool {
        [Self::UNO, Self::EUR, Self::IGO].contains(&self)
    }

    /// True for a state, false for PLOVER's international codes.
    pub fn is_state(self) -> bool {
        ![Self::UNO, Self::EUR, Self::IGO, Self::NGO, Self::ISM, Self::IMG, Self::MNC].contains(&self)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Country {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Country::parse(&code).ok_or_else(|| format!("{code:?} is no three-letter country code"))
    }
}

impl From<Country> for String {
    fn from(code: Country) -> String {
        code.to_string()
    }
}
