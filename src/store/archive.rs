//! Files that lie in one file: zip and tar archives.
//!
//! Nothing is ever written where an archive says: a name in it is only a name. Links in tar archives are passed over, since they
//! name files that are not in it.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use tar::EntryType;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::store::files::{ReadError, reason};
use crate::store::source::{Source, SourceReader};
use crate::store::unpack::{line, refused, spool, words};

/// More files than this are not listed: an archive of a million empty files is a few megabytes.
const MOST_ENTRIES: usize = 1_000_000;

/// An archive whose files are known. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Archive {
    files: Files,
    entries: Vec<Entry>,
    broken: Option<String>,
}

#[derive(Clone, Debug)]
enum Files {
    Zip(ZipArchive<SourceReader>),
    Tar(Source),
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with `/` between folders; not safe for a terminal.
    pub name: String,
    /// How many bytes it holds, as the archive says.
    pub size: u64,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Number(usize),
    Bytes(Range<u64>),
}

impl Archive {
    /// Looks into a zip archive.
    ///
    /// # Errors
    /// That it is none, or broken.
    pub fn zip(source: &Source, most: u64) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(source.reader()).map_err(told)?;
        let count = archive.len();
        let mut entries = Vec::new();
        for number in 0..count.min(MOST_ENTRIES) {
            let Ok(file) = archive.by_index_raw(number) else { continue };
            let (is_file, size) = (file.is_file(), file.size());
            let Ok(name) = file.name().map(|name| name.replace('\\', "/")) else { continue };
            if is_file && !name.ends_with('/') {
                entries.push(Entry { name, size, place: Place::Number(number) });
            }
        }
        limited(count)?;
        let all: u64 = entries.iter().fold(0, |all, entry| all.saturating_add(entry.size));
        if let Some(refused) = refused(all, source.len(), most) {
            return Err(refused);
        }
        Ok(Self { files: Files::Zip(archive), entries, broken: None })
    }

    /// Looks into a tar archive.
    ///
    /// # Errors
    /// That it is none, or broken before its first file; what stands before a [break](Self::broken) is given.
    pub fn tar(source: &Source) -> Result<Self, ReadError> {
        let mut archive = tar::Archive::new(source.reader());
        let mut entries = Vec::new();
        let mut broken = None;
        for entry in archive.entries_with_seek().map_err(ReadError::Io)? {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if entries.is_empty() => return Err(ReadError::Broken(told_of_tar(&error))),
                Err(error) => {
                    broken = Some(told_of_tar(&error));
                    break;
                }
            };
            limited(entries.len() + 1)?;
            if matches!(entry.header().entry_type(), EntryType::Regular | EntryType::Continuous) {
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                let (start, size) = (entry.raw_file_position(), entry.size());
                entries.push(Entry { name, size, place: Place::Bytes(start..start.saturating_add(size)) });
            }
        }
        Ok(Self { files: Files::Tar(source.clone()), entries, broken })
    }

    /// Its files, in the archive's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is wrong behind the last file, where something is: nobody knows what else there was.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// All bytes of a file, at most `most`; more, only where the archive lies about its size, are an error as well.
    ///
    /// # Errors
    /// That it cannot be read, is encrypted, or holds more.
    pub fn read(&self, entry: &Entry, most: u64) -> Result<Vec<u8>, ReadError> {
        match &entry.place {
            Place::Bytes(range) => match &self.files {
                Files::Tar(source) => source.range(inside(source, range)?, most),
                Files::Zip(_) => Err(ReadError::Changed),
            },
            Place::Number(number) => {
                let bytes = self.unpacked(*number, most.saturating_add(1))?;
                if bytes.len() as u64 > most { Err(ReadError::UnpacksTooLarge(most)) } else { Ok(bytes) }
            }
        }
    }

    /// A file that holds others: kept in memory or, where it is large, in a file without a name.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn extract(&self, entry: &Entry, most: u64) -> Result<Source, ReadError> {
        match (&self.files, &entry.place) {
            (Files::Tar(source), Place::Bytes(range)) => {
                let range = inside(source, range)?;
                let length = range.end.saturating_sub(range.start);
                let mut reader = source.reader();
                reader.seek(SeekFrom::Start(range.start))?;
                spool(reader.take(length), length, most)
            }
            (Files::Zip(archive), Place::Number(number)) => {
                let mut archive = archive.clone();
                let file = archive.by_index(*number).map_err(told)?;
                let (packed, size) = (file.compressed_size(), file.size());
                spool(file.take(size.saturating_add(1)), packed, most)
            }
            _ => Err(ReadError::Changed),
        }
    }

    /// The first bytes of a file, at most `most`.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn head(&self, entry: &Entry, most: usize) -> Result<Vec<u8>, ReadError> {
        match &entry.place {
            Place::Bytes(range) => match &self.files {
                Files::Tar(source) => {
                    let end = range.end.min(range.start.saturating_add(most as u64));
                    source.range(range.start..end, most as u64)
                }
                Files::Zip(_) => Err(ReadError::Changed),
            },
            Place::Number(number) => self.unpacked(*number, most as u64),
        }
    }

    fn unpacked(&self, number: usize, most: u64) -> Result<Vec<u8>, ReadError> {
        let Files::Zip(archive) = &self.files else { return Err(ReadError::Changed) };
        // A clone shares what is known of the archive and has a place of its own in it.
        let mut archive = archive.clone();
        let mut file = archive.by_index(number).map_err(told)?;
        let size = file.size();
        let mut bytes = Vec::new();
        match file.by_ref().take(most.min(size.saturating_add(1))).read_to_end(&mut bytes) {
            // All sizes together were held to the limit when the archive was opened.
            Ok(_) if bytes.len() as u64 > size => {
                Err(ReadError::Broken("a file in it is larger than it says".to_owned()))
            }
            Ok(_) => Ok(bytes),
            Err(error) => Err(ReadError::Broken(words(&error))),
        }
    }
}

