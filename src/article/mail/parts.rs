//! Walks the parts of a message and selects its text.
//!
//! What is read depends on the type: the plain one of several alternatives, unless it is a stub; the first of several
//! related parts that has text; the content of a signed part; an attached message, with its subject, sender and date
//! before it. Of attachments, only the names are kept. Limits apply to nesting ([`MAX_DEPTH`]), the number of parts
//! ([`MAX_PARTS`]) and the bytes read on all levels together (`MAX_PASSES`). Parts left unread because of these limits
//! are counted.

use memchr::memchr;

use crate::article::mail::headers::{self, Headers};
use crate::article::mail::parameters::{self, HeaderValue};
use crate::article::mail::{address, charset, lines, markup, transfer};
use crate::text::declared_encoding::declared_encoding as declared_in_page;
use crate::text::sanitize::sanitize_line;

/// Maximum nesting of parts. Typical messages have four or five levels; a thread forwarded whole has dozens.
pub const MAX_DEPTH: usize = 100;
/// Maximum number of parts per message, counting the message itself.
pub const MAX_PARTS: usize = 1000;
/// Maximum number of times the bytes of a message are read. Each level of nested parts reads its bytes once.
const MAX_PASSES: usize = 16;
/// Number of bytes that may be read in any case, even if the message is small.
const MIN_BYTES_READ: usize = 16 * 1024 * 1024;
/// Maximum size, in all, of the encoded messages attached to a message, as a multiple of the message's size. Each is
/// copied when it is decoded.
const MAX_COPIES: usize = 2;

/// Plain text types worth reading as part of a message.
const PLAIN_TYPES: &[&str] =
    &["text/plain", "text", "text/markdown", "text/x-markdown", "text/x-patch", "text/x-diff"];
/// HTML types.
const HTML_TYPES: &[&str] = &["text/html", "application/xhtml+xml"];
/// Types of attached messages.
const MESSAGE_TYPES: &[&str] = &["message/rfc822", "message/global", "message/news"];

/// A plain part with fewer words than this may be a stub.
const STUB_WORDS: usize = 20;
/// The same for a part that contains one of the [`STUB_PHRASES`].
const PHRASE_STUB_WORDS: usize = 80;
/// Phrases found in stubs, in lower case.
const STUB_PHRASES: &[&str] = &[
    "in your browser",
    "in a browser",
    "in a web browser",
    "view online",
    "online version",
    "web version",
    "html",
    "does not support",
    "doesn't support",
    "cannot display",
    "im browser",
    "dans votre navigateur",
    "у браузері",
    "в браузере",
];

/// A piece of a message's text.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, not yet sanitized.
    pub text: String,
    /// True if it is HTML.
    pub is_html: bool,
    /// Number of byte sequences that could not be decoded.
    pub undecoded: u32,
}

/// The content of a message's parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The text, in pieces.
    pub pieces: Vec<Piece>,
    /// Names of the attachments, or their types if unnamed; each is one safe line.
    pub attachments: Vec<String>,
    /// Number of parts left unread because there are too many, or they are nested too deeply or too large in all.
    pub unread: usize,
}

/// Reads the content of a message whose header has been parsed.
pub fn content(headers: &Headers<'_>) -> Content {
    let length = headers.body.len();
    let mut walk = Walk {
        parts_left: MAX_PARTS,
        bytes_left: length.saturating_mul(MAX_PASSES).max(MIN_BYTES_READ),
        copies_left: length.saturating_mul(MAX_COPIES),
        attachments: Vec::new(),
        unread: 0,
    };
    let pieces = read(headers, "text/plain", MAX_DEPTH, &mut walk);
    Content { pieces, attachments: walk.attachments, unread: walk.unread }
}

/// State while parts are read.
struct Walk {
    /// Number of parts that may still be read.
    parts_left: usize,
    /// Number of bytes that may still be read.
    bytes_left: usize,
    /// Number of bytes of attached messages that may still be decoded.
    copies_left: usize,
    attachments: Vec<String>,
    unread: usize,
}

