//! A small corpus with one of everything, and its list.

#![allow(dead_code, reason = "each test binary uses its own part")]

use super::program::TestFolder;

/// The list. Tests refer to its line numbers, so change it with care.
pub const LIST: &str = r#"[[entity]]
name = "Volodymyr Zelensky"
kind = "person"
aliases = ["Zelensky", "Zelenskyy", "Зеленський"]
surname = false

[[entity]]
name = "Kyiv"
kind = "place"

[[entity]]
name = "Kyiv Post"
kind = "organisation"

[[entity]]
name = "{points}-point plan"
kind = "plan"
patterns = ['(?<points>\d{1,3})-point (?:peace )?plan']

[[entity]]
name = "Springfield, Illinois"
kind = "place"
aliases = ["Springfield"]

[[entity]]
name = "Springfield, Oregon"
kind = "place"
aliases = ["Springfield"]

[[entity]]
name = "Geneva"
kind = "place"
id = "city-of-geneva"

[[entity]]
name = "Łódź"
kind = "place"

[[entity]]
name = "Never Named"
kind = "event"
"#;

/// Names and texts of the articles, in natural order.
pub const ARTICLES: &[(&str, &str)] = &[
    (
        "news/2.md",
        "---\ntitle: Talks in Geneva\nsource: The Paper\nauthor: Jo Park\ndate: 2025-11-24\nlanguage: en\n---\n\nZelensky flew in from *Kyiv*. The 28-point plan was on the table.\n\n- Geneva hosts\n- Kyiv waits\n",
    ),
    (
        "news/9.txt",
        "Żółw in Łódź\n\nZelenskyy’s envoy — in Łódź, not Lodz. Зеленський was not there.\nThe Kyiv Post wrote of Kyiv and of Springfield.\n\nYou may also like\n\nGeneva by night, Springfield by day\n",
    ),
    ("news/10.txt", "A CRLF file\r\n\r\nKyiv one.\r\nKyiv two: the 9-point peace plan.\r\n"),
    ("news/11.txt", "\u{feff}Kyiv opens a BOM file\n\nGeneva follows.\n"),
    (
        "news/sub/1.txt",
        "+++\ntitle = \"A TOML header\"\nsource = \"Other Paper\"\ndate = 2025-11-25\n+++\nNothing that is listed stands here.\n",
    ),
];

/// Creates a folder with the corpus and its `entities.toml` in `news/`.
pub fn test_dir() -> TestFolder {
    let dir = TestFolder::with(ARTICLES);
    dir.write("news/entities.toml", LIST);
    dir
}

/// Returns a list with one entity, whose id tells which list was used.
pub fn list_of(name: &str) -> String {
    format!("[[entity]]\nname = \"Kyiv\"\nid = \"{name}\"\nkind = \"place\"\n")
}
