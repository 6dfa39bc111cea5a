//! A matcher simple enough to verify by reading: it tries every form at every position, then applies the rules one by
//! one. The real matcher must agree with it, mention for mention, on random lists and texts.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use whoswho::article::{ArticleKey, Format, parse};
use whoswho::mention::{Matcher, Rule, Status};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Case {
    Smart,
    Exact,
    Ignore,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The name, then the aliases; each with its case rule, and true if it is weak.
    forms: Vec<(String, Case, bool)>,
    not: Vec<String>,
    priority: i64,
}

/// A mention in code points: start, end, entries, rule, form, status.
type Row = (usize, usize, Vec<usize>, Rule, usize, Status);

const MARK: char = '\u{301}';
const SOFT_HYPHEN: char = '\u{ad}';
/// A name hyphenated at more line ends than this is read only with all its hyphens.
const MAX_HYPHENATED: u32 = 3;

/// Folds one character, by a table that is independent of the real matcher's; `keep_case` keeps capitals.
fn fold_char(letter: char, keep_case: bool) -> String {
    let plain = match letter {
        '’' => "'".to_owned(),
        '–' | '‑' => "-".to_owned(),
        'ł' => "l".to_owned(),
        'Ł' => "L".to_owned(),
        'é' => "e".to_owned(),
        'É' => "E".to_owned(),
        'ß' => "ss".to_owned(),
        MARK | SOFT_HYPHEN => String::new(),
        other => other.to_string(),
    };
    if keep_case { plain } else { plain.to_lowercase() }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\n' | '\t')
}

/// If a word is hyphenated at a line end at `at`, returns true for a hard hyphen or false for a soft one, and the index
/// of the next line's first letter.
fn line_end_hyphen(letters: &[char], at: usize) -> Option<(bool, usize)> {
    let hyphen = letters[at] == '-';
    let before = letters[..at].iter().rev().find(|letter| **letter != SOFT_HYPHEN && **letter != MARK)?;
    let blank = letters[at + 1..].iter().take_while(|letter| is_space(**letter)).count();
    let breaks = letters[at + 1..at + 1 + blank].iter().filter(|letter| **letter == '\n').count();
    let next = letters.get(at + 1 + blank)?;
    let is_hyphenated = (hyphen || letters[at] == SOFT_HYPHEN)
        && before.is_alphanumeric()
        && breaks == 1
        && next.is_alphanumeric();
    is_hyphenated.then_some((hyphen, at + 1 + blank))
}

/// Counts the hard hyphens at line ends.
fn line_end_hyphens(letters: &[char]) -> u32 {
    (0..letters.len()).filter(|at| line_end_hyphen(letters, *at).is_some_and(|(hyphen, _)| hyphen)).count()
        as u32
}

/// Folds a span. A run of spaces with at most one line break becomes a space; a run with more becomes a NUL, which
/// matches nothing. Hyphens at line ends are left out if their bit in `left_out` is set.
fn fold(letters: &[char], keep_case: bool, left_out: u32) -> String {
    let mut folded = String::new();
    let mut at = 0;
    let mut number = 0;
    while at < letters.len() {
        if let Some((hyphen, next)) = line_end_hyphen(letters, at) {
            if hyphen {
                folded.push_str(if left_out & (1 << number) == 0 { "-" } else { "" });
                number += 1;
            }
            at = next;
        } else if is_space(letters[at]) {
            let run = letters[at..].iter().take_while(|letter| is_space(**letter)).count();
            let breaks = letters[at..at + run].iter().filter(|letter| **letter == '\n').count();
            folded.push(if breaks > 1 { '\u{0}' } else { ' ' });
            at += run;
        } else {
            folded.push_str(&fold_char(letters[at], keep_case));
            at += 1;
        }
    }
    folded
}

fn fold_form(form: &str, keep_case: bool) -> String {
    fold(&form.chars().collect::<Vec<_>>(), keep_case, 0).trim().to_owned()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == MARK
}

