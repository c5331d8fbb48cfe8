//! XML of news agencies: NITF, and NewsML-G2 around it.

use std::io::Read;

use quick_xml::events::Event;
use roxmltree::{Document as Tree, Node, ParsingOptions};

use super::document::{Document, Parts};
use super::encoding::{Decoded, decode};
use super::error::{ReadError, Reason};
use super::options::Options;
use super::passed::Passed;
use super::unpack::read_all;
use super::{newsml, nitf};

/// Most elements and texts of a file.
const MOST_NODES: u32 = 2_000_000;

/// The reports of a file, in its order.
pub(super) fn read(
    stream: &mut dyn Read,
    name: &str,
    options: &Options,
    passed: &Passed,
) -> Vec<Result<Document, ReadError>> {
    let failed = |reason| vec![Err(ReadError::new(name, reason))];
    let decoded = match read_all(stream, options.max_bytes) {
        Ok(bytes) => {
            let label = stated_encoding(&bytes);
            decode(bytes, label.as_deref())
        }
        Err(reason) => return failed(reason),
    };
    if decoded.text.trim().is_empty() {
        return failed(Reason::Empty);
    }
    // A document type may be named; what it declares is expanded within the parser's own narrow limits.
    let limits = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    match Tree::parse_with_options(decoded.text.trim_start(), limits) {
        Ok(tree) => reports(&tree, &decoded, name, options, passed),
        Err(error) => failed(malformed(&error.to_string())),
    }
}

fn reports(
    tree: &Tree<'_>,
    decoded: &Decoded,
    name: &str,
    options: &Options,
    passed: &Passed,
) -> Vec<Result<Document, ReadError>> {
    let root = tree.root_element();
    let found = match root.tag_name().name() {
        "nitf" => vec![nitf::parts(root)],
        "newsItem" | "newsMessage" | "packageItem" => newsml::reports(root, &mut |kind| passed.add(name, kind)),
        other => vec![Err(malformed(&format!("<{other}>: a NewsML-G2 item or message, or NITF, was expected")))],
    };
    if found.is_empty() {
        return vec![Err(ReadError::new(name, Reason::NoReport))];
    }
    let many = found.len() > 1;
    let finish = |(at, parts): (usize, Result<Parts, Reason>)| {
        let failed = |reason| {
            let error = ReadError::new(name, reason);
            if many { error.in_record(at as u64 + 1) } else { error }
        };
        let mut parts = parts.map_err(failed)?;
        parts.warnings.extend(decoded.warning.clone());
        parts.flaws.extend(decoded.flaw.clone());
        let own_id = || if many { format!("{name}#{}", at + 1) } else { name.to_owned() };
        let document = parts.finish(own_id, options).map_err(failed)?;
        Ok(Document { place: failed(Reason::Empty).place(), ..document })
    };
    found.into_iter().enumerate().map(finish).collect()
}

pub(super) fn malformed(problem: &str) -> Reason {
    Reason::Malformed { format: "XML", problem: problem.to_owned() }
}

/// The name of the first element, without its prefix, where `text` begins as XML does; its end may be missing.
pub(super) fn root(text: &str) -> Option<String> {
    if !text.starts_with('<') {
        return None;
    }
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return Some(tag.local_name().as_ref().to_owned());
            }
            Event::Text(text) if !text.trim().is_empty() => return None,
            Event::Eof | Event::End(_) => return None,
            _ => {}
        }
    }
}

/// The encoding that the declaration names.
fn stated_encoding(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = &bytes[..bytes.len().min(200)];
    let end = head.windows(2).position(|w| w == b"?>")?;
    let at = head[..end].windows(9).position(|w| w == b"encoding=")? + 10;
    let label = head.get(at..end)?;
    let length = label.iter().position(|b| matches!(b, b'"' | b'\''))?;
    Some(label[..length].to_vec())
}

/// The first element below `node` that the names lead to, whatever their namespace: `["head", "title"]`.
pub(super) fn find<'a, 'i>(node: Node<'a, 'i>, path: &[&str]) -> Option<Node<'a, 'i>> {
    let Some((name, rest)) = path.split_first() else { return Some(node) };
    node.children().filter(|child| child.tag_name().name() == *name).find_map(|child| find(child, rest))
}

/// The words in an element, white space evened out; `None` if there are none.
pub(super) fn words(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
