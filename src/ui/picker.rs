//! A picker: what was typed, and what it means.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use crate::app::geometry::Area;
use crate::app::overlays::picker::{self, PickRow, Picker, Target};
use crate::app::state::State;
use crate::text::width::{clip, graphemes, width};
use crate::text::wrap::wrap;
use crate::ui::Theme;
use crate::ui::hints::draw_line;
use crate::ui::write::{self, rect};

/// The fewest columns that what is meant gets beside its note.
const LEAST_TEXT: usize = 24;

/// Draws the picker over the view.
pub fn draw(picker: &Picker, state: &State, theme: Theme, buffer: &mut Buffer) {
    let area = picker::area(state);
    if area.width < 8 || area.height < 4 {
        return;
    }
    let rect = rect(area).intersection(buffer.area);
    Clear.render(rect, buffer);
    let title = format!(" {} ", picker.choice.title());
    Block::bordered().title(title).title_style(theme.strong()).render(rect, buffer);
    let inner = Area { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: 1 };
    draw_line(theme, buffer, inner, "> ", &picker.line);
    let shown = picker.rows.iter().enumerate().skip(picker.row.top).take(picker::height(state));
    for (y, (at, row)) in (inner.y + 1..).zip(shown) {
        let is_under = at == picker.row.at;
        draw_row(state, theme, buffer, Area { y, ..inner }, row, is_under);
    }
    if let Some(command) = picker::command_under_hand(picker, &state.keymap) {
        draw_words(state, theme, buffer, area, command.summary);
    }
    draw_foot(picker, theme, buffer, Area { y: area.y + area.height - 1, ..inner });
}

/// All that the command under the hand does, below a rule: its row may have no room for it.
fn draw_words(state: &State, theme: Theme, buffer: &mut Buffer, area: Area, words: &str) {
    let rows = picker::words_rows(state);
    if rows == 0 {
        return;
    }
    let first = area.y + area.height - 1 - rows;
    let line = |at: u16| Area { x: area.x + 2, y: first + at, width: area.width - 4, height: 1 };
    write::line(buffer, line(0), &"─".repeat(usize::from(line(0).width)), theme.quiet());
    for (at, row) in (1..rows).zip(wrap(words, usize::from(line(0).width))) {
        write::line(buffer, line(at), words.get(row).unwrap_or_default().trim_end(), theme.plain());
    }
}

fn draw_foot(picker: &Picker, theme: Theme, buffer: &mut Buffer, area: Area) {
    let words = match (!picker.found.is_waiting(), picker.count) {
        (false, _) if picker.rows.is_empty() => " looking… ".to_owned(),
        (_, 0) => " none ".to_owned(),
        (_, count) => format!(" {} of {count} ", picker.row.at + 1),
    };
    write::right(buffer, area, &words, theme.quiet());
}

fn draw_row(state: &State, theme: Theme, buffer: &mut Buffer, area: Area, row: &PickRow, is_under: bool) {
    let under = if is_under { theme.at_cursor() } else { theme.plain() };
    write::fill(buffer, area, under);
    let gazetteer = state.index.gazetteer();
    let kind = match row.meant.target {
        Target::Entity(_, kind) => gazetteer.kind(kind),
        Target::Article(_) | Target::Command(_) => None,
    };
    // An entity's kind and a command's keys are short; an article's source and date may have to give way.
    let right = kind.map_or(row.note.as_str(), |kind| kind.id.as_str());
    let total = usize::from(area.width);
    let right = clip(right, total.saturating_sub(LEAST_TEXT + 2));
    let used = write::right(buffer, area, &right, theme.quiet().patch(under));
    let room = Area { width: area.width.saturating_sub(used + u16::from(used > 0) * 2), ..area };
    // As in the panes: ▸ is beside what is open or selected, and the row under the hand is reversed.
    let mark = if picker::is_current(state, &row.meant.target) { "▸ " } else { "  " };
    write::piece(buffer, room, 0, mark, if is_under { under } else { theme.mark() });
    let look = kind.map_or(theme.plain(), |kind| theme.kind(kind)).patch(under);
    let column = draw_typed(theme, buffer, room, 2, row, look);
    if kind.is_some() && !row.note.is_empty() {
        let note = Area { x: room.x + column, width: room.width.saturating_sub(column), ..room };
        write::line(buffer, note, &format!("  {}", row.note), theme.quiet().patch(under));
    }
}

/// Draws what is meant, with the letters that were typed standing out; gives the column behind it.
fn draw_typed(theme: Theme, buffer: &mut Buffer, area: Area, from: u16, row: &PickRow, look: Style) -> u16 {
    let mut column = from;
    let is_long = usize::from(from) + width(&row.meant.text) > usize::from(area.width);
    let end = area.width.saturating_sub(u16::from(is_long));
    let mut typed = row.meant.typed.iter().copied().peekable();
    for (number, grapheme) in (0..).zip(graphemes(&row.meant.text)) {
        let is_typed = typed.next_if_eq(&number).is_some();
        if column + grapheme.width as u16 > end {
            return column + write::piece(buffer, area, column, "…", look);
        }
        let style = if is_typed { look.patch(theme.typed()) } else { look };
        column += write::piece(buffer, area, column, grapheme.text, style);
    }
    column
}
