//! Draws the text of the open article, with its mentions.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::actions::selection::{HiddenKinds, is_drawn, is_shown};
use crate::app::document::viewport::visible;
use crate::app::document::{Cell, Row, typeset::cells};
use crate::app::document::{Document, Piece};
use crate::app::geometry::{Area, GUTTER};
use crate::app::state::display::Highlight;
use crate::app::workspace::Workspace;
use crate::article::{BlockKind, Region};
use crate::corpus::ReferentId;
use crate::mention::{Mention, Status};
use crate::text::whitespace::collapse;
use crate::text::width::{clip, display_text, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::overlay;
use crate::ui::write;
use crate::views::read::minimap::{Minimap, Part};

/// Returns the article's number and title, and after it the heading of the section that the page begins in, if there is
/// room. A long heading leaves the title half of the columns.
pub fn heading(ws: &Workspace, columns: usize) -> String {
    let Some(open) = &ws.open else { return "whoswho".to_owned() };
    let headline = open.article.headline();
    let title = match ws.open_id() {
        Some(id) => format!("{} {headline}", id.0 + 1),
        None => headline.into_owned(),
    };
    let Some(section) = section(open, ws.visible_bytes().start) else { return title };
    let section = format!("{SECTION}{section}");
    let room = columns.saturating_sub(width(&section)).max(columns / 2);
    let title = clip(&title, room);
    let section = clip(&section, columns.saturating_sub(width(&title)));
    // A fragment of a word would be meaningless.
    if width(&section) < MIN_SECTION { title.into_owned() } else { format!("{title}{section}") }
}

/// Separates an article's title from the heading of the section.
const SECTION: &str = " › ";
/// Minimum width of a section, including [`SECTION`].
const MIN_SECTION: usize = 8;

/// Returns the last heading that begins at or before a byte, on one line.
fn section(open: &Document, offset: usize) -> Option<String> {
    let before = open.headings.partition_point(|heading| heading.start <= offset);
    let heading = open.headings.get(before.checked_sub(1)?)?;
    let words = open.article.text.slice(heading.clone());
    let words = words.get(..words.floor_char_boundary(MAX_SECTION)).unwrap_or_default();
    let line = collapse(words);
    (!line.is_empty()).then_some(line)
}

/// Maximum number of bytes of a heading that are looked at: a heading may be as long as an article.
const MAX_SECTION: usize = 1024;

/// Draws the visible rows, the mark beside the current mention, and the scrollbar.
pub fn draw(ws: &Workspace, overlay: &overlay::Marks, canvas: &mut Canvas<'_>, area: Area) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let Some(open) = &ws.open else {
        draw_nothing(ws, theme, buffer, area);
        return;
    };
    if open.pieces.is_empty() {
        let line = Area { x: area.x + GUTTER, height: 1, width: area.width.saturating_sub(GUTTER), ..area };
        write::line(buffer, line, "This article is empty.", theme.quiet());
        return;
    }
    let rows = visible(open, ws.measure(), ws.viewport, usize::from(area.height));
    let seen = rows.iter().filter_map(|row| row.range.as_ref());
    let bytes = seen
        .fold(None, |all: Option<Range<usize>>, row| Some(all.map_or(row.clone(), |all| all.start..row.end)));
    let marks = Marks::of(ws, overlay, theme, bytes.unwrap_or(0..0));
    for (y, row) in (area.y..).zip(&rows) {
        draw_row(ws, theme, buffer, Area { y, height: 1, ..area }, open, row, &marks);
    }
    draw_scrollbar(ws, theme, buffer, area);
}

fn draw_nothing(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let mut lines = Vec::new();
    if !ws.loading.done || ws.pending_jump.is_some() {
        lines.push("reading…".to_owned());
    } else {
        lines.push("Nothing to read.".to_owned());
        lines.extend(ws.notices.problems().iter().map(|notice| notice.text.clone()));
    }
    for (y, line) in (area.y..area.y + area.height).zip(&lines) {
        let cells = Area { x: area.x + GUTTER, y, height: 1, width: area.width.saturating_sub(GUTTER) };
        write::line(buffer, cells, line, theme.quiet());
    }
}

