//! Mailboxes: the ranges of their mails, however the bytes are split.

use whoswho::article::mbox::{Boundaries, is_postmark, unquote};
use whoswho::article::{mail, parse_draft};

use super::check;

/// How many mails of a mailbox are read.
const MAX_MAILS: usize = 8;

pub fn run(data: &[u8]) {
    let mails = check::however_split(data, |pieces| {
        let mut boundaries = Boundaries::default();
        let mut found = Vec::new();
        for piece in pieces {
            found.extend(boundaries.feed(piece));
        }
        found.extend(boundaries.finish());
        found
    });
    check::ranges(&mails, data.len());
    let is_blank = data.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
    assert!(is_blank || !mails.is_empty(), "a mailbox has no mail");
    // Together they cover the whole mailbox.
    let mut end = 0;
    for (number, range) in mails.iter().enumerate() {
        assert_eq!(range.start, end, "mail {number} does not start where the one before ends");
        end = range.end;
        let mail = check::bytes_of(data, range);
        let first = mail.split(|byte| *byte == b'\n').next().unwrap_or_default();
        assert!(
            number == 0 || is_postmark(first.strip_suffix(b"\r").unwrap_or(first)),
            "mail {number} has no postmark"
        );
        if number >= MAX_MAILS {
            continue;
        }
        let whole = unquote(mail.to_vec());
        assert!(whole.len() <= mail.len());
        if let Ok(draft) = mail::read(&whole) {
            check::draft(&draft, whole.len());
            check::article(&parse_draft(check::key(), draft), whole.len());
        }
    }
    assert!(mails.is_empty() || end == data.len() as u64, "{end} bytes of {} are in mails", data.len());
}