/// Subtracts from a budget. Returns false, without subtracting, if it is too small.
fn spend(budget: &mut usize, amount: usize) -> bool {
    budget.checked_sub(amount).map(|rest| *budget = rest).is_some()
}

fn read(headers: &Headers<'_>, default: &str, depth: usize, walk: &mut Walk) -> Vec<Piece> {
    if depth == 0 || !spend(&mut walk.bytes_left, headers.body.len()) || !spend(&mut walk.parts_left, 1) {
        walk.unread += 1;
        return Vec::new();
    }
    let mut kind = headers.line("Content-Type").map(|words| parameters::read(&words)).unwrap_or_default();
    if !kind.value.contains('/') && kind.value != "text" {
        default.clone_into(&mut kind.value);
    }
    if kind.value.starts_with("multipart/") {
        let parts = kind.parameter("boundary").map(|boundary| split_parts(headers.body, boundary));
        if let Some((parts, more)) = parts.filter(|(parts, _)| !parts.is_empty()) {
            let pieces = read_multipart(&kind, &parts, depth, walk);
            walk.unread = walk.unread.saturating_add(more);
            return pieces;
        }
        // No boundary, or no boundary line: read as plain text.
        "text/plain".clone_into(&mut kind.value);
    }
    let encoding = headers.line("Content-Transfer-Encoding");
    let disposition =
        headers.line("Content-Disposition").map(|words| parameters::read(&words)).unwrap_or_default();
    let is_attached = disposition.value == "attachment";
    if MESSAGE_TYPES.contains(&kind.value.as_str()) {
        let is_encoded = transfer::is_encoded(encoding.as_deref());
        if is_encoded && !spend(&mut walk.copies_left, headers.body.len()) {
            walk.unread += 1;
            return Vec::new();
        }
        return read_attached_message(&transfer::decode(headers.body, encoding.as_deref()), depth, walk);
    }
    let is_html = HTML_TYPES.contains(&kind.value.as_str());
    if is_attached || !(is_html || PLAIN_TYPES.contains(&kind.value.as_str())) {
        let name = disposition.parameter("filename").or_else(|| kind.parameter("name"));
        if is_attached || (name.is_some() && disposition.value != "inline") {
            walk.attachments.push(attachment_name(name.unwrap_or(&kind.value)));
        }
        return Vec::new();
    }
    let bytes = transfer::decode(headers.body, encoding.as_deref());
    let declared = kind.parameter("charset").map(str::to_owned);
    let declared = declared.or_else(|| if is_html { declared_in_page(&bytes) } else { None });
    let decoded = charset::decode_text(&bytes, declared.as_deref());
    // Some programs declare HTML as plain text.
    let is_html = is_html || markup::is_page(&decoded.text);
    let text = if is_html { decoded.text } else { plain(&kind, &decoded.text) };
    vec![Piece { text, is_html, undecoded: decoded.undecoded }]
}

/// Maximum length of an attachment's name in characters, not counting the ellipsis that replaces the rest of a longer
/// one.
const MAX_NAME_LEN: usize = 100;

/// Formats the name of an attachment for display.
fn attachment_name(name: &str) -> String {
    let name = sanitize_line(name.trim());
    let mut shown: String = name.chars().take(MAX_NAME_LEN).collect();
    if name.chars().nth(MAX_NAME_LEN).is_some() {
        shown.push('…');
    }
    shown
}

fn plain(kind: &HeaderValue, text: &str) -> String {
    let has_parameter = |name: &str, value: &str| {
        kind.parameter(name).is_some_and(|actual| actual.eq_ignore_ascii_case(value))
    };
    if has_parameter("format", "flowed") {
        return lines::separate_quotes(&lines::unflow(text, has_parameter("delsp", "yes")));
    }
    lines::separate_quotes(text)
}

