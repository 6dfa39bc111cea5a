//! The text of the open article, with its mentions.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::display::Highlight;
use crate::app::document::viewport::visible;
use crate::app::document::{Cell, Row, typeset::cells};
use crate::app::document::{Document, Piece};
use crate::app::geometry::{Area, GUTTER};
use crate::app::minimap::{Minimap, Part};
use crate::app::overlays::add_entity::AddEntity;
use crate::app::overlays::jump_labels::{JumpLabels, Target};
use crate::app::overlays::line_prompt::LinePrompt;
use crate::app::selection::{is_drawn, is_of_hidden_kind, is_shown};
use crate::app::state::State;
use crate::article::{BlockKind, Region};
use crate::corpus::ReferentId;
use crate::mention::{Mention, Status};
use crate::text::whitespace::collapse;
use crate::text::width::{clip, shown, width};
use crate::ui::Theme;
use crate::ui::write;

/// The article's number and title, and behind it the heading of the section that the page begins in; in at most some columns, of which a long section leaves the title half.
pub fn heading(state: &State, columns: usize) -> String {
    let Some(open) = &state.open else { return "whoswho".to_owned() };
    let headline = open.article.headline();
    let title = match state.open_id() {
        Some(id) => format!("{} {headline}", id.0 + 1),
        None => headline.into_owned(),
    };
    let Some(section) = section(open, state.visible_bytes().start) else { return title };
    let section = format!("{SECTION}{section}");
    let room = columns.saturating_sub(width(&section)).max(columns / 2);
    let title = clip(&title, room);
    let section = clip(&section, columns.saturating_sub(width(&title)));
    // Less than a word or so of it says nothing.
    if width(&section) < LEAST_SECTION { title.into_owned() } else { format!("{title}{section}") }
}

/// What stands between an article's title and the section's.
const SECTION: &str = " › ";
/// The fewest columns that a section takes, [`SECTION`] among them.
const LEAST_SECTION: usize = 8;

/// The last heading that begins at a byte or before it, on one line.
fn section(open: &Document, offset: usize) -> Option<String> {
    let before = open.headings.partition_point(|heading| heading.start <= offset);
    let heading = open.headings.get(before.checked_sub(1)?)?;
    let words = open.article.text.slice(heading.clone());
    let words = words.get(..words.floor_char_boundary(LONGEST_SECTION)).unwrap_or_default();
    let line = collapse(words);
    (!line.is_empty()).then_some(line)
}

/// So many bytes of a heading are looked at: it may be as long as an article.
const LONGEST_SECTION: usize = 1024;

/// Draws the visible rows, the mark beside the mention landed on, and the scrollbar.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let Some(open) = &state.open else {
        draw_nothing(state, theme, buffer, area);
        return;
    };
    if open.pieces.is_empty() {
        let line = Area { x: area.x + GUTTER, height: 1, width: area.width.saturating_sub(GUTTER), ..area };
        write::line(buffer, line, "This article is empty.", theme.quiet());
        return;
    }
    let rows = visible(open, state.measure(), state.viewport, usize::from(area.height));
    let seen = rows.iter().filter_map(|row| row.range.as_ref());
    let bytes = seen
        .fold(None, |all: Option<Range<usize>>, row| Some(all.map_or(row.clone(), |all| all.start..row.end)));
    let marks = Marks::of(state, theme, bytes.unwrap_or(0..0));
    for (y, row) in (area.y..).zip(&rows) {
        draw_row(state, theme, buffer, Area { y, height: 1, ..area }, open, row, &marks);
    }
    draw_scrollbar(state, theme, buffer, area);
}

fn draw_nothing(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let mut lines = Vec::new();
    if !state.loading.done || state.pending_jump.is_some() {
        lines.push("reading…".to_owned());
    } else {
        lines.push("Nothing to read.".to_owned());
        lines.extend(state.problems.iter().map(|told| told.words.clone()));
    }
    for (y, line) in (area.y..area.y + area.height).zip(&lines) {
        let cells = Area { x: area.x + GUTTER, y, height: 1, width: area.width.saturating_sub(GUTTER) };
        write::line(buffer, cells, line, theme.quiet());
    }
}

/// What is to be marked on the page: mentions and search hits, as bytes with their looks.
struct Marks {
    mentions: Vec<(Range<usize>, Style)>,
    /// Mentions inside longer ones, where they are shown.
    nested: Vec<(Range<usize>, Style)>,
    hits: Vec<(Range<usize>, Style)>,
    landed: Option<usize>,
    /// Words that were pointed at, and those that have labels.
    picked: Vec<(Range<usize>, Style)>,
    /// Labels with the byte over which each stands.
    labels: Vec<(usize, String)>,
}

