//! The state of the screen as named texts, one row each, so that saving something new needs no new table.

use std::collections::BTreeMap;

use super::data::{ArticleName, Selected, Session};
use super::names::{escape, path_from_text, path_text, unescape};

/// Maximum length of a name or value in a session, in bytes.
pub const MAX_WORD_LEN: usize = 1_024;
/// Maximum length of a row's text, in bytes.
pub const MAX_VALUE_LEN: usize = 64 << 10;
/// Maximum length of a name in [`Session::settings`], in bytes.
const MAX_SETTING_NAME_LEN: usize = 64;
/// Maximum number of hidden kinds.
const MAX_KINDS: usize = 1_000;
/// Maximum number of entries in [`Session::settings`].
pub const MAX_SETTINGS: usize = 200;

const OPEN: &str = "open";
const SELECTED: &str = "selected";
const VIEW: &str = "view";
const FOCUS: &str = "focus";
const HIDDEN: &str = "hidden";
const HIGHLIGHT: &str = "highlight";
const SORT: &str = "sort";
const NESTED: &str = "nested";
/// Prefix of the row names of [`Session::settings`], which keeps them apart from the names above.
const OTHER_PREFIX: &str = "other.";

/// A session's rows, by name.
pub type Rows = BTreeMap<String, String>;

/// Returns a text unless it has more than `max_len` bytes or contains control characters or bidi embeddings, overrides
/// or isolates, which a terminal would interpret.
pub fn clean(text: &str, max_len: usize) -> Option<&str> {
    let is_interpreted =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (text.len() <= max_len && !text.chars().any(is_interpreted)).then_some(text)
}

fn word(text: &str) -> Option<String> {
    clean(text, MAX_WORD_LEN).map(str::to_owned)
}

/// Returns the rows of a session.
pub fn to_rows(session: &Session) -> Rows {
    let open = session.open.as_ref().and_then(|key| {
        let item = key.item.as_ref().map(|item| escape(item.as_bytes()));
        serde_json::to_string(&(path_text(&key.path), item)).ok()
    });
    let selected = session.selected.as_ref().and_then(|selected| {
        let value = selected.value.as_deref().map(word);
        // Without its value, the id would name another entity.
        let value = if value == Some(None) { return None } else { value.flatten() };
        serde_json::to_string(&(word(&selected.id)?, value)).ok()
    });
    let kinds: Vec<String> =
        session.hidden_kinds.iter().take(MAX_KINDS).filter_map(|kind| word(kind)).collect();
    let hidden = if kinds.is_empty() { None } else { serde_json::to_string(&kinds).ok() };
    let word = |text: &Option<String>| text.as_deref().and_then(word);
    let fixed = [
        (OPEN, open),
        (SELECTED, selected),
        (VIEW, word(&session.view)),
        (FOCUS, word(&session.focus)),
        (HIDDEN, hidden),
        (HIGHLIGHT, word(&session.highlight)),
        (SORT, word(&session.sort)),
        (NESTED, session.nested.map(|nested| nested.to_string())),
    ];
    let others = session.settings.iter().take(MAX_SETTINGS).filter_map(|(name, value)| {
        let name = clean(name, MAX_SETTING_NAME_LEN)?;
        Some((format!("{OTHER_PREFIX}{name}"), clean(value, MAX_WORD_LEN)?.to_owned()))
    });
    let fixed = fixed.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    fixed.chain(others).filter(|(_, value)| value.len() <= MAX_VALUE_LEN).collect()
}

