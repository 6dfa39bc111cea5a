//! Parses mails: who wrote what and when, and the text.
//!
//! Mail is the loosest format there is: forty years of programs, each with its own reading of the standards, and
//! newsletters whose plain part says "view this in your browser". So the parser is lenient: it accepts headers
//! without an empty line, parts without an end, base64 with invalid characters, a wrong charset. Anything
//! unreadable affects nothing else.
//!
//! [`headers`] parses the fields, [`words`] decodes their values, [`address`] finds author and source, [`parts`]
//! walks the parts and selects the text ([`transfer`] undoes the transfer encoding, [`charset`] decodes it,
//! [`lines`] rejoins broken lines). Existing crates were tested with hostile mails: one aborts the process on
//! nested mails, another takes seconds for a single field or rejects a mail for one invalid byte.
//!
//! Limits: 100 levels and 1,000 parts per mail, and the number of unread parts is shown; 16 KiB per field;
//! encrypted mails are not decrypted; attachments are only named in a line, except attached mails, which are read.
//! Time is linear in the size: all levels of parts together read its bytes at most sixteen times.

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

/// Fields with the URL of a mail, closest first: the mail itself (RFC 5064), the page it was made from, its list's
/// archive.
const PLACES: &[&str] = &["Archived-At", "X-URL", "List-URL", "X-Archive-URL", "List-Post", "List-Archive"];
/// Maximum length of an item's name in characters. RFC 5322 allows lines of 998.
const LONGEST_NAME: usize = 500;
/// UTF-8 byte order mark, which some programs write into saved mails.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Parses a mail: metadata from its header, and its text. A postmark may precede it.
///
/// # Errors
/// One line: it has no header.
pub fn read(bytes: &[u8]) -> Result<Draft, String> {
    let headers = headers_of(bytes);
    if headers.is_empty() {
        return Err(
            "not a mail: no header field at the start; use --as text to read it as plain text".to_owned()
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

/// Maximum number of attachments named.
const MOST_NAMED: usize = 20;

/// The line that lists the attachments.
fn not_read(attachments: &[String]) -> Option<String> {
    let more = attachments.len().saturating_sub(MOST_NAMED);
    let named = attachments.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    (!attachments.is_empty()).then(|| format!("[attachments, not read: {named}{more}]"))
}

/// The line that counts unread parts.
fn more_parts(unread: usize) -> Option<String> {
    match unread {
        0 => None,
        1 => Some("[1 more part was not read]".to_owned()),
        _ => Some(format!("[{unread} more parts were not read]")),
    }
}

/// Returns true for a web page with its pictures as saved by a browser (MHTML, RFC 2557).
fn is_saved_page(headers: &Headers<'_>) -> bool {
    let is_related = || {
        let kind = headers.line("Content-Type").map(|words| parameters::read(&words));
        kind.is_some_and(|kind| matches!(kind.value.as_str(), "multipart/related" | "text/html"))
    };
    let by_browser =
        || headers.line("From").is_some_and(|from| from.trim_start_matches('<').starts_with("Saved by "));
    (headers.all("Snapshot-Content-Location").next().is_some() || by_browser()) && is_related()
}

/// Returns the Message-ID of a mail, without brackets. None if it has none.
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

/// The sending date with its own offset, or the field as written if it is not a date; without it, the postmark's
/// date.
fn date_of(headers: &Headers<'_>) -> Option<String> {
    let told = headers.line("Date").map(|words| date::of_mail(&words).unwrap_or(words));
    told.or_else(|| {
        let line = one_line(&String::from_utf8_lossy(headers.postmark?))?;
        // "From", the sender, and the date.
        line.splitn(3, ' ').nth(2).and_then(date::of_mail)
    })
}

/// Returns the first HTTP link in a field such as `<https://..>`, which may hold others too.
fn link_of(raw: &[u8]) -> Option<String> {
    let words = one_line(&words::decoded(raw))?;
    let is_end = |letter: char| matches!(letter, '<' | '>' | ',' | ' ' | '"');
    let is_link = |piece: &&str| {
        let small: String = piece.chars().take(8).collect::<String>().to_ascii_lowercase();
        small.starts_with("http://") || small.starts_with("https://")
    };
    words.split(is_end).find(is_link).map(str::to_owned)
}

/// Joins the pieces to one body, as HTML if any of them is. Also returns the signatures of plain ones.
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
