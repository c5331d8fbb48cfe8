//! What a web page says about its article: title, publisher, address, dates; the most trusted first.

use dom_query::{Document, NodeRef};
use html_escape::decode_html_entities;
use serde_json::{Map, Value};

use super::{DateError, parse_date};

/// Objects of JSON-LD that are looked at: a page may hold thousands.
const MOST_NODES: usize = 2_000;

/// Statements of one page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// As written, of the whole page.
    pub language: Option<String>,
    /// As written, the most trusted first.
    pub dates: Vec<String>,
    /// The article's text as the page states it for machines, without paragraphs.
    pub body: Option<String>,
}

impl Page {
    /// Reads the statements of a page.
    pub fn of(document: &Document) -> Self {
        let statements = Statements::of(document);
        let meta = |names: &[&str]| names.iter().find_map(|name| statements.meta(name));
        let article = &statements.article;
        let publisher = article
            .publisher
            .clone()
            .or_else(|| meta(&["og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"]));
        let title = article
            .title
            .clone()
            .or_else(|| {
                meta(&["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline", "title"])
            })
            .or_else(|| statements.heading.clone())
            .or_else(|| statements.title.clone())
            .map(|title| without_site(&title, publisher.as_deref()));
        let url = statements
            .canonical
            .clone()
            .or_else(|| meta(&["og:url"]))
            .or_else(|| article.url.clone())
            .or_else(|| meta(&["parsely-link", "twitter:url"]))
            .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        let mut dates: Vec<String> = article.date.clone().into_iter().collect();
        dates.extend(DATES.iter().filter_map(|name| statements.meta(name)));
        dates.extend(statements.times.iter().cloned());
        dates.extend(url.as_deref().and_then(date_in_path));
        dates.dedup();
        let language = statements.language.clone().or_else(|| meta(&["content-language", "og:locale", "language"]));
        Self { title, publisher, url, language, dates, body: article.body.clone() }
    }
}

/// Names of statements about the day of publication, the surest first.
const DATES: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "date",
];

#[derive(Default)]
struct Statements {
    /// Names and properties, small, with their content, in the page's order.
    metas: Vec<(String, String)>,
    title: Option<String>,
    heading: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    times: Vec<String>,
    article: Article,
}

impl Statements {
    fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let mut headings = Vec::new();
        let mut later_times = Vec::new();
        let mut scripts = Vec::new();
        for node in document.root().descendants_it().filter(NodeRef::is_element) {
            let Some(name) = node.node_name() else { continue };
            match &*name {
                "meta" => {
                    let Some(content) = clean(node.attr("content")) else { continue };
                    for key in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = node.attr(key) {
                            found.metas.extend(name.split_whitespace().map(|n| (n.to_lowercase(), content.clone())));
                        }
                    }
                }
                "html" => {
                    found.language = clean(node.attr("lang")).or_else(|| clean(node.attr("xml:lang")));
                }
                "title" if found.title.is_none() => found.title = clean(Some(node.text())),
                "h1" if headings.len() < 2 => headings.extend(clean(Some(node.text()))),
                "link" if found.canonical.is_none() && is_canonical(&node) => {
                    found.canonical = clean(node.attr("href"))
                }
                "time" => {
                    let Some(time) = day_of(&node) else { continue };
                    let property = node.attr("itemprop").map(|p| p.to_lowercase()).unwrap_or_default();
                    if node.has_attr("pubdate") || property == "datepublished" {
                        found.times.push(time);
                    } else if property != "datemodified" && later_times.is_empty() {
                        later_times.push(time);
                    }
                }
                "script" => {
                    let json =
                        node.attr("type").is_some_and(|t| t.trim().to_lowercase().starts_with("application/ld+json"));
                    if json {
                        scripts.push(node.text().to_string());
                    }
                }
                _ if node.attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished")) => {
                    found.times.extend(clean(node.attr("content")));
                }
                _ => {}
            }
        }
        found.times.extend(later_times);
        found.heading = if headings.len() == 1 { headings.pop() } else { None };
        found.article = Article::of(&scripts);
        found
    }

    fn meta(&self, name: &str) -> Option<String> {
        self.metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone())
    }
}

