//! The judging of variants against pairs of names that somebody else chose. `gold/name_pairs_tuning.tsv` may be looked at
//! while it is mended; `gold/name_pairs_judging.tsv` was written before there was any code, and nothing is tuned on it.
//! `cargo test --test matching name_pairs -- --nocapture` prints every pair that is called otherwise than an editor would.

use std::path::Path;

use whoswho::analysis::variants::{Strength, similarity};

/// How the pairs of a file are called.
#[derive(Debug, Default, PartialEq, Eq)]
struct Called {
    /// Of spellings of one name: strong, possible, not at all.
    same: [usize; 3],
    /// Of two names.
    different: [usize; 3],
}

fn called(file: &str) -> Called {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(file);
    let text = std::fs::read_to_string(path).expect("the pairs");
    let mut called = Called::default();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let [listed, found, truth, ..] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let similarity = similarity(listed, found);
        let at = match similarity.as_ref().map(|similarity| similarity.strength) {
            Some(Strength::Strong) => 0,
            Some(Strength::Possible) => 1,
            None => 2,
        };
        let (counts, is_as_it_should_be) = match truth {
            "same" => (&mut called.same, at == 0),
            "different" => (&mut called.different, at > 0),
            other => panic!("{other} in {line}"),
        };
        counts[at] += 1;
        if !is_as_it_should_be {
            let why = similarity.map_or("unlike".to_owned(), |similarity| format!("{similarity:?}"));
            println!("{file}: {listed} / {found} ({truth}): {why}");
        }
    }
    println!(
        "{file}: of {} spellings of one name {} strong, {} possible, {} unlike; of {} look-alikes {} strong, {} possible",
        called.same.iter().sum::<usize>(),
        called.same[0],
        called.same[1],
        called.same[2],
        called.different.iter().sum::<usize>(),
        called.different[0],
        called.different[1],
    );
    called
}

/// As measured; a change that finds less, or calls a look-alike strong, has to say why.
#[test]
fn tuning() {
    let called = called("name_pairs_tuning.tsv");
    assert_eq!(called.different[0], 0, "a look-alike is called strong");
    assert!(called.same[0] >= 14 && called.same[0] + called.same[1] >= 20, "{called:?}");
}

/// As first measured, and never tuned on.
#[test]
fn judging() {
    let called = called("name_pairs_judging.tsv");
    assert_eq!(called.different[0], 0, "a look-alike is called strong");
    assert!(called.same[0] >= 11 && called.same[0] + called.same[1] >= 18, "{called:?}");
}
