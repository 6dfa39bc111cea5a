//! Draws the state into a buffer. One file a part of the screen.
//!
//! [`draw`] takes `&State` and changes nothing: what is on the screen is a function of the state, the size and the
//! [`Theme`], so snapshots can hold it. The parts of the screen are those of `app::layout`, the rows of the text those of
//! `app::page`; nothing is laid out that is not visible.
//!
//! All text goes through [`write`](mod@write), which lays out grapheme clusters with the one width function and never
//! writes outside the cells it was given; the characters themselves were made safe when the article was opened.
//!
//! Kinds are told apart by style as well as by colour, and the colours are the terminal's own sixteen, so that the user's
//! theme holds, on light as on dark. The limit: whether the terminal's italics can be told from its plain text is not
//! ours to know; no two built-in kinds differ by italics alone.

pub mod add_entity;
pub mod article_pane;
pub mod card;
pub mod compare;
pub mod corpus_search;
pub mod depth;
pub mod entity_panel;
pub mod help;
pub mod hints;
pub mod kind_filter;
pub mod marks;
mod messages;
pub mod palette;
pub mod picker;
pub mod popup;
pub mod status;
pub mod suggest;
pub mod text_pane;
pub mod theme;
pub mod write;

use ratatui::buffer::Buffer;

pub use theme::Theme;

use crate::app::geometry::Area;
use crate::app::geometry::Pane;
use crate::app::input::View;
use crate::app::overlays::Overlay;
use crate::app::overlays::add_entity::AddEntity;
use crate::app::overlays::pending_key::PendingKey;
use crate::app::state::State;

/// Draws the whole screen. The state's size is that of the buffer.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer) {
    let parts = state.layout();
    match state.view {
        View::Compare => compare::draw(state, theme, buffer, &parts),
        View::Search => corpus_search::draw(state, theme, buffer, &parts),
        View::Suggest => suggest::draw(state, theme, buffer, &parts),
        View::Read => {
            draw_rules(state, theme, buffer);
            if let Some(area) = parts.articles {
                let words = article_pane::heading(state, area.width.saturating_sub(2));
                heading(state, theme, buffer, area, Pane::Articles, &words);
                draw_counted(state, theme, buffer, area);
                article_pane::draw(state, theme, buffer, area);
            }
            if let Some(area) = parts.text {
                heading(
                    state,
                    theme,
                    buffer,
                    area,
                    Pane::Text,
                    &text_pane::heading(state, usize::from(area.width.saturating_sub(1))),
                );
                text_pane::draw(state, theme, buffer, area);
            }
            if let Some(area) = parts.panel {
                heading(state, theme, buffer, area, Pane::Entities, &entity_panel::heading(state));
                entity_panel::draw(state, theme, buffer, area);
            }
        }
    }
    status::draw(state, theme, buffer, &parts);
    for overlay in state.overlays.iter() {
        draw_overlay(overlay, state, theme, buffer, parts.body);
    }
    theme.paint(buffer);
}

fn draw_overlay(overlay: &Overlay, state: &State, theme: Theme, buffer: &mut Buffer, body: Area) {
    match overlay {
        Overlay::Help(help) => help::draw(help, state, theme, buffer, body),
        Overlay::Card(scroll) => card::draw(state, theme, buffer, scroll.top),
        Overlay::Messages(scroll) => messages::draw(state, theme, buffer, body, scroll.top),
        Overlay::AddEntity(AddEntity::Choose(choosing)) => add_entity::draw(choosing, theme, buffer, body),
        Overlay::KindFilter(menu) => kind_filter::draw(*menu, state, theme, buffer, body),
        Overlay::PendingKey(PendingKey::SetMark | PendingKey::GoToMark) => {
            marks::draw(state, theme, buffer, body);
        }
        Overlay::Picker(picker) => picker::draw(picker, state, theme, buffer),
        // They are seen on the page, and in the row below it.
        Overlay::AddEntity(AddEntity::Pick { .. })
        | Overlay::PendingKey(PendingKey::Copy)
        | Overlay::JumpLabels(_)
        | Overlay::LinePrompt(_)
        | Overlay::SearchPrompt(_) => {}
    }
}

/// The fewest columns in which what is counted is said.
const LEAST_COUNTED: u16 = 5;

/// What the numbers in the list of articles count, over them.
fn draw_counted(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let style = if state.focus == Pane::Articles { theme.heading_in_hand() } else { theme.heading() };
    let used = article_pane::heading(state, area.width.saturating_sub(2)).chars().count() as u16 + 3;
    let room = area.width.saturating_sub(used + 1);
    let row = Area {
        x: area.x + used,
        y: state.layout().heading.y,
        width: room,
        height: state.layout().heading.height,
    };
    // A letter or two of what is counted say nothing.
    if room >= LEAST_COUNTED {
        write::right(buffer, row, &article_pane::counted(state), style);
    }
}

/// A pane's heading, in the row above it; the pane that has the hand stands out.
fn heading(state: &State, theme: Theme, buffer: &mut Buffer, area: Area, pane: Pane, words: &str) {
    let row = state.layout().heading;
    if row.height == 0 {
        return;
    }
    let style = if state.focus == pane { theme.heading_in_hand() } else { theme.heading() };
    let cells = Area { y: row.y, height: 1, ..area };
    write::fill(buffer, cells, style);
    write::line(buffer, Area { x: cells.x + 1, width: cells.width.saturating_sub(1), ..cells }, words, style);
}

/// The rules between panes; a pane alone has none.
fn draw_rules(state: &State, theme: Theme, buffer: &mut Buffer) {
    if state.zoomed {
        return;
    }
    let parts = state.layout();
    let panes = [parts.articles, parts.text, parts.panel];
    for area in panes.into_iter().flatten().filter(|area| area.x > 0) {
        for y in parts.heading.y..parts.body.y + parts.body.height {
            write::line(buffer, Area { x: area.x - 1, y, width: 1, height: 1 }, "│", theme.quiet());
        }
    }
}
