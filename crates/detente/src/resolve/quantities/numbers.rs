//! Numbers as digits and as words: "1,234.5", "two hundred and fifty", "3 1/2 million", "500 crore".

use crate::resolve::words::{Shape, Token};

/// A number read from tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::resolve) struct Number {
    /// Its value.
    pub value: f64,
    /// The factor of its scale word (1e6 for "3 million"), 1 without one.
    pub scale: f64,
    /// True when it is written in digits.
    pub digits: bool,
    /// First token after it.
    pub next: usize,
}

/// The cardinal number that begins at token `at`.
///
/// "a" and "an" count only before a scale word ("a million", "a dozen").
pub(in crate::resolve) fn cardinal(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    match token.shape {
        Shape::Digits => in_digits(tokens, at),
        Shape::Word => in_words(tokens, at),
        Shape::Sign => {
            let value = vulgar(token.text)?;
            Some(scaled(tokens, value, true, at + 1))
        }
    }
}

fn in_digits(tokens: &[Token], at: usize) -> Option<Number> {
    let (mut value, mut next) = grouped(tokens, at)?;
    let whole = value.fract() == 0.0;
    // "2 1/2", "2½", "2-1/2"
    if whole {
        if let Some(half) = tokens.get(next).and_then(|t| vulgar(t.text)) {
            value += half;
            next += 1;
        } else {
            let dash = usize::from(tokens.get(next).is_some_and(Token::is_dash));
            if let Some((part, after)) = slashed(tokens, next + dash) {
                value += part;
                next = after;
            } else if let Some((part, after)) = slashed(tokens, at) {
                value = part;
                next = after;
            }
        }
        // "6 and a half", "two and a quarter"
        if let Some((part, after)) = and_fraction(tokens, next) {
            value += part;
            next = after;
        }
    }
    Some(scaled(tokens, value, true, next))
}

/// "1/2" as three adjoining tokens.
fn slashed(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let [over, sign, under] = tokens.get(at..at + 3)? else { return None };
    let adjoin = over.span.end == sign.span.start && sign.span.end == under.span.start;
    if !adjoin || !matches!(sign.text, "/" | "⁄") || over.text.len() > 2 || under.text.len() > 2 {
        return None;
    }
    // other denominators are days ("9/11"), scores or references
    let (over, under): (f64, f64) = (over.text.parse().ok()?, under.text.parse().ok()?);
    let usual = matches!(under as u32, 2 | 3 | 4 | 5 | 8);
    (usual && over < under && over > 0.0).then(|| (over / under, at + 3))
}

/// "and a half", "and a quarter", "and three quarters".
fn and_fraction(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    (tokens.get(at)?.lower == "and").then_some(())?;
    let (over, under) = (tokens.get(at + 1)?.lower.as_str(), tokens.get(at + 2)?.lower.as_str());
    match (over, under) {
        ("a" | "one", "half") => Some((0.5, at + 3)),
        ("a" | "one", "quarter") => Some((0.25, at + 3)),
        ("three", "quarters") => Some((0.75, at + 3)),
        _ => None,
    }
}

/// Digits with thousands marked by commas, points, spaces or not at all, and the first token after them.
fn grouped(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let token = &tokens[at];
    let mut text = token.text.to_owned();
    let mut next = at + 1;
    // "3 000", "12 500 000": groups of exactly three after a gap of one character
    if text.len() <= 3 && !text.starts_with('0') {
        while let Some(group) = tokens.get(next) {
            let gap = group.span.start - tokens[next - 1].span.end;
            let three = group.shape == Shape::Digits && group.text.len() == 3 && !group.text.contains(['.', ',']);
            if !three || !(1..=3).contains(&gap) {
                break;
            }
            text.push_str(group.text);
            next += 1;
        }
    }
    let value = match (text.matches(',').count(), text.matches('.').count()) {
        (0, 0 | 1) => text.parse().ok()?,
        (0, _) => text.replace('.', "").parse().ok()?,
        (1, 0) => {
            let (head, tail) = text.split_once(',')?;
            if tail.len() == 3 && head != "0" && head.len() <= 3 {
                text.replace(',', "").parse().ok()?
            } else {
                text.replace(',', ".").parse().ok()?
            }
        }
        (_, 0) => text.replace(',', "").parse().ok()?,
        // the sign that stands last is the decimal one: "1,234.5", "1.234,5"
        _ => match (text.rfind(',')?, text.rfind('.')?) {
            (comma, point) if comma > point => text.replace('.', "").replace(',', ".").parse().ok()?,
            _ => text.replace(',', "").parse().ok()?,
        },
    };
    f64::is_finite(value).then_some((value, next))
}

