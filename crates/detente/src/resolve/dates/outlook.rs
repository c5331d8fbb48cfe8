//! Whether the words around a date look back or ahead: "met on Thursday", "will meet on Thursday".

use super::lexicon;
use crate::resolve::words::{Shape, Token};
use std::ops::Range;

/// Which way from the report's date the sentence looks at a time it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Outlook {
    /// It happened.
    Past,
    /// It is to happen.
    Future,
    /// The words do not say.
    #[default]
    Unknown,
}

/// What one word says of the tense of its clause.
enum Sign {
    /// A finite verb or modal that settles it.
    Settles(Outlook),
    /// A participle: past unless a finite verb of the same clause says otherwise.
    Hints,
    /// The clause ends here.
    Bound,
    Silent,
}

/// Reads the verbs nearest to the tokens `mention`, first those before it, then those after it.
///
/// Only `tokens[sentence]` is looked at.
pub(super) fn of(tokens: &[Token], sentence: Range<usize>, mention: Range<usize>) -> Outlook {
    if let Some(outlook) = deadline(tokens, &sentence, &mention) {
        return outlook;
    }
    let before = (sentence.start..mention.start).rev();
    let after = mention.end..sentence.end;
    let read = match nearest(tokens, before, true) {
        // what is said of a clause that is over says nothing of its tense: "the court sits on May 28, he said"
        Outlook::Unknown if mention.start > sentence.start + 3 && reports(tokens, after.clone()) => Outlook::Unknown,
        Outlook::Unknown => nearest(tokens, after, false),
        known => known,
    };
    let term = mention.start > sentence.start
        && tokens.get(mention.start - 1).is_some_and(|t| matches!(t.lower.as_str(), "by" | "until" | "till"));
    if read == Outlook::Unknown && term { Outlook::Future } else { read }
}

/// True when only a clause like ", a spokesman said" follows.
fn reports(tokens: &[Token], after: Range<usize>) -> bool {
    let comma = tokens.get(after.start).is_some_and(|t| matches!(t.text, "," | "”" | "\"" | "’" | "'"));
    let clause = tokens.get(after).unwrap_or_default();
    let said = clause
        .iter()
        .rev()
        .take(4)
        .any(|t| matches!(t.lower.as_str(), "said" | "told" | "reported" | "announced" | "added"));
    comma && said && clause.len() < 12
}

/// "gave them until Friday", "ahead of Thursday's vote": a date that bounds what is still to come.
fn deadline(tokens: &[Token], sentence: &Range<usize>, mention: &Range<usize>) -> Option<Outlook> {
    let at = mention.start;
    let back = |n: usize| at.checked_sub(n).filter(|i| sentence.contains(i)).map(|i| tokens[i].lower.as_str());
    let mut n = 1;
    while matches!(back(n), Some("the" | "at" | "least" | "on")) {
        n += 1;
    }
    match (back(n)?, back(n + 1)) {
        ("of", Some("ahead")) => Some(Outlook::Future),
        // "planned for Friday", but not "blamed for Friday's attack"
        ("for", Some(verb)) if verb.ends_with("ed") || matches!(verb, "set" | "due") => {
            let next = tokens.get(mention.end).filter(|_| sentence.contains(&mention.end));
            let noun = next
                .is_some_and(|t| t.is_apostrophe() || t.shape != Shape::Sign && !lexicon::is_function_word(&t.lower));
            (!noun).then_some(Outlook::Future)
        }
        ("since", _) => Some(Outlook::Past),
        ("until" | "till" | "through", _) => {
            let clause = (sentence.start..at).rev().take_while(|&i| tokens[i].shape != Shape::Sign);
            clause
                .take(14)
                .map(|i| tokens[i].lower.as_str())
                .find(|w| {
                    ["extend", "postpon", "adjourn", "delay", "suspend", "defer"].iter().any(|s| w.starts_with(s))
                        || matches!(*w, "gave" | "given" | "gives" | "give" | "have" | "has" | "put" | "valid")
                })
                .map(|_| Outlook::Future)
        }
        _ => None,
    }
}

/// The outlook of the first verbs in `order`. Where they stand after the date (not `leading`) it is not the date of
/// what they promise: "on Friday the sides agreed to meet".
fn nearest(tokens: &[Token], order: impl Iterator<Item = usize>, leading: bool) -> Outlook {
    let mut hint = Outlook::Unknown;
    for i in order {
        match sign(tokens, i, leading) {
            Sign::Settles(outlook) => return outlook,
            // after the date the first verb is that of its clause, if it has an object: "in January a court freed the
            // man", but "on Friday elected officials will meet"
            Sign::Hints if !leading && has_object(tokens, i + 1) => return Outlook::Past,
            Sign::Hints => hint = Outlook::Past,
            Sign::Bound if hint != Outlook::Unknown => return hint,
            Sign::Bound | Sign::Silent => {}
        }
    }
    hint
}

