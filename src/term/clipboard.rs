//! The terminal's clipboard, through OSC 52.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most bytes that are copied: terminals drop longer ones without a word.
pub const MOST: usize = 70_000;

/// What has the terminal put a text into its clipboard. Inside tmux the sequence is given twice: to tmux itself, which
/// keeps it and passes it on if it is set to, and wrapped, for the terminal outside.
pub fn sequence(text: &str, inside_tmux: bool) -> String {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if inside_tmux {
        let wrapped = plain.replace('\x1b', "\x1b\x1b");
        format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_so_that_nothing_of_it_commands_the_terminal() {
        assert_eq!(sequence("Kyiv", false), "\x1b]52;c;S3lpdg==\x07");
        let hostile = sequence("\x1b]0;x\x07", false);
        assert_eq!(hostile.matches('\x1b').count(), 1);
        let inside = sequence("a", true);
        assert!(inside.ends_with("\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"), "{inside:?}");
    }
}