/// What is highlighted on the page: mentions and search hits, as bytes with their styles.
struct Marks {
    mentions: Vec<(Range<usize>, Style)>,
    /// Nested mentions, if they are shown.
    nested: Vec<(Range<usize>, Style)>,
    hits: Vec<(Range<usize>, Style)>,
    /// First byte of the current mention.
    current: Option<usize>,
    /// The passage of an overlay, the words that labels are for, or the selected words or sentence.
    picked: Vec<(Range<usize>, Style)>,
    /// Labels, each with its byte.
    labels: Vec<(usize, String)>,
}

impl Marks {
    fn of(ws: &Workspace, overlay: &overlay::Marks, theme: Theme, bytes: Range<usize>) -> Self {
        let selected = ws.selected_id();
        // A mention that begins above the page may reach into it, across a line break of the text.
        let from = bytes.start.saturating_sub(MAX_SURFACE);
        let (mut mentions, mut nested) = (Vec::new(), Vec::new());
        if let Some(id) = ws.open_id() {
            let seen = ws.index().mentions_between(id, from..bytes.end);
            let hidden = HiddenKinds::of(ws);
            for (referent, mention) in seen {
                if hidden.hide(referent) || !stands_out(ws, referent, mention, selected) {
                    continue;
                }
                let mark = || (mention.range(), mention_style(ws, theme, referent, mention, selected));
                if is_shown(mention) {
                    mentions.push(mark());
                } else if is_drawn(ws, mention) {
                    nested.push(mark());
                }
            }
        }
        let hits = ws.search.as_ref().map(|search| {
            let all = search.hits();
            let first = all.partition_point(|hit| hit.end <= bytes.start);
            let seen = all.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < bytes.end);
            seen.map(|(at, hit)| {
                let style = if search.at == Some(at) { theme.current_hit() } else { theme.hit() };
                (hit.clone(), style)
            })
            .collect()
        });
        Self {
            mentions,
            nested,
            hits: hits.unwrap_or_default(),
            current: ws.current_mention,
            picked: picked_of(ws, overlay, theme),
            labels: overlay.labels.clone(),
        }
    }

    /// True if a byte is part of a search hit.
    fn is_hit(&self, offset: usize) -> bool {
        let after = self.hits.partition_point(|(range, _)| range.start <= offset);
        let last = after.checked_sub(1).and_then(|at| self.hits.get(at));
        last.is_some_and(|(range, _)| range.contains(&offset))
    }

    /// Returns the style of a byte, to be combined with that of its block.
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

/// True if a mention is highlighted. The current one always is.
fn stands_out(ws: &Workspace, referent: ReferentId, mention: &Mention, selected: Option<ReferentId>) -> bool {
    let is_current = ws.current_mention == Some(mention.start as usize);
    is_current
        || match ws.display.highlight {
            Highlight::All => true,
            Highlight::Selected => selected == Some(referent),
            Highlight::None => false,
        }
}

/// Maximum number of bytes before the page at which a mention that reaches into it is still found.
const MAX_SURFACE: usize = 4096;