/// True when an article, a pronoun or a number begins at token `at`.
fn has_object(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.shape == Shape::Digits
            || matches!(
                token.lower.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "its"
                    | "his"
                    | "her"
                    | "their"
                    | "another"
                    | "all"
                    | "some"
                    | "him"
                    | "them"
                    | "it"
                    | "that"
                    | "this"
                    | "these"
                    | "more"
                    | "two"
                    | "three"
                    | "four"
                    | "five"
                    | "six"
                    | "several"
                    | "dozens"
                    | "hundreds"
            )
    })
}

fn sign(tokens: &[Token], at: usize, leading: bool) -> Sign {
    let token = &tokens[at];
    let word = token.lower.as_str();
    let next = |n: usize| tokens.get(at + n).map_or("", |t| t.lower.as_str());
    if token.shape != Shape::Word {
        return if matches!(token.text, "," | ";" | ":" | "—" | "–" | "“" | "”" | "\"" | "(" | ")") {
            Sign::Bound
        } else {
            Sign::Silent
        };
    }
    match word {
        "will" | "ll" | "shall" | "would" | "must" | "should" | "may" | "might" | "can" | "could" | "cannot" | "wo"
        | "tomorrow" | "upcoming" | "forthcoming" | "slated" | "scheduled" | "expected" | "planned" | "due"
        | "plans" | "intends" | "aims" | "hopes" | "expects" => {
            // "may" the month and "Will" the name
            if token.is_capitalised() && matches!(word, "may" | "will") && at > 0 {
                return Sign::Silent;
            }
            // "had been due in February"
            if matches!(word, "due" | "expected" | "scheduled" | "planned" | "slated")
                && at >= 2
                && tokens[at - 1].lower == "been"
                && tokens[at - 2].lower == "had"
            {
                return Sign::Settles(Outlook::Past);
            }
            // "could not say on Friday"
            if matches!(word, "can" | "could") && matches!(next(1), "not" | "n" | "only" | "hardly") || word == "cannot"
            {
                return Sign::Silent;
            }
            Sign::Settles(Outlook::Future)
        }
        "won" if at + 2 < tokens.len() && tokens[at + 1].is_apostrophe() && next(2) == "t" => {
            Sign::Settles(Outlook::Future)
        }
        // said of what is on the calendar: "talks resume Tuesday", "the truce expires on Friday"
        "begins" | "starts" | "opens" | "expires" | "lapses" | "resumes" | "sits" | "arrives" | "departs"
        | "reconvenes" | "convenes" | "travels" | "goes" | "takes" | "hosts" | "faces" | "meets" | "returns"
        | "closes" | "ends" | "begin" | "resume" | "reopen" | "reopens" | "convene" | "reconvene" | "expire"
        | "arrive" | "want" | "wants" | "seek" | "seeks" | "needs" | "hope" | "expect" | "intend" => {
            let bare = at == 0 || !matches!(tokens[at - 1].lower.as_str(), "to" | "not" | "t");
            if bare { Sign::Settles(Outlook::Future) } else { Sign::Silent }
        }
        "forget" | "remember" | "remembers" | "recall" | "recalls" | "mourn" => Sign::Settles(Outlook::Past),
        "to" => infinitive(tokens, at, leading),
        "is" | "are" | "am" => present(tokens, at, leading),
        "was" | "were" | "had" | "did" | "has" | "have" => Sign::Settles(Outlook::Past),
        "that" | "who" | "which" | "when" | "where" | "while" | "but" | "because" | "after" | "before" | "since"
        | "if" | "as" | "until" | "whether" | "though" | "although" | "why" | "how" => Sign::Bound,
        _ if is_past_verb(word) && !(token.is_capitalised() && at > 0) => Sign::Settles(Outlook::Past),
        _ if (is_participle(word) || is_irregular_participle(word)) && !token.is_capitalised() => Sign::Hints,
        _ => Sign::Silent,
    }
}

/// "agreed to meet", "are to open", "urged Israel to halt": ahead. "met to discuss" says nothing.
fn infinitive(tokens: &[Token], at: usize, leading: bool) -> Sign {
    let verb = tokens.get(at + 1);
    let bare = verb.is_some_and(|t| {
        t.shape == Shape::Word
            && !t.is_capitalised()
            && !t.lower.ends_with("ing")
            && !matches!(
                t.lower.as_str(),
                "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "that" | "date"
            )
    });
    if !bare {
        return Sign::Silent;
    }
    let governs = |word: &str| {
        const STEMS: [&str; 29] = [
            "agree",
            "decid",
            "vow",
            "promis",
            "pledg",
            "threaten",
            "want",
            "hope",
            "intend",
            "ask",
            "urg",
            "order",
            "invit",
            "likely",
            "seek",
            "need",
            "ready",
            "prepar",
            "aim",
            "going",
            "poised",
            "bound",
            "plan",
            "expect",
            "schedul",
            "slated",
            "deadline",
            "ultimatum",
            "commit",
        ];
        STEMS.iter().any(|stem| word.starts_with(stem))
    };
    for back in 1..=4 {
        let Some(token) = at.checked_sub(back).and_then(|i| tokens.get(i)) else { break };
        if token.shape == Shape::Sign {
            break;
        }
        let word = token.lower.as_str();
        let beside = back == 1
            && matches!(word, "is" | "are" | "was" | "were" | "due" | "set" | "has" | "have" | "had" | "about" | "be");
        if beside || (leading && governs(word)) {
            return Sign::Settles(Outlook::Future);
        }
    }
    Sign::Silent
}

