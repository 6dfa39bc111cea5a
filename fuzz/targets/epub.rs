//! E-books, unpacked: the input holds their files one behind the other, each below a line `==== PATH`.

use whoswho::article::epub::chapters;
use whoswho::article::parse_draft;

use super::check;

/// So many chapters of a book are made articles.
const READ: usize = 4;

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
    match check::same(data, read) {
        Ok(book) => {
            assert!(!book.chapters.is_empty());
            for chapter in &book.chapters {
                check::draft(&chapter.draft, text.len());
            }
            for chapter in book.chapters.into_iter().take(READ) {
                check::article(&parse_draft(check::key(), chapter.draft), text.len());
            }
        }
        Err(error) => check::message(&error),
    }
}
