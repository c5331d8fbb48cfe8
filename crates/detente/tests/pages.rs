//! The pages for people, from real reports and hostile ones, looked at as a browser and a Markdown reader see them.

use detente::engine::Engine;
use detente::read::Document;
use detente::record::CodedReport;
use detente::text::Offsets;
use detente::write::{HtmlPage, Markdown, Sink, Summary, visible};
use std::collections::BTreeSet;

const CLASH: &str = include_str!("../../../examples/border-clash.txt");
const TALKS: &str = include_str!("../../../examples/harbour-talks.txt");

fn coded(document: &Document) -> CodedReport {
    Engine::new().expect("an engine").code(document).expect("a record")
}

fn report(id: &str, text: &str) -> CodedReport {
    let mut document = Document::of_text(id, text);
    document.published = Some("2024-03-15".parse().expect("a date"));
    coded(&document)
}

fn html(reports: &[&CodedReport]) -> String {
    let mut out = Vec::new();
    let mut page = HtmlPage::new(&mut out);
    for report in reports {
        page.report(report).expect("written");
    }
    page.finish().expect("written");
    drop(page);
    String::from_utf8(out).expect("UTF-8")
}

fn markdown(reports: &[&CodedReport]) -> String {
    let mut out = Vec::new();
    let mut page = Markdown::new(&mut out);
    for report in reports {
        page.report(report).expect("written");
    }
    page.finish().expect("written");
    String::from_utf8(out).expect("UTF-8")
}

/// Everything that must hold of any page: it parses without an error, runs and loads nothing, its ids are unique, its
/// links lead somewhere, and the texts of its articles are those of the reports.
fn sound(page: &str, reports: &[&CodedReport]) -> dom_query::Document {
    let cut = dom_query::Document::from(page.replacen("</span>", "", 1).replacen("</h1>", "", 1).as_str());
    assert!(!cut.errors.borrow().is_empty(), "the parser does not miss a missing end");
    let dom = dom_query::Document::from(page);
    assert_eq!(*dom.errors.borrow(), Vec::<String>::new(), "{page}");
    for element in ["script", "img", "iframe", "object", "embed", "link", "base", "svg", "audio", "video"] {
        assert!(!dom.select(element).exists(), "a page with {element}");
    }
    let ids: Vec<String> = dom.select("[id]").iter().filter_map(|e| e.attr("id").map(|v| v.to_string())).collect();
    let unique: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), ids.len(), "ids twice");
    for element in dom.select("*").iter() {
        for attribute in element.attrs() {
            let name = attribute.name.local.to_string();
            assert!(!name.starts_with("on") && name != "style" && name != "src", "an attribute {name}");
            if name == "href" {
                match attribute.value.strip_prefix('#') {
                    Some(id) => assert!(unique.contains(id), "a link to {id}, which is not there"),
                    None => assert!(attribute.value.starts_with("http"), "a link to {}", attribute.value),
                }
            }
        }
    }
    let shown: Vec<String> = dom.select("div.text").iter().map(|e| e.text().to_string()).collect();
    let texts: Vec<String> = reports.iter().map(|r| keep_directions(&r.document.text)).collect();
    assert_eq!(shown, texts);
    dom
}

/// What the page shows of a text: as a terminal, but directions of writing stay, and a line end is one character.
fn keep_directions(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String = visible(text).chars().zip(text.chars()).map(|(s, c)| if turns(c) { c } else { s }).collect();
    shown.replace("\r\n", "\n")
}

fn hostile() -> CodedReport {
    let text = "</title></style><script>alert('x')</script>\r\n\r\n\
        PARIS (AP) — France expelled two <b onclick=\"steal()\">Russian</b> diplomats on Thursday, said \"><img src=x \
        onerror=alert(1)> Jean \u{202e}Dupont\u{200f} & co. &lt;not a tag&gt; <!-- no comment \u{0}\u{1b}[31m\u{7f}\u{85}\u{fffe}.\n\n\
        <div id=\"r1\" class='statement'> ]]> {{template}} ${script} `code` | * # _Germany_ condemned Belarus. \u{2067}שלום\u{2069}";
    let mut document = Document::of_text("\"><script>alert(2)</script>\u{1b}]0;x\u{7}", text);
    document.title = Some("</title></h2><script>alert(3)</script> \u{202e}eltit".to_string());
    document.publisher = Some("<base href=//example.org>".to_string());
    document.url = Some("javascript:alert(4)//\"onmouseover=\"alert(5)".to_string());
    coded(&document)
}