/// Returns true if a span begins and ends with visible characters, separates none from its combining marks, and has no
/// letter or digit beside it.
fn has_boundaries(letters: &[char], start: usize, end: usize) -> bool {
    let is_hidden = |letter: char| letter == SOFT_HYPHEN;
    if is_hidden(letters[start]) || letters[start] == MARK || is_space(letters[start]) {
        return false;
    }
    if is_hidden(letters[end - 1]) || is_space(letters[end - 1]) || letters.get(end) == Some(&MARK) {
        return false;
    }
    let mut before = letters[..start].iter().rev().find(|letter| !is_hidden(**letter) && **letter != MARK);
    let mut after = letters[end..].iter().find(|letter| !is_hidden(**letter));
    // After a soft hyphen at a line end, the word continues on the next line.
    for at in 0..letters.len() {
        if let Some((false, next)) = line_end_hyphen(letters, at) {
            if next == start {
                before = letters[..at].iter().rev().find(|letter| !is_hidden(**letter) && **letter != MARK);
            } else if at == end {
                after = letters.get(next);
            }
        }
    }
    !before.is_some_and(|letter| is_word(*letter)) && !after.is_some_and(|letter| is_word(*letter))
}

/// Returns for each word of a folded form whether it begins with a capital.
fn word_capitals(text: &str) -> Vec<bool> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let firsts = words.filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    firsts.map(char::is_uppercase).collect()
}

fn case_matches(form: &str, case: Case, surface: &[char], left_out: u32) -> bool {
    let (form, surface) = (fold_form(form, true), fold(surface, true, left_out));
    let letters: Vec<char> = form.chars().filter(|letter| letter.is_alphabetic()).collect();
    let acronym =
        !letters.is_empty() && letters.len() <= 3 && letters.iter().all(|letter| letter.is_uppercase());
    match case {
        Case::Ignore => true,
        Case::Exact => form == surface,
        Case::Smart if acronym => form == surface,
        Case::Smart => {
            let required = word_capitals(&form);
            required.iter().zip(word_capitals(&surface)).all(|(required, is_capital)| is_capital || !required)
        }
    }
}

/// Returns true for an undotted acronym of up to three letters in an all-capitals line with at least two other words.
fn is_in_capitals_line(letters: &[char], start: usize, end: usize) -> bool {
    let surface = &letters[start..end];
    if surface.len() > 3 || !surface.iter().all(|letter| letter.is_uppercase()) {
        return false;
    }
    let from = letters[..start].iter().rposition(|letter| *letter == '\n').map_or(0, |at| at + 1);
    let line: String = letters[from..].iter().take_while(|letter| **letter != '\n').collect();
    let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    words >= 3 && !line.chars().any(char::is_lowercase)
}

#[derive(Clone, Debug)]
struct Claim {
    start: usize,
    end: usize,
    entry: usize,
    form: usize,
}

fn occurrences(letters: &[char], form: &str, case: Case) -> Vec<(usize, usize)> {
    let wanted = fold_form(form, false);
    let mut found = Vec::new();
    for start in 0..letters.len() {
        for end in start + 1..=letters.len() {
            let surface = &letters[start..end];
            let hyphens = line_end_hyphens(surface);
            let readings = if hyphens <= MAX_HYPHENATED { 1 << hyphens } else { 1 };
            for left_out in 0..readings {
                if fold(surface, false, left_out) == wanted
                    && has_boundaries(letters, start, end)
                    && case_matches(form, case, surface, left_out)
                {
                    found.push((start, end));
                }
            }
        }
    }
    found
}

