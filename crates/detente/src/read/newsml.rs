//! NewsML-G2: an item, or a message of several; its text lies inside as NITF, XHTML or plain text.

use roxmltree::Node;

use super::document::Parts;
use super::error::Reason;
use super::xml::{find, malformed, words};
use super::{nitf, paragraphs, tree};

/// The reports in an item or a message, in its order; `passed` is told of each item that is none.
pub(super) fn reports(root: Node<'_, '_>, passed: &mut dyn FnMut(&str)) -> Vec<Result<Parts, Reason>> {
    let items: Vec<_> = match root.tag_name().name() {
        "newsMessage" => find(root, &["itemSet"]).into_iter().flat_map(|set| set.children()).collect(),
        _ => vec![root],
    };
    let mut reports = Vec::new();
    for item in items.into_iter().filter(Node::is_element) {
        match item.tag_name().name() {
            "newsItem" if is_text(item) => reports.push(parts(item)),
            "newsItem" => passed("items that are no text"),
            other => passed(&format!("<{other}>")),
        }
    }
    reports
}

/// What the item says it is, if it does: pictures, films and graphics have items too.
fn is_text(item: Node<'_, '_>) -> bool {
    let class = find(item, &["itemMeta", "itemClass"]);
    let class = class.and_then(|c| c.attribute("qcode").or_else(|| c.attribute("uri"))).unwrap_or_default();
    class.is_empty() || class.ends_with("text") || class.ends_with("composite")
}

fn parts(item: Node<'_, '_>) -> Result<Parts, Reason> {
    let said = |path: &[&str]| find(item, path).and_then(words);
    let content = find(item, &["contentSet"]).ok_or_else(|| malformed("<newsItem> without <contentSet>"))?;
    let mut parts = inside(content)?;
    let dates = [
        said(&["contentMeta", "contentCreated"]),
        said(&["itemMeta", "firstCreated"]),
        said(&["itemMeta", "versionCreated"]),
    ];
    parts.dates = dates.into_iter().flatten().chain(parts.dates).collect();
    parts.id = item.attribute("guid").map(str::to_owned).or(parts.id);
    parts.title = said(&["contentMeta", "headline"]).or(parts.title);
    parts.language = find(item, &["contentMeta", "language"]).and_then(|l| l.attribute("tag")).map(str::to_owned);
    parts.publisher = provider(item).or(parts.publisher);
    parts.text = nitf::with_dateline(parts.text, said(&["contentMeta", "dateline"]));
    if let Some(status) = find(item, &["itemMeta", "pubStatus"]).and_then(|s| s.attribute("qcode"))
        && !status.ends_with("usable")
    {
        parts.warnings.push(format!("the publisher has marked this report as {}", bare(status)));
    }
    Ok(parts)
}

/// Who published it: by name, else by the code's own part.
fn provider(item: Node<'_, '_>) -> Option<String> {
    let provider = find(item, &["itemMeta", "provider"])?;
    let stated = |name| provider.attribute(name).map(str::to_owned);
    find(provider, &["name"])
        .and_then(words)
        .or_else(|| stated("literal"))
        .or_else(|| stated("qcode").map(|code| bare(&code)))
        .or_else(|| stated("uri"))
}

/// "stat:usable" without what stands before the colon.
fn bare(code: &str) -> String {
    code.rsplit(':').next().unwrap_or(code).to_owned()
}

/// The first form of the content that can be read.
fn inside(content: Node<'_, '_>) -> Result<Parts, Reason> {
    for form in content.children().filter(Node::is_element) {
        let kind = form.attribute("contenttype").unwrap_or_default().to_ascii_lowercase();
        match form.tag_name().name() {
            "inlineXML" => {
                if let Some(nitf) = find(form, &["nitf"]) {
                    return nitf::parts(nitf);
                }
                if let Some(page) = form.children().find(Node::is_element) {
                    let text = paragraphs::text_of_xml(page, &[], &[]);
                    let title = find(page, &["head", "title"]).and_then(words);
                    return Ok(Parts { title, text, ..Parts::default() });
                }
            }
            "inlineData" if form.attribute("encoding").is_none() => {
                let written = form.text().unwrap_or_default();
                let text = if kind.contains("html") {
                    let page = tree::tree(written)
                        .map_err(|problem| Reason::Malformed { format: "HTML", problem: problem.to_owned() })?;
                    paragraphs::text(&page.root()).text
                } else {
                    written.trim().to_owned()
                };
                return Ok(Parts { text, ..Parts::default() });
            }
            _ => {}
        }
    }
    Err(malformed("its text is not in it: expected <inlineXML> or <inlineData>"))
}
