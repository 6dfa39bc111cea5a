//! Definition of the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::analysis::concordance::Sort;
use crate::analysis::cooccurrence::Unit;
use crate::analysis::passages::Kind as PassageKind;
use crate::app::state::display::ThemeName;
use crate::cli::compare_arguments::CompareArguments;
use crate::cli::import_arguments::ImportArguments;
pub use crate::cli::source_arguments::{ReadArguments, RowArguments, Sources};
use crate::export::Format;

/// Read articles in the terminal, with the people, places, organisations and plans from a list highlighted.
///
/// Without a command, opens the reader. Without a PATH, opens `seeds/` in the current folder, else the articles in the
/// current folder, else the paths in the settings file, else the articles opened last.
#[derive(Debug, Parser)]
#[command(name = "whoswho", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Arguments {
    /// Articles and list.
    #[command(flatten)]
    pub sources: Sources,
    /// Start without the saved session, and save nothing.
    #[arg(long)]
    pub fresh: bool,
    /// Do not handle the mouse; the terminal can then select text.
    #[arg(long)]
    pub no_mouse: bool,
    /// Colour theme [default: from the settings file, else terminal]
    #[arg(long, value_name = "NAME", value_parser = theme_parser())]
    pub theme: Option<ThemeName>,
    /// Append a log to FILE, for bug reports: paths, counts and times, but never a word of an article
    #[arg(long, value_name = "FILE", global = true)]
    pub log: Option<PathBuf>,
    /// Command to run instead of the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Parses the name of a theme.
fn theme_parser() -> impl TypedValueParser<Value = ThemeName> {
    let theme_named = |name: String| {
        ThemeName::ALL
            .iter()
            .find(|(theme_name, _)| *theme_name == name)
            .map_or_else(ThemeName::default, |(_, theme)| *theme)
    };
    PossibleValuesParser::new(ThemeName::ALL.iter().map(|(name, _)| *name)).map(theme_named)
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print one row per article: title, source, date, words, mentions
    Articles(RowArguments),
    /// Print one row per entity: name, kind, mentions, articles, spellings
    Entities(RowArguments),
    /// Print one row per mention, with its position and the rule that matched
    Mentions(MentionsArguments),
    /// Print every mention of one entity in its context (KWIC), aligned on the mention
    Concordance(ConcordanceArguments),
    /// Print one row per pair of entities that occur in the same unit of text
    Cooccur(CooccurArguments),
    /// Print a matrix of entities by articles
    Compare(CompareArguments),
    /// Print one row per quote, with its speaker
    Quotes(QuotesArguments),
    /// Print one row per date in the articles, earliest first
    Timeline(RowArguments),
    /// Print one row per passage or quote that reports share, with all its places
    Passages(PassagesArguments),
    /// Print how the articles differ, on one screen
    Overview(RowArguments),
    /// Print the figures and dates that articles give differently, with their sentences
    Differences(DifferencesArguments),
    /// Print one row per name that is in the articles but not in the list
    Suggest(SuggestArguments),
    /// Print the text of articles as the reader shows it, safe for a terminal
    Text(TextArguments),
    /// Print the passages saved from the articles with + in the reader
    Notes(NotesArguments),
    /// Print errors and warnings about the list, and names that occur in no article
    Check(CheckArguments),
    /// Import names from another list: a table, spaCy patterns, OpenSanctions, FollowTheMoney
    ///
    /// Prints the entities as TOML, or adds them to the list with --merge. Rows that cannot be imported are reported on
    /// standard error.
    Import(ImportArguments),
    /// Check the settings file, or print its defaults or its path
    Config {
        /// Action
        #[command(subcommand)]
        action: ConfigAction,
    },
    /// Print one row per format that can be read
    Formats {
        /// Output format
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Print a shell completion script
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// Arguments of `mentions`.
#[derive(Debug, Args)]
pub struct MentionsArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Print only mentions of this entity, given by name, id or alias
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
    /// Also print mentions nested inside longer ones
    #[arg(long)]
    pub nested: bool,
    /// Also print mentions in boilerplate
    #[arg(long)]
    pub boilerplate: bool,
    /// Explain each mention: the form that matched, rejected candidates, the mention it is nested in, and why it is
    /// ambiguous
    #[arg(long)]
    pub explain: bool,
}

/// Arguments of `concordance`.
#[derive(Debug, Args)]
pub struct ConcordanceArguments {
    /// The entity, given by name, id or alias
    #[arg(value_name = "NAME")]
    pub entity: String,
    /// Print the sentences that mention this entity too, given by name, id or alias
    #[arg(long, value_name = "NAME")]
    pub with: Option<String>,
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Order of the rows
    #[arg(long, value_enum, default_value_t = SortArgument::Article)]
    pub sort: SortArgument,
}

/// Sort orders of a concordance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortArgument {
    /// By article, with a heading for each in the table
    Article,
    /// By the words to the left, the nearest first
    Left,
    /// By the words to the right
    Right,
    /// By the spelling of the mention
    Spelling,
}

