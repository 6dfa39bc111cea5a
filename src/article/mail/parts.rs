//! The parts of a mail, and what of them is text to read.
//!
//! A part is read by its type: of alternatives the plain one, unless it is a mere stub; of related parts the first; of signed ones what is
//! signed; a mail inside a mail with its own subject and sender before it. Attachments are no text. Nesting is bounded ([`DEEPEST`]), and so are the number
//! of parts ([`MOST_PARTS`]) and the bytes that all levels look at together (`MOST_PASSES`). What is not read for them is counted.

use memchr::memchr;

use crate::article::mail::headers::{self, Headers};
use crate::article::mail::parameters::{self, Valued};
use crate::article::mail::{address, charset, lines, markup, transfer};
use crate::text::declared_encoding::declared_encoding as declared_in_page;
use crate::text::sanitize::sanitize_line;

/// Parts inside parts beyond this are not read. Mails that people send have four or five, a thread that was forwarded whole has dozens.
pub const DEEPEST: usize = 100;
/// Parts beyond this, in one mail, are not read.
pub const MOST_PARTS: usize = 1000;
/// How often the bytes of a mail are looked at. Each level of parts looks at its own once.
const MOST_PASSES: usize = 16;
/// As [`MOST_PASSES`], of a small mail, in bytes.
const LEAST_LOOKED_AT: usize = 16 * 1024 * 1024;
/// How often the bytes of a mail may stand in memory once more, as mails inside that were encoded.
const MOST_COPIES: usize = 2;

/// Types that are plain text, and worth reading as part of a mail.
const PLAIN: &[&str] =
    &["text/plain", "text", "text/markdown", "text/x-markdown", "text/x-patch", "text/x-diff"];
/// Types that are HTML.
const HTML: &[&str] = &["text/html", "application/xhtml+xml"];
/// Types that are a mail.
const MAILS: &[&str] = &["message/rfc822", "message/global", "message/news"];

/// A plain part of fewer words than this may be a stub.
const STUB_WORDS: usize = 20;
/// One that says so itself may be longer.
const TOLD_STUB_WORDS: usize = 80;
/// How stubs speak, in small letters.
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

/// A piece of text of a mail.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text; line ends as they came.
    pub text: String,
    /// Whether it is HTML.
    pub is_html: bool,
    /// How many stretches of its bytes had no reading.
    pub undecoded: u32,
}

/// What the parts of a mail hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Its text, in pieces.
    pub pieces: Vec<Piece>,
    /// The names of its attachments, or their types where they have none; each is one safe line.
    pub attachments: Vec<String>,
    /// How many parts were not read because there are too many, or too deep ones.
    pub unread: usize,
}

/// The content of a mail whose header was read.
pub fn content(headers: &Headers<'_>) -> Content {
    let length = headers.body.len();
    let mut walk = Walk {
        left: MOST_PARTS,
        bytes_left: length.saturating_mul(MOST_PASSES).max(LEAST_LOOKED_AT),
        copies_left: length.saturating_mul(MOST_COPIES),
        attachments: Vec::new(),
        unread: 0,
    };
    let pieces = read(headers, "text/plain", DEEPEST, &mut walk);
    Content { pieces, attachments: walk.attachments, unread: walk.unread }
}

/// What is kept while parts are read.
struct Walk {
    /// How many parts may still be read.
    left: usize,
    /// How many bytes may still be looked at.
    bytes_left: usize,
    /// How many bytes of mails inside may still be decoded.
    copies_left: usize,
    attachments: Vec<String>,
    unread: usize,
}

/// Takes something from what is left; false where that is less.
fn take(left: &mut usize, some: usize) -> bool {
    left.checked_sub(some).map(|rest| *left = rest).is_some()
}

fn read(headers: &Headers<'_>, default: &str, depth: usize, walk: &mut Walk) -> Vec<Piece> {
    if depth == 0 || !take(&mut walk.bytes_left, headers.body.len()) || !take(&mut walk.left, 1) {
        walk.unread += 1;
        return Vec::new();
    }
    let mut kind = headers.line("Content-Type").map(|words| parameters::read(&words)).unwrap_or_default();
    if !kind.value.contains('/') && kind.value != "text" {
        default.clone_into(&mut kind.value);
    }
    if kind.value.starts_with("multipart/") {
        let parts = kind.parameter("boundary").map(|boundary| divided(headers.body, boundary));
        if let Some((parts, more)) = parts.filter(|(parts, _)| !parts.is_empty()) {
            let pieces = of_many(&kind, &parts, depth, walk);
            walk.unread = walk.unread.saturating_add(more);
            return pieces;
        }
        // No boundary, or none of its lines: what is there is read as it stands.
        "text/plain".clone_into(&mut kind.value);
    }
    let encoding = headers.line("Content-Transfer-Encoding");
    let disposition =
        headers.line("Content-Disposition").map(|words| parameters::read(&words)).unwrap_or_default();
    let is_attached = disposition.value == "attachment";
    if MAILS.contains(&kind.value.as_str()) {
        let is_encoded = transfer::changes(encoding.as_deref());
        if is_encoded && !take(&mut walk.copies_left, headers.body.len()) {
            walk.unread += 1;
            return Vec::new();
        }
        return forwarded(&transfer::decoded(headers.body, encoding.as_deref()), depth, walk);
    }
    let is_html = HTML.contains(&kind.value.as_str());
    if is_attached || !(is_html || PLAIN.contains(&kind.value.as_str())) {
        let name = disposition.parameter("filename").or_else(|| kind.parameter("name"));
        if is_attached || (name.is_some() && disposition.value != "inline") {
            walk.attachments.push(attachment(name.unwrap_or(&kind.value)));
        }
        return Vec::new();
    }
    let bytes = transfer::decoded(headers.body, encoding.as_deref());
    let declared = kind.parameter("charset").map(str::to_owned);
    let declared = declared.or_else(|| if is_html { declared_in_page(&bytes) } else { None });
    let decoded = charset::text(&bytes, declared.as_deref());
    // Some programs send HTML and call it plain.
    let is_html = is_html || markup::is_page(&decoded.text);
    let text = if is_html { decoded.text } else { plain(&kind, &decoded.text) };
    vec![Piece { text, is_html, undecoded: decoded.undecoded }]
}

