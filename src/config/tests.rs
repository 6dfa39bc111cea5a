use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::settings::SETTINGS;
use super::*;
use crate::app::input::Key;
use crate::app::input::READ;
use crate::app::input::command::Scope;
use crate::app::input::keymap::Rebinding;
use crate::app::state::display::{Highlight, ThemeName};
use crate::app::state::notice::Notice;
use crate::shell::commands::specs;

/// Returns the problems of a settings file, each as one line.
fn problems_of(text: &str) -> Vec<String> {
    parse(text, "c").1.iter().map(crate::gazetteer::Problem::in_one_line).collect()
}

/// Parses a settings file that must have no problems.
#[track_caller]
fn parse_valid(text: &str) -> Configuration {
    assert_eq!(problems_of(text), Vec::<String>::new());
    parse(text, "c").0
}

fn bound(keymap: &Keymap) -> Vec<(Scope, Key, &'static str)> {
    keymap.bound().map(|(layer, key, command)| (layer, key, command.name)).collect()
}

#[test]
fn all_settings_are_parsed() {
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
    let configuration = parse_valid(text)
        .with_resolved_paths(Path::new("/home/me/.config/whoswho"), Some(Path::new("/home/me")));
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
    let display = DisplayOptions {
        theme: ThemeName::Dark,
        measure: 70,
        justify: true,
        hyphenate: true,
        highlight: Highlight::Selected,
    };
    assert_eq!(configuration.display(), display);
}

#[test]
fn empty_file_sets_nothing() {
    for text in ["", "\u{feff}", "# words\n", "paths = []\nlist = ''\nnotes = \"\"\n[keys]\n[keys.in.read]\n"]
    {
        assert_eq!(parse_valid(text), Configuration::default());
    }
    assert_eq!(Configuration::default().display(), DisplayOptions::default());
}

#[test]
fn default_file_contains_the_defaults() {
    let written = default_file();
    assert_eq!(parse_valid(&written), Configuration::default());
    let uncommented: Vec<&str> = written
        .lines()
        .map(|line| if line.starts_with("# ") { line } else { line.strip_prefix('#').unwrap_or(line) })
        .collect();
    let configuration = parse_valid(&uncommented.join("\n"));
    assert_eq!(configuration.display(), DisplayOptions::default());
    assert_eq!(bound(&configuration.keymap()), bound(&Keymap::new(specs(), &[])));
    assert_eq!(configuration.keys.len(), specs().len());
    assert_eq!((configuration.mouse, configuration.sort), (Some(true), Some(Sort::default())));
    assert_eq!((configuration.paths.len(), configuration.list, configuration.notes), (0, None, None));
}

/// Each setting is in the default file once, rejects values of the wrong type, and accepts those listed there.
#[test]
fn settings_come_from_one_table() {
    let whole = default_file();
    let (written, _) = whole.split_once("\n[keys]").unwrap();
    for setting in SETTINGS {
        assert_eq!(written.matches(&format!("\n#{} = ", setting.name)).count(), 1, "{}", setting.name);
        let problems = problems_of(&format!("{} = 1979-05-27", setting.name));
        assert_eq!(problems.len(), 1, "{}: {problems:?}", setting.name);
        let allowed = (setting.allowed)();
        for value in allowed.split([',', ' ']).filter(|word| !["or", "", "to"].contains(word)) {
            let number = value.parse::<u32>().is_ok() || ["true", "false"].contains(&value);
            let is_path = allowed.contains('"');
            if !is_path {
                parse_valid(&if number {
                    format!("{} = {value}", setting.name)
                } else {
                    format!("{} = '{value}'", setting.name)
                });
            }
        }
    }
}

