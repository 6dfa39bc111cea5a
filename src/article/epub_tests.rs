//! Tests with books given as lists of files.

use super::*;

const CONTAINER: &str = "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>
    <rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
const PACKAGE: &str = "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>
    <dc:title>Letters &amp; Notes</dc:title><dc:creator>Jo Park</dc:creator><dc:creator>Ann Lee</dc:creator>
    <dc:date>2021-03-04</dc:date><dc:language>en-GB</dc:language></metadata><manifest>
    <item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>
    <item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>
    <item id='cover' href='cover.xhtml' media-type='application/xhtml+xml'/>
    <item id='one' href='text/chapter%201.xhtml' media-type='application/xhtml+xml'/>
    <item id='two' href='text/../text/2.xhtml' media-type='application/xhtml+xml'/>
    <item id='three' href='text/3.xhtml' media-type='application/xhtml+xml'/>
    <item id='image' href='a.png' media-type='image/png'/></manifest>
    <spine toc='ncx'><itemref idref='cover'/><itemref idref='one'/><itemref idref='two'/><itemref idref='gone'/>
    <itemref idref='three'/><itemref idref='one'/><itemref idref='image'/></spine></package>";
const NAV: &str = "<html><body><nav epub:type='page-list'><a href='text/2.xhtml#p9'>9</a></nav>
    <nav epub:type='toc'><h1>Contents</h1><ol><li><a href='text/chapter%201.xhtml'>The <i>first</i> day</a></li></ol></nav></body></html>";
const NCX: &str = "<ncx><docTitle><text>Letters</text></docTitle><navMap><navPoint><navLabel><text>Other</text></navLabel>
    <content src='text/chapter%201.xhtml'/><navPoint><navLabel><text>The second day</text></navLabel><content src='text/2.xhtml#top'/>
    </navPoint></navPoint></navMap></ncx>";
const ONE: &str =
    "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head>
    <body><h1>The first day</h1><p>They came to the harbour at noon.<br/>Nobody met them.</p></body></html>";
const TWO: &str = "<html><body><p>The second day was as long as the first one had been.</p></body></html>";
const THREE: &str = "<html><head><title>x</title></head><body><h2>The <b>third</b> day</h2><p>On the third day the talks began at last.</p></body></html>";

fn book_files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/nav.xhtml", NAV),
        ("OEBPS/toc.ncx", NCX),
        ("OEBPS/cover.xhtml", "<html><body><img src='a.png'/> Letters</body></html>"),
        ("OEBPS/text/chapter 1.xhtml", ONE),
        ("OEBPS/text/2.xhtml", TWO),
        ("OEBPS/text/3.xhtml", THREE),
    ]
}

fn read(files: &[(&str, &str)]) -> Result<Book, String> {
    chapters(&mut |path| {
        files.iter().find(|(name, _)| *name == path).map(|(_, text)| text.as_bytes().to_vec())
    })
}

fn titles(book: &Book) -> Vec<(&str, Option<&str>)> {
    book.chapters.iter().map(|chapter| (chapter.name.as_str(), chapter.draft.meta.title.as_deref())).collect()
}

#[test]
fn chapters_are_in_reading_order_with_their_titles() {
    let book = read(&book_files()).unwrap();
    let expected = [
        ("OEBPS/text/chapter 1.xhtml", Some("The first day")),
        ("OEBPS/text/2.xhtml", Some("The second day")),
        ("OEBPS/text/3.xhtml", Some("The third day")),
    ];
    assert_eq!(titles(&book), expected);
    let meta = &book.chapters[0].draft.meta;
    assert_eq!(meta.source.as_deref(), Some("Letters & Notes"));
    assert_eq!(meta.author.as_deref(), Some("Jo Park, Ann Lee"));
    assert_eq!((meta.date.as_deref(), meta.language.as_deref()), (Some("2021-03-04"), Some("en")));
    assert!(book.chapters[0].draft.body.contains("noon.<br>Nobody"));
    assert_eq!(book.encrypted, 0);
}