/// The day that a time element states for machines, else in its text. Most such elements state none: lengths ("PT3H"),
/// hours, "3 hours ago".
fn day_of(time: &NodeRef<'_>) -> Option<String> {
    let text = time.descendants_it().filter(NodeRef::is_text).take(8).map(|node| node.text().to_string());
    [clean(time.attr("datetime")), clean(Some(text.collect::<String>()))]
        .into_iter()
        .flatten()
        .find(|written| parse_date(written) != Err(DateError::Unknown))
}

fn is_canonical(link: &NodeRef<'_>) -> bool {
    link.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|r| r.eq_ignore_ascii_case("canonical")))
}

/// What JSON-LD says about the article.
#[derive(Default)]
struct Article {
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<String>,
    body: Option<String>,
}

impl Article {
    fn of(scripts: &[String]) -> Self {
        let values: Vec<Value> = scripts.iter().filter_map(|script| lenient_json(script)).collect();
        let nodes = nodes(&values);
        let Some(best) = nodes.iter().filter_map(|node| Some((rank(node)?, node))).min_by_key(|(rank, _)| *rank) else {
            return Self::default();
        };
        let node = best.1;
        let text = |key: &str| node.get(key).and_then(Value::as_str).and_then(|t| clean(Some(t)));
        let page = node.get("mainEntityOfPage");
        let page_url = page.and_then(Value::as_str).or_else(|| page?.get("@id")?.as_str());
        Self {
            title: text("headline").or_else(|| text("name")).map(|title| decode_html_entities(&title).into_owned()),
            publisher: node.get("publisher").and_then(|p| organisation(p, &nodes)),
            url: text("url").or_else(|| clean(page_url)),
            date: text("datePublished").or_else(|| text("dateCreated")),
            body: text("articleBody"),
        }
    }
}

