//! Looks: themes by flag, what stands out and what does not, and terminals of few colours.

use crate::desk::{LIST, Look, PLAIN, look_of, look_on, quit, start, start_with};
use crate::support::driver::corpus;
use crate::support::pty::{Options, Session};
use tempfile::TempDir;

const KINDS: [&str; 5] = ["person", "place", "organisation", "plan", "event"];

/// One name of each kind, a row each.
fn kinds() -> TempDir {
    let list = KINDS.map(|kind| format!("[[entity]]\nname = 'Name{kind}'\nkind = '{kind}'\n")).concat();
    let names = KINDS.map(|kind| format!("- Name{kind} stood there.\n")).concat();
    corpus(&list, &[("1.md", &format!("# One report\n\nNobody at all.\n\n{names}"))])
}

fn looks(session: &Session) -> Vec<Look> {
    KINDS.iter().map(|kind| look_of(session, &format!("Name{kind} stood"))).collect()
}

fn are_all_different(looks: &[Look]) -> bool {
    looks.iter().enumerate().all(|(at, look)| !looks[at + 1..].contains(look))
}

fn start_in(folder: &TempDir, env: &[(&str, &str)], arguments: &[&str]) -> Session {
    let options = Options { columns: 120, rows: 20, env, ..Options::default() };
    start_with(folder.path(), &options, &[&["--no-config"], arguments].concat())
}

/// Whatever the terminal: the kinds differ from one another and from plain words, with their colours taken away too.
#[test]
fn kinds_are_told_apart_on_every_terminal_and_in_every_theme() {
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
            let looks = looks(&session);
            let bare: Vec<Look> = looks.iter().map(|look| look.without_color()).collect();
            assert!(are_all_different(&bare), "{env:?} {theme}: {looks:?}");
            let plain = look_of(&session, "Nobody at all");
            assert!(
                !looks.contains(&plain) && !bare.contains(&plain.without_color()),
                "{env:?} {theme}: {looks:?}"
            );
            if theme == "mono" || env[0].1 == "vt100" {
                assert_eq!(looks, bare, "no colours: {env:?} {theme}");
            }
            quit(session);
        }
    }
}

/// The colours of this theme are its own, as far from each other as those who confuse red and green need it.
#[test]
fn the_theme_for_the_color_blind_has_colours_of_its_own() {
    let folder = kinds();
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let colors = |theme: &str, more: &[(&str, &str)]| -> Vec<vt100::Color> {
        let session = start_in(&folder, &[&env, more].concat(), &["--theme", theme]);
        let looks = looks(&session);
        quit(session);
        looks.iter().map(|look| look.foreground).collect()
    };
    let (own, dark) = (colors("color-blind", &[]), colors("dark", &[]));
    assert_ne!(own, dark);
    assert!(own.iter().all(|color| matches!(color, vt100::Color::Rgb(..))), "{own:?}");
    for (at, color) in own.iter().enumerate() {
        assert!(!own[at + 1..].contains(color), "{own:?}");
    }
    // On a light ground they are darker.
    let light = colors("color-blind", &[("COLORFGBG", "0;15")]);
    assert_ne!(own, light);
}

#[test]
fn the_star_lets_all_stand_out_or_the_selected_or_none() {
    let folder = corpus(LIST, &[("1.txt", "One report\n\nKyiv hears of Geneva and Kyiv again.\n")]);
    let mut session = start(&folder);
    let looks = |screen: &vt100::Screen| {
        ["Kyiv hears", "Geneva and", "Kyiv again"].map(|words| look_on(screen, words))
    };
    session.send("]");
    session.wait_for_text("1 of 3 here");
    session.send_key("Enter");
    session.wait_for_text("Kyiv: 1 of 2 here");
    let [_, geneva, kyiv] = session.screen(looks);
    assert!(geneva != PLAIN && kyiv != geneva && kyiv != PLAIN);
    session.send("*");
    session.wait_for_text("Highlighting only the selected entity");
    let [landed, others, selected] = session.screen(looks);
    assert!(landed != PLAIN && others == PLAIN && selected == kyiv, "{landed:?} {others:?} {selected:?}");
    session.send("*");
    session.wait_for_text("Highlighting off");
    let [landed, others, selected] = session.screen(looks);
    assert!(landed != PLAIN && others == PLAIN && selected == PLAIN, "{landed:?} {others:?} {selected:?}");
    session.send("*");
    session.wait_for_text("Highlighting all mentions");
    assert_eq!(session.screen(looks)[1..], [geneva, kyiv]);
    quit(session);
}

/// What cannot be told by colour is told by more: where the mention landed on is, and which are of the selected entity.
#[test]
fn selected_and_landed_differ_where_colours_are_few() {
    let folder = corpus(LIST, &[("1.txt", "One report\n\nKyiv hears of Geneva and Kyiv again.\n")]);
    for env in [("TERM", "ansi"), ("TERM", "linux"), ("TERM", "vt100"), ("NO_COLOR", "1")] {
        let mut session = start_in(&folder, &[env], &[]);
        session.send("]");
        session.wait_for_text("1 of 3 here");
        session.send_key("Enter");
        session.wait_for_text("Kyiv: 1 of 2 here");
        let looks = ["Kyiv hears", "Kyiv again", "Geneva and", "hears of"]
            .map(|words| look_of(&session, words).without_color());
        assert!(are_all_different(&looks), "{env:?} {looks:?}");
        quit(session);
    }
}

#[test]
fn next_theme_goes_round_and_says_how_to_keep_it() {
    let folder = kinds();
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let mut session = start_in(&folder, &env, &[]);
    let mut grounds = Vec::new();
    for theme in ["auto", "dark", "light", "color-blind", "mono", "terminal"] {
        session.send(":next-theme");
        session.wait_for_text("> next-theme");
        session.send_key("Enter");
        session.wait_for_text(&format!("theme = \"{theme}\" in config.toml"));
        grounds.push(look_of(&session, "Nobody at all").background);
    }
    let [auto, dark, light, _, mono, terminal] = grounds[..] else { panic!("{grounds:?}") };
    assert_eq!([auto, mono, terminal], [vt100::Color::Default; 3]);
    assert!(dark != light && dark != terminal && light != terminal, "{grounds:?}");
    quit(session);
}