#[test]
fn markup_in_a_report_stays_text_in_html() {
    let report = hostile();
    assert!(!report.events.is_empty(), "nothing coded: the test tests nothing");
    let page = html(&[&report]);
    let dom = sound(&page, &[&report]);
    assert_eq!(dom.select("title").text().as_ref(), "</title></h2><script>alert(3)</script> \u{202e}eltit");
    assert!(dom.select("meta[http-equiv='Content-Security-Policy']").exists());
    assert!(page.contains("javascript:alert(4)"), "the address is named, if not linked");
}

#[test]
fn an_address_is_a_link_if_it_is_one_of_the_web() {
    let mut report = report("note", "France expelled two Russian diplomats.");
    report.document.url = Some("https://example.org/?a=1&b=\"2\"".to_string());
    let dom = sound(&html(&[&report]), &[&report]);
    let link = dom.select("a[rel='noopener noreferrer']");
    assert_eq!(link.attr("href").as_deref(), Some("https://example.org/?a=1&b=\"2\""));
}

#[test]
fn markup_in_a_report_stays_text_in_markdown_and_on_a_terminal() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let report = hostile();
    let page = markdown(&[&report]);
    for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        let harmless = !matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_)
                | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_))
        );
        assert!(harmless, "{event:?} in {page}");
    }
    let mut out = Vec::new();
    Summary::new(&mut out, 100, false).report(&report).expect("written");
    for page in [page, String::from_utf8(out).expect("UTF-8")] {
        assert!(page.contains("SANCTION expel"), "{page}");
        assert!(!page.contains(['\u{0}', '\u{1b}', '\u{7}', '\u{7f}', '\u{85}', '\u{202e}', '\u{2067}']), "{page}");
    }
}

#[test]
fn everything_read_and_its_words_lead_to_each_other() {
    let report = report("clash", CLASH);
    let dom = sound(&html(&[&report]), &[&report]);
    let things = [
        ("e", report.events.iter().map(|e| e.trigger.text.clone()).collect::<Vec<_>>()),
        ("s", report.statements.iter().filter_map(|s| s.cue.as_ref()).map(|c| c.text.clone()).collect()),
        ("t", report.ties.iter().map(|t| t.anchor.text.clone()).collect()),
    ];
    for (letter, words) in things {
        assert!(!words.is_empty(), "no {letter} coded: the test tests nothing");
        for (i, words) in words.iter().enumerate() {
            let line = format!("r1-{letter}{}", i + 1);
            let marked = dom.select(&format!(".text #{line}-words")).text().to_string();
            assert!(words.starts_with(&marked) && !marked.is_empty(), "{line}: {words} marked as {marked}");
            assert_eq!(dom.select(&format!(".text a.see[href='#{line}']")).length(), 1, "{line} from its words");
            assert_eq!(dom.select(&format!("#{line} a[href='#{line}-words']")).length(), 1, "{line} to its words");
        }
    }
    // An event inside what somebody said, and both ways between the two.
    assert!(dom.select(".text .said .event").exists());
    let (s, statement) = report.statements.iter().enumerate().find(|(_, s)| !s.events.is_empty()).expect("a statement");
    let e = report.events.iter().position(|e| e.id == statement.events[0]).expect("an event");
    assert!(dom.select(&format!("#r1-s{} a[href='#r1-e{}']", s + 1, e + 1)).exists());
    assert!(dom.select(&format!("#r1-e{} a[href='#r1-s{}']", e + 1, s + 1)).exists());
}

