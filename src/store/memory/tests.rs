//! What is saved comes back, with one reader or two, and an edited file does no harm.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::Connection;

use super::changes;
use super::corpus::CorpusMemory;
use super::data::{
    ArticleName, Change, DISMISSAL_LEN, LastCorpus, Loaded, MAX_LEAD_LEN, SavedArticle, SavedMark,
    SavedPosition, SavedReading, Session, last_bytes,
};
use super::database::{self, OpenMode};
use super::handle::Memory;
use super::limits::MAX_ARTICLES;
use super::names::Roots;
use super::session::tests::{any_key, any_session};

/// Returns the paths of the corpus in these tests.
pub fn paths() -> Vec<PathBuf> {
    vec![PathBuf::from("/none/news")]
}

/// Returns the memory of that corpus, opened without a message.
pub fn memory(folder: &Path) -> CorpusMemory {
    let opened = Memory::open(folder);
    assert_eq!(opened.message, None);
    opened.memory.corpus(&paths())
}

/// Returns what a new reader loads.
pub fn loaded(folder: &Path) -> Loaded {
    memory(folder).load()
}

/// Opens the file as another program would.
pub fn raw(folder: &Path) -> Connection {
    Connection::open(folder.join("memory.sqlite")).unwrap()
}

/// Returns the key of an article in that corpus.
pub fn key(name: &str) -> ArticleName {
    ArticleName { path: Path::new("/none/news").join(name), item: None }
}

/// Creates a position in an article.
pub fn place(offset: u64) -> SavedPosition {
    SavedPosition { offset, before: "before".to_owned(), fingerprint: 7, ..SavedPosition::default() }
}

/// Creates a mark at a position in an article.
pub fn mark(key: ArticleName, place: SavedPosition) -> SavedMark {
    SavedMark { key, place, words: "words".to_owned() }
}

fn read(seen_to: u64, is_read: bool, fingerprint: u64) -> SavedReading {
    SavedReading { seen_to, is_read, fingerprint }
}

fn any_place() -> impl Strategy<Value = SavedPosition> {
    let before = "\\PC{0,60}".prop_map(|text| last_bytes(&text).to_owned());
    (any::<u32>(), any::<bool>(), any::<Option<u32>>(), before, any::<u64>()).prop_map(
        |(offset, gap, landed, before, fingerprint)| SavedPosition {
            offset: offset.into(),
            gap,
            landed: landed.map(u64::from),
            before,
            fingerprint,
        },
    )
}

fn any_change() -> impl Strategy<Value = Change> {
    // Few keys and letters, so that changes collide.
    let key = || prop_oneof![any_key(), (0..3_u8).prop_map(|name| key(&name.to_string()))];
    let reading = (any::<u32>(), any::<bool>(), 0..2_u64)
        .prop_map(|(to, is_read, text)| read(to.into(), is_read, text));
    let any_mark = (key(), any_place(), "[a-zé ]{0,60}");
    let any_mark = any_mark.prop_map(|(key, place, words)| SavedMark { key, place, words });
    prop_oneof![
        3 => (key(), any_place()).prop_map(|(key, place)| Change::Place(key, place)),
        3 => (key(), reading).prop_map(|(key, reading)| Change::Reading(key, reading)),
        1 => key().prop_map(Change::Unread),
        2 => (prop::sample::select(vec!['a', 'b', 'Z', 'й', '\'']), prop::option::of(any_mark))
            .prop_map(|(letter, mark)| Change::Mark(letter, mark)),
        2 => (0..3_u8, any::<bool>()).prop_map(|(key, is_dismissed)| Change::Dismissal([key; DISMISSAL_LEN], is_dismissed)),
        1 => any_session().prop_map(|session| Change::Session(Box::new(session))),
        2 => "[a-c]{1,2}".prop_map(Change::Search),
    ]
}

/// The expected result of changes, without a file.
#[derive(Default)]
struct Model {
    places: HashMap<ArticleName, SavedPosition>,
    readings: HashMap<ArticleName, SavedReading>,
    marks: BTreeMap<char, SavedMark>,
    dismissals: HashSet<[u8; DISMISSAL_LEN]>,
    session: Session,
    history: Vec<String>,
}

