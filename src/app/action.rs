//! What can happen to the state, and what the state can ask for.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::cooccurrence::Neighbourhood;
use crate::analysis::counts::EntityCount;
use crate::analysis::coverage::CoverageRow;
use crate::analysis::listing::Listing;
use crate::app::asking::{Note, Unkept};
use crate::app::document::Document;
use crate::app::finding::FoundPart;
use crate::app::input::Input;
use crate::app::messages::Told;
use crate::app::narrowing::Wanted;
use crate::app::picker::{PickQuestion, PickRow};
use crate::app::remembering::{Memo, Recalled};
use crate::app::suggesting::Suggested;
use crate::app::taking::{Copying, Reached};
use crate::app::watching::Changes;
use crate::article::{Article, ArticleKey};
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::gazetteer::edit::Addition;
use crate::mention::explain::Rival;
use crate::mention::uncertainty::Uncertainty;
use crate::mention::{EntityKey, EntityRef, Matcher, Mention};

/// Something that happened.
#[derive(Debug)]
pub enum Action {
    /// A hand did something.
    Input(Input),
    /// More articles were read: the index that replaces the one before.
    Index(Index),
    /// How far reading has come: articles found, articles read, whether nothing more will come.
    Progress {
        /// Articles found behind the paths.
        found: usize,
        /// Articles read, or given up.
        read: usize,
        /// Whether nothing more will come.
        done: bool,
    },
    /// Something went wrong outside, or was passed over.
    Problem(Told),
    /// An article that was asked for is here, or is not to be had.
    Opened(Box<Result<Document, (ArticleKey, String)>>),
    /// An answer to a question.
    Answer(Answer),
    /// Hits came in, of a search over all articles.
    Found(FoundPart),
    /// A passage was put into the file of notes; or why not, in one line.
    Noted(Result<String, Unkept>),
    /// A text for the clipboard went there, as far as can be known.
    Copied(Copying, Reached),
    /// Something happened to these paths, as the articles name them.
    Touched(Vec<PathBuf>),
    /// What another look at the files found.
    Changes(Box<Changes>),
    /// Names that were refused in earlier sittings, folded.
    RefusedBefore(HashSet<String>),
    /// What was remembered of these articles.
    Recalled(Box<Recalled>),
    /// The list was read again; or why it cannot be used, in one line.
    List(Result<Listed, String>),
    /// Something asked for could not be done; why, in one line.
    Refused(String),
}

/// A list that was read again.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Ready for matching.
    pub matcher: Arc<Matcher>,
    /// Where it is from, as people are told.
    pub name: String,
    /// What to say of it, in one line.
    pub words: String,
    /// What was added to it, to be selected.
    pub added: Option<EntityKey>,
}

/// Work that somebody else must do.
#[derive(Debug)]
pub enum Effect {
    /// Read this article; comes back as [`Action::Opened`].
    Open {
        /// The article.
        key: ArticleKey,
        /// The fingerprint of the text that the index knows; a text with another is matched anew.
        known: Option<u64>,
    },
    /// Give up opening an article: the next one does not wait for it.
    StopOpening,
    /// Answer a question on a snapshot; comes back as [`Action::Answer`]. A newer question of the same kind makes an older
    /// one pointless.
    Ask {
        /// The question.
        question: Question,
        /// What to answer it on.
        index: Index,
    },
    /// Sort and narrow the list of articles; comes back as [`Answer::Listing`].
    List {
        /// How it is to be listed.
        wanted: Wanted,
        /// The articles.
        index: Index,
    },
    /// Rank articles, entities or commands by what was typed; comes back as [`Answer::Picked`].
    Pick(PickQuestion),
    /// Find all claims on a mention's characters; comes back as [`Answer::Why`].
    Explain {
        /// The article.
        article: Arc<Article>,
        /// The mention.
        mention: Mention,
        /// What it names, or may name.
        entities: Vec<EntityRef>,
        /// The index's generation.
        generation: u64,
    },
    /// Look through all articles for names that are not listed; comes back as [`Answer::Suggestions`].
    Suggest {
        /// The index's generation.
        generation: u64,
        /// Names that are not to be suggested, folded.
        refused: HashSet<String>,
    },
    /// Give up looking for names that are not listed.
    StopSuggesting,
    /// Remember that a name is not to be suggested again, or may be.
    Refuse {
        /// The name, folded.
        name: String,
        /// Whether it is refused.
        is_refused: bool,
    },
    /// Search an article for a regular expression; comes back as [`Answer::Hits`].
    Search {
        /// What to search.
        article: Arc<Article>,
        /// The expression, as it was typed.
        expression: String,
    },
    /// Search all articles for a regular expression; comes back as [`Action::Found`], in parts. A search that is still under
    /// way is given up.
    SearchAll {
        /// The number of the search.
        run: u64,
        /// The expression, as it was typed.
        expression: String,
        /// What to search.
        index: Index,
    },
    /// Give up searching all articles.
    StopSearchAll,
    /// Look at these files again; comes back as [`Action::Changes`].
    LookAgain {
        /// What was touched: files, or folders around them.
        touched: Vec<PathBuf>,
        /// What is known of the articles.
        index: Index,
    },
    /// Remember this.
    Keep(Memo),
    /// Match all articles with another list, the open one first; comes back as [`Action::Index`], at once with all articles
    /// as far as the old list knows them, and again when all were matched.
    Relist {
        /// The list.
        matcher: Arc<Matcher>,
        /// What is known of the articles.
        index: Index,
        /// The article that is open.
        open: Option<Arc<Article>>,
    },
    /// Write this into the list; comes back as [`Action::List`] or [`Action::Refused`].
    AddToList(Addition),
    /// Take the last addition back; comes back as [`Action::List`] or [`Action::Refused`].
    TakeBack,
    /// Open the list in the reader's editor at a line, from 1.
    EditList {
        /// The line.
        line: u32,
    },
    /// Read the list again, whether it has changed or not; comes back as [`Action::List`].
    ReloadList,
    /// Put this text into the clipboard; comes back as [`Action::Copied`], or as [`Action::Refused`] if it is too long.
    Copy(Copying),
    /// Put a passage into the file of notes; comes back as [`Action::Noted`].
    Note(Box<Note>),
    /// Lend the terminal to a command that reads an article's text; comes back as [`Action::Refused`] if it does not start.
    Pipe {
        /// What the reader typed, for the shell.
        command: String,
        /// The article.
        article: Arc<Article>,
    },
    /// Have the system open this link; comes back as [`Action::Refused`] if it does not.
    OpenLink(String),
    /// Stop reading articles.
    CancelReading,
    /// Switch mouse reporting on or off.
    Mouse(bool),
    /// Give the terminal back and stop, until the shell continues us.
    Suspend,
    /// Paint everything anew.
    Repaint,
    /// End.
    Quit,
}

