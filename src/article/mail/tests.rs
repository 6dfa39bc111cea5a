use proptest::prelude::*;

use super::*;
use crate::article::mbox;
use crate::article::{ArticleKey, BlockKind, Region, parse_draft};

const NEWSLETTER: &[u8] = include_bytes!("../../../tests/formats/mail/newsletter.eml");
const OUTLOOK: &[u8] = include_bytes!("../../../tests/formats/mail/outlook.eml");
const THUNDERBIRD: &[u8] = include_bytes!("../../../tests/formats/mail/thunderbird.eml");
const JAPANESE: &[u8] = include_bytes!("../../../tests/formats/mail/japanese.eml");
const UKRAINIAN: &[u8] = include_bytes!("../../../tests/formats/mail/ukrainian.eml");
const GMAIL: &[u8] = include_bytes!("../../../tests/formats/mail/gmail.mbox");
const MAILMAN: &[u8] = include_bytes!("../../../tests/formats/mail/mailman.mbox");

fn meta<const N: usize>(draft: &Draft) -> [&str; N] {
    let meta = &draft.meta;
    let all = [&meta.title, &meta.author, &meta.date, &meta.source, &meta.url, &meta.language];
    let mut words = [""; N];
    for (word, value) in words.iter_mut().zip(all) {
        *word = value.as_deref().unwrap_or("");
    }
    words
}

fn messages(mailbox: &[u8]) -> Vec<Vec<u8>> {
    let mut boundaries = mbox::Boundaries::default();
    let mut ranges = boundaries.feed(mailbox);
    ranges.extend(boundaries.finish());
    ranges
        .into_iter()
        .map(|range| mbox::unquote(mailbox[range.start as usize..range.end as usize].to_vec()))
        .collect()
}

#[test]
fn a_newsletter_with_a_stub_plain_part_is_read_from_its_html() {
    let draft = read(NEWSLETTER).unwrap();
    assert_eq!(
        meta(&draft),
        [
            "The ferry that nobody ordered ⛴",
            "Mara Lindqvist from Harbour Letter",
            "2025-11-24T07:30:00+00:00",
            "harbourletter.letters.test",
            "https://harbourletter.letters.test/p/the-ferry",
        ]
    );
    assert_eq!(draft.markup, Markup::Html);
    assert!(
        draft.body.contains("<strong>Mayor Ilse Brandt</strong>")
            && draft.body.contains("“We asked for a bridge,”")
    );
    assert!(!draft.body.contains("View this post"));
    assert_eq!(message_id(NEWSLETTER).as_deref(), Some("20251124073000.3.c0ffee@mg.letters.test"));
}

#[test]
fn outlook_plain_parts_are_read_without_attachments() {
    let draft = read(OUTLOOK).unwrap();
    assert_eq!(
        meta(&draft),
        [
            "Correction: the “Larkhaven plan”",
            "Müller, Zoë",
            "2025-11-25T16:05:41+01:00",
            "The Example Wire",
            "",
            "en",
        ]
    );
    assert_eq!(draft.markup, Markup::Plain);
    assert!(draft.body.contains("the “Larkhaven plan” is worth €28 million – not 26, as we wrote"));
    assert!(draft.body.contains("Best\nZoë") && !draft.body.contains("not a text"));
    assert_eq!(draft.undecoded, 0);
}

#[test]
fn thunderbird_flowed_lines_quotes_and_attached_messages_are_read() {
    let draft = read(THUNDERBIRD).unwrap();
    assert_eq!(
        meta(&draft),
        ["Fwd: Re: The bridge at Larkhaven", "Tomas Reyes", "2025-11-26T09:11:58+02:00", "example.org"]
    );
    let blocks = shown(draft);
    for (kind, text) in [
        (
            BlockKind::Paragraph,
            "The engineers came back on Tuesday and said that the bridge could be built in two years.",
        ),
        (
            BlockKind::Quote,
            "> Nobody has asked the people of the north bank, and until somebody does there will be no vote.",
        ),
        (BlockKind::Paragraph, "Of 412 people who were asked, 300 want the bridge."),
    ] {
        assert!(blocks.contains(&(kind, text.to_owned())), "{text}: {blocks:#?}");
    }
    assert!(blocks.iter().any(|(_, text)| text.contains("Subject: The survey of the north bank")));
    assert!(blocks.iter().any(|(_, text)| text.contains("From: Survey office")));
    assert!(!blocks.iter().any(|(_, text)| text.contains("multi-part message")));
}

