//! Articles of every format that try to control the terminal: only the reader's own escape sequences are sent.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use crate::harness::{LIST, quit, start_with};
use crate::support::driver::corpus;
use crate::support::pty::Options;
use tempfile::TempDir;

/// Sequences that terminals act on: title, DCS, colours, clipboard, C1 introducer, bidi override, bell.
const ATTACK: &str = "\u{1b}]0;PWNED\u{7}\u{1b}[31;41;5;6;7mPWNED\u{1b}Pq#0\u{1b}\\\u{1b}]52;c;UFdORUQ=\u{7}\u{9b}5i\u{90}x\u{9c}\u{202e}\u{2066}\u{8}\u{c}";
/// The colour sequence of the attack, which the reader itself never sends.
const COLOURS: &[u8] = b"\x1b[31;41;5;6;7m";

/// Returns the attack as XML and HTML character references.
fn as_references() -> String {
    ATTACK.chars().map(|c| format!("&#{};", u32::from(c))).collect::<Vec<_>>().concat()
}

/// Returns the attack, escaped for a JSON string.
fn as_json() -> String {
    serde_json::to_string(ATTACK).unwrap().trim_matches('"').to_owned()
}

/// Returns the attack in quoted-printable, for the body of a mail and, between `=?` and `?=`, its header.
fn as_quoted_printable() -> String {
    ATTACK.bytes().map(|byte| format!("={byte:02X}")).collect::<Vec<_>>().concat()
}

