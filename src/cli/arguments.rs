//! What can be typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::analysis::cooccurrence::Unit;
use crate::app::looks::ThemeName;
use crate::article;
use crate::article::data::Fields;
use crate::article::formats::FORMATS;
use crate::article::html::Extent;
use crate::export::Format;
use crate::gazetteer::formats;
use crate::intake::{Limits, ReadOptions};

/// Read articles in the terminal, with the people, places, organisations and plans of a plain list highlighted.
///
/// Without a command the reader opens. With no PATH it opens the current folder's `seeds/`, else what the settings
/// file names, else the articles opened last.
#[derive(Debug, Parser)]
#[command(name = "whoswho", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Arguments {
    /// Where articles and list are.
    #[command(flatten)]
    pub sources: Sources,
    /// Begin without what is remembered, and remember nothing.
    #[arg(long)]
    pub fresh: bool,
    /// Leave the mouse to the terminal.
    #[arg(long)]
    pub no_mouse: bool,
    /// The set of colours [default: the settings file's, else terminal]
    #[arg(long, value_name = "NAME", value_parser = themes())]
    pub theme: Option<ThemeName>,
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The names of themes, as they are typed.
fn themes() -> impl TypedValueParser<Value = ThemeName> {
    let of_name = |typed: String| {
        ThemeName::ALL
            .iter()
            .find(|(name, _)| *name == typed)
            .map_or_else(ThemeName::default, |(_, theme)| *theme)
    };
    PossibleValuesParser::new(ThemeName::ALL.iter().map(|(name, _)| *name)).map(of_name)
}

