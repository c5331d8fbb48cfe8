//! Sentences and dateline lie in order on character boundaries and leave out nothing but white space.
#![no_main]

use detente::split::{passages, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let layout = split(text);
    let mut spans: Vec<_> = layout.sentences.iter().map(|s| s.span).collect();
    spans.extend(layout.dateline.iter().map(|d| d.span));
    spans.sort();
    let mut end = 0;
    for span in spans {
        assert!(text[end..span.start].trim().is_empty());
        assert!(!span.of(text).is_empty());
        end = span.end;
    }
    assert!(text[end..].trim().is_empty());
    let _ = passages(&layout, |i| layout.sentences[i].span.len(), 100, 30);
});
