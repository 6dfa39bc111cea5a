//! Unpacked e-books: the input is a sequence of files, each after a line `==== PATH`.

use whoswho::article::epub::chapters;
use whoswho::article::parse_draft;

use super::check;

/// How many chapters of a book are parsed into articles.
const MAX_CHAPTERS: usize = 4;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let files: Vec<(&str, &str)> =
        text.split("==== ").skip(1).map(|file| file.split_once('\n').unwrap_or((file, ""))).collect();
    let read = || {
        let mut get = |path: &str| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, content)| content.as_bytes().to_vec())
        };
        chapters(&mut get)
    };
    match check::deterministic(data, read) {
        Ok(book) => {
            assert!(!book.chapters.is_empty());
            for chapter in &book.chapters {
                check::draft(&chapter.draft, text.len());
            }
            for chapter in book.chapters.into_iter().take(MAX_CHAPTERS) {
                check::article(&parse_draft(check::key(), chapter.draft), text.len());
            }
        }
        Err(error) => check::message(&error),
    }
}