/// Returns the blocks that are not the message's own text.
fn boilerplate(draft: Draft) -> Vec<String> {
    let article = parse_draft(ArticleKey::from_path(std::path::Path::new("a.eml")), draft);
    let below = article.blocks.iter().filter(|block| block.region == Region::Boilerplate);
    below.map(|block| article.block_text(block).to_owned()).collect()
}

#[test]
fn only_signatures_are_boilerplate() {
    let draft = read(THUNDERBIRD).unwrap();
    assert_eq!(boilerplate(draft), ["Tomas Reyes", "Harbour master"]);
    let draft = read(b"Subject: x\n\nThe envoy left.\n--\nNobody came.\n").unwrap();
    assert_eq!(boilerplate(draft), [""; 0]);
}

#[test]
fn attachments_are_named() {
    let mail = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe envoy left.\n\
        --b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"notes\x1b.txt\"\n\nNo text.\n\
        --b\nContent-Type: application/pdf; name=plan.pdf\n\nxx\n\
        --b\nContent-Type: image/png\nContent-Disposition: inline; filename=logo.png\n\nxx\n\
        --b\nContent-Type: application/zip\nContent-Disposition: attachment\n\nxx\n--b--\n";
    let named = "[attachments, not read: notes␛.txt, plan.pdf, application/zip]";
    assert_eq!(boilerplate(read(mail).unwrap()), [named]);
    let part = "--b\nContent-Type: application/pdf; name=a.pdf\n\nxx\n".repeat(50);
    let many = format!("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n{part}");
    assert!(boilerplate(read(many.as_bytes()).unwrap())[0].ends_with("a.pdf, a.pdf, 30 more]"));
    assert_eq!(boilerplate(read(NEWSLETTER).unwrap()), [""; 0]);
}

#[test]
fn pages_saved_by_a_browser_are_read_as_pages() {
    let mail = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://paper.example/talks\nSubject: Talks\n\
        Date: Mon, 24 Nov 2025 10:00:00 +0100\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\n\n\
        --b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        <meta property=3Dog:site_name content=3D'The Paper'><title>Talks go on</title><meta name=3Dauthor content=3D'Jo Park'>\n\
        <meta property=3Darticle:published_time content=3D2025-11-20><nav>Home</nav><article><h1>Talks go on</h1><p>The envoy left.</p></article>\n\
        --b\nContent-Type: image/png; name=a.png\n\nxx\n--b--\n";
    let article = parse_draft(ArticleKey::from_path(std::path::Path::new("a.mht")), read(mail).unwrap());
    let meta = &article.meta;
    let named = [&meta.title, &meta.author, &meta.date, &meta.source, &meta.url];
    assert_eq!(
        named.map(|value| value.as_deref().unwrap_or_default()),
        ["Talks go on", "Jo Park", "2025-11-20", "The Paper", "https://paper.example/talks"]
    );
    assert_eq!(article.headline(), "Talks go on");
    assert!(article.text.as_str().ends_with("The envoy left."));
}

fn shown(draft: Draft) -> Vec<(BlockKind, String)> {
    let article = parse_draft(ArticleKey::from_path(std::path::Path::new("a.eml")), draft);
    article.blocks.iter().map(|block| (block.kind, article.block_text(block).to_owned())).collect()
}

#[test]
fn messages_in_japanese_and_ukrainian_charsets_are_read() {
    let draft = read(JAPANESE).unwrap();
    assert_eq!(meta(&draft), ["港の新しい橋", "佐藤直子", "2025-11-27T18:00:00+09:00", "example.jp"]);
    assert!(draft.body.starts_with("港湾局は木曜日、新しい橋の計画を発表した。\n費用は"));
    let draft = read(UKRAINIAN).unwrap();
    assert_eq!(
        meta(&draft),
        ["Міст через затоку: що вирішила рада", "Олена Гайдук", "2025-11-28T12:15:00+02:00"]
    );
    assert_eq!(draft.body.trim(), "Рада підтримала проєкт мосту. Її рішення оголосив Тарас Їжак.");
}

#[test]
fn gmail_and_mailman_mailboxes_are_split_and_read() {
    let gmail = messages(GMAIL);
    let names: Vec<_> = gmail.iter().filter_map(|mail| message_id(mail)).collect();
    assert_eq!(names, ["CAF+one@mail.example.net", "CAF+two@mail.example.net"]);
    let first = read(&gmail[0]).unwrap();
    assert!(
        first.body.contains("\nFrom there it can be seen") && first.body.contains("\nFrom here on nobody")
    );
    let second = read(&gmail[1]).unwrap();
    assert!(
        second
            .body
            .starts_with("It is a lovely model. It would not float – I have tried it in the bath with")
    );

    let mailman = messages(MAILMAN);
    assert_eq!(mailman.len(), 2);
    let second = read(&mailman[1]).unwrap();
    assert_eq!(meta(&second), ["[harbour-talk] The bridge, again", "Al Reed", "2025-11-24T20:40:11+01:00"]);
    assert!(second.body.contains("Jo Park wrote:\n\n> Does anybody know"));
}

