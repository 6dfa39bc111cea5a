//! Splits a mailbox into messages, chunk by chunk, so that memory use does not depend on its size.
//!
//! A message starts with a postmark: a line that begins with `From ` and ends in a date with time and year, at the
//! start of the file or after an empty line. "From here on" inside a message does not split it. The dialects (mboxo,
//! mboxrd, mboxcl; RFC 4155) differ in how they escape such lines inside messages; [`unquote`] restores them.
//! `Content-Length` (mboxcl) is ignored: editing a mailbox makes it wrong, and such messages are separated by postmarks
//! too.

use std::ops::Range;

use memchr::memchr;

use crate::article::mail_date::{parse_mail_month, parse_time};

/// Maximum length of a postmark in bytes.
const MAX_POSTMARK_LEN: usize = 1024;
/// Maximum number of words in a postmark's date, which may have a time zone both before and after the year.
const MAX_DATE_WORDS: usize = 7;

/// Finds the messages of a mailbox given in chunks.
#[derive(Debug)]
pub struct Boundaries {
    /// Offset of the current line in bytes.
    line_start: u64,
    /// The part of the current line that was in previous chunks, at most [`MAX_POSTMARK_LEN`] + 1 bytes of it.
    held: Vec<u8>,
    /// Length of that part in bytes, including what is not held.
    held_len: u64,
    after_empty_line: bool,
    message_start: u64,
    /// True if the current message has a line that is not empty.
    has_content: bool,
}

impl Default for Boundaries {
    fn default() -> Self {
        Self {
            line_start: 0,
            held: Vec::new(),
            held_len: 0,
            after_empty_line: true,
            message_start: 0,
            has_content: false,
        }
    }
}

impl Boundaries {
    /// Takes the next bytes and returns the byte ranges of the messages that have ended, in order, each with its
    /// postmark. The ranges of all calls, with those of [`Boundaries::finish`], cover the mailbox unless it has only
    /// empty lines. Text before the first postmark is a message too; empty lines there belong to the first message.
    pub fn feed(&mut self, chunk: &[u8]) -> Vec<Range<u64>> {
        let mut found = Vec::new();
        let mut rest = chunk;
        while let Some((line, after)) = memchr(b'\n', rest).and_then(|at| rest.split_at_checked(at + 1)) {
            rest = after;
            if self.held_len == 0 {
                found.extend(self.end_line(line, line.len() as u64));
            } else {
                self.hold(line);
                let (held, length) = (std::mem::take(&mut self.held), self.held_len);
                self.held_len = 0;
                found.extend(self.end_line(&held, length));
            }
        }
        self.hold(rest);
        found
    }

    /// Returns the remaining messages: none if the mailbox has only empty lines, two if its last line is the postmark
    /// of another message and has no line end, else one.
    pub fn finish(mut self) -> Vec<Range<u64>> {
        let (held, length) = (std::mem::take(&mut self.held), self.held_len);
        let before = self.end_line(&held, length);
        let last = self.has_content.then_some(self.message_start..self.line_start);
        before.into_iter().chain(last).collect()
    }

    fn hold(&mut self, bytes: &[u8]) {
        let room = (MAX_POSTMARK_LEN + 1).saturating_sub(self.held.len());
        self.held.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        self.held_len += bytes.len() as u64;
    }

    fn end_line(&mut self, line: &[u8], length: u64) -> Option<Range<u64>> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut ended = None;
        if self.after_empty_line && self.has_content && line.starts_with(b"From ") && is_postmark(line) {
            ended = Some(self.message_start..self.line_start);
            self.message_start = self.line_start;
        }
        self.after_empty_line = line.is_empty();
        self.has_content |= !line.is_empty();
        self.line_start += length;
        ended
    }
}

/// Returns true for the line that separates messages in a mailbox: `From `, a sender, which may be missing, and a date
/// with time and year. The date is in `asctime` form, with or without seconds and zone, or in RFC 5322 form.
pub fn is_postmark(line: &[u8]) -> bool {
    let Some(rest) =
        line.get(..MAX_POSTMARK_LEN.min(line.len())).and_then(|line| line.strip_prefix(b"From "))
    else {
        return false;
    };
    if line.len() > MAX_POSTMARK_LEN {
        return false;
    }
    let text = String::from_utf8_lossy(rest);
    // Mails received by UUCP name the remote host (RFC 976).
    let text = text.split(" remote from ").next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let tail_start = words.len().saturating_sub(MAX_DATE_WORDS);
    let tail = words.get(tail_start..).unwrap_or_default();
    (0..tail.len()).any(|start| {
        let (sender, date) =
            (words.get(..tail_start + start).unwrap_or_default(), tail.get(start..).unwrap_or_default());
        is_sender(sender) && (is_asctime(date) || is_mail_date(date))
    })
}