fn in_words(tokens: &[Token], at: usize) -> Option<Number> {
    let mut next = at;
    let first = tokens[at].lower.as_str();
    // "half a million", "a quarter of a million"
    if first == "half" && tokens.get(at + 1).is_some_and(|t| t.lower == "a") {
        let scale = scale(tokens, at + 2)?;
        return Some(Number { value: 0.5 * scale.0, scale: scale.0, digits: false, next: scale.1 });
    }
    if first == "half"
        && tokens.get(at + 1).is_some_and(Token::is_dash)
        && tokens.get(at + 2).is_some_and(|t| t.lower == "dozen")
    {
        return Some(Number { value: 6.0, scale: 12.0, digits: false, next: at + 3 });
    }
    if matches!(first, "a" | "an") {
        scale(tokens, at + 1)?;
        next += 1;
    }
    let mut total = 0.0;
    let mut current = if next > at { 1.0 } else { 0.0 };
    let mut seen = next > at;
    let mut last = 1.0;
    let mut small = None::<f64>;
    while let Some(token) = tokens.get(next) {
        if token.shape != Shape::Word {
            // "twenty-one", "forty-five"
            let ten = small.is_some_and(|v| (20.0..100.0).contains(&v) && v % 10.0 == 0.0);
            let one = tokens.get(next + 1).and_then(|t| unit_word(&t.lower)).filter(|&v| v < 10.0 && v > 0.0);
            if token.is_dash()
                && ten
                && let Some(one) = one
            {
                current += one;
                small = Some(one);
                next += 2;
                continue;
            }
            break;
        }
        if let Some(value) = unit_word(&token.lower) {
            // two small numbers in a row are two numbers, but for "twenty one"
            if let Some(before) = small
                && !(before >= 20.0 && before % 10.0 == 0.0 && (1.0..10.0).contains(&value))
            {
                break;
            }
            current += value;
            small = Some(value);
            seen = true;
            next += 1;
        } else if token.lower == "hundred" && seen {
            current = if current == 0.0 { 100.0 } else { current * 100.0 };
            last = 100.0;
            small = None;
            next += 1;
        } else if let (Some((factor, after)), true) = (scale(tokens, next), seen) {
            total += (if current == 0.0 { 1.0 } else { current }) * factor;
            current = 0.0;
            last = factor;
            small = None;
            next = after;
        } else if token.lower == "and" && seen && last >= 100.0 {
            let follows = tokens.get(next + 1).is_some_and(|t| unit_word(&t.lower).is_some());
            if small.is_some() || !follows {
                break;
            }
            next += 1;
        } else {
            break;
        }
    }
    if !seen || next == at {
        return None;
    }
    let mut value = total + current;
    let mut scale = if small.is_none() { last } else { 1.0 };
    if let Some((part, after)) = and_fraction(tokens, next) {
        value += part;
        next = after;
        // "one and a half million"
        if let Some((factor, after)) = self::scale(tokens, next) {
            value *= factor;
            scale = factor;
            next = after;
        }
    }
    Some(Number { value, scale, digits: false, next })
}

