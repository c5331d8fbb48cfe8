//! Currencies as signs, words and codes, by ISO 4217.

use crate::resolve::words::{Shape, Token};

/// A currency that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Currency {
    /// ISO 4217; `None` when the word names several ("pesos") and nothing says which.
    pub code: Option<&'static str>,
    /// What one of the named is worth in the currency: 0.01 for cents.
    pub factor: f64,
    /// First token after it (before an amount: the amount's first token).
    pub next: usize,
}

/// The sign, abbreviation or code before an amount at `at`: "$", "US$", "Rs.", "EUR", "R" glued to digits.
pub(super) fn before_amount(tokens: &[Token], at: usize) -> Option<Currency> {
    let token = tokens.get(at)?;
    let found = |code, next| Some(Currency { code: Some(code), factor: 1.0, next });
    let next = |n: usize| tokens.get(at + n);
    let digits = |n: usize| next(n).is_some_and(|t| t.shape == Shape::Digits || t.shape == Shape::Word);
    if token.shape == Shape::Sign {
        let code = sign(token.text)?;
        return digits(1).then(|| found(code, at + 1))?;
    }
    if token.shape != Shape::Word {
        return None;
    }
    // "US$", "C$", "NT$", "R$"
    if let Some(dollar) = next(1).filter(|t| matches!(t.text, "$" | "£" | "¥") && t.span.start == token.span.end) {
        let code = match (token.text, dollar.text) {
            ("US" | "U.S." | "USD", "$") => "USD",
            ("C" | "CA" | "CAN" | "Can" | "CAD", "$") => "CAD",
            ("A" | "AU" | "AUS" | "Aus" | "AUD", "$") => "AUD",
            ("NZ", "$") => "NZD",
            ("HK", "$") => "HKD",
            ("S" | "SG", "$") => "SGD",
            ("NT", "$") => "TWD",
            ("R", "$") => "BRL",
            ("Z", "$") => "ZWL",
            ("J", "$") => "JMD",
            ("N", "$") => "NAD",
            ("B", "$") => "BND",
            ("TT", "$") => "TTD",
            ("MX" | "Mex", "$") => "MXN",
            ("E" | "EGP", "£") => "EGP",
            ("IR", "£") => "IEP",
            (_, "£") => "GBP",
            _ => return None,
        };
        return found(code, at + 2);
    }
    let point = usize::from(next(1).is_some_and(|t| t.text == "."));
    let amount = next(1 + point).filter(|t| t.shape == Shape::Digits)?;
    let glued = amount.span.start == token.span.end;
    let code = match token.text {
        "Rs" | "INR" => "INR",
        "R" if glued => "ZAR",
        "Sh" | "KSh" | "Ksh" | "KES" => "KES",
        "Rp" => "IDR",
        "RM" => "MYR",
        "Tk" => "BDT",
        "Fr" | "SFr" | "Sfr" => "CHF",
        "N" if glued => "NGN",
        "P" if glued => "PHP",
        "DM" => "DEM",
        text => code(text)?,
    };
    found(code, at + 1 + point)
}

/// The currency named after an amount: "dollars", "Canadian dollars", "yuan", "EUR", "euro", "dlrs".
pub(super) fn after_amount(tokens: &[Token], at: usize) -> Option<Currency> {
    let token = tokens.get(at)?;
    if token.shape == Shape::Sign {
        let code = sign(token.text)?;
        // "$" after an amount begins the next one
        let next_amount =
            tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Digits && t.span.start == token.span.end);
        return (!next_amount).then_some(Currency { code: Some(code), factor: 1.0, next: at + 1 });
    }
    // up to three words of nationality: "New Zealand dollars", "U.S. dollars", "convertible marks"
    for words in 0..=3 {
        let unit = tokens.get(at + words).filter(|t| t.shape == Shape::Word)?;
        let whose: Vec<&str> = tokens[at..at + words].iter().map(|t| t.lower.as_str()).collect();
        if let Some((code, factor)) = word(&unit.lower, &whose.join(" ")) {
            return Some(Currency { code, factor, next: at + words + 1 });
        }
        if words == 0
            && let Some(code) = code(unit.text)
        {
            return Some(Currency { code: Some(code), factor: 1.0, next: at + 1 });
        }
        // only names of countries and their adjectives may stand between
        if !unit.is_capitalised() && !matches!(unit.lower.as_str(), "convertible" | "sterling") {
            return None;
        }
    }
    None
}

