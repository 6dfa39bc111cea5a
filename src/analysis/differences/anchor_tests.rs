use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::analysis::differences::statement::{What, statements};
use crate::analysis::facts::facts;
use crate::article::{ArticleKey, Format, parse};
use crate::mention::Matcher;

const LIST: &str = "[[entity]]\nname = 'Olga Brandt'\nkind = 'person'\naliases = ['Olga Brand', 'O. Brandt']\n\n\
    [[entity]]\nname = 'Lund Union'\nkind = 'organisation'\naliases = ['LDU']\n\n\
    [[entity]]\nname = '{points}-point plan'\nkind = 'plan'\npatterns = ['(?<points>\\d{1,3})-point (?:peace )?plan']\n";

fn read_all(texts: &[&str]) -> Vec<Facts> {
    let list = crate::gazetteer::parse(LIST, "entities.toml").unwrap();
    let matcher = Matcher::new(Arc::new(list.gazetteer)).unwrap();
    let read = |text: &&str| {
        let text = format!("# A\n\n{text}\n");
        let article = parse(ArticleKey::from_path(Path::new("a.md")), Format::Markdown, text, 0);
        let found = matcher.find(&article);
        facts(article, found, matcher.gazetteer())
    };
    texts.iter().map(read).collect()
}

/// Returns the anchor of the values in two texts, whether or not they would be compared.
fn anchor_of(left: (&str, &str), right: (&str, &str)) -> String {
    let reports = read_all(&[left.0, right.0]);
    let mut concepts = Concepts::default();
    let all: Vec<Vec<Statement>> =
        (0..).zip(&reports).map(|(at, facts)| statements(at, facts, &mut concepts)).collect();
    let members: Vec<(&Facts, &Statement)> = reports
        .iter()
        .zip(&all)
        .zip([left.1, right.1])
        .map(|((facts, own), value)| {
            let text = |statement: &&Statement| {
                let range = match statement.what {
                    What::Figure(at) => facts.figures[at].range.clone(),
                    What::Date(at) => facts.dates[at].range.clone(),
                };
                facts.article.text.slice(range) == value
            };
            (facts, own.iter().find(text).unwrap_or_else(|| panic!("{value}")))
        })
        .collect();
    anchor(&members, &concepts)
}

