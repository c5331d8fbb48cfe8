//! PETRARCH's dictionaries of actors and agents, as they are.
//!
//! ```text
//! GREEN_FRONT_ [PERREB 19920301-20000101] [PERPTY >20000101]  # a note
//! +FRENTE_VERDE
//! SHOP_STEWARD {SHOP_STEWARDS} [~LAB]
//! !PERSON! = MAN, WOMAN
//! CAMERA!PERSON! [~MED]
//! ```
//!
//! An entry is a name, its other names on lines with `+`, and its codes on any of these lines or on lines of their own;
//! the first code that holds on the day is meant. A code holds from its first day to the day before its last; `<` means
//! before a day, `>` from it on. A `_` parts words and may stand at the end; years of two digits are 1931 to 2030. A code
//! with `~` makes the entry an agent, a word for a role: `{…}` are its plurals, `{}` says that it has none, and without
//! them a regular one is made. Notes stand behind `#` or `;` or in `<!-- … -->`.
//!
//! Dictionaries that people have are not without flaws, and PETRARCH passes over most: what it passes over is left out
//! with a warning. What cannot be such a line at all is an error.

use super::agents::Agent;
use super::cameo;
use super::problem::{Problem, shown};
use super::rows::is_name;
use super::{Contents, Entry, Term};
use crate::resolve::knowledge::Knowledge;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Reads a dictionary of actors, of agents, or of both.
pub(super) fn read(file: &Arc<str>, text: &str, knowledge: &Knowledge) -> Contents {
    let mut reader = Reader { file, knowledge, contents: Contents::default(), open: None, sets: HashMap::new() };
    let mut note = false;
    let mut coded = false;
    for (index, raw) in text.lines().enumerate() {
        let (line, inside) = without_notes(raw, note);
        note = inside;
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        coded |= line.contains('[');
        if let Err(reason) = reader.line(index + 1, line) {
            reader.contents.bad.push(Problem { file: file.clone(), line: index + 1, reason });
        }
    }
    reader.close();
    let mut contents = reader.contents;
    if note {
        contents.bad.push(Problem { file: file.clone(), line: 0, reason: "a note <!-- has no end -->".into() });
    }
    if !coded && contents.bad.is_empty() {
        let reason = "neither a table with a column \"pattern\" nor a dictionary: no line has a code such as [USAGOV]";
        contents.bad.push(Problem { file: file.clone(), line: 0, reason: reason.into() });
        contents.warnings.clear();
    }
    contents
}

/// A line without its notes; true when one goes on behind it.
fn without_notes(line: &str, note: bool) -> (String, bool) {
    let mut out = String::new();
    let mut rest = line;
    let mut inside = note;
    loop {
        if inside {
            let Some((_, after)) = rest.split_once("-->") else { return (out, true) };
            rest = after;
        }
        let end = rest.find(['#', ';']).unwrap_or(rest.len());
        match rest.find("<!--").filter(|at| *at < end) {
            Some(at) => {
                out.push_str(&rest[..at]);
                rest = &rest[at + 4..];
                inside = true;
            }
            None => {
                out.push_str(&rest[..end]);
                return (out, false);
            }
        }
    }
}

/// An entry while lines are still added to it.
struct Open {
    entry: Entry,
    /// True when a code was there, whether or not it could be used.
    coded: bool,
}

