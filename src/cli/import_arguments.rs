//! Arguments of `whoswho import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::gazetteer::formats;

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// File to import; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Format of the file [default: detected from its contents]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: Option<ImportFormat>,
    /// Kind for entities that have none in the file
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// List of entities [default: the one that the reader would use here]
    #[arg(short = 'e', long = "entities", value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Add new entities and aliases to the list; creates the file given with -e if it does not exist
    #[arg(long)]
    pub merge: bool,
    /// Ignore the settings file
    #[arg(long)]
    pub no_config: bool,
    /// With --merge, print what would be added and write nothing
    #[arg(long, requires = "merge")]
    pub dry_run: bool,
}

/// Import formats.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ImportFormat {
    /// Table with columns name, kind and optionally aliases, id, note, wikidata, url; separated by `,`, `;` or tabs
    Csv,
    /// Patterns for spaCy's entity ruler (patterns.jsonl)
    Spacy,
    /// OpenSanctions targets as simplified CSV (targets.simple.csv)
    #[value(name = "opensanctions")]
    OpenSanctions,
    /// FollowTheMoney entities, one JSON object per line
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
