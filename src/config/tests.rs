use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::settings::SETTINGS;
use super::*;
use crate::app::commands::specs;
use crate::app::input::Key;
use crate::app::input::command::Scope;
use crate::app::input::keymap::Rebinding;
use crate::app::input::{VIEWS, View};
use crate::app::looks::{Highlight, ThemeName};
use crate::app::overlays::messages::Told;

/// The problems of a text, a line each.
fn told(text: &str) -> Vec<String> {
    parse(text, "c").1.iter().map(crate::gazetteer::Problem::in_one_line).collect()
}

/// What counts of a text, and that nothing is wrong with it.
#[track_caller]
fn good(text: &str) -> Configuration {
    assert_eq!(told(text), Vec::<String>::new());
    parse(text, "c").0
}

fn bound(keymap: &Keymap) -> Vec<(Scope, Key, &'static str)> {
    keymap.bound().map(|(layer, key, command)| (layer, key, command.name)).collect()
}

#[test]
fn every_setting_is_read() {
    let text = r#"
        theme = "dark"
        measure = 70
        justify = true
        hyphenate = true
        highlight = "selected"
        mouse = false
        sort = "date"
        paths = ["~/news", "more", "/all"]
        list = "who.toml"
        notes = "~/notes"
        keys.down = "ü"
    "#;
    let configuration = good(text).placed(Path::new("/home/me/.config/whoswho"), Some(Path::new("/home/me")));
    let expected = Configuration {
        theme: Some(ThemeName::Dark),
        measure: Some(70),
        justify: Some(true),
        hyphenate: Some(true),
        highlight: Some(Highlight::Selected),
        mouse: Some(false),
        sort: Some(Sort::Date),
        paths: ["/home/me/news", "/home/me/.config/whoswho/more", "/all"].map(PathBuf::from).to_vec(),
        list: Some(PathBuf::from("/home/me/.config/whoswho/who.toml")),
        notes: Some(PathBuf::from("/home/me/notes")),
        keys: vec![Rebinding { command: "down", layer: Scope::Everywhere, keys: vec![Key::char('ü')] }],
    };
    assert_eq!(configuration, expected);
    let looks = Looks {
        theme: ThemeName::Dark,
        measure: 70,
        justify: true,
        hyphenate: true,
        highlight: Highlight::Selected,
    };
    assert_eq!(configuration.looks(), looks);
}

#[test]
fn an_empty_file_sets_nothing() {
    for text in ["", "\u{feff}", "# words\n", "paths = []\nlist = ''\nnotes = \"\"\n[keys]\n[keys.in.read]\n"]
    {
        assert_eq!(good(text), Configuration::default());
    }
    assert_eq!(Configuration::default().looks(), Looks::default());
}

#[test]
fn the_default_file_says_what_holds_anyway() {
    let written = default_file();
    assert_eq!(good(&written), Configuration::default());
    let freed: Vec<&str> = written
        .lines()
        .map(|line| if line.starts_with("# ") { line } else { line.strip_prefix('#').unwrap_or(line) })
        .collect();
    let configuration = good(&freed.join("\n"));
    assert_eq!(configuration.looks(), Looks::default());
    assert_eq!(bound(&configuration.keymap()), bound(&Keymap::new(specs(), &[])));
    assert_eq!(configuration.keys.len(), specs().len());
    assert_eq!((configuration.mouse, configuration.sort), (Some(true), Some(Sort::default())));
    assert_eq!((configuration.paths.len(), configuration.list, configuration.notes), (0, None, None));
}

/// Each setting stands in the default file once, and refuses what it does not take.
#[test]
fn settings_are_of_one_table() {
    let whole = default_file();
    let (written, _) = whole.split_once("\n[keys]").unwrap();
    for setting in SETTINGS {
        assert_eq!(written.matches(&format!("\n#{} = ", setting.name)).count(), 1, "{}", setting.name);
        let problems = told(&format!("{} = 1979-05-27", setting.name));
        assert_eq!(problems.len(), 1, "{}: {problems:?}", setting.name);
        let values = (setting.values)();
        for value in values.split([',', ' ']).filter(|word| !["or", "", "to"].contains(word)) {
            let number = value.parse::<u32>().is_ok() || ["true", "false"].contains(&value);
            let is_path = values.contains('"');
            if !is_path {
                good(&if number {
                    format!("{} = {value}", setting.name)
                } else {
                    format!("{} = '{value}'", setting.name)
                });
            }
        }
    }
}

