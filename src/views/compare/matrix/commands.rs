//! The commands of the matrix: their table, and what they do.

use crate::analysis::walk::{Direction, mentions_in_article};
use crate::app::actions::{article_filter, go_to, selection, walk};
use crate::app::geometry::KeyedCursor;
use crate::app::input::READ;
use crate::app::input::command::{CommandSpec, Count, Group, Needs, Takes};
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;
use crate::corpus::{ArticleId, Index};
use crate::overlays::jump_labels::{JumpLabels, Target};
use crate::ui::overlay::Flow;
use crate::ui::view::Command;
use crate::views::compare::faces::MATRIX;
use crate::views::compare::matrix::finder::Purpose;
use crate::views::compare::matrix::grid::list_area;
use crate::views::compare::matrix::table::Matrix;

const GROUP: Group = Group::View(MATRIX);

/// The commands with their functions.
pub const COMMANDS: &[Command<Matrix>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "matrix",
            &["C"],
            Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
            "Matrix: which articles mention whom",
        )
        .synonyms(&["compare", "table", "heatmap", "coverage"]),
        run: |view, ws, _| view.toggle(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "find-row",
            &["/"],
            Needs::ROWS,
            "find a row by any of the entity's names; n and N go to the next and previous match",
        )
        .takes(Takes::Line),
        run: |view, _, _| {
            view.begin_typing(Purpose::Find);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "filter-rows",
            &["F"],
            Needs::ROWS,
            "show only rows with these letters in a name; Esc shows all",
        )
        .synonyms(&["limit", "narrow"])
        .takes(Takes::Line),
        run: |view, _, _| {
            view.begin_typing(Purpose::Filter);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-matching-row", &["n"], Needs::ROWS, "next row that matches")
            .counts()
            .jumps(),
        run: |view, ws, count| {
            view.to_next_match(ws, count, Direction::Forward);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-matching-row",
            &["N"],
            Needs::ROWS,
            "previous row that matches",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| {
            view.to_next_match(ws, count, Direction::Backward);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "label-rows",
            &["f"],
            Needs::ROWS,
            "label the rows; type a label to move there",
        )
        .takes(Takes::Letters),
        run: |view, ws, _| view.label_rows(ws),
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-column", &["l", "Right", "J"], Needs::ROWS, "next article")
            .counts()
            .jumps(),
        run: |view, ws, count| view.step(ws, count, 1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-column",
            &["h", "Left", "K"],
            Needs::ROWS,
            "previous article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step(ws, count, -1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-entity-column",
            &["}"],
            Needs::ROWS,
            "next article that mentions this entity",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step_mentioning(ws, count, Direction::Forward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-entity-column",
            &["{"],
            Needs::ROWS,
            "previous article that mentions it",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.step_mentioning(ws, count, Direction::Backward),
    },
    Command {
        spec: CommandSpec::new(GROUP, "first-column", &["^"], Needs::ROWS, "first article").jumps(),
        run: |view, ws, _| {
            view.move_to_column(ws, 0);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(GROUP, "last-column", &["$"], Needs::ROWS, "last article").jumps(),
        run: |view, ws, _| {
            view.move_to_column(ws, ws.listing().len().saturating_sub(1));
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "go-to-cell",
            &["Enter"],
            Needs::DOCUMENT.and(Needs::ROWS),
            "first mention of this entity in this article",
        )
        .synonyms(&["open"]),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-row-mention",
            &["]", "."],
            Needs::DOCUMENT.and(Needs::ROWS),
            "read on from the first mention in this article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.walk(ws, count, Direction::Forward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-row-mention",
            &["[", ","],
            Needs::DOCUMENT.and(Needs::ROWS),
            "read back from the last mention in this article",
        )
        .counts()
        .jumps(),
        run: |view, ws, count| view.walk(ws, count, Direction::Backward),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "sort",
            &["s"],
            Needs::ROWS,
            "sort by mentions, articles, this article, kind, name or list order",
        )
        .synonyms(&["order"]),
        run: |view, _, _| {
            view.next_sorting();
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-content",
            &["#"],
            Needs::ROWS,
            "cells: mentions, per 1,000 words, paragraphs, first paragraph, title, spellings",
        )
        .synonyms(&["rate", "measure", "density", "prominence", "variants"]),
        run: |view, _, _| {
            view.next_content();
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-spread",
            &["o"],
            Needs::ROWS,
            "show only entities in all articles, in some, or in one only; then all again",
        )
        .synonyms(&["only", "unique", "common", "shared"]),
        run: |view, ws, _| {
            view.next_spread(ws);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "named-here",
            &["="],
            Needs::ROWS,
            "show only entities that this article mentions; again for all",
        ),
        run: |view, ws, _| {
            view.toggle_condition(ws, true);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "absent-here",
            &["-"],
            Needs::ROWS,
            "show only entities that this article does not mention; again for all",
        )
        .synonyms(&["missing"]),
        run: |view, ws, _| {
            view.toggle_condition(ws, false);
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "filter-columns",
            &["!"],
            Needs::ROWS,
            "show only articles that do not mention this entity; again for all",
        )
        .synonyms(&["absent", "silent"]),
        run: |view, ws, _| view.toggle_absent(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "matrix-to-differences",
            &["Tab"],
            Needs::NOTHING,
            "go on to Differences",
        ),
        run: |_, _, _| Flow::Run("differences", None),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "matrix-to-overview",
            &["BackTab"],
            Needs::NOTHING,
            "go back to Overview",
        ),
        run: |_, _, _| Flow::Run("overview", None),
    },
];

