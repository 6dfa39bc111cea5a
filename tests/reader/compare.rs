//! Compare: its faces against a naive recount of the texts, and what its keys do.

use std::collections::BTreeSet;

use proptest::prelude::*;
use ratatui::style::Modifier;
use whoswho::app::input::READ;
use whoswho::ui::depth::Depth;
use whoswho::views::compare::list::line::Line;
use whoswho::views::compare::{COMPARE, Compare, Face};

use crate::support::driver::{Driver, unsafe_characters};
use crate::support::reports::{DIFFERING, differing};

const LIST: &str =
    "[[entity]]\nname = \"Oslo\"\nkind = \"place\"\n[[entity]]\nname = \"Bergen\"\nkind = \"place\"\n";

fn view(driver: &Driver) -> &Compare {
    driver.app.view::<Compare>().expect("Compare")
}

/// Returns the label and the words of each row of a section of the face.
fn rows_of(driver: &Driver, title: &str) -> Vec<(String, String)> {
    let comparison = view(driver).comparison.as_ref().expect("compared");
    let sections = comparison.sections(view(driver).face).iter();
    let entries = sections.filter(|section| section.title == title).flat_map(|section| &section.entries);
    entries.map(|entry| (entry.label.clone(), entry.words.clone())).collect()
}

/// Returns the numbers of the reports in whose text some words are, from 1.
fn reports_with(words: &str) -> Vec<usize> {
    (1..).zip(DIFFERING).filter(|(_, (_, text))| text.contains(words)).map(|(number, _)| number).collect()
}

