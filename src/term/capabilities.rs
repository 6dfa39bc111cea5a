//! What the terminal can show, told from the environment alone.
//!
//! The terminal is never asked: an answer takes a round trip over the network, may never come, and would have to
//! be read behind the back of the input thread. `TERM`, `COLORTERM`, `COLORFGBG` and `NO_COLOR` are what other programs go by.

use crate::app::looks::Ground;

/// How many colours may be used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColorDepth {
    /// None; bold, underline and reverse only.
    None,
    /// The 16 of the user's own theme.
    Ansi16,
    /// The 256 of xterm's palette.
    Ansi256,
    /// Any `#rrggbb`.
    True,
}

/// What the terminal can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// How many colours may be used.
    pub color: ColorDepth,
    /// What its background is, where it says so.
    pub ground: Option<Ground>,
    /// The terminal says that it cannot place its cursor (`TERM=dumb`, or no `TERM` at all where there should be one). Most
    /// that say so can: the reader draws there, without colour.
    pub dumb: bool,
}

/// What the value of `TERM` says about colour, where it says it by name; the first that fits counts. The terminals
/// named here show 24-bit colour in every version, and `COLORTERM`, which would say so, is not sent along by ssh.
const TERMS: &[(&str, Fit, ColorDepth)] = &[
    ("-direct", Fit::End, ColorDepth::True),
    ("xterm-kitty", Fit::Start, ColorDepth::True),
    ("xterm-ghostty", Fit::Start, ColorDepth::True),
    ("alacritty", Fit::Start, ColorDepth::True),
    ("wezterm", Fit::Start, ColorDepth::True),
    ("foot", Fit::Start, ColorDepth::True),
    ("256color", Fit::End, ColorDepth::Ansi256),
    ("-mono", Fit::End, ColorDepth::None),
    ("-m", Fit::End, ColorDepth::None),
    ("vt100", Fit::Start, ColorDepth::None),
    ("vt102", Fit::Start, ColorDepth::None),
    ("vt220", Fit::Start, ColorDepth::None),
];

#[derive(Clone, Copy)]
enum Fit {
    Start,
    End,
}

/// What the environment says that the terminal can show. `env` gives the value of a variable.
///
/// `NO_COLOR` counts when it is set to anything but the empty string (<https://no-color.org>); then `TERM=dumb`;
/// then `COLORTERM`, `truecolor` or `24bit`; then the name in `TERM`. A terminal of which nothing is known shows
/// 16 colours.
pub fn capabilities(env: impl Fn(&str) -> Option<String>) -> Capabilities {
    let term = env("TERM").filter(|term| !term.is_empty());
    // Windows consoles set no TERM; elsewhere its absence means that nothing there understands escape sequences.
    let dumb = term.as_deref().map_or(cfg!(not(windows)), |term| term == "dumb");
    let unwanted = env("NO_COLOR").is_some_and(|value| !value.is_empty());
    let full = env("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    let color = match term {
        _ if unwanted || dumb => ColorDepth::None,
        _ if full => ColorDepth::True,
        Some(term) => depth_of(&term),
        None => ColorDepth::Ansi16,
    };
    Capabilities { color, ground: env("COLORFGBG").as_deref().and_then(ground_of), dumb }
}

/// What `COLORFGBG` says of the background, as rxvt set it first and Konsole, iTerm2 and others do: colours of the sixteen, the
/// background's last. `default` says nothing.
fn ground_of(value: &str) -> Option<Ground> {
    match value.rsplit(';').next()?.parse().ok()? {
        7 | 9..=15 => Some(Ground::Light),
        0..=6 | 8 => Some(Ground::Dark),
        _ => None::<Ground>,
    }
}

fn depth_of(term: &str) -> ColorDepth {
    let fits = |&&(name, fit, _): &&(&str, Fit, ColorDepth)| match fit {
        Fit::Start => term.starts_with(name),
        Fit::End => term.ends_with(name),
    };
    TERMS.iter().find(fits).map_or(ColorDepth::Ansi16, |&(_, _, depth)| depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(env: &[(&str, &str)]) -> Capabilities {
        capabilities(|name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn term_and_colorterm_tell_the_depth() {
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
            let found = of(&[("TERM", term), ("COLORTERM", colorterm)]);
            assert_eq!(found, Capabilities { color: depth, ground: None, dumb: false }, "{term} {colorterm}");
        }
    }

    #[test]
    fn the_background_is_what_the_terminal_says_it_is() {
        for (value, ground) in [
            ("15;0", Some(Ground::Dark)),
            ("0;15", Some(Ground::Light)),
            ("0;default;7", Some(Ground::Light)),
            ("12;8", Some(Ground::Dark)),
            ("0;default", None),
            ("", None),
            ("1;300", None),
        ] {
            assert_eq!(of(&[("TERM", "xterm"), ("COLORFGBG", value)]).ground, ground, "{value}");
        }
        assert_eq!(of(&[("TERM", "xterm")]).ground, None);
    }

    #[test]
    fn no_color_wins_and_an_empty_one_says_nothing() {
        let full = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        let with = |value| of(&[full.as_slice(), &[("NO_COLOR", value)]].concat());
        assert_eq!(with("1"), Capabilities { color: ColorDepth::None, ground: None, dumb: false });
        assert_eq!(with("0").color, ColorDepth::None);
        assert_eq!(with("").color, ColorDepth::True);
    }

    #[test]
    fn a_dumb_terminal_is_dumb_whatever_else_is_said() {
        let found = of(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]);
        assert_eq!(found, Capabilities { color: ColorDepth::None, ground: None, dumb: true });
        assert_eq!(of(&[]).dumb, cfg!(not(windows)));
        assert_eq!(of(&[("TERM", "")]).dumb, cfg!(not(windows)));
    }
}
