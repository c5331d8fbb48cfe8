//! NITF, the News Industry Text Format: one report a document.

use roxmltree::Node;

use super::document::Parts;
use super::error::Reason;
use super::paragraphs;
use super::xml::{find, words};

/// Elements that stand by themselves, besides those of HTML.
const BLOCKS: [&str; 6] = ["block", "bq", "hl2", "nitf-table", "fn", "credit"];
/// Elements that are no part of the report's text.
const LEFT_OUT: [&str; 7] = ["media", "note", "nitf-table-metadata", "col", "colgroup", "tagline", "bibliography"];

/// What the element `<nitf>` says.
pub(super) fn parts(nitf: Node<'_, '_>) -> Result<Parts, Reason> {
    let at = |path: &[&str]| find(nitf, path);
    let said = |path: &[&str]| at(path).and_then(words);
    let stated = |path: &[&str], attribute: &str| at(path).and_then(|n| n.attribute(attribute)).map(str::to_owned);
    let title = said(&["body", "body.head", "hedline", "hl1"]).or_else(|| said(&["head", "title"]));
    let dates = [
        stated(&["head", "docdata", "date.issue"], "norm"),
        stated(&["head", "pubdata"], "date.publication"),
        stated(&["head", "docdata", "date.release"], "norm"),
        stated(&["body", "body.head", "dateline", "story.date"], "norm"),
    ];
    let publisher = stated(&["head", "pubdata"], "name")
        .or_else(|| said(&["body", "body.head", "distributor"]))
        .or_else(|| stated(&["head", "docdata", "doc.copyright"], "holder"));
    let content =
        at(&["body", "body.content"]).ok_or_else(|| super::xml::malformed("<nitf> without <body.content>"))?;
    let text = paragraphs::text_of_xml(content, &BLOCKS, &LEFT_OUT);
    Ok(Parts {
        id: stated(&["head", "docdata", "doc-id"], "id-string"),
        title,
        text: with_dateline(text, said(&["body", "body.head", "dateline"])),
        dates: dates.into_iter().flatten().collect(),
        publisher,
        url: stated(&["head", "pubdata"], "ex-ref").filter(|url| url.starts_with("http")),
        ..Parts::default()
    })
}

/// The text with its dateline as first line, unless the first paragraph begins with the place already.
pub(super) fn with_dateline(text: String, dateline: Option<String>) -> String {
    let Some(dateline) = dateline else { return text };
    let place = dateline.split([',', '(']).next().unwrap_or_default().trim().to_lowercase();
    let begins = text.chars().take(2 * place.chars().count() + 20).collect::<String>().to_lowercase().contains(&place);
    if text.is_empty() || begins { text } else { format!("{dateline}\n\n{text}") }
}
