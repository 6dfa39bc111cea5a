//! Mailboxes: where their mails begin and end, however the bytes come.

use whoswho::article::mbox::{Boundaries, is_postmark, unquote};
use whoswho::article::{mail, parse_draft};

use super::check;

/// So many mails of a mailbox are read.
const READ: usize = 8;

pub fn run(data: &[u8]) {
    let mails = check::however_cut(data, |pieces| {
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
    // Together they are the whole mailbox.
    let mut end = 0;
    for (place, range) in mails.iter().enumerate() {
        assert_eq!(range.start, end, "mail {place} does not begin where the one before ends");
        end = range.end;
        let mail = check::bytes_of(data, range);
        let first = mail.split(|byte| *byte == b'\n').next().unwrap_or_default();
        assert!(
            place == 0 || is_postmark(first.strip_suffix(b"\r").unwrap_or(first)),
            "mail {place} has no postmark"
        );
        if place >= READ {
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