impl From<SortArgument> for Sort {
    fn from(sort: SortArgument) -> Self {
        match sort {
            SortArgument::Article => Self::Article,
            SortArgument::Left => Self::Left,
            SortArgument::Right => Self::Right,
            SortArgument::Spelling => Self::Spelling,
        }
    }
}

/// Arguments of `cooccur`.
#[derive(Debug, Args)]
pub struct CooccurArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Print only pairs with this entity, given by name, id or alias
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
    /// Unit of text that both entities must occur in
    #[arg(long, value_enum, default_value_t = UnitArgument::Paragraph)]
    pub unit: UnitArgument,
    /// Measure to sort by [default: joint for fewer than 30 articles, else g2]
    #[arg(long, value_enum)]
    pub measure: Option<Measure>,
}

/// Units of text.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum UnitArgument {
    /// Whole article
    Article,
    /// Paragraph, title or list item
    Paragraph,
    /// Sentence
    Sentence,
}

impl From<UnitArgument> for Unit {
    fn from(unit: UnitArgument) -> Self {
        match unit {
            UnitArgument::Article => Self::Article,
            UnitArgument::Paragraph => Self::Paragraph,
            UnitArgument::Sentence => Self::Sentence,
        }
    }
}

/// Measures of co-occurrence.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Measure {
    /// Number of units with both entities
    Joint,
    /// Signed log-likelihood ratio (needs at least 30 articles and 3 units with both)
    G2,
    /// logDice (needs at least 30 articles and 3 units with both)
    Logdice,
    /// Normalised pointwise mutual information (needs at least 30 articles and 3 units with both)
    Npmi,
    /// Jaccard index (needs at least 30 articles and 3 units with both)
    Jaccard,
}

/// Arguments of `quotes`.
#[derive(Debug, Args)]
pub struct QuotesArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Print only quotes of this entity, given by name, id or alias
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
}

/// Arguments of `passages`.
#[derive(Debug, Args)]
pub struct PassagesArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Print only passages of this kind
    #[arg(long, value_enum)]
    pub kind: Option<PassageKindArgument>,
}

/// Kinds of passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PassageKindArgument {
    /// Whole reports with the same text
    Copy,
    /// Running text outside quotes
    Text,
    /// Quotes that stand word for word in each other
    Quote,
    /// Quotes that are possibly one, in different words
    Possible,
}

impl From<PassageKindArgument> for PassageKind {
    fn from(kind: PassageKindArgument) -> Self {
        match kind {
            PassageKindArgument::Copy => Self::Copy,
            PassageKindArgument::Text => Self::Text,
            PassageKindArgument::Quote => Self::Quote,
            PassageKindArgument::Possible => Self::Possible,
        }
    }
}

/// Arguments of `differences`.
#[derive(Debug, Args)]
pub struct DifferencesArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Also print the figures and dates that agree, and spellings
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct SuggestArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// Print only new names, or only variants of listed names
    #[arg(long, value_enum)]
    pub kind: Option<SuggestionKindArgument>,
    /// Also print names ignored in the reader
    #[arg(long)]
    pub ignored: bool,
    /// Print only names that occur at least N times
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min: u32,
}

/// Kinds of suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SuggestionKindArgument {
    /// Names that are not in the list
    New,
    /// Other spellings of names in the list
    Variant,
}

/// Arguments of `text`.
#[derive(Debug, Args)]
pub struct TextArguments {
    /// Articles and list.
    #[command(flatten)]
    pub sources: Sources,
    /// When to highlight mentions
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub highlight: When,
}

/// Arguments of `notes`.
#[derive(Clone, Debug, Args)]
pub struct NotesArguments {
    /// Files and folders, as passed to the reader [default: those that the reader would open]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the path of the notes file instead
    #[arg(long)]
    pub path: bool,
    /// Ignore the settings file
    #[arg(long)]
    pub no_config: bool,
}

/// When to highlight mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// If standard output is a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
}

/// Actions of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigAction {
    /// Print the problems in the settings file, one per line
    Check {
        /// Settings file [default: the one that the reader uses]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print a settings file with every setting and key binding, each described and commented out
    Default,
    /// Print the path of the settings file, whether or not it exists
    Path,
}