#[test]
fn each_mistake_is_told_with_its_place_and_what_was_meant() {
    for (text, expected) in [
        ("meassure = 70", "c:1:1: unknown setting `meassure` (did you mean `measure`?)"),
        ("width = 70", "c:1:1: unknown setting `width` (did you mean `measure`?)"),
        ("[key]", "c:1:2: unknown setting `key` (did you mean `keys`?)"),
        ("\ntheme = 'drak'", "c:2:9: unknown theme `drak` (did you mean `dark`?)"),
        (
            "theme = 'pastel'",
            "c:1:9: unknown theme `pastel` (expected terminal, auto, dark, light, color-blind or mono)",
        ),
        ("highlight = true", "c:1:13: expected \"all\", \"selected\" or \"none\", found a boolean"),
        ("measure = 10", "c:1:11: expected a whole number from 30 to 140, found 10"),
        ("measure = '70'", "c:1:11: expected a whole number from 30 to 140, found a string"),
        ("mouse = 'no'", "c:1:9: expected true or false, found a string"),
        ("paths = [1]", "c:1:10: expected a path in quotation marks, found an integer"),
        (
            "list = '~you/a'",
            "c:1:8: `~you/a`: only your own home folder has a short name (begin with ~/ or write the whole path)",
        ),
        (
            "notes = \"a\\u001bb\"",
            "c:1:9: control character U+001B in a path (in single quotes a backslash is only itself)",
        ),
        (
            "mouse = yes",
            "c:1:9: invalid TOML: string values must be quoted, expected literal string (write it in quotation marks)",
        ),
        ("mouse = true\nmouse = true", "c:2:1: invalid TOML: duplicate key (a setting may stand once)"),
        ("keys = 1", "c:1:8: expected a table: `[keys]`, found an integer"),
        ("keys.nxt-mention = 'x'", "c:1:6: unknown command `nxt-mention` (did you mean `next-mention`?)"),
        ("keys.dance = 'x'", "c:1:6: unknown command `dance` (`whoswho config default` prints all commands)"),
        ("down = 'ü'", "c:1:1: unknown setting `down` (it is a command: its keys stand under `[keys]`)"),
        ("keys.theme = 'dark'", "c:1:6: unknown command `theme` (it is a setting: it stands above `[keys]`)"),
        ("keys.down = 'Entre'", "c:1:13: unknown key `Entre` (did you mean `Enter`?)"),
        (
            "keys.down = ['ü', 'gg']",
            "c:1:19: unknown key `gg` (keys are written as `j`, `J`, `Ctrl-d`, `Alt-x`, `F1`, `Space`, `PgDn`)",
        ),
        ("keys.down = 1", "c:1:13: expected a key in quotation marks, or some in brackets, found an integer"),
        (
            "keys.down = '5'",
            "c:1:13: `5` cannot be set: digits count what the next key does (with Ctrl or Alt it can)",
        ),
        ("[keys.compare]\nsort = 'ü'", "c:1:7: unknown table `keys.compare` (write `[keys.in.compare]`)"),
        ("[keys.in.comapre]", "c:1:10: unknown view `comapre` (did you mean `compare`?)"),
        (
            "[keys.in.read]\nsort = 'ü'",
            "c:2:1: `sort` works only in the view compare (set it under `[keys]` or `[keys.in.compare]`)",
        ),
        (
            "[keys]\nsort = 's'\n[keys.in.compare]\nsort = 'ü'",
            "c:4:1: `sort` has its keys in line 2 already (a command of one view is set once)",
        ),
        (
            "[keys.in.read]\ndown = []",
            "c:2:8: no keys for `down`: in one view a command can only get more (an empty array under `[keys]` takes its \
             keys away)",
        ),
        (
            "[keys]\ndown = ['ü', 'k']",
            "c:2:14: `k` is set for both `down` and `up` (choose another key, or give `up` another one too)",
        ),
        (
            "[keys]\ndown = 'ü'\nup = 'ü'",
            "c:3:6: `ü` is set for both `down` and `up` (give one of them another key; until then `down` and `up` have their \
             default keys)",
        ),
        (
            "[keys.in.compare]\nstop = 's'",
            "c:2:8: `s` is set for both `sort` and `stop` in the view compare (choose another key, or give `sort` another \
             one too)",
        ),
        (
            "keys.help = []",
            "c:1:6: no key shows the keys in the view read (leave `help` a key there; until then the default keys stand in)",
        ),
        (
            "[keys]\nclose = []\nquit = []",
            "c:3:1: no key leaves the reader in the view read (leave `close` or `quit` a key there; until then the default \
             keys stand in)",
        ),
        (
            "[keys.in.search]\ndown = ['?', 'F1']",
            "c:2:1: no key shows the keys in the view search (leave `help` a key there; until then the default keys stand in)",
        ),
    ] {
        assert_eq!(told(text), [expected], "{text}");
        assert_eq!(bound(&parse(text, "c").0.keymap()), bound(&Keymap::new(specs(), &[])), "{text}");
    }
}

#[test]
fn what_is_good_counts_beside_what_is_not() {
    let text =
        "theme = 'dark'\nmeasure = 3\n[keys]\nup = 'ü'\ndown = 'gg'\nstop = 'x'\n[keys.in.read]\nup = 'Ü'\n";
    let (configuration, problems) = parse(text, "c");
    let lines: Vec<u32> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 5, 6]);
    assert_eq!((configuration.theme, configuration.measure), (Some(ThemeName::Dark), None));
    let keymap = configuration.keymap();
    assert_eq!([keymap.keys_of("up"), keymap.keys_of("stop")], [&["ü", "read:Ü"][..], &["Ctrl-c"]]);
    assert_eq!(keymap.keys_of("down"), ["j", "Down"]);
}

