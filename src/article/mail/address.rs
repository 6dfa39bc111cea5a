//! Finds who a message is from, and its mailing list or organisation (RFC 5322, 3.4; RFC 2919).

use crate::article::mail::headers::{Headers, one_line};
use crate::article::mail::{parameters, words};

/// Host names of mail servers; the rest of the domain is the organisation's.
const MAIL_HOSTS: &[&str] = &[
    "www",
    "mail",
    "mails",
    "email",
    "e",
    "em",
    "m",
    "news",
    "newsletter",
    "newsletters",
    "mailer",
    "mailing",
    "send",
    "smtp",
    "reply",
    "list",
    "lists",
    "info",
    "mg",
    "mx",
    "bounce",
    "bounces",
];

/// Second-level labels under country domains (`co.uk`).
const SECOND_LEVELS: &[&str] = &["co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go"];

/// Hosts of bulk mail services, whose `List-Id` holds an internal number.
const BULK_MAIL_HOSTS: &[&str] =
    &["list-id.mcsv.net", "xt.local", "list-manage.com", "sendgrid.net", "amazonses.com"];

/// A sender: a name, an address or both. The address is empty if it is missing.
#[derive(Debug, PartialEq, Eq)]
struct Mailbox {
    name: Option<String>,
    address: String,
}

/// Returns the authors: names, or addresses where names are missing.
pub fn author(headers: &Headers<'_>) -> Option<String> {
    let boxes = mailboxes(headers)?;
    let names: Vec<String> =
        boxes.into_iter().map(|mailbox| mailbox.name.unwrap_or(mailbox.address)).collect();
    one_line(&names.join(", "))
}

/// Returns the publisher: the list's name, else the sender's organisation, else the list's address, else the sender's
/// domain. The list's address counts only if it is a subdomain of the sender's domain (a newsletter on a hosting
/// service) or if that domain is unknown.
pub fn source(headers: &Headers<'_>) -> Option<String> {
    let list = headers.line("List-Id").map(|words| parse_list_id(&words));
    let sender = mailboxes(headers).and_then(|boxes| domain_of(&boxes.first()?.address));
    let (list_name, list_address) = list.unwrap_or_default();
    if list_name.is_some() {
        return list_name;
    }
    if let Some(organization) = headers.line("Organization").or_else(|| headers.line("Organisation")) {
        return Some(organization);
    }
    let is_below =
        |list: &String| sender.as_deref().is_some_and(|sender| list.ends_with(&format!(".{sender}")));
    list_address.filter(|list| sender.is_none() || is_below(list)).or(sender)
}

/// Returns the name and address of a list, each None if it is missing or meaningless to people.
fn parse_list_id(words: &str) -> (Option<String>, Option<String>) {
    let (name, address) = match words.rsplit_once('<') {
        Some((name, address)) => (name, address.trim_end_matches('>')),
        None if words.contains(' ') => (words, ""),
        None => ("", words),
    };
    let address = address.trim().to_ascii_lowercase();
    let is_numbered = BULK_MAIL_HOSTS.iter().any(|host| address.ends_with(host));
    if is_numbered {
        return (None, None);
    }
    let name =
        if name.trim_start().starts_with('"') { parameters::unquote(name.trim()) } else { name.to_owned() };
    (one_line(&name), one_line(&address).filter(|address| address.contains('.')))
}

/// Returns the domain of an address, without host names of mail servers.
fn domain_of(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let mut domain = domain.trim_end_matches('.').to_ascii_lowercase();
    while let Some((first, rest)) = domain.split_once('.') {
        let Some((next, last)) = rest.split_once('.') else { break };
        let is_second_level = SECOND_LEVELS.contains(&next) && !last.contains('.');
        if is_second_level || !MAIL_HOSTS.contains(&first) {
            break;
        }
        domain = rest.to_owned();
    }
    one_line(&domain)
}

fn mailboxes(headers: &Headers<'_>) -> Option<Vec<Mailbox>> {
    let raw = headers.raw("From").or_else(|| headers.raw("Sender"))?;
    // Split before decoding: an encoded word may contain a comma.
    let boxes: Vec<Mailbox> = split_addresses(raw).into_iter().filter_map(parse_mailbox).collect();
    (!boxes.is_empty()).then_some(boxes)
}

