//! The table of a concordance, as wide as the terminal: one line per mention, aligned on the mention, or one wrapped
//! sentence after the other.
//!
//! The column widths do not depend on the lines, so each line is written immediately.

use std::io::{self, Write};

use crate::analysis::concordance::{Line, first_columns, last_columns};
use crate::analysis::pair_sentences::{Named, SentenceText};
use crate::gazetteer::Kind;
use crate::text::plural::counted;
use crate::text::width::{clip, display_text, graphemes, width};
use crate::ui::dispersion_bar::dispersion_bar;
use crate::ui::styled_text::styled;
use crate::ui::{Style, Theme};

/// Width of a table that is not written to a terminal, or to one of unknown width, in columns.
pub const PIPE_COLUMNS: usize = 160;
/// Columns set aside for the mention. The left context gets half of the others. What a mention needs beyond these is
/// taken from the right context.
const MENTION_COLUMNS: usize = 16;
/// Columns that a title gets however long the name of its article is.
const MIN_TITLE_COLUMNS: usize = 20;
/// Columns by which the second and further rows of a sentence are indented.
const INDENT: usize = 2;
/// Maximum number of cells in the bar that shows where in an article the mentions are.
const MAX_BAR_CELLS: usize = 40;

/// The heading of an article that has lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Position of the article in the input, from 0.
    pub position: u32,
    /// The article's key.
    pub name: String,
    /// The article's title.
    pub title: String,
    /// Number of its lines.
    pub lines: usize,
    /// What a line stands for: the noun for one, and for several.
    pub noun: (&'static str, &'static str),
}

impl Heading {
    fn counted(&self) -> String {
        counted(self.lines, self.noun.0, self.noun.1)
    }
}

/// Writes the table.
#[derive(Debug)]
pub struct Table<W: Write> {
    out: W,
    /// Width in columns.
    width: usize,
    /// Styles of titles and mentions. None if the output cannot show styles.
    theme: Option<Theme>,
    /// True once a heading or a line of the concordance has been written.
    is_started: bool,
}

impl<W: Write> Table<W> {
    /// Creates a table that is `width` columns wide. `theme` is None if the output cannot show styles.
    pub fn new(out: W, width: usize, theme: Option<Theme>) -> Self {
        Self { out, width, theme, is_started: false }
    }

    /// Writes the heading of an article: its title and name, the number of its lines, and a bar that shows how many
    /// start in each part of the text.
    ///
    /// # Errors
    /// If writing fails.
    pub fn heading(&mut self, heading: &Heading, dispersion: &[u32]) -> io::Result<()> {
        let name = format!(" ({})", heading.name);
        // The title is shortened rather than the name, since the name says which file to open.
        let title_columns = self.width.saturating_sub(width(&name)).max(MIN_TITLE_COLUMNS);
        let title = format!("{}{name}", clip(&heading.title, title_columns));
        let title = self.styled(&drawn(&clip(&title, self.width)), Theme::strong);
        let blank = if self.is_started { "\n" } else { "" };
        self.is_started = true;
        writeln!(self.out, "{blank}{title}")?;
        writeln!(self.out, "{}  {}", heading.counted(), dispersion_bar(dispersion))
    }

    /// Returns the number of cells in a bar.
    pub fn bar_cells(&self) -> usize {
        // Leaves room for the number of mentions.
        self.width.saturating_sub(20).clamp(1, MAX_BAR_CELLS)
    }

    /// Writes a line. If `number_width` is given, the line starts with the number of its article, padded to that width.
    ///
    /// # Errors
    /// If writing fails.
    pub fn line(&mut self, line: &Line, kind: Option<&Kind>, number_width: Option<usize>) -> io::Result<()> {
        self.is_started = true;
        let number = number_width.map(|width| format!("{:>width$}  ", line.article + 1)).unwrap_or_default();
        let columns = self.width.saturating_sub(number.len());
        let left_columns = columns.saturating_sub(MENTION_COLUMNS) / 2;
        let left = last_columns(&line.left, left_columns);
        let padding = left_columns.saturating_sub(width(left));
        let columns = columns.saturating_sub(left_columns);
        let surface = clip(&line.surface, columns);
        let right = first_columns(&line.right, columns.saturating_sub(width(&surface)));
        let surface = self.styled(&drawn(&surface), |theme| style_of(theme, kind));
        let right = drawn(right);
        writeln!(self.out, "{number}{:padding$}{}{surface}{}", "", drawn(left), right.trim_end())
    }

