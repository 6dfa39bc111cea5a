//! Reads rows as plain data. Anyone may have edited the file, so invalid values are dropped.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::data::{
    ArticleName, DISMISSAL_LEN, LastCorpus, Loaded, MAX_LEAD_LEN, SavedArticle, SavedMark, SavedPosition,
    SavedReading, is_mark_letter, last_bytes,
};
use super::database::Database;
use super::limits::{MAX_ARTICLES, MAX_DISMISSALS, MAX_NAME_LEN, MAX_OFFSET, MAX_SEARCH_LEN, MAX_SEARCHES};
use super::names::{Roots, path_from_text, unescape};
use super::session::{MAX_SETTINGS, MAX_VALUE_LEN, Rows, clean, from_rows};

/// The corpus id of settings that belong to no corpus; ids of corpora are higher.
pub const ANY_CORPUS: i64 = 0;
/// Name of the setting that contains the corpus opened last.
pub const LAST_CORPUS: &str = "last";
/// Maximum number of marks that are read.
const MAX_MARKS: u32 = 1_000;
/// Maximum stored length of the text before a position, in bytes; a longer text is ignored.
const MAX_STORED_LEAD: usize = 4 << 10;

/// Returns everything saved for a corpus, and the rows of its session.
pub fn load(connection: &mut Connection, roots: &Roots) -> rusqlite::Result<(Loaded, Rows)> {
    // One transaction: what another reader saves meanwhile is seen completely or not at all.
    let transaction = connection.transaction()?;
    let find = "SELECT id FROM corpus WHERE paths = ?";
    let corpus: Option<i64> = transaction.query_row(find, [roots.identity()], |row| row.get(0)).optional()?;
    let mut loaded = Loaded { history: history(&transaction)?, ..Loaded::default() };
    let mut rows = Rows::new();
    if let Some(corpus) = corpus {
        rows = session_rows(&transaction, corpus)?;
        loaded.session = from_rows(&rows);
        loaded.articles = articles(&transaction, corpus)?;
        loaded.marks = marks(&transaction, corpus)?;
        loaded.dismissals = dismissals(&transaction, corpus)?;
    }
    transaction.commit()?;
    Ok((loaded, rows))
}

/// Returns the corpus that was opened last.
pub fn last_corpus(database: &Database) -> rusqlite::Result<Option<LastCorpus>> {
    let find = "SELECT value FROM setting WHERE corpus = ? AND name = ?";
    let value =
        database.connection.query_row(find, (ANY_CORPUS, LAST_CORPUS), |row| text(row, 0, MAX_VALUE_LEN));
    Ok(value.optional()?.flatten().and_then(|value| {
        let (folder, paths, list): (String, Vec<String>, Option<String>) =
            serde_json::from_str(&value).ok()?;
        let paths: Option<Vec<_>> = paths.iter().map(|path| path_from_text(path)).collect();
        let paths = paths.filter(|paths| !paths.is_empty())?;
        Some(LastCorpus {
            paths,
            folder: path_from_text(&folder)?,
            list: list.and_then(|list| path_from_text(&list)),
        })
    }))
}

/// Returns a column's text. None if it is not text, not valid UTF-8, or longer than `max_len` bytes.
fn text(row: &Row, column: usize, max_len: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) if bytes.len() <= max_len => std::str::from_utf8(bytes).ok().map(str::to_owned),
        _ => None,
    })
}

