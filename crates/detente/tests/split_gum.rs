//! Sentence boundaries against the GUM corpus, where the folder that holds it is at hand.
//!
//! ```sh
//! DETENTE_DATA=/path/to/data cargo test -p detente --test split_gum -- --ignored --nocapture
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use detente::split::split;

/// One text with its sentences as the corpus marks them.
struct Gold {
    text: String,
    /// Where sentences end, in bytes.
    ends: BTreeSet<usize>,
    /// Ends that are not ends of paragraphs too.
    inner: BTreeSet<usize>,
}

/// Reads the TEI-like markup: one token a line, `<s>` around sentences; puts a blank line between blocks.
fn read(xml: &str) -> Gold {
    const BLOCKS: [&str; 12] =
        ["p", "head", "item", "sp", "caption", "quote", "list", "figure", "table", "row", "cell", "incident"];
    let (mut text, mut ends, mut paragraph_ends) = (String::new(), BTreeSet::new(), BTreeSet::new());
    let mut in_sentence = false;
    let mut glue = true;
    let mut quote_open = false;
    for line in xml.lines() {
        if let Some(tag) = line.strip_prefix('<').filter(|_| !line.contains('\t')) {
            let name: String = tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
            if name == "s" {
                in_sentence = !tag.starts_with('/');
                if !in_sentence {
                    ends.insert(text.len());
                }
            } else if BLOCKS.contains(&name.as_str()) && !in_sentence && !text.is_empty() && !text.ends_with('\n') {
                paragraph_ends.insert(text.len());
                text.push_str("\n\n");
                glue = true;
                quote_open = false;
            }
            continue;
        }
        let mut columns = line.split('\t');
        let (Some(token), Some(tag)) = (columns.next(), columns.next()) else { continue };
        let token = token
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'");
        let hyphen = tag == "HYPH" || token == "/";
        let closing_quote = token == "\"" && quote_open;
        let before = hyphen
            || closing_quote
            || token.starts_with([',', '.', ';', ':', '!', '?', ')', ']', '}', '%', '”', '…'])
            || tag == "POS"
            || (token.starts_with(['\'', '’']) && tag != "``" && tag != "\"")
            || token == "n't"
            || token == "n’t";
        if !(glue || before || text.is_empty()) {
            text.push(' ');
        }
        text.push_str(&token);
        glue = hyphen
            || token.ends_with(['(', '[', '{', '$', '£', '€', '“', '‘', '#'])
            || (token == "\"" && !quote_open)
            || tag == "``";
        if token == "\"" {
            quote_open = !quote_open;
        }
    }
    paragraph_ends.insert(text.trim_end().len());
    let inner = ends.difference(&paragraph_ends).copied().collect();
    Gold { text, ends, inner }
}

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    fn add(&mut self, found: &BTreeSet<usize>, gold: &BTreeSet<usize>) {
        self.right += found.intersection(gold).count();
        self.found += found.len();
        self.gold += gold.len();
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold) as f64
    }
}

#[test]
#[ignore = "needs the GUM corpus in the folder named by DETENTE_DATA"]
fn sentence_boundaries_agree_with_gum() {
    let Some(data) = std::env::var_os("DETENTE_DATA") else {
        println!("skipped: DETENTE_DATA is not set");
        return;
    };
    let folder = Path::new(&data).join("gum/xml");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no folder {}", folder.display());
        return;
    };
    let mut files: Vec<_> = files.flatten().map(|f| f.path()).collect();
    files.sort();
    let mut tallies: BTreeMap<String, [Tally; 2]> = BTreeMap::new();
    for path in files {
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let genre = name.split('_').nth(1).unwrap_or_default().to_owned();
        let gold = read(&std::fs::read_to_string(&path).expect("the corpus is readable"));
        let layout = split(&gold.text);
        let mut found: BTreeSet<usize> = layout.sentences.iter().map(|s| s.span.end).collect();
        // The corpus has the dateline as a sentence of its own.
        found.extend(layout.dateline.iter().map(|d| d.span.end));
        let paragraph_ends: BTreeSet<usize> = gold.ends.difference(&gold.inner).copied().collect();
        let inner: BTreeSet<usize> = found.difference(&paragraph_ends).copied().collect();
        let [all, within] = tallies.entry(genre).or_default();
        all.add(&found, &gold.ends);
        within.add(&inner, &gold.inner);
        if std::env::var_os("DETENTE_SHOW").is_some() {
            for (kind, at) in inner
                .difference(&gold.inner)
                .map(|e| ("too many", *e))
                .chain(gold.inner.difference(&inner).map(|e| ("missed", *e)))
            {
                let from = gold.text.floor_char_boundary(at.saturating_sub(60));
                let to = gold.text.ceil_char_boundary((at + 50).min(gold.text.len()));
                println!("{name} {kind}: {} ‖ {}", &gold.text[from..at], gold.text[at..to].replace('\n', "⏎"));
            }
        }
    }
    for (genre, [all, inner]) in &tallies {
        println!("{genre}: boundary F1 {:.4}, inside paragraphs {:.4} ({} sentences)", all.f1(), inner.f1(), all.gold);
    }
    for genre in ["news", "speech", "bio"] {
        let f1 = tallies.get(genre).map_or(0.0, |t| t[0].f1());
        assert!(f1 >= 0.95, "{genre}: boundary F1 {f1:.4} is below 0.95");
    }
}
