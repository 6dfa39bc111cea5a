//! Draws the Concordance view.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::concordance::{Line, Sort, first_columns, last_columns};
use crate::analysis::pair_sentences::Named;
use crate::app::geometry::Area;
use crate::app::workspace::Workspace;
use crate::corpus::ArticleId;
use crate::mention::EntityKey;
use crate::text::plural::{counted, counted_so_far};
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;
use crate::ui::dispersion_bar::dispersion_bar;
use crate::ui::write;
use crate::views::concordance::lines::{Concordance, INDENT, Row, head_rows, list_area, number_columns};
use crate::views::concordance::query::{BAR_CELLS, MAX_LINES, Report};

/// Columns set aside for the mention; the rest is divided between left and right.
const MENTION_COLUMNS: usize = 16;
/// Minimum columns of a row for a full bar. In a narrower row, a bar has half as many cells.
const WHOLE_BAR: u16 = 100;
/// Minimum columns of the entity's name.
const MIN_NAME: usize = 8;
/// Columns kept for a title and the gap before its bar; at most half the row.
const MIN_TITLE: u16 = 24;

/// Draws the view.
pub fn draw(view: &Concordance, ws: &Workspace, canvas: &mut Canvas<'_>) {
    let (theme, buffer) = (canvas.theme, &mut *canvas.buffer);
    let parts = ws.layout();
    if parts.heading.height > 0 {
        write::fill(buffer, parts.heading, theme.focused_heading());
        let words = inner(parts.heading);
        write::line(buffer, words, &heading(view, ws, words.width), theme.focused_heading());
    }
    let body = parts.body;
    let row = |y: u16| inner(Area { y: body.y + y, height: u16::from(y < body.height), ..body });
    let partner = ws.selection.sentences_with();
    if partner.is_none() {
        draw_spellings(view, ws, theme, buffer, row(0));
    }
    if view.rows.is_empty() {
        write::line(buffer, row(head_rows(ws)), &empty_message(view, ws), theme.quiet());
        return;
    }
    let list = list_area(ws);
    let numbers = number_columns(ws);
    let style = entity_style(ws, theme, ws.selection.entity());
    let styles = [style, entity_style(ws, theme, partner)];
    let rows = view.rows.iter().enumerate().skip(view.cursor.top());
    for (y, (at, row)) in (list.y..list.y + list.height).zip(rows) {
        let area = Area { y, height: 1, ..list };
        match *row {
            Row::Report(report) => {
                if let Some(report) = view.found.reports.get(report) {
                    draw_report(report, ws, theme, buffer, area);
                }
            }
            Row::Line(line) => {
                let number = view.found.report_of(line).filter(|_| view.sort != Sort::Article);
                let number = number.and_then(|report| ws.index().find(&report.key)).map(|id| id.0 + 1);
                let text = draw_number(number, numbers, theme, buffer, inner(area));
                if partner.is_some() {
                    draw_sentence(view, ws, (line, 0), (theme, styles), buffer, text);
                } else if let Some(line) = view.found.lines.get(line) {
                    draw_line(line, (theme, style), buffer, text);
                }
            }
            Row::More(line, row) => {
                let number = if view.sort == Sort::Article { 0 } else { numbers + 2 };
                let indent = u16::try_from(number + INDENT).unwrap_or(u16::MAX);
                let text = inner(area);
                let text = Area { x: text.x + indent, width: text.width.saturating_sub(indent), ..text };
                draw_sentence(view, ws, (line, row), (theme, styles), buffer, text);
            }
            Row::SilentHeading(count) => {
                let articles = counted(count, "article", "articles");
                let words = match partner {
                    Some(_) => format!("No such sentence in {articles}:"),
                    None => format!("Not mentioned in {articles}:"),
                };
                write::line(buffer, inner(area), &words, theme.strong());
            }
            Row::Silent(id) => draw_title(id, ws, buffer, inner(area), theme.quiet()),
            Row::Empty => {}
        }
        if view.first_row(at) == view.cursor.row() {
            write::restyle(buffer, area, theme.at_cursor());
        }
    }
}