/// A file's bytes, where all of them are there.
fn inside(source: &Source, range: &Range<u64>) -> Result<Range<u64>, ReadError> {
    if range.end > source.len() {
        return Err(ReadError::Broken("cut off in the middle".to_owned()));
    }
    Ok(range.clone())
}

fn limited(count: usize) -> Result<(), ReadError> {
    if count > MOST_ENTRIES {
        return Err(ReadError::Broken(format!("more than {MOST_ENTRIES} files in it; unpack it first")));
    }
    Ok(())
}

/// What is wrong with a tar archive, in words: the crate's own hold what the archive says.
fn told_of_tar(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(_) => reason(error),
        None if error.kind() == io::ErrorKind::UnexpectedEof => words(error),
        None => "a damaged header".to_owned(),
    }
}

/// What is wrong with a zip archive, in words.
fn told(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => ReadError::Broken(words(&error)),
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            ReadError::Broken("needs a password; unpack it first".to_owned())
        }
        ZipError::UnsupportedArchive(reason) => ReadError::Broken(format!("{reason}; unpack it first")),
        other => ReadError::Broken(line(&other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zip_of(files: &[(&str, &[u8])]) -> Source {
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        Source::of_bytes(writer.finish().unwrap().into_inner().into())
    }

    fn tar_of(files: &[(&str, &[u8])]) -> Source {
        let mut writer = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            writer.append_data(&mut header, name, *bytes).unwrap();
        }
        Source::of_bytes(writer.into_inner().unwrap().into())
    }

    #[test]
    fn both_give_their_files() {
        let long = "a/".repeat(120) + "long.txt";
        let files: [(&str, &[u8]); 3] = [("b.txt", b"The envoy left."), ("a/c.txt", b""), (&long, b"x")];
        let archives =
            [Archive::zip(&zip_of(&files), u64::MAX).unwrap(), Archive::tar(&tar_of(&files)).unwrap()];
        for archive in archives {
            let read: Vec<(String, Vec<u8>)> = archive
                .entries()
                .iter()
                .map(|entry| (entry.name.clone(), archive.read(entry, 100).unwrap()))
                .collect();
            let expected = files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
            assert_eq!(read, expected);
            let first = &archive.entries()[0];
            assert_eq!(archive.head(first, 3).unwrap(), b"The");
            assert!(archive.read(first, 3).is_err());
        }
    }

    #[test]
    fn a_tar_that_ends_early_gives_what_is_whole_and_says_what_is_not() {
        let whole = tar_of(&[("a.txt", b"The envoy left."), ("b.txt", &[b'b'; 2000])]).all(u64::MAX).unwrap();
        // A header and a block for the first, a header for the second.
        let in_a_file = Archive::tar(&Source::of_bytes(whole[..1800].into())).unwrap();
        let read: Vec<_> = in_a_file.entries().iter().map(|entry| in_a_file.read(entry, 9000)).collect();
        assert_eq!(read[0].as_deref().unwrap(), b"The envoy left.");
        assert_eq!(read[1].as_ref().unwrap_err().to_string(), "broken: cut off in the middle");
        let mut damaged = whole.clone();
        damaged[1024 + 150] ^= 1;
        for broken in [whole[..1300].to_vec(), damaged] {
            let archive = Archive::tar(&Source::of_bytes(broken.into())).unwrap();
            assert_eq!(archive.entries().len(), 1);
            let told = archive.broken().unwrap();
            assert!(["cut off in the middle", "a damaged header"].contains(&told), "{told}");
        }
        assert_eq!(Archive::tar(&Source::of_bytes(whole.into())).unwrap().broken(), None);
        let mut strange = vec![b'x'; 1024];
        strange[148..156].copy_from_slice("<\u{202e}?xx>".as_bytes().get(..8).unwrap());
        let told = Archive::tar(&Source::of_bytes(strange.into())).unwrap_err().to_string();
        assert_eq!(told, "broken: a damaged header");
    }

    #[test]
    fn bombs_and_broken_archives_are_told() {
        let bomb = zip_of(&[("bomb.txt", &vec![b'a'; 4 << 20])]);
        let archive = Archive::zip(&bomb, u64::MAX).unwrap();
        let refused = archive.read(&archive.entries()[0], 1 << 20).unwrap_err();
        assert!(refused.to_string().starts_with("unpacks to more than 1 MiB"), "{refused}");
        let whole = bomb.all(u64::MAX).unwrap();
        let cut = Source::of_bytes(whole[..whole.len() / 2].into());
        assert!(matches!(Archive::zip(&cut, u64::MAX), Err(ReadError::Broken(_))));
        assert!(matches!(Archive::zip(&bomb, 1 << 20), Err(ReadError::UnpacksTooLarge(_))));
        let many: Vec<(String, Vec<u8>)> =
            (0..20).map(|number| (format!("{number}.txt"), vec![b'a'; 4 << 20])).collect();
        let many: Vec<(&str, &[u8])> =
            many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let told = Archive::zip(&zip_of(&many), u64::MAX).unwrap_err().to_string();
        assert_eq!(told, "unpacks to more than 80 MiB, over 200 times its size; unpack it first");
        assert!(Archive::tar(&Source::of_bytes(vec![b'a'; 2000].into())).is_err());
    }
}
