//! Parses email messages: who wrote what and when, and the text.
//!
//! Mail is the loosest format there is: forty years of programs, each with its own reading of the standards, and
//! newsletters whose plain part says "view this in your browser". So the parser is lenient: it accepts headers
//! without an empty line, parts without an end, base64 with invalid characters, a wrong charset. Anything
//! unreadable affects nothing else.
//!
//! [`headers`] parses the fields, [`words`] decodes their values, [`address`] finds author and source, [`parts`]
//! walks the parts and selects the text ([`transfer`] undoes the transfer encoding, [`charset`] decodes it,
//! [`lines`] rejoins broken lines). Existing crates were tested with hostile messages: one aborts the process on
//! nested messages, another takes seconds for a single field or rejects a message for one invalid byte.
//!
//! Limitations: at most 100 levels and 1,000 parts per message, and the number of unread parts is shown; 16 KiB per
//! field; encrypted messages are not decrypted; attachments are only listed by name, but attached messages are read.
//! Parsing takes time linear in the size of the message: all levels of parts together read its bytes at most sixteen
//! times, or 16 MiB if that is more.

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
use crate::article::language_code;
use crate::article::link::is_web_url;
use crate::article::mail::headers::{Headers, one_line};
use crate::article::mail::parts::{Content, Piece};
use crate::article::mail_date::parse_mail_date;
use crate::article::model::Meta;

/// Fields with the URL of a message, closest first: the message itself (RFC 5064), the page it was made from, the
/// archive of its list.
const URL_FIELDS: &[&str] =
    &["Archived-At", "X-URL", "List-URL", "X-Archive-URL", "List-Post", "List-Archive"];
/// Maximum length of a Message-ID used as a name, in characters. RFC 5322 allows lines of 998.
const MAX_ID_LEN: usize = 500;
/// UTF-8 byte order mark, which some programs write into saved messages.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Parses a message: metadata from its header, and its text. A postmark may precede it.
///
/// # Errors
/// Returns a one-line message if there is no header.
pub fn read(bytes: &[u8]) -> Result<Draft, String> {
    let headers = read_headers(bytes);
    if headers.is_empty() {
        return Err(
            "not an email: no header field at the start; use --as text to read it as plain text".to_owned()
        );
    }
    let meta = Meta {
        title: headers.line("Subject"),
        source: address::source(&headers),
        author: address::author(&headers),
        date: find_date(&headers),
        language: headers.line("Content-Language").and_then(|words| language_code::parse(&words)),
        url: URL_FIELDS.iter().find_map(|name| headers.all(name).find_map(find_link)),
    };
    let Content { pieces, attachments, unread } = parts::content(&headers);
    let undecoded = pieces.iter().map(|piece| piece.undecoded).sum();
    if is_saved_page(&headers) && pieces.first().is_some_and(|piece| piece.is_html) {
        let body = pieces.into_iter().next().map(|piece| piece.text).unwrap_or_default();
        let url = headers.all("Snapshot-Content-Location").find_map(find_link);
        let meta = Meta { title: meta.title, url, ..Meta::default() };
        return Ok(Draft { meta, body, markup: Markup::Page, undecoded, ..Draft::default() });
    }
    let (body, markup, mut below) = join_pieces(pieces);
    below.extend(attachments_line(&attachments));
    below.extend(unread_parts_line(unread));
    Ok(Draft { meta, body, markup, undecoded, below, ..Draft::default() })
}

/// Maximum number of attachments named.
const MAX_NAMED: usize = 20;

/// Returns the line that lists the attachments.
fn attachments_line(attachments: &[String]) -> Option<String> {
    let more = attachments.len().saturating_sub(MAX_NAMED);
    let named = attachments.iter().take(MAX_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    (!attachments.is_empty()).then(|| format!("[attachments, not read: {named}{more}]"))
}

/// Returns the line that counts unread parts.
fn unread_parts_line(unread: usize) -> Option<String> {
    match unread {
        0 => None,
        1 => Some("[1 more part was not read]".to_owned()),
        _ => Some(format!("[{unread} more parts were not read]")),
    }
}

/// Returns true for a web page that a browser saved with its pictures (MHTML, RFC 2557).
fn is_saved_page(headers: &Headers<'_>) -> bool {
    let is_related = || {
        let kind = headers.line("Content-Type").map(|words| parameters::read(&words));
        kind.is_some_and(|kind| matches!(kind.value.as_str(), "multipart/related" | "text/html"))
    };
    let saved_by_browser =
        || headers.line("From").is_some_and(|from| from.trim_start_matches('<').starts_with("Saved by "));
    (headers.all("Snapshot-Content-Location").next().is_some() || saved_by_browser()) && is_related()
}

/// Returns the Message-ID of a message, without brackets. None if it has none, or one of more than 500 characters.
pub fn message_id(bytes: &[u8]) -> Option<String> {
    let words = read_headers(bytes).line("Message-ID")?;
    let inside = match words.split_once('<') {
        Some((_, rest)) => rest.split('>').next()?,
        None => words.as_str(),
    };
    let name = inside.replace(' ', "");
    (!name.is_empty() && name.chars().nth(MAX_ID_LEN).is_none()).then_some(name)
}

fn read_headers(bytes: &[u8]) -> Headers<'_> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    headers::read(bytes.get(blank..).unwrap_or_default())
}

/// Returns the sending date with its own offset, or the field as written if it is not a date. If the field is missing,
/// returns the postmark's date.
fn find_date(headers: &Headers<'_>) -> Option<String> {
    let sent = headers.line("Date").map(|words| parse_mail_date(&words).unwrap_or(words));
    sent.or_else(|| {
        let line = one_line(&String::from_utf8_lossy(headers.postmark?))?;
        // "From", the sender, and the date.
        line.splitn(3, ' ').nth(2).and_then(parse_mail_date)
    })
}

/// Returns the first HTTP link in a field such as `<https://..>`, which may contain other links too.
fn find_link(raw: &[u8]) -> Option<String> {
    let words = one_line(&words::decode(raw))?;
    let is_separator = |c: char| matches!(c, '<' | '>' | ',' | ' ' | '"');
    words.split(is_separator).find(|piece| is_web_url(piece)).map(str::to_owned)
}

/// Joins the pieces into one body, which is HTML if any of them is. Also returns the signatures of plain pieces.
fn join_pieces(pieces: Vec<Piece>) -> (String, Markup, Vec<String>) {
    let is_html = pieces.iter().any(|piece| piece.is_html);
    let mut signatures = Vec::new();
    let texts: Vec<String> = pieces
        .into_iter()
        .map(|piece| {
            if piece.is_html {
                return piece.text;
            }
            let (text, signature) = lines::split_signature(&piece.text);
            signatures.extend((!signature.is_empty()).then(|| signature.to_owned()));
            if is_html { markup::plain_to_html(text) } else { text.to_owned() }
        })
        .collect();
    (texts.join("\n\n"), if is_html { Markup::Html } else { Markup::Plain }, signatures)
}

#[cfg(test)]
mod tests;
