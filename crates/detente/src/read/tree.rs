//! A page's tree, built only as far as it stays a page.
//!
//! The rules by which browsers read HTML make a tree of any input, and some short inputs make huge ones: elements nested
//! without end, formatting elements that nobody closes and every later paragraph repeats. So the page is fed to the
//! parser in pieces, and between them the tree is looked at.

use dom_query::{Document, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Elements nested deeper than this: no article, and a danger to whatever goes through the tree.
const DEEPEST: usize = 400;
/// Elements and texts in all.
const MOST_NODES: usize = 500_000;
/// Bytes fed at once.
const PIECE: usize = 4 << 10;
/// New nodes between two looks at the depth.
const LOOK: usize = 4_000;

/// The tree of a page, or why there is none.
pub(super) fn tree(html: &str) -> Result<Document, &'static str> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Document::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    let mut rest = html;
    let mut seen = 0;
    while !rest.is_empty() {
        let end = (PIECE..rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        parser.process(StrTendril::from(&rest[..end]));
        rest = &rest[end..];
        let document = &parser.tokenizer.sink.sink;
        document.errors.borrow_mut().clear();
        let nodes = document.tree.len();
        if nodes > MOST_NODES {
            return Err("too many elements");
        }
        if nodes >= seen + LOOK {
            seen = nodes;
            check_depth(document)?;
        }
    }
    let document = parser.finish();
    check_depth(&document)?;
    Ok(document)
}

fn check_depth(document: &Document) -> Result<(), &'static str> {
    let mut walk = Walk::new(document.root());
    while walk.next().is_some() {
        if walk.depth() > DEEPEST {
            return Err("elements are nested too deep");
        }
    }
    Ok(())
}

/// A node on the way through a tree.
#[derive(Clone, Copy)]
pub(super) enum Step<'t> {
    /// Its beginning.
    Open(NodeRef<'t>),
    /// Its end, after all that is inside.
    Close(NodeRef<'t>),
}

/// Goes through everything inside a node in reading order, without a stack.
pub(super) struct Walk<'t> {
    /// The step given last.
    last: Option<Step<'t>>,
    root: NodeRef<'t>,
    depth: usize,
    skip: bool,
}

impl<'t> Walk<'t> {
    pub fn new(root: NodeRef<'t>) -> Self {
        Self { last: None, root, depth: 0, skip: false }
    }

    /// How deep the node opened last lies; 1 right inside the root.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Leaves out what is inside the node opened last.
    pub fn skip(&mut self) {
        self.skip = true;
    }

    pub fn next(&mut self) -> Option<Step<'t>> {
        let skip = std::mem::take(&mut self.skip);
        let step = match self.last {
            None => self.open(self.root.first_child()?),
            Some(Step::Open(node)) => match node.first_child().filter(|_| !skip) {
                Some(child) => self.open(child),
                None => Step::Close(node),
            },
            Some(Step::Close(node)) => {
                self.depth -= 1;
                match node.next_sibling() {
                    Some(next) => self.open(next),
                    None if self.depth == 0 => return None,
                    None => Step::Close(node.parent()?),
                }
            }
        };
        self.last = Some(step);
        Some(step)
    }

    fn open(&mut self, node: NodeRef<'t>) -> Step<'t> {
        self.depth += 1;
        Step::Open(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_open_and_close_in_order() {
        let document = Document::fragment("<p>a<b>c</b></p><i></i>");
        let mut walk = Walk::new(document.root());
        let mut seen = String::new();
        while let Some(step) = walk.next() {
            match step {
                Step::Open(node) if node.is_text() => seen.push_str(&node.text()),
                Step::Open(node) => {
                    seen.push('<');
                    seen.push_str(&node.node_name().unwrap_or_default());
                    if node.has_name("b") {
                        walk.skip();
                    }
                }
                Step::Close(node) if node.is_text() => {}
                Step::Close(_) => seen.push('>'),
            }
        }
        assert_eq!(seen, "<html<pa<b>><i>>");
    }

    #[test]
    fn pages_pass_and_tangles_do_not() {
        for page in
            ["<p>One <b>two</b><li>three<li>four<br>".repeat(3_000), "<b>x<p>".repeat(100), "a < b".repeat(3_000)]
        {
            assert!(tree(&page).is_ok(), "{}", &page[..20]);
        }
        let distinct: String = (0..20_000).map(|i| format!("<p><font size={i}></p>")).collect();
        let split: String = (0..200_000).map(|_| "<a><div></a>").collect();
        for page in ["<div>".repeat(500_000), distinct, split, "<i></i>".repeat(1_000_000)] {
            assert!(tree(&page).is_err(), "{}", &page[..20]);
        }
    }
}