/// Creates a file of each format; if `is_hostile`, with the attack in title, text and every other field.
fn files(is_hostile: bool) -> TempDir {
    let or_empty = |attack: String| if is_hostile { attack } else { String::new() };
    let (raw, xml) = (or_empty(ATTACK.to_owned()), or_empty(as_references()));
    let (json, mail) = (or_empty(as_json()), or_empty(as_quoted_printable()));
    let words = "Kyiv waits for the envoy, who left Geneva on Monday and has not been heard of since then, as was said.";
    let page = |attack: &str| {
        format!(
            "<!doctype html><html><head><title>A page {attack}</title><meta name=author content='Jo {attack}'>\
             <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"A page {json}\",\"datePublished\":\"{json}\"}}</script></head>\
             <body><article><h1>A page {attack}</h1><p title='{attack}'>{words} {attack}</p><p>{words}</p><blockquote>{words}{attack}</blockquote></article></body></html>"
        )
    };
    let feed = |attack: &str| {
        format!(
            "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>A feed {attack}</title>\
             <item><guid>id{attack}</guid><title>An entry {attack}</title><link>https://example.org/{attack}</link><description>{words} {attack}</description></item></channel></rss>"
        )
    };
    let object = format!(
        "{{\"id\":\"1{json}\",\"title\":\"An object {json}\",\"source\":\"{json}\",\"date\":\"{json}\",\"text\":\"{words} {json}\"}}"
    );
    let mail = format!(
        "From: =?utf-8?q?Jo_{mail}?= <jo@example.org>\nSubject: =?utf-8?q?A_mail_{mail}?=\nDate: Mon, 24 Nov 2025 10:00:00 +0200{raw}\n\
         Message-ID: <1{raw}@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{words} {mail}\n"
    );
    let folder = corpus(LIST, &[("a.txt", &format!("A text {raw}\n\n{words} {raw}\n"))]);
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("b.md", format!("---\ntitle: \"A note {raw}\"\nauthor: \"{json}\"\n---\n{words} {xml} {raw}\n\n| a{xml} | b |\n|---|---|\n| {raw} | c |\n").as_bytes());
    write("c.html", page(&xml).as_bytes());
    write("d.html", page(&raw).as_bytes());
    write("e.xml", feed(&xml).as_bytes());
    write("f.xml", feed(&raw).as_bytes());
    write("g.jsonl", format!("{object}\n").as_bytes());
    write("h.csv", format!("id,title,text\n\"1{raw}\",\"A row {raw}\",\"{words} {raw}\"\n").as_bytes());
    write("i.eml", mail.as_bytes());
    write("j.mbox", format!("From jo@example.org Mon Nov 24 10:00:00 2025\n{mail}\n").as_bytes());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(format!("in{raw}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(format!("A packed text {raw}\n\n{words} {raw}\n").as_bytes()).unwrap();
    write("k.zip", &zip.finish().unwrap().into_inner());
    #[cfg(unix)]
    if is_hostile {
        write(&format!("l{}.txt", raw.replace('/', "")), format!("A name\n\n{words}\n").as_bytes());
        write(&format!("m{}.bin", raw.replace('/', "")), &[0; 64]);
    } else {
        write("l.txt", format!("A name\n\n{words}\n").as_bytes());
        write("m.bin", &[0; 64]);
    }
    folder
}

/// Returns the bytes sent to the terminal while every article is opened and every view visited.
fn sent_bytes(folder: &Path) -> Vec<u8> {
    let options = Options { columns: 120, rows: 40, ..Options::default() };
    let mut session = start_with(folder, &options, &["--fresh", "--duplicates"]);
    for number in 1..=12 {
        session.wait_for(
            |screen| screen.contents().contains(&format!("article {number} of")),
            "the next article",
        );
        session.send("]i");
        session.wait_until_quiet(std::time::Duration::from_millis(60));
        session.send("\x1b");
        session.wait_until_quiet(std::time::Duration::from_millis(60));
        session.send("J");
    }
    for keys in ["C", "S", "\\PWNED\r", "p", "e", "yl", "ys"] {
        session.send(keys);
        session.wait_until_quiet(std::time::Duration::from_millis(100));
        session.send("\x1b");
        session.wait_until_quiet(std::time::Duration::from_millis(80));
        session.send("\x1b");
        session.wait_until_quiet(std::time::Duration::from_millis(80));
    }
    session.wait_until_quiet(std::time::Duration::from_millis(200));
    let raw = session.raw();
    quit(session);
    raw
}

/// Returns the kinds of escape sequences that were sent: CSI with private marker and final byte, OSC with number,
/// others by the second byte.
fn sequence_kinds(raw: &[u8]) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for (at, _) in raw.iter().enumerate().filter(|(_, byte)| **byte == 0x1b) {
        let rest = &raw[at + 1..];
        let kind = match rest.first() {
            Some(b'[') => {
                let end = rest[1..].iter().position(|byte| (0x40..=0x7e).contains(byte)).unwrap_or(0);
                let marks: String = rest[1..=end]
                    .iter()
                    .map(|byte| char::from(*byte))
                    .filter(|c| !c.is_ascii_digit() && *c != ';')
                    .collect();
                format!("CSI {marks}{}", char::from(rest[1 + end]))
            }
            Some(b']') => format!(
                "OSC {}",
                rest[1..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit())
                    .map(|byte| char::from(*byte))
                    .collect::<String>()
            ),
            other => format!("ESC {other:?}"),
        };
        kinds.insert(kind);
    }
    kinds
}

#[test]
fn hostile_articles_of_every_format_add_no_escape_sequence() {
    let (harmless, hostile) = (files(false), files(true));
    let (own, sent) = (sent_bytes(harmless.path()), sent_bytes(hostile.path()));
    let foreign: Vec<String> = sequence_kinds(&sent).difference(&sequence_kinds(&own)).cloned().collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert!(!sent.windows(COLOURS.len()).any(|bytes| bytes == COLOURS));
    let text = String::from_utf8_lossy(&sent);
    assert!(text.contains("PWNED"), "the attack is shown on the screen as text");
    let control = text.chars().find(|c| {
        matches!(c, '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{7f}' | '\u{0}'..='\u{6}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1a}')
    });
    assert_eq!(control, None);
    let bells = sent.iter().enumerate().filter(|(_, byte)| **byte == 7).count();
    let terminated = text.matches("\u{1b}]52;").count()
        + text.matches("\u{1b}]2;").count()
        + text.matches("\u{1b}]0;").count()
        + text.matches("\u{1b}]11;?").count();
    assert!(bells <= terminated, "{bells} bells, {terminated} sequences that end in one");
}