/// Where articles and list are.
#[derive(Clone, Debug, Args)]
pub struct Sources {
    /// Files and folders of articles, archives too; `-` is standard input, FILE#ITEM one article of a file that holds many
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The list of entities [default: entities.toml in the articles' folder, beside it, in the current folder, where the settings file says, or in the configuration folder]
    #[arg(short = 'e', long = "entities", value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Take no settings from the settings file
    #[arg(long)]
    pub no_config: bool,
    /// How articles are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// How articles are read.
#[derive(Clone, Debug, Args)]
pub struct Reading {
    /// Read every file as this, whatever it looks like (`whoswho formats` lists them)
    #[arg(long = "as", value_name = "FORMAT", value_parser = formats_by_name(), hide_possible_values = true)]
    pub read_as: Option<article::Format>,
    /// Read web pages whole, with all that stands around the article
    #[arg(long)]
    pub whole: bool,
    /// What a key or column of data holds, such as text=body; once for each (text, title, date ..)
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    pub fields: Vec<String>,
    /// List and count articles that have one and the same text each for itself
    #[arg(long)]
    pub duplicates: bool,
    /// The largest article of a format other than text and Markdown that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = mebibytes(), hide_short_help = true)]
    pub max_parsed: u64,
    /// The largest article of text or Markdown that is read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = mebibytes(), hide_short_help = true)]
    pub max_text: u64,
    /// The most that is unpacked from one file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = mebibytes(), hide_short_help = true)]
    pub max_unpacked: u64,
}

/// Formats, as they are typed.
fn formats_by_name() -> impl TypedValueParser<Value = article::Format> {
    let of_name = |typed: String| article::Format::from_name(&typed).unwrap_or(article::Format::Plain);
    PossibleValuesParser::new(FORMATS.iter().map(|known| known.name)).map(of_name)
}

/// What a column is called, as it is typed.
fn field(typed: &str) -> Result<String, String> {
    Fields::from_args(&[typed]).map(|_| typed.to_owned())
}

/// A limit, as it is typed: up to 16 TiB.
fn mebibytes() -> clap::builder::RangedU64ValueParser<u64> {
    clap::value_parser!(u64).range(1..=1 << 24)
}

impl Reading {
    /// What this comes to.
    pub fn options(&self) -> ReadOptions {
        let limits = Limits {
            parsed: self.max_parsed << 20,
            text: self.max_text << 20,
            unpacked: self.max_unpacked << 20,
        };
        let extent = if self.whole { Extent::Whole } else { Extent::Main };
        // Each was checked when it was typed.
        let fields = Fields::from_args(&self.fields).unwrap_or_default();
        ReadOptions { read_as: self.read_as, extent, fields, limits, keeps_duplicates: self.duplicates }
    }
}

/// What every command that prints rows takes.
#[derive(Clone, Debug, Args)]
pub struct Rows {
    /// Where articles and list are.
    #[command(flatten)]
    pub sources: Sources,
    /// How rows are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Leave cells of CSV that a spreadsheet would run (= + - @) without the ' before them
    #[arg(long)]
    pub raw_csv: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a row an article: title, source, date, words, mentions
    Articles(Rows),
    /// Print a row an entity: name, kind, mentions, articles, spellings
    Entities(Rows),
    /// Print a row a mention, with where it stands and why
    Mentions(Mentions),
    /// Print a row a pair of entities that share a unit of text
    Cooccur(Cooccur),
    /// Print the matrix of entities by articles
    Compare(Rows),
    /// Print a row a name that stands in the articles and not in the list
    Suggest(Suggest),
    /// Print articles as the reader sees them, safe for a terminal
    Text(Text),
    /// Print the passages that + in the reader collected from these articles
    Notes(Notes),
    /// Print errors and warnings of the list, and forms that no article holds
    Check(Check),
    /// Take names from somebody else's list: a table, spaCy patterns, OpenSanctions, FollowTheMoney
    ///
    /// Prints the entities as TOML, or adds them to the list with --merge. Each row that cannot be taken is named on
    /// standard error.
    Import(Import),
    /// The settings file: check it, print one to begin with, say where it is
    Config {
        /// What to do
        #[command(subcommand)]
        action: Config,
    },
    /// Print a row a format that is read
    Formats {
        /// How rows are written
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// Arguments of `mentions`.
#[derive(Debug, Args)]
pub struct Mentions {
    /// What every command takes.
    #[command(flatten)]
    pub rows: Rows,
    /// Only mentions of this entity: its name, id or a form of it
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
    /// Also mentions that lie inside longer ones
    #[arg(long)]
    pub nested: bool,
    /// Also mentions in web residue
    #[arg(long)]
    pub boilerplate: bool,
    /// Say of each mention which form found it, what it beat, what it is nested in, and why it is ambiguous
    #[arg(long)]
    pub explain: bool,
}

/// Arguments of `cooccur`.
#[derive(Debug, Args)]
pub struct Cooccur {
    /// What every command takes.
    #[command(flatten)]
    pub rows: Rows,
    /// Only pairs with this entity: its name, id or a form of it
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
    /// The stretch of text that two entities must share
    #[arg(long, value_enum, default_value_t = UnitArgument::Paragraph)]
    pub unit: UnitArgument,
    /// What to sort by [default: joint below 30 articles, else g2]
    #[arg(long, value_enum)]
    pub measure: Option<Measure>,
}

/// A unit, as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum UnitArgument {
    /// A whole article
    Article,
    /// A paragraph; titles and list items are paragraphs too
    Paragraph,
    /// A sentence
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

/// What pairs are sorted by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Measure {
    /// Units that hold both
    Joint,
    /// Log-likelihood ratio with its sign (from 30 articles on)
    G2,
    /// logDice (from 30 articles on)
    Logdice,
    /// Normalised pointwise mutual information (from 30 articles on)
    Npmi,
    /// Jaccard index (from 30 articles on)
    Jaccard,
}

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct Suggest {
    /// What every command takes.
    #[command(flatten)]
    pub rows: Rows,
    /// Only new names, or only variants of listed ones
    #[arg(long, value_enum)]
    pub kind: Option<SuggestionKindArgument>,
    /// Also names that were refused in the reader
    #[arg(long)]
    pub refused: bool,
    /// Only names that stand in the articles this often
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min: u32,
}

/// A kind of suggestion, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SuggestionKindArgument {
    /// Names of their own
    New,
    /// Other ways to write what is listed
    Variant,
}

/// Arguments of `text`.
#[derive(Debug, Args)]
pub struct Text {
    /// Where articles and list are.
    #[command(flatten)]
    pub sources: Sources,
    /// Whether mentions are highlighted
    #[arg(long, value_enum, default_value_t = When::Auto)]
    pub highlight: When,
}

/// `whoswho notes`
#[derive(Clone, Debug, Args)]
pub struct Notes {
    /// Files and folders of articles, as the reader was given them [default: what the reader would open]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the path of the file of notes instead
    #[arg(long)]
    pub path: bool,
    /// Take no settings from the settings file
    #[arg(long)]
    pub no_config: bool,
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// What every command takes.
    #[command(flatten)]
    pub rows: Rows,
}

/// What `config` does.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print what cannot be used of the settings file, a line each
    Check {
        /// The file [default: the one that the reader takes]
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print a settings file that holds every setting and every key, with its words and none of them set
    Default,
    /// Print where the settings file is, or would be
    Path,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file to read; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What the file is [default: what its content says]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: Option<ImportFormat>,
    /// The kind of rows that give none
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The list [default: the one that the reader would open here]
    #[arg(short = 'e', long = "entities", value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Add to the list what it does not have; a FILE of -e that is not there is made
    #[arg(long)]
    pub merge: bool,
    /// Take no settings from the settings file
    #[arg(long)]
    pub no_config: bool,
    /// With --merge: print what would be added, and write nothing
    #[arg(long, requires = "merge")]
    pub dry_run: bool,
}

/// A format of names, as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ImportFormat {
    /// A table with the columns name and kind, and aliases, id, note, wikidata, url; separated by `,`, `;` or tabs
    Csv,
    /// patterns.jsonl of spaCy's entity ruler
    Spacy,
    /// targets.simple.csv of OpenSanctions
    #[value(name = "opensanctions")]
    OpenSanctions,
    /// FollowTheMoney entities, an object a line
    Ftm,
}

impl From<ImportFormat> for formats::Format {
    fn from(format: ImportFormat) -> Self {
        match format {
            ImportFormat::Csv => Self::Csv,
            ImportFormat::Spacy => Self::Spacy,
            ImportFormat::OpenSanctions => Self::OpenSanctions,
            ImportFormat::Ftm => Self::FollowTheMoney,
        }
    }
}