/// "is visiting on Friday", "is due on Friday", "the vote is on Sunday": ahead; "is accused of killing": back.
fn present(tokens: &[Token], at: usize, leading: bool) -> Sign {
    for (n, token) in tokens[at + 1..].iter().take(3).enumerate() {
        let word = token.lower.as_str();
        match word {
            "accused" | "charged" | "alleged" | "believed" | "suspected" | "thought" | "said" | "reported"
            | "known" | "wanted" => return Sign::Settles(Outlook::Past),
            "to" | "due" | "set" | "scheduled" | "expected" | "planned" | "slated" | "likely" | "poised" | "bound" => {
                return Sign::Settles(Outlook::Future);
            }
            "on" | "in" | "at" if n == 0 && leading => return Sign::Settles(Outlook::Future),
            _ if n == 0 && leading && (lexicon::weekday(token).is_some() || lexicon::month(token).is_some()) => {
                return Sign::Settles(Outlook::Future);
            }
            _ if word.len() > 5 && word.ends_with("ing") && !matches!(word, "during" | "nothing" | "something") => {
                return Sign::Settles(Outlook::Future);
            }
            _ if token.shape == Shape::Sign => break,
            _ => {}
        }
    }
    Sign::Silent
}

fn is_participle(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(
            word,
            "hundred" | "indeed" | "exceed" | "proceed" | "succeed" | "speed" | "naked" | "sacred" | "breed"
        )
}

/// Past forms that cannot be participles: they settle the tense of their clause.
fn is_past_verb(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "told"
            | "came"
            | "went"
            | "took"
            | "gave"
            | "began"
            | "became"
            | "broke"
            | "chose"
            | "drew"
            | "drove"
            | "fell"
            | "flew"
            | "froze"
            | "grew"
            | "knew"
            | "ran"
            | "rode"
            | "rose"
            | "sank"
            | "saw"
            | "shook"
            | "spoke"
            | "stole"
            | "swore"
            | "threw"
            | "tore"
            | "woke"
            | "wore"
            | "wrote"
            | "withdrew"
            | "arose"
            | "blew"
            | "forbade"
            | "overthrew"
            | "undertook"
            | "died"
            | "arrived"
    )
}

/// Irregular forms that serve as past and as participle ("held", "built").
fn is_irregular_participle(word: &str) -> bool {
    matches!(
        word,
        "beat"
            | "bought"
            | "brought"
            | "built"
            | "burst"
            | "caught"
            | "cut"
            | "dealt"
            | "dug"
            | "felt"
            | "fled"
            | "fought"
            | "found"
            | "got"
            | "heard"
            | "held"
            | "hit"
            | "hung"
            | "kept"
            | "laid"
            | "led"
            | "left"
            | "lent"
            | "lit"
            | "lost"
            | "made"
            | "meant"
            | "met"
            | "paid"
            | "put"
            | "quit"
            | "sat"
            | "sent"
            | "set"
            | "hurt"
            | "cast"
            | "let"
            | "spread"
            | "shed"
            | "hidden"
            | "stolen"
            | "thrown"
            | "shot"
            | "shut"
            | "slept"
            | "sold"
            | "sought"
            | "spent"
            | "split"
            | "stood"
            | "struck"
            | "swept"
            | "taught"
            | "thought"
            | "upheld"
            | "won"
            | "taken"
            | "given"
            | "broken"
            | "driven"
            | "seen"
            | "shown"
            | "written"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::words::tokens;
    use crate::text::Span;

    fn outlook(text: &str, word: &str) -> Outlook {
        let tokens = tokens(text, Span::new(0, text.len()));
        let at = tokens.iter().position(|t| t.text == word).unwrap();
        of(&tokens, 0..tokens.len(), at..at + 1)
    }

    #[test]
    fn the_nearest_verb_decides() {
        use Outlook::{Future, Past, Unknown};
        let text = "The president will visit Paris on Thursday, officials said Monday.";
        assert_eq!(outlook(text, "Thursday"), Future);
        assert_eq!(outlook(text, "Monday"), Past);
        for (text, word, expected) in [
            ("On Thursday, the two leaders will meet in Oslo.", "Thursday", Future),
            ("The rebels agreed to hand over their arms on Friday.", "Friday", Future),
            ("Ministers met to discuss the crisis on Friday.", "Friday", Past),
            ("The deal will be signed by elected officials on Friday.", "Friday", Future),
            ("Troops entered the city on Friday.", "Friday", Past),
            ("The army gave them until Friday to leave.", "Friday", Future),
            ("Police stepped up patrols ahead of Sunday's vote.", "Sunday", Future),
            ("Thursday's summit", "Thursday", Unknown),
            ("He is accused of shooting a guard on Friday.", "Friday", Past),
            ("The king is visiting Rome on Friday.", "Friday", Future),
        ] {
            assert_eq!(outlook(text, word), expected, "{text}");
        }
    }
}
