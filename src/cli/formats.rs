//! `whoswho formats`: one row per format that can be read.

use serde_json::json;

use crate::article::formats::FORMATS;
use crate::cli::output;
use crate::export::{Column, Format};

/// Runs the command.
///
/// # Errors
/// If writing fails.
pub fn run(format: Format) -> anyhow::Result<()> {
    let columns = ["format", "endings", "reads"].map(Column::text);
    let mut out = output::rows_in(format, false, columns.to_vec())?;
    for input in FORMATS {
        let endings: Vec<String> = input.extensions.iter().map(|ending| format!(".{ending}")).collect();
        out.write(vec![json!(input.name), json!(endings.join(" ")), json!(input.description)])?;
    }
    out.finish()?;
    Ok(())
}
