//! OPML: lists of feeds, as readers of feeds export them.

use crate::article::link::{has_scheme, percent_decode};
use crate::article::xml::element::find;
use crate::article::xml::{Event, Scanner};

/// What a list of feeds names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Paths of feeds that are files here, in the order of the list, each once; relative ones are meant from the folder of the list.
    pub local: Vec<String>,
    /// How many feeds are elsewhere. They are never fetched.
    pub remote: usize,
}

/// The feeds that a list names, at whatever depth of its outlines.
///
/// # Errors
/// A line for the reader: the text is no OPML.
pub fn local_feeds(text: &str) -> Result<Listed, String> {
    if find(text, &["opml"]).is_none() {
        return Err("no list of feeds: there is no <opml> in it".to_owned());
    }
    let mut listed = Listed::default();
    let mut seen = std::collections::HashSet::new();
    for event in Scanner::new(text) {
        let Event::Start(tag) = event else { continue };
        if !tag.local_name().eq_ignore_ascii_case("outline") {
            continue;
        }
        let Some(address) = tag.attribute("xmlUrl").map(|address| address.trim().to_owned()) else {
            continue;
        };
        match local_path(&address) {
            Some(path) if path.is_empty() => {}
            Some(path) => {
                if seen.insert(path.clone()) {
                    listed.local.push(path);
                }
            }
            None => listed.remote += 1,
        }
    }
    Ok(listed)
}

/// The path that an address stands for; none where it leads elsewhere or is a command of newsboat's (`exec:`, `filter:`).
fn local_path(address: &str) -> Option<String> {
    let is_file_url = address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    if !is_file_url {
        // `//host/path` is the web's; a backslash is Windows'.
        return (!has_scheme(address) && !address.starts_with("//")).then(|| address.to_owned());
    }
    let rest = address.get(5..).unwrap_or_default();
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
            if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
                return None;
            }
            path
        }
        None => rest,
    };
    let path = percent_decode(path.split(['?', '#']).next().unwrap_or(path));
    // `file:///C:/feeds` names a drive.
    let is_drive = path.get(2..3) == Some(":") && path.starts_with('/');
    Some(if is_drive { path.get(1..).unwrap_or_default().to_owned() } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_feeds_are_named_in_order_and_others_counted() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="News"><outline text="World &amp; more" type="rss" xmlUrl="world.xml"/>
              <outline text="Deeper"><outline xmlurl='../a%20b/c.xml' /></outline></outline>
            <outline text="x" xmlUrl="https://news.example/feed"/><outline xmlUrl="feed://news.example/a"/>
            <outline xmlUrl="file:///home/jo/my%20feeds/%D0%B6.xml"/><outline xmlUrl="FILE://localhost/srv/a.xml"/>
            <outline xmlUrl="file://server/a.xml"/><outline xmlUrl="exec:rm -rf ~"/><outline xmlUrl="//news.example/b"/>
            <outline xmlUrl="world.xml"/><outline xmlUrl=""/><outline text="folder"/>
            <outline xmlUrl="file:///C:/feeds/a.xml"/><outline xmlUrl="C:\feeds\b.xml"/></body></opml>"#;
        let listed = local_feeds(text).unwrap();
        let expected = [
            "world.xml",
            "../a%20b/c.xml",
            "/home/jo/my feeds/ж.xml",
            "/srv/a.xml",
            "C:/feeds/a.xml",
            "C:\\feeds\\b.xml",
        ];
        assert_eq!(listed.local, expected);
        assert_eq!(listed.remote, 5);
    }

    #[test]
    fn an_export_of_newsboat() {
        let listed = local_feeds(include_str!("../../../tests/formats/feeds/feeds.opml")).unwrap();
        assert_eq!(
            (listed.local, listed.remote),
            (vec!["wordpress.rss".to_owned(), "jsonfeed.json".to_owned()], 1)
        );
    }

    #[test]
    fn what_is_no_list_says_so() {
        assert!(local_feeds("<rss></rss>").is_err());
        assert_eq!(local_feeds("<opml>"), Ok(Listed::default()));
        let deep = format!("<opml>{}", "<outline text='a'>".repeat(100_000));
        assert_eq!(local_feeds(&deep), Ok(Listed::default()));
    }
}
