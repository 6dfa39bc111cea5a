//! The terminal's clipboard, set with OSC 52 (xterm ctlseqs, "Manipulate Selection Data").
//!
//! The terminal never reports whether it accepted the text: many accept none unless the user allows it. Inside tmux or
//! screen the sequence must be wrapped as that program requires, or it is dropped.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Maximum number of bytes to copy, since terminals silently drop longer texts.
pub const MAX_BYTES: usize = 70_000;

/// Maximum number of bytes sent through screen in one piece: older versions keep only 256 bytes of a device control
/// string.
const SCREEN_CHUNK_LEN: usize = 240;

/// The program between the reader and the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// None that is known.
    Nothing,
    /// tmux, which has its own paste buffer.
    Tmux,
    /// GNU screen.
    Screen,
}

/// Detects the program between the reader and the terminal from the environment. `env` returns the value of a variable.
pub fn between(env: impl Fn(&str) -> Option<String>) -> Between {
    let is_set = |name| env(name).is_some_and(|value| !value.is_empty());
    // If both are set, one runs inside the other; tmux is assumed to be the inner one.
    if is_set("TMUX") {
        Between::Tmux
    } else if is_set("STY") {
        Between::Screen
    } else {
        Between::Nothing
    }
}

/// Returns the sequence that puts a text into the terminal's clipboard. For tmux, it contains two: one for tmux itself,
/// which stores the text and forwards it if its `set-clipboard` is `on`, and a wrapped one for the terminal outside,
/// forwarded if `allow-passthrough` is on. screen forwards wrapped sequences piece by piece.
pub fn sequence(text: &str, between: Between) -> String {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match between {
        Between::Nothing => plain,
        Between::Tmux => {
            let wrapped = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
        }
        Between::Screen => {
            let chunks = plain.as_bytes().chunks(SCREEN_CHUNK_LEN);
            let wrap = |chunk| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(chunk));
            chunks.map(wrap).collect::<Vec<_>>().concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_and_cannot_inject_sequences() {
        assert_eq!(sequence("Kyiv", Between::Nothing), "\x1b]52;c;S3lpdg==\x07");
        let hostile = sequence("\x1b]0;x\x07", Between::Nothing);
        assert_eq!(hostile.matches('\x1b').count(), 1);
        let inside = sequence("a", Between::Tmux);
        assert!(inside.ends_with("\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"), "{inside:?}");
    }

    #[test]
    fn screen_gets_wrapped_chunks_within_its_limit() {
        assert_eq!(sequence("Kyiv", Between::Screen), "\x1bP\x1b]52;c;S3lpdg==\x07\x1b\\");
        let text = "Kyiv waits. ".repeat(200);
        let wrapped = sequence(&text, Between::Screen);
        let pieces: Vec<&str> = wrapped.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 10);
        assert!(pieces.iter().all(|piece| piece.starts_with("\x1bP") && piece.len() < 256), "{pieces:?}");
        let whole: String = pieces.iter().map(|piece| &piece[2..]).collect();
        assert_eq!(whole, sequence(&text, Between::Nothing));
    }

    #[test]
    fn multiplexer_is_detected_from_the_environment() {
        let detected = |set: &[&str]| between(|name| set.contains(&name).then(|| "x".to_owned()));
        assert_eq!(detected(&[]), Between::Nothing);
        assert_eq!(detected(&["TMUX"]), Between::Tmux);
        assert_eq!(detected(&["STY"]), Between::Screen);
        assert_eq!(detected(&["STY", "TMUX"]), Between::Tmux);
        assert_eq!(between(|_| Some(String::new())), Between::Nothing);
    }
}
