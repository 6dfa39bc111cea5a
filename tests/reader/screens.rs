//! Snapshots of the whole screen: every view and overlay, at several sizes, with and without colour.

use crate::support::driver::{Driver, styles_of};
use ratatui::buffer::Cell;
use ratatui::style::Color;
use whoswho::app::state::display::DisplayOptions;
use whoswho::app::state::display::ThemeName;
use whoswho::ui::depth::Depth;

/// Creates the starting point of a scene, on a screen of some size.
type Start = fn(u16, u16) -> Driver;

/// Every view and overlay: a name, the starting point, and the keys that lead there.
const SCENES: &[(&str, Start, &str)] = &[
    // The text and the panes beside it.
    ("start", Driver::seeds, ""),
    ("landed", Driver::seeds, "] ] ]"),
    ("selected", Driver::seeds, "] ] Enter"),
    ("walked", Driver::seeds, "] ] Enter ] ] ]"),
    ("nested", Driver::seeds, "x ] ] ] ]"),
    ("only_selected", Driver::seeds, "] ] Enter *"),
    ("end", Driver::seeds, "J J G"),
    ("zoomed", Driver::seeds, "_ 1 0 j"),
    ("set", Driver::seeds, ": text:justify Enter : text:hyphenate Enter _"),
    ("articles", Driver::seeds, "BackTab j"),
    ("articles_alone", Driver::seeds, "BackTab _ j"),
    ("entities", Driver::seeds, "] ] Enter Tab j"),
    ("entities_of_all", Driver::seeds, "Tab j j"),
    ("narrowed", Driver::seeds, "] ] Enter & BackTab s"),
    ("shared", Driver::seeds, "] ] Enter )"),
    // Searching.
    ("search", Driver::seeds, "/ text:peace"),
    ("search_wrong", Driver::seeds, "/ text:(peace"),
    ("hit", Driver::seeds, "/ text:peace Enter n"),
    ("hit_between_mentions", Driver::seeds, "] ] Enter / text:plan Enter n"),
    ("finding", Driver::seeds, "\\ text:peace"),
    ("finding_wrong", Driver::seeds, "\\ text:(peace"),
    ("finding_nothing", Driver::seeds, "\\ text:no_such_words Enter"),
    ("found", Driver::seeds, "\\ text:peace Enter 3 j"),
    // Compare.
    ("compare", Driver::seeds, "c"),
    ("compare_sentences", Driver::seeds, "c Enter j"),
    ("compare_differences", Driver::seeds, ": text:differences Enter o"),
    ("compare_quotes", Driver::seeds, ": text:quotes Enter Enter j"),
    ("compare_passages", Driver::seeds, ": text:passages Enter"),
    ("compare_timeline", Driver::seeds, ": text:timeline Enter j"),
    // The matrix.
    ("matrix", Driver::seeds, "C j l"),
    ("matrix_spellings", Driver::seeds, "C # # # # # l"),
    ("matrix_filtered", Driver::seeds, "C # = l l - s s F text:a Enter o"),
    ("matrix_selected", Driver::seeds, "] ] Enter C j j l"),
    ("matrix_narrowed", Driver::seeds, "e text:kyiv Enter & C s"),
    ("card_of_row", Driver::seeds, "C j j i"),
    // Concordance.
    ("concordance", Driver::seeds, "e text:kyiv Enter w ] ]"),
    ("concordance_by_left", Driver::seeds, "e text:kyiv Enter w s j j"),
    ("sentences_of_both", Driver::seeds, "e text:dmitriev Enter Tab B ]"),
    // Suggest, and adding to the list.
    ("suggest", seeds_with_one_name, "S j j"),
    ("refused", seeds_with_one_name, "S x x"),
    ("nothing_suggested", Driver::seeds, "S"),
    ("pick", seeds_with_one_name, "a"),
    ("choose", seeds_with_one_name, "a s"),
    ("choose_suggested", seeds_with_one_name, "S j a"),
    // Overlays.
    ("card", Driver::seeds, "] ] Enter i"),
    ("card_of_doubtful", two_towns_of_one_name, "x ] i"),
    ("help", Driver::seeds, "?"),
    ("help_sought", Driver::seeds, "? / text:article Enter"),
    ("help_typing", Driver::seeds, "? / text:pane"),
    ("palette", Driver::seeds, ": text:mention"),
    ("pick_article", Driver::seeds, "p text:plan"),
    ("pick_entity", Driver::seeds, "e text:ukr"),
    ("pick_nothing", Driver::seeds, "e text:qqqq"),
    ("kinds", Driver::seeds, "t j Enter"),
    ("marks", Driver::seeds, "m a J 5 j m b J '"),
    ("labels", Driver::seeds, "J f"),
    ("panel_labels", Driver::seeds, "] Enter F"),
    // The bottom row: prompts and messages.
    ("note", Driver::seeds, "] + text:a_remark"),
    ("pipe", Driver::seeds, "| text:wc_-w"),
    ("copy", Driver::seeds, "] y"),
    ("mark", Driver::seeds, "m"),
    ("count", Driver::seeds, "1 2"),
    ("message", Driver::seeds, "] Enter y m"),
    ("message_of_some_rows", with_a_broken_list, ""),
];