fn inner(area: Area) -> Area {
    Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Returns "Concordance of Marco Rubio: 14 mentions in 3 of 5 articles, by article", or as much as fits. For a pair,
/// returns "Concordance of Marco Rubio with Steve Witkoff: 12 sentences in 3 of 5 articles, by article".
fn heading(view: &Concordance, ws: &Workspace, columns: u16) -> String {
    let name = ws.selected_name().unwrap_or_default();
    let partner = ws.selection.sentences_with().map(|key| ws.name_of(key).unwrap_or_default());
    let (read, total) = view.found.read;
    let (count, reports) = (view.found.count(), view.found.reports.len());
    let (singular, plural, predicate) = match &partner {
        Some(_) => ("sentence", "sentences", "have such a sentence"),
        None => ("mention", "mentions", "mention it"),
    };
    let counts = if view.is_stopped && total == 0 {
        "no article read".to_owned()
    } else if !view.found.is_complete && read < total {
        let count = counted(count, singular, plural);
        format!("{count} in {read} of the {total}{} articles that {predicate}", ws.loading.plus())
    } else {
        let count = counted_so_far(count, ws.loading.plus(), singular, plural);
        format!("{count} {}", ws.in_articles(reports))
    };
    let counts = if view.is_stopped { format!("{counts} (stopped)") } else { counts };
    let shown = view.found.lines.len();
    let first = if shown < count && shown >= MAX_LINES {
        format!("; the first {shown} in article order")
    } else {
        String::new()
    };
    let by = match view.sort {
        Sort::Article => "by article",
        Sort::Left => "by the words to the left",
        Sort::Right => "by the words to the right",
        Sort::Spelling => "by spelling",
    };
    let columns = usize::from(columns);
    let names = partner.as_ref().map_or(name.clone(), |partner| format!("{name} with {partner}"));
    let forms = [
        format!("Concordance of {names}: {counts}{first}, {by}"),
        format!("{names}: {counts}{first}, {by}"),
        format!("{names}: {counts}{first}"),
        format!("{names}: {counts}"),
    ];
    if let Some(form) = forms.into_iter().find(|form| width(form) <= columns) {
        return form;
    }
    // Beside two names, the number of sentences alone must do, once it is final.
    let is_over = view.found.is_complete && !view.is_stopped && partner.is_some();
    let counts = if is_over { counted_so_far(count, ws.loading.plus(), singular, plural) } else { counts };
    let form = format!("{names}: {counts}");
    if width(&form) <= columns {
        return form;
    }
    // The counts matter more than the end of a long name.
    let rest = format!(": {counts}");
    let room = columns.saturating_sub(width(&rest));
    match partner {
        None => format!("{}{rest}", clip(&name, room.max(MIN_NAME))),
        Some(partner) => {
            let room = (room.saturating_sub(width(" with ")) / 2).max(MIN_NAME);
            format!("{} with {}{rest}", clip(&name, room), clip(&partner, room))
        }
    }
}

/// Draws how the mentions are spelled and, if it is known and there is room, how unevenly the listed articles mention
/// the entity.
fn draw_spellings(view: &Concordance, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let spellings: Vec<String> =
        view.spellings.iter().map(|(surface, count)| format!("{surface} {count}")).collect();
    if spellings.is_empty() {
        return;
    }
    let is_complete = view.found.is_complete && ws.loading.is_complete();
    let deviation = view.deviation.filter(|_| is_complete && ws.listing().len() > 1);
    let spread = deviation.map_or(String::new(), |deviation| format!("unevenness {deviation:.2} (0 to 1)"));
    let are_all = view.found.lines.len() == view.found.count();
    let which = if are_all { "" } else { " in these lines" };
    let words = format!("spelled{which} {}", spellings.join(", "));
    let room = usize::from(area.width);
    let has_room = width(&words) + width(&spread) + 2 <= room;
    if has_room {
        write::right(buffer, area, &spread, theme.quiet());
    }
    write::line(buffer, area, &words, theme.quiet());
}

/// Returns why there are no rows.
fn empty_message(view: &Concordance, ws: &Workspace) -> String {
    let (read, total) = view.found.read;
    if view.is_stopped && !view.order.is_waiting() {
        return "Stopped. Open this view again to read the articles.".to_owned();
    }
    if view.reading.is_waiting() || view.order.is_waiting() || !view.found.is_complete {
        return if total == 0 {
            "reading…".to_owned()
        } else {
            format!("reading: {read} of {total} articles…")
        };
    }
    let partner = ws.selection.sentences_with().and_then(|key| ws.name_of(key));
    match (ws.selected_name(), partner) {
        (Some(name), Some(partner)) => format!("No sentence mentions both {name} and {partner}."),
        (Some(name), None) => format!("No listed article mentions {name}."),
        (None, _) => "No entity selected.".to_owned(),
    }
}

fn entity_style(ws: &Workspace, theme: Theme, entity: Option<&EntityKey>) -> Style {
    let gazetteer = ws.index().gazetteer();
    let entry = entity.and_then(|key| gazetteer.find_id(&key.id));
    let kind = entry.and_then(|id| gazetteer.entry(id)).and_then(|entry| gazetteer.kind(entry.kind));
    kind.map(|kind| theme.kind(kind)).unwrap_or_default().patch(theme.strong())
}

/// Draws an article's number and title, and its source if there is one.
fn draw_title(id: ArticleId, ws: &Workspace, buffer: &mut Buffer, area: Area, style: Style) {
    let Some(row) = ws.index().row(id) else { return };
    let source = row.meta.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
    write::line(buffer, area, &format!("{} {}{source}", id.0 + 1, row.headline), style);
}

/// Draws the heading of a report: its title, the number of its lines, and where in its text they are, or why it has
/// no lines.
fn draw_report(report: &Report, ws: &Workspace, theme: Theme, buffer: &mut Buffer, area: Area) {
    let area = inner(area);
    let bar = if area.width >= WHOLE_BAR { report.bar.clone() } else { halved(&report.bar) };
    let (right, style) = match &report.problem {
        Some(problem) => (format!("{}: {problem}", report.count), theme.problem()),
        None => (format!("{:>3}  {}", report.count, dispersion_bar(&bar)), theme.plain()),
    };
    let room = area.width.saturating_sub(MIN_TITLE.min(area.width / 2));
    let used = write::right(buffer, area, &clip(&right, usize::from(room)), style);
    let title = Area { width: area.width.saturating_sub(used + 2), ..area };
    if let Some(id) = ws.index().find(&report.key) {
        draw_title(id, ws, buffer, title, theme.strong());
    }
}

/// Returns a bar of half as many cells.
fn halved(bar: &[u32]) -> Vec<u32> {
    bar.chunks(2).take(BAR_CELLS / 2).map(|pair| pair.iter().sum()).collect()
}

/// Draws the number of a line's article, if it has one. Returns the area beside it.
fn draw_number(number: Option<u32>, columns: usize, theme: Theme, buffer: &mut Buffer, area: Area) -> Area {
    let Some(number) = number else { return area };
    let used = write::line(buffer, area, &format!("{number:>columns$}"), theme.quiet());
    Area { x: area.x + used + 2, width: area.width.saturating_sub(used + 2), ..area }
}

/// Draws a row of a line's sentence. The names of the two entities have these styles.
fn draw_sentence(
    view: &Concordance,
    ws: &Workspace,
    (line, row): (usize, usize),
    (theme, [first, second]): (Theme, [Style; 2]),
    buffer: &mut Buffer,
    area: Area,
) {
    let Some(text) = view.found.sentences.get(line) else { return };
    let rows = text.wrapped(view.sentence_columns(ws));
    let mut column = 0;
    for (piece, named) in rows.get(row).into_iter().flatten() {
        let style = match named {
            None => theme.plain(),
            Some(Named::First) => first,
            Some(Named::Second) => second,
        };
        column += write::piece(buffer, area, column, piece, style);
    }
}

/// Draws a mention in context.
fn draw_line(line: &Line, (theme, style): (Theme, Style), buffer: &mut Buffer, text: Area) {
    let room = usize::from(text.width);
    let left_columns = room.saturating_sub(MENTION_COLUMNS) / 2;
    let left = last_columns(&line.left, left_columns);
    let mut column = u16::try_from(left_columns.saturating_sub(width(left))).unwrap_or(u16::MAX);
    column += write::piece(buffer, text, column, left, theme.plain());
    let surface = clip(&line.surface, room.saturating_sub(usize::from(column)));
    column += write::piece(buffer, text, column, &surface, style);
    let right = first_columns(&line.right, room.saturating_sub(usize::from(column)));
    write::piece(buffer, text, column, right, theme.plain());
}