fn read_multipart(kind: &HeaderValue, parts: &[&[u8]], depth: usize, walk: &mut Walk) -> Vec<Piece> {
    let default = if kind.value == "multipart/digest" { "message/rfc822" } else { "text/plain" };
    let mut all = parts.iter().map(|part| read(&headers::read(part), default, depth - 1, walk));
    match kind.value.as_str() {
        "multipart/alternative" => choose_alternative(all.collect()),
        // The other parts are pictures or the signature.
        "multipart/related" | "multipart/signed" => all.find(|pieces| !pieces.is_empty()).unwrap_or_default(),
        "multipart/encrypted" => Vec::new(),
        _ => all.flatten().collect(),
    }
}

/// Chooses the plain alternative, or the HTML one if the plain one is missing or a stub.
fn choose_alternative(alternatives: Vec<Vec<Piece>>) -> Vec<Piece> {
    let (mut plain, mut html) = (None, None);
    for pieces in alternatives.into_iter().filter(|pieces| !pieces.is_empty()) {
        let slot = if pieces.iter().any(|piece| piece.is_html) { &mut html } else { &mut plain };
        // The last alternative of a kind is the best (RFC 2046, 5.1.4).
        *slot = Some(pieces);
    }
    match (plain, html) {
        (Some(plain), Some(html)) => {
            if is_stub(&plain, &html) {
                html
            } else {
                plain
            }
        }
        (plain, html) => plain.or(html).unwrap_or_default(),
    }
}

fn is_stub(plain: &[Piece], html: &[Piece]) -> bool {
    let count =
        |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let plain_words: usize = plain.iter().map(|piece| count(&piece.text)).sum();
    if plain_words >= PHRASE_STUB_WORDS {
        return false;
    }
    let html_words: usize = html.iter().map(|piece| markup::visible_words(&piece.text)).sum();
    let lower = plain.iter().map(|piece| piece.text.to_lowercase()).collect::<Vec<_>>().join(" ");
    let has_phrase = STUB_PHRASES.iter().any(|phrase| lower.contains(phrase));
    (plain_words < STUB_WORDS && html_words >= plain_words * 2 + STUB_WORDS)
        || (has_phrase && html_words >= plain_words * 3)
}

/// Reads an attached message: its main header fields, then its text.
fn read_attached_message(bytes: &[u8], depth: usize, walk: &mut Walk) -> Vec<Piece> {
    let headers = headers::read(bytes);
    let from = address::author(&headers);
    let named = [("Subject", headers.line("Subject")), ("From", from), ("Date", headers.line("Date"))];
    let fields: Vec<String> =
        named.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    let mut pieces = Vec::new();
    if !fields.is_empty() {
        pieces.push(Piece { text: fields.join("\n"), is_html: false, undecoded: 0 });
    }
    pieces.extend(read(&headers, "text/plain", depth - 1, walk));
    pieces
}

/// Splits a body at boundary lines, each part without the line end before the next boundary. Drops the preamble and
/// the epilogue. If the closing boundary is missing, the last part extends to the end. Also returns the number of
/// parts beyond [`MAX_PARTS`].
fn split_parts<'a>(body: &'a [u8], boundary: &str) -> (Vec<&'a [u8]>, usize) {
    let mut parts = Vec::new();
    let mut more = 0;
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr(b'\n', rest).map_or(body.len(), |length| at + length + 1);
        let line = body.get(at..end).unwrap_or_default();
        let suffix = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        let is_closing = match suffix.map(<[u8]>::trim_ascii) {
            Some(b"") => false,
            Some(b"--") => true,
            _ => {
                at = end;
                continue;
            }
        };
        match start {
            Some(start) if parts.len() < MAX_PARTS => {
                parts.push(trim_line_end(body.get(start..at).unwrap_or_default()));
            }
            Some(_) => more += 1,
            None => {}
        }
        if is_closing {
            return (parts, more);
        }
        start = Some(end);
        at = end;
    }
    match start {
        Some(start) if parts.len() < MAX_PARTS => parts.push(body.get(start..).unwrap_or_default()),
        Some(_) => more += 1,
        None => {}
    }
    (parts, more)
}

fn trim_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}