fn numbers(reports: &[usize]) -> String {
    reports.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

/// Opens reports on a screen of 100x40 and Compare over them.
fn compare(articles: &[(&str, &str)]) -> Driver {
    let mut driver = Driver::corpus(LIST, articles);
    driver.resize(100, 40).keys("c");
    driver
}

#[test]
fn overview_says_who_is_named_where_as_a_naive_recount_does() {
    let mut driver = differing();
    driver.keys("c");
    let (mut named, mut only) = (Vec::new(), Vec::new());
    for name in ["Oslo", "Bergen", "Mara Holt", "Rome", "28-point plan", "19-point plan"] {
        let reports = reports_with(name);
        let absent: Vec<usize> = (1..=DIFFERING.len()).filter(|number| !reports.contains(number)).collect();
        match reports.as_slice() {
            [one] => only.push((name.to_owned(), format!("in {one}"))),
            _ => named.push((name.to_owned(), format!("not in {}", numbers(&absent)))),
        }
    }
    for (title, mut wanted) in [("Named", named), ("Only in", only)] {
        let mut rows = rows_of(&driver, title);
        rows.sort();
        wanted.sort();
        assert_eq!(rows, wanted, "{title}");
    }
    let screen = driver.screen();
    assert!(screen.contains("Overview: how 3 reports differ; no report is dated"), "{screen}");
    assert!(screen.contains("1 28-point plan") && screen.contains("3 Rome"), "{screen}");
}

#[test]
fn values_stand_in_the_columns_of_their_reports() {
    let mut driver = differing();
    driver.keys("c");
    let rows = driver.rows();
    let heads = rows.iter().find(|row| row.starts_with(" Differ")).expect("the numbers of the reports");
    let values = rows.iter().find(|row| row.contains("people killed")).expect("the values");
    let at = |row: &str, words: &str| row.find(words).map(|byte| row[..byte].chars().count());
    assert_eq!((at(values, "41"), at(values, "38")), (at(heads, "1"), at(heads, "2")), "{}", driver.screen());
    assert_eq!(at(values, "·"), at(heads, "3"));
}

#[test]
fn many_reports_count_the_voices_of_each_value() {
    let texts: Vec<(String, String)> = (0..9)
        .map(|number| {
            let dead = if number < 6 { 41 } else { 38 };
            let own = format!("Reporter {number} wrote note {} of {} for paper {number}.", number * 7, number * 3);
            let text = format!("# Report {number}\n\nThe flood in Oslo killed {dead} people on Monday, police said.\n\n{own}\n");
            (format!("{number}.md"), text)
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let driver = compare(&texts);
    let rows = rows_of(&driver, "Differ");
    let voices = view(&driver).comparison.as_ref().expect("compared").voices;
    assert_eq!(rows.len(), 1, "{rows:?}");
    // Reports with mostly the same words are one voice: the sum of the voices of the values is never less than all.
    let counts: Vec<usize> = rows[0].1.split(['(', ')']).filter_map(|part| part.parse().ok()).collect();
    assert!(rows[0].1.contains("41 (") && rows[0].1.contains("38 ("), "{rows:?}");
    assert!(counts.iter().sum::<usize>() >= voices, "{rows:?}, {voices} voices");
}

#[test]
fn quotes_are_counted_by_speaker() {
    let mut driver = differing();
    driver.keys(": text:quotes Enter");
    let quoted = |text: &str| {
        let parts: Vec<&str> = text.split(['“', '”']).collect();
        let inside = parts.iter().skip(1).step_by(2);
        inside.map(|part| part.split_whitespace().count()).collect::<Vec<usize>>()
    };
    let all: Vec<usize> = DIFFERING.iter().flat_map(|(_, text)| quoted(text)).collect();
    let words = format!("in 1 2  {} quotes, {} words", all.len(), all.iter().sum::<usize>());
    assert_eq!(rows_of(&driver, "Quoted"), [("Mara Holt".to_owned(), words)]);
}

#[test]
fn timeline_has_each_date_with_its_reports() {
    let mut driver = differing();
    driver.keys(": text:timeline Enter");
    let rows = rows_of(&driver, "No year");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].0, "Mar 3");
    assert!(rows[0].1.starts_with(&format!("in {}", numbers(&reports_with("March 3")))), "{rows:?}");
    let weekdays: Vec<String> = rows_of(&driver, "Unclear").into_iter().map(|(label, _)| label).collect();
    assert_eq!(weekdays, ["Monday"], "a weekday stays unresolved if no report is dated");
}

#[test]
fn sentences_of_a_row_are_in_the_texts_and_the_words_that_differ_are_underlined() {
    let mut driver = differing();
    driver.keys("c Enter");
    let sentences: Vec<String> =
        view(&driver).lines.sentences.values().map(|wrapped| wrapped.context.text.clone()).collect();
    let wanted: BTreeSet<&str> = [
        "The flood in Oslo killed 41 people on Monday, police said.",
        "The flood in Oslo killed 38 people on Monday, police said.",
    ]
    .into();
    assert_eq!(sentences.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
    // Quotes in two wordings: a word that only one has is underlined, one that both have is not.
    driver.keys("Enter } } Enter G");
    let screen = driver.screen();
    assert!(screen.contains("We lost much more than our houses"), "{screen}");
    let underlined = |word: &str| {
        let buffer = driver.buffer(Depth::Ansi256);
        let (y, row) = (0..)
            .zip(screen.lines())
            .find(|(_, row)| row.contains('“') && row.contains(word))
            .expect("the word");
        let x = row[..row.find(word).expect("the word")].chars().count();
        buffer[(x as u16, y)].modifier.contains(Modifier::UNDERLINED)
    };
    assert!(underlined("much") && underlined("far"), "{screen}");
    assert!(!underlined("valley"), "{screen}");
}

#[test]
fn enter_reads_the_sentence_and_back_returns_to_it() {
    let mut driver = differing();
    driver.keys("c Enter j j");
    let before = driver.status();
    assert!(before.contains("article 2 of 3: Water in the north"), "{before}");
    driver.keys("Enter");
    let ws = &driver.app.workspace;
    let picked = ws.picked_words.clone().expect("selected words");
    let open = ws.open.as_ref().expect("an article");
    assert_eq!((ws.view, open.article.text.slice(picked)), (READ, "38"));
    driver.keys("Ctrl-o");
    assert_eq!((driver.app.workspace.view, driver.status()), (COMPARE, before));
}

#[test]
fn each_face_keeps_its_cursor() {
    let mut driver = differing();
    driver.keys("c } BackTab j Tab");
    assert!(driver.status().contains("28-point plan in 1"), "{}", driver.status());
    driver.keys("BackTab");
    assert_eq!(view(&driver).face, Face::Timeline);
    assert!(driver.status().trim_start().starts_with("Monday"), "{}", driver.status());
}

#[test]
fn dismissed_row_is_shown_again_once_its_text_changes() {
    let mut driver = differing();
    driver.keys("c x");
    assert!(!driver.screen().contains("No differing figures"), "it was found: {}", driver.screen());
    assert!(driver.screen().contains("1 row dismissed (X shows)"), "{}", driver.screen());
    let text = DIFFERING[1].1.replace("38 people", "36 people");
    std::fs::write(driver.folder().join("2.md"), text).expect("written");
    driver.touch(&["2.md"]);
    assert!(driver.screen().contains("36"), "{}", driver.screen());
    assert!(!driver.screen().contains("dismissed (X"), "{}", driver.screen());
}

#[test]
fn dismissed_row_that_is_shown_is_marked_and_can_be_taken_back() {
    let mut driver = differing();
    driver.keys("c x X");
    assert!(driver.rows().iter().any(|row| row.contains(" x people killed")), "{}", driver.screen());
    driver.keys("x X");
    assert!(driver.app.workspace.dismissed.is_empty());
    assert!(driver.screen().contains("41     38"), "{}", driver.screen());
}

/// Regression: `x` on a sentence of an opened row went on by as many lines as the row had.
#[test]
fn after_a_row_is_dismissed_the_cursor_is_on_the_next() {
    let mut driver = differing();
    driver.keys("c Enter j j x");
    assert!(driver.status().contains("28-point plan"), "{}", driver.status());
}

/// Regression: the sign stood between values that agree, such as one date in two orders.
#[test]
fn sign_stands_only_between_values_that_do_not_agree() {
    let text =
        |day: &str| format!("# Vote\n\nThe council of Oslo opened the new bridge on {day}, police said.\n");
    let texts = [text("3 May 2025"), text("May 3, 2025"), text("4 May 2025")];
    let driver = compare(&[("1.md", &texts[0]), ("2.md", &texts[1]), ("3.md", &texts[2])]);
    let rows = rows_of(&driver, "Differ");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].1, "3 May 2025 in 1 · May 3, 2025 in 2 ≠ 4 May 2025 in 3");
}

