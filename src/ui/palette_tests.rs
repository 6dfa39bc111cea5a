//! How legible the palettes are, and how far apart their colours stand.

use super::*;

const ALL: &[(&str, &Palette)] = &[
    ("dark", &DARK),
    ("light", &LIGHT),
    ("color-blind, dark", &COLOR_BLIND_DARK),
    ("color-blind, light", &COLOR_BLIND_LIGHT),
];

/// The colours that the built-in kinds have.
const KINDS: &[usize] = &[1, 2, 4, 5, 6];

/// A part of a colour in linear light (sRGB, IEC 61966-2-1).
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn light((red, green, blue): Rgb) -> [f64; 3] {
    [linear(red), linear(green), linear(blue)]
}

/// Contrast of two colours, 1 to 21 (WCAG 2, "contrast ratio").
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |color: Rgb| {
        let [red, green, blue] = light(color);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What eyes see that lack one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, in linear light.
const EYES: &[(&str, [[f64; 3]; 3])] = &[
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A colour in CIE L*a*b* (D65), as some eyes see it.
fn lab(color: Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
    let from = light(color);
    let seen =
        eyes.map(|row| row.iter().zip(from).map(|(weight, part)| weight * part).sum::<f64>().clamp(0.0, 1.0));
    let [red, green, blue] = seen;
    let scaled = [
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83,
    ];
    let [x, y, z] = scaled.map(|part: f64| {
        if part > 216.0 / 24_389.0 { part.cbrt() } else { (24_389.0 / 27.0 * part + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    one.iter().zip(other).map(|(left, right)| (left - right).powi(2)).sum::<f64>().sqrt()
}

/// 4.5 is what WCAG asks of text (level AA); also as 256 colours show it.
#[test]
fn every_colour_can_be_read_on_its_ground() {
    let as_256 = |color: Rgb| match shown(color, Depth::Ansi256) {
        Color::Indexed(number @ 16..=231) => {
            let part = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
            let number = number - 16;
            (part(number / 36), part(number / 6 % 6), part(number % 6))
        }
        Color::Indexed(number) => [8 + (number - 232) * 10; 3].into(),
        other => panic!("{other:?}"),
    };
    for (name, palette) in ALL {
        for depth in [|color: Rgb| color, as_256] {
            let on_ground = [palette.text, palette.quiet].into_iter().chain(palette.letters);
            for color in on_ground {
                let found = contrast(depth(color), depth(palette.ground));
                assert!(found >= 4.5, "{name}: {color:?} {found}");
            }
            assert!(contrast(depth(palette.ink), depth(palette.marker)) >= 7.0, "{name}");
        }
    }
}

/// Kinds differ by style too; here they stand apart by colour alone. 2.3 is a difference that one just notices.
#[test]
fn kinds_stand_apart_for_eyes_that_lack_a_kind_of_cone() {
    for palette in [&COLOR_BLIND_DARK, &COLOR_BLIND_LIGHT] {
        for (eyes, matrix) in EYES {
            let colors = KINDS.iter().map(|number| palette.letters[*number]).chain([palette.text]);
            let seen: Vec<[f64; 3]> = colors.map(|color| lab(color, matrix)).collect();
            for (at, one) in seen.iter().enumerate() {
                for other in &seen[at + 1..] {
                    assert!(distance(*one, *other) > 25.0, "{eyes}: {one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn themes_have_palettes_where_the_terminal_shows_enough_colours() {
    use ThemeName::{Auto, ColorBlind, Dark, Light, Mono, Terminal};
    for (name, ground, expected) in [
        (Terminal, None, None),
        (Mono, Some(Background::Dark), None),
        (Auto, None, None),
        (Auto, Some(Background::Light), Some(&LIGHT)),
        (Dark, Some(Background::Light), Some(&DARK)),
        (Light, None, Some(&LIGHT)),
        (ColorBlind, None, Some(&COLOR_BLIND_DARK)),
        (ColorBlind, Some(Background::Light), Some(&COLOR_BLIND_LIGHT)),
    ] {
        assert_eq!(palette(name, Depth::True, ground), expected, "{name:?}");
        assert_eq!(palette(name, Depth::Ansi16, ground), None);
        assert_eq!(palette(name, Depth::None, ground), None);
    }
}

#[test]
fn the_nearest_of_256_colours_is_taken() {
    for (color, number) in [((255, 0, 0), 196), ((0, 0, 0), 16), ((95, 135, 175), 67), ((128, 128, 128), 244)]
    {
        assert_eq!(shown(color, Depth::Ansi256), Color::Indexed(number), "{color:?}");
    }
}

/// The terminal's own colours as xterm has them, of which the built-in kinds take some.
const XTERM: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// On a light ground kinds are legible in the terminal's own colours, and no two differ by italics alone: not every terminal has
/// them. What a list says of a kind stays.
#[test]
fn kinds_are_legible_in_the_terminals_colours_on_a_light_ground() {
    let list = "[kinds.weapon]\nlabel = 'Weapons'\ncolor = 'green'\n[kinds.place]\ncolor = 'yellow'\n";
    let kinds_of = |list: &str| crate::gazetteer::parse(list, "a").expect("a list").gazetteer.kinds.clone();
    for (name, ground) in [(ThemeName::Terminal, Some(Background::Light)), (ThemeName::Light, None)] {
        let theme = crate::ui::Theme::of(name, Depth::Ansi16, ground);
        let looks: Vec<_> = kinds_of("").iter().map(|kind| theme.kind(kind)).collect();
        for (at, look) in looks.iter().enumerate() {
            let Some(Color::Indexed(number @ 0..16)) = look.fg else { panic!("{look:?}") };
            let contrast = contrast(XTERM[usize::from(number)], (255, 255, 255));
            assert!(contrast >= 4.5, "{number}: {contrast}");
            let upright = |style: &ratatui::style::Style| (style.fg, style.add_modifier - Modifier::ITALIC);
            assert!(looks[at + 1..].iter().all(|other| upright(other) != upright(look)), "{look:?}");
        }
        let own: Vec<_> = kinds_of(list).iter().map(|kind| (kind.id.clone(), theme.kind(kind).fg)).collect();
        assert!(own.contains(&("weapon".to_owned(), Some(Color::Indexed(2)))), "{own:?}");
        assert!(own.contains(&("place".to_owned(), Some(Color::Indexed(3)))), "{own:?}");
    }
    let dark = crate::ui::Theme::of(ThemeName::Terminal, Depth::Ansi16, Some(Background::Dark));
    assert!(kinds_of("").iter().any(|kind| dark.kind(kind).fg == Some(Color::Indexed(2))));
}

/// A colour that the list gives a kind was replaced where a theme replaces the built-in one that it equals, and by whatever the
/// theme calls so.
#[test]
fn colours_that_the_list_gives_are_kept_in_every_theme() {
    let list = "[kinds.place]\ncolor = 'green'\n[kinds.event]\ncolor = 'bright-blue'\n[kinds.organisation]\ncolor = 'cyan'\n\
        [kinds.weapon]\ncolor = 'white'\n[kinds.ship]\ncolor = 'black'\n[kinds.plan]\ncolor = '#ffff00'\n";
    let kinds = crate::gazetteer::parse(list, "a").expect("a list").gazetteer.kinds;
    let drawn = |theme: crate::ui::Theme, id: &str| {
        let kind = kinds.iter().find(|kind| kind.id == id).expect("a kind");
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 1, 1));
        buffer.set_string(0, 0, "x", theme.kind(kind));
        theme.paint(&mut buffer);
        buffer.content[0].fg
    };
    for (_, name) in ThemeName::ALL.iter().filter(|(_, name)| *name != ThemeName::Mono) {
        for ground in [None, Some(Background::Dark), Some(Background::Light)] {
            for depth in [Depth::Ansi16, Depth::Ansi256, Depth::True] {
                let theme = crate::ui::Theme::of(*name, depth, ground);
                for (id, number) in
                    [("place", 2), ("event", 12), ("organisation", 6), ("weapon", 7), ("ship", 0)]
                {
                    assert_eq!(drawn(theme, id), Color::Indexed(number), "{id} in {name:?} on {ground:?}");
                }
            }
            let theme = crate::ui::Theme::of(*name, Depth::True, ground);
            assert_eq!(drawn(theme, "plan"), Color::Rgb(255, 255, 0), "{name:?} on {ground:?}");
            assert_ne!(drawn(theme, "person"), Color::Reset);
        }
    }
}
