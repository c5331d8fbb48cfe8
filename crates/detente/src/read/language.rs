//! Which language a text is in.

use whatlang::Lang;

use super::document::Document;
use super::{english_words, function_words};

/// How much of a long text is looked at, in bytes, at its beginning, middle and end each.
const WINDOW: usize = 8 << 10;
/// Latin letters from which on their statistics tell a language by themselves.
const MANY_LATIN: usize = 100;
/// Fewer Latin letters than this tell no language, unless there are words of one.
const FEWEST_LATIN: usize = 12;
/// Share of English function words from which on a text is English.
const ENGLISH: f32 = 0.06;
/// Share of English function words up to which a text can be in another language.
const HARDLY_ENGLISH: f32 = 0.03;
/// Words in small letters from which on English has a function word among them.
const FEWEST_SMALL: u32 = 16;
/// ISO 639's code for a language that is not determined.
const UNDETERMINED: &str = "und";
/// Least confidence in the statistics of a short text.
const SURE: f64 = 0.9;

/// The language of `text` as an ISO 639-1 code ("en", "fr", "zh"), or `None` when it is too short or too mixed to tell.
///
/// Names, figures and tables look foreign to any statistics of letters, so a text with a fair share of English function
/// words is English whatever else is in it, and another language is named only on good evidence: of a long text its
/// letters, of a short one its function words too. A text mostly in another script is never English, however short. "und"
/// is prose in no language that is known here, and not English.
///
/// ```
/// use detente::read::language;
/// assert_eq!(language("The two leaders met in the capital and signed an agreement that the press had seen."), Some("en"));
/// assert_eq!(language("Президент России прибыл в Пекин с официальным визитом."), Some("ru"));
/// assert_eq!(language("Russland zieht seine Truppen aus der Stadt ab."), Some("de"));
/// assert_eq!(language("Kim, Abe, Xi"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    let (mut letters, mut latin, mut digits) = (0usize, 0usize, 0usize);
    for c in sample.chars() {
        letters += usize::from(c.is_alphabetic());
        latin += usize::from(c.is_alphabetic() && is_latin(c));
        digits += usize::from(c.is_ascii_digit());
    }
    if letters == 0 {
        return None;
    }
    if latin * 2 <= letters {
        return code(whatlang::detect(&sample)?.lang());
    }
    let words = function_words::count(&sample);
    let english = words.english_share();
    if english >= ENGLISH {
        // An English line over another language's text does not make it English.
        let other = words.foreign().filter(|(_, count)| *count >= 6 && *count > 2 * words.english);
        return Some(other.map_or("en", |(language, _)| language));
    }
    // Tables are made of short forms that look like any language.
    let is_prose = digits * 8 < letters;
    if letters < MANY_LATIN {
        return of_short_text(&sample, letters, &words, is_prose);
    }
    let found = whatlang::detect(&sample)?;
    if !is_prose || english >= HARDLY_ENGLISH {
        return None;
    }
    if found.is_reliable() && found.lang() != Lang::Eng {
        return code(found.lang());
    }
    // A language that statistics do not know; lists of names have words with capitals only.
    let no_english = words.english == 0 && words.shared_but_a() < ENGLISH;
    (words.small >= FEWEST_SMALL && no_english).then_some(UNDETERMINED)
}

/// The language of a report, as [`language`] tells it of the text and the container states it ([`Document::language`]).
///
/// A page's or feed's statement is often its template's, so it settles only what the text leaves open: a language that is
/// not told, and a short text without a word that only English has.
///
/// ```
/// use detente::read::{Document, language_of};
/// let stated = |text, code: &str| Document { language: Some(code.to_owned()), ..Document::of_text("note", text) };
/// assert_eq!(language_of(&stated("Putin, Xi, Modi, Lula", "en-GB")), Some("en"));
/// assert_eq!(language_of(&stated("Macron in Berlin", "de")), Some("de"));
/// assert_eq!(language_of(&stated("The president met the ministers on Monday.", "de")), Some("en"));
/// ```
pub fn language_of(document: &Document) -> Option<&'static str> {
    let found = language(&document.text);
    let Some(stated) = document.language.as_deref().and_then(known_code) else { return found };
    let open = || {
        let latin = document.text.chars().filter(|c| c.is_alphabetic()).take(MANY_LATIN).count();
        latin < MANY_LATIN && function_words::count(&document.text).english == 0
    };
    match found {
        None => Some(stated),
        Some("en") if stated != "en" && open() => Some(stated),
        found => found,
    }
}