/// A question over articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What the panel shows of one article, and of the selected entity in it.
    Here {
        /// The article.
        article: ArticleId,
        /// The selected entity.
        selected: Option<ReferentId>,
        /// Kinds that are passed over where none is selected.
        hidden: KindSet,
    },
    /// What is known of the selected entity, or of all, over all articles.
    Everywhere {
        /// The selected entity.
        selected: Option<ReferentId>,
        /// Kinds that are passed over where none is selected.
        hidden: KindSet,
    },
    /// The matrix of the listed articles.
    Coverage(Listing),
    /// How often an entity is named, in how many articles and how spelled.
    Count(ReferentId),
}

/// An answer, with the generation of the index that gave it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// To [`Question::Here`].
    Here(u64, Here),
    /// To [`Question::Everywhere`].
    Everywhere(u64, Everywhere),
    /// To [`Question::Coverage`].
    Coverage(u64, Listing, Arc<[CoverageRow]>),
    /// To [`Question::Count`].
    Count(u64, ReferentId, Option<EntityCount>),
    /// To [`Effect::List`].
    Listing(u64, Wanted, Listing),
    /// To [`Effect::Pick`].
    Picked {
        /// The question's number.
        run: u64,
        /// The best rows.
        rows: Vec<PickRow>,
        /// How many are meant.
        count: usize,
    },
    /// To [`Effect::Explain`].
    Why(u64, Why),
    /// To [`Effect::Suggest`], while it is under way: the index's generation, and how many articles were looked through.
    LookedThrough(u64, usize),
    /// To [`Effect::Suggest`].
    Suggestions(Suggested),
    /// To [`Effect::Search`].
    Hits {
        /// The article that was searched.
        article: ArticleKey,
        /// The expression.
        expression: String,
        /// Bytes of every hit in order, and whether there are more; or why the expression cannot be used.
        hits: Result<(Vec<Range<usize>>, bool), String>,
    },
}

/// Why a mention is there: the other claims on its characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The article.
    pub article: ArticleKey,
    /// The mention.
    pub mention: Mention,
    /// The other claims, ties and containing ones first.
    pub rivals: Vec<Rival>,
    /// Why it is ambiguous although nobody else claims it.
    pub uncertainty: Option<Uncertainty>,
}

/// One article, as the panel shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// The article.
    pub article: ArticleId,
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Its entities: by kind, most mentions first, then in the order of the list.
    pub entities: Vec<EntityHere>,
    /// Kinds that are passed over where none is selected.
    pub hidden: KindSet,
    /// First bytes of the mentions that count of the selected entity, else of all that are not passed over; in order, each once.
    pub stops: Vec<u32>,
    /// Who appears with the selected entity in it.
    pub neighbourhood: Option<Neighbourhood>,
    /// Its ambiguous mentions.
    pub ambiguous: u32,
}

/// An entity of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityHere {
    /// Its number.
    pub referent: ReferentId,
    /// The entity.
    pub entity: crate::mention::EntityRef,
    /// Mentions in the article.
    pub mentions: u32,
}

/// All articles, as the panel and the status line show them.
#[derive(Clone, Debug, PartialEq)]
pub struct Everywhere {
    /// The selected entity.
    pub selected: Option<ReferentId>,
    /// Kinds that were passed over.
    pub hidden: KindSet,
    /// Mentions of the selected entity (of any, if none is) in each article, in order.
    pub mentions: Vec<u32>,
    /// Who appears with it.
    pub neighbourhood: Option<Neighbourhood>,
    /// Ambiguous mentions, over all articles.
    pub ambiguous: u32,
}
