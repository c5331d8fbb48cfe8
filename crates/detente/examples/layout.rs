//! Prints how files are split: `cargo run --example layout -- report.txt`.

use detente::split::{Zone, split};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let layout = split(&text);
        println!("{path}");
        println!("headline {:?}", layout.headline.map(|h| h.of(&text)));
        if let Some(d) = &layout.dateline {
            let of = |s: Option<detente::text::Span>| s.map(|s| s.of(&text)).unwrap_or_default();
            println!(
                "dateline {:?}: place {:?}, region {:?}, agency {:?}, date {:?}",
                d.span.of(&text),
                of(d.place),
                of(d.region),
                of(d.agency),
                of(d.date)
            );
        }
        for sentence in &layout.sentences {
            let zone = match sentence.zone {
                Zone::Headline => "head",
                Zone::Byline => "by  ",
                Zone::Body => "    ",
                Zone::Boilerplate => "rest",
            };
            println!("{:3} {zone} {:?}", sentence.paragraph, sentence.span.of(&text));
        }
        println!();
    }
    Ok(())
}