/// `up` moves off `k` to a key that is taken, so it has `k` again, which `stop` had been given.
#[test]
fn what_a_default_key_then_meets_is_told_too() {
    let told = told("[keys]\nup = 'x'\nstop = 'k'\n");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("c:2:6: `x` is set for both `up` and `uncounted`"), "{told:?}");
    for told in [&told, &super::tests::told("[keys]\nup = 'gg'\nstop = 'k'\n")] {
        assert!(told[1].contains("the default keys of `up` stand in for its own line"), "{told:?}");
    }
}

#[test]
fn two_commands_may_exchange_their_keys() {
    let keymap = good("[keys]\nup = ['j', 'Down']\ndown = ['k', 'Up']\n").keymap();
    assert_eq!(keymap.find(Key::char('j'), View::Read).map(|command| command.name), Some("up"));
}

#[test]
fn what_is_large_is_refused_and_much_that_is_wrong_is_cut() {
    let large = "#".repeat(LARGEST as usize + 1);
    assert_eq!(told(&large), ["c:1:1: larger than 1024 KiB: nothing of it is read"]);
    let many = (0..20_000).map(|number| format!("x{number} = 1")).collect::<Vec<_>>().join("\n");
    let problems = told(&many);
    assert_eq!(problems.len(), reading::MOST_PROBLEMS + 1);
    assert!(problems.last().unwrap().contains("more than 500 problems"));
    let keys: String = (0..10_000).map(|_| "'ü',").collect();
    assert_eq!(told(&format!("keys.down = [{keys}]")), ["c:1:110: more than 24 keys for one command"]);
}

#[test]
fn settings_reach_the_state() {
    let configuration = good("theme = 'mono'\nsort = 'date'\nkeys.down = 'ü'");
    let settings = |problems: &[&str]| Settings {
        paths: Vec::new(),
        new_list: PathBuf::new(),
        state: None,
        notes: std::path::PathBuf::new(),
        keymap: Arc::new(configuration.keymap()),
        mouse: false,
        looks: configuration.looks(),
        sort: configuration.sort.unwrap_or_default(),
        config_problems: problems.iter().map(|&problem| problem.to_owned()).collect(),
        greeting: String::new(),
    };
    let mut state = State { mouse: true, ..State::default() };
    settings(&[]).put_into(&mut state);
    assert_eq!((state.looks.theme, state.sort, state.mouse), (ThemeName::Mono, Sort::Date, false));
    assert_eq!((settings(&[]).keymap.key_of("down"), &state.message), ("ü", &None));
    settings(&["a", "b", "c"]).put_into(&mut state);
    let message = state.message.unwrap();
    assert_eq!((message.text.as_str(), message.is_problem), ("a (and 2 more; :messages)", true));
    assert_eq!(state.problems, ["a", "b", "c"].map(Told::problem));
}

/// A line of `[keys]`, mostly right.
fn any_line() -> impl Strategy<Value = (bool, String, Vec<String>)> {
    let keys = ["j", "k", "s", "x", "q", "Q", "?", "F1", "ü", "Enter", "Ctrl-c", "5", "gg", "F2"];
    let keys = prop::collection::vec(prop::sample::select(keys.map(str::to_owned).to_vec()), 0..4);
    (any::<bool>(), prop::sample::select(specs()).prop_map(|command| command.name.to_owned()), keys)
}

proptest! {
    /// Whatever is set: what is kept has no conflict, leaves every view and shows the keys; and it is told whether all
    /// was kept.
    #[test]
    fn what_is_kept_can_be_used(lines in prop::collection::vec(any_line(), 0..20)) {
        let table = |in_read: bool, heading: &str| {
            let mut seen = std::collections::HashSet::new();
            let lines = lines.iter().filter(|(of, name, _)| *of == in_read && seen.insert(name.clone()));
            lines.fold(format!("[{heading}]\n"), |text, (_, name, keys)| format!("{text}{name} = {keys:?}\n"))
        };
        let text = table(false, "keys") + &table(true, "keys.in.read");
        let (configuration, problems) = parse(&text, "c");
        let keymap = configuration.keymap();
        let mut taken = std::collections::HashSet::new();
        for (layer, key, command) in keymap.bound() {
            prop_assert!(taken.insert((layer, key)), "{key} twice, for {}", command.name);
        }
        for (_, view) in VIEWS {
            prop_assert!(!keymap.keys_in("help", *view).is_empty());
            prop_assert!(["close", "quit"].iter().any(|name| !keymap.keys_in(name, *view).is_empty()));
        }
        let written = text.lines().filter(|line| !line.starts_with('[')).count();
        prop_assert_eq!(problems.is_empty(), configuration.keys.len() == written);
    }

    #[test]
    fn no_text_is_too_odd(text: String, name: String) {
        for text in [text.clone(), format!("theme = {text}"), format!("keys.down = {text}"), format!("[{text}]\na = '{name}'")] {
            for problem in parse(&text, &name).1 {
                prop_assert!(!problem.in_one_line().chars().any(crate::gazetteer::is_control));
                prop_assert!(problem.line >= 1 && problem.column >= 1);
            }
        }
    }
}
