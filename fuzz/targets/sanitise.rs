//! Making text safe for a terminal.

use whoswho::text::oddities::describe_oddities;
use whoswho::text::sanitize::{sanitize, sanitize_line};

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let safe = sanitize(text.clone());
    let line = sanitize_line(&text);
    check::safe("a text", &safe);
    check::line("a line", &line);
    let characters = text.chars().count() - text.matches("\r\n").count();
    assert_eq!(safe.chars().count(), characters, "characters are replaced one for one");
    assert_eq!(line.chars().count(), characters, "characters are replaced one for one");
    assert_eq!(sanitize(safe.clone()), safe, "sanitizing is idempotent");
    assert_eq!(sanitize_line(&safe), line, "a sanitized text gives the same line");
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    assert!(kept.eq(safe.chars().filter(|c| c.is_alphanumeric())), "letters and digits are unchanged");
    if let Some(words) = describe_oddities(&safe) {
        check::message(&words);
    }
}
