//! The commands of the faces: their table, and what they do.

use crate::analysis::overview::{Place, distinct_values, join_values};
use crate::app::actions::{go_to, undo};
use crate::app::input::READ;
use crate::app::input::command::{CommandSpec, Group, Needs};
use crate::app::state::jump::JumpTarget;
use crate::app::state::note::Note;
use crate::app::workspace::Workspace;
use crate::text::plural::counted;
use crate::text::width::clip;
use crate::ui::overlay::Flow;
use crate::ui::view::Command;
use crate::views::compare::comparison::context::sentences_around;
use crate::views::compare::comparison::entry::Entry;
use crate::views::compare::faces::{COMPARE, Face};
use crate::views::compare::list::layout::is_dismissed;
use crate::views::compare::list::line::{At, Line};
use crate::views::compare::list::view_state::Compare;

const GROUP: Group = Group::View(COMPARE);
/// Maximum number of passages that one key press saves as notes.
const MAX_NOTES: usize = 8;
/// Maximum columns of a row's label in a message.
const MAX_LABEL: usize = 40;

/// Creates a command that shows a face and has no key of its own.
const fn face(name: &'static str, summary: &'static str) -> CommandSpec {
    CommandSpec::new(Group::Select, name, &[], Needs::DOCUMENT.and(Needs::ARTICLE_LIST), summary)
}

/// The commands with their functions.
pub const COMMANDS: &[Command<Compare>] = &[
    Command {
        spec: CommandSpec::new(
            Group::Select,
            "compare",
            &["c"],
            Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
            "Compare: how the articles differ",
        )
        .synonyms(&["diff", "contradictions", "coverage"]),
        run: |view, ws, _| view.toggle(ws),
    },
    Command {
        spec: face("overview", "Compare: all differences on one screen"),
        run: |view, ws, _| view.open(ws, Face::Overview),
    },
    Command {
        spec: face("differences", "Compare: figures and dates that differ"),
        run: |view, ws, _| view.open(ws, Face::Differences),
    },
    Command {
        spec: face("quotes", "Compare: who is quoted where"),
        run: |view, ws, _| view.open(ws, Face::Quotes),
    },
    Command {
        spec: face("passages", "Compare: copies and shared passages"),
        run: |view, ws, _| view.open(ws, Face::Passages),
    },
    Command {
        spec: face("timeline", "Compare: the dates in the articles, earliest first"),
        run: |view, ws, _| view.open(ws, Face::Timeline),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "open-row",
            &["Enter", "l", "Right"],
            Needs::DOCUMENT.and(Needs::ROWS),
            "show the sentences of this row, or read the sentence in its article",
        )
        .synonyms(&["expand", "unfold"]),
        run: |view, ws, _| view.enter(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "fold-row",
            &["h", "Left"],
            Needs::ROWS,
            "hide the sentences of this row, like Esc",
        )
        .synonyms(&["collapse"]),
        run: |view, ws, _| {
            if !view.fold() {
                ws.notify("No sentences are shown for this row");
            }
            Flow::Handled
        },
    },
    Command {
        spec: CommandSpec::new(GROUP, "next-face", &["Tab"], Needs::NOTHING, "next face of Compare"),
        run: |view, _, _| view.turn(Face::next),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-face",
            &["BackTab"],
            Needs::NOTHING,
            "previous face of Compare",
        ),
        run: |view, _, _| view.turn(Face::previous),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "next-section",
            &["}", "]", ".", "n", "J"],
            Needs::ROWS,
            "next section",
        )
        .jumps(),
        run: |view, ws, _| view.go_to_section(ws, 1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "previous-section",
            &["{", "[", ",", "N", "K"],
            Needs::ROWS,
            "previous section",
        )
        .jumps(),
        run: |view, ws, _| view.go_to_section(ws, -1),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "dismiss-row",
            &["x"],
            Needs::ROWS,
            "not a difference: hide this row from now on, or take that back",
        )
        .synonyms(&["hide", "reject", "ignore"]),
        run: |view, ws, _| view.dismiss(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "show-dismissed",
            &["X"],
            Needs::ROWS,
            "show the rows that are not a difference, or hide them again",
        ),
        run: |view, ws, _| view.show_dismissed(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "note-row",
            &["+"],
            Needs::ROWS,
            "save the sentences of this row, or the one at the cursor, to your notes",
        ),
        run: |view, ws, _| view.note(ws),
    },
    Command {
        spec: CommandSpec::new(
            GROUP,
            "show-values",
            &["o"],
            Needs::ROWS,
            "in Differences: show all values that two reports share, and spellings, or only what differs",
        )
        .synonyms(&["all", "agree"]),
        run: |view, ws, _| view.show_values(ws),
    },
];

impl Compare {
    fn toggle(&mut self, ws: &mut Workspace) -> Flow {
        if ws.view == COMPARE {
            ws.view = READ;
            return Flow::Handled;
        }
        self.open(ws, self.face)
    }

    fn open(&mut self, ws: &mut Workspace, face: Face) -> Flow {
        if ws.view != COMPARE {
            go_to::leave(ws);
            ws.view = COMPARE;
        }
        self.show(face);
        Flow::Handled
    }

    fn turn(&mut self, next: fn(Face) -> Option<Face>) -> Flow {
        match next(self.face) {
            Some(face) => {
                self.show(face);
                Flow::Handled
            }
            None => Flow::Run("matrix", None),
        }
    }

    fn go_to_section(&mut self, ws: &mut Workspace, sign: isize) -> Flow {
        if !self.step_section(sign) {
            ws.notify(if sign > 0 { "This is the last section" } else { "This is the first section" });
        }
        Flow::Handled
    }