/// Objects in lists, graphs and main entities, in order.
fn nodes(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        if found.len() >= MOST_NODES {
            break;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                open.extend(["@graph", "mainEntity", "liveBlogUpdate"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    found
}

/// How far an object can be trusted to be about the article: 0 the most; `None` when it is about something else.
fn rank(node: &Map<String, Value>) -> Option<u8> {
    let rank = |kind: &str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        match kind {
            "LiveBlogPosting" => Some(0),
            "Article" | "Report" | "BlogPosting" | "SocialMediaPosting" => Some(1),
            _ if kind.ends_with("NewsArticle") => Some(0),
            "ScholarlyArticle" | "TechArticle" | "CreativeWork" => Some(2),
            "WebPage" | "ItemPage" => Some(3),
            _ => None,
        }
    };
    match node.get("@type")? {
        Value::String(kind) => rank(kind),
        Value::Array(kinds) => kinds.iter().filter_map(|k| rank(k.as_str()?)).min(),
        _ => None,
    }
}

/// A name, given as such, in an object, in a list's first object, or by reference to another object.
fn organisation(value: &Value, nodes: &[&Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(name) if !name.starts_with("http") => clean(Some(name.as_str())),
        Value::Array(list) => organisation(list.first().filter(|v| !v.is_array())?, nodes),
        Value::Object(object) => {
            let name =
                |object: &Map<String, Value>| object.get("name").and_then(Value::as_str).and_then(|n| clean(Some(n)));
            name(object).or_else(|| {
                let id = object.get("@id")?;
                nodes.iter().filter(|node| node.get("@id") == Some(id)).find_map(|node| name(node))
            })
        }
        _ => None,
    }
}

/// JSON as pages have it: in comments or CDATA, with line ends inside strings.
fn lenient_json(script: &str) -> Option<Value> {
    let inner = script.trim();
    let inner = inner.trim_start_matches("<!--").trim_start_matches("//").trim_start();
    let inner = inner.strip_prefix("<![CDATA[").unwrap_or(inner);
    let inner = inner.trim_end_matches("-->").trim_end_matches("//").trim_end();
    let inner = inner.trim_end_matches("]]>").trim().trim_end_matches([';', '/']).trim();
    serde_json::from_str(inner).ok().or_else(|| {
        let spaced: String = inner.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// "Talks go on | The Post" without the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(|s| s.trim().to_lowercase()).filter(|s| !s.is_empty()) else { return title.to_owned() };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " • "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let after = after.trim().to_lowercase();
            if !before.trim().is_empty() && (after == site || after.strip_prefix("the ") == Some(site.as_str())) {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// "https://example.org/world/2024/05/16/talks" states a date.
fn date_in_path(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|near| {
        let &[year, month, day] = near else { return None };
        let digits = |part: &str, count: std::ops::RangeInclusive<usize>| {
            count.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        let is_date = digits(year, 4..=4) && digits(month, 1..=2) && digits(day, 1..=2);
        let date = format!("{year}-{month}-{day}");
        (is_date && parse_date(&date).is_ok()).then_some(date)
    })
}

/// One line without white space at its ends; `None` when nothing is left.
fn clean(text: Option<impl AsRef<str>>) -> Option<String> {
    let words: Vec<&str> = text.as_ref()?.as_ref().split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        Page::of(&Document::from(html))
    }

    #[test]
    fn machine_readable_statements_come_first() {
        let found = page(
            r##"<html><head><title>Talks go on | The Post</title>
            <meta property="og:title" content="Talks go on - The Post"><meta property="og:site_name" content="The Post">
            <meta property="article:published_time" content="2024-05-17T01:00:00Z">
            <link rel="canonical" href="https://example.org/a">
            <script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
              {"@type": "Organization", "@id": "#o", "name": "The Example Post"},
              {"@type": ["NewsArticle"], "headline": "Talks go on in Geneva", "datePublished": "2024-05-16T10:00:00+02:00",
               "publisher": {"@id": "#o"}}]}</script></head><body><time datetime="2024-05-18">x</time></body></html>"##,
        );
        assert_eq!(found.title.as_deref(), Some("Talks go on in Geneva"));
        assert_eq!(found.publisher.as_deref(), Some("The Example Post"));
        assert_eq!(found.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(found.dates, ["2024-05-16T10:00:00+02:00", "2024-05-17T01:00:00Z", "2024-05-18"]);
    }

    #[test]
    fn other_statements_in_turn() {
        let found = page(
            r#"<title>Talks go on – The Post</title><meta property="og:site_name" content="The Post">
            <meta name="DC.date.issued" content="2024-05-16"><h1>Talks go on</h1>"#,
        );
        assert_eq!((found.title.as_deref(), found.dates), (Some("Talks go on"), vec!["2024-05-16".to_owned()]));
        let found = page(
            r#"<meta property="og:url" content="https://example.org/world/2024/05/16/talks"><h1>A</h1><h1>B</h1><title>T</title>"#,
        );
        assert_eq!((found.title.as_deref(), found.dates), (Some("T"), vec!["2024-05-16".to_owned()]));
        let found = page(
            r#"<time datetime="2024-05-17" itemprop="dateModified"></time><time itemprop="datePublished" datetime="2024-05-16"></time>"#,
        );
        assert_eq!(found.dates, ["2024-05-16"]);
    }

    #[test]
    fn times_state_their_day_in_words_too() {
        for (time, dates) in [
            ("<time>2024-05-16</time>", vec!["2024-05-16"]),
            ("<time> May 16,\n <b>2024</b></time>", vec!["May 16, 2024"]),
            ("<time datetime='PT3H'>3 hours ago</time>", vec![]),
            ("<time datetime='10:30'>Thursday, May 16, 2024, 10:30</time>", vec!["Thursday, May 16, 2024, 10:30"]),
            (
                "<time datetime='P1D'>May 1, 2024</time><time pubdate>16 May 2024</time>",
                vec!["16 May 2024", "May 1, 2024"],
            ),
            ("<time datetime='2024-02-30'>x</time>", vec!["2024-02-30"]),
        ] {
            assert_eq!(page(time).dates, dates, "{time}");
        }
    }

    #[test]
    fn flawed_json_is_read_or_passed_over() {
        let found = page(
            "<script type='application/ld+json'>//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"Talks\n go on\"}\n//]]></script>",
        );
        assert_eq!(found.title.as_deref(), Some("Talks go on"));
        let found = page("<script type='application/ld+json'>{nonsense</script><title>T</title>");
        assert_eq!(found.title.as_deref(), Some("T"));
    }
}
