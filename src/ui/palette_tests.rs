//! Tests that the palettes are legible and their colours distinct.

use super::*;

const ALL: &[(&str, &Palette)] = &[
    ("dark", &DARK),
    ("light", &LIGHT),
    ("color-blind, dark", &COLOR_BLIND_DARK),
    ("color-blind, light", &COLOR_BLIND_LIGHT),
];

/// The colours of the built-in kinds.
const KINDS: &[usize] = &[1, 2, 4, 5, 6];

/// Converts a component to linear light (sRGB, IEC 61966-2-1).
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn light((red, green, blue): Rgb) -> [f64; 3] {
    [linear(red), linear(green), linear(blue)]
}

/// Returns the contrast of two colours, 1 to 21 (WCAG 2, "contrast ratio").
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |color: Rgb| {
        let [red, green, blue] = light(color);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Simulation of colour blindness: Machado, Oliveira and Fernandes 2009, severity 1, in linear light.
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

/// Converts a colour, as seen with one kind of colour vision, to CIE L*a*b* (D65).
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

/// WCAG requires 4.5 for text (level AA); checked with 256 colours too.
#[test]
fn every_colour_is_legible_on_its_background() {
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
            let on_ground = [palette.text, palette.quiet].into_iter().chain(palette.foreground);
            for color in on_ground {
                let found = contrast(depth(color), depth(palette.background));
                assert!(found >= 4.5, "{name}: {color:?} {found}");
            }
            assert!(contrast(depth(palette.ink), depth(palette.marker)) >= 7.0, "{name}");
        }
    }
}

/// Kinds differ by style too; this checks colour alone. 2.3 is a just noticeable difference.
#[test]
fn kinds_are_distinct_to_colour_blind_readers() {
    for palette in [&COLOR_BLIND_DARK, &COLOR_BLIND_LIGHT] {
        for (eyes, matrix) in EYES {
            let colors = KINDS.iter().map(|number| palette.foreground[*number]).chain([palette.text]);
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
fn themes_have_palettes_if_the_terminal_has_enough_colours() {
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
fn nearest_of_256_colours_is_used() {
    for (color, number) in [((255, 0, 0), 196), ((0, 0, 0), 16), ((95, 135, 175), 67), ((128, 128, 128), 244)]
    {
        assert_eq!(shown(color, Depth::Ansi256), Color::Indexed(number), "{color:?}");
    }
}

/// The 16 colours of a terminal with a white background, and whether it shows bold text in the bright ones.
struct Ansi {
    name: &'static str,
    is_bold_bright: bool,
    colors: [u32; 16],
}

/// The defaults of xterm, of VS Code's light themes, and of GNOME's terminals (VTE).
const ANSI: &[Ansi] = &[
    Ansi {
        name: "xterm",
        is_bold_bright: true,
        colors: [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    },
    Ansi {
        name: "VS Code",
        is_bold_bright: true,
        colors: [
            0x00_0000, 0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0x55_5555,
            0x66_6666, 0xcd_3131, 0x14_ce14, 0xb5_ba00, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0xa5_a5a5,
        ],
    },
    Ansi {
        name: "GNOME",
        is_bold_bright: false,
        colors: [
            0x17_1421, 0xc0_1c28, 0x26_a269, 0xa2_734c, 0x12_488b, 0xa3_47ba, 0x2a_a1b3, 0xd0_cfcc,
            0x5e_5c64, 0xf6_6151, 0x33_da7a, 0xe9_ad0c, 0x2a_7bde, 0xc0_61cb, 0x33_c7de, 0xff_ffff,
        ],
    },
];

impl Ansi {
    /// Returns the contrast of a style with the white background. The text colour is black.
    fn contrast_on_white(&self, style: ratatui::style::Style) -> f64 {
        let is_bright = self.is_bold_bright && style.add_modifier.contains(Modifier::BOLD);
        let color = match style.fg {
            None => 0,
            Some(Color::Indexed(number @ 0..8)) if is_bright => self.colors[usize::from(number) + 8],
            Some(Color::Indexed(number @ 0..16)) => self.colors[usize::from(number)],
            other => panic!("not one of the sixteen: {other:?}"),
        };
        let [_, red, green, blue] = color.to_be_bytes();
        contrast((red, green, blue), (255, 255, 255))
    }
}

/// On a light background the built-in kinds are legible in the terminal's own colours (WCAG 2 AA, 4.5:1), and no two
/// differ by italics alone, since not every terminal shows italics. A colour set in the list is kept.
#[test]
fn kinds_are_legible_in_the_terminals_own_colours_on_a_light_background() {
    let list = "[kinds.weapon]\nlabel = 'Weapons'\ncolor = 'green'\n[kinds.place]\ncolor = 'yellow'\n";
    let kinds_of = |list: &str| crate::gazetteer::parse(list, "a").expect("a list").gazetteer.kinds.clone();
    let kinds = kinds_of("");
    assert!(kinds.len() >= 5);
    for (name, depth, ground) in [
        (ThemeName::Terminal, Depth::Ansi16, Some(Background::Light)),
        (ThemeName::Terminal, Depth::Ansi256, Some(Background::Light)),
        (ThemeName::Terminal, Depth::True, Some(Background::Light)),
        (ThemeName::Auto, Depth::Ansi16, Some(Background::Light)),
        (ThemeName::ColorBlind, Depth::Ansi16, Some(Background::Light)),
        (ThemeName::Light, Depth::Ansi16, None),
    ] {
        let theme = crate::ui::Theme::of(name, depth, ground);
        let looks: Vec<_> = kinds.iter().map(|kind| theme.kind(kind)).collect();
        for ((at, look), kind) in looks.iter().enumerate().zip(&kinds) {
            for ansi in ANSI {
                let found = ansi.contrast_on_white(*look);
                assert!(found >= 4.5, "{} in {name:?}, {}: {found}", kind.id, ansi.name);
            }
            let upright = |style: &ratatui::style::Style| (style.fg, style.add_modifier - Modifier::ITALIC);
            assert!(looks[at + 1..].iter().all(|other| upright(other) != upright(look)), "{look:?}");
        }
        let own: Vec<_> = kinds_of(list).iter().map(|kind| (kind.id.clone(), theme.kind(kind).fg)).collect();
        assert!(own.contains(&("weapon".to_owned(), Some(Color::Indexed(2)))), "{own:?}");
        assert!(own.contains(&("place".to_owned(), Some(Color::Indexed(3)))), "{own:?}");
    }
    let dark = crate::ui::Theme::of(ThemeName::Terminal, Depth::Ansi16, Some(Background::Dark));
    assert!(kinds.iter().any(|kind| dark.kind(kind).fg == Some(Color::Indexed(2))));
}

/// A theme that looks different on a light background needs to know the background.
#[test]
fn background_is_queried_if_the_theme_depends_on_it() {
    for (_, name) in ThemeName::ALL {
        let of = |depth, ground| crate::ui::Theme::of(*name, depth, Some(ground));
        let differs = [Depth::Ansi16, Depth::Ansi256, Depth::True]
            .into_iter()
            .any(|depth| of(depth, Background::Light) != of(depth, Background::Dark));
        assert_eq!(crate::ui::Theme::depends_on_background(*name), differs, "{name:?}");
    }
}

/// Regression: a colour set in the list used to be replaced by the theme's if it equalled the built-in one.
#[test]
fn colours_set_in_the_list_are_kept_in_every_theme() {
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
