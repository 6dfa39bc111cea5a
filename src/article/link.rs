//! Resolves relative links, as far as needed to display them. Never fetches anything.

use crate::article::date_words::is_valid_date;

/// Returns true if a reference has a scheme (RFC 3986, 3.1). A single letter before the colon is taken for a Windows
/// drive.
pub fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Returns true if a text starts with `http://` or `https://`, in upper or lower case. Does not check the rest.
pub fn is_web_url(text: &str) -> bool {
    let starts_with =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts_with("http://") || starts_with("https://")
}

/// Resolves a reference against a base (RFC 3986, 5.2), but never keeps the query of the base. Only trims the reference
/// if it has a scheme or if there is no absolute base.
pub fn resolve(reference: &str, base: Option<&str>) -> String {
    let reference = reference.trim();
    let absolute = base.map(str::trim).filter(|base| base.contains("://"));
    let Some(base) = absolute.filter(|_| !has_scheme(reference)) else { return reference.to_owned() };
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let Some((scheme, rest)) = base.split_once("://") else { return reference.to_owned() };
    if let Some(after) = reference.strip_prefix("//") {
        return format!("{scheme}://{after}");
    }
    let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len())).unwrap_or((rest, ""));
    if reference.is_empty() || reference.starts_with(['#', '?']) {
        return format!("{scheme}://{host}{path}{reference}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let tail_at = reference.find(['?', '#']).unwrap_or(reference.len());
    let (reference_path, tail) = reference.split_at_checked(tail_at).unwrap_or((reference, ""));
    let joined = if reference_path.starts_with('/') {
        reference_path.to_owned()
    } else {
        format!("{folder}/{reference_path}")
    };
    format!("{scheme}://{host}/{}{tail}", remove_dot_segments(&joined))
}

/// Removes leading slashes, `.` and `..` from a path, each `..` with the segment before it. Never climbs above the
/// root.
pub fn remove_dot_segments(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let path = path.trim_start_matches('/');
    let mut pieces = path.split('/').peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        match piece {
            "." | ".." => {
                if piece == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            _ => parts.push(piece),
        }
    }
    parts.join("/")
}

/// Returns the date that many publishers put in the path of a URL (`/2015/03/18/`), as `2015-03-18`.
pub fn date_in_path(link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next()?;
    let segments: Vec<&str> = path.split('/').skip(3).collect();
    segments.windows(3).find_map(|segments| {
        let [year, month, day] = segments else { return None };
        let number = |segment: &str, length: std::ops::RangeInclusive<usize>| {
            let is_number =
                length.contains(&segment.len()) && segment.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| segment.parse::<u32>().ok())?
        };
        let (year, month, day) = (number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?);
        let is_date = (1990..2100).contains(&year) && is_valid_date(year, month, day);
        is_date.then(|| format!("{year}-{month:02}-{day:02}"))
    })
}

/// Decodes `%20` and the like (RFC 3986, 2.1). Invalid UTF-8 becomes U+FFFD.
pub fn percent_decode(text: &str) -> String {
    String::from_utf8_lossy(&percent_decode_bytes(text)).into_owned()
}

/// Like [`percent_decode`], for text that need not be UTF-8.
pub fn percent_decode_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    bytes
}

/// Returns the host of an HTTP URL in lower case, without `www.`. None for any other link.
pub fn host(link: &str) -> Option<String> {
    let (scheme, rest) = link.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    // An IPv6 address is in brackets and has colons.
    let is_address = host.starts_with('[');
    let host = if is_address { host.split_inclusive(']').next()? } else { host.split(':').next()? };
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (is_web && !host.is_empty() && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_a_base() {
        let base = Some("https://news.example/world/feed.xml?x=1");
        for (reference, expected) in [
            ("https://other.example/a", "https://other.example/a"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("//cdn.example/a", "https://cdn.example/a"),
            ("/a/b", "https://news.example/a/b"),
            ("a.html?y#z", "https://news.example/world/a.html?y#z"),
            ("../a/./b/..", "https://news.example/a/"),
            ("../../../a", "https://news.example/a"),
            ("?page=2", "https://news.example/world/feed.xml?page=2"),
            ("", "https://news.example/world/feed.xml"),
        ] {
            assert_eq!(resolve(reference, base), expected, "{reference}");
        }
        assert_eq!(resolve("/a", Some("https://news.example")), "https://news.example/a");
        assert_eq!(resolve("/a", None), "/a");
        assert_eq!(resolve("a", Some("world/")), "a");
    }

    #[test]
    fn web_urls_are_recognised_in_any_case() {
        for url in ["http://a.example", "https://a.example/b c", "HTTPS://A.EXAMPLE"] {
            assert!(is_web_url(url), "{url}");
        }
        for other in ["", "http:/a", "ftp://a.example", " http://a.example", "httpж://"] {
            assert!(!is_web_url(other), "{other}");
        }
    }

    #[test]
    fn host_is_a_name_or_an_address() {
        for (link, expected) in [
            ("https://www.News.example:8080/a", Some("news.example")),
            ("http://jo@news.example?x", Some("news.example")),
            ("http://[::1]/a", Some("[::1]")),
            ("http://jo@[2001:DB8::1]:8080", Some("[2001:db8::1]")),
            ("ftp://news.example", None),
            ("http:///a", None),
        ] {
            assert_eq!(host(link).as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn invalid_percent_escapes_are_kept() {
        assert_eq!(percent_decode("a%20b%D0%B6%2"), "a bж%2");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff%zz"), "\u{FFFD}%zz");
    }
}
