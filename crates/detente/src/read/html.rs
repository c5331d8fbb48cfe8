//! A web page: one report, its main text.

use std::io::Read;

use dom_query::{Document as Dom, NodeRef};
use dom_smoothie::{Config, Readability};

use super::document::{Document, Parts};
use super::encoding::decode;
use super::error::Reason;
use super::options::Options;
use super::page::Page;
use super::paragraphs::{self, Text};
use super::tree::tree;
use super::unpack::read_all;

/// Fewest characters of an article, links aside.
const SHORTEST: usize = 60;

/// Fewest words of a report of one sentence.
const FLASH: usize = 5;

/// An article of this many characters is taken at the first try; for a shorter one the rules are relaxed.
const SHORT_ARTICLE: usize = 140;

/// The stream as one page.
pub(super) fn read(stream: &mut dyn Read, name: &str, options: &Options) -> Result<Document, Reason> {
    let bytes = read_all(stream, options.max_bytes.min(options.max_page_bytes))?;
    parts(bytes, None, options)?.finish(|| name.to_owned(), options)
}

/// What a page says. `label`: its encoding's name as the server has stated it.
pub(super) fn parts(bytes: Vec<u8>, label: Option<&[u8]>, options: &Options) -> Result<Parts, Reason> {
    if bytes.len() as u64 > options.max_page_bytes {
        return Err(Reason::TooLong { limit: options.max_page_bytes });
    }
    let label = label.map(<[u8]>::to_vec).or_else(|| stated_encoding(&bytes));
    let decoded = decode(bytes, label.as_deref());
    if decoded.text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let malformed = |problem: &str| Reason::Malformed { format: "HTML", problem: problem.to_owned() };
    let dom = tree(&decoded.text).map_err(malformed)?;
    let page = Page::of(&dom);
    // Short reports are told from notices ("Not found") by what the page says of itself.
    let states_article = !page.dates.is_empty() || dom.select("article").exists() || is_bare(&dom);
    let text =
        article(dom, states_article).or_else(|| page.body.clone().filter(|body| body.chars().count() >= SHORTEST));
    Ok(Parts {
        id: None,
        title: page.title,
        text: text.ok_or(Reason::NoArticle)?,
        dates: page.dates,
        publisher: page.publisher,
        url: page.url,
        language: page.language,
        warnings: decoded.warning.into_iter().collect(),
        flaws: decoded.flaw.into_iter().collect(),
    })
}

/// The main text, if the page has one. `stated`: the page says that it is an article.
fn article(dom: Dom, stated: bool) -> Option<String> {
    // What the page itself marks as being around the article; a short report is no match for a long footer.
    dom.select(
        "nav, footer, aside, dialog, [role=navigation], [role=contentinfo], [role=complementary], [aria-hidden=true]",
    )
    .remove();
    for time in dom.select("time").nodes().iter().filter(|time| is_stamp(time)) {
        time.remove_from_parent();
    }
    let config = Config { disable_json_ld: true, char_threshold: SHORT_ARTICLE, ..Config::default() };
    let article = Readability::with_document(dom, None, Some(config)).ok()?.parse().ok()?;
    let content = Dom::fragment(article.content);
    let text = paragraphs::text(&content.root());
    (is_article(&text) || stated && is_flash(&text)).then_some(text.text)
}

/// A page that is a headline and a paragraph and nothing else, and no notice of a server's.
fn is_bare(dom: &Dom) -> bool {
    const NOTICES: [&str; 12] = [
        "404",
        "403",
        "500",
        "error",
        "not found",
        "forbidden",
        "denied",
        "unavailable",
        "javascript",
        "cookie",
        "redirect",
        "moved",
    ];
    let said = dom.select("title, body").text().to_lowercase();
    let plain = !dom.select("nav, footer, aside, form, input, button, iframe").exists();
    plain && dom.select("p").length() > 0 && !NOTICES.iter().any(|notice| said.contains(notice))
}

/// A `<time>` that is in no sentence: no words stand right before or behind it, nor elsewhere in its paragraph.
fn is_stamp(time: &NodeRef) -> bool {
    let words = |node: Option<NodeRef>| node.is_some_and(|n| n.is_text() && !n.text().trim().is_empty());
    let in_paragraph = |p: NodeRef| p.has_name("p") && p.text().trim() != time.text().trim();
    !words(time.prev_sibling()) && !words(time.next_sibling()) && !time.parent().is_some_and(in_paragraph)
}

/// A sentence without links.
fn is_flash(text: &Text) -> bool {
    text.linked == 0 && text.text.split_whitespace().count() >= FLASH && text.text.trim_end().ends_with(['.', '”', '"'])
}

/// Enough words that are not links, and a paragraph that is more than a label.
fn is_article(text: &Text) -> bool {
    let own = text.text.chars().filter(|c| !c.is_whitespace()).count().saturating_sub(text.linked);
    own >= SHORTEST && own > text.linked && text.text.split("\n\n").any(|p| p.chars().count() * 3 >= SHORTEST * 2)
}

/// `charset` in the first tags of a page.
fn stated_encoding(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let find = |needle: &[u8]| head.windows(needle.len()).position(|w| w == needle).map(|at| at + needle.len());
    let at = find(b"charset=").or_else(|| find(b"encoding="))?;
    let label = head[at..].strip_prefix(b"\"").or_else(|| head[at..].strip_prefix(b"'")).unwrap_or(&head[at..]);
    let end = label.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_vec())
}
