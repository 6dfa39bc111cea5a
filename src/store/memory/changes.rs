//! Writes changes to single rows. All changes of one call are one transaction.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::data::{
    ArticleName, Change, DISMISSAL_LEN, MAX_LEAD_LEN, SavedMark, SavedPosition, SavedReading, is_mark_letter,
    last_bytes,
};
use super::database::Database;
use super::limits::{MAX_DISMISSALS, MAX_NAME_LEN, MAX_OFFSET, MAX_SEARCH_LEN, MAX_SEARCHES};
use super::load::{ANY_CORPUS, LAST_CORPUS, session_rows};
use super::names::{Roots, escape, path_text};
use super::session::{MAX_VALUE_LEN, Rows, clean, to_rows};

/// Saves changes: all, or none on an error. If a session was among the changes, returns its rows as this reader wrote
/// them. `last_rows` are the rows as this reader last read or wrote them.
pub fn save(
    database: &mut Database,
    roots: &Roots,
    changes: &[Change],
    last_rows: Option<&Rows>,
) -> rusqlite::Result<Option<Rows>> {
    let used: Vec<i64> = changes.iter().map(|_| database.now()).collect();
    // Take the lock first: in a transaction that reads before it writes, another program may have written in between.
    let behavior = TransactionBehavior::Immediate;
    let transaction = database.connection.transaction_with_behavior(behavior)?;
    let now = used.last().copied().unwrap_or_default();
    let corpus = "INSERT INTO corpus (paths, used) VALUES (?, ?)
        ON CONFLICT (paths) DO UPDATE SET used = excluded.used RETURNING id";
    let corpus: i64 = transaction.query_row(corpus, (roots.identity(), now), |row| row.get(0))?;
    let mut rows = last_rows.cloned();
    let mut has_session = false;
    for (change, used) in changes.iter().zip(used) {
        let row = Row { transaction: &transaction, corpus, used };
        match change {
            Change::Place(key, place) => row.place(key, place)?,
            Change::Reading(key, reading) => row.reading(key, *reading)?,
            Change::Unread(key) => row.unread(key)?,
            Change::Mark(letter, mark) => row.mark(*letter, mark.as_ref())?,
            Change::Dismissal(key, is_dismissed) => row.dismissal(key, *is_dismissed)?,
            Change::Session(session) => {
                let before = match rows.take() {
                    Some(before) => before,
                    None => session_rows(&transaction, corpus)?,
                };
                rows = Some(row.session(&before, to_rows(session))?);
                has_session = true;
            }
            Change::Search(expression) => row.search(expression)?,
            Change::Opened(list) => row.opened(roots, list.as_deref())?,
        }
    }
    transaction.commit()?;
    Ok(rows.filter(|_| has_session))
}

/// Returns the path and item columns of an article. A missing item differs from an empty one. None if either is too
/// long.
fn key_columns(key: &ArticleName) -> Option<(String, String)> {
    let path = path_text(&key.path);
    let item = key.item.as_ref().map_or_else(String::new, |item| format!("#{}", escape(item.as_bytes())));
    (path.len() <= MAX_NAME_LEN && item.len() <= MAX_NAME_LEN).then_some((path, item))
}

fn offset(offset: u64) -> Option<i64> {
    i64::try_from(offset).ok().filter(|offset| *offset <= MAX_OFFSET)
}

/// Writes changes to single rows.
struct Row<'a> {
    transaction: &'a Transaction<'a>,
    corpus: i64,
    used: i64,
}

