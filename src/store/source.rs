//! Bytes that can be read from any place: those of a file, or those that were unpacked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::files::{ReadError, open_file};

/// How many bytes are handed on at once by [`Source::for_each_chunk`].
const CHUNK: usize = 256 * 1024;

/// A file of at most so many bytes is read at once.
const SMALL: u64 = 64 * 1024;

/// Where bytes come from. Clones share one file.
#[derive(Clone, Debug)]
pub struct Source {
    bytes: Bytes,
    length: u64,
}

#[derive(Clone, Debug)]
enum Bytes {
    File(Arc<Mutex<File>>),
    Memory(Arc<[u8]>),
}

impl Source {
    /// A regular file.
    ///
    /// # Errors
    /// As [`super::read_file`], apart from its size.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = open_file(path)?;
        let mut bytes = Vec::new();
        (&mut file).take(SMALL + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= SMALL {
            return Ok(Self::of_bytes(bytes.into()));
        }
        Ok(Self::of_file(file)?)
    }

    /// A file that was opened already.
    ///
    /// # Errors
    /// The system's reason.
    pub fn of_file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { bytes: Bytes::File(Arc::new(Mutex::new(file))), length })
    }

    /// Bytes that are there already.
    pub fn of_bytes(bytes: Arc<[u8]>) -> Self {
        let length = bytes.len() as u64;
        Self { bytes: Bytes::Memory(bytes), length }
    }

    /// How many bytes there are. A file may have grown since it was opened.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there is no byte.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many bytes of memory it holds.
    pub fn held(&self) -> usize {
        match &self.bytes {
            Bytes::File(_) => 0,
            Bytes::Memory(bytes) => bytes.len(),
        }
    }

    /// The first bytes, at most `most`.
    ///
    /// # Errors
    /// The system's reason.
    pub fn head(&self, most: usize) -> Result<Vec<u8>, ReadError> {
        self.up_to(0, most as u64)
    }

    /// All bytes, at most `most`.
    ///
    /// # Errors
    /// The system's reason, or [`ReadError::TooLarge`].
    pub fn all(&self, most: u64) -> Result<Vec<u8>, ReadError> {
        let bytes = match &self.bytes {
            Bytes::Memory(bytes) => bytes.to_vec(),
            // To its end, wherever that is by now.
            Bytes::File(_) => self.up_to(0, most.saturating_add(1))?,
        };
        if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(bytes) }
    }

    /// The bytes of a range.
    ///
    /// # Errors
    /// The system's reason, that it holds more than `most`, or that the file is shorter by now.
    pub fn range(&self, range: Range<u64>, most: u64) -> Result<Vec<u8>, ReadError> {
        let wanted = range.end.saturating_sub(range.start);
        if wanted > most {
            return Err(ReadError::TooLarge(most));
        }
        let bytes = self.up_to(range.start, wanted)?;
        if (bytes.len() as u64) < wanted { Err(ReadError::Changed) } else { Ok(bytes) }
    }

    fn up_to(&self, start: u64, most: u64) -> Result<Vec<u8>, ReadError> {
        match &self.bytes {
            Bytes::Memory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                let end = usize::try_from(most)
                    .map_or(bytes.len(), |most| start.saturating_add(most).min(bytes.len()));
                Ok(bytes.get(start..end).unwrap_or_default().to_vec())
            }
            Bytes::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = Vec::new();
                file.by_ref().take(most).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// Hands on all bytes in order, in chunks, until `visit` says no.
    ///
    /// # Errors
    /// The system's reason.
    pub fn for_each_chunk(&self, mut visit: impl FnMut(&[u8]) -> bool) -> Result<(), ReadError> {
        let mut at = 0;
        loop {
            let chunk = self.up_to(at, CHUNK as u64)?;
            if chunk.is_empty() || !visit(&chunk) {
                return Ok(());
            }
            at += chunk.len() as u64;
        }
    }

    /// A reader of its own place, from the beginning.
    pub fn reader(&self) -> SourceReader {
        SourceReader { source: self.clone(), at: 0 }
    }
}

/// Reads a [`Source`]; several read one file at once, each from its own place.
#[derive(Clone, Debug)]
pub struct SourceReader {
    source: Source,
    at: u64,
}

impl Read for SourceReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &self.source.bytes {
            Bytes::Memory(bytes) => {
                let start = usize::try_from(self.at).unwrap_or(usize::MAX).min(bytes.len());
                bytes.get(start..).unwrap_or_default().read(into)?
            }
            Bytes::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(self.at))?;
                file.read(into)?
            }
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for SourceReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let from = |base: u64, offset: i64| base.checked_add_signed(offset);
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(offset) => from(self.source.length, offset),
            SeekFrom::Current(offset) => from(self.at, offset),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the beginning"))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(bytes: &[u8]) -> (tempfile::TempDir, [Source; 2]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, bytes).unwrap();
        let sources = [Source::open(&path).unwrap(), Source::of_bytes(Arc::from(bytes))];
        (folder, sources)
    }

    #[test]
    fn a_file_and_memory_give_the_same() {
        let (_folder, sources) = both(b"0123456789");
        for source in sources {
            assert_eq!((source.len(), source.is_empty()), (10, false));
            assert_eq!(source.head(3).unwrap(), b"012");
            assert_eq!(source.range(4..6, 2).unwrap(), b"45");
            assert!(matches!(source.range(4..6, 1), Err(ReadError::TooLarge(1))));
            assert!(matches!(source.range(8..12, 9), Err(ReadError::Changed)));
            assert_eq!(source.all(10).unwrap(), b"0123456789");
            assert!(matches!(source.all(9), Err(ReadError::TooLarge(9))));
            let mut reader = source.reader();
            reader.seek(SeekFrom::End(-2)).unwrap();
            let mut rest = String::new();
            reader.read_to_string(&mut rest).unwrap();
            assert_eq!(rest, "89");
            assert!(reader.seek(SeekFrom::Current(-11)).is_err());
        }
    }

    #[test]
    fn chunks_are_all_of_it_in_order() {
        let bytes: Vec<u8> = (0..u8::MAX).cycle().take(CHUNK * 2 + 7).collect();
        assert!(bytes.len() as u64 > SMALL);
        let (_folder, sources) = both(&bytes);
        for source in sources {
            let mut seen = Vec::new();
            source
                .for_each_chunk(|chunk| {
                    seen.extend_from_slice(chunk);
                    true
                })
                .unwrap();
            assert_eq!(seen, bytes);
            let mut chunks = 0;
            source
                .for_each_chunk(|_| {
                    chunks += 1;
                    false
                })
                .unwrap();
            assert_eq!(chunks, 1);
        }
    }
}