/// Accepts nothing, one word, an address obscured as archives do (`jo at example.org`), or a name with an address.
fn is_sender(words: &[&str]) -> bool {
    match words {
        [] | [_] | [_, "at", _] => true,
        several => several.iter().any(|word| word.contains('@')),
    }
}

/// Matches `Mon Nov 24 10:00:00 2025`; a zone may precede or follow the year.
fn is_asctime(words: &[&str]) -> bool {
    let [weekday, month, day, time, rest @ ..] = words else { return false };
    let (year, zones) = match rest {
        [year] => (*year, [None, None]),
        [year, zone] if is_year(year) => (*year, [Some(*zone), None]),
        [zone, year] => (*year, [Some(*zone), None]),
        [before, year, after] => (*year, [Some(*before), Some(*after)]),
        _ => return false,
    };
    is_weekday(weekday)
        && parse_mail_month(month).is_some()
        && is_day(day)
        && parse_time(time).is_some()
        && is_year(year)
        && zones.into_iter().flatten().all(is_zone)
}

/// Matches `Mon, 24 Nov 2025 10:00:00 +0200`; the zone is optional.
fn is_mail_date(words: &[&str]) -> bool {
    let words = match words {
        [weekday, rest @ ..] if is_weekday(weekday.trim_end_matches(',')) => rest,
        _ => return false,
    };
    let ([day, month, year, time] | [day, month, year, time, _]) = words else { return false };
    is_day(day)
        && parse_mail_month(month).is_some()
        && is_year(year)
        && parse_time(time).is_some()
        && words.get(4).is_none_or(|zone| is_zone(zone))
}

fn is_weekday(word: &str) -> bool {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().any(|day| day.eq_ignore_ascii_case(word))
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && word.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1970..=2199).contains(&year))
}

fn is_zone(word: &str) -> bool {
    let is_number = word.starts_with(['+', '-']) && word.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let is_name = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_number || is_name
}

