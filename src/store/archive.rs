//! Files inside zip and tar archives.
//!
//! Nothing is ever written to the paths in an archive: they are only names. Links in archives are skipped, since they
//! may lead to files outside the archive.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use tar::EntryType;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::store::files::{ReadError, reason};
use crate::store::source::{Source, SourceReader};
use crate::store::unpack::{error_message, short_line, size_error, spool};

/// Maximum number of files in an archive; one with more is rejected. In a zip archive, folders count too. A compressed
/// tar archive of a few megabytes can contain a million empty files.
const MAX_ENTRIES: usize = 1_000_000;

/// An open archive with the list of its files. Clones share the bytes.
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
    /// Its path, separated by `/`; not safe for a terminal.
    pub name: String,
    /// Its size in bytes, as the archive states it.
    pub size: u64,
    location: Location,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Location {
    Index(usize),
    Bytes(Range<u64>),
}

impl Archive {
    /// Opens a zip archive. Files whose names are invalid are left out. A file whose own header is invalid is listed, but
    /// cannot be read.
    ///
    /// # Errors
    /// If it is not a zip archive, is broken, contains too many files, unpacks to more than `max_size` bytes, or is a
    /// bomb: the stated sizes of its files add up to more than 64 MiB and more than 200 times its own size.
    pub fn zip(source: &Source, max_size: u64) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(source.reader()).map_err(zip_error)?;
        let count = archive.len();
        let mut entries = Vec::new();
        for index in 0..count.min(MAX_ENTRIES) {
            let Ok(file) = archive.by_index_data(index) else { continue };
            let (is_file, size) = (file.is_file(), file.size());
            let Ok(name) = file.name().map(|name| name.replace('\\', "/")) else { continue };
            if is_file && !name.ends_with('/') {
                entries.push(Entry { name, size, location: Location::Index(index) });
            }
        }
        check_entry_count(count, MAX_ENTRIES)?;
        let total: u64 = entries.iter().fold(0, |total, entry| total.saturating_add(entry.size));
        if let Some(error) = size_error(total, source.len(), max_size) {
            return Err(error);
        }
        Ok(Self { files: Files::Zip(archive), entries, broken: None })
    }

    /// Opens a tar archive.
    ///
    /// # Errors
    /// If it is not a tar archive, is broken before its first file, or contains too many files. If it is
    /// [broken](Self::broken) later, the files before that are listed.
    pub fn tar(source: &Source) -> Result<Self, ReadError> {
        Self::tar_within(source, MAX_ENTRIES)
    }

    fn tar_within(source: &Source, max_entries: usize) -> Result<Self, ReadError> {
        let mut archive = tar::Archive::new(source.reader());
        let mut entries = Vec::new();
        let mut broken = None;
        for entry in archive.entries_with_seek().map_err(ReadError::Io)? {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if entries.is_empty() => return Err(ReadError::Broken(tar_error(&error))),
                Err(error) => {
                    broken = Some(tar_error(&error));
                    break;
                }
            };
            if matches!(entry.header().entry_type(), EntryType::Regular | EntryType::Continuous) {
                check_entry_count(entries.len() + 1, max_entries)?;
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                let (start, size) = (entry.raw_file_position(), entry.size());
                entries.push(Entry {
                    name,
                    size,
                    location: Location::Bytes(start..start.saturating_add(size)),
                });
            }
        }
        Ok(Self { files: Files::Tar(source.clone()), entries, broken })
    }

    /// Returns the files, in the archive's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns what is wrong after the last listed file, if anything. Files after it may be lost.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// Reads a file of at most `max_size` bytes.
    ///
    /// # Errors
    /// If it cannot be read, is encrypted, or is larger than `max_size` or than the archive states.
    pub fn read(&self, entry: &Entry, max_size: u64) -> Result<Vec<u8>, ReadError> {
        match &entry.location {
            Location::Bytes(range) => match &self.files {
                Files::Tar(source) => source.range(whole_range(source, range)?, max_size),
                Files::Zip(_) => Err(ReadError::Changed),
            },
            Location::Index(index) => {
                let bytes = self.unpacked(*index, max_size.saturating_add(1))?;
                if bytes.len() as u64 > max_size {
                    Err(ReadError::UnpacksTooLarge(max_size))
                } else {
                    Ok(bytes)
                }
            }
        }
    }

    /// Extracts a file that contains other files, into memory or, if it is large, into an unnamed file.
    ///
    /// # Errors
    /// If it cannot be read, is encrypted, is larger than `max_size`, is a bomb, or there is no room for it on the
    /// disk.
    pub fn extract(&self, entry: &Entry, max_size: u64) -> Result<Source, ReadError> {
        match (&self.files, &entry.location) {
            (Files::Tar(source), Location::Bytes(range)) => {
                let range = whole_range(source, range)?;
                let length = range.end.saturating_sub(range.start);
                let mut reader = source.reader();
                reader.seek(SeekFrom::Start(range.start))?;
                spool(reader.take(length), length, max_size)
            }
            (Files::Zip(archive), Location::Index(index)) => {
                let mut archive = archive.clone();
                let file = archive.by_index(*index).map_err(zip_error)?;
                let (packed, size) = (file.compressed_size(), file.size());
                spool(file.take(size.saturating_add(1)), packed, max_size)
            }
            _ => Err(ReadError::Changed),
        }
    }

    /// Reads the first bytes of a file, at most `max_len`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn head(&self, entry: &Entry, max_len: usize) -> Result<Vec<u8>, ReadError> {
        match &entry.location {
            Location::Bytes(range) => match &self.files {
                Files::Tar(source) => {
                    let end = range.end.min(range.start.saturating_add(max_len as u64));
                    source.range(range.start..end, max_len as u64)
                }
                Files::Zip(_) => Err(ReadError::Changed),
            },
            Location::Index(index) => self.unpacked(*index, max_len as u64),
        }
    }

    fn unpacked(&self, index: usize, max_len: u64) -> Result<Vec<u8>, ReadError> {
        let Files::Zip(archive) = &self.files else { return Err(ReadError::Changed) };
        // A clone shares the directory and has its own read position.
        let mut archive = archive.clone();
        let mut file = archive.by_index(index).map_err(zip_error)?;
        let size = file.size();
        let mut bytes = Vec::new();
        match file.by_ref().take(max_len.min(size.saturating_add(1))).read_to_end(&mut bytes) {
            // The sum of all sizes was checked when the archive was opened.
            Ok(_) if bytes.len() as u64 > size => {
                Err(ReadError::Broken("a file in it is larger than it says".to_owned()))
            }
            Ok(_) => Ok(bytes),
            Err(error) => Err(ReadError::Broken(error_message(&error))),
        }
    }
}