/// The scenes whose layout depends most on the size of the screen.
const AT_EVERY_SIZE: &[&str] = &[
    "start",
    "walked",
    "articles",
    "entities",
    "found",
    "compare",
    "matrix",
    "concordance",
    "suggest",
    "card",
    "help",
    "pick_entity",
];

/// The scenes that together contain every style that a cell can have.
const LOOKS: &[&str] = &[
    "walked",
    "hit_between_mentions",
    "found",
    "matrix",
    "concordance",
    "suggest",
    "card",
    "labels",
    "pick_entity",
];

/// Sizes that show three panes, two narrow panes, and one pane. At 80x24 there are two.
const OTHER_SIZES: &[(u16, u16)] = &[(120, 40), (60, 20), (50, 20)];

#[test]
fn every_scene() {
    for (name, start, keys) in SCENES {
        let mut driver = start(80, 24);
        driver.keys(keys);
        insta::assert_snapshot!(format!("{name}_80x24"), driver.screen());
    }
}

#[test]
fn scenes_at_every_size() {
    for (name, start, keys) in SCENES.iter().filter(|(name, ..)| AT_EVERY_SIZE.contains(name)) {
        for (columns, rows) in OTHER_SIZES {
            let mut driver = start(*columns, *rows);
            driver.keys(keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), driver.screen());
        }
    }
}

/// The name of each palette, its theme and its colour depth.
const PALETTES: &[(&str, ThemeName, Depth)] = &[
    ("sixteen colours", ThemeName::Terminal, Depth::Ansi16),
    ("no colour", ThemeName::Terminal, Depth::None),
    ("dark", ThemeName::Dark, Depth::True),
    ("light", ThemeName::Light, Depth::True),
    ("colour-blind", ThemeName::ColorBlind, Depth::True),
];

#[test]
fn styles() {
    for (name, start, keys) in SCENES.iter().filter(|(name, ..)| LOOKS.contains(name)) {
        let mut shown = String::new();
        for (palette, theme, depth) in PALETTES {
            let mut driver = start(80, 24);
            driver.keys(keys);
            driver.app.workspace.display.theme = *theme;
            shown = [&shown, *palette, &styles_of(&driver.buffer(*depth)), ""].join("\n");
        }
        insta::assert_snapshot!(format!("{name}_looks"), shown);
    }
}

/// Without colour no cell has one; a theme with its own background sets it in every cell.
#[test]
fn palette_covers_every_cell_or_none() {
    for (name, start, keys) in SCENES {
        let mut driver = start(80, 24);
        driver.keys(keys);
        let is_colored = |cell: &Cell| cell.fg != Color::Reset || cell.bg != Color::Reset;
        assert!(!driver.buffer(Depth::None).content.iter().any(is_colored), "{name}");
        for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::ColorBlind] {
            driver.app.workspace.display.theme = theme;
            let buffer = driver.buffer(Depth::True);
            assert!(buffer.content.iter().all(|cell| cell.bg != Color::Reset), "{name} in {theme:?}");
        }
    }
}

/// Opens the seeds with a list of one name, so that there is much to suggest.
fn seeds_with_one_name(columns: u16, rows: u16) -> Driver {
    let list = "[[entity]]\nname = 'Donald Trump'\nkind = 'person'\naliases = ['Trump']\n";
    let mut driver = Driver::with_list(list, columns, rows);
    driver.read(&[crate::support::driver::seeds()]);
    driver
}

/// Opens an article with a name that two listed entities share.
fn two_towns_of_one_name(columns: u16, rows: u16) -> Driver {
    let town = |place: &str| {
        format!("[[entity]]\nname = 'Springfield, {place}'\nkind = 'place'\naliases = ['Springfield']\n")
    };
    let list = [town("Illinois"), town("Oregon")].concat();
    let mut driver =
        Driver::corpus(&list, &[("1.txt", "One report\n\nThey met in Springfield, it is said.\n")]);
    driver.resize(columns, rows);
    driver
}

