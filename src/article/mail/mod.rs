//! A mail into an article: who wrote what when, and the text that it carries.
//!
//! Mails are the loosest format that there is: forty years of programs, each with its own reading of the standards, and newsletters
//! whose plain part says "view this in your browser". So everything here takes what is there and goes on: a header without its empty line, a part
//! without its end, base64 with strangers in it, a charset that is not what it says. What cannot be read costs itself alone.
//!
//! The way of a mail: [`headers`] reads the fields, [`words`] decodes what they say, [`address`] tells author and source, [`parts`] walks the parts and
//! picks the text ([`transfer`] undoes how it travelled, [`charset`] makes it text, [`lines`] puts broken lines together). It is our own reader: the
//! crates for it were tried with hostile mails, and one of them ends the process (a mail of nested mails), another takes seconds for one
//! field or gives up a whole mail for one strange byte.
//!
//! The limits it lives with: parts are read 100 deep and 1,000 a mail, and how many were not is said; of a field 16 KiB; encrypted mails stay closed; attachments are no
//! text but a line that names them, though mails that are attached are read. Time is linear in the bytes: all levels of parts together look at
//! them at most sixteen times.

pub mod address;
pub mod charset;
pub mod headers;
pub mod lines;
pub mod markup;
pub mod parameters;
pub mod parts;
pub mod transfer;
pub mod words;

use crate::article::draft::{Draft, Markup};
use crate::article::mail::headers::{Headers, one_line};
use crate::article::mail::parts::{Content, Piece};
use crate::article::model::Meta;
use crate::article::{date, language_code};

/// Fields that say where a mail can be read, the nearest first: the mail itself (RFC 5064), the page that it was made of, its list's archive.
const PLACES: &[&str] = &["Archived-At", "X-URL", "List-URL", "X-Archive-URL", "List-Post", "List-Archive"];
/// The longest name of an item, in characters. RFC 5322 allows a line of 998.
const LONGEST_NAME: usize = 500;
/// A byte order mark, which some programs write into mails that they save.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a mail: its header into meta, its text into the body. The line by which a mailbox parts mails may stand before it.
///
/// # Errors
/// One line: that there is no header.
pub fn read(bytes: &[u8]) -> Result<Draft, String> {
    let headers = headers_of(bytes);
    if headers.is_empty() {
        return Err(
            "not a mail: no header field at its beginning; --as text reads it as plain text".to_owned()
        );
    }
    let meta = Meta {
        title: headers.line("Subject"),
        source: address::source(&headers),
        author: address::author(&headers),
        date: date_of(&headers),
        language: headers.line("Content-Language").and_then(|words| language_code::of_words(&words)),
        url: PLACES.iter().find_map(|name| headers.all(name).find_map(link_of)),
    };
    let Content { pieces, attachments, unread } = parts::content(&headers);
    let undecoded = pieces.iter().map(|piece| piece.undecoded).sum();
    if is_saved_page(&headers) && pieces.first().is_some_and(|piece| piece.is_html) {
        let body = pieces.into_iter().next().map(|piece| piece.text).unwrap_or_default();
        let url = headers.all("Snapshot-Content-Location").find_map(link_of);
        let meta = Meta { title: meta.title, url, ..Meta::default() };
        return Ok(Draft { meta, body, markup: Markup::Page, undecoded, ..Draft::default() });
    }
    let (body, markup, mut below) = joined(pieces);
    below.extend(not_read(&attachments));
    below.extend(more_parts(unread));
    Ok(Draft { meta, body, markup, undecoded, below, ..Draft::default() })
}

/// How many attachments are named.
const MOST_NAMED: usize = 20;

/// The line that says which attachments there are.
fn not_read(attachments: &[String]) -> Option<String> {
    let more = attachments.len().saturating_sub(MOST_NAMED);
    let named = attachments.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    (!attachments.is_empty()).then(|| format!("[attachments, not read: {named}{more}]"))
}

/// The line that says how many parts were not read.
fn more_parts(unread: usize) -> Option<String> {
    match unread {
        0 => None,
        1 => Some("[1 more part was not read]".to_owned()),
        _ => Some(format!("[{unread} more parts were not read]")),
    }
}

/// Whether a mail is none, but a page with its pictures that a browser saved (MHTML, RFC 2557).
fn is_saved_page(headers: &Headers<'_>) -> bool {
    let is_related = || {
        let kind = headers.line("Content-Type").map(|words| parameters::read(&words));
        kind.is_some_and(|kind| matches!(kind.value.as_str(), "multipart/related" | "text/html"))
    };
    let by_browser =
        || headers.line("From").is_some_and(|from| from.trim_start_matches('<').starts_with("Saved by "));
    (headers.all("Snapshot-Content-Location").next().is_some() || by_browser()) && is_related()
}

/// What a mail is called for good: its Message-ID, without the brackets. None where it has none.
pub fn name(bytes: &[u8]) -> Option<String> {
    let words = headers_of(bytes).line("Message-ID")?;
    let inside = match words.split_once('<') {
        Some((_, rest)) => rest.split('>').next()?,
        None => words.as_str(),
    };
    let name = inside.replace(' ', "");
    (!name.is_empty() && name.chars().nth(LONGEST_NAME).is_none()).then_some(name)
}

fn headers_of(bytes: &[u8]) -> Headers<'_> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    headers::read(bytes.get(blank..).unwrap_or_default())
}

/// When it was sent, in its own offset; the words of the field where they are no date; else when the mailbox says that it came.
fn date_of(headers: &Headers<'_>) -> Option<String> {
    let told = headers.line("Date").map(|words| date::of_mail(&words).unwrap_or(words));
    told.or_else(|| {
        let line = one_line(&String::from_utf8_lossy(headers.postmark?))?;
        // "From", the sender, and the date.
        line.splitn(3, ' ').nth(2).and_then(date::of_mail)
    })
}

/// The link of a field, if it is one that a browser opens: `<https://..>`, also among others.
fn link_of(raw: &[u8]) -> Option<String> {
    let words = one_line(&words::decoded(raw))?;
    let is_end = |letter: char| matches!(letter, '<' | '>' | ',' | ' ' | '"');
    let is_link = |piece: &&str| {
        let small: String = piece.chars().take(8).collect::<String>().to_ascii_lowercase();
        small.starts_with("http://") || small.starts_with("https://")
    };
    words.split(is_end).find(is_link).map(str::to_owned)
}

/// The pieces as one body, HTML as soon as one of them is; and the signatures of plain ones.
fn joined(pieces: Vec<Piece>) -> (String, Markup, Vec<String>) {
    let is_html = pieces.iter().any(|piece| piece.is_html);
    let mut signatures = Vec::new();
    let texts: Vec<String> = pieces
        .into_iter()
        .map(|piece| {
            if piece.is_html {
                return piece.text;
            }
            let (text, signature) = lines::parted_signature(&piece.text);
            signatures.extend((!signature.is_empty()).then(|| signature.to_owned()));
            if is_html { markup::of_plain(text) } else { text.to_owned() }
        })
        .collect();
    (texts.join("\n\n"), if is_html { Markup::Html } else { Markup::Plain }, signatures)
}

#[cfg(test)]
mod tests;