fn sign(text: &str) -> Option<&'static str> {
    Some(match text {
        "$" | "＄" => "USD",
        "€" => "EUR",
        "£" | "￡" => "GBP",
        "¥" | "￥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₩" => "KRW",
        "₪" => "ILS",
        "₺" => "TRY",
        "₴" => "UAH",
        "₦" => "NGN",
        "₫" => "VND",
        "฿" => "THB",
        "₱" => "PHP",
        "₸" => "KZT",
        "₡" => "CRC",
        "₾" => "GEL",
        "₼" => "AZN",
        _ => return None,
    })
}

/// Codes that stand for themselves, in capitals.
fn code(text: &str) -> Option<&'static str> {
    const CODES: [&str; 52] = [
        "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "INR", "PKR", "BDT",
        "LKR", "RUB", "UAH", "KZT", "TRY", "ILS", "SAR", "AED", "QAR", "KWD", "IRR", "IQD", "EGP", "NGN", "ZAR", "KES",
        "ETB", "GHS", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "KRW", "THB", "IDR", "MYR", "PHP", "VND", "SEK", "NOK",
        "DKK", "PLN", "CZK", "HUF",
    ];
    let found = CODES.into_iter().find(|code| *code == text)?;
    Some(if found == "RMB" { "CNY" } else { found })
}

