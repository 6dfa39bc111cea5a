//! The README says what is so.

use whoswho::app::commands::markdown_table;

const README: &str = include_str!("../README.md");

/// Made anew with `cargo test --test readme -- --nocapture` where it fails: the table is printed.
#[test]
fn the_table_of_keys_is_that_of_the_commands() {
    let table = markdown_table();
    if !README.contains(&table) {
        println!("{table}");
    }
    assert!(README.contains(&table), "README.md lacks the table of keys printed above");
}

#[test]
fn the_example_list_is_one_that_the_product_takes() {
    let begin = README.find("```toml\n").expect("README.md shows a list") + "```toml\n".len();
    let length = README[begin..].find("```").expect("the list ends");
    let parsed = whoswho::gazetteer::parse(&README[begin..begin + length], "README.md");
    let parsed = parsed.unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    assert!(parsed.gazetteer.entries.len() >= 3);
}

#[test]
fn every_command_that_the_readme_shows_exists() {
    use clap::CommandFactory;
    let command = whoswho::cli::arguments::Arguments::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let mut seen = 0;
    for line in README.lines().filter(|line| line.trim_start().starts_with("whoswho ")) {
        let first = line.split_whitespace().nth(1).unwrap_or_default();
        let is_plain = first.chars().all(|letter| letter.is_ascii_lowercase());
        if is_plain {
            assert!(names.contains(&first), "{line}");
            seen += 1;
        }
    }
    assert!(seen >= 5, "only {seen} commands shown");
}
