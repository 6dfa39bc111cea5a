//! The terminal's clipboard, through OSC 52 (xterm ctlseqs, "Manipulate Selection Data").
//!
//! The terminal never says whether it took a text: many take none unless their user allowed it. A program between us and the
//! terminal, tmux or screen, swallows the sequence unless it is wrapped as that program wants it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most bytes that are copied: terminals drop longer ones without a word.
pub const MOST: usize = 70_000;

/// The most bytes of a sequence that screen is given in one piece: older versions keep 256 of a device control string.
const SCREEN_PIECE: usize = 240;

/// What stands between us and the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// Nothing that we know of.
    Nothing,
    /// tmux, which has a buffer of its own.
    Tmux,
    /// GNU screen.
    Screen,
}

/// What the environment says that stands there. `env` gives the value of a variable.
pub fn between(env: impl Fn(&str) -> Option<String>) -> Between {
    let is_set = |name| env(name).is_some_and(|value| !value.is_empty());
    // Where both are set, one runs in the other; tmux's buffer can be reached in either case.
    if is_set("TMUX") {
        Between::Tmux
    } else if is_set("STY") {
        Between::Screen
    } else {
        Between::Nothing
    }
}

/// What has the terminal put a text into its clipboard. Inside tmux the sequence is given twice: to tmux itself, which
/// keeps it and passes it on if its `set-clipboard` is `on`, and wrapped, for the terminal outside, if `allow-passthrough` is. screen
/// passes on what is wrapped, piece by piece.
pub fn sequence(text: &str, between: Between) -> String {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match between {
        Between::Nothing => plain,
        Between::Tmux => {
            let wrapped = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
        }
        Between::Screen => {
            let pieces = plain.as_bytes().chunks(SCREEN_PIECE);
            let wrap = |piece| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece));
            pieces.map(wrap).collect::<Vec<_>>().concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_so_that_nothing_of_it_commands_the_terminal() {
        assert_eq!(sequence("Kyiv", Between::Nothing), "\x1b]52;c;S3lpdg==\x07");
        let hostile = sequence("\x1b]0;x\x07", Between::Nothing);
        assert_eq!(hostile.matches('\x1b').count(), 1);
        let inside = sequence("a", Between::Tmux);
        assert!(inside.ends_with("\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"), "{inside:?}");
    }

    #[test]
    fn screen_gets_it_wrapped_in_pieces_that_it_can_hold() {
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
    fn the_environment_says_what_stands_between() {
        let of = |set: &[&str]| between(|name| set.contains(&name).then(|| "x".to_owned()));
        assert_eq!(of(&[]), Between::Nothing);
        assert_eq!(of(&["TMUX"]), Between::Tmux);
        assert_eq!(of(&["STY"]), Between::Screen);
        assert_eq!(of(&["STY", "TMUX"]), Between::Tmux);
        assert_eq!(between(|_| Some(String::new())), Between::Nothing);
    }
}
