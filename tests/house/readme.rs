//! The README agrees with the program.

use whoswho::shell::commands::markdown_table;

const README: &str = include_str!("../../README.md");

/// On failure, `cargo test --test house readme -- --nocapture` prints the table to paste.
#[test]
fn key_table_matches_the_commands() {
    let table = markdown_table();
    if !README.contains(&table) {
        println!("{table}");
    }
    assert!(README.contains(&table), "README.md lacks the table of keys printed above");
}

/// Returns the entity lists shown in the README.
fn lists() -> Vec<&'static str> {
    toml_blocks().into_iter().filter(|text| text.contains("[[entity]]")).collect()
}

/// Returns all TOML code blocks in the README.
fn toml_blocks() -> Vec<&'static str> {
    let mut blocks = Vec::new();
    let mut rest = README;
    while let Some(start) = rest.find("```toml\n") {
        let block = &rest[start + "```toml\n".len()..];
        let length = block.find("```").expect("a closed block");
        blocks.push(&block[..length]);
        rest = &block[length + 3..];
    }
    blocks
}

#[test]
fn settings_in_the_readme_are_valid() {
    let settings: Vec<&str> = toml_blocks().into_iter().filter(|text| !text.contains("[[entity]]")).collect();
    assert_eq!(settings.len(), 1);
    let (configuration, problems) = whoswho::config::parse(settings[0], "README.md");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((configuration.paths.len(), configuration.keys.len()), (1, 4));
}

#[test]
fn lists_in_the_readme_are_valid() {
    let lists = lists();
    assert_eq!(lists.len(), 3);
    for list in &lists {
        let parsed =
            whoswho::gazetteer::parse(list, "README.md").unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        assert!(parsed.gazetteer.entries.len() >= 3);
    }
    let all = lists.concat();
    for key in [
        "id", "name", "kind", "aliases", "text", "case", "weak", "guard", "surname", "given", "not",
        "priority", "patterns", "note", "wikidata", "url", "label", "color", "style",
    ] {
        assert!(all.contains(&format!("{key} = ")), "{key} has an example");
    }
}

/// Checks the README's second list.
#[test]
fn list_in_the_readme_matches_as_described() {
    use std::sync::Arc;
    use whoswho::article::{ArticleKey, Format, parse};
    let gazetteer = whoswho::gazetteer::parse(lists()[1], "README.md").expect("a list").gazetteer;
    let matcher = whoswho::mention::Matcher::new(Arc::new(gazetteer)).expect("a list that can be matched");
    let named = |text: &str| {
        let key = ArticleKey::from_path(std::path::Path::new("a.txt"));
        let found = matcher.find(&parse(key, Format::Plain, text.to_owned(), 0));
        let counted = found.mentions.iter().filter(|mention| mention.counts());
        let names = counted.map(|mention| {
            let entity = found.referents[mention.referent as usize].entity().expect("one entity");
            (text[mention.range()].to_owned(), entity.name(matcher.gazetteer()))
        });
        names.collect::<Vec<_>>()
    };
    let biden = |surface: &str| (surface.to_owned(), "Joe Biden".to_owned());
    assert_eq!(
        named("A line that ends.\n\nJoe Biden spoke. Biden left, said POTUS."),
        ["Joe Biden", "Biden", "POTUS"].map(biden)
    );
    assert_eq!(named("A line that ends.\n\nJoe Biden. Hunter Biden, Biden Center."), [biden("Joe Biden")]);
    assert!(named("A line that ends.\n\nBiden and POTUS.").is_empty());
    let kim = named("A line that ends.\n\nThen Kim spoke of Kim Jong Un.");
    assert_eq!(kim.iter().map(|(surface, _)| surface.as_str()).collect::<Vec<_>>(), ["Kim", "Kim Jong Un"]);
    assert_eq!(named("In Springfield."), [("Springfield".to_owned(), "Springfield, Illinois".to_owned())]);
    assert_eq!(named("A himars fired."), [("himars".to_owned(), "HIMARS".to_owned())]);
}