fn resolve(list: &[Entry], mut claims: Vec<Claim>) -> Vec<Row> {
    claims.sort_by_key(|claim| (std::cmp::Reverse(claim.end - claim.start), claim.start));
    let mut spans: Vec<(usize, usize)> = claims.iter().map(|claim| (claim.start, claim.end)).collect();
    spans.dedup();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let mut rows = Vec::new();
    for (start, end) in spans {
        let overlaps = |other: &&(usize, usize)| other.0 < end && start < other.1;
        let nested = match chosen.iter().find(overlaps) {
            None => false,
            Some(other) if other.0 <= start && end <= other.1 => true,
            Some(_) => continue,
        };
        if !nested {
            chosen.push((start, end));
        }
        let rivals: Vec<&Claim> =
            claims.iter().filter(|claim| (claim.start, claim.end) == (start, end)).collect();
        let highest = rivals.iter().map(|claim| list[claim.entry].priority).max().unwrap_or(0);
        let mut best: Vec<&Claim> =
            rivals.into_iter().filter(|claim| list[claim.entry].priority == highest).collect();
        best.sort_by_key(|claim| (claim.entry, claim.form));
        let form = best[0].form;
        let mut entries: Vec<usize> = best.iter().map(|claim| claim.entry).collect();
        entries.dedup();
        let status = match (nested, entries.len()) {
            (true, _) => Status::Nested,
            (false, 1) => Status::Certain,
            _ => Status::Ambiguous,
        };
        rows.push((start, end, entries, if form == 0 { Rule::Name } else { Rule::Alias }, form, status));
    }
    rows.sort_by_key(|row| (row.0, std::cmp::Reverse(row.1)));
    rows
}

fn naive_rows(list: &[Entry], text: &str) -> Vec<Row> {
    let letters: Vec<char> = text.chars().collect();
    let mut claims = Vec::new();
    for (number, entry) in list.iter().enumerate() {
        let blocked: Vec<(usize, usize)> =
            entry.not.iter().flat_map(|phrase| occurrences(&letters, phrase, Case::Smart)).collect();
        for (form, (text, case, _)) in entry.forms.iter().enumerate() {
            for (start, end) in occurrences(&letters, text, *case) {
                if !blocked.iter().any(|phrase| phrase.0 <= start && end <= phrase.1) {
                    claims.push(Claim { start, end, entry: number, form });
                }
            }
        }
    }
    let is_weak = |claim: &Claim| list[claim.entry].forms[claim.form].2;
    let strong = resolve(list, claims.iter().filter(|claim| !is_weak(claim)).cloned().collect());
    let is_named = |entry: usize| strong.iter().any(|row| row.5 == Status::Certain && row.2 == [entry]);
    let kept = claims.into_iter().filter(|claim| !is_weak(claim) || is_named(claim.entry)).collect();
    let mut rows = resolve(list, kept);
    for row in &mut rows {
        let case = list[row.2[0]].forms[row.4].1;
        if row.5 == Status::Certain && case != Case::Exact && is_in_capitals_line(&letters, row.0, row.1) {
            row.5 = Status::Ambiguous;
        }
    }
    rows
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
        .replace("\\u{301}", "\\u0301")
        .replace("\\u{ad}", "\\u00ad")
        .replace("\\u{a0}", "\\u00a0")
        .replace("\\'", "'")
}

fn as_toml(list: &[Entry]) -> String {
    let mut toml = String::new();
    let case = |case: Case| match case {
        Case::Smart => "smart",
        Case::Exact => "exact",
        Case::Ignore => "ignore",
    };
    for (number, entry) in list.iter().enumerate() {
        let (name, name_case, _) = &entry.forms[0];
        let aliases: Vec<String> = entry.forms[1..]
            .iter()
            .map(|(text, alias_case, weak)| {
                format!("{{ text = {}, case = \"{}\", weak = {weak} }}", quoted(text), case(*alias_case))
            })
            .collect();
        let not: Vec<String> = entry.not.iter().map(|phrase| quoted(phrase)).collect();
        let entity = format!(
            "[[entity]]\nid = \"e{number}\"\nname = {}\nkind = \"place\"\ncase = \"{}\"\naliases = [{}]\nnot = [{}]\npriority = {}\n",
            quoted(name),
            case(*name_case),
            aliases.join(", "),
            not.join(", "),
            entry.priority
        );
        toml.push_str(&entity);
    }
    toml
}

