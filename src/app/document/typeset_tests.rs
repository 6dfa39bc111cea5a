use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{ArticleKey, Format, parse};
use crate::text::hyphenation::Patterns;
use crate::text::wrap::columns_of;

fn opened_as(name: &str, format: Format, text: &str) -> Document {
    let article = parse(ArticleKey::from_path(Path::new(name)), format, text.to_owned(), 0);
    Document::new(Arc::new(article), None)
}

fn opened(text: &str) -> Document {
    opened_as("a.txt", Format::Plain, text)
}

/// Returns a document in English: the texts are too short for their language to be detected.
fn english(text: &str) -> Document {
    Document { patterns: Patterns::of_code("en"), ..opened(text) }
}

fn all_rows(opened: &Document, measure: Measure) -> Vec<Row> {
    (0..opened.pieces.len()).flat_map(|piece| rows_of(opened, piece, measure).to_vec()).collect()
}

/// Returns the rows as drawn, with a dot for each space.
fn drawn(opened: &Document, measure: Measure) -> Vec<String> {
    let draw = |row: Row| {
        let mut line = ".".repeat(row.indent);
        for cell in cells(opened, &row) {
            if cell.text.trim().is_empty() {
                line.push_str(&".".repeat(cell.width));
            } else if cell.width > 0 {
                line.push_str(cell.text);
            }
        }
        line
    };
    all_rows(opened, measure).into_iter().map(draw).collect()
}

const SAMPLE: &str = "The delegates spoke of a settlement and of what it was that they had seen in the talks of the day before.";

fn measure(columns: usize, justify: bool, hyphenate: bool) -> Measure {
    Measure { columns, justify, hyphenate }
}

#[test]
fn click_finds_the_character_under_it() {
    let opened = opened("Ab wide 北京 x.");
    let rows = rows_of(&opened, 0, measure(40, false, false));
    let row = rows.first().unwrap();
    assert_eq!(offset_in_row(&opened, row, 0), Some(0));
    assert_eq!(offset_in_row(&opened, row, 9), Some(8));
    assert_eq!(offset_in_row(&opened, row, 10), Some(11));
    assert_eq!(offset_in_row(&opened, row, 30), None);
}

#[test]
fn line_break_in_the_file_takes_one_column() {
    let line =
        "Talks in the United States of America went on\nin the capital, and then they moved to a lake\n";
    let opened = opened(&format!("A title\n\n{}", line.repeat(4)));
    let row = all_rows(&opened, measure(60, false, false)).into_iter().nth(2).unwrap();
    let text = opened.article.text.as_str();
    assert!(text[row.range.clone().unwrap()].contains('\n'), "the file is hard-wrapped");
    let column = "Talks in the United States of America went on in ".len();
    assert_eq!(offset_in_row(&opened, &row, column), text.find("the capital"));
}

#[test]
fn rows_are_justified_except_last_and_sparse_ones() {
    let empty = "So it is internationalisation";
    let opened = opened(&format!("{SAMPLE}\n\n{SAMPLE}\n\n{empty} {SAMPLE}"));
    let title = drawn(&opened, measure(26, false, false));
    let rows = drawn(&opened, measure(26, true, false));
    // A title is not justified.
    assert_eq!(rows[..5], title[..5]);
    assert_eq!(
        rows[6..14],
        [
            "The..delegates.spoke..of.a.",
            "settlement.and.of.what..it.",
            "was..that.they.had.seen.in.",
            "the..talks...of..the...day.",
            "before.",
            "",
            // Too sparse to justify.
            "So.it.is.",
            "internationalisation...The."
        ]
    );
}

#[test]
fn only_running_text_is_hyphenated() {
    let heading = "# A title of negotiations\n\n## Of very long negotiations\n\n";
    let opened = opened_as("a.md", Format::Markdown, &format!("{heading}{SAMPLE}\n\n> {SAMPLE}"));
    let rows = drawn(&opened, measure(20, false, true));
    let joined = rows.join("\n");
    assert!(
        joined.contains("A.title.of.\nnegotiations") && joined.contains("Of.very.long.\nnegotiations"),
        "{joined}"
    );
    assert!(
        joined.contains("\n..spoke.of.a.settle-\n..ment.and.") && joined.ends_with("\n..before."),
        "{joined}"
    );
    let whole = drawn(&opened, measure(20, false, false));
    assert!(whole.iter().all(|row| !row.contains('-')));
}