/// Opens the seeds and reloads a list with errors, whose message takes more than a row.
fn with_a_broken_list(columns: u16, rows: u16) -> Driver {
    let mut driver = Driver::seeds(columns, rows);
    driver.keys("] ] Enter");
    driver.reload_list(
        "[[entity]]\nname = 'Kyiv'\nkind = 'plaice'\n[[entity]]\nnane = 'Rome'\nkind = 'place'\n",
    );
    driver
}

#[test]
fn screen_shows_that_articles_are_being_read() {
    let mut driver = Driver::loading(
        "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n",
        &[("1.txt", "First report\n\nKyiv waits.\n"), ("2.txt", "Second report\n\nKyiv.\n")],
    );
    driver.resize(80, 24);
    insta::assert_snapshot!("reading_none_80x24", driver.screen());
    driver.load(&["1.txt"]);
    insta::assert_snapshot!("reading_some_80x24", driver.screen());
}

#[test]
fn empty_folder_has_a_plain_screen() {
    let mut driver = Driver::with_list("", 80, 24);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    driver.read(&[folder.path().join("empty")]);
    let screen = driver.screen();
    assert!(screen.contains("Nothing to read.") && screen.contains("no articles found"), "{screen}");
    driver.keys("j ] Enter C q J / Esc");
    assert!(!driver.quit);
    driver.keys("q");
    assert!(driver.quit);
}

#[test]
fn empty_article_says_so() {
    let driver = Driver::corpus("", &[("a.txt", "")]);
    assert!(driver.screen().contains("This article is empty."), "{}", driver.screen());
}

