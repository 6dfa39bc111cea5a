//! The entity panel: which rows it has, and which of them is under the hand.

use crate::analysis::cooccurrence::{MIN_ARTICLES_FOR_MEASURES, Neighbour, Neighbourhood};
use crate::app::geometry::Area;
use crate::app::geometry::ListCursor;
use crate::app::overlays::card;
use crate::app::state::State;
use crate::corpus::ReferentId;
use crate::gazetteer::KindId;
use crate::mention::EntityRef;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// A row of the panel. There may be very many: what is not shown is not put into words.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelRow<'a> {
    /// A kind, over its entities.
    Kind(KindId),
    /// A line between groups.
    Empty,
    /// Plain words.
    Words(String),
    /// What the columns below are, at the right, behind words at the left.
    Columns(&'static str, [&'static str; 2]),
    /// An entity with numbers at the right.
    Entity {
        /// Its number.
        referent: ReferentId,
        /// The entity.
        entity: &'a EntityRef,
        /// Numbers, in the order of the columns above.
        numbers: Numbers,
    },
}

/// The numbers of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numbers {
    /// Mentions.
    One(u32),
    /// Paragraphs and sentences shared.
    Two(u32, u32),
    /// Articles shared, and logDice where it can be told.
    Strength(u32, Option<f64>),
}

impl Numbers {
    /// Each as it is shown.
    pub fn words(self) -> Vec<String> {
        match self {
            Self::One(mentions) => vec![mentions.to_string()],
            Self::Two(paragraphs, sentences) => vec![paragraphs.to_string(), sentences.to_string()],
            Self::Strength(articles, strength) => {
                let strength = strength.map_or("·".to_owned(), |strength| format!("{strength:.1}"));
                vec![articles.to_string(), strength]
            }
        }
    }
}

/// Columns of the screen that each of the last two columns of numbers takes, with the space before it: as many as the greatest
/// number in it needs, and no fewer than its head does.
pub fn number_columns(rows: &[PanelRow<'_>]) -> [u16; 2] {
    let (mut first, mut last) = (0, 0);
    for row in rows {
        if let PanelRow::Entity { numbers, .. } = row {
            match *numbers {
                Numbers::One(mentions) => last = last.max(mentions),
                Numbers::Two(paragraphs, sentences) => {
                    first = first.max(paragraphs);
                    last = last.max(sentences);
                }
                Numbers::Strength(articles, _) => first = first.max(articles),
            }
        }
    }
    let digits = |number: u32| number.checked_ilog10().map_or(1, |tens| tens as u16 + 1);
    [first, last].map(|greatest| (digits(greatest) + 1).max(LEAST_NUMBER_COLUMNS))
}

/// The fewest columns that one number takes.
const LEAST_NUMBER_COLUMNS: u16 = 5;

/// The rows, for what is open and selected. Empty while they are being counted.
pub fn rows(state: &State) -> Vec<PanelRow<'_>> {
    match (&state.selected, state.article_stats()) {
        (_, None) => Vec::new(),
        (None, Some(here)) => {
            let mut rows = Vec::new();
            let mut kind = None;
            let hidden = state.hidden_kinds();
            for one in &here.entities {
                let own = state.index.gazetteer().entry(one.entity.entry).map(|entry| entry.kind);
                if own.is_some_and(|own| hidden.contains(own)) {
                    continue;
                }
                if own != kind {
                    if !rows.is_empty() {
                        rows.push(PanelRow::Empty);
                    }
                    rows.extend(own.map(PanelRow::Kind));
                    kind = own;
                }
                rows.push(PanelRow::Entity {
                    referent: one.referent,
                    entity: &one.entity,
                    numbers: Numbers::One(one.mentions),
                });
            }
            if rows.is_empty() {
                let (kinds, suggest) = (state.keymap.key_of("kinds"), state.keymap.key_of("suggest"));
                let words = if !here.entities.is_empty() {
                    ["All kinds that stand".to_owned(), format!("here are hidden: {kinds}.")]
                } else if state.index.gazetteer().entries.is_empty() {
                    ["No list of names yet.".to_owned(), format!("{suggest} suggests some.")]
                } else if here.ambiguous > 0 {
                    ["Only ambiguous", "mentions are here."].map(str::to_owned)
                } else {
                    ["No name of the list", "is in this article."].map(str::to_owned)
                };
                rows.extend(words.map(PanelRow::Words));
            }
            rows
        }
        (Some(_), Some(here)) => {
            let mut rows = Vec::new();
            if let Some(near) = &here.neighbourhood {
                rows.extend(here_rows(state, near));
            } else {
                rows.push(PanelRow::Words("not in this article".to_owned()));
            }
            if let Some(near) = state.corpus_stats().and_then(|everywhere| everywhere.neighbourhood.as_ref())
            {
                rows.push(PanelRow::Empty);
                rows.extend(everywhere_rows(state, near));
                rows.push(PanelRow::Empty);
                rows.extend(
                    ["Titles and headings are", "paragraphs too."]
                        .map(|words| PanelRow::Words(words.to_owned())),
                );
            }
            rows
        }
    }
}

