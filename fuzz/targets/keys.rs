//! What a terminal sends, however it is cut up.

use std::time::{Duration, Instant};

use whoswho::app::input::{Input, KeyCode};
use whoswho::term::tokenizer::{MAX_PASTE_LEN, Tokenizer};

use super::check;

pub fn run(data: &[u8]) {
    let begun = Instant::now();
    let found = check::however_cut(data, |pieces| {
        let (mut tokenizer, mut found) = (Tokenizer::new(), Vec::new());
        pieces.for_each(|piece| tokenizer.feed(piece, begun, &mut found));
        give_up(&mut tokenizer, &mut found);
        found
    });
    check_inputs(&found, data.len());
    check_inputs(&slowly(data, begun), data.len());
}

/// The bytes one by one with pauses between them, some of them long, and another program in between.
fn slowly(data: &[u8], begun: Instant) -> Vec<Input> {
    let (mut tokenizer, mut found) = (Tokenizer::new(), Vec::new());
    let mut now = begun;
    for (place, byte) in data.iter().enumerate() {
        let pause = match (place * 7 + data.len()) % 11 {
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
        if (place + data.len()) % 97 == 96 {
            tokenizer.interrupt(now);
        }
        tokenizer.feed(std::slice::from_ref(byte), now, &mut found);
    }
    give_up(&mut tokenizer, &mut found);
    found
}

/// Waits until nothing is due; each wait ends what was waited for.
fn give_up(tokenizer: &mut Tokenizer, found: &mut Vec<Input>) {
    for _ in 0..4 {
        let Some(due) = tokenizer.deadline() else { return };
        tokenizer.give_up(due, found);
    }
    assert_eq!(tokenizer.deadline(), None, "what is begun never ends");
}

fn check_inputs(found: &[Input], bytes: usize) {
    assert!(found.len() <= bytes * 2 + 2, "{} inputs of {bytes} bytes", found.len());
    for input in found {
        match input {
            Input::Key(key) => {
                assert!(!matches!(key.code, KeyCode::Char(c) if c.is_control()), "{key:?} is a control");
                assert!(!key.to_string().is_empty());
            }
            Input::Paste(text) => assert!(text.len() <= MAX_PASTE_LEN * 3),
            _ => {}
        }
    }
}