/// Regression: of several pages of contents, an arbitrary one used to be read.
#[test]
fn the_first_page_of_contents_in_the_manifest_is_read() {
    let item = "<item id='#' href='other.xhtml' media-type='application/xhtml+xml' properties='nav'/>";
    let more = ["a", "b", "c", "d", "e", "f"].map(|id| item.replace('#', id)).concat();
    let package = PACKAGE.replace("<item id='ncx'", &format!("{more}<item id='ncx'"));
    let other = NAV.replace("first", "other");
    let mut files: Vec<_> = book_files().into_iter().filter(|(name, _)| !name.contains("book")).collect();
    files.push(("OEBPS/book.opf", &package));
    files.push(("OEBPS/other.xhtml", &other));
    let book = read(&files).unwrap();
    assert_eq!(titles(&book)[0], ("OEBPS/text/chapter 1.xhtml", Some("The first day")));
}

#[test]
fn chapters_missing_from_the_contents_are_named_after_their_headings() {
    let files: Vec<_> =
        book_files().into_iter().filter(|(name, _)| !name.contains("nav") && !name.contains("toc")).collect();
    let book = read(&files).unwrap();
    assert_eq!(
        titles(&book).iter().map(|(_, title)| *title).collect::<Vec<_>>(),
        [Some("The first day"), None, Some("The third day")]
    );
}

#[test]
fn encrypted_books_are_reported_and_obfuscated_fonts_ignored() {
    let entry = |algorithm: &str, path: &str| {
        format!(
            "<enc:EncryptedData><enc:EncryptionMethod Algorithm='{algorithm}'/><ds:KeyInfo/><enc:CipherData><enc:CipherReference URI='{path}'/></enc:CipherData></enc:EncryptedData>"
        )
    };
    let cipher = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    let font = entry("http://www.idpf.org/2008/embedding", "OEBPS/text/3.xhtml");
    let mut files = book_files();
    let two_entries = format!("<encryption>{font}{}</encryption>", entry(cipher, "OEBPS/text/2.xhtml"));
    files.push(("META-INF/encryption.xml", &two_entries));
    let book = read(&files).unwrap();
    assert_eq!((book.chapters.len(), book.encrypted), (2, 1));
    let all_entries: String = ["cover.xhtml", "text/chapter%201.xhtml", "text/2.xhtml", "text/3.xhtml"]
        .iter()
        .map(|path| entry(cipher, &format!("OEBPS/{path}")))
        .collect();
    files.pop();
    files.push(("META-INF/encryption.xml", &all_entries));
    assert!(read(&files).unwrap_err().contains("locked (DRM)"));
}

#[test]
fn invalid_books_report_what_is_missing() {
    assert!(read(&[]).unwrap_err().contains("META-INF/container.xml"));
    assert!(read(&[("META-INF/container.xml", "<container/>")]).unwrap_err().contains("names no package"));
    assert!(read(&[("META-INF/container.xml", CONTAINER)]).unwrap_err().contains("OEBPS/book.opf"));
    let files = [("META-INF/container.xml", CONTAINER), ("OEBPS/book.opf", "<package>")];
    assert_eq!(read(&files).unwrap_err(), "the e-book has no chapter with text");
}

#[test]
fn paths_never_leave_the_book() {
    let hostile = PACKAGE
        .replace("text/3.xhtml", "../../../../etc/passwd")
        .replace("text/../text/2.xhtml", "file:///etc/passwd");
    let mut requested = Vec::new();
    let files = book_files();
    let _ = chapters(&mut |path| {
        requested.push(path.to_owned());
        let found = files.iter().find(|(name, _)| *name == path).map(|(_, text)| text.as_bytes().to_vec());
        if path == "OEBPS/book.opf" { Some(hostile.clone().into_bytes()) } else { found }
    });
    assert!(
        requested.iter().all(|path| !path.contains("..") && !path.starts_with('/') && !path.contains(':')),
        "{requested:?}"
    );
}

#[test]
fn deep_contents_and_long_spines_take_linear_time() {
    let nav = format!("<html>{}", "<nav><ol><li>".repeat(50_000));
    let spine = "<itemref idref='one'/>".repeat(200_000);
    let package = PACKAGE.replace("</spine>", &format!("{spine}</spine>"));
    let mut files: Vec<_> = book_files()
        .into_iter()
        .filter(|(name, _)| !name.contains("nav") && !name.contains("book"))
        .collect();
    files.push(("OEBPS/nav.xhtml", &nav));
    files.push(("OEBPS/book.opf", &package));
    assert_eq!(read(&files).unwrap().chapters.len(), 3);
}