    /// Writes a sentence with its names in the styles of their kinds, the first entity's and the other's. All rows but
    /// the first are indented. If `number_width` is given, the sentence starts as [`Self::line`] does.
    ///
    /// # Errors
    /// If writing fails.
    pub fn sentence(
        &mut self,
        article: u32,
        sentence: &SentenceText,
        [first, second]: [Option<&Kind>; 2],
        number_width: Option<usize>,
    ) -> io::Result<()> {
        self.is_started = true;
        let number = number_width.map(|width| format!("{:>width$}  ", article + 1)).unwrap_or_default();
        let indent = number.len() + INDENT;
        for (at, row) in sentence.wrapped(self.width.saturating_sub(indent)).into_iter().enumerate() {
            let start = if at == 0 { number.clone() } else { " ".repeat(indent) };
            write!(self.out, "{start}")?;
            for (piece, named) in row {
                let piece = drawn(piece);
                let piece = match named {
                    None => piece,
                    Some(Named::First) => self.styled(&piece, |theme| style_of(theme, first)),
                    Some(Named::Second) => self.styled(&piece, |theme| style_of(theme, second)),
                };
                write!(self.out, "{piece}")?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes the number, title and name of an article and the number of its lines, as a key to the numbers at the start of the
    /// lines.
    ///
    /// # Errors
    /// If writing fails.
    pub fn legend(&mut self, heading: &Heading, number_width: usize) -> io::Result<()> {
        let Heading { position, name, title, .. } = heading;
        let count = heading.counted();
        writeln!(self.out, "{:>number_width$}  {} ({name}), {count}", position + 1, drawn(title))
    }

    /// Writes an empty line, but only after a heading or a line of the concordance.
    ///
    /// # Errors
    /// If writing fails.
    pub fn gap(&mut self) -> io::Result<()> {
        if self.is_started { writeln!(self.out) } else { Ok(()) }
    }

    /// Writes a line of text.
    ///
    /// # Errors
    /// If writing fails.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Flushes the output.
    ///
    /// # Errors
    /// If writing fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn styled(&self, text: &str, style: impl FnOnce(Theme) -> Style) -> String {
        self.theme.map_or(text.to_owned(), |theme| styled(text, style(theme)))
    }
}

/// Returns the style of a name.
fn style_of(theme: Theme, kind: Option<&Kind>) -> Style {
    kind.map(|kind| theme.kind(kind)).unwrap_or_default().patch(theme.strong())
}

/// Returns a text as it is drawn; see [`display_text`].
fn drawn(text: &str) -> String {
    graphemes(text).map(|grapheme| display_text(grapheme.text)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::BlockKind;

    fn line(left: &str, surface: &str, right: &str) -> Line {
        Line {
            article: 2,
            start: 0,
            end: 0,
            left: left.to_owned(),
            surface: surface.to_owned(),
            right: right.to_owned(),
            block: BlockKind::Paragraph,
            paragraph: 1,
        }
    }

    fn written(lines: &[Line], columns: usize, number_width: Option<usize>) -> Vec<String> {
        let mut table = Table::new(Vec::new(), columns, None);
        for line in lines {
            table.line(line, None, number_width).unwrap();
        }
        String::from_utf8(table.out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn lines_are_aligned_on_the_mention() {
        let lines = [
            line("He went to ", "New Harbour", ", where it rained on and on"),
            line("漢字 ", "漢", "字"),
            line("“", "Harbour", "”"),
        ];
        let expected =
            [" He went to New Harbour, where it rained", "       漢字 漢字", "           “Harbour”"];
        assert_eq!(written(&lines, 40, None), expected);
        let expected =
            ["  3   went to New Harbour, where it", "  3      漢字 漢字", "  3          “Harbour”"];
        assert_eq!(written(&lines, 40, Some(3)), expected);
    }

    #[test]
    fn legend_and_heading_name_the_article() {
        let heading = Heading {
            position: 4,
            name: "a.txt".to_owned(),
            title: "A title".to_owned(),
            lines: 1,
            noun: ("mention", "mentions"),
        };
        let mut table = Table::new(Vec::new(), 30, None);
        table.heading(&heading, &[0, 1]).unwrap();
        table.legend(&heading, 3).unwrap();
        let text = String::from_utf8(table.out).unwrap();
        assert_eq!(text, "A title (a.txt)\n1 mention  ·│\n  5  A title (a.txt), 1 mention\n");
        let mut table = Table::new(Vec::new(), 30, None);
        let long = Heading { title: "A title of many more words".to_owned(), ..heading.clone() };
        table.heading(&long, &[]).unwrap();
        table.heading(&Heading { name: "b".repeat(30), ..long }, &[]).unwrap();
        let text = String::from_utf8(table.out).unwrap();
        let first: Vec<&str> = text.lines().step_by(3).collect();
        assert_eq!(first, ["A title of many more … (a.txt)", "A title of many mor… (bbbbbbb…"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_their_mentions_are_in_one_column(
            left in "[a漢é\u{301} ]{0,60}", surface in "[a漢]{1,30}", right in "[a漢é\u{301} ]{0,60}", columns in 20_usize..90,
        ) {
            let found = written(&[line(&left, &surface, &right)], columns, Some(2));
            prop_assert!(width(&found[0]) <= columns, "{:?}", found);
            let start = 4 + (columns - 4 - MENTION_COLUMNS) / 2;
            prop_assert_eq!(&found[0][..4], " 3  ");
            let mut at = 0;
            let from_start = graphemes(&found[0]).skip_while(|grapheme| {
                at += grapheme.width;
                at <= start
            });
            let from_start: String = from_start.map(|grapheme| grapheme.text).collect();
            let first = graphemes(&surface).next().unwrap().text;
            prop_assert!(from_start.starts_with(first), "{:?}", found);
        }
    }
}