/// Applies the scale words after a number in digits ("1.5bn", "2 lakh crore").
fn scaled(tokens: &[Token], value: f64, digits: bool, mut next: usize) -> Number {
    let mut factor = 1.0;
    while let Some((scale, after)) = scale(tokens, next) {
        factor *= scale;
        next = after;
    }
    Number { value: value * factor, scale: factor, digits, next }
}

/// The scale word at token `at`, a hyphen before it allowed ("billion-dollar" is the caller's).
pub(in crate::resolve) fn scale(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let dash = usize::from(at > 0 && tokens.get(at).is_some_and(Token::is_dash));
    let word = tokens.get(at + dash)?;
    let factor = match word.lower.as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "mln" | "mn" | "mio" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "bln" | "bn" | "milliard" => 1e9,
        "trillion" | "trn" | "tn" | "trln" => 1e12,
        "quadrillion" => 1e15,
        "dozen" => 12.0,
        _ => return None,
    };
    Some((factor, at + dash + 1))
}

/// Number words below one hundred.
pub(in crate::resolve) fn unit_word(word: &str) -> Option<f64> {
    Some(match word {
        "zero" => 0.0,
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" | "fourty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
}

/// Ordinal words below one hundred ("third", "twenty-first" is two tokens more), and "last" is no number.
pub(in crate::resolve) fn ordinal_word(word: &str) -> Option<u32> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        "hundredth" => 100,
        _ => return None,
    })
}

/// The ordinal that begins at token `at` ("19th", "twenty-first", "third"), and the first token after it.
pub(in crate::resolve) fn ordinal(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    if token.shape == Shape::Digits {
        let suffix = tokens.get(at + 1)?;
        let glued = suffix.span.start == token.span.end;
        if !glued || !matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th") || token.text.len() > 4 {
            return None;
        }
        return Some((token.text.parse().ok()?, at + 2));
    }
    if let Some(value) = ordinal_word(&token.lower) {
        return Some((value, at + 1));
    }
    let tens = unit_word(&token.lower).filter(|&v| v >= 20.0 && v % 10.0 == 0.0)?;
    let dash = usize::from(tokens.get(at + 1)?.is_dash());
    let ones = ordinal_word(&tokens.get(at + 1 + dash)?.lower).filter(|&v| v < 10)?;
    Some((tens as u32 + ones, at + 2 + dash))
}

/// "½", "¼", "¾" and the like.
fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅕" => 0.2,
        "⅛" => 0.125,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::words::tokens;
    use crate::text::Span;

    fn read(text: &str) -> Option<f64> {
        cardinal(&tokens(text, Span::new(0, text.len())), 0).map(|n| n.value)
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, value) in [
            ("1,234", 1234.0),
            ("1,00,000", 100_000.0),
            ("1.234.567", 1_234_567.0),
            ("1.234,5", 1234.5),
            ("2,5 million", 2.5e6),
            ("3 000 people", 3000.0),
            ("2 1/2 years", 2.5),
            ("2½", 2.5),
            ("1.5bn", 1.5e9),
            ("2 lakh crore", 2e12),
            ("two hundred and fifty", 250.0),
            ("twenty-one", 21.0),
            ("a dozen", 12.0),
            ("two dozen", 24.0),
            ("half a million", 5e5),
            ("six and a half", 6.5),
            ("one and a half million", 1.5e6),
            ("three million two hundred thousand and five", 3_200_005.0),
            ("a hundred thousand", 1e5),
            ("nineteen hundred", 1900.0),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["a", "a man", "and", "hundred", "of", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_with_and_without_digits() {
        for (text, value) in [("19th", Some(19)), ("third", Some(3)), ("twenty-first", Some(21)), ("12 men", None)] {
            let tokens = tokens(text, Span::new(0, text.len()));
            assert_eq!(ordinal(&tokens, 0).map(|o| o.0), value, "{text}");
        }
    }
}