fn here_rows<'a>(state: &State, near: &'a Neighbourhood) -> Vec<PanelRow<'a>> {
    if near.mentions == 0 {
        return vec![PanelRow::Words("not in this article".to_owned())];
    }
    let (all, own) = near.paragraphs;
    let mut rows = counted_rows(state, &format!("Here: {own} of {all}"), PARAGRAPHS);
    rows.push(PanelRow::Columns("shared with", ["par.", "sent."]));
    rows.extend(sharing_paragraphs(near));
    none_if_alone(&mut rows, near);
    rows
}

fn everywhere_rows<'a>(state: &State, near: &'a Neighbourhood) -> Vec<PanelRow<'a>> {
    let more = state.loading.more();
    if near.articles.0 as usize >= MIN_ARTICLES_FOR_MEASURES {
        let (all, own) = near.articles;
        let mut rows = counted_rows(state, &format!("In all: {own} of {all}{more}"), ARTICLES);
        rows.push(PanelRow::Columns("shared with", ["art.", "logD."]));
        rows.extend(near.neighbours.iter().map(|one| {
            let strength = one.measures.map(|measures| measures.logdice);
            entity_row(one, Numbers::Strength(one.articles, strength))
        }));
        none_if_alone(&mut rows, near);
        return rows;
    }
    let (all, own) = near.paragraphs;
    let mut rows = counted_rows(state, &format!("In all: {own} of {all}{more}"), PARAGRAPHS);
    rows.push(PanelRow::Columns("shared with", ["par.", "sent."]));
    rows.extend(sharing_paragraphs(near));
    none_if_alone(&mut rows, near);
    rows
}

/// Numbers with what they count: in a whole word where the panel has room for it, else cut short; great numbers in two rows.
fn counted(state: &State, numbers: &str, (whole, short): (&str, &str)) -> Vec<String> {
    let room = usize::from(state.layout().panel.map_or(0, |panel| panel.width.saturating_sub(MARGINS)));
    let words = format!("{numbers} {whole}");
    if state.size.0 >= ROOM_FOR_WORDS && width(&words) <= room {
        return vec![words];
    }
    let words = format!("{numbers} {short}");
    let rows = wrap(&words, room.max(1)).into_iter();
    rows.map(|row| words.get(row).unwrap_or_default().trim_end().to_owned()).collect()
}

fn counted_rows<'a>(state: &State, numbers: &str, unit: (&str, &str)) -> Vec<PanelRow<'a>> {
    counted(state, numbers, unit).into_iter().map(PanelRow::Words).collect()
}

const PARAGRAPHS: (&str, &str) = ("paragraphs", "par.");
const ARTICLES: (&str, &str) = ("articles", "art.");

/// On a screen of this many columns the panel has room for whole words.
const ROOM_FOR_WORDS: u16 = 120;

/// Those that share a paragraph; two names that stand in one article and nowhere together say nothing yet.
fn sharing_paragraphs(near: &Neighbourhood) -> impl Iterator<Item = PanelRow<'_>> {
    let sharing = near.neighbours.iter().filter(|one| one.paragraphs > 0);
    sharing.map(|one| entity_row(one, Numbers::Two(one.paragraphs, one.sentences)))
}

fn none_if_alone(rows: &mut Vec<PanelRow<'_>>, near: &Neighbourhood) {
    if !rows.iter().any(|row| matches!(row, PanelRow::Entity { .. })) {
        let unit =
            if near.articles.0 as usize >= MIN_ARTICLES_FOR_MEASURES { "an article" } else { "a paragraph" };
        rows.push(PanelRow::Words(format!("no other listed name shares {unit}")));
    }
}

fn entity_row(one: &Neighbour, numbers: Numbers) -> PanelRow<'_> {
    PanelRow::Entity { referent: one.referent, entity: &one.entity, numbers }
}