/// Checks the limits that the README states.
#[test]
fn limits_of_name_matching_are_as_described() {
    use std::sync::Arc;
    use whoswho::article::{ArticleKey, Format, parse};
    let counted = |list: &str, text: &str| {
        let gazetteer = whoswho::gazetteer::parse(list, "README.md").expect("a list").gazetteer;
        let matcher =
            whoswho::mention::Matcher::new(Arc::new(gazetteer)).expect("a list that can be matched");
        let key = ArticleKey::from_path(std::path::Path::new("a.txt"));
        let text = format!("A line that ends.\n\n{text}");
        let found = matcher.find(&parse(key, Format::Plain, text.clone(), 0));
        let counted = found.mentions.iter().filter(|mention| mention.counts());
        counted.map(|mention| text[mention.range()].to_owned()).collect::<Vec<_>>()
    };
    let person = |name: &str, more: &str| format!("[[entity]]\nname = '{name}'\nkind = 'person'\n{more}\n");
    let biden = person("Joe Biden", "aliases = ['Biden']");
    assert_eq!(counted(&biden, "Hunter Biden was there. Biden left. Mrs Biden left."), ["Biden", "Biden"]);
    let netanyahu = person("בנימין נתניהו", "aliases = ['נתניהו']");
    assert_eq!(counted(&netanyahu, "שרה נתניהו"), ["נתניהו"]);
    let assad = person("Bashar al-Assad", "");
    assert_eq!(
        counted(&assad, "Bashar al-Assad came. Then al-Assad left, not Assad."),
        ["Bashar al-Assad", "al-Assad"]
    );
    let bush = person("George W. Bush", "aliases = ['Bush']");
    assert_eq!(counted(&bush, "They met George H. W. Bush, and Bush left."), ["Bush"]);
}

/// Checks the README's third list.
#[test]
fn bare_names_of_people_match_as_described() {
    use std::sync::Arc;
    use whoswho::article::{ArticleKey, Format, parse};
    let gazetteer = whoswho::gazetteer::parse(lists()[2], "README.md").expect("a list").gazetteer;
    let matcher = whoswho::mention::Matcher::new(Arc::new(gazetteer)).expect("a list that can be matched");
    let counted = |text: &str| {
        let key = ArticleKey::from_path(std::path::Path::new("a.txt"));
        let text = format!("A line that ends.\n\n{text}");
        let found = matcher.find(&parse(key, Format::Plain, text.clone(), 0));
        let counted = found.mentions.iter().filter(|mention| mention.counts());
        counted.map(|mention| text[mention.range()].to_owned()).collect::<Vec<_>>()
    };
    let nobody = Vec::<String>::new();
    assert_eq!(counted("They met Melania Trump, the Trump Foundation and Trump Jr. there."), nobody);
    assert_eq!(
        counted("President Trump came. American Trump voters came. Then Trump left."),
        ["Trump", "Trump", "Trump"]
    );
    assert_eq!(
        counted("Steve Witkoff came with Alex Witkoff, and Steve left."),
        ["Steve Witkoff", "Witkoff", "Steve"]
    );
    assert_eq!(counted("Steve Witkoff came to Saint Steve and left."), ["Steve Witkoff"]);
    assert_eq!(counted("Steve Witkoff met Steve Bannon. Then Steve left."), ["Steve Witkoff"]);
    assert_eq!(counted("Marine Le Pen won. Then Le Pen left, not Pen."), ["Marine Le Pen", "Le Pen"]);
    assert_eq!(counted("They met Mrs Trump. Melania Trump came. Then Trump left."), ["Trump", "Trump"]);
    assert_eq!(
        counted("Theresa May came on 5 May. Then May said no, and Theresa left."),
        ["Theresa May", "May"]
    );
}

#[test]
fn every_command_in_the_readme_exists() {
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