impl Model {
    fn apply(&mut self, change: Change) {
        match change {
            Change::Place(key, place) => drop(self.places.insert(key, place)),
            Change::Reading(key, new) => {
                let old = self.readings.get(&key).filter(|old| old.fingerprint == new.fingerprint);
                let old = old.copied().unwrap_or(new);
                let seen_to = old.seen_to.max(new.seen_to);
                self.readings
                    .insert(key, SavedReading { seen_to, is_read: old.is_read || new.is_read, ..new });
            }
            Change::Unread(key) => drop(self.readings.remove(&key)),
            Change::Mark(letter, Some(mark)) => drop(self.marks.insert(letter, mark)),
            Change::Mark(letter, None) => drop(self.marks.remove(&letter)),
            Change::Dismissal(key, true) => drop(self.dismissals.insert(key)),
            Change::Dismissal(key, false) => drop(self.dismissals.remove(&key)),
            Change::Session(session) => self.session = *session,
            Change::Search(expression) => {
                self.history.retain(|other| *other != expression);
                self.history.push(expression);
            }
            Change::Opened(_) => {}
        }
    }

    fn check(&self, loaded: Loaded) -> Result<(), TestCaseError> {
        let split = |article: &SavedArticle| (article.key.clone(), article.place.clone(), article.reading);
        let articles: Vec<_> = loaded.articles.iter().map(split).collect();
        let places = articles.iter().filter_map(|(key, place, _)| Some((key.clone(), place.clone()?)));
        let readings = articles.iter().filter_map(|(key, _, reading)| Some((key.clone(), (*reading)?)));
        prop_assert_eq!(&places.collect::<HashMap<_, _>>(), &self.places);
        prop_assert_eq!(&readings.collect::<HashMap<_, _>>(), &self.readings);
        prop_assert_eq!(&loaded.marks.into_iter().collect::<BTreeMap<_, _>>(), &self.marks);
        prop_assert_eq!(&loaded.dismissals.into_iter().collect::<HashSet<_>>(), &self.dismissals);
        prop_assert_eq!(&loaded.session, &self.session);
        prop_assert_eq!(&loaded.history, &self.history);
        prop_assert_eq!(loaded.message, None);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Changes saved by one reader, in batches of any size, are loaded as the model expects.
    #[test]
    fn saved_changes_come_back(batches in prop::collection::vec(prop::collection::vec(any_change(), 0..6), 0..4)) {
        let folder = tempfile::tempdir().unwrap();
        let mut model = Model::default();
        let mut memory = memory(folder.path());
        for batch in batches {
            prop_assert_eq!(memory.save(batch.clone()), None);
            for change in batch {
                model.apply(change);
            }
            model.check(loaded(folder.path()))?;
        }
    }

    /// Two readers taking turns lose none of each other's changes, except where both change the same row.
    #[test]
    fn two_readers_lose_nothing(turns in prop::collection::vec((any::<bool>(), any_change()), 0..12)) {
        let folder = tempfile::tempdir().unwrap();
        let mut model = Model::default();
        let (mut first, mut second) = (memory(folder.path()), memory(folder.path()));
        first.load();
        for (is_first, change) in turns {
            // Only the values of a session that differ are written, so the sessions of two readers mix; the test below
            // covers that.
            if matches!(change, Change::Session(_)) {
                continue;
            }
            let reader = if is_first { &mut first } else { &mut second };
            prop_assert_eq!(reader.save(vec![change.clone()]), None);
            model.apply(change);
        }
        model.check(second.load())?;
    }
}

#[test]
fn only_changed_values_of_a_session_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (memory(folder.path()), memory(folder.path()));
    first.load();
    second.load();
    let session = |view: &str, sort: Option<&str>| Session {
        view: Some(view.to_owned()),
        sort: sort.map(str::to_owned),
        ..Session::default()
    };
    let save =
        |memory: &mut CorpusMemory, session: Session| memory.save(vec![Change::Session(Box::new(session))]);
    assert_eq!(save(&mut first, session("read", None)), None);
    assert_eq!(save(&mut second, session("compare", None)), None);
    assert_eq!(save(&mut first, session("read", Some("title"))), None);
    assert_eq!(loaded(folder.path()).session, session("compare", Some("title")));
    // A value that is unset is removed, but a setting of another reader that this one never had stays.
    let mine =
        Session { settings: [("measure".to_owned(), "70".to_owned())].into(), ..session("compare", None) };
    assert_eq!(save(&mut second, mine.clone()), None);
    assert_eq!(save(&mut first, session("read", None)), None);
    assert_eq!(loaded(folder.path()).session, mine);
    assert_eq!(mine.setting("measure"), Some("70"));
}

