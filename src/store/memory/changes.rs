//! Writing: each change is a row, all changes of one call are one transaction.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::data::{Change, KeptKey, KeptMark, KeptPlace, KeptReading, LONGEST_LEAD, is_letter, last_bytes};
use super::database::Database;
use super::limits::{LARGEST_OFFSET, LONGEST_NAME, LONGEST_SEARCH, MOST_SEARCHES};
use super::names::{Roots, escaped, path_text};
use super::recall::{ANY_CORPUS, LAST, session_rows};
use super::session::{LONGEST_VALUE, Rows, clean, rows};

/// Keeps changes, all or, on an error, none; gives the session's rows as they are kept now, if a session was among them.
/// `known` are the rows as this reader saw or kept them last.
pub fn keep(
    database: &mut Database,
    roots: &Roots,
    changes: &[Change],
    known: Option<&Rows>,
) -> rusqlite::Result<Option<Rows>> {
    let used: Vec<i64> = changes.iter().map(|_| database.now()).collect();
    // The lock comes first: a transaction that reads before it writes may find that another has written in between.
    let behavior = TransactionBehavior::Immediate;
    let change = database.connection.transaction_with_behavior(behavior)?;
    let now = used.last().copied().unwrap_or_default();
    let corpus = "INSERT INTO corpus (paths, used) VALUES (?, ?)
        ON CONFLICT (paths) DO UPDATE SET used = excluded.used RETURNING id";
    let corpus: i64 = change.query_row(corpus, (roots.identity(), now), |row| row.get(0))?;
    let mut kept = known.cloned();
    let mut is_session_kept = false;
    for (one, used) in changes.iter().zip(used) {
        let row = Row { change: &change, corpus, used };
        match one {
            Change::Place(key, place) => row.place(key, place)?,
            Change::Reading(key, reading) => row.reading(key, *reading)?,
            Change::Unread(key) => row.unread(key)?,
            Change::Mark(letter, mark) => row.mark(*letter, mark.as_ref())?,
            Change::Session(session) => {
                let before = match kept.take() {
                    Some(before) => before,
                    None => session_rows(&change, corpus)?,
                };
                kept = Some(row.session(&before, rows(session))?);
                is_session_kept = true;
            }
            Change::Search(expression) => row.search(expression)?,
            Change::Opened(list) => row.opened(roots, list.as_deref())?,
        }
    }
    change.commit()?;
    Ok(kept.filter(|_| is_session_kept))
}

/// What an article is called in a row: its path and its item, of which none and an empty one differ.
fn names(key: &KeptKey) -> Option<(String, String)> {
    let path = path_text(&key.path);
    let item = key.item.as_ref().map_or_else(String::new, |item| format!("#{}", escaped(item.as_bytes())));
    (path.len() <= LONGEST_NAME && item.len() <= LONGEST_NAME).then_some((path, item))
}

fn offset(offset: u64) -> Option<i64> {
    i64::try_from(offset).ok().filter(|offset| *offset <= LARGEST_OFFSET)
}

/// A change to one row.
struct Row<'a> {
    change: &'a Transaction<'a>,
    corpus: i64,
    used: i64,
}

