//! Corpora whose counts are compared with a naive recount.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::program::{TestFolder, text};
use super::recount::{Extent, Recount};

/// The lines that start boilerplate in these corpora.
const BOILERPLATE: &[&str] = &["You may also like", "Check also"];

/// A corpus on disk: the folder to run the program in, and its arguments.
pub struct Corpus {
    pub dir: TestFolder,
    pub path: String,
    pub list: PathBuf,
}

impl Corpus {
    /// The articles of this repository.
    pub fn seeds() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join("seeds").to_str().unwrap().to_owned();
        Self { dir: TestFolder::new(), path, list: root.join("entities.toml") }
    }

    /// The corpus of [`super::corpus`], with one of everything.
    pub fn sample() -> Self {
        let dir = super::corpus::test_dir();
        let list = dir.path().join("news/entities.toml");
        Self { dir, path: "news".to_owned(), list }
    }

    /// Forty small generated articles: enough for association measures, with pairs that co-occur more
    /// often than expected, less often, and never.
    pub fn forty() -> Self {
        let names = ["Anna Berg", "Boris Clay", "Clara Dunn", "Dmitri Eck", "Eva Frost", "Felix Ginz"];
        let mut list = String::new();
        for name in names {
            let _ = writeln!(list, "[[entity]]\nname = \"{name}\"\nkind = \"person\"\n");
        }
        list.push_str("[[entity]]\nname = \"{n}-point plan\"\nkind = \"plan\"\n");
        list.push_str("patterns = ['(?<n>\\d+)-point plan']\n");
        let dir = TestFolder::new();
        dir.write("forty/entities.toml", list);
        for article in 0..40_usize {
            let mut text = format!("Report {article} on talks\n\n");
            for paragraph in 0..=article % 3 {
                // Half of the articles mostly pair the first two names; the other half pair the third with any of the
                // first five.
                let one = if article % 4 < 2 { "Anna Berg" } else { "Clara Dunn" };
                let other = if article % 4 < 2 && article % 5 > 0 {
                    "Boris Clay"
                } else {
                    names[(article * 7 + paragraph) % 5]
                };
                let _ = write!(text, "On that day {one} met {other}. ");
                let _ = writeln!(
                    text,
                    "Then {} spoke of the {}-point plan.\n",
                    names[(article + 3) % 5],
                    9 + article % 3 * 10
                );
            }
            if article % 20 == 7 {
                text.push_str("Anna Berg and Felix Ginz were seen twice.\n");
            }
            dir.write(format!("forty/{article}.txt"), text);
        }
        let list = dir.path().join("forty/entities.toml");
        Self { dir, path: "forty".to_owned(), list }
    }

    /// Runs a command and returns its rows.
    pub fn rows(&self, command: &str) -> Vec<Value> {
        let list = self.list.to_str().unwrap();
        let words = command.split_whitespace().chain([self.path.as_str(), "-e", list, "--format", "jsonl"]);
        self.dir.run_with(words, &[], b"").assert_ok().rows()
    }

    /// Creates a recount. Its mentions come from the exported rows, the sizes of its articles from the printed text.
    pub fn recount(&self) -> Recount {
        let articles = self.rows("articles");
        let extents = articles.iter().map(|row| {
            let name = text(row, "article").to_owned();
            let printed = self.dir.run_words(&["text", "--highlight", "never", &name]).assert_ok();
            let lines = printed.text().lines().take_while(|line| !BOILERPLATE.contains(line));
            let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
            let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
            let words = lines.iter().flat_map(|line| line.split_whitespace()).filter(is_word).count() as u64;
            let sentences =
                lines.iter().map(|line| whoswho::text::sentences::sentences(line, "en").len() as u64);
            Extent { name, words, paragraphs: lines.len() as u64, sentences: sentences.sum() }
        });
        let recount = Recount::new(extents.collect(), self.rows("mentions"));
        assert!(recount.counting().count() > 10);
        recount
    }
}

/// Returns all corpora.
pub fn corpora() -> [Corpus; 3] {
    [Corpus::seeds(), Corpus::sample(), Corpus::forty()]
}