/// Without colour, every built-in kind has a style of its own, and no cell has a colour.
#[test]
fn kinds_differ_without_colour() {
    let list = ["person", "place", "organisation", "plan", "event"]
        .map(|kind| format!("[[entity]]\nname = \"Name{kind}\"\nkind = \"{kind}\"\n"))
        .concat();
    let text = "Some first line that is no title because it ends.\n\nNameperson Nameplace Nameorganisation Nameplan Nameevent.";
    let driver = Driver::corpus(&list, &[("a.txt", text)]);
    let buffer = driver.buffer(Depth::None);
    let colored = buffer
        .content
        .iter()
        .any(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
    assert!(!colored);
    let screen = driver.screen();
    let (y, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("Nameperson Nameplace")).expect("the line");
    let columns = |name: &str| {
        let byte = line.find(name).expect("the name");
        line[..byte].chars().count()
    };
    let styles: Vec<_> = ["Nameperson", "Nameplace", "Nameorganisation", "Nameplan", "Nameevent"]
        .map(|name| buffer[(columns(name) as u16, y as u16)].modifier)
        .to_vec();
    for (at, look) in styles.iter().enumerate() {
        assert!(!look.is_empty());
        assert!(!styles[at + 1..].contains(look), "{styles:?}");
    }
}

/// In blocks with their own style, such as titles, kinds differ as they do in a paragraph.
#[test]
fn kinds_differ_without_colour_in_titles() {
    let kinds = ["person", "place", "organisation", "plan", "event"];
    let list = kinds.map(|kind| format!("[[entity]]\nname = \"Name{kind}\"\nkind = \"{kind}\"\n")).concat();
    let names = kinds.map(|kind| format!("Name{kind}")).join(" ");
    let text = format!("# Title of {names}\n\nA paragraph.\n\n## Heading of {names}\n\nAnother one.\n");
    let mut driver = Driver::corpus(&list, &[("a.md", &text)]);
    driver.resize(160, 40);
    let buffer = driver.buffer(Depth::None);
    let first = driver.app.workspace.text_area().x;
    for block in ["Title of ", "Heading of "] {
        let is_block =
            |y: &u16| (0..9).map(|x| buffer[(first + 2 + x, *y)].symbol()).collect::<String>() == block[..9];
        let y = (1..40).find(is_block).expect(block);
        let row: String = (first..first + 78).map(|x| buffer[(x, y)].symbol()).collect();
        let look = |words: &str| buffer[(first + row.find(words).expect(words) as u16, y)].modifier;
        let mut styles: Vec<_> = kinds.iter().map(|kind| look(&format!("Name{kind}"))).collect();
        styles.push(look(block));
        for (at, look) in styles.iter().enumerate() {
            assert!(!styles[at + 1..].contains(look), "{block} {styles:?}");
        }
    }
}

/// Without colour, the current hit, another hit and a mention of the selected entity all differ.
#[test]
fn hits_differ_from_the_selection_without_colour() {
    let kinds = ["person", "place", "organisation", "plan", "event"];
    let list = kinds.map(|kind| format!("[[entity]]\nname = \"Name{kind}\"\nkind = \"{kind}\"\n")).concat();
    let names = kinds.map(|kind| format!("Name{kind} and Name{kind} came.")).join("\n\n");
    let mut driver = Driver::corpus(
        &list,
        &[("a.txt", &format!("A first line that ends.\n\n{names}\n\nSome word word."))],
    );
    for kind in kinds {
        driver.keys("Esc Esc Esc e").keys(&format!("text:Name{kind}")).keys("Enter / text:word Enter");
        let buffer = driver.buffer(Depth::None);
        let look = |words: &str, last: bool| {
            let rows = driver.rows();
            let (y, row) = rows.iter().enumerate().skip(1).find(|(_, row)| row.contains(words)).expect(words);
            let at = if last { row.rfind(words) } else { row.find(words) }.expect(words);
            buffer[(row[..at].chars().count() as u16, y as u16)].modifier
        };
        let (landed_hit, hit) = (look("word word", false), look("word.", true));
        let selected = look(&format!("Name{kind} and Name{kind}"), false);
        assert!(
            hit != landed_hit && hit != selected && landed_hit != selected,
            "{kind}: {hit:?} {selected:?}"
        );
    }
}

/// Without colour, mentions of the selected entity and the current mention are marked, and differ.
#[test]
fn selected_and_current_mentions_differ_without_colour() {
    let list =
        "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";
    let mut driver =
        Driver::corpus(list, &[("a.txt", "A first line that ends.\n\nKyiv and Kyiv and Geneva.")]);
    driver.keys("] Enter");
    let buffer = driver.buffer(Depth::None);
    let screen = driver.screen();
    let (y, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("Kyiv and Kyiv")).expect("the line");
    let start = line[..line.find("Kyiv and Kyiv").expect("the words are in the row")].chars().count() as u16;
    let look = |column: u16| buffer[(start + column, y as u16)].modifier;
    let (current, selected, other) = (look(0), look(9), look(18));
    assert!(
        current != selected && selected != other && current != other,
        "{current:?} {selected:?} {other:?}"
    );
    assert!(line.contains('▶'), "{line}");
}

/// An article in many scripts: wide characters, marks, emoji of several code points, paragraphs from right to left, a
/// quote, a list and soft hyphens.
const SCRIPTS: &str = "\
# Delegates meet in 日内瓦 and talk past each other

The internationally recognised negotiators who went with Olena Marchenko to the extraordinarily long consultations called \
the atmosphere constructive, notwithstanding considerable disagreements about territorial arrangements.

## Right to left

قالت Olena Marchenko يوم الأحد إن خطة السلام المؤلفة من 28 نقطة لا تزال قيد النقاش.

המשלחת של Olena Marchenko אמרה כי תוכנית 28 הנקודות עדיין נדונה.

## Wide and joined

奥列娜说，和平计划的二十八点内容仍有待讨论。Marchenko 在会后表示感谢。

E\u{301}tudes with Z\u{301}e\u{301}ro marks; families 👩‍👩‍👧‍👦, flags 🇺🇦🇵🇱, hearts ❤\u{FE0F} and thumbs 👍🏽 beside Marchenko. \
เซเลนสกีกล่าวเมื่อวันอาทิตย์ว่าแผนสันติภาพยี่สิบแปดข้อยังอยู่ระหว่างการหารือ

- Internationally supervised withdrawals along the contact line.
- Guarantees, says Marchenko.

> “We have always maintained,” said Marchenko, “that extraordinary responsibilities need verification.”

A Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesell\u{AD}schafts\u{AD}kapitän and another Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrt.
";

#[test]
fn scripts_are_aligned_in_their_columns() {
    let list = "[[entity]]\nname = 'Olena Marchenko'\nkind = 'person'\n";
    for (name, looks) in [
        ("scripts", DisplayOptions::default()),
        (
            "scripts_set",
            DisplayOptions { justify: true, hyphenate: true, measure: 44, ..DisplayOptions::default() },
        ),
    ] {
        let mut driver = Driver::corpus(list, &[("a.md", SCRIPTS)]);
        driver.app.workspace.display = looks;
        driver.resize(80, 50).keys("] Enter");
        insta::assert_snapshot!(format!("{name}_80x50"), driver.screen());
        // Each mention is highlighted over its own characters, and nothing else is.
        let buffer = driver.buffer(Depth::None);
        let area = driver.app.workspace.text_area();
        let mut marked = String::new();
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width - 1 {
                let cell = &buffer[(x, y)];
                if cell.modifier.contains(ratatui::style::Modifier::REVERSED) {
                    marked.push_str(cell.symbol().trim());
                }
            }
        }
        let [whole, surname] = ["OlenaMarchenko", "Marchenko"];
        assert_eq!(marked, [whole, whole, whole, surname, surname, surname, surname].concat(), "{name}");
    }
}
