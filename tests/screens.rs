//! The whole application at three sizes, as a person sees it.

mod support;

use support::driver::{Driver, styled};
use whoswho::app::looks::Looks;
use whoswho::app::looks::ThemeName;
use whoswho::ui::theme::Depth;

const SIZES: &[(u16, u16)] = &[(120, 40), (80, 24), (60, 20), (50, 20)];

/// Screens by name, with the keys that lead to them.
const SCREENS: &[(&str, &str)] = &[
    ("start", ""),
    ("selected", "] ] Enter"),
    ("articles", "BackTab"),
    ("entities", "] ] Enter Tab j"),
    ("compare", "c j l"),
    ("help", "?"),
    ("card", "] ] Enter i"),
    ("card_of_row", "c j j i"),
    ("nothing_suggested", "S"),
    ("search", "/ text:peace"),
    ("hit", "/ text:peace Enter n"),
    ("end", "J J G"),
    ("labels", "J f"),
    ("kinds", "t j Enter"),
    ("panel_labels", "] Enter F"),
    ("finding", "\\ text:peace"),
    ("found", "\\ text:peace Enter 3 j"),
    ("narrowed", "] ] Enter & BackTab s"),
    ("pick_article", "p text:plan"),
    ("pick_entity", "e text:ukr"),
    ("palette", ": text:mention"),
    ("help_sought", "? / text:article Enter"),
    ("marks", "m a J 5 j m b J '"),
    ("note", "] + text:a_remark"),
    ("pipe", "| text:wc_-w"),
    ("alone", "z 1 0 j"),
    ("set", ": text:justify Enter : text:hyphenate Enter z"),
];

/// The views, each with something selected, landed on or under the hand.
const VIEWS: &[(&str, &str)] = &[
    ("read", "] ] Enter ]"),
    ("search", "\\ text:peace Enter 3 j"),
    ("compare", "] Enter c j l"),
    ("suggest", "S j j"),
    ("hit", "/ text:peace Enter n"),
    ("help", "?"),
];

#[test]
fn screens_at_four_sizes() {
    for (columns, rows) in SIZES {
        for (name, keys) in SCREENS {
            let mut driver = Driver::seeds(*columns, *rows);
            driver.keys(keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), driver.screen());
        }
    }
}

/// Adding to a list of one name: the names on the page, what one of them is, and what the reader suggests.
#[test]
fn a_list_grows_at_four_sizes() {
    for (columns, rows) in SIZES {
        for (name, keys) in [("pick", "a"), ("choose", "a s"), ("suggest", "S j j"), ("refused", "S x x")] {
            let mut driver = of_one_name(*columns, *rows);
            driver.keys(keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), driver.screen());
        }
    }
}

/// The seeds under a list of one name, so that there is much to suggest.
fn of_one_name(columns: u16, rows: u16) -> Driver {
    let list = "[[entity]]\nname = 'Donald Trump'\nkind = 'person'\naliases = ['Trump']\n";
    let mut driver = Driver::started(list, columns, rows);
    driver.read(&[support::driver::seeds()]);
    driver
}

/// Selected, landed on, kinds, rules and status line by their looks; the list's own kinds by their colours.
#[test]
fn looks_in_sixteen_colours() {
    for (name, keys) in [("read", "] ] Enter"), ("compare", "c j l")] {
        let mut driver = Driver::seeds(80, 24);
        driver.keys(keys);
        insta::assert_snapshot!(format!("looks_{name}_80x24"), styled(&driver.buffer(Depth::Ansi16)));
    }
}

/// Each view in the terminal's colours, in a theme's own and without colour, at three sizes: what stands out, and how.
#[test]
fn looks_of_every_view_in_colour_and_without() {
    let depths = [
        ("ansi16", Depth::Ansi16, ThemeName::Terminal),
        ("light", Depth::True, ThemeName::Light),
        ("none", Depth::None, ThemeName::Terminal),
    ];
    for (columns, rows) in [(120, 40), (80, 24), (60, 20)] {
        for (name, keys) in VIEWS {
            for (look, depth, theme) in depths {
                let is_suggest = *name == "suggest";
                let mut driver =
                    if is_suggest { of_one_name(columns, rows) } else { Driver::seeds(columns, rows) };
                driver.keys(keys);
                driver.state.looks.theme = theme;
                let buffer = driver.buffer(depth);
                let shown = format!("{}\n{}", driver.screen(), styled(&buffer));
                insta::assert_snapshot!(format!("view_{name}_{columns}x{rows}_{look}"), shown);
            }
        }
    }
}

