//! OPML: feed lists, as feed readers export them.

use crate::article::link::{has_scheme, percent_decode};
use crate::article::xml::element::find;
use crate::article::xml::{Event, Scanner};

/// The feeds in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedList {
    /// Paths of local feeds, in order and without duplicates; relative ones are relative to the list's folder.
    pub local: Vec<String>,
    /// Number of remote feeds and of newsboat's commands. The feeds are never fetched, and the commands never run.
    pub remote: usize,
}

/// Returns the feeds of a list, at any depth of its outlines.
///
/// # Errors
/// A message for the user if the text is not OPML.
pub fn local_feeds(text: &str) -> Result<FeedList, String> {
    if find(text, &["opml"]).is_none() {
        return Err("not a feed list: no <opml> element".to_owned());
    }
    let mut list = FeedList::default();
    let mut seen = std::collections::HashSet::new();
    for event in Scanner::new(text) {
        let Event::Start(tag) = event else { continue };
        if !tag.local_name().eq_ignore_ascii_case("outline") {
            continue;
        }
        let Some(address) = tag.attribute("xmlUrl").map(|address| address.trim().to_owned()) else {
            continue;
        };
        match parse_local_path(&address) {
            Some(path) if path.is_empty() => {}
            Some(path) => {
                if seen.insert(path.clone()) {
                    list.local.push(path);
                }
            }
            None => list.remote += 1,
        }
    }
    Ok(list)
}

/// Returns the local path of an address; empty if it has none. None if the address is remote or one of newsboat's
/// commands (`exec:`, `filter:`).
fn parse_local_path(address: &str) -> Option<String> {
    let is_file_url = address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    if !is_file_url {
        // `//host/path` is remote; `\\host\path` and `C:\path` are Windows paths.
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
    // `file:///C:/feeds` has a drive.
    let is_drive = path.get(2..3) == Some(":") && path.starts_with('/');
    Some(if is_drive { path.get(1..).unwrap_or_default().to_owned() } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_feeds_keep_their_order_and_remote_ones_are_counted() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="News"><outline text="World &amp; more" type="rss" xmlUrl="world.xml"/>
              <outline text="Deeper"><outline xmlurl='../a%20b/c.xml' /></outline></outline>
            <outline text="x" xmlUrl="https://news.example/feed"/><outline xmlUrl="feed://news.example/a"/>
            <outline xmlUrl="file:///home/jo/my%20feeds/%D0%B6.xml"/><outline xmlUrl="FILE://localhost/srv/a.xml"/>
            <outline xmlUrl="file://server/a.xml"/><outline xmlUrl="exec:rm -rf ~"/><outline xmlUrl="//news.example/b"/>
            <outline xmlUrl="world.xml"/><outline xmlUrl=""/><outline text="folder"/>
            <outline xmlUrl="file:///C:/feeds/a.xml"/><outline xmlUrl="C:\feeds\b.xml"/></body></opml>"#;
        let list = local_feeds(text).unwrap();
        let expected = [
            "world.xml",
            "../a%20b/c.xml",
            "/home/jo/my feeds/ж.xml",
            "/srv/a.xml",
            "C:/feeds/a.xml",
            "C:\\feeds\\b.xml",
        ];
        assert_eq!(list.local, expected);
        assert_eq!(list.remote, 5);
    }

    #[test]
    fn newsboat_export_is_read() {
        let list = local_feeds(include_str!("../../../tests/formats/feeds/feeds.opml")).unwrap();
        assert_eq!(
            (list.local, list.remote),
            (vec!["wordpress.rss".to_owned(), "jsonfeed.json".to_owned()], 1)
        );
    }

    #[test]
    fn non_opml_text_is_an_error() {
        assert!(local_feeds("<rss></rss>").is_err());
        assert_eq!(local_feeds("<opml>"), Ok(FeedList::default()));
        let deep = format!("<opml>{}", "<outline text='a'>".repeat(100_000));
        assert_eq!(local_feeds(&deep), Ok(FeedList::default()));
    }
}
