//! What holds of every layout, whatever the text.

use std::time::{Duration, Instant};

use detente::split::{Layout, Zone, passages, split};
use detente::text::Span;
use proptest::prelude::*;

/// Spans lie in the text on character boundaries, in order and apart; what they leave out is white space.
fn check(text: &str) -> Layout {
    let layout = split(text);
    let mut covered: Vec<Span> = layout.sentences.iter().map(|s| s.span).collect();
    for pair in covered.windows(2) {
        assert!(pair[0].end <= pair[1].start, "out of order: {pair:?} in {text:?}");
    }
    for pair in layout.sentences.windows(2) {
        assert!(pair[0].paragraph <= pair[1].paragraph);
    }
    if let Some(dateline) = &layout.dateline {
        for part in [dateline.place, dateline.region, dateline.agency, dateline.date].into_iter().flatten() {
            assert!(dateline.span.contains(part) && !part.of(text).is_empty());
        }
        assert!(covered.iter().all(|s| !s.overlaps(dateline.span)), "the dateline is a sentence too: {text:?}");
        covered.push(dateline.span);
        covered.sort();
    }
    let mut end = 0;
    for span in &covered {
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        assert!(!span.is_empty() && span.of(text).trim() == span.of(text), "{:?} in {text:?}", span.of(text));
        assert!(text[end..span.start].trim().is_empty(), "left out: {:?} of {text:?}", &text[end..span.start]);
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "left out: {:?}", &text[end..]);
    if let Some(headline) = layout.headline {
        assert!(layout.sentences.iter().any(|s| s.zone == Zone::Headline && headline.contains(s.span)));
    }
    layout
}

/// Pieces that reports are made of, to be put together in any order.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "BEIJING (AP) — ",
        "WASHINGTON, Feb. 26 - ",
        "(Reuters) - ",
        "By JANE DOE",
        "@handle",
        "Gen. ",
        "U.S. ",
        "a.m. ",
        "No. 5",
        "He left",
        ". ",
        "? ",
        "! ",
        "... ",
        "…",
        "\" ",
        "”",
        "“",
        "''",
        "(",
        ") ",
        "[4]",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "\t",
        "\u{2029}",
        "\u{a0}",
        "。",
        "习近平",
        "مرحبا؟",
        "😀",
        "e\u{301}",
        "\u{feff}",
        "\u{0}",
        "- ",
        "• ",
        "1. ",
        "J. R. R. ",
        "Read more:",
        "Copyright 2024 ",
        "9:05 p.m.",
        "___",
        "talks go on in the capital ",
        "THE TALKS GO ON ",
        "https://example.org/a.b",
        ":",
        ";",
        ",",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn anything_put_together(pieces in prop::collection::vec(piece(), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn passages_hold_every_sentence_that_is_read(pieces in prop::collection::vec(piece(), 0..60), limit in 0usize..40, again in 0usize..20) {
        let text = pieces.concat();
        let layout = split(&text);
        let words = |s: &str| s.split_whitespace().count();
        let count = |sentences: &[usize]| -> usize {
            sentences.iter().map(|&i| words(layout.sentences[i].span.of(&text))).sum()
        };
        let mut in_passages: Vec<usize> = Vec::new();
        for passage in passages(&layout, |i| count(&[i]), limit, again) {
            prop_assert!(!passage.own.is_empty());
            let whole = count(&passage.before) + count(&passage.own);
            prop_assert!(whole <= limit || passage.own.len() == 1 && passage.before.is_empty());
            prop_assert!(count(&passage.before) <= again);
            prop_assert!(in_passages.ends_with(&passage.before));
            in_passages.extend(passage.own);
        }
        let read: Vec<usize> = (0..layout.sentences.len())
            .filter(|&i| matches!(layout.sentences[i].zone, Zone::Headline | Zone::Body))
            .collect();
        prop_assert_eq!(in_passages, read);
    }
}

#[test]
fn texts_without_words() {
    for text in ["", " \n\t ", "😀😀 🎉", "\u{1}\u{2}\u{3}", "...", "?!?!", "\n.\n.\n", "\"", "\u{feff}"] {
        check(text);
    }
    assert!(split(" \n ").sentences.is_empty());
}

#[test]
fn a_report_of_a_hundred_thousand_sentences() {
    let text =
        "The minister met Gen. Li of the U.S. delegation in Geneva on Monday. \"Why?\" he asked. ".repeat(50_000);
    let layout = check(&text);
    assert_eq!(layout.sentences.len(), 100_000);
    let lines = text.replace(". ", ".\n\n");
    assert!(check(&lines).sentences.len() >= 100_000);
}

/// Texts made to defeat bounded looks ahead and back: each must take time in proportion to its length.
#[test]
fn long_lines_take_linear_time() {
    let mega = 4 << 20;
    for pattern in [
        "a",
        " ",
        ".",
        ". ",
        "\"",
        "' ",
        "(",
        ". a",
        "Gen. ",
        "A. ",
        "1. ",
        "?” Aaa ",
        "...",
        ". . ",
        "[4] ",
        "\n",
        "a\n",
        ".\n",
        "-\n",
        "By A\n",
        "\n\n.",
        "   a\n",
        "。",
        "é",
        "x. \"",
        "((",
        ".[1] ",
        "@a ",
        "U.S. The ",
        ",\n",
        "A ",
        "A, ",
        "A/",
    ] {
        let text = pattern.repeat(mega / pattern.len());
        let started = Instant::now();
        let layout = split(&text);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(20), "{pattern:?} took {took:?}");
        assert!(layout.sentences.last().is_none_or(|s| s.span.end <= text.len()));
    }
}

#[test]
#[ignore = "fifty megabytes: run it by hand, with optimisation"]
fn fifty_megabytes_on_one_line() {
    let text = "The minister met Gen. Li in Geneva on Monday. ".repeat((50 << 20) / 47);
    let started = Instant::now();
    let layout = split(&text);
    println!("{} sentences in {:?}", layout.sentences.len(), started.elapsed());
    assert!(layout.sentences.len() > 1_000_000);
    let text = "minister ".repeat((50 << 20) / 9);
    let started = Instant::now();
    assert_eq!(split(&text).sentences.len(), 1);
    println!("no sentence end at all: {:?}", started.elapsed());
}
