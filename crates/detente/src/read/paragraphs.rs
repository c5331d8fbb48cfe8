//! The text of a piece of HTML: paragraphs parted by blank lines.

use dom_query::NodeRef;

use super::tree::{Step, Walk};

/// The text under `root`: one line a paragraph, `<br>` as a line end, a blank line between paragraphs. Captions,
/// buttons and the like are left out.
pub(super) fn text(root: &NodeRef<'_>) -> Text {
    let mut writer = Writer::default();
    let mut walk = Walk::new(*root);
    while let Some(step) = walk.next() {
        match step {
            Step::Open(node) if node.is_text() => writer.text(&node.text()),
            Step::Open(node) if node.is_element() => {
                let name = node.node_name().unwrap_or_default();
                if LEFT_OUT.contains(&&*name) {
                    walk.skip();
                } else {
                    writer.open(&name);
                }
            }
            Step::Close(node) if node.is_element() => writer.close(&node.node_name().unwrap_or_default()),
            _ => {}
        }
    }
    writer.paragraph();
    Text { text: writer.out, linked: writer.linked }
}

/// The same for XML that marks paragraphs as HTML does, with more elements that are `blocks` and that are `left_out`.
pub(super) fn text_of_xml(root: roxmltree::Node<'_, '_>, blocks: &[&str], left_out: &[&str]) -> String {
    let mut writer = Writer::default();
    // Elements that are open, each with what is still to come of it; deep nesting is no danger.
    let mut open = vec![(root, root.first_child())];
    while let Some((node, next)) = open.last_mut() {
        let Some(child) = *next else {
            let name = node.tag_name().name();
            open.pop();
            if !open.is_empty() {
                if blocks.contains(&name) { writer.paragraph() } else { writer.close(name) }
            }
            continue;
        };
        *next = child.next_sibling();
        let name = child.tag_name().name();
        if child.is_text() {
            writer.text(child.text().unwrap_or_default());
        } else if child.is_element() && !LEFT_OUT.contains(&name) && !left_out.contains(&name) {
            if blocks.contains(&name) {
                writer.paragraph()
            } else {
                writer.open(name)
            }
            open.push((child, child.first_child()));
        }
    }
    writer.paragraph();
    writer.out
}

/// A text and how much of it are links.
pub(super) struct Text {
    pub text: String,
    /// Characters inside links.
    pub linked: usize,
}

const LEFT_OUT: [&str; 19] = [
    "aside",
    "audio",
    "button",
    "canvas",
    "figcaption",
    "form",
    "head",
    "iframe",
    "input",
    "nav",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
];

/// Elements that stand by themselves.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    /// White space to come before the next word.
    space: bool,
    links: usize,
    linked: usize,
    preformatted: usize,
}

impl Writer {
    fn open(&mut self, name: &str) {
        match name {
            "br" => self.line_end(),
            "td" | "th" => self.space = true,
            "a" => self.links += 1,
            "pre" => {
                self.paragraph();
                self.preformatted += 1;
            }
            _ if BLOCKS.contains(&name) => self.paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => {
                self.paragraph();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "td" | "th" => self.space = true,
            _ if BLOCKS.contains(&name) => self.paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' && self.preformatted > 0 {
                self.line_end();
            } else if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
                self.space = true;
            } else {
                if self.space && !self.line.is_empty() && !self.line.ends_with('\n') {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push(c);
                self.linked += usize::from(self.links > 0);
            }
        }
    }

    /// Two line ends part paragraphs.
    fn line_end(&mut self) {
        if self.line.ends_with('\n') {
            self.paragraph();
        } else if !self.line.is_empty() {
            self.line.push('\n');
        }
        self.space = false;
    }

    fn paragraph(&mut self) {
        let line = self.line.trim_end();
        if !line.is_empty() {
            if !self.out.is_empty() {
                self.out.push_str("\n\n");
            }
            self.out.push_str(line);
        }
        self.line.clear();
        self.space = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        let document = dom_query::Document::from(html);
        text(&document.root()).text
    }

    #[test]
    fn blocks_are_paragraphs_and_the_rest_runs_on() {
        assert_eq!(
            of(
                "<div><p>One <b>two</b>\n  three</p>Four<br>five<br><br>six<ul><li>a<li>b</ul><figure><img><figcaption>no</figcaption></figure></div><script>no</script>"
            ),
            "One two three\n\nFour\nfive\n\nsix\n\na\n\nb"
        );
        assert_eq!(of("<table><tr><td>1<td>2<tr><td>3</table>"), "1 2\n\n3");
        assert_eq!(of("<pre>a\nb</pre>c"), "a\nb\n\nc");
        assert_eq!(of(""), "");
    }
}