/// Returns the rows of the real matcher, or `None` if the list repeats a form.
fn matcher_rows(list: &[Entry], text: &str) -> Option<Vec<Row>> {
    let parsed = whoswho::gazetteer::parse(&as_toml(list), "entities.toml");
    let gazetteer =
        Arc::new(parsed.map_err(|problems| panic!("{problems:?}\n{}", as_toml(list))).ok()?.gazetteer);
    // The list's parser drops repeated forms, so that form numbers would differ.
    let is_same_length =
        gazetteer.entries.iter().zip(list).all(|(parsed, entry)| parsed.forms.len() == entry.forms.len());
    if !is_same_length {
        return None;
    }
    let matcher = Matcher::new(gazetteer).expect("a list that can be matched");
    let article = parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0);
    let found = matcher.find(&article);
    let code_points = |byte: usize| text[..byte].chars().count();
    let rows = found.mentions.iter().map(|mention| {
        let entries = found.referents[mention.referent as usize].candidates().iter();
        let entries = entries.map(|entity| entity.entry.0 as usize).collect();
        let (start, end) = (code_points(mention.start as usize), code_points(mention.end()));
        (start, end, entries, mention.rule, mention.form as usize, mention.status)
    });
    Some(rows.collect())
}

fn any_word() -> impl Strategy<Value = String> {
    prop::sample::select(
        [
            "a",
            "b",
            "ab",
            "abc",
            "A",
            "B",
            "Ab",
            "AB",
            "Abc",
            "ABC",
            "é",
            "Él",
            "e\u{301}l",
            "ł",
            "Łb",
            "O'b",
            "b’s",
            "a-b",
            "A–b",
            "7",
            "28",
            "7b",
            "A.B.",
            "us",
            "US",
            "ß",
            "ss",
            "a\u{ad}b",
        ]
        .map(str::to_owned)
        .to_vec(),
    )
}

fn any_phrase() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec![" ", " ", " ", "-", "\u{a0}", "  "]);
    (any_word(), prop::collection::vec((separator, any_word()), 0..3)).prop_map(|(first, rest)| {
        rest.into_iter().fold(first, |phrase, (separator, word)| phrase + separator + &word)
    })
}

fn any_case() -> impl Strategy<Value = Case> {
    prop_oneof![4 => Just(Case::Smart), 1 => Just(Case::Exact), 1 => Just(Case::Ignore)]
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let alias = (any_phrase(), any_case(), prop::bool::weighted(0.2));
    let not = prop::collection::vec(any_phrase(), 0..2);
    ((any_phrase(), any_case()), prop::collection::vec(alias, 0..3), not, 0_i64..2).prop_map(
        |((name, case), aliases, not, priority)| {
            let forms = std::iter::once((name, case, false)).chain(aliases).collect();
            Entry { forms, not, priority }
        },
    )
}

fn any_text() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec![
        " ", " ", " ", " ", ". ", ", ", "-", "\n", "\n\n", "\u{a0}", "  ", "'", "", "-\n", "-\n", "- \n ",
        " -\n", "-\n\n", "–\n", "\u{ad}\n", "\u{ad}",
    ]);
    prop::collection::vec((any_word(), separator), 1..14)
        .prop_map(|parts| parts.into_iter().map(|(word, separator)| word + separator).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn matcher_agrees_with_the_naive_matcher(list in prop::collection::vec(any_entry(), 1..5), text in any_text()) {
        if let Some(found) = matcher_rows(&list, &text) {
            prop_assert_eq!(found, naive_rows(&list, &text), "{}\n{:?}", as_toml(&list), text);
        }
    }

    #[test]
    fn matchers_agree_on_text_hyphenated_at_nearly_every_line_end(
        parts in prop::collection::vec((any_word(), prop::sample::select(vec!["-\n", "-\n", "-\n", "\u{ad}\n", "-", " "])), 2..9),
        forms in prop::collection::vec((0_usize..8, prop::collection::vec(prop::sample::select(vec!["", "", "-", " "]), 1..5), any_case()), 1..4),
    ) {
        // Names made of the same words, joined in different ways.
        let named = forms.into_iter().map(|(first, separators, case)| {
            let first = first.min(parts.len() - 2);
            let rest = parts[first + 1..].iter().zip(separators).map(|((word, _), separator)| separator.to_owned() + word);
            (parts[first].0.clone() + &rest.collect::<String>(), case, false)
        });
        let list = [Entry { forms: named.collect(), not: Vec::new(), priority: 0 }];
        let text: String = parts.into_iter().map(|(word, separator)| word + separator).collect();
        if let Some(found) = matcher_rows(&list, &text) {
            prop_assert_eq!(found, naive_rows(&list, &text), "{}\n{:?}", as_toml(&list), text);
        }
    }
}