#[test]
fn two_threads_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let start = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        for reader in 0..2 {
            let (folder, start) = (folder.path(), &start);
            scope.spawn(move || {
                // Both create the file.
                start.wait();
                let mut memory = memory(folder);
                for number in 0..40 {
                    let change = Change::Place(key(&format!("{reader}-{number}")), place(number));
                    assert_eq!(memory.save(vec![change]), None);
                }
            });
        }
    });
    assert_eq!(loaded(folder.path()).articles.len(), 80);
}

#[test]
fn corpora_are_separate_but_share_searches() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = memory(folder.path());
    one.save(vec![Change::Mark('a', Some(mark(key("1"), place(3)))), Change::Search("gaza".to_owned())]);
    let mut other = Memory::open(folder.path()).memory.corpus(&[PathBuf::from("/none/other")]);
    let found = other.load();
    assert_eq!((found.marks.len(), found.history), (0, vec!["gaza".to_owned()]));
    assert_eq!(loaded(folder.path()).marks, [('a', mark(key("1"), place(3)))]);
}

#[test]
fn the_last_corpus_can_be_reopened() {
    let folder = tempfile::tempdir().unwrap();
    let last = || Memory::last_corpus(folder.path());
    assert_eq!(last(), None);
    let here = std::env::current_dir().unwrap();
    let given = vec![PathBuf::from("news"), PathBuf::from("/none/x")];
    let open = |paths: &[PathBuf], list: Option<&str>| {
        let mut memory = Memory::open(folder.path()).memory.corpus(paths);
        assert_eq!(memory.save(vec![Change::Opened(list.map(PathBuf::from))]), None);
    };
    open(&given, Some("entities.toml"));
    let expected = LastCorpus { paths: given, folder: here.clone(), list: Some(here.join("entities.toml")) };
    assert_eq!(last(), Some(expected.clone()));
    open(&[PathBuf::from("-")], None);
    open(&[], None);
    assert_eq!(last(), Some(expected), "what cannot be reopened replaces nothing");
    open(&paths(), None);
    assert_eq!(last(), Some(LastCorpus { paths: paths(), folder: here, list: None }));
}

#[test]
fn values_out_of_range_are_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let mut memory = memory(folder.path());
    let far = u64::from(u32::MAX) + 1;
    let long = ArticleName { path: PathBuf::from("/x".repeat(9_000)), item: None };
    let landed = SavedPosition { landed: Some(far), before: "x".repeat(500), ..place(1) };
    let changes = vec![
        Change::Place(key("a"), place(far)),
        Change::Reading(key("a"), read(u64::MAX, true, 1)),
        Change::Place(long.clone(), place(1)),
        Change::Mark('a', Some(mark(long, place(1)))),
        Change::Mark('b', Some(mark(key("a"), place(far)))),
        Change::Mark('\n', Some(mark(key("a"), place(1)))),
        Change::Search("x".repeat(5_000)),
        Change::Search("a\u{1b}b".to_owned()),
        Change::Search(String::new()),
        Change::Place(key("b"), landed),
    ];
    assert_eq!(memory.save(changes), None);
    let found = loaded(folder.path());
    assert_eq!((found.marks.len(), found.history.len(), found.articles.len()), (0, 0, 1));
    let kept = found.articles[0].place.as_ref().unwrap();
    assert_eq!((kept.offset, kept.landed, kept.before.len()), (1, None, MAX_LEAD_LEN));
}