#[test]
fn while_articles_are_read_the_screen_says_so() {
    let mut driver = Driver::arriving(
        "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n",
        &[("1.txt", "First report\n\nKyiv waits.\n"), ("2.txt", "Second report\n\nKyiv.\n")],
    );
    driver.resize(80, 24);
    insta::assert_snapshot!("reading_none_80x24", driver.screen());
    driver.arrive(&["1.txt"]);
    insta::assert_snapshot!("reading_some_80x24", driver.screen());
}

#[test]
fn a_folder_of_nothing_is_a_calm_screen() {
    let mut driver = Driver::started("", 80, 24);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    driver.read(&[folder.path().join("empty")]);
    let screen = driver.screen();
    assert!(screen.contains("Nothing to read.") && screen.contains("no articles in it"), "{screen}");
    driver.keys("j ] Enter c q J / Esc");
    assert!(!driver.quit);
    driver.keys("q");
    assert!(driver.quit);
}

#[test]
fn an_empty_article_says_so() {
    let driver = Driver::corpus("", &[("a.txt", "")]);
    assert!(driver.screen().contains("This article is empty."), "{}", driver.screen());
}

/// Every built-in kind looks different where there is no colour at all, and no cell has a colour.
#[test]
fn kinds_are_told_apart_without_colour() {
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
    let looks: Vec<_> = ["Nameperson", "Nameplace", "Nameorganisation", "Nameplan", "Nameevent"]
        .map(|name| buffer[(columns(name) as u16, y as u16)].modifier)
        .to_vec();
    for (at, look) in looks.iter().enumerate() {
        assert!(!look.is_empty());
        assert!(!looks[at + 1..].contains(look), "{looks:?}");
    }
}

/// The selected entity's mentions and the one landed on are marked, apart from each other, without colour.
#[test]
fn the_selected_and_the_landed_are_marked_without_colour() {
    let list =
        "[[entity]]\nname = \"Kyiv\"\nkind = \"place\"\n[[entity]]\nname = \"Geneva\"\nkind = \"place\"\n";
    let mut driver =
        Driver::corpus(list, &[("a.txt", "A first line that ends.\n\nKyiv and Kyiv and Geneva.")]);
    driver.keys("] Enter");
    let buffer = driver.buffer(Depth::None);
    let screen = driver.screen();
    let (y, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("Kyiv and Kyiv")).expect("the line");
    let start = line[..line.find("Kyiv and Kyiv").expect("there")].chars().count() as u16;
    let look = |column: u16| buffer[(start + column, y as u16)].modifier;
    let (landed, selected, other) = (look(0), look(9), look(18));
    assert!(landed != selected && selected != other && landed != other, "{landed:?} {selected:?} {other:?}");
    assert!(line.contains('▶'), "{line}");
}

/// An article of many scripts: wide characters, marks, emoji of several code points, paragraphs from right to left, a quote,
/// a list and soft hyphens.
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
fn many_scripts_stand_in_their_columns() {
    let list = "[[entity]]\nname = 'Olena Marchenko'\nkind = 'person'\n";
    for (name, looks) in [
        ("scripts", Looks::default()),
        ("scripts_set", Looks { justify: true, hyphenate: true, measure: 44, ..Looks::default() }),
    ] {
        let mut driver = Driver::corpus(list, &[("a.md", SCRIPTS)]);
        driver.state.looks = looks;
        driver.resize(80, 50).keys("] Enter");
        insta::assert_snapshot!(format!("{name}_80x50"), driver.screen());
        // Each mention is highlighted over its own characters, and nothing else is.
        let buffer = driver.buffer(Depth::None);
        let area = driver.state.text_area();
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
