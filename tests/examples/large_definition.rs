//! Where the time of a large definition goes: `cargo run --release --workspace --example large_definition -- 2700`.
//! How it compares with its goals is among the rows of the `benchmark`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ide::{Document, Edit, edit, outline, problems};
use support::large::{self, Language};

/// The best of several runs, because other programs disturb.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let once = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..9).map(|_| once(&mut work)).min().unwrap_or_default()
}

fn show(text: &str) {
    let document = Document::read(text);
    println!(
        "{} bytes, {} states, {} problems",
        text.len(),
        outline(&document).len(),
        problems(&document).len()
    );
    println!("serde_json {:?}", best(|| serde_json::from_str::<serde_json::Value>(text).is_ok()));
    println!("parse      {:?}", best(|| syntax::parse(text)));
    println!("read       {:?} (parse and lower)", best(|| Document::read(text)));
    println!("problems   {:?}", best(|| problems(&document)));
    println!("outline    {:?}", best(|| outline(&document)));
    if let Some(machine) = &document.machine {
        println!("layout     {:?}", best(|| ide::layout::layout(machine, &Default::default())));
    }
    let state = "/States/Step 1350".to_owned();
    let rename = Edit::RenameState { state: state.clone(), name: "Middle".to_owned() };
    println!("rename     {:?}", best(|| edit(&document, &rename).map(|edited| edited.edits.len())));
    let delete = Edit::DeleteStates { states: vec![state], relink: true };
    println!("delete     {:?}", best(|| edit(&document, &delete).map(|edited| edited.effects.len())));
}

fn main() {
    let states = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(2_700);
    for language in [Language::JsonPath, Language::Jsonata] {
        show(&large::definition(states, language));
    }
}