#[test]
fn note_of_a_row_has_both_sentences_with_their_sources() {
    let mut driver = differing();
    driver.keys("c +");
    let notes: Vec<&String> =
        driver.terminal_effects.iter().filter(|effect| effect.starts_with("Note")).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    for (note, (title, dead)) in notes.iter().zip([("Flood in Oslo", "41"), ("Water in the north", "38")]) {
        assert!(note.contains(title) && note.contains(&format!("killed {dead} people")), "{note}");
        assert!(
            note.contains("comment: \"people killed in Oslo: 41 ≠ 38\""),
            "the comment says what differs: {note}"
        );
    }
    driver.keys("Enter j +");
    let notes = driver.terminal_effects.iter().filter(|effect| effect.starts_with("Note")).count();
    assert_eq!(notes, 3, "one sentence");
}

#[test]
fn without_reports_to_compare_the_view_says_so() {
    let one = compare(&[("1.md", "# Oslo\n\nOslo was quiet.\n")]);
    assert!(one.screen().contains("One report: nothing to compare"), "{}", one.screen());
    let two = compare(&[("1.md", "# A\n\nOslo was quiet.\n"), ("2.md", "# B\n\nBergen slept.\n")]);
    assert!(two.screen().contains("No differing figures or dates found"), "{}", two.screen());
    let mut loading = Driver::loading(LIST, &[("1.md", "# A\n\nOslo.\n"), ("2.md", "# B\n\nOslo.\n")]);
    loading.load(&["1.md"]);
    loading.keys("c");
    assert!(loading.screen().contains("1 report read so far"), "{}", loading.screen());
}

#[test]
fn report_that_is_cut_short_is_never_said_to_lack_anything() {
    let cut = "# B\n\nThe fire in Oslo killed 41 people. The rest of this report goes on…\n";
    let driver = compare(&[
        ("1.md", "# A\n\nBergen sent boats to Oslo.\n"),
        ("2.md", cut),
        ("3.md", "# C\n\nOslo was quiet.\n"),
    ]);
    assert_eq!(rows_of(&driver, "Only in"), [("Bergen".to_owned(), "in 1".to_owned())]);
    let comparison = view(&driver).comparison.as_ref().expect("compared");
    let only_in = comparison.sections(Face::Overview).iter().flat_map(|section| &section.entries);
    for entry in only_in {
        assert!(!entry.absent.contains(&1), "{entry:?}");
    }
}

#[test]
fn only_listed_articles_are_compared() {
    let mut driver = differing();
    driver.keys("e text:oslo Enter & c");
    assert!(driver.screen().contains("how 2 reports differ"), "{}", driver.screen());
    assert!(rows_of(&driver, "Only in").iter().all(|(name, _)| name != "Rome"));
}

#[test]
fn comparison_can_be_stopped_and_starts_again() {
    let mut driver = differing();
    driver.hold();
    driver.keys("c Ctrl-c");
    assert!(driver.screen().contains("Stopped. Open this view again"), "{}", driver.screen());
    while driver.release() {}
    driver.keys("q c");
    assert!(driver.screen().contains("people killed"), "{}", driver.screen());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever keys are typed, the cursor is on a line that it may stop at, every row is shown, hidden or dismissed, and
    /// the screen is safe.
    #[test]
    fn any_keys_leave_the_cursor_on_a_line(
        keys in prop::collection::vec(prop::sample::select(vec![
            "j", "k", "G", "g", "}", "{", "Enter", "x", "X", "U", "o", "Tab", "BackTab", "Ctrl-o", "c", "Ctrl-d", "3 j",
        ]), 1..40),
        (columns, rows) in (20_u16..160, 6_u16..50),
    ) {
        let mut driver = differing();
        driver.resize(columns, rows).keys("c");
        for key in keys {
            driver.keys(key);
            let view = view(&driver);
            prop_assert_eq!(unsafe_characters(&driver.screen()), "");
            if driver.app.workspace.view != COMPARE {
                continue;
            }
            let has_stops = view.lines.lines.iter().any(Line::is_stop);
            prop_assert!(!has_stops || view.lines.lines[view.cursor.at].is_stop(), "{key}: {:?}", view.lines.lines);
            let comparison = view.comparison.as_ref().expect("compared");
            for (at, section) in comparison.sections(view.face).iter().enumerate() {
                let own = view.lines.lines.iter().filter(|line| line.section() == Some(at));
                let has_packed = own.clone().any(|line| matches!(line, Line::Packed { .. }));
                if has_packed || (section.is_extra && !view.shows_extra) {
                    continue;
                }
                let shown = own.clone().filter(|line| matches!(line, Line::Entry { .. })).count();
                let rest: usize = own.map(|line| match line {
                    Line::More { hidden, dismissed, .. } => hidden + dismissed,
                    _ => 0,
                }).sum();
                prop_assert_eq!(shown + rest, section.entries.len(), "{}", section.title);
            }
        }
    }
}
