//! Tests with generated text: planted passages, hostile input, thousands of copies, voices.

use super::tests::read;
use super::*;

/// A generator of words from a seed (xorshift, Marsaglia 2003).
struct Words {
    state: u64,
}

impl Words {
    fn next(&mut self, below: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % below
    }

    /// Returns a word of three syllables or, two times in five, a function word.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "ke", "ri", "mo", "ta", "ve", "lo", "du", "pi", "ga", "she", "fo", "nu", "zi", "hu", "je"];
        const FUNCTION: [&str; 6] = ["the", "of", "and", "to", "in", "with"];
        if self.next(5) < 2 {
            return FUNCTION[self.next(6) as usize].to_owned();
        }
        (0..3).map(|_| SYLLABLES[self.next(16) as usize]).collect()
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }

    /// Returns a text with these words between generated ones.
    fn around(&mut self, words: &[String]) -> String {
        let (before, after) = (self.words(30), self.words(30));
        format!("{} {} {}.", before.join(" "), words.join(" "), after.join(" "))
    }
}

#[test]
fn eight_equal_words_are_always_found_and_unrelated_text_never() {
    let mut words = Words { state: 1 };
    for _ in 0..100 {
        let mut run = words.words(8);
        run[0] = "glacier".to_owned();
        run[7] = "violins".to_owned();
        let texts = [words.around(&run), words.around(&run)];
        let facts = read(&texts);
        let found = passages(&facts, &|| false);
        assert_eq!(found.rows.len(), 1, "{run:?}");
        for place in &found.rows[0].places {
            assert!(facts[place.article].article.text.slice(place.range.clone()).contains(&run.join(" ")));
        }
        let other = words.words(8);
        let unrelated = [words.around(&run), words.around(&other)];
        assert!(passages(&read(&unrelated), &|| false).rows.is_empty());
    }
}

#[test]
fn most_passages_with_a_fifth_of_the_words_changed_are_found() {
    let mut words = Words { state: 2 };
    let (mut found, all) = (0, 200);
    for _ in 0..all {
        let count = 20 + words.next(30) as usize;
        let original = words.words(count);
        let mut changed = original.clone();
        let mut left = count / 5;
        while left > 0 {
            let at = words.next(count as u64) as usize;
            if changed[at] == original[at] {
                changed[at] = words.word();
                left -= usize::from(changed[at] != original[at]);
            }
        }
        let texts = [words.around(&original), words.around(&changed)];
        found += usize::from(!passages(&read(&texts), &|| false).rows.is_empty());
    }
    println!("found {found} of {all}");
    assert!(found * 100 >= all * 85, "{found}");
}

/// Returns texts that take long to compare unless the cost is bounded.
fn hostile_texts() -> Vec<String> {
    let mut words = Words { state: 3 };
    let prose = words.words(20_000).join(" ");
    let quotes: Vec<String> =
        (0..1_000).map(|at| format!("“{}” said {at}.", words.words(6).join(" "))).collect();
    let quotes = quotes.join(" ");
    vec![
        prose.clone(),
        format!("other {prose}"),
        "glacier violins ".repeat(10_000),
        format!("{}x", "glacier violins ".repeat(10_000)),
        "A line of seven words, many times.\n\n".repeat(3_000),
        format!("First. {}", "A line of seven words, many times.\n\n".repeat(3_000)),
        format!("“{}”", "lorry [x] ".repeat(10_000)),
        format!("“{} end”", "lorry [x] ".repeat(10_000)),
        format!("“{prose}”"),
        quotes.clone(),
        format!("{quotes} end"),
        "a".repeat(100_000),
        "[".repeat(50_000),
        "שלום ".repeat(10_000),
    ]
}

#[test]
fn hostile_texts_take_time_in_proportion_to_their_length() {
    let facts = read(&hostile_texts());
    let started = std::time::Instant::now();
    let found = passages(&facts, &|| false);
    // This limit allows for a build without optimisation. In quadratic time, it would take minutes.
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    assert!(found.rows.iter().any(|row| row.kind == Kind::Copy));
    for place in found.rows.iter().flat_map(|row| &row.places) {
        assert!(facts[place.article].article.text.as_str().get(place.range.clone()).is_some());
    }
}

#[test]
fn thousands_of_copies_are_one_row_within_seconds() {
    let mut words = Words { state: 4 };
    let text = format!("{}\n\n“{}.”", words.words(60).join(" "), words.words(12).join(" "));
    let texts: Vec<String> =
        (0..2_000).map(|at| if at % 2 == 0 { text.clone() } else { text.to_uppercase() }).collect();
    let facts = read(&texts);
    let started = std::time::Instant::now();
    let found = passages(&facts, &|| false);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert_eq!((found.rows.len(), found.voices.count), (1, 1));
    assert_eq!((found.rows[0].kind, found.rows[0].places.len()), (Kind::Copy, 2_000));
}

mod voices_recounted {
    use proptest::prelude::*;

    use super::*;

    /// Paragraphs of different lengths that share no words.
    const PARAGRAPHS: [&str; 6] = [
        "Alpha bravo charlie delta echo foxtrot golf hotel india juliet.",
        "Kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey.",
        "Amber beige crimson denim ebony fuchsia gold.",
        "Ash birch cedar douglas elm fir gorse hazel ivy juniper larch maple nettle oak pine.",
        "Argon barium carbon.",
        "Adagio ballad canon duet etude fugue gavotte hymn intermezzo jig.",
    ];

    fn numbered(parts: &[usize]) -> String {
        parts.iter().map(|part| PARAGRAPHS[*part]).collect::<Vec<_>>().join("\n\n")
    }

    proptest! {
        #[test]
        fn voices_equal_a_naive_recount(texts in prop::collection::vec(prop::collection::btree_set(0_usize..6, 1..6), 1..6)) {
            let parts: Vec<Vec<usize>> = texts.iter().map(|text| text.iter().copied().collect()).collect();
            let found = passages(&read(&parts.iter().map(|parts| numbered(parts)).collect::<Vec<_>>()), &|| false);
            let words = |part: &usize| PARAGRAPHS[*part].split_whitespace().count();
            let count = |parts: &[usize]| parts.iter().map(words).sum::<usize>();
            let mut voice: Vec<usize> = (0..parts.len()).collect();
            for left in 0..parts.len() {
                for right in 0..left {
                    let shared: usize = parts[left].iter().filter(|part| parts[right].contains(part)).map(words).sum();
                    if shared * 10 >= count(&parts[left]).min(count(&parts[right])) * 6 {
                        let (from, to) = (voice[left], voice[right]);
                        for one in voice.iter_mut().filter(|one| **one == from) {
                            *one = to;
                        }
                    }
                }
            }
            let distinct: std::collections::BTreeSet<usize> = voice.iter().copied().collect();
            prop_assert_eq!(found.voices.count, distinct.len());
            for left in 0..parts.len() {
                for right in 0..left {
                    prop_assert_eq!(voice[left] == voice[right], found.voices.of[left] == found.voices.of[right]);
                }
            }
        }
    }
}
