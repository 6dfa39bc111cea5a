//! Reading: rows of a file that anybody may have edited become plain data, or nothing.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::data::{
    KeptArticle, KeptKey, KeptMark, KeptPlace, KeptReading, LONGEST_LEAD, LastCorpus, Recalled, is_letter,
    last_bytes,
};
use super::database::Database;
use super::limits::{LARGEST_OFFSET, LONGEST_NAME, LONGEST_SEARCH, MOST_ARTICLES, MOST_SEARCHES};
use super::names::{Roots, text_path, unescaped};
use super::session::{LONGEST_VALUE, MOST_SETTINGS, Rows, clean, session};

/// The number under which settings of no single corpus are kept; those of corpora are above it.
pub const ANY_CORPUS: i64 = 0;
/// The name of the setting that holds the corpus opened last.
pub const LAST: &str = "last";
/// The most marks that are read.
const MOST_MARKS: u32 = 1_000;
/// The longest text before a place that is looked at, in bytes.
const LONGEST_BEFORE: usize = 4 << 10;

/// What is remembered of a corpus, and the rows that its session is kept as.
pub fn recall(connection: &mut Connection, roots: &Roots) -> rusqlite::Result<(Recalled, Rows)> {
    // One look: what another reader keeps meanwhile is in it whole or not at all.
    let look = connection.transaction()?;
    let find = "SELECT id FROM corpus WHERE paths = ?";
    let corpus: Option<i64> = look.query_row(find, [roots.identity()], |row| row.get(0)).optional()?;
    let mut recalled = Recalled { history: history(&look)?, ..Recalled::default() };
    let mut rows = Rows::new();
    if let Some(corpus) = corpus {
        rows = session_rows(&look, corpus)?;
        recalled.session = session(&rows);
        recalled.articles = articles(&look, corpus)?;
        recalled.marks = marks(&look, corpus)?;
    }
    look.commit()?;
    Ok((recalled, rows))
}

/// The corpus that was opened last.
pub fn last_corpus(database: &Database) -> rusqlite::Result<Option<LastCorpus>> {
    let find = "SELECT value FROM setting WHERE corpus = ? AND name = ?";
    let value = database.connection.query_row(find, (ANY_CORPUS, LAST), |row| text(row, 0, LONGEST_VALUE));
    Ok(value.optional()?.flatten().and_then(|value| {
        let (folder, paths, list): (String, Vec<String>, Option<String>) =
            serde_json::from_str(&value).ok()?;
        let paths: Option<Vec<_>> = paths.iter().map(|path| text_path(path)).collect();
        let paths = paths.filter(|paths| !paths.is_empty())?;
        Some(LastCorpus { paths, folder: text_path(&folder)?, list: list.and_then(|list| text_path(&list)) })
    }))
}

/// A column's text; none where it is no text or too long a one.
fn text(row: &Row, column: usize, longest: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) if bytes.len() <= longest => std::str::from_utf8(bytes).ok().map(str::to_owned),
        _ => None,
    })
}

/// A column's whole number; none where it is none.
fn number(row: &Row, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

fn offset(row: &Row, column: usize) -> rusqlite::Result<Option<u64>> {
    let number = number(row, column)?.filter(|number| *number <= LARGEST_OFFSET);
    Ok(number.and_then(|number| u64::try_from(number).ok()))
}

/// The article of two columns, path and item.
fn key(row: &Row, column: usize) -> rusqlite::Result<Option<KeptKey>> {
    let path = text(row, column, LONGEST_NAME)?;
    let item = text(row, column + 1, LONGEST_NAME)?;
    Ok(path.zip(item).and_then(|(path, item)| {
        let item = match item.strip_prefix('#') {
            Some(item) => Some(String::from_utf8(unescaped(item)?).ok()?),
            None if item.is_empty() => None,
            None => return None,
        };
        Some(KeptKey { path: text_path(&path)?, item })
    }))
}

/// The place of five columns: offset, gap, landed, before, fingerprint.
fn place(row: &Row, column: usize) -> rusqlite::Result<Option<KeptPlace>> {
    let place = offset(row, column)?.zip(number(row, column + 4)?);
    let Some((at, fingerprint)) = place else { return Ok(None) };
    let before = text(row, column + 3, LONGEST_BEFORE)?.unwrap_or_default();
    Ok(Some(KeptPlace {
        offset: at,
        gap: number(row, column + 1)? == Some(1),
        landed: offset(row, column + 2)?,
        before: last_bytes(&before).to_owned(),
        fingerprint: fingerprint.cast_unsigned(),
    }))
}

/// The reading of three columns: seen to, read, of which text.
fn reading(row: &Row, column: usize) -> rusqlite::Result<Option<KeptReading>> {
    let seen = offset(row, column)?.zip(number(row, column + 2)?);
    let is_read = number(row, column + 1)? == Some(1);
    Ok(seen.map(|(seen_to, text)| KeptReading { seen_to, is_read, fingerprint: text.cast_unsigned() }))
}

fn articles(look: &Connection, corpus: i64) -> rusqlite::Result<Vec<KeptArticle>> {
    let select = "SELECT path, item, offset, gap, landed, before, fingerprint, seen_to, is_read, seen_in
        FROM article WHERE corpus = ? ORDER BY used DESC LIMIT ?";
    let mut select = look.prepare(select)?;
    let rows = select.query_map((corpus, MOST_ARTICLES), |row| {
        let (place, reading) = (place(row, 2)?, reading(row, 7)?);
        let article = key(row, 0)?.map(|key| KeptArticle { key, place, reading });
        Ok(article.filter(|article| article.place.is_some() || article.reading.is_some()))
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn marks(look: &Connection, corpus: i64) -> rusqlite::Result<Vec<(char, KeptMark)>> {
    let select = "SELECT letter, path, item, offset, gap, landed, before, fingerprint, words
        FROM mark WHERE corpus = ? ORDER BY letter LIMIT ?";
    let mut select = look.prepare(select)?;
    let rows = select.query_map((corpus, MOST_MARKS), |row| {
        let letter = text(row, 0, 4)?.and_then(|text| {
            let mut letters = text.chars();
            letters.next().filter(|letter| letters.next().is_none() && is_letter(*letter))
        });
        let words = text(row, 8, LONGEST_LEAD)?.filter(|words| clean(words, LONGEST_LEAD).is_some());
        let words = words.unwrap_or_default();
        let mark = letter.zip(key(row, 1)?).zip(place(row, 3)?);
        Ok(mark.map(|((letter, key), place)| (letter, KeptMark { key, place, words })))
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// The rows of a corpus' session.
pub fn session_rows(look: &Connection, corpus: i64) -> rusqlite::Result<Rows> {
    // The names of the product's own are in it too.
    let most = i64::try_from(MOST_SETTINGS + 100).unwrap_or(i64::MAX);
    let mut select =
        look.prepare("SELECT name, value FROM setting WHERE corpus = ? ORDER BY name LIMIT ?")?;
    let rows = select
        .query_map((corpus, most), |row| Ok(text(row, 0, LONGEST_NAME)?.zip(text(row, 1, LONGEST_VALUE)?)))?;
    rows.filter_map(Result::transpose).collect()
}

fn history(look: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = look.prepare("SELECT expression FROM search ORDER BY used DESC LIMIT ?")?;
    let rows = select.query_map([MOST_SEARCHES], |row| text(row, 0, LONGEST_SEARCH))?;
    let rows = rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?;
    let clean = rows.into_iter().filter(|one| clean(one, LONGEST_SEARCH).is_some_and(|one| !one.is_empty()));
    Ok(clean.rev().collect())
}
