//! Themes, highlighting, and terminals with few colours.

use crate::harness::{CellStyle, LIST, PLAIN, quit, start, start_with, style_of, style_on};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const KINDS: [&str; 5] = ["person", "place", "organisation", "plan", "event"];

/// Creates an article that mentions one entity of each kind, each in its own row.
fn kinds() -> TempDir {
    let list = KINDS.map(|kind| format!("[[entity]]\nname = 'Name{kind}'\nkind = '{kind}'\n")).concat();
    let names = KINDS.map(|kind| format!("- Name{kind} stood there.\n")).concat();
    corpus(&list, &[("1.md", &format!("# One report\n\nNobody at all.\n\n{names}"))])
}

fn styles(session: &Session) -> Vec<CellStyle> {
    KINDS.iter().map(|kind| style_of(session, &format!("Name{kind} stood"))).collect()
}

fn are_all_different(styles: &[CellStyle]) -> bool {
    styles.iter().enumerate().all(|(at, style)| !styles[at + 1..].contains(style))
}

fn start_in(folder: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Session {
    let options = Options { columns: 120, rows: 20, env, ..Options::default() };
    start_with(folder.path(), &options, &[&["--no-config"], arguments].concat())
}

/// Kinds differ from one another and from plain text, even with colours ignored.
#[test]
fn kinds_are_distinguishable_on_six_terminals_in_four_themes() {
    let folder = kinds();
    let terminals: [&[(&str, &str)]; 6] = [
        &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
        &[("TERM", "xterm-256color")],
        &[("TERM", "xterm")],
        &[("TERM", "linux")],
        &[("TERM", "ansi")],
        &[("TERM", "vt100")],
    ];
    for env in terminals {
        for theme in ["terminal", "dark", "color-blind", "mono"] {
            let session = start_in(&folder, env, &["--theme", theme]);
            let styles = styles(&session);
            let bare: Vec<CellStyle> = styles.iter().map(|style| style.without_color()).collect();
            assert!(are_all_different(&bare), "{env:?} {theme}: {styles:?}");
            let plain = style_of(&session, "Nobody at all");
            assert!(
                !styles.contains(&plain) && !bare.contains(&plain.without_color()),
                "{env:?} {theme}: {styles:?}"
            );
            if theme == "mono" || env[0].1 == "vt100" {
                assert_eq!(styles, bare, "no colours: {env:?} {theme}");
            }
            quit(session);
        }
    }
}

/// This theme has its own palette, with colours that are distinct for people who confuse red and green.
#[test]
fn color_blind_theme_has_its_own_palette() {
    let folder = kinds();
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let colors = |theme: &str, more: &[(&str, &str)]| -> Vec<vt100::Color> {
        let session = start_in(&folder, &[&env, more].concat(), &["--theme", theme]);
        let styles = styles(&session);
        quit(session);
        styles.iter().map(|style| style.foreground).collect()
    };
    let (own, dark) = (colors("color-blind", &[]), colors("dark", &[]));
    assert_ne!(own, dark);
    assert!(own.iter().all(|color| matches!(color, vt100::Color::Rgb(..))), "{own:?}");
    for (at, color) in own.iter().enumerate() {
        assert!(!own[at + 1..].contains(color), "{own:?}");
    }
    // On a light background, the colours differ.
    let light = colors("color-blind", &[("COLORFGBG", "0;15")]);
    assert_ne!(own, light);
}

#[test]
fn star_cycles_highlighting_through_all_selected_only_and_off() {
    let folder = corpus(LIST, &[("1.txt", "One report\n\nKyiv hears of Geneva and Kyiv again.\n")]);
    let mut session = start(&folder);
    let styles = |screen: &vt100::Screen| {
        ["Kyiv hears", "Geneva and", "Kyiv again"].map(|words| style_on(screen, words))
    };
    session.send("]");
    session.wait_for_text("1 of 3 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 2 here");
    let [_, geneva, kyiv] = session.screen(styles);
    assert!(geneva != PLAIN && kyiv != geneva && kyiv != PLAIN);
    session.send("*");
    session.wait_for_text("Highlighting only the selected entity");
    let [current, others, selected] = session.screen(styles);
    assert!(current != PLAIN && others == PLAIN && selected == kyiv, "{current:?} {others:?} {selected:?}");
    session.send("*");
    session.wait_for_text("Highlighting off");
    let [current, others, selected] = session.screen(styles);
    assert!(current != PLAIN && others == PLAIN && selected == PLAIN, "{current:?} {others:?} {selected:?}");
    session.send("*");
    session.wait_for_text("Highlighting all mentions");
    assert_eq!(session.screen(styles)[1..], [geneva, kyiv]);
    quit(session);
}

/// With few or no colours, attributes mark the current mention and those of the selected entity.
#[test]
fn current_and_selected_mentions_differ_without_colour() {
    let folder = corpus(LIST, &[("1.txt", "One report\n\nKyiv hears of Geneva and Kyiv again.\n")]);
    for env in [("TERM", "ansi"), ("TERM", "linux"), ("TERM", "vt100"), ("NO_COLOR", "1")] {
        let mut session = start_in(&folder, &[env], &[]);
        session.send("]");
        session.wait_for_text("1 of 3 here");
        session.send_key("Enter");
        session.wait_for_text("Kyiv: 1 of 2 here");
        let styles = ["Kyiv hears", "Kyiv again", "Geneva and", "hears of"]
            .map(|words| style_of(&session, words).without_color());
        assert!(are_all_different(&styles), "{env:?} {styles:?}");
        quit(session);
    }
}

#[test]
fn next_theme_cycles_through_all_and_says_how_to_keep_it() {
    let folder = kinds();
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let mut session = start_in(&folder, &env, &[]);
    let mut backgrounds = Vec::new();
    for theme in ["auto", "dark", "light", "color-blind", "mono", "terminal"] {
        session.send(":next-theme");
        session.wait_for_text("> next-theme");
        session.send_key("Enter");
        session.wait_for_text(&format!("theme = \"{theme}\" in config.toml"));
        backgrounds.push(style_of(&session, "Nobody at all").background);
    }
    let [auto, dark, light, _, mono, terminal] = backgrounds[..] else { panic!("{backgrounds:?}") };
    assert_eq!([auto, mono, terminal], [vt100::Color::Default; 3]);
    assert!(dark != light && dark != terminal && light != terminal, "{backgrounds:?}");
    quit(session);
}
