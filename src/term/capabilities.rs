//! Detects from the environment what the terminal can show, and whether it can be queried for more.
//!
//! Like other programs, this uses `TERM`, `COLORTERM`, `COLORFGBG` and `NO_COLOR`: they are known before the first
//! frame, whereas an answer takes a round trip over the network and may never come. The background is the only thing
//! that is also asked for (`background`), since hardly any terminal sets `COLORFGBG`, and ssh does not forward it.

use crate::app::state::display::Background;

use super::clipboard::{Between, between};

/// Number of colours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColorDepth {
    /// No colours, only attributes such as bold, underline and reverse.
    None,
    /// The 16 ANSI colours of the user's own theme.
    Ansi16,
    /// The 256 colours of xterm's palette.
    Ansi256,
    /// Any `#rrggbb`.
    True,
}

/// What the terminal can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// Number of colours.
    pub color: ColorDepth,
    /// Whether the background is light or dark, if known.
    pub background: Option<Background>,
    /// True if the terminal may be queried for its background.
    pub can_ask: bool,
    /// True if the terminal claims that it cannot position the cursor (`TERM=dumb`, or no `TERM` on non-Windows
    /// systems). Most such terminals can: the reader draws there, without colour.
    pub dumb: bool,
}

/// Colours by `TERM`; the first match counts. Terminals are listed with 24-bit colour if every version has it, since
/// ssh does not forward `COLORTERM`, which would say so.
const TERMS: &[(&str, Match, ColorDepth)] = &[
    ("-direct", Match::Suffix, ColorDepth::True),
    ("xterm-kitty", Match::Prefix, ColorDepth::True),
    ("xterm-ghostty", Match::Prefix, ColorDepth::True),
    ("alacritty", Match::Prefix, ColorDepth::True),
    ("wezterm", Match::Prefix, ColorDepth::True),
    ("foot", Match::Prefix, ColorDepth::True),
    ("256color", Match::Suffix, ColorDepth::Ansi256),
    ("-mono", Match::Suffix, ColorDepth::None),
    ("-m", Match::Suffix, ColorDepth::None),
    ("vt100", Match::Prefix, ColorDepth::None),
    ("vt102", Match::Prefix, ColorDepth::None),
    ("vt220", Match::Prefix, ColorDepth::None),
];

/// Terminals, by `TERM`, that are not queried for their background. The consoles of Linux, NetBSD, OpenBSD, Solaris and
/// older FreeBSD and the terminals inside Emacs never answer, and some print what they do not know; Eterm mistakes a
/// query for a colour to set. `ansi` and `pcansi` may be any terminal with the few functions of ANSI.SYS. GNU screen
/// either swallows the query or forwards it to all the terminals that show it, and any of their answers may come after
/// its own device attributes.
const NOT_ASKED: &[(&str, Match)] = &[
    ("linux", Match::Prefix),
    ("wsvt25", Match::Prefix),
    ("pccon", Match::Prefix),
    ("cons25", Match::Prefix),
    ("sun", Match::Prefix),
    ("ansi", Match::Prefix),
    ("pcansi", Match::Prefix),
    ("eterm", Match::Prefix),
    ("Eterm", Match::Prefix),
    ("screen", Match::Whole),
    ("screen.", Match::Prefix),
];

#[derive(Clone, Copy)]
enum Match {
    Whole,
    Prefix,
    Suffix,
}

impl Match {
    fn is_met(self, term: &str, name: &str) -> bool {
        match self {
            Match::Whole => term == name,
            Match::Prefix => term.starts_with(name),
            Match::Suffix => term.ends_with(name),
        }
    }
}

/// Detects the capabilities of the terminal. `env` returns the value of a variable.
///
/// In order of precedence: `NO_COLOR`, if set to anything but the empty string (<https://no-color.org>); `TERM=dumb`,
/// or no `TERM` except on Windows; `COLORTERM`, if `truecolor` or `24bit`; the name in `TERM`. An unknown terminal is
/// assumed to have 16 colours.
pub fn capabilities(env: impl Fn(&str) -> Option<String>) -> Capabilities {
    let term = env("TERM").filter(|term| !term.is_empty());
    // Windows consoles set no TERM; elsewhere a missing TERM means no support for escape sequences.
    let dumb = term.as_deref().map_or(cfg!(not(windows)), |term| term == "dumb");
    let no_color = env("NO_COLOR").is_some_and(|value| !value.is_empty());
    let true_color = env("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    let color = match &term {
        _ if no_color || dumb => ColorDepth::None,
        _ if true_color => ColorDepth::True,
        Some(term) => term_depth(term),
        None => ColorDepth::Ansi16,
    };
    // Without colours the background makes no difference.
    let can_ask = color != ColorDepth::None && term.is_some_and(|term| answers(&term, between(&env)));
    let background = env("COLORFGBG").as_deref().and_then(parse_background);
    Capabilities { color, background, can_ask, dumb }
}