#[test]
fn errors_name_their_location_and_a_fix() {
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
            "c:1:8: `~you/a`: only your own home folder can be abbreviated (start with ~/ or write the full path)",
        ),
        (
            "notes = \"a\\u001bb\"",
            "c:1:9: control character U+001B in a path (in single quotes a backslash is just a backslash)",
        ),
        (
            "mouse = yes",
            "c:1:9: invalid TOML: string values must be quoted, expected literal string (write it in quotation marks)",
        ),
        (
            "mouse = true\nmouse = true",
            "c:2:1: invalid TOML: duplicate key (each setting may appear only once)",
        ),
        ("keys = 1", "c:1:8: expected a table: `[keys]`, found an integer"),
        ("keys.nxt-mention = 'x'", "c:1:6: unknown command `nxt-mention` (did you mean `next-mention`?)"),
        (
            "keys.frolic = 'x'",
            "c:1:6: unknown command `frolic` (`whoswho config default` prints all commands)",
        ),
        ("down = 'ü'", "c:1:1: unknown setting `down` (this is a command: set its keys under `[keys]`)"),
        ("keys.theme = 'dark'", "c:1:6: unknown command `theme` (this is a setting: move it above `[keys]`)"),
        ("keys.down = 'Entre'", "c:1:13: unknown key `Entre` (did you mean `Enter`?)"),
        (
            "keys.down = ['ü', 'gg']",
            "c:1:19: unknown key `gg` (keys are written as `j`, `J`, `Ctrl-d`, `Alt-x`, `F1`, `Space`, `PgDn`)",
        ),
        ("keys.down = 1", "c:1:13: expected a key in quotation marks, or a list of keys, found an integer"),
        (
            "keys.down = '5'",
            "c:1:13: `5` cannot be bound: digits are counts for the next key (combine it with Ctrl or Alt)",
        ),
        ("[keys.matrix]\nsort = 'ü'", "c:1:7: unknown table `keys.matrix` (write `[keys.in.matrix]`)"),
        ("[keys.in.comapre]", "c:1:10: unknown view `comapre` (did you mean `compare`?)"),
        (
            "[keys.in.read]\nsort = 'ü'",
            "c:2:1: `sort` works only in the view matrix (set it under `[keys]` or `[keys.in.matrix]`)",
        ),
        (
            "[keys]\nsort = 's'\n[keys.in.matrix]\nsort = 'ü'",
            "c:4:1: `sort` already has its keys on line 2 (a command that works in one view is set once)",
        ),
        (
            "[keys.in.read]\ndown = []",
            "c:2:8: no keys for `down`: a view can only add keys to a command (an empty array under `[keys]` removes \
             its keys)",
        ),
        (
            "[keys]\ndown = ['ü', 'k']",
            "c:2:14: `k` is set for both `down` and `up` (choose another key, or bind `up` to another one too)",
        ),
        (
            "[keys]\ndown = 'ü'\nup = 'ü'",
            "c:3:6: `ü` is set for both `down` and `up` (give one of them another key; until then `down` and `up` keep their \
             default keys)",
        ),
        (
            "[keys.in.matrix]\nstop = 's'",
            "c:2:8: `s` is set for both `sort` and `stop` in the view matrix (choose another key, or bind `sort` to \
             another one too)",
        ),
        (
            "keys.help = []",
            "c:1:6: no key shows the keys in the view read (bind a key to `help` there; until then the default keys apply)",
        ),
        (
            "[keys]\nclose = []\nquit = []",
            "c:3:1: no key leaves the reader in the view read (bind a key to `close` or `quit` there; until then the \
             default keys apply)",
        ),
        (
            "[keys.in.search]\ndown = ['?', 'F1']",
            "c:2:1: no key shows the keys in the view search (bind a key to `help` there; until then the default keys apply)",
        ),
    ] {
        assert_eq!(problems_of(text), [expected], "{text}");
        assert_eq!(bound(&parse(text, "c").0.keymap()), bound(&Keymap::new(specs(), &[])), "{text}");
    }
}

#[test]
fn valid_settings_apply_beside_invalid_ones() {
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

/// `up` moves from `k` to a key that is taken, so it gets `k` back, which conflicts with `stop`.
#[test]
fn conflicts_with_restored_default_keys_are_reported() {
    let problems = problems_of("[keys]\nup = 'x'\nstop = 'k'\n");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("c:2:6: `x` is set for both `up` and `show-nested`"), "{problems:?}");
    for problems in [&problems, &problems_of("[keys]\nup = 'gg'\nstop = 'k'\n")] {
        assert!(problems[1].contains("`up` has its default keys"), "{problems:?}");
    }
}

#[test]
fn two_commands_can_swap_keys() {
    let keymap = parse_valid("[keys]\nup = ['j', 'Down']\ndown = ['k', 'Up']\n").keymap();
    assert_eq!(keymap.find(Key::char('j'), READ).map(|command| command.name), Some("up"));
}

