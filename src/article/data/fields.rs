//! Maps keys of an object and columns of a table to fields of an article.

use strsim::jaro_winkler;

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

/// All fields, with their `--field` names and common keys, most reliable first. Keys are compared as folded: only
/// letters and digits, ignoring case. Text keys from [`FIRST_SUMMARY`] on hold a summary as often as the text.
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
const UNSURE: &[&str] = &["message"];
/// Minimum similarity (Jaro-Winkler, 0 to 1) of a field name suggested for a misspelt one.
const NEAR: f64 = 0.7;
/// Maximum length, in characters, of a wrong value quoted in an error.
const REPEATED: usize = 40;

/// What a key tells about the object that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
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
    own: Vec<(Field, String)>,
}

impl Fields {
    /// Parses the values of `--field`: `text=body`, `author=meta.writer`. If a field is given several keys, the
    /// first that an item has is used. The common keys of such a field are ignored.
    ///
    /// # Errors
    /// One line: what is wrong with a value, and what is valid.
    pub fn with<S: AsRef<str>>(values: &[S]) -> Result<Self, String> {
        let own = values.iter().map(|value| own_name(value.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { own })
    }

    /// Returns the keys of a field, most reliable first, and whether they are the user's.
    pub fn names(&self, field: Field) -> (Vec<&str>, bool) {
        let own: Vec<&str> =
            self.own.iter().filter(|(own, _)| *own == field).map(|(_, name)| name.as_str()).collect();
        if !own.is_empty() {
            return (own, true);
        }
        let common = NAMES.iter().find(|(one, ..)| *one == field).map_or(&[][..], |(_, _, names)| *names);
        (common.to_vec(), false)
    }

    /// Returns what a key tells about its object. Of the user's dotted paths, only the first step counts.
    pub fn telling(&self, key: &str) -> Option<Telling> {
        let key = folded(key);
        let is_unsure = |field: Field| {
            let (names, is_own) = self.names(field);
            let first = |name: &str| {
                if is_own { folded(name.split('.').next().unwrap_or(name)) } else { name.to_owned() }
            };
            let found = names.iter().position(|name| first(name) == key)?;
            let is_unsure = names.iter().take(found + 1).any(|name| *name == FIRST_SUMMARY)
                || UNSURE.contains(&key.as_str());
            Some(is_unsure && !is_own)
        };
        match is_unsure(Field::Text) {
            Some(true) => Some(Telling::Summary),
            Some(false) => Some(Telling::Text),
            None => is_unsure(Field::Title).map(|_| Telling::Title),
        }
    }
}

/// Folds a key for comparison: letters and digits only, in lower case.
pub fn folded(key: &str) -> String {
    key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// All fields.
pub fn all_fields() -> impl Iterator<Item = Field> {
    NAMES.iter().map(|(field, ..)| *field)
}

/// The `--field` names, separated by commas.
pub fn words() -> String {
    NAMES.iter().map(|(_, word, _)| *word).collect::<Vec<_>>().join(", ")
}

fn own_name(value: &str) -> Result<(Field, String), String> {
    let shown = shortened(value);
    let Some((word, name)) = value.split_once('=') else {
        return Err(format!(
            "--field `{shown}`: missing `=`; write `text={shown}` if that key holds the text"
        ));
    };
    let (word, name) = (word.trim(), name.trim());
    let Some((field, ..)) = NAMES.iter().find(|(_, own, _)| own.eq_ignore_ascii_case(word)) else {
        let near = |own: &str| jaro_winkler(own, &word.to_lowercase());
        let nearest =
            NAMES.iter().map(|(_, own, _)| *own).max_by(|one, other| near(one).total_cmp(&near(other)));
        let guess = nearest.filter(|own| near(own) >= NEAR);
        let guess = guess.map_or(String::new(), |own| format!(" (did you mean `{own}`?)"));
        return Err(format!(
            "--field `{shown}`: unknown field `{}`{guess}; fields are {}",
            shortened(word),
            words()
        ));
    };
    if name.is_empty() {
        return Err(format!("--field `{shown}`: no key after `=`; write `{word}=KEY`"));
    }
    Ok((*field, name.to_owned()))
}

/// Shortens user input for an error message: safe, one line, limited length.
pub fn shortened(words: &str) -> String {
    let safe = crate::text::sanitize::sanitize_line(words);
    let mut shown: String = safe.chars().take(REPEATED).collect();
    if safe.chars().nth(REPEATED).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_as_it_is_compared() {
        for (_, word, names) in NAMES {
            assert_eq!(folded(word), *word);
            for name in *names {
                assert_eq!(folded(name), *name, "{word}");
            }
        }
    }

    #[test]
    fn own_names_take_the_place_of_common_ones() {
        let fields = Fields::with(&["text=lede", "TEXT = content.body", "id=n"]).unwrap();
        assert_eq!(fields.names(Field::Text), (vec!["lede", "content.body"], true));
        assert_eq!(fields.names(Field::Id), (vec!["n"], true));
        assert!(!fields.names(Field::Title).1);
        assert_eq!(fields.telling("content"), Some(Telling::Text));
        assert_eq!(fields.telling("body"), None);
        assert_eq!(Fields::default().telling("Full_Text"), Some(Telling::Text));
        assert_eq!(Fields::default().telling("description"), Some(Telling::Summary));
        assert_eq!(Fields::default().telling("Headline"), Some(Telling::Title));
        assert_eq!(Fields::default().telling("source"), None);
    }

    #[test]
    fn a_wrong_value_says_what_it_may_be() {
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
            let error = Fields::with(&[value]).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
            assert!(!error.contains('\n'));
        }
    }
}