impl Marks {
    fn of(state: &State, theme: Theme, bytes: Range<usize>) -> Self {
        let selected = state.selected_id();
        // A mention that begins above the page may reach into it, across a line break of the text.
        let from = bytes.start.saturating_sub(LONGEST_SURFACE);
        let (mut mentions, mut nested) = (Vec::new(), Vec::new());
        if let Some(id) = state.open_id() {
            let seen = state.index.mentions_between(id, from..bytes.end);
            for (number, mention) in seen {
                if is_of_hidden_kind(state, number) || !stands_out(state, number, mention, selected) {
                    continue;
                }
                let mark = || (mention.range(), mention_style(state, theme, number, mention, selected));
                if is_shown(mention) {
                    mentions.push(mark());
                } else if is_drawn(state, mention) {
                    nested.push(mark());
                }
            }
        }
        let hits = state.search.as_ref().map(|search| {
            let all = search.hits();
            let first = all.partition_point(|hit| hit.end <= bytes.start);
            let seen = all.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < bytes.end);
            seen.map(|(at, hit)| {
                let style = if search.at == Some(at) { theme.hit_landed() } else { theme.hit() };
                (hit.clone(), style)
            })
            .collect()
        });
        Self {
            mentions,
            nested,
            hits: hits.unwrap_or_default(),
            landed: state.current_mention,
            picked: picked_of(state, theme),
            labels: labels_of(state),
        }
    }

    /// Whether a byte is part of a search hit.
    fn is_hit(&self, offset: usize) -> bool {
        let after = self.hits.partition_point(|(range, _)| range.start <= offset);
        let last = after.checked_sub(1).and_then(|at| self.hits.get(at));
        last.is_some_and(|(range, _)| range.contains(&offset))
    }

    /// The look that a byte gets on top of its block's.
    fn style_at(&self, offset: usize) -> Option<Style> {
        let over = |marks: &[(Range<usize>, Style)]| {
            let after = marks.partition_point(|(range, _)| range.start <= offset);
            let last = after.checked_sub(1).and_then(|at| marks.get(at));
            last.filter(|(range, _)| range.contains(&offset)).map(|(_, style)| *style)
        };
        over(&self.picked).or_else(|| over(&self.hits)).or_else(|| {
            match (over(&self.mentions), over(&self.nested)) {
                (Some(outer), Some(nested)) => Some(outer.patch(nested)),
                (outer, nested) => outer.or(nested),
            }
        })
    }
}

/// Whether a mention is to be seen at all; the one landed on always is.
fn stands_out(state: &State, number: ReferentId, mention: &Mention, selected: Option<ReferentId>) -> bool {
    let is_landed = state.current_mention == Some(mention.start as usize);
    is_landed
        || match state.display.highlight {
            Highlight::All => true,
            Highlight::Selected => selected == Some(number),
            Highlight::None => false,
        }
}

/// How far above the page a mention may begin and still be looked for, in bytes.
const LONGEST_SURFACE: usize = 4096;

fn mention_style(
    state: &State,
    theme: Theme,
    number: ReferentId,
    mention: &Mention,
    selected: Option<ReferentId>,
) -> Style {
    let mut style = if mention.counts_as_ambiguous() {
        theme.ambiguous()
    } else {
        let gazetteer = state.index.gazetteer();
        let kind = state.index.entity(number).and_then(|entity| gazetteer.entry(entity.entry));
        kind.and_then(|entry| gazetteer.kind(entry.kind)).map(|kind| theme.kind(kind)).unwrap_or_default()
    };
    if selected == Some(number) && mention.counts() {
        style = style.patch(theme.selected());
    }
    if mention.status == Status::Nested {
        style = style.patch(theme.nested());
    }
    if state.current_mention == Some(mention.start as usize) {
        style = style.patch(theme.landed());
    }
    style
}

fn base_style(theme: Theme, piece: &Piece) -> Style {
    let style = match piece.kind {
        BlockKind::Title | BlockKind::Heading => theme.strong(),
        BlockKind::Subtitle => theme.subtitle(),
        BlockKind::Byline | BlockKind::Caption => theme.quiet(),
        BlockKind::Paragraph
        | BlockKind::Quote
        | BlockKind::ListItem
        | BlockKind::NestedItem
        | BlockKind::ItemText
        | BlockKind::TableRow => theme.plain(),
    };
    if piece.region == Region::Boilerplate { theme.quiet() } else { style }
}