/// The language of a tag ("pt-BR", "en_US", "eng"), if it is one that is known here.
fn known_code(tag: &str) -> Option<&'static str> {
    let primary = tag.trim().split(['-', '_']).next()?.to_lowercase();
    Lang::all().iter().find_map(|&lang| {
        let code = code(lang)?;
        (code == primary || lang.code() == primary || lang.eng_name().eq_ignore_ascii_case(&primary)).then_some(code)
    })
}

/// A few words in Latin letters: function words tell, of a language or against English.
fn of_short_text(text: &str, letters: usize, words: &function_words::Count, is_prose: bool) -> Option<&'static str> {
    let (small, known) = english_words::known(text);
    let mostly_english = small >= 2 && known * 5 >= small * 4;
    let none_english = small >= 1 && known == 0;
    let by_groups = by_groups_of_letters(text);
    let by_letters = || {
        let found = whatlang::detect(text)?;
        let other = by_groups.filter(|&code| code != "en" && (words.of(code) > 0 || !found.is_reliable()));
        other.or_else(|| code(found.lang())).filter(|&code| code != "en")
    };
    if words.english == 0 {
        if let Some((language, count)) = words.foreign() {
            let language = by_groups.filter(|code| words.of(code) == count).unwrap_or(language);
            let accents = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
            let many = count >= 2 && count > words.shared;
            // One may be part of a name.
            let backed = accents && count >= words.shared
                || is_prose && none_english
                || words.shared == 0 && !mostly_english && by_letters() == Some(language);
            if many || backed {
                return Some(language);
            }
        }
        // In English names have accents, hardly any other words do.
        let accented = |word: &&str| word.starts_with(char::is_lowercase) && !word.is_ascii();
        if text.split(|c: char| !c.is_alphabetic()).filter(accented).count() >= 2
            && let Some(language) = by_letters()
        {
            return Some(language);
        }
        let hardly_english = words.shared == 0 && small >= 2 && known * 2 < small || none_english && small >= 3;
        if is_prose && hardly_english {
            return by_letters().or(Some(UNDETERMINED));
        }
        // Names look foreign in any English headline: other words must be foreign too.
        if let Some(other) = by_groups.filter(|&code| code != "en" && is_prose && small >= 1 && known * 5 < small * 4) {
            return Some(other);
        }
    }
    if by_groups == Some("en") && known >= 1 {
        return Some("en");
    }
    if words.english + words.shared > 0 || mostly_english {
        return Some("en");
    }
    if letters < FEWEST_LATIN {
        return None;
    }
    let found = whatlang::detect(text)?;
    (is_prose && found.confidence() >= SURE && found.is_reliable()).then(|| code(found.lang())).flatten()
}

/// The likeliest of the sixteen languages whose pairs and triples of letters `whichlang` has learned from single sentences:
/// surer than `whatlang` of a few words, blind to all other languages.
fn by_groups_of_letters(text: &str) -> Option<&'static str> {
    let name = whichlang::detect_language(text).three_letter_code();
    Lang::from_code(name).and_then(code)
}

fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)
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
    fn short_texts_of_other_languages() {
        for (code, text) in [
            ("de", "Russland zieht seine Truppen aus Cherson zurück."),
            ("de", "Die Ukraine und Polen haben ein Abkommen unterzeichnet."),
            ("fr", "La France expulse deux diplomates russes après les attaques."),
            ("fr", "Le ministre est arrivé dans la capitale."),
            ("es", "El presidente llegó a la capital para hablar con los ministros."),
            ("pt", "O presidente do Brasil chegou ontem à China para uma visita de três dias."),
            ("it", "Il ministro degli Esteri è arrivato nella capitale."),
            ("de", "Deutschland weist zwei russische Diplomaten aus."),
            ("fr", "Les troupes russes se retirent de Kherson."),
            ("es", "Rusia expulsa a dos diplomáticos españoles."),
            ("sv", "Statsministern reste till Kiev på måndagen för samtal."),
            ("tr", "Rusya iki diplomatı sınır dışı etti."),
            ("de", "Polizei nimmt Demonstranten in Berlin fest."),
            ("de", "Macron trifft Merz in Berlin."),
            ("nl", "Politie arresteert betogers in Amsterdam."),
            ("nl", "Rusland valt Kiev aan met drones."),
            ("it", "Meloni incontra Macron a Roma."),
            ("fr", "La police arrête des manifestants à Paris."),
            ("sv", "Polisen grep tre demonstranter i Stockholm."),
            ("zh", "普京会见习近平。"),
            ("ru", "Путин прибыл в Пекин."),
            ("ar", "وصل الوزير"),
        ] {
            assert_eq!(language(text), Some(code), "{text}");
        }
    }

    #[test]
    fn languages_that_statistics_do_not_know() {
        for text in [
            "Rais wa Kenya amewasili mjini Dar es Salaam siku ya Jumatatu kwa mazungumzo na mwenzake wa Tanzania kuhusu biashara ya mpakani na usalama wa eneo hilo, ofisi yake ilisema katika taarifa.",
            "Shugaban kasar Najeriya ya isa birnin Yamai a ranar Litinin domin tattaunawa da takwaransa na Nijar kan harkokin tsaro da kasuwanci, kamar yadda fadarsa ta bayyana a wata sanarwa.",
        ] {
            assert_eq!(language(text), Some("und"), "{text}");
        }
        let names =
            "Zelenskyy, Macron, Scholz, Draghi, Iohannis, Sánchez, Costa, Rutte, Duda, Fiala, Tusk, Orbán in Kyjiw";
        assert!(matches!(language(names), None | Some("en")));
    }

    #[test]
    fn a_line_of_english_above_another_language() {
        let text = "This article was translated from the original.\n\nLe président est arrivé lundi dans la capitale, où il a rencontré les ministres pour parler de la situation à la frontière. Les deux parties veulent continuer les discussions qui ont commencé avant les attaques contre le port, a-t-il dit.";
        assert_eq!(language(text), Some("fr"));
        let quoted = "The minister said \"Je ne suis pas d'accord, et je ne le serai pas\" to the press, and left the room with the other ministers of the region.";
        assert_eq!(language(quoted), Some("en"));
    }

    #[test]
    fn short_texts_that_are_not_english_whatever_they_are() {
        for text in [
            "Israel bombardeia Gaza e mata dez civis palestinos",
            "Israele bombarda Gaza. Hamas risponde con razzi su Tel Aviv. Biden chiama Netanyahu.",
            "Rusia ataca Ucrania con misiles",
            "Nordkorea testet Rakete.",
            "Armata israeliana a atacat Beirut.",
            "Minister fordert Waffenruhe in Gaza.",
            "Danmark udviser to russiske diplomater.",
        ] {
            assert!(language(text).is_some_and(|code| code != "en"), "{text}: {:?}", language(text));
        }
    }

    #[test]
    fn short_texts_in_english() {
        for text in [
            "Hamm should support Yang",
            "Turkey shells Kurdish positions in northern Syria",
            "France expelled two Russian diplomats on Monday.",
            "Ursula von der Leyen met Luiz Inácio Lula da Silva in Rio de Janeiro.",
            "Putin visits Beijing to meet Xi.",
            "Erdoğan visits İzmir in May.",
            "The envoy left.",
            "Israel strikes Lebanon.",
            "Germany expels Russian diplomats.",
            "Iran rejects EU sanctions.",
            "Macron meets Merz in Berlin.",
            "Xi Jinping, Vladimir Putin meet in Beijing; Lula, Modi attend.",
            "Turkey shells Kurdish positions in northern Syria.",
            "Protesters clash with police at La Paz airport.",
        ] {
            assert_eq!(language(text), Some("en"), "{text}");
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