/// True unless a terminal is known not to answer queries reliably. tmux answers them itself, whatever `TERM` it sets.
fn answers(term: &str, between: Between) -> bool {
    match between {
        Between::Tmux => true,
        Between::Screen => false,
        Between::Nothing => !NOT_ASKED.iter().any(|(name, matching)| matching.is_met(term, name)),
    }
}

/// Parses `COLORFGBG`, introduced by rxvt and set by Konsole, iTerm2 and others: ANSI colours, the background's last.
/// None for `default` and any other value.
fn parse_background(value: &str) -> Option<Background> {
    match value.rsplit(';').next()?.parse().ok()? {
        7 | 9..=15 => Some(Background::Light),
        0..=6 | 8 => Some(Background::Dark),
        _ => None::<Background>,
    }
}

fn term_depth(term: &str) -> ColorDepth {
    let entry = TERMS.iter().find(|(name, matching, _)| matching.is_met(term, name));
    entry.map_or(ColorDepth::Ansi16, |&(_, _, depth)| depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(env: &[(&str, &str)]) -> Capabilities {
        capabilities(|name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn term_and_colorterm_determine_the_depth() {
        for (term, colorterm, depth) in [
            ("xterm", "", ColorDepth::Ansi16),
            ("linux", "", ColorDepth::Ansi16),
            ("screen", "", ColorDepth::Ansi16),
            ("xterm-256color", "", ColorDepth::Ansi256),
            ("tmux-256color", "yes", ColorDepth::Ansi256),
            ("xterm-256color", "truecolor", ColorDepth::True),
            ("xterm", "24bit", ColorDepth::True),
            ("xterm-direct", "", ColorDepth::True),
            ("alacritty", "", ColorDepth::True),
            ("foot-extra", "", ColorDepth::True),
            ("vt100", "", ColorDepth::None),
            ("xterm-mono", "", ColorDepth::None),
        ] {
            let found = detected(&[("TERM", term), ("COLORTERM", colorterm)]);
            assert_eq!(
                (found.color, found.background, found.dumb),
                (depth, None, false),
                "{term} {colorterm}"
            );
        }
    }

    #[test]
    fn colorfgbg_determines_the_background() {
        for (value, background) in [
            ("15;0", Some(Background::Dark)),
            ("0;15", Some(Background::Light)),
            ("0;default;7", Some(Background::Light)),
            ("12;8", Some(Background::Dark)),
            ("0;default", None),
            ("", None),
            ("1;300", None),
        ] {
            assert_eq!(
                detected(&[("TERM", "xterm"), ("COLORFGBG", value)]).background,
                background,
                "{value}"
            );
        }
        assert_eq!(detected(&[("TERM", "xterm")]).background, None);
    }

    #[test]
    fn terminals_that_answer_are_asked_for_their_background() {
        for (env, can_ask) in [
            (&[("TERM", "xterm")][..], true),
            (&[("TERM", "xterm-256color"), ("COLORFGBG", "15;0")], true),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "rxvt-unicode-256color")], true),
            (&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux,1,0")], true),
            (&[("TERM", "screen"), ("TMUX", "/tmp/tmux,1,0")], true),
            // Over ssh, only `TERM` says which terminal this is.
            (&[("TERM", "tmux-256color")], true),
            (&[("TERM", "screen-256color")], true),
            (&[("TERM", "screen")], false),
            (&[("TERM", "screen.xterm-256color")], false),
            (&[("TERM", "xterm-256color"), ("STY", "1.pts-0")], false),
            (&[("TERM", "linux")], false),
            (&[("TERM", "eterm-color")], false),
            (&[("TERM", "vt100")], false),
            (&[("TERM", "dumb")], false),
            (&[("TERM", "")], false),
            (&[], false),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], false),
        ] {
            assert_eq!(detected(env).can_ask, can_ask, "{env:?}");
        }
    }

    #[test]
    fn no_color_wins_unless_empty() {
        let true_color = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        let with = |value| detected(&[true_color.as_slice(), &[("NO_COLOR", value)]].concat());
        let without = Capabilities { color: ColorDepth::None, background: None, can_ask: false, dumb: false };
        assert_eq!(with("1"), without);
        assert_eq!(with("0").color, ColorDepth::None);
        assert_eq!(with("").color, ColorDepth::True);
    }

    #[test]
    fn dumb_terminal_overrides_colorterm() {
        let found = detected(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]);
        let dumb = Capabilities { color: ColorDepth::None, background: None, can_ask: false, dumb: true };
        assert_eq!(found, dumb);
        assert_eq!(detected(&[]).dumb, cfg!(not(windows)));
        assert_eq!(detected(&[("TERM", "")]).dumb, cfg!(not(windows)));
    }
}