/// The longest name of an attachment, in characters.
const LONGEST_NAME: usize = 100;

/// The name of an attachment as it is shown.
fn attachment(name: &str) -> String {
    let name = sanitize_line(name.trim());
    let mut shown: String = name.chars().take(LONGEST_NAME).collect();
    if name.chars().nth(LONGEST_NAME).is_some() {
        shown.push('…');
    }
    shown
}

fn plain(kind: &Valued, text: &str) -> String {
    let is =
        |name: &str, value: &str| kind.parameter(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    if is("format", "flowed") {
        return lines::with_quotes_apart(&lines::unflowed(text, is("delsp", "yes")));
    }
    lines::with_quotes_apart(text)
}

fn of_many(kind: &Valued, parts: &[&[u8]], depth: usize, walk: &mut Walk) -> Vec<Piece> {
    let default = if kind.value == "multipart/digest" { "message/rfc822" } else { "text/plain" };
    let mut all = parts.iter().map(|part| read(&headers::read(part), default, depth - 1, walk));
    match kind.value.as_str() {
        "multipart/alternative" => chosen(all.collect()),
        // What follows are pictures, or the signature.
        "multipart/related" | "multipart/signed" => all.find(|pieces| !pieces.is_empty()).unwrap_or_default(),
        "multipart/encrypted" => Vec::new(),
        _ => all.flatten().collect(),
    }
}

/// Of several ways to say the same, the plain one; the other where that says next to nothing.
fn chosen(ways: Vec<Vec<Piece>>) -> Vec<Piece> {
    let (mut plain, mut html) = (None, None);
    for pieces in ways.into_iter().filter(|pieces| !pieces.is_empty()) {
        let slot = if pieces.iter().any(|piece| piece.is_html) { &mut html } else { &mut plain };
        // The last of a kind is the best one (RFC 2046, 5.1.4).
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
    let own: usize = plain.iter().map(|piece| count(&piece.text)).sum();
    if own >= TOLD_STUB_WORDS {
        return false;
    }
    let other: usize = html.iter().map(|piece| markup::word_count(&piece.text)).sum();
    let small = plain.iter().map(|piece| piece.text.to_lowercase()).collect::<Vec<_>>().join(" ");
    let says_so = STUB_PHRASES.iter().any(|phrase| small.contains(phrase));
    (own < STUB_WORDS && other >= own * 2 + STUB_WORDS) || (says_so && other >= own * 3)
}

/// A mail inside the mail: what its header says, and its text.
fn forwarded(bytes: &[u8], depth: usize, walk: &mut Walk) -> Vec<Piece> {
    let headers = headers::read(bytes);
    let from = address::author(&headers);
    let named = [("Subject", headers.line("Subject")), ("From", from), ("Date", headers.line("Date"))];
    let said: Vec<String> =
        named.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    let mut pieces = Vec::new();
    if !said.is_empty() {
        pieces.push(Piece { text: said.join("\n"), is_html: false, undecoded: 0 });
    }
    pieces.extend(read(&headers, "text/plain", depth - 1, walk));
    pieces
}

/// The parts between the lines of a boundary, each without the line end before the next such line; what stands before the first and behind the last is
/// none. Where the last line is missing, the last part goes to the end. Of parts beyond [`MOST_PARTS`] only the number is given.
fn divided<'a>(body: &'a [u8], boundary: &str) -> (Vec<&'a [u8]>, usize) {
    let mut parts = Vec::new();
    let mut more = 0;
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr(b'\n', rest).map_or(body.len(), |length| at + length + 1);
        let line = body.get(at..end).unwrap_or_default();
        let behind = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        let is_last = match behind.map(<[u8]>::trim_ascii) {
            Some(b"") => false,
            Some(b"--") => true,
            _ => {
                at = end;
                continue;
            }
        };
        match start {
            Some(start) if parts.len() < MOST_PARTS => {
                parts.push(without_line_end(body.get(start..at).unwrap_or_default()));
            }
            Some(_) => more += 1,
            None => {}
        }
        if is_last {
            return (parts, more);
        }
        start = Some(end);
        at = end;
    }
    match start {
        Some(start) if parts.len() < MOST_PARTS => parts.push(body.get(start..).unwrap_or_default()),
        Some(_) => more += 1,
        None => {}
    }
    (parts, more)
}

fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}