struct Reader<'r> {
    file: &'r Arc<str>,
    knowledge: &'r Knowledge,
    contents: Contents,
    open: Option<Open>,
    /// Words that stand for one another: `!PERSON!`.
    sets: HashMap<String, Vec<String>>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        for (sign, what) in [("---", "verbs"), ("- ", "verbs"), ("&", "verbs"), ("<", "tags")] {
            if line.starts_with(sign) {
                let expected = "expected a pattern and a code such as HEZBOLLAH_ [LBNREB]";
                return Err(format!("{}: a line of a file of {what}: {expected}", shown(line)));
            }
        }
        let (pattern, codes) = self.parted(number, line)?;
        if let Some((name, words)) = line.strip_prefix('!').and_then(|l| l.split_once('='))
            && codes.is_empty()
        {
            return self.set(name, words);
        }
        if codes.iter().any(|c| c.contains('~')) {
            self.close();
            return self.agent(number, pattern, &codes);
        }
        if let Some(synonym) = pattern.strip_prefix('+') {
            if self.open.is_none() {
                return Err(format!("{}: another name of nothing: no entry stands before it", shown(pattern)));
            }
            // Some lines hold several: "+ONE_ +TWO_".
            for name in synonym.split('+') {
                self.name(number, name)?;
            }
        } else if !pattern.is_empty() {
            self.close();
            let entry = Entry { name: None, patterns: Vec::new(), terms: Vec::new() };
            self.open = Some(Open { entry, coded: false });
            self.name(number, pattern)?;
        } else if self.open.is_none() {
            return Err(format!("{}: a code of nothing: no entry stands before it", shown(line)));
        }
        for code in codes {
            self.code(number, code)?;
        }
        Ok(())
    }

    /// The pattern of a line and what stands in its brackets.
    fn parted<'l>(&mut self, number: usize, line: &'l str) -> Result<(&'l str, Vec<&'l str>), String> {
        let Some((pattern, mut rest)) = line.split_once('[') else { return Ok((line, Vec::new())) };
        let mut codes = Vec::new();
        loop {
            let (code, after) = match rest.split_once(']') {
                Some(found) => found,
                None => {
                    let code = rest.trim_end_matches(['}', ')', '>']);
                    if code == rest {
                        return Err(format!("{}: expected ] behind the code", shown(line)));
                    }
                    self.warn(number, format!("{}: the code does not end in ]", shown(line)));
                    (code, "")
                }
            };
            codes.push(code.trim());
            match after.split_once('[') {
                Some((_, next)) => rest = next,
                None => return Ok((pattern.trim(), codes)),
            }
        }
    }

    fn warn(&mut self, line: usize, reason: String) {
        self.contents.warnings.push(Problem { file: self.file.clone(), line, reason });
    }

    fn name(&mut self, number: usize, pattern: &str) -> Result<(), String> {
        let written = spaced(pattern);
        if written.is_empty() {
            return Ok(());
        }
        is_name(&written)?;
        if let Some(open) = &mut self.open {
            open.entry.patterns.push((written, number));
        }
        Ok(())
    }

    /// Adds a code with its days to the open entry.
    fn code(&mut self, number: usize, text: &str) -> Result<(), String> {
        let mut words = text.split_whitespace();
        let code = words.next().unwrap_or("").to_uppercase();
        let days: String = words.collect();
        is_code(&code, text)?;
        let Some(open) = &mut self.open else { return Ok(()) };
        open.coded = true;
        let Some((from, until)) = period(&days) else {
            let expected = "expected <920101, >920101 or 920101-931231, years of two or four digits";
            self.warn(number, format!("{} is no period, the code {code} is left out: {expected}", shown(&days)));
            return Ok(());
        };
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            self.warn(
                number,
                format!("the code {code} ends on {until}, not after it begins on {from}: it never holds"),
            );
            return Ok(());
        }
        let Some(meaning) = cameo::read(&code, &self.knowledge.geonyms) else {
            self.warn(number, format!("{code} says neither a country nor a sector: left out"));
            return Ok(());
        };
        let (belongs, sectors) = (meaning.belongs, meaning.sectors);
        open.entry.terms.push(Term { belongs, sectors, from, until, code: Some(code), line: number });
        Ok(())
    }

    /// Takes the open entry in.
    fn close(&mut self) {
        let Some(Open { entry, coded }) = self.open.take() else { return };
        let Some((name, number)) = entry.patterns.first() else { return };
        if !coded {
            let reason = format!("{} has no code such as [USAGOV]: left out", shown(name));
            self.warn(*number, reason);
        } else if !entry.terms.is_empty() {
            self.contents.entries.push(entry);
        }
    }

    /// `!PERSON! = MAN, WOMAN`.
    fn set(&mut self, name: &str, words: &str) -> Result<(), String> {
        let name = name.trim().strip_suffix('!').ok_or("expected !NAME! = WORD, WORD")?;
        let words: Vec<String> = words.split(',').map(|w| w.trim().to_string()).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Err(format!("!{name}! stands for nothing: expected !NAME! = WORD, WORD"));
        }
        self.sets.insert(name.to_string(), words);
        Ok(())
    }

    fn agent(&mut self, number: usize, pattern: &str, codes: &[&str]) -> Result<(), String> {
        let [code] = codes else {
            return Err(format!("{}: expected one code for an agent", shown(pattern)));
        };
        let code = code.to_uppercase();
        is_code(&code, &code)?;
        let (phrase, plurals) = match pattern.split_once('{') {
            Some((phrase, plural)) => {
                let plural = plural.split_once('}').ok_or_else(|| format!("{}: expected }}", shown(pattern)))?.0;
                let forms: Vec<String> = plural.split([',', ' ']).map(spaced).filter(|p| !p.is_empty()).collect();
                (phrase, Some(forms))
            }
            None => (pattern, None),
        };
        let bare: Vec<char> = code.chars().filter(|c| *c != '~').collect();
        let parts: Vec<String> = bare.chunks(3).map(|c| c.iter().collect()).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let sectors = cameo::sectors(&parts);
        if sectors.is_empty() {
            self.warn(number, format!("{code} says no sector: {} is left out", shown(&spaced(pattern))));
            return Ok(());
        }
        let (phrases, plurals) = self.spelled(phrase, plurals)?;
        for phrase in phrases {
            is_name(&phrase)?;
            self.contents.agents.push(Agent {
                phrase,
                plurals: plurals.clone(),
                sectors: sectors.clone(),
                line: number,
            });
        }
        Ok(())
    }

    /// The phrases of an agent with each word of a set in its place. Sets hold the plurals.
    fn spelled(
        &self,
        phrase: &str,
        plurals: Option<Vec<String>>,
    ) -> Result<(Vec<String>, Option<Vec<String>>), String> {
        let Some((before, rest)) = phrase.split_once('!') else { return Ok((vec![spaced(phrase)], plurals)) };
        let Some((name, after)) = rest.split_once('!') else {
            return Err(format!("{}: expected a second ! behind the name of the set", shown(phrase)));
        };
        let Some(words) = self.sets.get(name) else {
            return Err(format!("!{name}! has no words: expected a line such as !{name}! = MAN, WOMAN before it"));
        };
        let phrases = words.iter().map(|w| spaced(&format!("{before}{w}{after}"))).collect();
        Ok((phrases, Some(plurals.unwrap_or_default())))
    }
}

