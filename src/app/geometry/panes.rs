//! The layout of the screen in panes, in columns and rows.

use super::area::Area;

/// A pane of the Read view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    Articles,
    /// The text of the open article.
    #[default]
    Text,
    /// The entities.
    Entities,
}

impl Pane {
    /// Returns the pane to the right, wrapping around to the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Articles => Self::Text,
            Self::Text => Self::Entities,
            Self::Entities => Self::Articles,
        }
    }

    /// Returns the pane to the left, wrapping around to the last.
    #[must_use]
    pub fn previous(self) -> Self {
        self.next().next()
    }
}

/// The panes, by their names in the saved session.
pub const PANES: &[(&str, Pane)] =
    &[("articles", Pane::Articles), ("text", Pane::Text), ("entities", Pane::Entities)];

/// Minimum number of columns for three panes.
const THREE_PANES: u16 = 100;
/// Minimum number of columns for two panes.
const TWO_PANES: u16 = 60;
/// Default maximum measure of the text, in columns: with longer lines the eye loses its place on the way back.
pub const DEFAULT_MEASURE: u16 = 76;
/// The range that the measure can be set to, in columns.
pub const MEASURES: std::ops::RangeInclusive<u16> = 30..=140;
/// Minimum measure that is comfortable to read, in columns: the text gets it before the other panes get more than they need.
const COMFORTABLE_MEASURE: u16 = 66;
/// Minimum width of the article list and the panel together, in columns.
const MIN_SIDES: u16 = 47;
/// Width that both together must have, in columns, before the text gets more than [`COMFORTABLE_MEASURE`].
const ROOMY_SIDES: u16 = 54;
/// Maximum width of the panel if there are three panes, and of the side pane if there are two, in columns: numbers
/// further from their names are hard to follow.
const MAX_PANEL: u16 = 44;
/// Maximum width of the article list if there are three panes, in columns: a number further from its title is hard to
/// follow.
const MAX_ARTICLES: u16 = 100;
/// Columns to the left of the text: one for the marker of the current mention, one empty.
pub const GUTTER: u16 = 2;
/// Columns to the right of the text: one empty, one for the scrollbar.
pub const MARGIN: u16 = 2;

/// The parts of the screen. A pane that does not fit has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The row above the panes, with their headings.
    pub heading: Area,
    /// The list of articles.
    pub articles: Option<Area>,
    /// The text, with gutter and margin.
    pub text: Option<Area>,
    /// The entities.
    pub panel: Option<Area>,
    /// Everything between heading and status line, for views without panes.
    pub body: Area,
    /// The status line.
    pub status: Area,
    /// The row of key hints; the last row.
    pub hints: Area,
}

/// Computes the layout of a screen, given the focused pane and the maximum columns of a line of text. Three panes from 100
/// columns on, two from 60, else one.
pub fn layout(columns: u16, rows: u16, focus: Pane, widest: u16) -> Layout {
    let has_heading = rows >= 4;
    let has_hints = rows >= 3;
    let has_status = rows >= 2;
    let heading_rows = u16::from(has_heading);
    let below = u16::from(has_hints) + u16::from(has_status);
    let body =
        Area { x: 0, y: heading_rows, width: columns, height: rows.saturating_sub(heading_rows + below) };
    let row = |shown: bool, y: u16| Area { x: 0, y, width: columns, height: u16::from(shown) };
    let mut parts = Layout {
        heading: row(has_heading, 0),
        body,
        status: row(has_status, rows.saturating_sub(below)),
        hints: row(has_hints, rows.saturating_sub(1)),
        ..Layout::default()
    };
    let column = |x: u16, width: u16| Some(Area { x, width, ..body });
    if columns >= THREE_PANES {
        let text = text_of_three(columns, widest);
        let sides = columns.saturating_sub(text + 2);
        let articles = (sides * 43 / 100).min(MAX_PANEL);
        let panel = sides.saturating_sub(articles).min(MAX_PANEL);
        // The article list gets what the text and the panel leave over.
        let articles = sides.saturating_sub(panel).min(MAX_ARTICLES);
        parts.articles = column(0, articles);
        parts.text = column(articles + 1, text);
        parts.panel = column(articles + text + 2, panel);
    } else if columns >= TWO_PANES {
        // The side pane gets what a narrow measure leaves over.
        let spare = columns.saturating_sub(1 + pane_of(widest)).min(MAX_PANEL);
        let side = (columns * 34 / 100).clamp(22, 34).max(spare);
        let text = columns - side - 1;
        if focus == Pane::Articles {
            parts.articles = column(0, side);
            parts.text = column(side + 1, text);
        } else {
            parts.text = column(0, text);
            parts.panel = column(text + 1, side);
        }
    } else {
        match focus {
            Pane::Articles => parts.articles = column(0, columns),
            Pane::Text => parts.text = column(0, columns),
            Pane::Entities => parts.panel = column(0, columns),
        }
    }
    parts
}