#[test]
fn an_edited_file_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a", "b", "c", "d", "e", "f"];
    let place = |name: &&str| Change::Place(key(name), place(5));
    let mut changes: Vec<Change> = names.iter().map(place).collect();
    let session = Session { view: Some("read".to_owned()), ..Session::default() };
    changes.extend([
        Change::Reading(key("b"), read(9, true, 7)),
        Change::Mark('a', Some(mark(key("a"), super::tests::place(5)))),
        Change::Mark('b', Some(mark(key("a"), super::tests::place(5)))),
        Change::Search("one".to_owned()),
        Change::Session(Box::new(session)),
    ]);
    assert_eq!(memory(folder.path()).save(changes), None);
    let edit = "
        UPDATE article SET offset = -1 WHERE path LIKE '%/a';
        UPDATE article SET offset = 9223372036854775807, seen_to = 9223372036854775807 WHERE path LIKE '%/b';
        UPDATE article SET landed = -5, gap = 17, before = char(27) || hex(zeroblob(1000)) WHERE path LIKE '%/c';
        UPDATE article SET path = '/broken%G1' WHERE path LIKE '%/d';
        UPDATE article SET item = 'no' WHERE path LIKE '%/e';
        UPDATE article SET path = hex(zeroblob(1000000)) WHERE path LIKE '%/f';
        UPDATE mark SET letter = 'long' WHERE letter = 'b';
        UPDATE setting SET value = char(27) || '[2J' WHERE name = 'view';
        INSERT INTO setting VALUES (1, 'open', '[[[['), (1, 'hidden', '{}'), (1, 'nested', 'perhaps');
        INSERT INTO search VALUES (char(27), 9223372036854775807), (CAST(x'ff' AS TEXT), 5);
        CREATE TRIGGER t AFTER INSERT ON mark BEGIN DELETE FROM article; END;
    ";
    raw(folder.path()).execute_batch(edit).unwrap();
    let mut memory = memory(folder.path());
    let found = memory.load();
    assert_eq!(found.articles.len(), 1);
    let kept = found.articles[0].place.clone().unwrap();
    assert_eq!((kept.offset, kept.gap, kept.landed, kept.before.len()), (5, false, None, MAX_LEAD_LEN));
    assert_eq!(found.marks.iter().map(|(letter, ..)| *letter).collect::<String>(), "a");
    assert_eq!((found.session, found.history), (Session::default(), vec!["one".to_owned()]));
    // Saving still works.
    let changes = vec![
        Change::Reading(key("b"), read(3, false, 7)),
        Change::Mark('c', Some(mark(key("c"), kept))),
        Change::Search("two".to_owned()),
    ];
    assert_eq!(memory.save(changes), None);
    let found = loaded(folder.path());
    assert_eq!(found.history, ["one", "two"]);
    assert_eq!(found.articles.len(), 2, "the trigger did nothing");
    assert_eq!(found.articles[0].reading.unwrap().seen_to, 3);
}

#[test]
fn the_oldest_articles_are_deleted_but_never_marks() {
    let folder = tempfile::tempdir().unwrap();
    let open =
        |name: String| Memory::open(folder.path()).memory.corpus(&[PathBuf::from(format!("/none/{name}"))]);
    open("marked".to_owned()).save(vec![Change::Mark('a', Some(mark(key("a"), place(1))))]);
    for number in 0..5 {
        let key = ArticleName { path: PathBuf::from(format!("/none/{number}/a")), item: None };
        open(number.to_string())
            .save(vec![Change::Place(key, place(number)), Change::Search(number.to_string())]);
    }
    let mut database = database::open(folder.path(), OpenMode::Existing).unwrap();
    let articles = |number: u64| open(number.to_string()).load().articles.len();
    changes::trim(&mut database, open("0".to_owned()).roots(), 3, 3).unwrap();
    // The open corpus stays although it is the oldest; its article does not.
    let count = |table: &str| -> u32 {
        database.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("corpus"), count("article"), count("search")), (5, 3, 5));
    assert_eq!([0, 1, 2, 3, 4].map(articles), [0, 0, 1, 1, 1]);
    assert_eq!(open("marked".to_owned()).load().marks.len(), 1);
}

#[test]
fn at_most_100_searches_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let searches = (0..130).map(|number| Change::Search(number.to_string())).collect();
    assert_eq!(memory(folder.path()).save(searches), None);
    let expected: Vec<String> = (30..130).map(|number| number.to_string()).collect();
    assert_eq!(loaded(folder.path()).history, expected);
}

#[test]
fn a_corpus_larger_than_the_limit_is_saved_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let changes = (0..u64::from(MAX_ARTICLES) + 500)
        .map(|number| Change::Place(key(&number.to_string()), place(number)));
    assert_eq!(memory(folder.path()).save(changes.collect()), None);
    let found = loaded(folder.path()).articles;
    assert_eq!(found.len(), MAX_ARTICLES as usize);
    assert_eq!(found[0].key, key(&(MAX_ARTICLES + 499).to_string()), "the latest first");
    let size = std::fs::metadata(folder.path().join("memory.sqlite")).unwrap().len();
    assert!(size < 8 << 20, "{size}");
}

#[test]
fn memory_can_be_sent_to_a_thread() {
    fn is_sent<T: Send>() {}
    is_sent::<CorpusMemory>();
    is_sent::<Roots>();
}