/// Returns the end of the mention that begins at a byte of an article's text. If there is none, returns that byte.
fn mention_end(index: &Index, article: ArticleId, offset: usize) -> usize {
    let mut mentions = index.mentions(article).map(|(_, mention)| mention);
    let found = mentions.find(|mention| mention.start as usize == offset && mention.counts());
    found.map_or(offset, |mention| (mention.start + mention.len) as usize)
}

/// If no entity is listed, so that suggested names are compared, tells the user to list some first and returns true.
fn needs_list(ws: &mut Workspace) -> bool {
    let is_needed = ws.compares_suggestions();
    if is_needed {
        let key = ws.keymap.key_of("suggest");
        ws.notify(format!("These names are not in a list. Press {key} to add some to one first."));
    }
    is_needed
}

impl Matrix {
    /// Opens the matrix at the open article and the selected entity. If it is open, goes back to reading.
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        if ws.view == MATRIX {
            ws.view = READ;
            return Flow::Handled;
        }
        go_to::leave(ws);
        ws.view = MATRIX;
        self.column = KeyedCursor::default();
        if let Some(open) = &ws.open {
            self.column.go_to(open.article.key.clone());
        }
        if let Some(selected) = ws.selection.entity() {
            self.row.go_to(selected.clone());
        }
        Flow::Handled
    }

    fn step(&mut self, ws: &mut Workspace, count: Count, sign: isize) -> Flow {
        let by = sign * isize::try_from(count.unwrap_or(1)).unwrap_or(1);
        if !self.step_column(ws, by) {
            let end = if by > 0 { "last" } else { "first" };
            let in_list = if ws.listing().len() < ws.compared().len() { " in this list" } else { "" };
            ws.notify(format!("This is the {end} article{in_list}"));
        }
        Flow::Handled
    }

    fn step_mentioning(&mut self, ws: &mut Workspace, count: Count, direction: Direction) -> Flow {
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(usize::MAX);
        if !self.step_mentioning_column(ws, steps, direction) {
            let which = if direction == Direction::Forward { "later" } else { "earlier" };
            let name = self.name_at_cursor(ws).unwrap_or_default();
            ws.notify(format!("No {which} article mentions {name}"));
        }
        Flow::Handled
    }

    fn name_at_cursor(&self, ws: &Workspace) -> Option<String> {
        Some(self.row_at_cursor(ws)?.entity.name(ws.compared().gazetteer()))
    }

    /// Selects the row's entity and walks its mentions, starting in the article at the cursor.
    fn walk(&mut self, ws: &mut Workspace, count: Count, direction: Direction) -> Flow {
        if needs_list(ws) {
            return Flow::Handled;
        }
        if let (Some(referent), Some(article)) = (self.entity_at_cursor(ws), self.article_at_cursor(ws)) {
            selection::select(ws, referent);
            let command = match direction {
                Direction::Forward => "next-row-mention",
                Direction::Backward => "previous-row-mention",
            };
            walk::walk_article(ws, count, direction, command, article);
        }
        Flow::Handled
    }

    /// Lists only the articles that do not mention the row's entity; if the list is filtered, lists all.
    fn toggle_absent(&mut self, ws: &mut Workspace) -> Flow {
        if ws.filter.is_some() {
            article_filter::clear(ws);
        } else if needs_list(ws) {
        } else if let Some(key) = self.entity_at_cursor(ws).and_then(|referent| ws.key_of(referent)) {
            article_filter::to_absent(ws, key);
        }
        Flow::Handled
    }

    /// Labels the rows on the screen. A label selects its entity, and the cursor follows.
    fn label_rows(&mut self, ws: &mut Workspace) -> Flow {
        if needs_list(ws) {
            return Flow::Handled;
        }
        let height = usize::from(list_area(ws).height);
        let rows = self.rows(ws).unwrap_or_default();
        let shown = rows.iter().skip(self.row.top()).take(height);
        let targets: Vec<Target> =
            shown.map(|row| Target::Entity(row.entity.key(ws.compared().gazetteer()))).collect();
        if targets.is_empty() {
            ws.notify("No row to label");
            return Flow::Handled;
        }
        Flow::Open(Box::new(JumpLabels::new(targets, ws.focus)))
    }

    /// Goes to the first mention that the cell at the cursor counts. If there is none, tells the user.
    pub fn enter(&mut self, ws: &mut Workspace) -> Flow {
        let Some(referent) = self.entity_at_cursor(ws) else { return Flow::Handled };
        let Some(article) = self.article_at_cursor(ws) else { return Flow::Handled };
        let Some(offset) = mentions_in_article(ws.compared(), article, Some(referent)).first().copied()
        else {
            let next = ws.keymap.key_of("next-entity-column");
            let number = article.0 + 1;
            ws.notify(format!(
                "Not mentioned in article {number}. Press {next} for the next article that mentions it."
            ));
            return Flow::Handled;
        };
        if ws.compares_suggestions() {
            let end = mention_end(ws.compared(), article, offset);
            go_to::jump(ws, article, JumpTarget::Words(offset, end));
        } else {
            go_to::jump(ws, article, JumpTarget::Mention(offset));
            selection::select(ws, referent);
        }
        go_to::read(ws);
        Flow::Handled
    }
}
