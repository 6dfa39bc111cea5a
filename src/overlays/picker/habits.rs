//! Commands that people know from less and vim, and what each does here.

/// What a habit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Runs a command.
    Run(&'static str),
    /// Only shows a message.
    Say(&'static str),
    /// Goes to the article that the rest of the line names.
    Article,
    /// Says where to find the setting that the rest of the line names.
    Setting,
    /// Ends the search in the article.
    EndSearch,
}

/// A command line that people type out of habit.
#[derive(Debug, PartialEq, Eq)]
pub struct Habit {
    /// The words that it may begin with.
    pub words: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// Its summary, shown before it runs.
    pub summary: &'static str,
}

const fn habit(words: &'static [&'static str], action: Action, summary: &'static str) -> Habit {
    Habit { words, action, summary }
}

/// The message about saving.
const NOTHING_TO_SAVE: &str = "Nothing to save: notes and marks are saved as you make them";

/// All habits. A command's own name takes precedence.
pub const HABITS: &[Habit] = &[
    // As in vim, `q` closes a window, and quits if it was the last.
    habit(&["q"], Action::Run("close"), "close what is open, else quit"),
    habit(&["q!", "qa", "qa!", "quit!", "exit"], Action::Run("quit"), "quit"),
    habit(&["w", "write", "wa", "up", "update"], Action::Say(NOTHING_TO_SAVE), NOTHING_TO_SAVE),
    habit(&["wq", "wqa", "x", "xa"], Action::Run("quit"), "quit; notes and marks are saved already"),
    habit(&["e", "edit", "b", "buffer"], Action::Article, "go to the article with this title or file name"),
    habit(&["ls", "buffers", "files"], Action::Run("pick-article"), "find an article by its title"),
    habit(&["n", "bn", "bnext"], Action::Run("next-article"), "next article"),
    habit(&["p", "bp", "bprevious", "N"], Action::Run("previous-article"), "previous article"),
    habit(&["set", "se"], Action::Setting, "say where a setting is, and what changes it now"),
    habit(&["h", "map"], Action::Run("help"), "all keys"),
    habit(&["noh", "nohl", "nohlsearch"], Action::EndSearch, "end the search"),
    habit(&["marks"], Action::Run("go-to-mark"), "go to a mark"),
    habit(&["only", "on"], Action::Run("zoom-pane"), "zoom this pane, or show all panes"),
    habit(&["s", "%s"], Action::Say("Nothing is replaced: articles are only read"), "articles are only read"),
    habit(&["sh", "!"], Action::Run("suspend"), "suspend to the shell; fg returns"),
];

/// The names that people may use for a setting, its name in `config.toml`, and the command that changes it while the
/// reader runs, if there is one.
type Setting = (&'static [&'static str], &'static str, Option<&'static str>);

/// All settings except keys.
const SETTINGS: &[Setting] = &[
    (&["theme", "background", "bg", "colorscheme", "color"], "theme", Some("next-theme")),
    (&["measure", "textwidth", "tw", "columns", "width"], "measure", None),
    (&["justify", "wrap"], "justify", Some("justify-lines")),
    (&["hyphenate", "linebreak", "lbr"], "hyphenate", Some("hyphenate-words")),
    (&["highlight", "hlsearch", "hls", "syntax"], "highlight", Some("next-highlight")),
    (&["mouse"], "mouse", Some("mouse")),
    (&["sort"], "sort", Some("sort-articles")),
    (&["paths", "path"], "paths", None),
    (&["list"], "list", None),
    (&["notes"], "notes", None),
];

/// Returns the habit that a line begins with, and the rest of the line. None if it begins with no habit, or if more
/// text follows a habit that takes none.
pub fn find(line: &str) -> Option<(&'static Habit, &str)> {
    let (word, rest) = first_word(line);
    let habit = HABITS.iter().find(|habit| habit.words.contains(&word))?;
    let takes_rest =
        word == "!" || matches!(habit.action, Action::Article | Action::Setting | Action::Say(_));
    (takes_rest || rest.is_empty()).then_some((habit, rest.trim()))
}

/// Returns the first word of a line, and the rest. As in vim, no space is needed after `!`, nor between `s` or `%s` and
/// the `/` of what it replaces.
fn first_word(line: &str) -> (&str, &str) {
    if let Some(command) = line.strip_prefix('!') {
        return ("!", command);
    }
    for word in ["s", "%s"] {
        if let Some(rest) = line.strip_prefix(word).filter(|rest| rest.starts_with(['/', '#', '|'])) {
            return (word, rest);
        }
    }
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

/// Returns a message that says where a setting is and what changes it now. The option is written as in vim: `nomouse`,
/// `theme=dark`, `justify!`.
pub fn about_setting(option: &str) -> String {
    let name = option.split(['=', ':', '?', '!', '&', ' ']).next().unwrap_or_default();
    let find_setting = |name: &str| SETTINGS.iter().find(|(names, ..)| names.contains(&name));
    let bare = || name.strip_prefix("no").or_else(|| name.strip_prefix("inv"));
    match find_setting(name).or_else(|| find_setting(bare()?)) {
        _ if name.is_empty() => {
            let commands: Vec<&str> = SETTINGS.iter().filter_map(|(.., command)| *command).collect();
            format!(
                "Settings are in config.toml; these commands change some of them until you quit: {}",
                commands.join(", ")
            )
        }
        Some((_, setting, Some(command))) => {
            format!("Setting {setting} is in config.toml; the command {command} changes it until you quit")
        }
        Some((_, setting, None)) => format!("Setting {setting} is in config.toml only"),
        None => format!("No setting is called {name}; all are in config.toml"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_word_is_in_two_habits() {
        let mut seen = HashSet::new();
        for word in HABITS.iter().flat_map(|habit| habit.words) {
            assert!(seen.insert(word), "{word}");
        }
    }

    #[test]
    fn only_some_habits_take_the_rest_of_the_line() {
        let found = |line| find(line).map(|(habit, rest)| (habit.words[0], rest));
        assert_eq!(found("q"), Some(("q", "")));
        assert_eq!(found("q now"), None);
        assert_eq!(found("edit  two words "), Some(("e", "two words")));
        assert_eq!(found("set mouse=a"), Some(("set", "mouse=a")));
        assert_eq!(found("wonder"), None);
    }

    /// Regression: these were unknown commands unless a space followed the habit.
    #[test]
    fn substitution_and_shell_command_are_recognised_as_vim_writes_them() {
        let found = |line| find(line).map(|(habit, rest)| (habit.words[0], rest));
        for line in ["s", "%s", "s/a/b", "%s/a b/c/g", "%s /a/b/", "s#a#b#"] {
            assert_eq!(found(line).map(|(word, _)| word), Some("s"), "{line}");
        }
        for line in ["!", "!ls", "! ls -l"] {
            assert_eq!(found(line).map(|(word, _)| word), Some("sh"), "{line}");
        }
        for line in ["sort", "s-lines", "set/", "sh ls"] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn option_is_recognised_as_vim_writes_it() {
        for option in ["mouse", "nomouse", "mouse=a", "mouse!", "invmouse"] {
            assert!(about_setting(option).starts_with("Setting mouse is"), "{option}");
        }
        assert!(about_setting("number").starts_with("No setting is called number"));
        assert!(about_setting("").contains("next-theme, justify-lines"));
    }
}
