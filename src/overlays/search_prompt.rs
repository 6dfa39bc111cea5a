//! The expression being typed for a search of the open article. Hits are shown while it is typed.

use crate::app::actions::{go_to, search};
use crate::app::document::ViewportTop;
use crate::app::effect::Effect;
use crate::app::geometry::Area;
use crate::app::input::text_field::{Edit, PromptEdit, TextField};
use crate::app::input::{Key, KeyCode};
use crate::app::state::saved::SessionChange;
use crate::app::state::search::{Aim, Search};
use crate::app::workspace::Workspace;
use crate::overlays::draw_prompt;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::{Flow, Overlay, Wait};

/// A search expression being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPrompt {
    /// The text typed so far.
    pub line: TextField,
    /// The page on which typing began.
    from: ViewportTop,
    /// The search before this one.
    before: Option<Search>,
}

impl SearchPrompt {
    /// Opens the prompt for a search of the open article. None if no article is open.
    pub fn begin(ws: &mut Workspace) -> Option<Self> {
        ws.open.as_ref()?;
        go_to::read(ws);
        Some(Self { line: TextField::default(), from: ws.viewport, before: ws.search.take() })
    }

    fn search(&self, ws: &mut Workspace) {
        let expression = self.line.text().to_owned();
        if expression.is_empty() {
            ws.search = None;
            ws.viewport = self.from;
        } else {
            search::begin_typed(ws, expression, self.from);
        }
    }

    fn finish(&mut self, ws: &mut Workspace) -> Flow {
        if ws.search.as_ref().is_some_and(|search| matches!(search.hits, Some(Err(_)))) {
            // The reason is shown beside the expression, which stays so that it can be corrected.
            return Flow::Handled;
        }
        if self.line.text().is_empty() {
            repeat(ws, self.before.take());
            return Flow::Close;
        }
        ws.search_history.push(self.line.text());
        let found = ws.viewport;
        ws.viewport = self.from;
        go_to::leave(ws);
        ws.viewport = found;
        search::finish_typing(ws);
        ws.effects.push(Effect::Save(SessionChange::Search(self.line.text().to_owned())));
        Flow::Close
    }
}

/// Repeats the last search, as less and vim do when nothing is typed.
fn repeat(ws: &mut Workspace, before: Option<Search>) {
    ws.search = before;
    if ws.search.is_some() {
        search::next_hit(ws, None);
    } else if let Some(last) = ws.search_history.back(1).map(str::to_owned) {
        go_to::leave(ws);
        search::begin(ws, last, Aim::From(ws.viewport.offset));
    }
}

impl Overlay for SearchPrompt {
    fn holds_page(&self) -> bool {
        true
    }

    fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        match self.line.prompt_key(key, Some(&ws.search_history)) {
            PromptEdit::Accepted => return self.finish(ws),
            PromptEdit::Cancelled => {
                self.cancelled(ws);
                return Flow::Close;
            }
            PromptEdit::Changed => self.search(ws),
            PromptEdit::Unchanged => {}
        }
        Flow::Handled
    }

    fn wait(&self, ws: &Workspace, key: Key) -> Option<Wait> {
        // Whether the expression can be used is not known until the search returns.
        (key.code == KeyCode::Enter && ws.is_searching()).then_some(Wait::Answer)
    }

    fn paste(&mut self, ws: &mut Workspace, text: &str) -> Flow {
        if self.line.insert(text) == Edit::Changed {
            self.search(ws);
        }
        Flow::Handled
    }

    fn cancelled(&mut self, ws: &mut Workspace) {
        ws.viewport = self.from;
        ws.search = self.before.take();
    }

    fn document_replaced(&mut self, _ws: &mut Workspace) -> Flow {
        Flow::Close
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, ws: &Workspace, area: Area) -> bool {
        draw_prompt::draw_search_prompt(canvas, area, &self.line, ws.search.as_ref());
        true
    }
}
