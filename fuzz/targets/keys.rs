//! Terminal input, however it is split.

use std::time::{Duration, Instant};

use whoswho::app::input::{Input, KeyCode};
use whoswho::term::tokenizer::{MAX_PASTE_LEN, Tokenizer};

use super::check;

pub fn run(data: &[u8]) {
    let start = Instant::now();
    let (found, _) = check::however_split(data, |pieces| {
        let (mut tokenizer, mut found) = (Tokenizer::new(), Vec::new());
        tokenizer.expect_answer(start);
        pieces.for_each(|piece| tokenizer.feed(piece, start, &mut found));
        give_up(&mut tokenizer, &mut found);
        (found, tokenizer.take_background())
    });
    check_inputs(&found, data.len());
    check_inputs(&feed_slowly(data, start), data.len());
}

/// Feeds single bytes with pauses, some of them long, and interruptions by another program.
fn feed_slowly(data: &[u8], start: Instant) -> Vec<Input> {
    let (mut tokenizer, mut found) = (Tokenizer::new(), Vec::new());
    let mut now = start;
    for (number, byte) in data.iter().enumerate() {
        let pause = match (number * 7 + data.len()) % 11 {
            0 => 1500,
            1 => 300,
            2 => 60,
            3 => 10,
            _ => 0,
        };
        now += Duration::from_millis(pause);
        while let Some(due) = tokenizer.deadline().filter(|due| *due <= now) {
            tokenizer.give_up(due, &mut found);
        }
        if (number + data.len()) % 97 == 96 {
            tokenizer.interrupt(now);
        }
        tokenizer.feed(std::slice::from_ref(byte), now, &mut found);
    }
    give_up(&mut tokenizer, &mut found);
    found
}

/// Gives up until no deadline is left.
fn give_up(tokenizer: &mut Tokenizer, found: &mut Vec<Input>) {
    for _ in 0..4 {
        let Some(due) = tokenizer.deadline() else { return };
        tokenizer.give_up(due, found);
    }
    assert_eq!(tokenizer.deadline(), None, "a sequence is never given up");
}

fn check_inputs(found: &[Input], bytes: usize) {
    assert!(found.len() <= bytes * 2 + 2, "{} inputs of {bytes} bytes", found.len());
    for input in found {
        match input {
            Input::Key(key) => {
                assert!(
                    !matches!(key.code, KeyCode::Char(c) if c.is_control()),
                    "{key:?} is a control character"
                );
                assert!(!key.to_string().is_empty());
            }
            Input::Paste(text) => assert!(text.len() <= MAX_PASTE_LEN * 3),
            _ => {}
        }
    }
}
