//! Draws the whole screen.

use ratatui::buffer::Buffer;

use crate::shell::App;
use crate::shell::{draw_hints, draw_status};
use crate::ui::overlay::Marks;
use crate::ui::{Canvas, Theme};

impl App {
    /// Draws the screen into a buffer of the workspace's size.
    pub fn draw(&self, theme: Theme, buffer: &mut Buffer) {
        let ws = &self.workspace;
        let mut canvas = Canvas { buffer, theme };
        let mut marks = self.overlays.iter().rev().map(|overlay| overlay.marks());
        let marks = marks.find(|marks| *marks != Marks::default()).unwrap_or_default();
        if let Some(view) = self.views.find(ws.view) {
            view.draw(&mut canvas, ws, &marks);
            let parts = ws.layout();
            if parts.status.height > 0 {
                draw_status::draw(view, ws, &mut canvas, parts.status);
            }
            if parts.hints.height > 0 {
                let top = self.overlays.last().map(|top| &**top);
                draw_hints::draw(view, top, self.count, ws, &mut canvas, parts.hints);
            }
        }
        for overlay in &self.overlays {
            overlay.draw(&mut canvas, ws);
        }
        theme.paint(buffer);
    }
}