/// Two sentences, each with the value that is compared, and the anchor.
type Case = ((&'static str, &'static str), (&'static str, &'static str), &'static str);

#[test]
fn dates_are_named_by_the_act_and_what_it_was_done_to() {
    const CASES: &[Case] = &[
        // Active, and a participle behind the noun.
        (
            ("On May 20, some papers, citing a clerk, leaked a 12-point plan to end the strike.", "May 20"),
            ("Many lines of the plan, leaked to the press on May 18, came from a draft.", "May 18"),
            "12-point plan leaked",
        ),
        // Passive.
        (
            ("The memo was leaked to the press on May 3.", "May 3"),
            ("The press leaked the memo on May 4.", "May 4"),
            "memo leaked",
        ),
        // Two plans: neither number names the other.
        (
            ("The 12-point peace plan was signed on May 3.", "May 3"),
            ("The 19-point peace plan was signed on May 4.", "May 4"),
            "peace plan signed",
        ),
        // Two nouns that both sentences have: what was signed comes before where and by whom.
        (
            ("Ministers signed the treaty in the palace on May 3.", "May 3"),
            ("The treaty was signed by the ministers on May 4, in the palace.", "May 4"),
            "treaty signed",
        ),
        // A subject without an object, with its place.
        (
            ("The old stone bridge at Marn collapsed on May 3.", "May 3"),
            ("What is left of the stone bridge at Marn, which collapsed on May 4, will go.", "May 4"),
            "stone bridge collapsed at Marn",
        ),
        // The future is said so.
        (
            ("Both sides agreed to a truce that will begin on May 18.", "May 18"),
            ("The two signed a truce that is to take effect on May 20.", "May 20"),
            "truce will begin",
        ),
        // Synonyms.
        (
            ("A passenger ferry capsized on May 3.", "May 3"),
            ("The boat overturned on May 4.", "May 4"),
            "ferry capsized",
        ),
        // No noun in both: what one of them names is better than the act alone.
        (
            ("The embassy opened on May 3.", "May 3"),
            ("Its doors opened on May 4.", "May 4"),
            "embassy opened",
        ),
        // No noun at all.
        (("It opened on May 3.", "May 3"), ("They opened on May 4.", "May 4"), "opened"),
        // Names of the list alone, in two spellings.
        (
            ("Olga Brandt resigned on May 3.", "May 3"),
            ("O. Brandt resigned on May 4.", "May 4"),
            "Olga Brandt resigned",
        ),
        (
            ("The Lund Union bought the mill on May 3.", "May 3"),
            ("The LDU bought the old mill on May 4.", "May 4"),
            "mill bought",
        ),
        // Letters without case, from left to right and from right to left.
        (
            ("Мост collapsed on May 3.", "May 3"),
            ("Старый мост collapsed on May 4.", "May 4"),
            "мост collapsed",
        ),
        (("הגשר collapsed on May 3.", "May 3"), ("הגשר הישן collapsed on May 4.", "May 4"), "הגשר collapsed"),
        // Names that are too long are cut.
        (
            ("Llanfairpwllgwyngyllgogerychwyrndrobwll opened on May 3.", "May 3"),
            ("Llanfairpwllgwyngyllgogerychwyrndrobwll opened on May 4.", "May 4"),
            "Llanfairpwllgwyngyllgogerychw…",
        ),
        // The object of a verb of motion is no subject.
        (
            ("The Solveig Marr left Vessund on May 3.", "May 3"),
            ("On May 4 the Solveig Marr left Vessund.", "May 4"),
            "Solveig Marr left Vessund",
        ),
        // A capital that only opens a sentence is dropped.
        (
            ("Parliament passed the law on May 3.", "May 3"),
            ("The parliament passed the law on May 4.", "May 4"),
            "law passed",
        ),
        (
            ("Museum halls opened on May 3.", "May 3"),
            ("The museum halls opened on May 4.", "May 4"),
            "museum halls opened",
        ),
    ];
    check(CASES);
}

#[test]
fn figures_are_named_by_what_is_counted_what_happened_to_it_and_where() {
    const CASES: &[Case] = &[
        (
            ("A ferry capsized on Lake Orvane, killing 41 people, the ministry said.", "41"),
            ("Thirty-eight people died when a boat overturned on Lake Orvane.", "Thirty-eight"),
            "people killed on Lake Orvane",
        ),
        (
            ("The storm destroyed 40 houses in Ardrey.", "40"),
            ("In Ardrey 44 homes were destroyed by the storm.", "44"),
            "houses destroyed in Ardrey",
        ),
        (("Police made 17 arrests.", "17"), ("Officers detained 23 people.", "23"), "people arrested"),
        (
            ("Arden has confirmed 87 cases of measles since May.", "87"),
            ("Doctors counted 96 cases of measles in Arden.", "96"),
            "cases of measles",
        ),
        (
            ("Turnout was 68 percent of registered voters.", "68 percent"),
            ("The board put turnout at 63 percent of registered voters.", "63 percent"),
            "turnout of registered voters",
        ),
        (
            ("Halden Metals agreed to buy Brightwater for $2.4 billion in cash.", "$2.4 billion"),
            ("Halden Metals will pay $2.7 billion in cash for Brightwater.", "$2.7 billion"),
            "Brightwater bought",
        ),
        (
            ("The station at Pelisa measured 310 millimeters of rain in a day.", "310 millimeters"),
            ("At Pelisa 260 millimeters of rain fell.", "260 millimeters"),
            "rain at Pelisa",
        ),
        (
            ("The quake hit at 4:17 a.m. on Sunday.", "4:17 a.m."),
            ("The quake hit at 4:47 a.m.", "4:47 a.m."),
            "quake hit",
        ),
        (
            ("The jury heard that Marcia Dell, 54, had lied.", "54"),
            ("Dell, 57, spoke to the jury.", "57"),
            "age of Dell",
        ),
        (
            ("The union wants a rise of 9 per cent.", "9 per cent"),
            ("The drivers' union demands a rise of 12 per cent.", "12 per cent"),
            "union wants rise",
        ),
        // A noun right before an adjective, and no pronoun.
        (
            ("Aldgrave has agreed to buy its rival in a share deal worth £3.2bn.", "£3.2bn"),
            ("Aldgrave buys its rival in a share deal worth £3.1bn.", "£3.1bn"),
            "share deal worth",
        ),
        (("We lost 60 ewes.", "60"), ("We have lost 90 ewes.", "90"), "ewes"),
        // Words of the unit and of the source are no subjects.
        (
            ("Firefighters said the fire above Salter Creek burned 14,200 acres.", "14,200 acres"),
            ("A wildfire above Salter Creek covered 16,800 acres, firefighters said.", "16,800 acres"),
            "fire above Salter Creek",
        ),
        (
            ("The stolen paintings are worth €8 million.", "€8 million"),
            ("The works that were stolen are worth €6 million.", "€6 million"),
            "stolen paintings worth",
        ),
        (("They need 40 trucks.", "40"), ("Ham has 12 trucks.", "12"), "trucks"),
    ];
    check(CASES);
}

fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(left, right, expected)| (anchor_of(*left, *right), expected))
        .filter(|(found, expected)| found != *expected)
        .map(|(found, expected)| format!("{found} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn long_sentences_have_labels_that_fit() {
    for unit in ["the Zuraw bridge ", "opened ", "Olga Brandt ", "of the plan, which ", "7 people ", "א "] {
        let text = format!("The bridge opened on May 3 {}.", unit.repeat(1_900 / unit.len()));
        let anchor = anchor_of((&text, "May 3"), (&text, "May 3"));
        assert!(crate::text::width::width(&anchor) <= MAX_WIDTH);
    }
}

proptest! {
    #[test]
    fn anchors_consist_of_words_of_the_sentences(
        left in prop::collection::vec(word(), 1..8),
        right in prop::collection::vec(word(), 1..8),
    ) {
        let (left, right) = (left.join(" "), right.join(" "));
        let (left, right) = (format!("So {left} opened on May 3."), format!("So {right} opened on May 4."));
        let anchor = anchor_of((&left, "May 3"), (&right, "May 4"));
        prop_assert!(!anchor.is_empty() && crate::text::width::width(&anchor) <= MAX_WIDTH);
        let texts = format!("{left} {right}").to_lowercase();
        let words: Vec<&str> = texts.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        for word in anchor.to_lowercase().split([' ', ',']).filter(|word| !word.is_empty() && !word.ends_with('…')) {
            prop_assert!(words.contains(&word), "{anchor} | {texts}");
        }
        prop_assert_eq!(anchor, anchor_of((&left, "May 3"), (&right, "May 4")));
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "the",
        "plan",
        "12-point",
        "press",
        "of",
        "in",
        "Lund",
        "bridge",
        "leaked",
        "which",
        "Brandt",
        "Olga",
        "was",
        "by",
        "a",
        "treaty",
        "signed",
        "holds",
        ",",
        "to",
        "off",
        "museum",
        "works",
        "מוזיאון",
        "US",
    ])
}
