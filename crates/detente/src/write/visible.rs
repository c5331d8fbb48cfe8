//! Text that a terminal prints as it stands: a report may hold control characters, and some of them move the cursor,
//! recolour the screen or rename the window.

use std::borrow::Cow;

/// `text` with every control character but line ends and tabs shown as its picture (`␛`), one for one.
///
/// ```
/// assert_eq!(detente::write::visible("red \u{1b}[31m alert\n"), "red ␛[31m alert\n");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(|c| if hidden(c) { picture(c) } else { c }).collect())
}
