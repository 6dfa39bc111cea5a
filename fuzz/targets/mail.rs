//! Mails, with their parts and transfer encodings.

use whoswho::article::{mail, parse_draft};

use super::check;

pub fn run(data: &[u8]) {
    if let Some(name) = mail::message_id(data) {
        check::line("a name", &name);
    }
    match check::deterministic(data, || mail::read(data)) {
        Ok(draft) => {
            check::draft(&draft, data.len());
            check::article(&parse_draft(check::key(), draft), data.len());
        }
        Err(error) => check::message(&error),
    }
}