impl Row<'_> {
    fn place(&self, key: &ArticleName, place: &SavedPosition) -> rusqlite::Result<()> {
        let Some(((path, item), at)) = key_columns(key).zip(offset(place.offset)) else { return Ok(()) };
        let upsert = "INSERT INTO article (corpus, path, item, used, offset, gap, landed, before, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (corpus, path, item) DO UPDATE SET used = excluded.used, offset = excluded.offset,
            gap = excluded.gap, landed = excluded.landed, before = excluded.before, fingerprint = excluded.fingerprint";
        let landed = place.landed.and_then(offset);
        let (before, fingerprint) = (last_bytes(&place.before), place.fingerprint.cast_signed());
        let values = params![self.corpus, path, item, self.used, at, place.gap, landed, before, fingerprint];
        self.transaction.prepare_cached(upsert)?.execute(values).map(drop)
    }

    fn reading(&self, key: &ArticleName, reading: SavedReading) -> rusqlite::Result<()> {
        let Some(((path, item), seen)) = key_columns(key).zip(offset(reading.seen_to)) else { return Ok(()) };
        let upsert = "INSERT INTO article (corpus, path, item, used, seen_to, is_read, seen_in)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (corpus, path, item) DO UPDATE SET used = excluded.used,
            seen_to = iif(seen_in IS excluded.seen_in AND seen_to BETWEEN excluded.seen_to AND ?8, seen_to, excluded.seen_to),
            is_read = iif(seen_in IS excluded.seen_in AND is_read IS 1, 1, excluded.is_read),
            seen_in = excluded.seen_in";
        let text = reading.fingerprint.cast_signed();
        let values = params![self.corpus, path, item, self.used, seen, reading.is_read, text, MAX_OFFSET];
        self.transaction.prepare_cached(upsert)?.execute(values).map(drop)
    }

    fn unread(&self, key: &ArticleName) -> rusqlite::Result<()> {
        let Some((path, item)) = key_columns(key) else { return Ok(()) };
        let update = "UPDATE article SET seen_to = NULL, is_read = NULL, seen_in = NULL
            WHERE corpus = ? AND path = ? AND item = ?";
        self.transaction.execute(update, (self.corpus, path, item)).map(drop)
    }

    fn mark(&self, letter: char, mark: Option<&SavedMark>) -> rusqlite::Result<()> {
        if !is_mark_letter(letter) {
            return Ok(());
        }
        let letter = letter.to_string();
        let Some(SavedMark { key, place, words }) = mark else {
            let delete = "DELETE FROM mark WHERE corpus = ? AND letter = ?";
            return self.transaction.execute(delete, (self.corpus, letter)).map(drop);
        };
        let Some(((path, item), at)) = key_columns(key).zip(offset(place.offset)) else { return Ok(()) };
        let upsert = "INSERT OR REPLACE INTO mark
            (corpus, letter, path, item, offset, gap, landed, before, fingerprint, words)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let landed = place.landed.and_then(offset);
        let (before, fingerprint) = (last_bytes(&place.before), place.fingerprint.cast_signed());
        let words = clean(words, MAX_LEAD_LEN);
        let values =
            params![self.corpus, letter, path, item, at, place.gap, landed, before, fingerprint, words];
        self.transaction.execute(upsert, values).map(drop)
    }

    fn dismissal(&self, key: &[u8; DISMISSAL_LEN], is_dismissed: bool) -> rusqlite::Result<()> {
        if !is_dismissed {
            let delete = "DELETE FROM dismissal WHERE corpus = ? AND key = ?";
            return self.transaction.execute(delete, (self.corpus, key)).map(drop);
        }
        let upsert = "INSERT OR REPLACE INTO dismissal (corpus, key, used) VALUES (?, ?, ?)";
        self.transaction.prepare_cached(upsert)?.execute((self.corpus, key, self.used))?;
        let trim = "DELETE FROM dismissal WHERE corpus = ?1 AND key IN
            (SELECT key FROM dismissal WHERE corpus = ?1 ORDER BY used DESC LIMIT -1 OFFSET ?2)";
        self.transaction.prepare_cached(trim)?.execute((self.corpus, MAX_DISMISSALS)).map(drop)
    }

    fn setting(&self, corpus: i64, name: &str, value: &str) -> rusqlite::Result<()> {
        let upsert = "INSERT OR REPLACE INTO setting (corpus, name, value) VALUES (?, ?, ?)";
        self.transaction.prepare_cached(upsert)?.execute((corpus, name, value)).map(drop)
    }

    /// Writes the rows of `now` that differ from those of `before`, and deletes those of `before` that `now` lacks.
    /// Returns `now`.
    fn session(&self, before: &Rows, now: Rows) -> rusqlite::Result<Rows> {
        for (name, value) in now.iter().filter(|(name, value)| before.get(*name) != Some(*value)) {
            self.setting(self.corpus, name, value)?;
        }
        for name in before.keys().filter(|name| !now.contains_key(*name)) {
            let delete = "DELETE FROM setting WHERE corpus = ? AND name = ?";
            self.transaction.execute(delete, (self.corpus, name))?;
        }
        Ok(now)
    }

    fn search(&self, expression: &str) -> rusqlite::Result<()> {
        let Some(expression) = clean(expression, MAX_SEARCH_LEN).filter(|text| !text.is_empty()) else {
            return Ok(());
        };
        let upsert = "INSERT OR REPLACE INTO search (expression, used) VALUES (?, ?)";
        self.transaction.execute(upsert, (expression, self.used))?;
        let trim = "DELETE FROM search WHERE expression IN
            (SELECT expression FROM search ORDER BY used DESC LIMIT -1 OFFSET ?)";
        self.transaction.execute(trim, [MAX_SEARCHES]).map(drop)
    }

    fn opened(&self, roots: &Roots, list: Option<&Path>) -> rusqlite::Result<()> {
        let Ok(here) = std::env::current_dir() else { return Ok(()) };
        let list = list.and_then(|list| std::path::absolute(list).ok()).map(|list| path_text(&list));
        let paths: Vec<String> = roots.given().iter().map(|path| path_text(path)).collect();
        let opened = serde_json::to_string(&(path_text(&here), paths, list)).unwrap_or_default();
        if roots.has_standard_input() || roots.given().is_empty() || opened.len() > MAX_VALUE_LEN {
            return Ok(());
        }
        self.setting(ANY_CORPUS, LAST_CORPUS, &opened)
    }
}

/// Deletes all but the `articles` most recently used articles and the `corpora` most recently used corpora. The corpus
/// of `roots` and corpora with marks are kept in any case, though not all of their articles.
pub fn trim(database: &mut Database, roots: &Roots, articles: u32, corpora: u32) -> rusqlite::Result<()> {
    let transaction = database.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let find = "SELECT id FROM corpus WHERE paths = ?";
    let current: Option<i64> =
        transaction.query_row(find, [roots.identity()], |row| row.get(0)).optional()?;
    let old = "DELETE FROM corpus WHERE id IN (SELECT id FROM corpus ORDER BY used DESC LIMIT -1 OFFSET ?)
        AND id IS NOT ? AND id NOT IN (SELECT corpus FROM mark)";
    transaction.execute(old, params![corpora, current])?;
    transaction.execute("DELETE FROM article WHERE corpus NOT IN (SELECT id FROM corpus)", [])?;
    transaction.execute("DELETE FROM dismissal WHERE corpus NOT IN (SELECT id FROM corpus)", [])?;
    let settings = "DELETE FROM setting WHERE corpus <> ? AND corpus NOT IN (SELECT id FROM corpus)";
    transaction.execute(settings, [ANY_CORPUS])?;
    let old = "DELETE FROM article WHERE id IN (SELECT id FROM article ORDER BY used DESC LIMIT -1 OFFSET ?)";
    transaction.execute(old, [articles])?;
    transaction.commit()
}
