//! Maps keys of an object and columns of a table to fields of an article.

use strsim::jaro_winkler;

use crate::text::quote::did_you_mean;

/// A field of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The text.
    Text,
    /// The title.
    Title,
    /// A secondary title below the title.
    Subtitle,
    /// The author.
    Author,
    /// The publisher.
    Source,
    /// The date.
    Date,
    /// The language.
    Language,
    /// The URL.
    Url,
    /// A permanent id.
    Id,
}

/// All fields, with their `--field` names and common keys, most reliable first. Keys are folded before they are
/// compared: only letters and digits count, in any case. Text keys from [`FIRST_SUMMARY`] on hold a summary as often
/// as the text.
const NAMES: &[(Field, &str, &[&str])] = &[
    (
        Field::Text,
        "text",
        &[
            "text",
            "body",
            "content",
            "maintext",
            "fulltext",
            "articlebody",
            "articletext",
            "bodytext",
            "textbody",
            "plaintext",
            "contenttext",
            "bodyplain",
            "cleantext",
            "article",
            "articlecontent",
            "bodycontent",
            "storytext",
            "story",
            "newstext",
            "rawtext",
            "contentencoded",
            "contenthtml",
            "bodyhtml",
            "html",
            "selftext",
            "message",
            "messagetext",
            "posttext",
            "post",
            "leadparagraph",
            "hlead",
            "текст",
            "текстстатті",
            "texte",
            "inhalt",
            "volltext",
            "texto",
            "testo",
            "treść",
            "tekst",
            "description",
            "summary",
            "abstract",
            "excerpt",
            "snippet",
            "contentsnippet",
            "shortdescription",
            "trailtext",
            "highlights",
            "lead",
        ],
    ),
    (
        Field::Title,
        "title",
        &[
            "title",
            "headline",
            "webtitle",
            "articletitle",
            "headlinemain",
            "storytitle",
            "titletext",
            "pagetitle",
            "ogtitle",
            "heading",
            "header",
            "subject",
            "hed",
            "titel",
            "überschrift",
            "schlagzeile",
            "titre",
            "titulo",
            "título",
            "titolo",
            "tytuł",
            "заголовок",
            "название",
            "назва",
            "hd",
        ],
    ),
    (
        Field::Subtitle,
        "subtitle",
        &[
            "subtitle",
            "subheadline",
            "subhead",
            "deck",
            "dek",
            "standfirst",
            "kicker",
            "strapline",
            "secondaryheadline",
            "untertitel",
            "soustitre",
            "подзаголовок",
            "підзаголовок",
            "trailtext",
            "description",
        ],
    ),
    (
        Field::Author,
        "author",
        &[
            "author",
            "authors",
            "byline",
            "creator",
            "dccreator",
            "writer",
            "authorname",
            "journalist",
            "reporter",
            "writtenby",
            "autor",
            "auteur",
            "autorin",
            "autore",
            "автор",
            "авторы",
            "автори",
            "bylinestr",
            "bylineoriginal",
            "by",
            "from",
        ],
    ),
    (
        Field::Source,
        "source",
        &[
            "source",
            "sourcename",
            "publication",
            "publisher",
            "outlet",
            "medianame",
            "sitename",
            "newspaper",
            "pubtitle",
            "publicationname",
            "publicationtitle",
            "journal",
            "provider",
            "site",
            "website",
            "sourcedomain",
            "domain",
            "sourcecommonname",
            "channel",
            "feed",
            "pagename",
            "quelle",
            "medium",
            "zeitung",
            "fuente",
            "medio",
            "fonte",
            "źródło",
            "источник",
            "издание",
            "сми",
            "джерело",
            "видання",
            "sn",
        ],
    ),
    (
        Field::Date,
        "date",
        &[
            "date",
            "datepublish",
            "datepublished",
            "publishdate",
            "publisheddate",
            "publishedat",
            "published",
            "publicationdate",
            "pubdate",
            "pubdt",
            "publishedon",
            "publishtime",
            "publicationtime",
            "firstpublished",
            "webpublicationdate",
            "loaddate",
            "postcreated",
            "posted",
            "postedat",
            "postdate",
            "datetime",
            "isodate",
            "displaydate",
            "createdat",
            "created",
            "createdutc",
            "timestamp",
            "time",
            "updatedat",
            "datemodify",
            "modified",
            "datedownload",
            "seendate",
            "crawldate",
            "datum",
            "veröffentlicht",
            "erschienen",
            "datedepublication",
            "fecha",
            "дата",
            "датапубликации",
            "датапублікації",
            "pd",
        ],
    ),
    (
        Field::Language,
        "language",
        &[
            "language",
            "lang",
            "languagecode",
            "langcode",
            "locale",
            "inlanguage",
            "sprache",
            "langue",
            "idioma",
            "мова",
            "язык",
        ],
    ),
    (
        Field::Url,
        "url",
        &[
            "url",
            "link",
            "weburl",
            "articleurl",
            "sourceurl",
            "canonicalurl",
            "permalink",
            "canonical",
            "href",
            "documentidentifier",
            "uri",
            "pageurl",
            "posturl",
            "webpage",
            "lien",
            "enlace",
            "collegamento",
            "adresse",
            "ссылка",
            "адрес",
            "посилання",
            "guid",
            "id",
        ],
    ),
    (
        Field::Id,
        "id",
        &[
            "id",
            "uuid",
            "guid",
            "articleid",
            "documentid",
            "docid",
            "storyid",
            "postid",
            "itemid",
            "newsid",
            "accessionnumber",
            "an",
            "storeid",
            "storiesid",
            "key",
            "hash",
            "slug",
        ],
    ),
];