fn draw_row(
    state: &State,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    open: &Document,
    row: &Row,
    marks: &Marks,
) {
    let (Some(range), Some(piece)) = (&row.range, open.pieces.get(row.piece)) else { return };
    if marks.landed.is_some_and(|offset| range.contains(&offset)) {
        write::line(buffer, Area { width: 1, ..area }, "▶", theme.mark());
    }
    let is_head = piece.kind == BlockKind::TableRow
        && open.table_of(row.piece).is_some_and(|table| table.is_head(row.piece));
    let base =
        if is_head && piece.region == Region::Body { theme.strong() } else { base_style(theme, piece) };
    let text = Area { x: area.x + GUTTER, width: state.measure().columns as u16, ..area };
    let mut labels: Vec<(u16, &str)> = Vec::new();
    write::piece(buffer, text, 0, row.prefix, theme.quiet());
    let cells = cells(open, row);
    let is_white = |cell: &Cell| cell.text.trim().is_empty();
    let seen = cells.iter().rposition(|cell| !is_white(cell)).map_or(0, |last| last + 1);
    for (at, cell) in cells.iter().enumerate() {
        let column = cell.column as u16;
        let label = marks.labels.iter().find(|(at, _)| *at == cell.offset);
        labels.extend(label.map(|(_, label)| (column, label.as_str())));
        let mark = marks.style_at(cell.offset);
        let is_rule = piece.kind == BlockKind::TableRow && cell.text == "|";
        let base = if is_rule { theme.quiet() } else { base };
        let style = mark.map_or(base, |mark| theme.over(base, mark));
        // White space at the end of a row is seen only where it was searched for; the row may be too short for it.
        let has_room = cell.column + cell.width <= usize::from(text.width);
        if at >= seen && !(has_room && marks.is_hit(cell.offset)) {
            continue;
        }
        if is_white(cell) {
            write::piece(buffer, text, column, &" ".repeat(cell.width), style);
        } else {
            write::piece(buffer, text, column, shown(cell.text), style);
        }
    }
    for (column, label) in labels {
        write::piece(buffer, text, column, label, theme.label());
    }
}

/// Words that were pointed at, else those that can be by a label; in the order of the text.
fn picked_of(state: &State, theme: Theme) -> Vec<(Range<usize>, Style)> {
    if let Some(passage) = state.overlays.line_prompt().and_then(LinePrompt::passage) {
        return vec![(passage.clone(), theme.picked())];
    }
    let Some(AddEntity::Pick { targets, .. }) = state.overlays.add_entity() else {
        return state.picked_words.iter().map(|range| (range.clone(), theme.picked())).collect();
    };
    let mut picked: Vec<_> =
        targets.iter().map(|(range, _)| (range.clone(), theme.can_be_picked())).collect();
    picked.sort_by_key(|(range, _)| range.start);
    picked
}

/// What of each label is still to be typed; those that what was typed rules out are gone.
fn labels_of(state: &State) -> Vec<(usize, String)> {
    let Some(AddEntity::Pick { targets, typed }) = state.overlays.add_entity() else {
        let waiting = state.overlays.jump_labels().into_iter().flat_map(JumpLabels::left);
        let mention = |(target, label): (Target, &str)| match target {
            Target::Mention(offset) => Some((offset, label.to_owned())),
            Target::Entity(..) => None,
        };
        return waiting.filter_map(mention).collect();
    };
    let left = |(range, label): &(Range<usize>, String)| {
        Some((range.start, label.strip_prefix(typed.as_str())?.to_owned()))
    };
    targets.iter().filter_map(left).collect()
}

/// How much of the article the page shows and where, and in which parts of it the selected entity is named (with none
/// selected, the hits of the search lie).
fn draw_scrollbar(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let Some(map) = Minimap::of(state) else { return };
    let x = area.x + area.width.saturating_sub(1);
    for (y, part) in (area.y..area.y + area.height).zip(map.parts(state)) {
        let (symbol, style) = match part {
            Part { has_landed: true, .. } => ("◀", theme.mark()),
            Part { has_mark: true, on_page: true, .. } => ("█", theme.minimap()),
            Part { has_mark: true, .. } => ("■", theme.minimap()),
            Part { on_page: true, .. } => ("┃", theme.quiet()),
            _ => continue,
        };
        write::line(buffer, Area { x, y, width: 1, height: 1 }, symbol, style);
    }
}
