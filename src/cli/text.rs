//! `whoswho text`: prints articles as the reader shows them.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::Arc;

use crate::app::actions::selection::is_shown;
use crate::app::document::Document;
use crate::app::document::typeset::opening_mark;
use crate::article::{Article, ArticleKey, BlockKind, Region};
use crate::cli::arguments::{TextArguments, When};
use crate::cli::resolve;
use crate::gazetteer::Gazetteer;
use crate::intake::{Problem, matched};
use crate::mention::Found;
use crate::store::{self, PathKind};
use crate::term::capabilities::capabilities;
use crate::text::sanitize::sanitize_line;
use crate::ui::styled_text::styled;
use crate::ui::{Style, Theme};

/// Runs the command: prints the articles one after the other, each below its path unless a single article was given.
///
/// # Errors
/// If the articles or the list cannot be resolved, or writing fails.
pub fn run(arguments: &TextArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve(&arguments.sources)?;
    let gazetteer = Arc::clone(resolved.list.matcher.gazetteer());
    let terminal = capabilities(|name| std::env::var(name).ok());
    let highlight = match arguments.highlight {
        When::Always => true,
        When::Never => false,
        When::Auto => io::stdout().is_terminal() && !terminal.dumb,
    };
    let theme = highlight.then(|| Theme::new(crate::reader::depth(terminal.color)));
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failure = None;
    let mut is_first = true;
    let only_path = resolved.paths.first().filter(|_| resolved.paths.len() == 1);
    let is_file = only_path.is_some_and(|path| !matches!(store::kind_of(path), Ok(PathKind::Folder)));
    // True if only this article was given, as a file or as one item of a file.
    let is_only_article = |key: &ArticleKey| {
        is_file
            && (key.item.is_none()
                || only_path.is_some_and(|path| sanitize_line(&path.to_string_lossy()) == key.to_string()))
    };
    let problems =
        matched(&resolved.paths, &resolved.article_reader, &resolved.list.matcher, |article, found| {
            let separator = if is_first { "" } else { "\n\n" };
            is_first = false;
            let header = if is_only_article(&article.key) {
                String::new()
            } else {
                format!("==> {} <==\n\n", article.key)
            };
            let text = render(article, &found, &gazetteer, theme);
            failure = write!(out, "{separator}{header}{text}").err();
            failure.is_none()
        });
    if let Some(error) = failure {
        return Err(error.into());
    }
    out.flush()?;
    Ok(problems)
}

/// Renders the blocks of an article, with blank lines between them as in the reader.
fn render(article: Article, found: &Found, gazetteer: &Gazetteer, theme: Option<Theme>) -> String {
    let document = Document::new(Arc::new(article), None);
    let article = &document.article;
    let mut text = String::new();
    let mut is_line_open = false;
    for piece in document.pieces.iter() {
        if piece.first {
            text.push_str(if is_line_open { "\n" } else { "" });
            text.push_str(if piece.gap { "\n" } else { "" });
        }
        is_line_open = true;
        if piece.first && piece.kind.is_item() {
            text.push_str(opening_mark(piece, article.text.slice(piece.range.clone())));
        }
        let base = theme.map(|theme| match (piece.region, piece.kind) {
            (Region::Boilerplate, _) => theme.quiet(),
            (_, BlockKind::Title | BlockKind::Heading) => theme.strong(),
            _ => theme.plain(),
        });
        let mut offset = piece.range.start;
        let mentions = found
            .mentions
            .iter()
            .filter(|mention| is_shown(mention) && piece.range.contains(&(mention.start as usize)));
        for mention in mentions.filter(|_| theme.is_some()) {
            push_styled(&mut text, article.text.slice(offset..mention.start as usize), base);
            let entity =
                found.referents.get(mention.referent as usize).and_then(|referent| referent.entity());
            let kind = entity
                .and_then(|entity| gazetteer.entry(entity.entry))
                .and_then(|entry| gazetteer.kind(entry.kind));
            let style = theme.map(|theme| kind.map_or(theme.ambiguous(), |kind| theme.kind(kind)));
            let end = mention.end().min(piece.range.end);
            push_styled(
                &mut text,
                article.text.slice(mention.start as usize..end),
                base.zip(style).map(|(base, style)| base.patch(style)),
            );
            offset = end;
        }
        push_styled(&mut text, article.text.slice(offset..piece.range.end), base);
    }
    if is_line_open {
        text.push('\n');
    }
    text
}

fn push_styled(text: &mut String, part: &str, style: Option<Style>) {
    text.push_str(&styled(part, style.unwrap_or_default()));
}
