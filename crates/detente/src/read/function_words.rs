//! Function words: what a short text is made of besides names.

/// How many function words a text holds.
pub(super) struct Count {
    /// All words.
    words: u32,
    /// Words of three letters or more that begin with a small one.
    pub small: u32,
    /// Function words of English and hardly of another language.
    pub english: u32,
    /// Function words of English that other languages have too.
    pub shared: u32,
    /// Those of them that are "a".
    a: u32,
    /// Those of the other languages, in the order of [`OTHERS`].
    others: [u32; OTHERS.len()],
}

impl Count {
    /// Share of the words that are function words of English.
    pub fn english_share(&self) -> f32 {
        self.share(self.english)
    }

    /// Share of the words that are function words of English and other languages, but for "a", which too many have.
    pub fn shared_but_a(&self) -> f32 {
        self.share(self.shared - self.a)
    }

    fn share(&self, count: u32) -> f32 {
        if self.words == 0 { 0.0 } else { count as f32 / self.words as f32 }
    }

    /// How many of the other language `code`.
    pub fn of(&self, code: &str) -> u32 {
        OTHERS.iter().zip(self.others).find(|((known, _), _)| *known == code).map_or(0, |(_, count)| count)
    }

    /// The other language with most words, and how many.
    pub fn foreign(&self) -> Option<(&'static str, u32)> {
        let most = *self.others.iter().max()?;
        let at = self.others.iter().position(|&count| count == most && most > 0)?;
        Some((OTHERS[at].0, most))
    }
}

/// Counts the function words of `text`.
pub(super) fn count(text: &str) -> Count {
    let mut count = Count { words: 0, small: 0, english: 0, shared: 0, a: 0, others: [0; OTHERS.len()] };
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        count.words += 1;
        count.small += u32::from(word.len() >= 3 && word.starts_with(char::is_lowercase));
        if word.len() > LONGEST {
            continue;
        }
        let word = word.to_lowercase();
        let is_in = |list: &[&str]| u32::from(list.binary_search(&word.as_str()).is_ok());
        count.english += is_in(&ENGLISH);
        count.shared += is_in(&SHARED);
        count.a += u32::from(word == "a");
        for ((_, list), other) in OTHERS.iter().zip(&mut count.others) {
            *other += is_in(list);
        }
    }
    count
}

/// The longest word of the lists, in bytes.
const LONGEST: usize = 10;

/// Sorted, as all lists here.
const ENGLISH: [&str; 22] = [
    "and", "are", "been", "but", "for", "from", "has", "have", "his", "its", "of", "said", "that", "the", "their",
    "they", "this", "were", "which", "who", "with", "would",
];

const SHARED: [&str; 19] = [
    "a", "after", "an", "as", "at", "be", "by", "he", "in", "is", "it", "no", "not", "on", "over", "she", "to", "was",
    "will",
];

/// Languages with their function words: none that names hold ("de la", "von der") or English has too.
const OTHERS: [(&str, &[&str]); 11] = [
    (
        "de",
        &[
            "auch", "auf", "aus", "bei", "beim", "dass", "dem", "des", "durch", "ein", "eine", "einem", "einen",
            "einer", "er", "für", "gegen", "haben", "ihre", "ist", "mit", "nach", "nicht", "sein", "seine", "sich",
            "sie", "sind", "und", "unter", "vom", "vor", "wegen", "werden", "wird", "wurde", "zum", "zur", "zwischen",
            "über",
        ],
    ),
    (
        "es",
        &[
            "contra", "desde", "ella", "entre", "es", "esta", "este", "fue", "ha", "hacia", "han", "lo", "más", "para",
            "pero", "por", "que", "se", "sobre", "su", "sus", "tras", "una",
        ],
    ),
    (
        "fr",
        &[
            "après", "aux", "avant", "avec", "ce", "cette", "contre", "dans", "deux", "elle", "entre", "est", "il",
            "ils", "les", "leur", "mais", "ne", "où", "par", "pas", "pour", "qui", "sa", "se", "ses", "sont", "sur",
            "une", "à", "été",
        ],
    ),
    ("id", &["dalam", "dari", "dengan", "ini", "itu", "ke", "oleh", "pada", "telah", "untuk", "yang"]),
    (
        "it",
        &[
            "alla", "anche", "che", "contro", "dal", "dalla", "degli", "dei", "delle", "dopo", "due", "gli", "ha",
            "hanno", "il", "nel", "nella", "non", "per", "sono", "su", "sua", "sul", "tra", "una", "è",
        ],
    ),
    (
        "nl",
        &[
            "aan", "bij", "dat", "een", "het", "hun", "maar", "naar", "niet", "om", "onder", "ook", "op", "te",
            "tegen", "uit", "voor", "werd", "worden", "wordt", "zich", "zijn",
        ],
    ),
    (
        "pl",
        &[
            "dla", "jest", "między", "na", "nie", "od", "oraz", "po", "przez", "przy", "się", "są", "w", "z", "za",
            "ze", "został", "że",
        ],
    ),
    (
        "pt",
        &[
            "ao", "aos", "após", "contra", "ela", "ele", "em", "entre", "foi", "mais", "na", "nas", "nos", "não", "os",
            "para", "pela", "pelo", "por", "que", "se", "sem", "sobre", "sua", "um", "uma", "à",
        ],
    ),
    ("ro", &["cu", "din", "este", "fost", "nu", "pe", "pentru", "sunt", "în", "și"]),
    (
        "sv",
        &[
            "att", "av", "det", "efter", "ett", "från", "för", "har", "inte", "med", "mot", "när", "och", "om", "på",
            "som", "till", "var", "är",
        ],
    ),
    ("tr", &["bir", "bu", "daha", "gibi", "ile", "için", "karşı", "olan", "olarak", "sonra", "ve"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [&ENGLISH[..], &SHARED].into_iter().chain(OTHERS.iter().map(|(_, list)| *list)) {
            assert!(list.is_sorted() && list.iter().all(|word| word.len() <= LONGEST), "{list:?}");
        }
    }

    #[test]
    fn words_of_names_count_for_nobody() {
        let count = count("Ursula von der Leyen, Lula da Silva, Charles de Gaulle, al-Assad");
        assert_eq!(count.foreign(), None);
        assert_eq!(count.english, 0);
    }
}