/// Returns the session in these rows. Invalid values are left out.
pub fn from_rows(rows: &Rows) -> Session {
    let get = |name: &str| rows.get(name).map(String::as_str);
    let open = get(OPEN).and_then(|value| {
        let (path, item) = serde_json::from_str::<(String, Option<String>)>(value).ok()?;
        let item = match item {
            Some(item) => Some(String::from_utf8(unescape(&item)?).ok()?),
            None => None,
        };
        Some(ArticleName { path: path_from_text(&path)?, item })
    });
    let selected = get(SELECTED).and_then(|value| {
        let (id, value) = serde_json::from_str::<(String, Option<String>)>(value).ok()?;
        let value = match value {
            Some(value) => Some(word(&value)?),
            None => None,
        };
        Some(Selected { id: word(&id)?, value })
    });
    let kinds = get(HIDDEN).and_then(|value| serde_json::from_str::<Vec<String>>(value).ok());
    let others = rows.iter().filter_map(|(name, value)| {
        let name = clean(name.strip_prefix(OTHER_PREFIX)?, MAX_SETTING_NAME_LEN)?;
        Some((name.to_owned(), word(value)?))
    });
    Session {
        open,
        selected,
        view: get(VIEW).and_then(word),
        focus: get(FOCUS).and_then(word),
        hidden_kinds: kinds
            .unwrap_or_default()
            .iter()
            .take(MAX_KINDS)
            .filter_map(|kind| word(kind))
            .collect(),
        highlight: get(HIGHLIGHT).and_then(word),
        sort: get(SORT).and_then(word),
        nested: get(NESTED).and_then(|value| value.parse().ok()),
        settings: others.take(MAX_SETTINGS).collect(),
    }
}

#[cfg(test)]
pub mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    /// Generates any key of an article.
    pub fn any_key() -> impl Strategy<Value = ArticleName> {
        #[cfg(unix)]
        let path = prop::collection::vec(1_u8.., 1..20).prop_map(|bytes| {
            PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes))
        });
        #[cfg(not(unix))]
        let path = "[a-zé%]{1,9}".prop_map(PathBuf::from);
        (path, any::<Option<String>>()).prop_map(|(path, item)| ArticleName { path, item })
    }

    /// Generates any session that can be saved completely.
    pub fn any_session() -> impl Strategy<Value = Session> {
        let word = || prop::option::of("\\PC{0,12}");
        let settings = prop::collection::btree_map("\\PC{0,9}", "\\PC{0,9}", 0..4);
        let selected = prop::option::of(("\\PC{0,9}", word()))
            .prop_map(|selected| selected.map(|(id, value)| Selected { id, value }));
        let first =
            (prop::option::of(any_key()), selected, word(), word(), prop::collection::vec("\\PC{0,9}", 0..4));
        (first, word(), word(), any::<Option<bool>>(), settings).prop_map(
            |(first, highlight, sort, nested, settings)| {
                let (open, selected, view, focus, hidden_kinds) = first;
                Session { open, selected, view, focus, hidden_kinds, highlight, sort, nested, settings }
            },
        )
    }

    proptest! {
        #[test]
        fn sessions_round_trip_through_rows(kept in any_session()) {
            prop_assert_eq!(from_rows(&to_rows(&kept)), kept);
        }

        #[test]
        fn any_rows_make_a_session_that_can_be_saved(
            found in prop::collection::btree_map(
                prop_oneof![Just("open"), Just("selected"), Just("hidden"), Just("nested"), Just("view"), Just("other.x")],
                prop_oneof![any::<String>(), "\\[\"[a-z%]{0,4}\",(null|\"[%a-f0-9]{0,6}\"|3)\\]", "\\[\\]"],
                0..6,
            ),
        ) {
            let found: Rows = found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let read = from_rows(&found);
            prop_assert_eq!(from_rows(&to_rows(&read)), read);
        }
    }

    #[test]
    fn control_characters_and_overlong_texts_are_not_saved() {
        let long = "x".repeat(MAX_WORD_LEN + 1);
        let kept = Session {
            view: Some("read\u{1b}[2J".to_owned()),
            focus: Some(long.clone()),
            selected: Some(Selected { id: "plan".to_owned(), value: Some(long.clone()) }),
            hidden_kinds: vec!["place".to_owned(), long.clone()],
            settings: [("a".to_owned(), long.clone()), (long, "b".to_owned())].into(),
            ..Session::default()
        };
        let expected = Session { hidden_kinds: vec!["place".to_owned()], ..Session::default() };
        assert_eq!(from_rows(&to_rows(&kept)), expected);
    }
}