/// A pattern as words: `MAZAR-I-SHARIF_` as "MAZAR-I-SHARIF".
fn spaced(pattern: &str) -> String {
    pattern.split(|c: char| c == '_' || c.is_whitespace()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_code(code: &str, text: &str) -> Result<(), String> {
    let letters = code.chars().filter(|c| *c != '~');
    let plain = letters.clone().all(|c| c.is_ascii_alphanumeric()) && letters.clone().any(|c| c.is_ascii_uppercase());
    if plain || code == "---" {
        return Ok(());
    }
    Err(format!("{} is no actor code: expected letters such as USAGOV, or ---", shown(text)))
}

/// First day, and first day behind the last: `<920101`, `>19920101`, `920101-931231`, or nothing.
fn period(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    if text.is_empty() {
        return Some((None, None));
    }
    if let Some(until) = text.strip_prefix('<') {
        return Some((None, Some(day(until)?)));
    }
    if let Some(from) = text.strip_prefix('>') {
        return Some((Some(day(from)?), None));
    }
    match text.split_once('-') {
        Some((from, until)) => Some((Some(day(from)?), Some(day(until)?))),
        // PETRARCH reads a day alone as the first.
        None => Some((Some(day(text)?), None)),
    }
}

/// YYYYMMDD, or YYMMDD of the years 1931 to 2030.
fn day(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let (year, rest) = match text.len() {
        8 => (number(0..4)?, 4),
        6 => (number(0..2).map(|y| if y <= 30 { 2000 + y } else { 1900 + y })?, 2),
        _ => return None,
    };
    let (month, day) = (number(rest..rest + 2)?, number(rest + 2..rest + 4)?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_open_and_close() {
        assert_eq!(period(""), Some((None, None)));
        assert_eq!(period("<19920101"), Some((None, Some(date(1992, 1, 1)))));
        assert_eq!(period(">920101"), Some((Some(date(1992, 1, 1)), None)));
        assert_eq!(period("301231-310101"), Some((Some(date(2030, 12, 31)), Some(date(1931, 1, 1)))));
        for odd in ["9008223-911221", "2004017-20061201", ">201005011", "20100229", "<", "92-93", "9x0101"] {
            assert_eq!(period(odd), None, "{odd}");
        }
    }

    #[test]
    fn notes_end_on_their_line_or_where_they_say() {
        let mut note = false;
        let mut kept = Vec::new();
        for line in ["A [USA] # b", "B <!-- c --> [USA] ; d", "<!-- e", "f # --> C [USA]", "D<!--#-->E"] {
            let (text, inside) = without_notes(line, note);
            note = inside;
            kept.push(text);
        }
        assert_eq!(kept, ["A [USA] ", "B  [USA] ", "", " C [USA]", "DE"]);
        assert!(!note);
    }
}