fn mention_style(
    ws: &Workspace,
    theme: Theme,
    referent: ReferentId,
    mention: &Mention,
    selected: Option<ReferentId>,
) -> Style {
    let mut style = if mention.counts_as_ambiguous() {
        theme.ambiguous()
    } else {
        let gazetteer = ws.index().gazetteer();
        let kind = ws.index().entity(referent).and_then(|entity| gazetteer.entry(entity.entry));
        kind.and_then(|entry| gazetteer.kind(entry.kind)).map(|kind| theme.kind(kind)).unwrap_or_default()
    };
    if selected == Some(referent) && mention.counts() {
        style = style.patch(theme.selected());
    }
    if mention.status == Status::Nested {
        style = style.patch(theme.nested());
    }
    if ws.current_mention == Some(mention.start as usize) {
        style = style.patch(theme.current());
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
    ws: &Workspace,
    theme: Theme,
    buffer: &mut Buffer,
    area: Area,
    open: &Document,
    row: &Row,
    marks: &Marks,
) {
    let (Some(range), Some(piece)) = (&row.range, open.pieces.get(row.piece)) else { return };
    if marks.current.is_some_and(|offset| range.contains(&offset)) {
        write::line(buffer, Area { width: 1, ..area }, "▶", theme.mark());
    }
    let is_head = piece.kind == BlockKind::TableRow
        && open.table_of(row.piece).is_some_and(|table| table.is_head(row.piece));
    let base =
        if is_head && piece.region == Region::Body { theme.strong() } else { base_style(theme, piece) };
    let text = Area { x: area.x + GUTTER, width: ws.measure().columns as u16, ..area };
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
        // White space at the end of a row is drawn only in a search hit, and only if the row has room for it.
        let has_room = cell.column + cell.width <= usize::from(text.width);
        if at >= seen && !(has_room && marks.is_hit(cell.offset)) {
            continue;
        }
        if is_white(cell) {
            write::piece(buffer, text, column, &" ".repeat(cell.width), style);
        } else {
            write::piece(buffer, text, column, display_text(cell.text), style);
        }
    }
    for (column, label) in labels {
        draw_label(theme, buffer, area, &cells, column, label);
    }
}

/// Draws a label so that it ends just before the name that it is for, over white space, the gutter or the text before
/// the name. The name itself stays uncovered.
fn draw_label(theme: Theme, buffer: &mut Buffer, row: Area, cells: &[Cell], column: u16, label: &str) {
    let name = GUTTER + column;
    let start = name.saturating_sub(width(label) as u16);
    // Half of a wide character cannot be covered.
    let wide = cells.iter().find(|cell| {
        let first = GUTTER + cell.column as u16;
        first < start && start < first + cell.width as u16 && !cell.text.trim().is_empty()
    });
    let start = wide.map_or(start, |cell| GUTTER + cell.column as u16);
    let columns = usize::from(name - start);
    write::piece(buffer, row, start, &format!("{label:>columns$}"), theme.label());
}

/// Returns the passage that an overlay shows, else what its labels are for, else the selected sentence or words; in the order
/// of the text.
fn picked_of(ws: &Workspace, overlay: &overlay::Marks, theme: Theme) -> Vec<(Range<usize>, Style)> {
    if let Some(passage) = &overlay.passage {
        return vec![(passage.clone(), theme.picked())];
    }
    match &overlay.choices {
        Some(choices) => choices.iter().map(|range| (range.clone(), theme.can_be_picked())).collect(),
        None => ws
            .picked_sentence
            .iter()
            .chain(&ws.picked_words)
            .map(|range| (range.clone(), theme.picked()))
            .collect(),
    }
}

/// Draws which part of the article is on the page, and in which parts the selected entity is mentioned (without a
/// selection, where the hits are). Marks the part with the current mention or hit.
fn draw_scrollbar(ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let Some(map) = Minimap::of(ws) else { return };
    let x = area.x + area.width.saturating_sub(1);
    for (y, part) in (area.y..area.y + area.height).zip(map.parts(ws)) {
        let (symbol, style) = match part {
            Part { is_current: true, .. } => ("◀", theme.mark()),
            Part { has_mark: true, on_page: true, .. } => ("█", theme.minimap()),
            Part { has_mark: true, .. } => ("■", theme.minimap()),
            Part { on_page: true, .. } => ("┃", theme.quiet()),
            _ => continue,
        };
        write::line(buffer, Area { x, y, width: 1, height: 1 }, symbol, style);
    }
}
