//! Units of length, area, weight and volume, and shares.

use super::QuantityKind;
use crate::resolve::words::Token;

/// A unit that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    pub kind: QuantityKind,
    /// As the record writes it.
    pub unit: &'static str,
    /// First token after it.
    pub next: usize,
}

/// The unit at token `at`, right after an amount (and its hyphen).
///
/// One-letter units are read only where they touch the amount ("5m").
pub(super) fn at(tokens: &[Token], at: usize) -> Option<Measure> {
    use QuantityKind::{Area, Count, Distance, Percent, Volume, Weight};
    let token = tokens.get(at)?;
    let word = |n: usize| tokens.get(at + n).map_or("", |t| t.lower.as_str());
    let touches = at > 0 && tokens[at - 1].span.end == token.span.start;
    let found = |kind, unit, words| Some(Measure { kind, unit, next: at + words });
    let dash = usize::from(tokens.get(at + 1).is_some_and(Token::is_dash));
    match (word(0), word(1 + dash)) {
        ("%", _) => return found(Percent, "%", 1),
        ("percent" | "pct" | "percentage", "point" | "points") => return found(Percent, "pp", 2 + dash),
        ("per", "cent") if dash == 0 && matches!(word(2), "point" | "points") => return found(Percent, "pp", 3),
        ("percent" | "pct" | "pc", _) => return found(Percent, "%", 1),
        ("per", "cent") => return found(Percent, "%", 2 + dash),
        ("basis", "point" | "points") => return found(Percent, "bp", 2 + dash),
        ("square" | "sq", length) => {
            let point = usize::from(word(1) == ".");
            let length = if point == 1 { word(2) } else { length };
            let unit = match length {
                "kilometer" | "kilometers" | "kilometre" | "kilometres" | "km" | "kms" => "km2",
                "meter" | "meters" | "metre" | "metres" | "m" => "m2",
                "mile" | "miles" | "mi" => "sq mi",
                "foot" | "feet" | "ft" => "sq ft",
                "yard" | "yards" => "sq yd",
                _ => return None,
            };
            return found(Area, unit, 2 + dash + point);
        }
        ("cubic" | "cu", length) => {
            let unit = match length {
                "meter" | "meters" | "metre" | "metres" | "m" => "m3",
                "kilometer" | "kilometers" | "kilometre" | "kilometres" => "km3",
                "foot" | "feet" | "ft" => "cu ft",
                "yard" | "yards" => "cu yd",
                "centimeters" | "centimetres" => "cm3",
                _ => return None,
            };
            return found(Volume, unit, 2 + dash);
        }
        ("nautical", "mile" | "miles") => return found(Distance, "nmi", 2 + dash),
        ("metric", "ton" | "tons" | "tonne" | "tonnes") => return found(Weight, "t", 2 + dash),
        ("light", "year" | "years") => return found(Distance, "ly", 2 + dash),
        _ => {}
    }
    // "km²", "m3"
    let power = tokens.get(at + 1).filter(|t| t.span.start == token.span.end).map_or("", |t| t.text);
    match (word(0), power) {
        ("km", "²" | "2") => return found(Area, "km2", 2),
        ("m", "²" | "2") => return found(Area, "m2", 2),
        ("m", "³" | "3") => return found(Volume, "m3", 2),
        ("km", "/") if word(2) == "h" => return found(Count, "km/h", 3),
        _ => {}
    }
    let (kind, unit) = match word(0) {
        "kilometer" | "kilometers" | "kilometre" | "kilometres" | "km" | "kms" => match (word(1), word(2)) {
            ("per" | "an", "hour") => return found(Count, "km/h", 3),
            _ => (Distance, "km"),
        },
        "meter" | "meters" | "metre" | "metres" => (Distance, "m"),
        "centimeter" | "centimeters" | "centimetre" | "centimetres" | "cm" => (Distance, "cm"),
        "millimeter" | "millimeters" | "millimetre" | "millimetres" | "mm" => (Distance, "mm"),
        "mile" | "miles" => match (word(1), word(2)) {
            ("per" | "an", "hour") => return found(Count, "mph", 3),
            _ => (Distance, "mi"),
        },
        "mph" => (Count, "mph"),
        "kph" | "kmh" => (Count, "km/h"),
        "yard" | "yards" => (Distance, "yd"),
        "foot" | "feet" | "ft" => (Distance, "ft"),
        "inch" | "inches" => (Distance, "in"),
        "hectare" | "hectares" | "ha" => (Area, "ha"),
        "acre" | "acres" => (Area, "acre"),
        "dunam" | "dunams" => (Area, "dunam"),
        "gram" | "grams" | "gramme" | "grammes" => (Weight, "g"),
        "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" | "kilo" | "kilos" | "kg" | "kgs" => (Weight, "kg"),
        "milligram" | "milligrams" | "mg" => (Weight, "mg"),
        "tonne" | "tonnes" => (Weight, "t"),
        "ton" | "tons" => (Weight, "ton"),
        "kiloton" | "kilotons" | "kt" => (Weight, "kt"),
        "megaton" | "megatons" => (Weight, "Mt"),
        "pound" | "pounds" | "lb" | "lbs" => (Weight, "lb"),
        "ounce" | "ounces" | "oz" => (Weight, "oz"),
        "barrel" | "barrels" | "bbl" | "bbls" => match (word(1), word(2)) {
            ("a" | "per", "day") | ("daily", _) => {
                let words = if word(1) == "daily" { 2 } else { 3 };
                return found(Volume, "barrel/day", words);
            }
            _ => (Volume, "barrel"),
        },
        "bpd" => (Volume, "barrel/day"),
        "liter" | "liters" | "litre" | "litres" => (Volume, "L"),
        "gallon" | "gallons" => (Volume, "gal"),
        "bushel" | "bushels" => (Volume, "bu"),
        "bcm" => (Volume, "bcm"),
        "cusecs" => (Volume, "cusec"),
        "megawatt" | "megawatts" | "mw" => (Count, "MW"),
        "gigawatt" | "gigawatts" | "gw" => (Count, "GW"),
        "kilowatt" | "kilowatts" | "kw" => (Count, "kW"),
        "mwh" => (Count, "MWh"),
        "gwh" => (Count, "GWh"),
        "kwh" => (Count, "kWh"),
        "m" if touches => (Distance, "m"),
        "t" if touches => (Weight, "t"),
        "g" if touches => (Weight, "g"),
        "l" if touches => (Volume, "L"),
        _ => return None,
    };
    found(kind, unit, 1)
}