#[test]
fn marks_that_cross_and_places_outside_the_text_leave_a_sound_page() {
    let mut report = report("talks", TALKS);
    let length = report.document.text.chars().count();
    for (i, s) in report.statements.iter_mut().enumerate() {
        // Every statement from the middle of one word to the middle of another, over paragraphs.
        for c in &mut s.contents {
            c.at = Offsets { start: 3 + 41 * i, end: (400 + 97 * i).min(length) };
        }
        if i == 0 {
            s.cue = None;
        }
    }
    report.events[0].trigger.at = Offsets { start: length, end: length + 9 };
    report.events[1].trigger.at = Offsets { start: 9, end: 2 };
    report.events[2].trigger.at = report.events[3].trigger.at;
    let dom = sound(&html(&[&report]), &[&report]);
    assert_eq!(dom.select(".text a.see").length(), report.events.len() + report.statements.len() + report.ties.len());
}

#[test]
fn reports_without_anything_are_pages_too() {
    let nothing = report("nothing", "Nobody can say what the weather will be.");
    let blank = report("blank", " \n\n");
    let dom = sound(&html(&[&nothing, &blank]), &[&nothing, &blank]);
    assert_eq!(dom.select("article").length(), 2);
    assert!(dom.select("article .read").text().contains("None."));
    let none = sound(&html(&[]), &[]);
    assert!(none.select("main").text().contains("No report was coded."));
    assert!(!none.select("#contents").exists());
    assert_eq!(markdown(&[]), "");
    assert!(markdown(&[&nothing]).contains("0 events"), "{}", markdown(&[&nothing]));
}

#[test]
fn several_reports_have_a_table_of_contents_and_lead_to_each_other() {
    let (clash, talks) = (report("clash", CLASH), report("talks", TALKS));
    let reports = [&clash, &talks, &clash];
    let page = html(&reports);
    let dom = sound(&page, &reports);
    let entries: Vec<String> = dom.select("#contents li a").iter().map(|a| a.text().to_string()).collect();
    let titles: Vec<String> = reports.iter().map(|r| r.document.title.clone().expect("a title")).collect();
    assert_eq!(entries, titles);
    let links = |number: usize| dom.select(&format!("#r{number} .neighbours a")).length();
    assert_eq!((links(1), links(2), links(3)), (2, 3, 2));
    assert!(!sound(&html(&[&clash]), &[&clash]).select("#contents, .neighbours").exists());
    assert_eq!(page, html(&reports), "the same reports, the same bytes");
}

#[test]
fn every_mark_can_be_hidden_by_a_box_and_without_scripts() {
    let (clash, talks) = (report("clash", CLASH), report("talks", TALKS));
    let page = html(&[&clash, &talks]);
    let dom = sound(&page, &[&clash, &talks]);
    let classes =
        clash.events.iter().chain(&talks.events).flat_map(|e| {
            [format!("type-{}", e.event_type.to_string().to_lowercase()), format!("status-{}", e.status)]
        });
    for class in classes.chain(["statement", "tie", "name"].map(String::from)) {
        assert!(dom.select(&format!("input[type=checkbox][checked]#show-{class}")).exists(), "no box for {class}");
        assert!(
            page.contains(&format!("#show-{class}:not(:checked)) :is(li,a,small).{class}{{display:none}}")),
            "no rule for {class}"
        );
        assert!(dom.select(&format!(".text span.{class}")).exists(), "nothing marked {class}");
    }
    assert!(dom.select("form button[type=reset]").exists());
}

#[test]
fn markdown_has_a_page_a_report_and_every_line_under_its_sentence() {
    let (clash, talks) = (report("clash", CLASH), report("talks", TALKS));
    let page = markdown(&[&clash, &talks]);
    assert_eq!(page.lines().filter(|l| l.starts_with("# ")).count(), 2);
    for heading in ["## Events", "## Who says what", "## What binds whom"] {
        assert_eq!(page.lines().filter(|l| *l == heading).count(), 2, "{heading} in {page}");
    }
    let lines = page.lines().filter(|l| l.starts_with("- ")).count();
    let things = |r: &CodedReport| r.events.len() + r.statements.len() + r.ties.len();
    assert_eq!(lines, things(&clash) + things(&talks));
    assert!(page.contains("· **1,100,000,000 USD**"), "{page}");
    assert!(page.contains("\n> He thanked Tanzania for releasing 38 Kenyan drivers"), "{page}");
}