impl Layout {
    /// Returns the first column and the width of a popup over the panes: the text pane and as many panes beside it as
    /// are needed for `columns` columns. It begins and ends in the column beside a pane or at the edge of the screen,
    /// so that it covers no pane in part.
    pub fn across(&self, columns: u16) -> (u16, u16) {
        let end = |area: Area| (area.x + area.width + 1).min(self.body.width);
        let stretches = [(self.text, self.text), (self.text, self.panel), (self.articles, self.text)];
        let both = stretches.into_iter().filter_map(|(first, last)| Some((first?, last?)));
        let wide = both.map(|(first, last)| {
            let start = first.x.saturating_sub(1);
            (start, end(last) - start)
        });
        wide.into_iter().find(|(_, width)| *width >= columns).unwrap_or((self.body.x, self.body.width))
    }

    /// Returns the layout with one pane zoomed to the whole screen; the text, in lines of at most `widest` columns, is centred.
    #[must_use]
    pub fn zoomed(self, pane: Pane, widest: u16) -> Self {
        let (body, width) = (self.body, self.body.width);
        let text = width.min(pane_of(widest));
        let middle = Area { x: (width - text) / 2, width: text, ..body };
        let shown = |wanted: Pane, area: Area| (wanted == pane).then_some(area);
        Self {
            articles: shown(Pane::Articles, body),
            text: shown(Pane::Text, middle),
            panel: shown(Pane::Entities, body),
            ..self
        }
    }
}

/// Returns the width of a text pane with this measure, in columns.
fn pane_of(measure: u16) -> u16 {
    measure.saturating_add(GUTTER + MARGIN)
}

/// Returns the width of the text pane if there are three panes: enough for a comfortable measure, as long as the others
/// keep [`MIN_SIDES`]; then enough for `widest`, as long as they keep [`ROOMY_SIDES`].
fn text_of_three(columns: u16, widest: u16) -> u16 {
    let beside = |sides: u16| columns.saturating_sub(2 + sides);
    let comfortable = pane_of(widest.min(COMFORTABLE_MEASURE)).min(beside(MIN_SIDES));
    comfortable.max(pane_of(widest).min(beside(ROOMY_SIDES)))
}

/// Returns the measure of a text pane, at most `widest` columns and at least 1.
pub fn measure(text: Area, widest: u16) -> usize {
    usize::from(text.width.saturating_sub(GUTTER + MARGIN).min(widest).max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_are_on_the_screen_and_panes_do_not_overlap(
            columns in 0_u16..500, rows in 0_u16..200, widest in MEASURES,
        ) {
            for focus in [Pane::Articles, Pane::Text, Pane::Entities] {
                let parts = layout(columns, rows, focus, widest);
                let panes: Vec<Area> = [parts.articles, parts.text, parts.panel].into_iter().flatten().collect();
                for area in panes.iter().chain([&parts.heading, &parts.status, &parts.hints]) {
                    prop_assert!(area.x + area.width <= columns && area.y + area.height <= rows, "{parts:?}");
                }
                let focused = match focus {
                    Pane::Articles => parts.articles,
                    Pane::Text => parts.text,
                    Pane::Entities => parts.panel,
                };
                prop_assert!(focused.is_some());
                for pair in panes.windows(2) {
                    prop_assert!(pair[0].x + pair[0].width <= pair[1].x);
                }
                prop_assert!(parts.text.is_none_or(|text| measure(text, widest) <= usize::from(widest)));
            }
        }
    }

    #[test]
    fn popup_begins_and_ends_on_a_rule() {
        let parts = layout(120, 40, Pane::Text, DEFAULT_MEASURE);
        let (text, panel) = (parts.text.unwrap(), parts.panel.unwrap());
        assert_eq!(parts.across(60), (text.x - 1, text.width + 2));
        assert_eq!(parts.across(90), (text.x - 1, panel.x + panel.width - text.x + 1));
        assert_eq!(parts.across(110), (0, 120));
        assert_eq!(layout(50, 20, Pane::Text, DEFAULT_MEASURE).across(90), (0, 50));
        // The zoomed text has nothing beside it.
        let zoomed = layout(120, 40, Pane::Text, DEFAULT_MEASURE).zoomed(Pane::Text, DEFAULT_MEASURE);
        assert_eq!((zoomed.across(70), zoomed.across(90)), ((19, 82), (0, 120)));
    }

    #[test]
    fn text_keeps_a_comfortable_measure() {
        for (columns, least) in [(119, 66), (120, 66), (200, 66), (500, 66)] {
            let text = layout(columns, 40, Pane::Text, DEFAULT_MEASURE).text.unwrap();
            let measure = measure(text, DEFAULT_MEASURE);
            assert!((least..=80).contains(&measure), "{columns}: {measure}");
        }
    }

    #[test]
    fn chosen_measure_is_kept_if_there_is_room() {
        for (columns, widest, expected) in [
            // The pane is no wider than the chosen measure needs.
            (200, 40, 40),
            (120, 40, 40),
            (80, 40, 40),
            // The full measure, if the sides keep what they need.
            (200, 100, 100),
            (220, 140, 140),
            // As much as fits.
            (160, 140, 100),
            (80, 140, 48),
            (50, 140, 46),
        ] {
            let parts = layout(columns, 40, Pane::Text, widest);
            let text = parts.text.unwrap();
            assert_eq!(measure(text, widest), expected, "{columns} columns, {widest} chosen");
            let sides = [parts.articles, parts.panel].into_iter().flatten().map(|area| area.width);
            assert!(columns < THREE_PANES || sides.sum::<u16>() >= MIN_SIDES);
        }
    }
}
