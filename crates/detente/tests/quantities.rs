//! Scores the reading of amounts against a table of expressions.

use detente::resolve::quantities::{self, Quantity};
use detente::text::Span;

fn shown(found: &[Quantity]) -> Vec<String> {
    if found.is_empty() {
        return vec!["none".to_owned()];
    }
    let four = |number: f64| (number * 1e4).round() / 1e4;
    found
        .iter()
        .map(|quantity| {
            let upper = quantity.upper.map_or("-".to_owned(), |upper| four(upper).to_string());
            let unit = quantity.unit.as_deref().unwrap_or("-").replace(' ', "_");
            format!("{} {upper} {unit} {}", four(quantity.amount), quantity.kind)
        })
        .collect()
}

#[test]
fn the_table_of_amounts() {
    let table = include_str!("data/quantities.tsv");
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert!(lines.len() >= 150, "{} texts", lines.len());
    let mut right = 0;
    for line in &lines {
        let (marked, expected) = line.split_once('\t').unwrap_or_else(|| panic!("two columns expected: {line}"));
        let text = marked.replace("[[", "").replace("]]", "");
        let within = match (marked.find("[["), marked.find("]]")) {
            (Some(open), Some(close)) => Span::new(open, close - 2),
            _ => Span::new(0, text.len()),
        };
        let found = quantities::find(&text, within);
        for quantity in &found {
            assert!(within.contains(quantity.span), "{line}: a span outside the stretch");
        }
        let (found, expected) = (shown(&found), expected.split(" ; ").collect::<Vec<_>>());
        if found == expected {
            right += 1;
        } else {
            println!("{:?} in {text:?}: {found:?}, expected {expected:?}", within.of(&text));
        }
    }
    let share = f64::from(right) / lines.len() as f64;
    println!("quantities: {right} of {} texts, {share:.3}", lines.len());
    assert!(share >= 0.97);
}