/// Restores the `From ` lines of a message: removes one `>` from lines that start with `>From `, `>>From ` and so on.
/// Mboxrd adds one to every line that starts with `From `, `>From ` and so on, mboxo only if it starts with `From `.
pub fn unquote(mail: Vec<u8>) -> Vec<u8> {
    let is_quoted = |line: &[u8]| {
        let depth = line.iter().take_while(|byte| **byte == b'>').count();
        depth > 0 && line.get(depth..).is_some_and(|rest| rest.starts_with(b"From "))
    };
    let lines = || mail.split_inclusive(|byte| *byte == b'\n');
    if !lines().any(is_quoted) {
        return mail;
    }
    let mut restored = Vec::with_capacity(mail.len());
    for line in lines() {
        let from = usize::from(is_quoted(line));
        restored.extend_from_slice(line.get(from..).unwrap_or_default());
    }
    restored
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POSTMARK: &str = "From jo@example.org Mon Nov 24 10:00:00 2025";

    fn ranges(chunks: &[&[u8]]) -> Vec<Range<u64>> {
        let mut boundaries = Boundaries::default();
        let mut found: Vec<_> = chunks.iter().flat_map(|chunk| boundaries.feed(chunk)).collect();
        found.extend(boundaries.finish());
        found
    }

    /// Reference implementation over the whole file, line by line.
    fn naive(mailbox: &[u8]) -> Vec<Range<u64>> {
        let (mut starts, mut at, mut after_empty) = (Vec::new(), 0_u64, true);
        for line in mailbox.split_inclusive(|byte| *byte == b'\n') {
            let bare = line.strip_suffix(b"\n").unwrap_or(line);
            let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
            if after_empty && is_postmark(bare) {
                starts.push(at);
            }
            after_empty = bare.is_empty();
            at += line.len() as u64;
        }
        let is_blank = |end: u64| mailbox[..end as usize].iter().all(|byte| b"\r\n".contains(byte));
        match starts.first_mut() {
            Some(first) if is_blank(*first) => *first = 0,
            _ => starts.insert(0, 0),
        }
        starts.push(at);
        if is_blank(at) { Vec::new() } else { starts.windows(2).map(|pair| pair[0]..pair[1]).collect() }
    }

    #[test]
    fn postmarks_of_many_programs_are_recognised() {
        for line in [
            POSTMARK,
            "From 1849@xxx Mon Nov 24 10:00:00 +0000 2025",
            "From - Mon Nov 24 10:00:00 2025",
            "From ???@??? Mon Nov 24 10:00:00 2025",
            "From MAILER-DAEMON Thu Nov  6 08:05 2025",
            "From jo at example.org  Mon Nov 24 10:00:00 2025",
            "From jo@example.org Mon Nov 24 10:00:00 EST 2025",
            "From jo@example.org Mon Nov 24 10:00:00 2025 +0200",
            "From jo@example.org  Mon Nov 24 10:00:00 2025 remote from host",
            "From jo@example.org Mon, 24 Nov 2025 10:00:00 +0200",
            "From \"Jo Park\" <jo@example.org> Mon Nov 24 10:00:00 2025",
            "From  Mon Nov 24 10:00:00 2025",
        ] {
            assert!(is_postmark(line.as_bytes()), "{line}");
        }
        for line in [
            "From here on",
            "From here on, 2025 went wrong at 10:00",
            "From the talks of Mon Nov 24 10:00:00 2025",
            "From Kyiv on 24 Nov 2025 10:00",
            "From Monday to Friday, 10:00 to 20:00, in 2025",
            "From jo@example.org Mon Nov 24 25:00:00 2025",
            "From jo@example.org Mon Nov 24 10:00:00 2025 he wrote",
            ">From jo@example.org Mon Nov 24 10:00:00 2025",
            "From",
            "From ",
            "",
        ] {
            assert!(!is_postmark(line.as_bytes()), "{line}");
        }
        let long = format!("From {} Mon Nov 24 10:00:00 2025", "x".repeat(MAX_POSTMARK_LEN));
        assert!(!is_postmark(long.as_bytes()));
    }

    #[test]
    fn postmarks_after_empty_lines_split_messages() {
        let one = format!("{POSTMARK}\nSubject: a\n\nText.\nFrom here on\n\nFrom there too\n\n");
        let two = format!("{POSTMARK}\r\nSubject: b\r\n\r\nText\r\n{POSTMARK}\r\n\r\n");
        let three = format!("{POSTMARK}\nSubject: c");
        let mailbox = format!("{one}{two}{three}");
        let (first, second) = (one.len() as u64, (one.len() + two.len()) as u64);
        let expected = [0..first, first..second, second..mailbox.len() as u64];
        assert_eq!(ranges(&[mailbox.as_bytes()]), expected);
        assert_eq!(naive(mailbox.as_bytes()), expected);
    }

    #[test]
    fn blank_lines_are_not_a_message_and_belong_to_the_first() {
        assert_eq!(ranges(&[b"\n\r\n\n"]), []);
        assert_eq!(ranges(&[b""]), []);
        let mailbox = format!("\n\n{POSTMARK}\nSubject: a\n");
        assert_eq!(
            ranges(&[mailbox.as_bytes()]),
            std::iter::once(0..mailbox.len() as u64).collect::<Vec<_>>()
        );
    }

    #[test]
    fn quoted_from_lines_lose_one_mark() {
        let mail = b"Subject: a\n\n>From here\n>>From there\n> From far\r\n>Fromage\n>From".to_vec();
        let back = b"Subject: a\n\nFrom here\n>From there\n> From far\r\n>Fromage\n>From".to_vec();
        assert_eq!(unquote(mail), back);
        assert_eq!(unquote(b"nothing\n".to_vec()), b"nothing\n");
    }

    proptest! {
        #[test]
        fn messages_do_not_depend_on_chunk_borders(
            lines in prop::collection::vec(prop::sample::select(vec![
                POSTMARK, "", "", "From here on", "Subject: a", "\r", ">From x", "From - Mon Nov 24 10:00:00 2025\r", "text",
            ]), 0..30),
            is_unterminated: bool,
            cuts in prop::collection::vec(1_usize..40, 1..40),
        ) {
            let mut mailbox = lines.join("\n").into_bytes();
            if !is_unterminated {
                mailbox.push(b'\n');
            }
            let (mut chunks, mut rest, mut cut) = (Vec::new(), mailbox.as_slice(), cuts.iter().cycle());
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at(rest.len().min(*cut.next().unwrap()));
                chunks.push(chunk);
                rest = after;
            }
            let found = ranges(&chunks);
            prop_assert_eq!(&found, &ranges(&[&mailbox]));
            prop_assert_eq!(&found, &naive(&mailbox));
            let ends = found.iter().map(|range| range.end);
            let starts = found.iter().map(|range| range.start);
            prop_assert!(starts.eq(std::iter::once(0).chain(ends).take(found.len())));
        }

        #[test]
        fn any_bytes_are_accepted(chunks: Vec<Vec<u8>>) {
            let chunks: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(ranges(&chunks), naive(&chunks.concat()));
        }
    }
}
