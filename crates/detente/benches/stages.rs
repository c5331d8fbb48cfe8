//! The stages one by one, over the shipped examples: `cargo bench -p detente --bench stages`.

use detente::annotate::Model;
use detente::code::code;
use detente::engine::Engine;
use detente::read::{Document, Input, Options, Reader};
use detente::resolve::{Dictionary, Knowledge, resolve, resolve_with};
use detente::split::split;
use detente::write::{JsonLines, Sink};
use divan::Bencher;
use std::io::Cursor;
use std::path::Path;

fn main() {
    divan::main();
}

fn report() -> Document {
    let text = include_str!("../../../examples/harbour-talks.txt");
    let mut document = Document::of_text("harbour-talks", text);
    document.published = "2024-03-14".parse().ok();
    document
}

#[divan::bench(args = ["harbour-talks.txt", "court-and-sanctions.html", "briefs.jsonl"])]
fn read_stage(bencher: Bencher, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let bytes = std::fs::read(&path).expect("the example is there");
    bencher.bench(|| {
        let input = Input::stream(name, Cursor::new(bytes.clone()));
        Reader::new([input], Options::default()).filter(Result::is_ok).count()
    });
}

#[divan::bench]
fn split_stage(bencher: Bencher) {
    let document = report();
    bencher.bench(|| split(&document.text));
}

#[divan::bench(sample_count = 20)]
fn annotate_stage(bencher: Bencher) {
    let document = report();
    let layout = split(&document.text);
    let model = Model::shipped().expect("the shipped model loads");
    bencher.bench(|| model.annotate(&document.text, &layout).expect("the model reads"));
}

#[divan::bench]
fn resolve_stage(bencher: Bencher) {
    let document = report();
    let layout = split(&document.text);
    let annotation = Model::shipped().expect("loads").annotate(&document.text, &layout).expect("reads");
    let knowledge = Knowledge::shipped().expect("the shipped tables load");
    bencher.bench(|| resolve(&document, &layout, &annotation, knowledge));
}

/// The same with so many of the user's own actors before the tables.
#[divan::bench(args = [1, 50_000])]
fn resolve_stage_with_actors(bencher: Bencher, rows: usize) {
    let document = report();
    let layout = split(&document.text);
    let annotation = Model::shipped().expect("loads").annotate(&document.text, &layout).expect("reads");
    let knowledge = Knowledge::shipped().expect("the shipped tables load");
    let table: String = (0..rows).map(|n| format!("Brigade {n} of Sector {},PER,REB\n", n % 97)).collect();
    let table = format!("pattern,country,sectors\n{table}");
    let own = Dictionary::parse(&[("own.csv", &table)], knowledge).expect("the table is sound");
    bencher.bench(|| resolve_with(&document, &layout, &annotation, knowledge, &own));
}

#[divan::bench]
fn code_stage(bencher: Bencher) {
    let document = report();
    let reading = Engine::new().expect("loads").read(&document).expect("reads");
    bencher.bench(|| code(&document, &reading.layout, &reading.annotation, &reading.resolution, Some("en")));
}

#[divan::bench]
fn write_stage(bencher: Bencher) {
    let coded = Engine::new().expect("loads").code(&report()).expect("reads");
    bencher.bench(|| JsonLines::new(Vec::new()).report(&coded));
}