type Named = (Option<&'static str>, f64);

/// A currency's word and the nationality before it.
fn word(unit: &str, whose: &str) -> Option<Named> {
    let whose = whose.trim();
    let plain = whose.is_empty();
    let one = |code: &'static str| Some((Some(code), 1.0));
    // words of one country only; a nationality before them changes nothing
    let sole = match unit {
        "euro" | "euros" => "EUR",
        "yen" => "JPY",
        "yuan" | "renminbi" | "rmb" => "CNY",
        "rouble" | "roubles" | "ruble" | "rubles" => match whose {
            "belarusian" => "BYN",
            _ => "RUB",
        },
        "hryvnia" | "hryvnias" | "hryvna" | "hryvnya" => "UAH",
        "zloty" | "zlotys" | "zlotych" => "PLN",
        "forint" | "forints" => "HUF",
        "koruna" | "korunas" | "koruny" => "CZK",
        "lev" | "leva" => "BGN",
        "baht" => "THB",
        "ringgit" => "MYR",
        "rupiah" => "IDR",
        "taka" => "BDT",
        "kyat" | "kyats" => "MMK",
        "tenge" => "KZT",
        "lari" => "GEL",
        "dram" | "drams" => "AMD",
        "rand" => "ZAR",
        "naira" => "NGN",
        "cedi" | "cedis" => "GHS",
        "birr" => "ETB",
        "afghani" | "afghanis" => "AFN",
        "shekel" | "shekels" => "ILS",
        "dong" => "VND",
        "kwanza" | "kwanzas" => "AOA",
        "reais" => "BRL",
        "bolivar" | "bolivars" | "bolivares" => "VES",
        "bolivianos" => "BOB",
        "guaranies" => "PYG",
        "quetzals" | "quetzales" => "GTQ",
        "kronor" | "krona" => match whose {
            "icelandic" => "ISK",
            _ => "SEK",
        },
        "kronur" => "ISK",
        "sterling" | "stg" => "GBP",
        "quid" => "GBP",
        "bucks" | "dlrs" | "dlr" | "greenbacks" => dollars(whose).unwrap_or("USD"),
        "deutschmarks" | "deutschemarks" => "DEM",
        "pesetas" => "ESP",
        "lire" => "ITL",
        "guilders" => "NLG",
        "drachmas" => "GRD",
        "escudos" => "PTE",
        _ => "",
    };
    if !sole.is_empty() {
        return one(sole);
    }
    match unit {
        "dollar" | "dollars" => match dollars(whose) {
            Some(code) => one(code),
            None => plain.then_some((Some("USD"), 1.0)),
        },
        "cent" | "cents" | "cts" => match dollars(whose) {
            Some(code) => Some((Some(code), 0.01)),
            None => match whose {
                "euro" => Some((Some("EUR"), 0.01)),
                _ => plain.then_some((Some("USD"), 0.01)),
            },
        },
        "pence" => Some((Some("GBP"), 0.01)),
        "kopecks" | "kopeks" => Some((Some("RUB"), 0.01)),
        "won" => match whose {
            "north korean" => one("KPW"),
            _ => one("KRW"),
        },
        // "pounds" alone are a weight or sterling: the caller decides
        "pound" | "pounds" => match whose {
            "egyptian" => one("EGP"),
            "syrian" => one("SYP"),
            "lebanese" => one("LBP"),
            "sudanese" => one("SDG"),
            "south sudanese" => one("SSP"),
            "cypriot" | "cyprus" => one("CYP"),
            "irish" => one("IEP"),
            "british" | "sterling" | "uk" => one("GBP"),
            _ => None,
        },
        "franc" | "francs" => match whose {
            "swiss" => one("CHF"),
            "french" => one("FRF"),
            "belgian" => one("BEF"),
            "cfa" | "west african cfa" => one("XOF"),
            "central african cfa" => one("XAF"),
            "rwandan" | "rwanda" => one("RWF"),
            "congolese" => one("CDF"),
            "guinean" => one("GNF"),
            "burundian" => one("BIF"),
            "djiboutian" => one("DJF"),
            _ => plain.then_some((None, 1.0)),
        },
        "mark" | "marks" => match whose {
            "german" | "deutsche" | "d" => one("DEM"),
            "convertible" | "bosnian" => one("BAM"),
            "finnish" => one("FIM"),
            _ => None,
        },
        "kroner" | "krone" => match whose {
            "danish" => one("DKK"),
            "norwegian" => one("NOK"),
            _ => plain.then_some((None, 1.0)),
        },
        "peso" | "pesos" => match whose {
            "mexican" => one("MXN"),
            "argentine" | "argentinian" => one("ARS"),
            "chilean" => one("CLP"),
            "colombian" => one("COP"),
            "philippine" => one("PHP"),
            "cuban" => one("CUP"),
            "uruguayan" => one("UYU"),
            "dominican" => one("DOP"),
            _ => plain.then_some((None, 1.0)),
        },
        "rupee" | "rupees" => match whose {
            "pakistani" | "pakistan" => one("PKR"),
            "sri lankan" => one("LKR"),
            "nepali" | "nepalese" => one("NPR"),
            "mauritian" => one("MUR"),
            _ => one("INR"),
        },
        "riyal" | "riyals" => match whose {
            "qatari" => one("QAR"),
            "omani" => one("OMR"),
            "yemeni" => one("YER"),
            "iranian" => one("IRR"),
            _ => one("SAR"),
        },
        "rial" | "rials" => match whose {
            "omani" => one("OMR"),
            "yemeni" => one("YER"),
            "saudi" => one("SAR"),
            _ => one("IRR"),
        },
        "toman" | "tomans" => Some((Some("IRR"), 10.0)),
        "dinar" | "dinars" => match whose {
            "iraqi" => one("IQD"),
            "kuwaiti" => one("KWD"),
            "jordanian" => one("JOD"),
            "bahraini" => one("BHD"),
            "libyan" => one("LYD"),
            "tunisian" => one("TND"),
            "algerian" => one("DZD"),
            "serbian" => one("RSD"),
            "yugoslav" => one("YUM"),
            _ => plain.then_some((None, 1.0)),
        },
        "dirham" | "dirhams" => match whose {
            "moroccan" => one("MAD"),
            _ => one("AED"),
        },
        "lira" | "liras" => match whose {
            "syrian" => one("SYP"),
            "lebanese" => one("LBP"),
            "italian" => one("ITL"),
            _ => one("TRY"),
        },
        "leu" | "lei" => match whose {
            "moldovan" => one("MDL"),
            _ => one("RON"),
        },
        "som" | "soms" => match whose {
            "uzbek" => one("UZS"),
            _ => one("KGS"),
        },
        "manat" | "manats" => match whose {
            "turkmen" => one("TMT"),
            _ => one("AZN"),
        },
        "shilling" | "shillings" => match whose {
            "kenyan" => one("KES"),
            "ugandan" => one("UGX"),
            "tanzanian" => one("TZS"),
            "somali" => one("SOS"),
            _ => plain.then_some((None, 1.0)),
        },
        "kwacha" => match whose {
            "malawian" => one("MWK"),
            _ => one("ZMW"),
        },
        "real" if whose == "brazilian" => one("BRL"),
        "soles" | "sol" if whose == "peruvian" => one("PEN"),
        _ => None,
    }
}

/// Whose dollars.
fn dollars(whose: &str) -> Option<&'static str> {
    Some(match whose {
        "us" | "u.s." | "american" | "united states" => "USD",
        "canadian" => "CAD",
        "australian" => "AUD",
        "new zealand" => "NZD",
        "hong kong" => "HKD",
        "singapore" | "singaporean" => "SGD",
        "taiwan" | "taiwanese" | "new taiwan" => "TWD",
        "zimbabwe" | "zimbabwean" => "ZWL",
        "namibian" => "NAD",
        "jamaican" => "JMD",
        "fiji" | "fijian" => "FJD",
        "liberian" => "LRD",
        "trinidad" => "TTD",
        "brunei" => "BND",
        "guyanese" => "GYD",
        _ => return None,
    })
}