#[test]
fn soft_hyphen_is_shown_only_at_the_end_of_a_row() {
    let opened = opened("A title\n\nThe negotia\u{AD}tions and the settle\u{AD}ment.");
    assert_eq!(
        drawn(&opened, measure(16, false, false))[2..],
        ["The.negotiations.", "and.the.settle-", "ment."]
    );
}

#[test]
fn right_to_left_text_is_aligned_right_in_character_order() {
    let arabic = "قال Zelensky إن 28 نقطة لا تكفي ولن تكفي أبدا في هذا اليوم";
    let opened = opened(&format!("A title\n\n{arabic}\n\n{SAMPLE}"));
    let rows: Vec<Row> =
        all_rows(&opened, measure(30, true, true)).into_iter().filter(|row| row.piece == 1).collect();
    assert!(rows.len() > 2);
    for row in rows.iter().skip(1) {
        let cells = cells(&opened, row);
        let shown = cells.iter().rfind(|cell| !cell.text.trim().is_empty()).unwrap();
        assert_eq!((shown.column + shown.width, row.stretch), (30, 0));
        assert!(cells.is_sorted_by_key(|cell| cell.offset) && cells.is_sorted_by_key(|cell| cell.column));
    }
    assert!(
        all_rows(&opened, measure(30, true, true))
            .iter()
            .filter(|row| row.piece == 2)
            .all(|row| row.indent == 0)
    );
}

fn texts() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "北京 ",
        "e\u{301}a ",
        "👩‍👩‍👧 ",
        "negotia\u{AD}tion ",
        "internationalisation ",
        "negotiations ",
        "extraordinary, ",
        "قال ",
        "— ",
        "\t",
        "  ",
        "28-point ",
        "Ab\u{A0}cd ",
        "\u{200B}",
        "\u{AD}",
        "\u{200F}",
    ]);
    let piece = prop_oneof![4 => "[a-z]{1,9}[,.]? ", 2 => special.prop_map(str::to_owned)];
    prop::collection::vec(piece, 1..40)
        .prop_map(|pieces| format!("A title\n\n{}\n\nThe end.", pieces.concat()))
}

proptest! {
    /// Each column of a row shows one cell, and a click on it finds that cell's byte.
    #[test]
    fn drawing_and_clicking_are_inverse(
        text in texts(), columns in 1_usize..40, justify in any::<bool>(), hyphenate in any::<bool>(),
    ) {
        let opened = english(&text);
        for row in all_rows(&opened, measure(columns, justify, hyphenate)) {
            let cells = cells(&opened, &row);
            let mut next = row.indent;
            for cell in &cells {
                prop_assert_eq!(cell.column, next);
                next += cell.width;
                for column in cell.column..next {
                    prop_assert_eq!(offset_in_row(&opened, &row, column), Some(cell.offset));
                }
            }
            prop_assert_eq!(offset_in_row(&opened, &row, next), None);
            // Every byte of the row is in one cell, in order.
            let shown: String = cells.iter().take(cells.len() - usize::from(row.hyphen)).map(|cell| cell.text).collect();
            prop_assert_eq!(Some(shown.as_str()), row.range.clone().map(|range| opened.article.text.slice(range)).or(Some("")));
        }
    }

    /// A justified row ends in the last column, its gaps differ by at most one column, and rows break where they would
    /// otherwise.
    #[test]
    fn justified_rows_are_full_and_even(text in texts(), columns in 8_usize..60, hyphenate in any::<bool>()) {
        let opened = english(&text);
        let plain = all_rows(&opened, measure(columns, false, hyphenate));
        let justified = all_rows(&opened, measure(columns, true, hyphenate));
        prop_assert_eq!(plain.len(), justified.len());
        for (plain, row) in plain.iter().zip(&justified) {
            prop_assert_eq!(&plain.range, &row.range);
            prop_assert_eq!(plain.stretch, 0);
            prop_assert!(row.stretch * 3 <= columns);
            if row.stretch > 0 {
                let cells = cells(&opened, row);
                let last = cells.iter().rfind(|cell| !cell.text.trim().is_empty() && cell.width > 0);
                prop_assert_eq!(last.map(|cell| cell.column + cell.width), Some(columns));
                let wider = cells.iter().map(|cell| cell.width - graphemes(cell.text).map(|cluster| columns_of(&cluster)).sum::<usize>());
                let wider: Vec<usize> = wider.collect();
                let stretched = wider.iter().copied().filter(|extra| *extra > 0);
                let (least, most) = (stretched.clone().min().unwrap_or(0), stretched.max().unwrap_or(0));
                prop_assert!(most - least <= 1, "{:?}", wider);
                prop_assert_eq!(wider.iter().sum::<usize>(), row.stretch);
            }
        }
    }
}

