//! The file that `whoswho config default` prints: every setting and every key with its words, none of them set.

use toml_edit::Value;

use crate::app::commands::specs;
use crate::app::input::VIEWS;
use crate::app::input::command::{CommandSpec, GROUPS, Scope};
use crate::config::file::KEYS;
use crate::config::keys::IN;
use crate::config::settings::SETTINGS;

/// Where the words behind a command's keys begin.
const WORDS_AT: usize = 44;

/// The file. The headings of tables are none of its comments, so that a line below them can be set by itself. A line that begins with `#` and no space is a setting: without the `#` it says what holds anyway.
pub fn default_file() -> String {
    let mut lines: Vec<String> = [
        "# Settings of whoswho. What this file does not set is as it stands here: take a # away and change what is behind it.",
        "# `whoswho config check` says whether all of it can be used. A path may begin with ~/, your home folder; others that are",
        "# relative begin in this file's folder.",
    ]
    .map(str::to_owned)
    .to_vec();
    for setting in SETTINGS {
        lines.push(String::new());
        lines.push(format!("# {}", setting.words));
        lines.push(format!("# {}", (setting.values)()));
        lines.push(format!("#{} = {}", setting.name, (setting.default)()));
    }
    lines.push(String::new());
    lines.extend([
        "# A command's keys take the place of those that it has here: one in quotation marks, or some in brackets; [] takes".to_owned(),
        "# them away. Keys are written j, J, Ctrl-d, Alt-x, F1, Space, PgDn. Two commands cannot share a key.".to_owned(),
        format!("[{KEYS}]"),
    ]);
    for (group, heading) in GROUPS {
        let of_group = || specs().iter().filter(|command| command.group == *group);
        if of_group().any(|command| command.scope == Scope::Everywhere) {
            lines.extend([String::new(), format!("# {heading}")]);
            lines.extend(of_group().filter(|command| command.scope == Scope::Everywhere).map(line));
        }
    }
    lines.push(String::new());
    lines.extend([
        "# Keys of one view come before those above. Commands of every view can be given more keys here, for one view."
            .to_owned(),
        format!("# Views: {}", VIEWS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")),
    ]);
    for (name, view) in VIEWS {
        lines.extend([String::new(), format!("[{KEYS}.{IN}.{name}]")]);
        lines.extend(specs().iter().filter(|command| command.scope == Scope::In(*view)).map(line));
    }
    lines.join("\n") + "\n"
}

/// A command with the table's keys, and what it does.
fn line(command: &CommandSpec) -> String {
    let keys: Vec<String> = command.keys.iter().map(|key| Value::from(*key).to_string()).collect();
    let setting = format!("#{} = [{}]", command.name, keys.join(", "));
    format!("{setting:WORDS_AT$} # {}", command.summary)
}