#[test]
fn large_files_are_rejected_and_problems_are_limited() {
    let large = "#".repeat(MAX_FILE_SIZE as usize + 1);
    assert_eq!(problems_of(&large), ["c:1:1: larger than 1024 KiB: nothing in it is read"]);
    let many = (0..20_000).map(|number| format!("x{number} = 1")).collect::<Vec<_>>().join("\n");
    let problems = problems_of(&many);
    assert_eq!(problems.len(), parser::MAX_PROBLEMS + 1);
    assert!(problems.last().unwrap().contains("more than 500 problems"));
    let keys: String = (0..10_000).map(|_| "'ü',").collect();
    assert_eq!(problems_of(&format!("keys.down = [{keys}]")), ["c:1:110: more than 24 keys for one command"]);
}

#[test]
fn settings_are_applied_to_the_state() {
    let configuration = parse_valid("theme = 'mono'\nsort = 'date'\nkeys.down = 'ü'");
    let settings = |problems: &[&str]| Settings {
        paths: Vec::new(),
        new_list: PathBuf::new(),
        state_folder: None,
        notes: std::path::PathBuf::new(),
        keymap: Arc::new(configuration.keymap()),
        mouse: false,
        display: configuration.display(),
        sort: configuration.sort.unwrap_or_default(),
        config_problems: problems.iter().map(|&problem| problem.to_owned()).collect(),
        greeting: String::new(),
    };
    let mut state = Workspace { mouse: true, ..Workspace::default() };
    settings(&[]).apply_to(&mut state);
    assert_eq!((state.display.theme, state.sort, state.mouse), (ThemeName::Mono, Sort::Date, false));
    assert_eq!((settings(&[]).keymap.key_of("down"), state.notices.message()), ("ü", None));
    settings(&["a", "b", "c"]).apply_to(&mut state);
    let message = state.notices.message().unwrap();
    assert_eq!((message.text.as_str(), message.is_problem), ("a (and 2 more; :messages)", true));
    assert_eq!(state.notices.problems(), ["a", "b", "c"].map(Notice::problem));
}

/// A line of `[keys]`, usually valid.
fn any_line() -> impl Strategy<Value = (bool, String, Vec<String>)> {
    let keys = ["j", "k", "s", "x", "q", "Q", "?", "F1", "ü", "Enter", "Ctrl-c", "5", "gg", "F2"];
    let keys = prop::collection::vec(prop::sample::select(keys.map(str::to_owned).to_vec()), 0..4);
    (any::<bool>(), prop::sample::select(specs()).prop_map(|command| command.name.to_owned()), keys)
}

proptest! {
    /// Whatever the bindings, those kept have no conflicts and leave a key to quit and a key for help in every view,
    /// and problems are reported unless all were kept.
    #[test]
    fn kept_bindings_are_usable(lines in prop::collection::vec(any_line(), 0..20)) {
        let table = |in_read: bool, heading: &str| {
            let mut seen = std::collections::HashSet::new();
            let lines = lines.iter().filter(|(is_read, name, _)| *is_read == in_read && seen.insert(name.clone()));
            lines.fold(format!("[{heading}]\n"), |text, (_, name, keys)| format!("{text}{name} = {keys:?}\n"))
        };
        let text = table(false, "keys") + &table(true, "keys.in.read");
        let (configuration, problems) = parse(&text, "c");
        let keymap = configuration.keymap();
        let mut taken = std::collections::HashSet::new();
        for (layer, key, command) in keymap.bound() {
            prop_assert!(taken.insert((layer, key)), "{key} twice, for {}", command.name);
        }
        for view in crate::shell::commands::views() {
            prop_assert!(!keymap.keys_in("help", *view).is_empty());
            prop_assert!(["close", "quit"].iter().any(|name| !keymap.keys_in(name, *view).is_empty()));
        }
        let written = text.lines().filter(|line| !line.starts_with('[')).count();
        prop_assert_eq!(problems.is_empty(), configuration.keys.len() == written);
    }

    #[test]
    fn any_text_can_be_parsed(text: String, name: String) {
        for text in [text.clone(), format!("theme = {text}"), format!("keys.down = {text}"), format!("[{text}]\na = '{name}'")] {
            for problem in parse(&text, &name).1 {
                prop_assert!(!problem.in_one_line().chars().any(crate::gazetteer::is_control));
                prop_assert!(problem.line >= 1 && problem.column >= 1);
            }
        }
    }
}
