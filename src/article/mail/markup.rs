//! Counts the visible words of unparsed HTML, and converts plain text to HTML.

/// Elements whose text is not displayed.
const HIDDEN: &[&str] = &["style", "script", "head", "title"];

/// Estimates the number of visible words in HTML, skipping tags and hidden elements. Takes linear time.
pub fn visible_words(html: &str) -> usize {
    let mut count = 0;
    let mut rest = html;
    while let Some((text, tag)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        count += count_words(text);
        let is_hidden = |name: &&&str| {
            tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && tag
                    .get(name.len() + 1..)
                    .is_some_and(|next| next.starts_with([' ', '>', '\n', '\t', '\r']))
        };
        let after = match HIDDEN.iter().find(is_hidden) {
            Some(name) => after_end_tag(tag, name),
            None => tag.split_once('>').map(|(_, after)| after),
        };
        let Some(after) = after else { return count };
        rest = after;
    }
    count + count_words(rest)
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Returns the text after the end tag of an element. None if it is missing.
fn after_end_tag<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once("</")?;
        if after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map(|(_, rest)| rest);
        }
        rest = after;
    }
}

/// Returns true if the text starts like an HTML page, whatever its declared type.
pub fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(14).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Converts plain text to HTML: paragraphs are separated by empty lines, line breaks are kept.
pub fn plain_to_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8 + 16);
    let mut is_open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            if is_open {
                html.push_str("</p>\n");
            }
            is_open = false;
            continue;
        }
        html.push_str(if is_open { "<br>\n" } else { "<p>" });
        is_open = true;
        for c in line.chars() {
            match c {
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '&' => html.push_str("&amp;"),
                other => html.push(other),
            }
        }
    }
    if is_open {
        html.push_str("</p>\n");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_visible_words_are_counted() {
        for (html, expected) in [
            ("<p>The envoy <b>left</b>.</p>", 3),
            ("<style>p { color: red }</style><p>One</p>", 1),
            ("<HEAD><title>Not seen</title></HEAD>One two", 2),
            ("<header>One</header>", 1),
            ("<script>never closed one two", 0),
            ("One <unclosed two", 1),
            ("", 0),
        ] {
            assert_eq!(visible_words(html), expected, "{html}");
        }
    }

    #[test]
    fn plain_text_is_escaped_as_html() {
        assert_eq!(plain_to_html("a < b\n& c\n\n\nd"), "<p>a &lt; b<br>\n&amp; c</p>\n<p>d</p>\n");
        assert_eq!(plain_to_html(""), "");
    }
}