    /// Opens what the cursor is on: the places of an entry, a section, an article.
    pub fn enter(&mut self, ws: &mut Workspace) -> Flow {
        match self.line().cloned() {
            Some(Line::Report(report)) => {
                let id = self.report(report).and_then(|report| ws.index().find(&report.article.key));
                if let Some(id) = id {
                    go_to::jump(ws, id, JumpTarget::LastPosition);
                    go_to::read(ws);
                }
            }
            Some(Line::Place { .. }) => self.read_place(ws),
            Some(Line::Entry { at, .. }) => self.toggle_entry(at),
            Some(Line::MorePlaces(at, _)) => self.show_more_places(at),
            Some(Line::Packed { section, .. } | Line::More { section, .. } | Line::Fewer(section)) => {
                self.toggle_section(section);
            }
            Some(Line::Empty | Line::Heads(_) | Line::Words(_) | Line::Absent(_)) | None => {}
        }
        Flow::Handled
    }

    /// Goes to the place at the cursor in its article, with its words selected.
    fn read_place(&self, ws: &mut Workspace) {
        let Some((report, place)) = self.place() else { return };
        let Some(id) = ws.index().find(&report.article.key) else {
            ws.notify("This article is gone");
            return;
        };
        go_to::jump(ws, id, JumpTarget::Words(place.range.start, place.range.end));
        go_to::read(ws);
    }

    /// Returns the message that no row is selected.
    fn no_row(&self) -> &'static str {
        match self.line() {
            Some(Line::Packed { .. } | Line::More { .. }) => {
                "No row selected. Press Enter to show each row on a line of its own."
            }
            _ => "No row selected",
        }
    }

    fn entry_at_cursor(&self) -> Option<At> {
        self.line().and_then(Line::entry)
    }

    /// Dismisses the row at the cursor, or takes that back.
    fn dismiss(&mut self, ws: &mut Workspace) -> Flow {
        let Some((at, entry)) = self.entry_at_cursor().and_then(|at| Some((at, self.entry(at)?))) else {
            ws.notify(self.no_row());
            return Flow::Handled;
        };
        let title = title(entry);
        let Some(key) = entry.dismissal else {
            ws.notify("This row cannot be dismissed: it compares no texts");
            return Flow::Handled;
        };
        let is_dismissed = undo::toggle_dismissed(ws, key, &title);
        let undo_key = ws.keymap.key_of("undo");
        ws.notify(if is_dismissed {
            format!("Not a difference: {title}. Press {undo_key} to undo.")
        } else {
            format!("No longer dismissed: {title}")
        });
        // The next row then takes the line of this one.
        self.move_to_entry(at);
        Flow::Handled
    }

    /// Saves the sentence of the place at the cursor, or of each place of the row, as notes.
    fn note(&mut self, ws: &mut Workspace) -> Flow {
        let Some(entry) = self.entry_at_cursor().and_then(|at| self.entry(at)) else {
            ws.notify(self.no_row());
            return Flow::Handled;
        };
        let comment = comment(entry);
        let places: Vec<&Place> = match self.place() {
            Some((_, place)) => vec![place],
            None => entry.places.iter().collect(),
        };
        let mut notes: Vec<Note> = Vec::new();
        for place in places.iter().take(MAX_NOTES) {
            let Some(article) = self.report(place.report).map(|report| &report.article) else { continue };
            let note = Note::of_passage(article, &sentences_around(article, &place.range), &comment);
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        let count = notes.len();
        for note in notes {
            undo::save_note(ws, note);
        }
        let left_out = places.len().saturating_sub(MAX_NOTES);
        let saved = format!("Saving {} to your notes", counted(count, "sentence", "sentences"));
        ws.notify(match left_out {
            0 => saved,
            _ => format!("{saved}; {left_out} more not saved"),
        });
        Flow::Handled
    }

    fn show_dismissed(&mut self, ws: &mut Workspace) -> Flow {
        let sections = self.comparison.iter().flat_map(|comparison| comparison.sections(self.face));
        let count = sections
            .flat_map(|section| &section.entries)
            .filter(|entry| is_dismissed(entry, &ws.dismissed))
            .count();
        if count == 0 && !self.shows_dismissed {
            ws.notify(format!("No row of {} is dismissed", self.face.title()));
        } else {
            self.toggle_dismissed();
        }
        Flow::Handled
    }

    /// Hides the sentences of the row at the cursor, to which the cursor moves. Returns false if none are shown.
    pub fn fold(&mut self) -> bool {
        let Some(at) = self.entry_at_cursor().filter(|at| self.is_expanded(*at)) else { return false };
        self.move_to_entry(at);
        self.toggle_entry(at);
        true
    }

    fn show_values(&mut self, ws: &mut Workspace) -> Flow {
        if self.face == Face::Differences {
            self.toggle_extra();
        } else {
            ws.notify("Other values are listed only in Differences");
        }
        Flow::Handled
    }
}

/// Returns what a row says, for a note, where the numbers of reports would mean nothing: `people killed: 41 ≠ 38`.
fn comment(entry: &Entry) -> String {
    let cells = entry.cells.iter().filter(|_| !entry.has_wordings && entry.absent.is_empty());
    let words = join_values(distinct_values(cells), entry.differs);
    let parts = [entry.label.as_str(), words.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// Returns what a row is about, for a message.
fn title(entry: &Entry) -> String {
    let words = if entry.label.is_empty() { &entry.words } else { &entry.label };
    clip(words, MAX_LABEL).into_owned()
}
