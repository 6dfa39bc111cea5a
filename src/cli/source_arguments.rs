//! Arguments that most commands share: which articles to read and how, and the format of rows.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::article;
use crate::article::data::Fields;
use crate::article::formats::FORMATS;
use crate::article::html::Extent;
use crate::export::Format;
use crate::intake::{Limits, ReadOptions};

/// Articles and list.
#[derive(Clone, Debug, Args)]
pub struct Sources {
    /// Files and folders to read, including archives; `-` is standard input, FILE#ITEM is one article in a file with
    /// several
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// List of entities [default: entities.toml in the articles' folder, beside it or in the current folder, else the
    /// list in the settings file, else entities.toml in the configuration folder]
    #[arg(short = 'e', long = "entities", value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Ignore the settings file
    #[arg(long)]
    pub no_config: bool,
    /// Options for reading articles.
    #[command(flatten)]
    pub reading: ReadArguments,
}

/// Options for reading articles.
#[derive(Clone, Debug, Args)]
pub struct ReadArguments {
    /// Read all files in this format (see `whoswho formats`) instead of detecting it
    #[arg(long = "as", value_name = "FORMAT", value_parser = format_parser(), hide_possible_values = true)]
    pub read_as: Option<article::Format>,
    /// Read whole web pages, not just the article
    #[arg(long)]
    pub whole: bool,
    /// Key or column with a field (text, title, date, ...) in JSON or tables, such as text=body; can be repeated
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = check_field)]
    pub fields: Vec<String>,
    /// Keep all copies of articles with identical text, instead of only the first
    #[arg(long)]
    pub duplicates: bool,
    /// Maximum size of an article that is not plain text or Markdown, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = mebibytes_parser(), hide_short_help = true)]
    pub max_parsed: u64,
    /// Maximum size of an article in plain text or Markdown, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = mebibytes_parser(), hide_short_help = true)]
    pub max_text: u64,
    /// Maximum size of the unpacked contents of one file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = mebibytes_parser(), hide_short_help = true)]
    pub max_unpacked: u64,
}

/// Parses the name of a format.
fn format_parser() -> impl TypedValueParser<Value = article::Format> {
    let format_named = |name: String| article::Format::from_name(&name).unwrap_or(article::Format::Plain);
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)).map(format_named)
}

/// Checks a `--field` argument and returns it unchanged.
fn check_field(argument: &str) -> Result<String, String> {
    Fields::from_args(&[argument]).map(|_| argument.to_owned())
}

/// Parses a limit in MiB, up to 16 TiB.
fn mebibytes_parser() -> clap::builder::RangedU64ValueParser<u64> {
    clap::value_parser!(u64).range(1..=1 << 24)
}

impl ReadArguments {
    /// Converts the arguments to options of the article reader.
    pub fn options(&self) -> ReadOptions {
        let limits = Limits {
            parsed: self.max_parsed << 20,
            text: self.max_text << 20,
            unpacked: self.max_unpacked << 20,
        };
        let extent = if self.whole { Extent::Whole } else { Extent::Main };
        // The argument parser has already checked each of them.
        let fields = Fields::from_args(&self.fields).unwrap_or_default();
        ReadOptions { read_as: self.read_as, extent, fields, limits, keeps_duplicates: self.duplicates }
    }
}

/// Arguments of every command that prints rows about articles or the list.
#[derive(Clone, Debug, Args)]
pub struct RowArguments {
    /// Articles and list.
    #[command(flatten)]
    pub sources: Sources,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Do not put a ' before CSV cells that a spreadsheet would treat as formulas
    #[arg(long)]
    pub raw_csv: bool,
}