/// The first text key that may hold only a summary.
const FIRST_SUMMARY: &str = "description";
/// Text keys that services also use for their own messages.
const AMBIGUOUS_NAMES: &[&str] = &["message"];
/// Minimum similarity (Jaro-Winkler, 0 to 1) of a field name suggested for a misspelt one.
const MIN_SIMILARITY: f64 = 0.7;
/// Maximum length, in characters, of a value or key quoted in an error, without the ellipsis that marks a cut.
const MAX_QUOTED_LEN: usize = 40;

/// What a key reveals about the object that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMeaning {
    /// It has a text.
    Text,
    /// It has a summary.
    Summary,
    /// It has a title.
    Title,
}

/// The keys that hold each field: the user's, and the common ones for all other fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    custom: Vec<(Field, String)>,
}

impl Fields {
    /// Parses the values of `--field`: `text=body`, `author=meta.writer`. If a field is given several keys, the first
    /// that has a usable value in an item counts. The common keys of a field that is given any are ignored.
    ///
    /// # Errors
    /// Returns a one-line message that says what is wrong with a value and what is valid.
    pub fn from_args<S: AsRef<str>>(values: &[S]) -> Result<Self, String> {
        let custom = values.iter().map(|value| parse_field(value.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { custom })
    }

    /// Returns the keys of a field, most reliable first, and whether they are the user's.
    pub fn names(&self, field: Field) -> (Vec<&str>, bool) {
        let custom: Vec<&str> =
            self.custom.iter().filter(|(other, _)| *other == field).map(|(_, name)| name.as_str()).collect();
        if !custom.is_empty() {
            return (custom, true);
        }
        let common = NAMES.iter().find(|(other, ..)| *other == field).map_or(&[][..], |(_, _, names)| *names);
        (common.to_vec(), false)
    }

    /// Returns what a key reveals about its object. Of the user's dotted paths, only the part before the first dot
    /// counts. None if the key holds neither text nor title.
    pub fn key_meaning(&self, key: &str) -> Option<KeyMeaning> {
        let key = fold_key(key);
        // Returns whether the key is an ambiguous one of the field. None if it is not one of the field's keys.
        let ambiguity = |field: Field| {
            let (names, is_custom) = self.names(field);
            let first = |name: &str| {
                if is_custom { fold_key(name.split('.').next().unwrap_or(name)) } else { name.to_owned() }
            };
            let found = names.iter().position(|name| first(name) == key)?;
            let is_ambiguous = names.iter().take(found + 1).any(|name| *name == FIRST_SUMMARY)
                || AMBIGUOUS_NAMES.contains(&key.as_str());
            Some(is_ambiguous && !is_custom)
        };
        match ambiguity(Field::Text) {
            Some(true) => Some(KeyMeaning::Summary),
            Some(false) => Some(KeyMeaning::Text),
            None => ambiguity(Field::Title).map(|_| KeyMeaning::Title),
        }
    }
}

/// Folds a key for comparison: letters and digits only, in lower case.
pub fn fold_key(key: &str) -> String {
    key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns all fields.
pub fn all_fields() -> impl Iterator<Item = Field> {
    NAMES.iter().map(|(field, ..)| *field)
}

/// Returns the `--field` names, separated by commas.
pub fn field_names() -> String {
    NAMES.iter().map(|(_, word, _)| *word).collect::<Vec<_>>().join(", ")
}

fn parse_field(value: &str) -> Result<(Field, String), String> {
    let shown = shorten(value);
    let Some((word, name)) = value.split_once('=') else {
        let key = if shown.chars().count() > MAX_QUOTED_LEN { "KEY" } else { shown.as_str() };
        return Err(format!("--field `{shown}`: missing `=`; write `text={key}` if that key holds the text"));
    };
    let (word, name) = (word.trim(), name.trim());
    let Some((field, ..)) = NAMES.iter().find(|(_, candidate, _)| candidate.eq_ignore_ascii_case(word))
    else {
        let similarity = |candidate: &str| jaro_winkler(candidate, &word.to_lowercase());
        let nearest = NAMES
            .iter()
            .map(|(_, candidate, _)| *candidate)
            .max_by(|left, right| similarity(left).total_cmp(&similarity(right)));
        let guess = nearest.filter(|candidate| similarity(candidate) >= MIN_SIMILARITY);
        let guess = guess.map_or(String::new(), |candidate| format!(" ({})", did_you_mean(candidate)));
        return Err(format!(
            "--field `{shown}`: unknown field `{}`{guess}; fields are {}",
            shorten(word),
            field_names()
        ));
    };
    if name.is_empty() {
        return Err(format!("--field `{shown}`: no key after `=`; write `{word}=KEY`"));
    }
    Ok((*field, name.to_owned()))
}

/// Shortens user input or a key for an error message: safe, one line, limited length.
pub fn shorten(words: &str) -> String {
    let safe = crate::text::sanitize::sanitize_line(words);
    let mut shown: String = safe.chars().take(MAX_QUOTED_LEN).collect();
    if safe.chars().nth(MAX_QUOTED_LEN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_are_folded() {
        for (_, word, names) in NAMES {
            assert_eq!(fold_key(word), *word);
            for name in *names {
                assert_eq!(fold_key(name), *name, "{word}");
            }
        }
    }

    #[test]
    fn custom_names_replace_common_ones() {
        let fields = Fields::from_args(&["text=lede", "TEXT = content.body", "id=n"]).unwrap();
        assert_eq!(fields.names(Field::Text), (vec!["lede", "content.body"], true));
        assert_eq!(fields.names(Field::Id), (vec!["n"], true));
        assert!(!fields.names(Field::Title).1);
        assert_eq!(fields.key_meaning("content"), Some(KeyMeaning::Text));
        assert_eq!(fields.key_meaning("body"), None);
        assert_eq!(Fields::default().key_meaning("Full_Text"), Some(KeyMeaning::Text));
        assert_eq!(Fields::default().key_meaning("description"), Some(KeyMeaning::Summary));
        assert_eq!(Fields::default().key_meaning("Headline"), Some(KeyMeaning::Title));
        assert_eq!(Fields::default().key_meaning("source"), None);
    }

    #[test]
    fn errors_say_what_is_valid() {
        for (value, expected) in [
            ("body", "--field `body`: missing `=`; write `text=body` if that key holds the text"),
            (
                "txt=body",
                "--field `txt=body`: unknown field `txt` (did you mean `text`?); fields are text, title,",
            ),
            ("zzz=body", "--field `zzz=body`: unknown field `zzz`; fields are text,"),
            ("text=", "--field `text=`: no key after `=`; write `text=KEY`"),
            ("\u{1b}[2J=x", "--field `␛[2J=x`: unknown field `␛[2J`; fields are"),
        ] {
            let error = Fields::from_args(&[value]).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
            assert!(!error.contains('\n'));
        }
    }
}
