//! The file that `whoswho config default` prints: every setting and key binding, commented out, with its description.

use toml_edit::Value;

use crate::app::input::command::{CommandSpec, Scope, groups};
use crate::config::file::KEYS;
use crate::config::keys::IN;
use crate::config::settings::SETTINGS;
use crate::shell::commands::{specs, views};

/// Minimum width of a command's name and keys, in characters; the description comes after them.
const DESCRIPTION_COLUMN: usize = 44;

/// Returns the text of the file. Table headings are not commented out, so a line below one can be set on its own. A
/// line that starts with `#` and no space is a setting: without the `#` it sets the default.
pub fn default_file() -> String {
    let mut lines: Vec<String> = [
        "# Settings of whoswho. Each line shows the default: to change a setting, remove the # and edit the value.",
        "# `whoswho config check` reports errors. A path may start with ~/, your home folder; other relative paths start in",
        "# the folder of this file.",
    ]
    .map(str::to_owned)
    .to_vec();
    for setting in SETTINGS {
        lines.push(String::new());
        lines.push(format!("# {}", setting.description));
        lines.push(format!("# {}", (setting.allowed)()));
        lines.push(format!("#{} = {}", setting.name, (setting.default)()));
    }
    lines.push(String::new());
    lines.extend([
        "# Keys set here replace a command's default keys: one in quotation marks, or several in brackets; [] removes all.".to_owned(),
        "# Keys are written j, J, Ctrl-d, Alt-x, F1, Space, PgDn. Two commands in one table cannot share a key.".to_owned(),
        format!("[{KEYS}]"),
    ]);
    for group in groups(specs()) {
        let in_group = || specs().iter().filter(|command| command.group == group);
        if in_group().any(|command| command.scope == Scope::Everywhere) {
            lines.extend([String::new(), format!("# {}", group.heading())]);
            lines.extend(in_group().filter(|command| command.scope == Scope::Everywhere).map(line));
        }
    }
    lines.push(String::new());
    lines.extend([
        "# Keys of one view take precedence over those above. Commands that work in every view can be given extra keys here."
            .to_owned(),
        format!("# Views: {}", views().iter().map(|view| view.name).collect::<Vec<_>>().join(", ")),
    ]);
    for view in views() {
        lines.extend([String::new(), format!("[{KEYS}.{IN}.{}]", view.name)]);
        lines.extend(specs().iter().filter(|command| command.scope == Scope::In(*view)).map(line));
    }
    lines.join("\n") + "\n"
}

/// Formats a command's line: its default keys and its description.
fn line(command: &CommandSpec) -> String {
    let keys: Vec<String> = command.keys.iter().map(|key| Value::from(*key).to_string()).collect();
    let setting = format!("#{} = [{}]", command.name, keys.join(", "));
    format!("{setting:DESCRIPTION_COLUMN$} # {}", command.summary)
}