fn body_of(mail: &str) -> String {
    read(mail.as_bytes()).unwrap().body.trim().to_owned()
}

#[test]
fn the_text_is_found_in_every_part_structure() {
    for (mail, expected) in [
        ("Subject: a\n\nPlain.", "Plain."),
        ("Subject: a\nContent-Type: text/plain\n\nPlain.", "Plain."),
        ("Subject: a\nContent-Type: garbage\n\nPlain.", "Plain."),
        ("Subject: a\nContent-Type: text/html\n\n<p>Page.</p>", "<p>Page.</p>"),
        (
            "Subject: a\nContent-Type: text/plain\n\n<!DOCTYPE html><p>Page.</p>",
            "<!DOCTYPE html><p>Page.</p>",
        ),
        ("Subject: a\nContent-Type: application/pdf\n\nbytes", ""),
        ("Subject: a\nContent-Type: multipart/mixed\n\n--x\n\nNo boundary.", "--x\n\nNo boundary."),
        (
            "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\nPreamble\n--x\n\nOne.\n--xy\n--x \n\nTwo.\n--x--\nEpilogue",
            "One.\n--xy\n\nTwo.",
        ),
        ("Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nNo end", "No end"),
        (
            "Subject: a\nContent-Type: multipart/signed; boundary=x\n\n--x\n\nSigned.\n--x\nContent-Type: application/pgp-signature\n\nabc\n--x--",
            "Signed.",
        ),
        (
            "Subject: a\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Page.\n--x\nContent-Type: text/plain\n\nAlt\n--x--",
            "<p>Page.",
        ),
        (
            "Subject: a\nContent-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: b\n\nOne.\n--x\n\nSubject: c\n\nTwo.\n--x--",
            "Subject: b\n\nOne.\n\n\nSubject: c\n\nTwo.",
        ),
        (
            "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Page.</p>\n--x\n\na < b\n--x--",
            "<p>Page.</p>\n\n<p>a &lt; b</p>",
        ),
        (
            "Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64\n\n0JrQuN\nGX0LI=",
            "Київ",
        ),
    ] {
        let blank = |text: &str| {
            text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(blank(&body_of(mail)), blank(expected), "{mail}");
    }
}

#[test]
fn the_plain_alternative_is_read_unless_it_is_a_stub() {
    let mail = |plain: &str, html: &str| {
        format!(
            "Subject: a\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\n{plain}\n--x\nContent-Type: text/html\n\n{html}\n--x--\n"
        )
    };
    let long = "word ".repeat(300);
    let named =
        format!("If you cannot see this letter, open the web version of it. {}", "Address line. ".repeat(20));
    for (plain, html, is_html_chosen) in [
        ("Short and good.", "<p>Short and good.</p>", false),
        ("View online", long.as_str(), true),
        ("", long.as_str(), true),
        (named.as_str(), long.as_str(), true),
        (long.as_str(), long.as_str(), false),
        (
            "Read.",
            "<style>many words of style that nobody sees at all in here and so on and so forth, one two</style>Read.",
            false,
        ),
    ] {
        let is_html = read(mail(plain, html).as_bytes()).unwrap().markup == Markup::Html;
        assert_eq!(is_html, is_html_chosen, "{plain}");
    }
}

#[test]
fn incomplete_headers_are_read_leniently() {
    assert!(read(b"").unwrap_err().starts_with("not an email"));
    assert!(read(b"Just words.\nAnd more.").is_err());
    let draft = read(b"\xef\xbb\xbf\r\nSubject: \r\nX: y\r\n\r\nText").unwrap();
    assert_eq!(draft.meta, Meta::default());
    let draft =
        read(b"From jo@example.org Mon Nov 24 10:00:00 2025\nSubject: a\nDate: next week\n\nText").unwrap();
    assert_eq!(draft.meta.date.as_deref(), Some("next week"));
    let draft = read(b"From jo@example.org Mon Nov 24 10:00:00 2025\nSubject: a\n\nText").unwrap();
    assert_eq!(draft.meta.date.as_deref(), Some("2025-11-24T10:00:00"));
    let links =
        b"List-Archive: <javascript:x>, <https://a.test/list>\nX-URL: ftp://x\nArchived-At: <mailto:x@y>\n\n";
    assert_eq!(read(links).unwrap().meta.url.as_deref(), Some("https://a.test/list"));
    for (field, expected) in [
        ("Message-ID: <a@b>", Some("a@b")),
        ("message-id:\n <a@b> (comment)", Some("a@b")),
        ("Message-ID: a@b", Some("a@b")),
        ("Message-ID: <>", None),
        ("Subject: a", None),
    ] {
        assert_eq!(message_id(format!("{field}\n\n").as_bytes()).as_deref(), expected, "{field}");
    }
}

#[test]
fn unbounded_parts_are_limited() {
    // Messages attached to messages.
    let nested = format!("Subject: a\n{}Text", "Content-Type: message/rfc822\n\n".repeat(100_000));
    assert_eq!(body_of(&nested), "");
    let levels: Vec<String> = (0..2_000)
        .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n"))
        .collect();
    let deep = format!("Subject: a\n{}", levels.concat());
    assert_eq!(body_of(&deep), "");
    let wide = format!(
        "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n{}",
        "--x\n\nPart.\n".repeat(5_000)
    );
    assert_eq!(body_of(&wide).matches("Part.").count(), 999);
    let words =
        format!("Subject: {}\nFrom: {}\n\nText", "=?utf-8?Q?".repeat(100_000), "<,\"(".repeat(100_000));
    assert_eq!(body_of(&words), "Text");
}

#[test]
fn unread_parts_are_counted() {
    let nested = |levels: usize| {
        let all = (0..levels)
            .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n"));
        read(format!("Subject: a\n{}\nAt last.", all.collect::<String>()).as_bytes()).unwrap()
    };
    assert_eq!((nested(20).body.trim(), nested(20).below), ("At last.", Vec::new()));
    assert_eq!((nested(99).body.trim(), nested(99).below), ("At last.", Vec::new()));
    assert_eq!(
        (nested(100).body.as_str(), nested(100).below),
        ("", vec!["[1 more part was not read]".to_owned()])
    );
    let wide = format!(
        "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n{}--x--\n",
        "--x\n\nPart.\n".repeat(3_000)
    );
    assert_eq!(read(wide.as_bytes()).unwrap().below, ["[2001 more parts were not read]"]);
    // Each level would hold another copy of the message.
    let level = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n";
    let encoded =
        read(format!("Subject: a\n{}Subject: b\n\n{}", level.repeat(50), "word ".repeat(90_000)).as_bytes())
            .unwrap();
    assert_eq!((encoded.body.as_str(), encoded.below), ("", vec!["[1 more part was not read]".to_owned()]));
}

#[test]
fn headers_are_safe_for_a_terminal() {
    let mail = "Subject: =?utf-8?Q?a=1B[2J=0D=0Ab?=\nFrom: =?utf-8?B?G1sySg==?= <x@y.\u{9b}z>\nDate: \u{1b}]0;x\nList-Id: \u{202e}x <a.b>\nX-URL: https://a.test/\u{1b}\nMessage-ID: <\u{1b}>\n\n";
    let draft = read(mail.as_bytes()).unwrap();
    let all: [&str; 6] = meta(&draft);
    assert!(
        all.iter().all(|value| !value.contains(char::is_control) && !value.contains('\u{202e}')),
        "{all:?}"
    );
    assert_eq!(all[0], "a␛[2J b");
    assert_eq!(message_id(mail.as_bytes()).as_deref(), Some("␛"));
}

proptest! {
    #[test]
    fn any_bytes_are_accepted(bytes: Vec<u8>) {
        let _ = (read(&bytes), message_id(&bytes));
    }

    #[test]
    fn any_message_is_accepted(pieces in prop::collection::vec(prop::sample::select(vec![
        "Subject: a", "\n", "\r\n", "\n\n", "Content-Type: multipart/", "mixed", "alternative", "digest", "; boundary=x", "--x", "--x--", "--",
        "Content-Type: text/html", "Content-Type: message/rfc822", "; charset=", "utf-16", "iso-2022-jp", "\u{1b}$B", "<style>", "</", "=", "=?", "?=",
        "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "From ", "From: <", "\"", "> ", " ", "é", "Message-ID: <",
    ]), 0..60)) {
        let mail = pieces.concat();
        let _ = (read(mail.as_bytes()), message_id(mail.as_bytes()));
    }
}
