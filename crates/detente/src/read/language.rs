//! Which language a text is in.

use whatlang::Lang;

/// How much of a long text is looked at, in bytes, at its beginning, middle and end each.
const WINDOW: usize = 8 << 10;
/// Fewer letters than this tell no language written in Latin letters.
const FEWEST_LATIN: usize = 100;
/// Fewer letters than this tell no language.
const FEWEST: usize = 12;

/// The language of `text` as an ISO 639-1 code ("en", "fr", "zh"), or `None` when it is too short or too mixed to tell.
///
/// Names, figures and tables look foreign to any statistics of letters, so a text with a fair share of English function
/// words is English whatever else is in it, and another language is named only on good evidence.
///
/// ```
/// use detente::read::language;
/// assert_eq!(language("The two leaders met in the capital and signed an agreement that the press had seen."), Some("en"));
/// assert_eq!(language("Президент России прибыл в Пекин с официальным визитом."), Some("ru"));
/// assert_eq!(language("Kim, Abe, Xi"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    let (mut letters, mut latin, mut digits) = (0usize, 0usize, 0usize);
    for c in sample.chars() {
        letters += usize::from(c.is_alphabetic());
        latin += usize::from(c.is_alphabetic() && c < '\u{250}');
        digits += usize::from(c.is_ascii_digit());
    }
    if letters < FEWEST {
        return None;
    }
    let english = english_share(&sample);
    if latin * 2 > letters && english >= 0.06 {
        return Some("en");
    }
    let found = whatlang::detect(&sample)?;
    if latin * 2 > letters {
        // Tables are made of short forms that look like any language.
        let is_prose = digits * 8 < letters;
        let sure = letters >= FEWEST_LATIN && is_prose && found.is_reliable() && english < 0.03;
        return if sure { code(found.lang()) } else { None };
    }
    code(found.lang())
}

/// The text, or three pieces of a long one.
fn sample(text: &str) -> String {
    if text.len() <= 3 * WINDOW {
        return text.to_owned();
    }
    let piece = |from: usize| {
        let start = (from..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let end =
            (start..(start + WINDOW).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(start);
        &text[start..end]
    };
    [piece(0), piece(text.len() / 2), piece(text.len() - WINDOW)].join("\n")
}

/// Share of words that are function words of English and hardly words of another language.
fn english_share(text: &str) -> f32 {
    const WORDS: [&str; 22] = [
        "and", "are", "been", "but", "for", "from", "has", "have", "his", "its", "of", "said", "that", "the", "their",
        "they", "this", "were", "which", "who", "with", "would",
    ];
    let (mut all, mut english) = (0u32, 0u32);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        english += u32::from(word.len() <= 5 && WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok());
    }
    if all == 0 { 0.0 } else { english as f32 / all as f32 }
}

fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_the_press() {
        for (code, text) in [
            (
                "de",
                "Der Präsident traf am Montag in der Hauptstadt ein und sprach mit den Ministern über die Lage an der Grenze. Beide Seiten wollen die Gespräche fortsetzen.",
            ),
            (
                "fr",
                "Le président est arrivé lundi dans la capitale, où il a rencontré les ministres pour parler de la situation à la frontière. Les deux parties veulent continuer.",
            ),
            (
                "es",
                "El presidente llegó el lunes a la capital y habló con los ministros sobre la situación en la frontera. Las dos partes quieren seguir con las conversaciones.",
            ),
            (
                "pt",
                "O presidente chegou na segunda-feira à capital e falou com os ministros sobre a situação na fronteira. As duas partes querem continuar as conversações.",
            ),
            (
                "it",
                "Il presidente è arrivato lunedì nella capitale e ha parlato con i ministri della situazione al confine. Le due parti vogliono continuare i colloqui.",
            ),
            (
                "tr",
                "Cumhurbaşkanı pazartesi günü başkente geldi ve bakanlarla sınırdaki durum hakkında konuştu. İki taraf da görüşmelere devam etmek istiyor.",
            ),
            ("ru", "Президент прибыл в понедельник в столицу и говорил с министрами о положении на границе."),
            ("uk", "Президент прибув у понеділок до столиці й говорив із міністрами про становище на кордоні."),
            ("ar", "وصل الرئيس يوم الاثنين إلى العاصمة وتحدث مع الوزراء عن الوضع على الحدود."),
            ("zh", "总统星期一抵达首都，并与部长们讨论了边境局势。"),
            ("ja", "大統領は月曜日に首都に到着し、国境の状況について閣僚と話し合った。"),
            ("ko", "대통령은 월요일 수도에 도착하여 국경 상황에 대해 장관들과 이야기했다."),
            ("he", "הנשיא הגיע ביום שני לבירה ושוחח עם השרים על המצב בגבול."),
            ("en", "THE PRESIDENT ARRIVED ON MONDAY AND SPOKE WITH THE MINISTERS ABOUT THE BORDER."),
        ] {
            assert_eq!(language(text), Some(code), "{text}");
        }
    }

    #[test]
    fn the_unsure_is_left_open() {
        for text in [
            "",
            "Putin Xi",
            "Qtly div 25 cts vs 25 cts",
            "12 345 678",
            "😀",
            "Zelenskyy, Macron, Scholz, Draghi in Kyjiw",
        ] {
            assert!(matches!(language(text), None | Some("en")), "{text}");
        }
    }
}