/// The rows that hold an entity, by their place among all rows.
fn entity_rows(rows: &[PanelRow<'_>]) -> Vec<(usize, ReferentId)> {
    let entity = |(at, row): (usize, &PanelRow<'_>)| match row {
        PanelRow::Entity { referent, .. } => Some((at, *referent)),
        _ => None,
    };
    rows.iter().enumerate().filter_map(entity).collect()
}

/// The row under the hand: its place among all rows.
pub fn row_under_hand(state: &State, rows: &[PanelRow<'_>]) -> Option<usize> {
    let entities = entity_rows(rows);
    entities.get(state.panel.at.min(entities.len().saturating_sub(1))).map(|(at, _)| *at)
}

/// The entity under the hand.
pub fn at_cursor(state: &State) -> Option<ReferentId> {
    let entities = entity_rows(&rows(state));
    entities.get(state.panel.at.min(entities.len().saturating_sub(1))).map(|(_, referent)| *referent)
}

/// Moves the hand by some entities.
pub fn step(state: &mut State, by: isize) {
    let count = entity_rows(&rows(state)).len();
    state.panel.step(by, count);
}

/// Gives the hand the row at a place among all rows, if it holds an entity.
pub fn take(state: &mut State, row: usize) -> Option<ReferentId> {
    let entities = entity_rows(&rows(state));
    let at = entities.iter().position(|(at, _)| *at == row)?;
    state.panel.at = at;
    entities.get(at).map(|(_, referent)| *referent)
}

/// The lines above the list that say what is selected, for a panel of some columns and rows: its name, its kind and note,
/// its totals. None where nothing is selected; the note is left out where it would leave no room for the list.
pub fn head(state: &State, columns: usize, rows: usize) -> Vec<HeadLine> {
    let Some(name) = state.selected_name() else { return Vec::new() };
    let gazetteer = state.index.gazetteer();
    let entry = state.selected.as_ref().and_then(|key| gazetteer.find_id(&key.id));
    let entry = entry.and_then(|id| gazetteer.entry(id));
    let kind = entry.and_then(|entry| gazetteer.kind(entry.kind)).map_or("", |kind| kind.id.as_str());
    let note = entry.and_then(|entry| entry.note.as_deref()).filter(|_| rows >= LEAST_ROWS_FOR_NOTE);
    let about = note.map_or(kind.to_owned(), |note| format!("{kind} · {note}"));
    let mut lines = vec![HeadLine::Name(name)];
    let wrapped = wrap(&about, columns).into_iter();
    lines
        .extend(wrapped.map(|row| HeadLine::About(about.get(row).unwrap_or_default().trim_end().to_owned())));
    lines.extend(totals(state).into_iter().map(HeadLine::Totals));
    if rows >= LEAST_ROWS_FOR_NOTE {
        lines.push(HeadLine::About(String::new()));
    }
    lines
}

/// Columns at both sides of the panel that stay empty.
pub const MARGINS: u16 = 2;
/// A panel of fewer rows leaves the note out.
const LEAST_ROWS_FOR_NOTE: usize = 14;

/// A line of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadLine {
    /// The selected entity's name.
    Name(String),
    /// Its kind and its note.
    About(String),
    /// Its mentions here and over all.
    Totals(String),
}

/// "9 here · 41 in 5/5 articles".
fn totals(state: &State) -> Vec<String> {
    if state.selected_id().is_none() {
        return vec!["in no article".to_owned()];
    }
    let here = state.article_stats().and_then(|here| here.neighbourhood.as_ref());
    let (Some(here), Some(everywhere)) = (here, state.corpus_stats()) else { return vec![String::new()] };
    let all: u32 = everywhere.mentions.iter().sum();
    let articles = everywhere.mentions.iter().filter(|count| **count > 0).count();
    let more = state.loading.more();
    let numbers =
        format!("{} here · {all}{more} in {articles}/{}{more}", here.mentions, everywhere.mentions.len());
    counted(state, &numbers, ARTICLES)
}

/// Where the rows stand: below the head, and above the card where that stands over the panel; none where there is no panel on
/// the screen.
pub fn list_area(state: &State) -> Option<Area> {
    let area = state.layout().panel?;
    let area = Area { x: area.x + 1, width: area.width.saturating_sub(MARGINS), ..area };
    let head = head(state, usize::from(area.width), usize::from(area.height)).len();
    let head = area.height.min(u16::try_from(head).unwrap_or(u16::MAX));
    Some(card::uncovered(state, Area { y: area.y + head, height: area.height - head, ..area }))
}

/// The first row to be shown: such that the row under the hand is, with its heading where the hand is on the first. None where
/// there is nothing to show yet.
pub fn first_to_show(state: &State) -> Option<usize> {
    let area = list_area(state)?;
    let rows = rows(state);
    let under = row_under_hand(state, &rows).filter(|_| state.panel.at > 0).unwrap_or(0);
    let mut cursor = ListCursor { at: under, top: state.panel.top };
    cursor.show(usize::from(area.height), rows.len());
    (!rows.is_empty()).then_some(cursor.top)
}

/// Which rows the panel shows, by their place among all; none where there is no panel on the screen. A last row that says
/// how many more there are shows none.
pub fn shown(state: &State) -> Option<std::ops::Range<usize>> {
    let height = usize::from(list_area(state)?.height);
    let rows = rows(state);
    let first = state.panel.top;
    let last = rows.len().min(first + height);
    Some(first..if last < rows.len() { last.saturating_sub(1) } else { last })
}