/// Returns a column's integer. None if it is not an integer.
fn number(row: &Row, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

fn offset(row: &Row, column: usize) -> rusqlite::Result<Option<u64>> {
    let number = number(row, column)?.filter(|number| *number <= MAX_OFFSET);
    Ok(number.and_then(|number| u64::try_from(number).ok()))
}

/// Returns the article in two columns: path and item.
fn key(row: &Row, column: usize) -> rusqlite::Result<Option<ArticleName>> {
    let path = text(row, column, MAX_NAME_LEN)?;
    let item = text(row, column + 1, MAX_NAME_LEN)?;
    Ok(path.zip(item).and_then(|(path, item)| {
        let item = match item.strip_prefix('#') {
            Some(item) => Some(String::from_utf8(unescape(item)?).ok()?),
            None if item.is_empty() => None,
            None => return None,
        };
        Some(ArticleName { path: path_from_text(&path)?, item })
    }))
}

/// Returns the position in five columns: offset, gap, landed, before, fingerprint.
fn place(row: &Row, column: usize) -> rusqlite::Result<Option<SavedPosition>> {
    let place = offset(row, column)?.zip(number(row, column + 4)?);
    let Some((at, fingerprint)) = place else { return Ok(None) };
    let before = text(row, column + 3, MAX_STORED_LEAD)?.unwrap_or_default();
    Ok(Some(SavedPosition {
        offset: at,
        gap: number(row, column + 1)? == Some(1),
        landed: offset(row, column + 2)?,
        before: last_bytes(&before).to_owned(),
        fingerprint: fingerprint.cast_unsigned(),
    }))
}

/// Returns the reading progress in three columns: `seen_to`, `is_read`, `seen_in`.
fn reading(row: &Row, column: usize) -> rusqlite::Result<Option<SavedReading>> {
    let seen = offset(row, column)?.zip(number(row, column + 2)?);
    let is_read = number(row, column + 1)? == Some(1);
    Ok(seen.map(|(seen_to, text)| SavedReading { seen_to, is_read, fingerprint: text.cast_unsigned() }))
}

fn articles(transaction: &Connection, corpus: i64) -> rusqlite::Result<Vec<SavedArticle>> {
    let select = "SELECT path, item, offset, gap, landed, before, fingerprint, seen_to, is_read, seen_in
        FROM article WHERE corpus = ? ORDER BY used DESC LIMIT ?";
    let mut select = transaction.prepare(select)?;
    let rows = select.query_map((corpus, MAX_ARTICLES), |row| {
        let (place, reading) = (place(row, 2)?, reading(row, 7)?);
        let article = key(row, 0)?.map(|key| SavedArticle { key, place, reading });
        Ok(article.filter(|article| article.place.is_some() || article.reading.is_some()))
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn marks(transaction: &Connection, corpus: i64) -> rusqlite::Result<Vec<(char, SavedMark)>> {
    let select = "SELECT letter, path, item, offset, gap, landed, before, fingerprint, words
        FROM mark WHERE corpus = ? ORDER BY letter LIMIT ?";
    let mut select = transaction.prepare(select)?;
    let rows = select.query_map((corpus, MAX_MARKS), |row| {
        let letter = text(row, 0, 4)?.and_then(|text| {
            let mut chars = text.chars();
            chars.next().filter(|letter| chars.next().is_none() && is_mark_letter(*letter))
        });
        let words = text(row, 8, MAX_LEAD_LEN)?.filter(|words| clean(words, MAX_LEAD_LEN).is_some());
        let words = words.unwrap_or_default();
        let mark = letter.zip(key(row, 1)?).zip(place(row, 3)?);
        Ok(mark.map(|((letter, key), place)| (letter, SavedMark { key, place, words })))
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn dismissals(transaction: &Connection, corpus: i64) -> rusqlite::Result<Vec<[u8; DISMISSAL_LEN]>> {
    let select = "SELECT key FROM dismissal WHERE corpus = ? ORDER BY used DESC LIMIT ?";
    let mut select = transaction.prepare(select)?;
    let rows = select.query_map((corpus, MAX_DISMISSALS), |row| match row.get_ref(0)? {
        ValueRef::Blob(bytes) => Ok(bytes.try_into().ok()),
        _ => Ok(None),
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// Returns the rows of a corpus' session.
pub fn session_rows(transaction: &Connection, corpus: i64) -> rusqlite::Result<Rows> {
    // The rows of the built-in settings are among them.
    let max_rows = i64::try_from(MAX_SETTINGS + 100).unwrap_or(i64::MAX);
    let mut select =
        transaction.prepare("SELECT name, value FROM setting WHERE corpus = ? ORDER BY name LIMIT ?")?;
    let rows = select.query_map((corpus, max_rows), |row| {
        Ok(text(row, 0, MAX_NAME_LEN)?.zip(text(row, 1, MAX_VALUE_LEN)?))
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn history(transaction: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = transaction.prepare("SELECT expression FROM search ORDER BY used DESC LIMIT ?")?;
    let rows = select.query_map([MAX_SEARCHES], |row| text(row, 0, MAX_SEARCH_LEN))?;
    let rows = rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?;
    let clean =
        rows.into_iter().filter(|text| clean(text, MAX_SEARCH_LEN).is_some_and(|text| !text.is_empty()));
    Ok(clean.rev().collect())
}
