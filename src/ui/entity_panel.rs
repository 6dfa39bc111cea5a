//! The entity panel.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::entity_panel::{
    HeadLine, MARGINS, PanelRow, head, list_area, number_columns, row_under_hand, rows,
};
use crate::app::geometry::Area;
use crate::app::geometry::Pane;
use crate::app::overlays::jump_labels::Target;
use crate::app::state::State;
use crate::mention::EntityRef;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::write;

/// "Entities" and how many stand in the open article.
pub fn heading(state: &State) -> String {
    match (&state.selected, state.article_stats()) {
        (Some(_), _) => "Selected".to_owned(),
        (None, Some(here)) => {
            let count = here.entities.len();
            let shown = rows(state).iter().filter(|row| matches!(row, PanelRow::Entity { .. })).count();
            if shown == count {
                format!("Entities {count} here")
            } else {
                format!("Entities {shown} of {count} here")
            }
        }
        (None, None) => "Entities".to_owned(),
    }
}

/// Draws the head of the selected entity, if there is one, and the rows.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let area = Area { x: area.x + 1, width: area.width.saturating_sub(MARGINS), ..area };
    let lines = head(state, usize::from(area.width), usize::from(area.height));
    let head = (lines.len() as u16).min(area.height);
    draw_head(state, theme, buffer, Area { height: head, ..area }, &lines);
    let Some(list) = list_area(state) else { return };
    let rows = rows(state);
    let numbers = number_columns(&rows);
    let first = state.panel.top;
    let below = rows.len().saturating_sub(first + usize::from(list.height));
    let under = row_under_hand(state, &rows).filter(|_| state.focus == Pane::Entities);
    for (y, (at, row)) in (list.y..list.y + list.height).zip(rows.iter().enumerate().skip(first)) {
        let cells = Area { y, height: 1, ..list };
        let in_hand = under == Some(at);
        draw_row(state, theme, buffer, cells, (row, in_hand), numbers);
        if in_hand {
            write::restyle(buffer, cells, theme.at_cursor());
        }
        if let Some(label) = label_of(state, at) {
            write::piece(buffer, cells, 0, label, theme.label());
        }
    }
    if under.is_none_or(|at| at + 1 < first + usize::from(list.height)) {
        draw_more(theme, buffer, list, below);
    }
}

/// What is still to be typed of a row's label.
fn label_of(state: &State, row: usize) -> Option<&str> {
    let is_it = |target: &Target| matches!(target, Target::Entity(at, _) if *at == row);
    state.overlays.jump_labels()?.left().find(|(target, _)| is_it(target)).map(|(_, label)| label)
}

/// Says how many rows lie below, in the last row.
fn draw_more(theme: Theme, buffer: &mut Buffer, list: Area, below: usize) {
    if below == 0 || list.height < 3 {
        return;
    }
    let foot = Area { y: list.y + list.height - 1, height: 1, ..list };
    write::fill(buffer, foot, theme.plain());
    write::right(buffer, foot, &format!("↓ {} more", below + 1), theme.quiet());
}

fn draw_head(state: &State, theme: Theme, buffer: &mut Buffer, area: Area, lines: &[HeadLine]) {
    let gazetteer = state.index.gazetteer();
    let entry = state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
    let kind = entry.and_then(|id| gazetteer.entry(id)).and_then(|entry| gazetteer.kind(entry.kind));
    let name_style = kind.map(|kind| theme.kind(kind)).unwrap_or_default().patch(theme.strong());
    for (y, line) in (area.y..area.y + area.height).zip(lines) {
        let (words, style) = match line {
            HeadLine::Name(words) => (words, name_style),
            HeadLine::About(words) => (words, theme.quiet()),
            HeadLine::Totals(words) => (words, theme.plain()),
        };
        write::line(buffer, Area { y, height: 1, ..area }, words, style);
    }
}

fn draw_row(
    state: &State,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    (row, in_hand): (&PanelRow<'_>, bool),
    columns: [u16; 2],
) {
    match row {
        PanelRow::Empty => {}
        PanelRow::Kind(kind) => {
            if let Some(kind) = state.index.gazetteer().kind(*kind) {
                write::line(buffer, area, &kind.label, theme.kind(kind));
            }
        }
        PanelRow::Words(words) => {
            write::line(buffer, area, words, theme.quiet());
        }
        PanelRow::Columns(words, heads) => {
            let mut left = area;
            for (head, columns) in heads.iter().zip(columns).rev() {
                let used = write::right(buffer, left, head, theme.quiet());
                left.width = left.width.saturating_sub(columns.max(used + 1));
            }
            write::line(buffer, left, words, theme.quiet());
        }
        PanelRow::Entity { referent, entity, numbers } => {
            let mut right = area;
            for (number, columns) in numbers.words().iter().rev().zip(columns.into_iter().rev()) {
                write::right(buffer, right, number, theme.plain());
                right.width = right.width.saturating_sub(columns);
            }
            // Nobody is a partner of nobody.
            let partner = state.partner.as_ref().filter(|_| state.selected.is_some());
            if partner == Some(&entity.key(state.index.gazetteer())) {
                write::line(
                    buffer,
                    Area { width: 1, ..area },
                    "▸",
                    if in_hand { theme.strong() } else { theme.mark() },
                );
            }
            let name = Area { x: area.x + 1, width: right.width.saturating_sub(1), ..area };
            let is_selected = state.selected_id() == Some(*referent);
            let style = name_style(state, theme, entity);
            let style = if is_selected { style.patch(theme.selected()) } else { style };
            let words = clip(&entity.name(state.index.gazetteer()), usize::from(name.width)).into_owned();
            write::line(buffer, Area { width: width(&words) as u16, ..name }, &words, style);
        }
    }
}

fn name_style(state: &State, theme: Theme, entity: &EntityRef) -> Style {
    let gazetteer = state.index.gazetteer();
    let kind = gazetteer.entry(entity.entry).and_then(|entry| gazetteer.kind(entry.kind));
    kind.map(|kind| theme.kind(kind)).unwrap_or_default()
}