const TABLE: &str = "# Shares\n\n| Town | Share | Mayor |\n|---|---|---|\n| Port Kestrel | 18 | Ilse Varga |\n| 北京 | 1,200 |  |\n|  | 8 | Ute Brink |\n\nAfter it.\n";

#[test]
fn table_that_fits_is_aligned() {
    let opened = opened_as("a.md", Format::Markdown, TABLE);
    assert_eq!(
        drawn(&opened, measure(40, true, true)),
        [
            "Shares",
            "",
            "Town.........|.Share.|.Mayor",
            "Port.Kestrel.|....18.|.Ilse.Varga",
            "北京.........|.1,200.|",
            ".............|.....8.|.Ute.Brink",
            "",
            "After.it.",
        ]
        .map(|row| row.trim_end_matches('.').to_owned() + if row.starts_with("After") { "." } else { "" })
    );
}

/// The table takes 33 columns.
#[test]
fn table_that_does_not_fit_wraps_with_a_hanging_indent() {
    let opened = opened_as("a.md", Format::Markdown, TABLE);
    assert!(
        drawn(&opened, measure(33, false, false)).contains(&"Port.Kestrel.|....18.|.Ilse.Varga".to_owned())
    );
    let rows = drawn(&opened, measure(24, false, false));
    assert_eq!(
        rows[2..7],
        ["Town.|.Share.|.Mayor", "Port.Kestrel.|.18.|.", "..Ilse.Varga", "北京.|.1,200.|", "|.8.|.Ute.Brink"]
    );
}

#[test]
fn unaligned_row_is_measured_in_columns_not_in_bytes() {
    let table = "| Town | Mayor |\n|---|---|\n| Port Kestrel | Ilse Varga |\n| Zürich | Jürgen Müller |\n";
    let opened = opened_as("a.md", Format::Markdown, &format!("# Mayors\n\n{table}"));
    let rows = drawn(&opened, measure(22, false, false));
    assert_eq!(rows.last().unwrap(), "Zürich.|.Jürgen.Müller", "{rows:?}");
}

#[test]
fn long_table_is_aligned_by_its_first_rows() {
    let rows = (0..2_100).map(|number| format!("| {number} | a |\n")).collect::<Vec<_>>().concat();
    let opened = opened_as(
        "a.md",
        Format::Markdown,
        &format!("| No | Name |\n|---|---|\n{rows}| wider than all | b |\n"),
    );
    let drawn = drawn(&opened, measure(20, false, false));
    assert_eq!(drawn[1..3], ["...0.|.a", "...1.|.a"]);
    assert_eq!(drawn.last().unwrap(), "wider.than.all.|.b");
}

/// Each column of an aligned row shows one cell, and a click on it finds that cell's byte.
#[test]
fn drawing_and_clicking_are_inverse_in_tables() {
    let opened = opened_as("a.md", Format::Markdown, TABLE);
    for row in all_rows(&opened, measure(40, true, true)).into_iter().filter(|row| row.padding.is_some()) {
        let cells = cells(&opened, &row);
        let mut next = row.indent;
        for cell in &cells {
            assert_eq!(cell.column, next);
            next += cell.width;
            for column in cell.column..next {
                assert_eq!(offset_in_row(&opened, &row, column), Some(cell.offset));
            }
        }
        let shown: String = cells.iter().map(|cell| cell.text).collect();
        assert_eq!(shown, opened.article.text.slice(row.range.clone().unwrap()));
    }
}

/// Indentation in the file after a line break is not shown.
#[test]
fn spaces_after_a_line_break_take_no_columns() {
    let line = "Talks in the United States of America went on";
    let opened = opened(&format!("A title\n\n{line}\n   {line}\n   {line}\n   {line}\n   {line}.\n"));
    let rows = drawn(&opened, measure(60, false, false));
    assert!(rows[2].starts_with("Talks.in.the.United.States.of.America.went.on.Talks.in."), "{rows:?}");
}