/// Splits at commas outside quotes, comments and brackets.
fn split_addresses(raw: &[u8]) -> Vec<&[u8]> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0_usize);
    for (at, byte) in raw.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'(' | b'<' => depth += 1,
            b')' | b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                pieces.push(raw.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(raw.get(start..).unwrap_or_default());
    pieces
}

/// Parses `Jo Park <jo@example.org>`, `"Park, Jo" <..>`, `jo@example.org (Jo Park)`, `jo@example.org` or `Jo Park`.
/// None if nothing is left.
fn parse_mailbox(raw: &[u8]) -> Option<Mailbox> {
    let words = words::decode(raw);
    let words = words.trim();
    let (name, address) = match words.rsplit_once('<') {
        Some((name, rest)) => (name.trim().to_owned(), rest.split('>').next().unwrap_or_default()),
        None => match words.split_once('(') {
            Some((address, comment)) => (comment.trim_end().trim_end_matches(')').to_owned(), address),
            None if words.contains('@') || !words.contains(' ') => (String::new(), words),
            None => (words.to_owned(), ""),
        },
    };
    let name = if name.starts_with('"') { parameters::unquote(&name) } else { name };
    let address = one_line(address.trim_matches(['<', '>', '"', ' '])).unwrap_or_default();
    let is_repeated_address = name.trim_matches('\'').eq_ignore_ascii_case(&address);
    let name = one_line(name.trim_matches(['\'', ' '])).filter(|_| !is_repeated_address);
    (name.is_some() || !address.is_empty()).then_some(Mailbox { name, address })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::mail::headers;

    fn author_from(from: &str) -> String {
        author(&headers::read(format!("From: {from}\n\n").as_bytes())).unwrap_or_default()
    }

    #[test]
    fn senders_in_every_style_are_parsed() {
        for (from, expected) in [
            ("Jo Park <jo@example.org>", "Jo Park"),
            ("\"Park, Jo\" <jo@example.org>", "Park, Jo"),
            ("\"Jo \\\"JP\\\" Park\" <jo@example.org>", "Jo \"JP\" Park"),
            ("'Jo Park' <jo@example.org>", "Jo Park"),
            ("jo@example.org (Jo Park)", "Jo Park"),
            ("jo@example.org", "jo@example.org"),
            ("<jo@example.org>", "jo@example.org"),
            ("\"jo@example.org\" <jo@example.org>", "jo@example.org"),
            ("jo at example.org (Jo Park)", "Jo Park"),
            ("Jo Park <jo@a.org>, Al Reed <al@a.org>", "Jo Park, Al Reed"),
            ("=?utf-8?Q?Olena=2C_Ky=C3=AFv?= <o@a.org>", "Olena, Kyïv"),
            ("Olena Київ <o@a.org>", "Olena Київ"),
            ("\"=?utf-8?Q?Jo?=\" <o@a.org>", "Jo"),
            ("Jo\u{1b}[2J <o@a.org>", "Jo␛[2J"),
            ("", ""),
        ] {
            assert_eq!(author_from(from), expected, "{from}");
        }
    }

    #[test]
    fn the_source_is_the_most_specific_name() {
        for (fields, expected) in [
            ("From: a@news.example.org", Some("example.org")),
            ("From: a@mail.co.uk", Some("mail.co.uk")),
            ("From: a@example.org\nOrganization: The Example", Some("The Example")),
            (
                "From: a@example.org\nList-Id: \"Talks, daily\" <talks.lists.example.org>",
                Some("Talks, daily"),
            ),
            ("From: a@example.org\nList-Id: Talks <talks.lists.example.org>\nOrganization: X", Some("Talks")),
            ("From: jo@letters.test\nList-Id: <frontlines.letters.test>", Some("frontlines.letters.test")),
            ("From: a@example.org\nList-Id: <talks.other.test>", Some("example.org")),
            ("From: a@example.org\nList-ID: 12ab mc list <12ab.34.list-id.mcsv.net>", Some("example.org")),
            ("Sender: a@example.org", Some("example.org")),
            ("Subject: x", None),
        ] {
            let text = format!("{fields}\n\n");
            assert_eq!(source(&headers::read(text.as_bytes())).as_deref(), expected, "{fields}");
        }
    }
}
