//! Copies text or the article's link to the clipboard, and opens links.

use crate::app::actions::selection;
use crate::app::effect::Effect;
use crate::app::state::copying::{Copying, Reached};
use crate::app::state::subject::Subject;
use crate::app::workspace::Workspace;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;
use crate::text::width::clip;

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyTarget {
    /// The selected mention, words or hit.
    Mention,
    /// The clicked sentence, else that of the selection, else the first one on the page.
    Sentence,
    /// The paragraph in which that sentence begins.
    Paragraph,
    /// The article's link, or its file name if it has none.
    Link,
}

/// The letters that may follow the copy key, with what each copies.
pub const LETTERS: &[(char, CopyTarget, &str)] = &[
    ('m', CopyTarget::Mention, "mention"),
    ('s', CopyTarget::Sentence, "sentence"),
    ('y', CopyTarget::Sentence, "sentence"),
    ('p', CopyTarget::Paragraph, "paragraph"),
    ('l', CopyTarget::Link, "link"),
];

/// Maximum columns of the copied text in the message, so that the message fits in 80 columns.
const MAX_SHOWN: usize = 16;

/// Prefixes of the links that may be opened. Only web links may.
const SCHEMES: &[&str] = &["https://", "http://"];

/// Copies the target that a letter names.
pub fn copy(ws: &mut Workspace, letter: char) {
    let Some((_, target, label)) = LETTERS.iter().find(|(key, ..)| *key == letter) else {
        ws.notify(format!("{letter} is not a copy target"));
        return;
    };
    let Some(text) = text_of(ws, *target) else {
        let next = ws.keymap.key_of("next-mention");
        ws.notify(format!("No {label} selected. Press {next} for a mention, or click a word twice."));
        return;
    };
    let has_link = ws.open.as_ref().is_some_and(|open| open.article.meta.url.is_some());
    let what = if *target == CopyTarget::Link && !has_link { "file name" } else { *label };
    ws.effects.push(Effect::Copy(Copying { text, what }));
}

/// Reports where the copied text has arrived.
pub fn copied(ws: &mut Workspace, copying: &Copying, reached: &Reached) {
    let Copying { text, what } = copying;
    let length = text.chars().count();
    let characters = if length == 1 { "character" } else { "characters" };
    let shown = format!("{length} {characters}: {}", clip(&sanitize_line(text), MAX_SHOWN));
    match reached {
        Reached::Terminal => ws.notify(format!("Sent the {what} to the terminal's clipboard, {shown}")),
        Reached::Tmux => ws.notify(format!("Copied the {what} to the tmux buffer, {shown}")),
        Reached::PastTmux(reason) => {
            let reason = sanitize_line(reason);
            ws.warn(format!("Sent the {what} through tmux; its set-clipboard option must be on: {reason}"));
        }
    }
}

/// Returns the text to copy, on one line.
fn text_of(ws: &Workspace, target: CopyTarget) -> Option<String> {
    let open = ws.open.as_ref()?;
    let article = &open.article;
    if target == CopyTarget::Link {
        return Some(article.meta.url.clone().unwrap_or_else(|| article.key.to_string()));
    }
    let range = match target {
        CopyTarget::Sentence => selection::passage(ws)?,
        CopyTarget::Paragraph => {
            let start = selection::passage(ws)?.start;
            article.blocks.get(article.block_at(start)?)?.range.clone()
        }
        CopyTarget::Mention | CopyTarget::Link => selection::selected_range(ws)?,
    };
    Some(collapse(article.text.slice(range)))
}

/// Opens a link in the browser: that of the article at the view's cursor, else that of the open article.
pub fn open_link(ws: &mut Workspace, subject: &Subject) {
    let row = match subject {
        Subject::Article(key) => ws.index().find(key).and_then(|id| ws.index().row(id)),
        _ => None,
    };
    let open = || ws.open.as_ref().map(|open| (&open.article.key, &open.article.meta));
    let Some((key, meta)) = row.map(|row| (&row.key, &row.meta)).or_else(open) else { return };
    match meta.url.clone() {
        Some(url) if SCHEMES.iter().any(|scheme| url.to_lowercase().starts_with(scheme)) => {
            ws.notify(format!("Opening {url}"));
            ws.effects.push(Effect::OpenLink(url));
        }
        Some(url) => {
            ws.warn(format!("Not a web link, so not opened: {url}"));
        }
        None => {
            let text = format!("No link in this article; its file is {key}");
            ws.notify(text);
        }
    }
}
