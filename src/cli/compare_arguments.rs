//! The arguments of `compare`.

use clap::{Args, ValueEnum};

use crate::analysis::coverage::{Measure, Spread};
use crate::cli::source_arguments::RowArguments;

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Common arguments.
    #[command(flatten)]
    pub rows: RowArguments,
    /// What the cells show
    #[arg(long, value_enum, default_value_t = CellArgument::Mentions)]
    pub cells: CellArgument,
    /// Print only entities that this many of the articles mention
    #[arg(long, value_enum)]
    pub spread: Option<SpreadArgument>,
    /// Print only entities that this article mentions; may be repeated
    #[arg(long = "in", value_name = "ARTICLE")]
    pub named_in: Vec<String>,
    /// Print only entities that this article does not mention; may be repeated
    #[arg(long = "not-in", value_name = "ARTICLE")]
    pub absent_in: Vec<String>,
}

/// How many articles mention an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SpreadArgument {
    /// All of them
    All,
    /// More than one, but not all
    Some,
    /// Exactly one
    One,
}

impl From<SpreadArgument> for Spread {
    fn from(spread: SpreadArgument) -> Self {
        match spread {
            SpreadArgument::All => Self::All,
            SpreadArgument::Some => Self::Some,
            SpreadArgument::One => Self::One,
        }
    }
}

/// What the cells of a matrix show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CellArgument {
    /// Number of mentions
    Mentions,
    /// Mentions per 1,000 words
    Rate,
    /// Number of paragraphs with a mention
    Paragraphs,
    /// Number of the paragraph with the first mention
    First,
    /// 1 if the title has a mention, else 0
    Title,
}

impl From<CellArgument> for Measure {
    fn from(cells: CellArgument) -> Self {
        match cells {
            CellArgument::Mentions => Self::Mentions,
            CellArgument::Rate => Self::Rate,
            CellArgument::Paragraphs => Self::Paragraphs,
            CellArgument::First => Self::First,
            CellArgument::Title => Self::Title,
        }
    }
}