/// Returns a file's byte range, if the archive contains all of it.
fn whole_range(source: &Source, range: &Range<u64>) -> Result<Range<u64>, ReadError> {
    if range.end > source.len() {
        return Err(ReadError::Broken("cut off in the middle".to_owned()));
    }
    Ok(range.clone())
}

fn check_entry_count(count: usize, max_entries: usize) -> Result<(), ReadError> {
    if count > max_entries {
        return Err(ReadError::Broken(format!("more than {max_entries} files in it; unpack it first")));
    }
    Ok(())
}

/// Says what is wrong with a tar archive. The crate's own messages quote the archive.
fn tar_error(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(_) => reason(error),
        None if error.kind() == io::ErrorKind::UnexpectedEof => error_message(error),
        None => "a damaged header".to_owned(),
    }
}

/// Says what is wrong with a zip archive.
fn zip_error(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => ReadError::Broken(error_message(&error)),
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            ReadError::Broken("needs a password; unpack it first".to_owned())
        }
        ZipError::UnsupportedArchive(reason) => ReadError::Broken(format!("{reason}; unpack it first")),
        other => ReadError::Broken(short_line(&other.to_string())),
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
        Source::from_bytes(writer.finish().unwrap().into_inner().into())
    }

    fn tar_of(files: &[(&str, &[u8])]) -> Source {
        let mut writer = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            writer.append_data(&mut header, name, *bytes).unwrap();
        }
        Source::from_bytes(writer.into_inner().unwrap().into())
    }

    #[test]
    fn lists_and_reads_the_files_of_both_formats() {
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
    fn a_truncated_tar_lists_what_is_whole_and_reports_the_rest() {
        let whole = tar_of(&[("a.txt", b"The envoy left."), ("b.txt", &[b'b'; 2000])]).all(u64::MAX).unwrap();
        // Contains the first file, and the header and a part of the second.
        let cut_in_second = Archive::tar(&Source::from_bytes(whole[..1800].into())).unwrap();
        let read: Vec<_> =
            cut_in_second.entries().iter().map(|entry| cut_in_second.read(entry, 9000)).collect();
        assert_eq!(read[0].as_deref().unwrap(), b"The envoy left.");
        assert_eq!(read[1].as_ref().unwrap_err().to_string(), "broken: cut off in the middle");
        let mut damaged = whole.clone();
        damaged[1024 + 150] ^= 1;
        for broken in [whole[..1300].to_vec(), damaged] {
            let archive = Archive::tar(&Source::from_bytes(broken.into())).unwrap();
            assert_eq!(archive.entries().len(), 1);
            let message = archive.broken().unwrap();
            assert!(["cut off in the middle", "a damaged header"].contains(&message), "{message}");
        }
        assert_eq!(Archive::tar(&Source::from_bytes(whole.into())).unwrap().broken(), None);
        let mut strange = vec![b'x'; 1024];
        strange[148..156].copy_from_slice("<\u{202e}?xx>".as_bytes().get(..8).unwrap());
        let message = Archive::tar(&Source::from_bytes(strange.into())).unwrap_err().to_string();
        assert_eq!(message, "broken: a damaged header");
    }

    /// Regression: such a file was left out, and nothing said so.
    #[test]
    fn zipped_file_with_a_broken_header_is_listed_and_reported_when_it_is_read() {
        let mut bytes = zip_of(&[("a.txt", b"One."), ("b.txt", b"Two.")]).all(u64::MAX).unwrap();
        let header = bytes.windows(4).rposition(|window| window == b"PK\x03\x04").unwrap();
        bytes[header] = b'X';
        let archive = Archive::zip(&Source::from_bytes(bytes.into()), u64::MAX).unwrap();
        let names: Vec<&str> = archive.entries().iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert_eq!(archive.read(&archive.entries()[0], 9).unwrap(), b"One.");
        assert!(matches!(archive.read(&archive.entries()[1], 9), Err(ReadError::Broken(_))));
    }

    /// Regression: a folder after exactly as many files as allowed was counted as one too many.
    #[test]
    fn folder_in_a_tar_does_not_count_as_a_file() {
        let mut writer = tar::Builder::new(Vec::new());
        for (name, kind) in
            [("a.txt", EntryType::Regular), ("b.txt", EntryType::Regular), ("c/", EntryType::Directory)]
        {
            let mut header = tar::Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(0);
            writer.append_data(&mut header, name, io::empty()).unwrap();
        }
        let source = Source::from_bytes(writer.into_inner().unwrap().into());
        assert_eq!(Archive::tar_within(&source, 2).unwrap().entries().len(), 2);
        let message = Archive::tar_within(&source, 1).unwrap_err().to_string();
        assert_eq!(message, "broken: more than 1 files in it; unpack it first");
    }

    #[test]
    fn bombs_and_broken_archives_are_rejected() {
        let bomb = zip_of(&[("bomb.txt", &vec![b'a'; 4 << 20])]);
        let archive = Archive::zip(&bomb, u64::MAX).unwrap();
        let rejected = archive.read(&archive.entries()[0], 1 << 20).unwrap_err();
        assert!(rejected.to_string().starts_with("unpacks to more than 1 MiB"), "{rejected}");
        let whole = bomb.all(u64::MAX).unwrap();
        let cut = Source::from_bytes(whole[..whole.len() / 2].into());
        assert!(matches!(Archive::zip(&cut, u64::MAX), Err(ReadError::Broken(_))));
        assert!(matches!(Archive::zip(&bomb, 1 << 20), Err(ReadError::UnpacksTooLarge(_))));
        let many: Vec<(String, Vec<u8>)> =
            (0..20).map(|number| (format!("{number}.txt"), vec![b'a'; 4 << 20])).collect();
        let many: Vec<(&str, &[u8])> =
            many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let message = Archive::zip(&zip_of(&many), u64::MAX).unwrap_err().to_string();
        assert_eq!(message, "unpacks to at least 80 MiB, over 200 times its size; unpack it first");
        assert!(Archive::tar(&Source::from_bytes(vec![b'a'; 2000].into())).is_err());
    }
}