impl Row<'_> {
    fn place(&self, key: &KeptKey, place: &KeptPlace) -> rusqlite::Result<()> {
        let Some(((path, item), at)) = names(key).zip(offset(place.offset)) else { return Ok(()) };
        let upsert = "INSERT INTO article (corpus, path, item, used, offset, gap, landed, before, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (corpus, path, item) DO UPDATE SET used = excluded.used, offset = excluded.offset,
            gap = excluded.gap, landed = excluded.landed, before = excluded.before, fingerprint = excluded.fingerprint";
        let landed = place.landed.and_then(offset);
        let (before, fingerprint) = (last_bytes(&place.before), place.fingerprint.cast_signed());
        let values = params![self.corpus, path, item, self.used, at, place.gap, landed, before, fingerprint];
        self.change.prepare_cached(upsert)?.execute(values).map(drop)
    }

    fn reading(&self, key: &KeptKey, reading: KeptReading) -> rusqlite::Result<()> {
        let Some(((path, item), seen)) = names(key).zip(offset(reading.seen_to)) else { return Ok(()) };
        let upsert = "INSERT INTO article (corpus, path, item, used, seen_to, is_read, seen_in)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (corpus, path, item) DO UPDATE SET used = excluded.used,
            seen_to = iif(seen_in IS excluded.seen_in AND seen_to BETWEEN excluded.seen_to AND ?8, seen_to, excluded.seen_to),
            is_read = iif(seen_in IS excluded.seen_in AND is_read IS 1, 1, excluded.is_read),
            seen_in = excluded.seen_in";
        let text = reading.fingerprint.cast_signed();
        let values = params![self.corpus, path, item, self.used, seen, reading.is_read, text, LARGEST_OFFSET];
        self.change.prepare_cached(upsert)?.execute(values).map(drop)
    }

    fn unread(&self, key: &KeptKey) -> rusqlite::Result<()> {
        let Some((path, item)) = names(key) else { return Ok(()) };
        let update = "UPDATE article SET seen_to = NULL, is_read = NULL, seen_in = NULL
            WHERE corpus = ? AND path = ? AND item = ?";
        self.change.execute(update, (self.corpus, path, item)).map(drop)
    }

    fn mark(&self, letter: char, mark: Option<&KeptMark>) -> rusqlite::Result<()> {
        if !is_letter(letter) {
            return Ok(());
        }
        let letter = letter.to_string();
        let Some(KeptMark { key, place, words }) = mark else {
            let delete = "DELETE FROM mark WHERE corpus = ? AND letter = ?";
            return self.change.execute(delete, (self.corpus, letter)).map(drop);
        };
        let Some(((path, item), at)) = names(key).zip(offset(place.offset)) else { return Ok(()) };
        let upsert = "INSERT OR REPLACE INTO mark
            (corpus, letter, path, item, offset, gap, landed, before, fingerprint, words)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let landed = place.landed.and_then(offset);
        let (before, fingerprint) = (last_bytes(&place.before), place.fingerprint.cast_signed());
        let words = clean(words, LONGEST_LEAD);
        let values =
            params![self.corpus, letter, path, item, at, place.gap, landed, before, fingerprint, words];
        self.change.execute(upsert, values).map(drop)
    }

    fn setting(&self, corpus: i64, name: &str, value: &str) -> rusqlite::Result<()> {
        let upsert = "INSERT OR REPLACE INTO setting (corpus, name, value) VALUES (?, ?, ?)";
        self.change.prepare_cached(upsert)?.execute((corpus, name, value)).map(drop)
    }

    /// Writes what differs between the rows before and now; gives those now.
    fn session(&self, before: &Rows, now: Rows) -> rusqlite::Result<Rows> {
        for (name, value) in now.iter().filter(|(name, value)| before.get(*name) != Some(*value)) {
            self.setting(self.corpus, name, value)?;
        }
        for name in before.keys().filter(|name| !now.contains_key(*name)) {
            let delete = "DELETE FROM setting WHERE corpus = ? AND name = ?";
            self.change.execute(delete, (self.corpus, name))?;
        }
        Ok(now)
    }

    fn search(&self, expression: &str) -> rusqlite::Result<()> {
        let Some(expression) = clean(expression, LONGEST_SEARCH).filter(|one| !one.is_empty()) else {
            return Ok(());
        };
        let upsert = "INSERT OR REPLACE INTO search (expression, used) VALUES (?, ?)";
        self.change.execute(upsert, (expression, self.used))?;
        let trim = "DELETE FROM search WHERE expression IN
            (SELECT expression FROM search ORDER BY used DESC LIMIT -1 OFFSET ?)";
        self.change.execute(trim, [MOST_SEARCHES]).map(drop)
    }

    fn opened(&self, roots: &Roots, list: Option<&Path>) -> rusqlite::Result<()> {
        let Ok(here) = std::env::current_dir() else { return Ok(()) };
        let list = list.and_then(|list| std::path::absolute(list).ok()).map(|list| path_text(&list));
        let paths: Vec<String> = roots.given().iter().map(|path| path_text(path)).collect();
        let opened = serde_json::to_string(&(path_text(&here), paths, list)).unwrap_or_default();
        if roots.has_standard_input() || roots.given().is_empty() || opened.len() > LONGEST_VALUE {
            return Ok(());
        }
        self.setting(ANY_CORPUS, LAST, &opened)
    }
}

/// Drops the articles and corpora that were not used for longest, but for `roots` and what has marks.
pub fn trim(database: &mut Database, roots: &Roots, articles: u32, corpora: u32) -> rusqlite::Result<()> {
    let change = database.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let find = "SELECT id FROM corpus WHERE paths = ?";
    let current: Option<i64> = change.query_row(find, [roots.identity()], |row| row.get(0)).optional()?;
    let old = "DELETE FROM corpus WHERE id IN (SELECT id FROM corpus ORDER BY used DESC LIMIT -1 OFFSET ?)
        AND id IS NOT ? AND id NOT IN (SELECT corpus FROM mark)";
    change.execute(old, params![corpora, current])?;
    change.execute("DELETE FROM article WHERE corpus NOT IN (SELECT id FROM corpus)", [])?;
    let settings = "DELETE FROM setting WHERE corpus <> ? AND corpus NOT IN (SELECT id FROM corpus)";
    change.execute(settings, [ANY_CORPUS])?;
    let old = "DELETE FROM article WHERE id IN (SELECT id FROM article ORDER BY used DESC LIMIT -1 OFFSET ?)";
    change.execute(old, [articles])?;
    change.commit()
}
