//! `whoswho formats`: a row a format that is read.

use serde_json::json;

use crate::article::formats::FORMATS;
use crate::cli::output;
use crate::export::{Column, Format};

/// Runs the command.
///
/// # Errors
/// What writing meets.
pub fn run(format: Format) -> anyhow::Result<()> {
    let columns = ["format", "endings", "reads"].map(Column::words);
    let mut out = output::rows_as(format, false, columns.to_vec())?;
    for known in FORMATS {
        let endings: Vec<String> = known.extensions.iter().map(|ending| format!(".{ending}")).collect();
        out.write(vec![json!(known.name), json!(endings.join(" ")), json!(known.description)])?;
    }
    out.finish()?;
    Ok(())
}
