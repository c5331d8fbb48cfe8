//! Text that a terminal or a page shows as it stands: a report may hold control characters, and some of them move the
//! cursor, recolour the screen or rename the window, others turn the direction of what follows.

use crate::record::CodedReport;
use std::borrow::Cow;
use std::io;

/// `text` with every control character but line ends and tabs shown as its picture (`␛`), one for one. What has no
/// picture, and what overrides or embeds a direction of writing, is shown as `�`; the marks that only say how the
/// characters beside them run stay.
///
/// ```
/// assert_eq!(detente::write::visible("red \u{1b}[31m alert\r\n"), "red ␛[31m alert\r\n");
/// assert_eq!(detente::write::visible("\u{202e}drawkcab"), "�drawkcab");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

/// As [`visible`], with directions as they are: for a page that keeps each of them to its own paragraph or name.
pub(super) fn visible_keeping_directions(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

fn shown(text: &str, turns: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || is_noncharacter(c) || turns(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        // A line end of two characters is a line end.
        let ends_line = c == '\r' && characters.peek() == Some(&'\n');
        out.push(if hidden(c) && !ends_line { picture(c) } else { c });
    }
    Cow::Owned(out)
}

/// Code points that Unicode keeps from ever standing for a character.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The report with each of its texts as `show` shows it. Character for character, so that offsets still hold.
pub(super) fn printable(report: &CodedReport, show: impl Fn(&str) -> Cow<'_, str>) -> io::Result<CodedReport> {
    fn clean(value: &mut serde_json::Value, show: &impl Fn(&str) -> Cow<'_, str>) {
        match value {
            serde_json::Value::String(text) => {
                if let Cow::Owned(shown) = show(text) {
                    *text = shown;
                }
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| clean(item, show)),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(|field| clean(field, show)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(report)?;
    clean(&mut value, &show);
    Ok(serde_json::from_value(value)?)
}
