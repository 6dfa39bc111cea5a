//! Random access to the bytes of a file, or to unpacked bytes in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::files::{ReadError, open_file};

/// Size of the chunks of [`Source::for_each_chunk`], in bytes; the last may be smaller.
const CHUNK_SIZE: usize = 256 * 1024;

/// A file of at most this many bytes is read into memory when it is opened.
const SMALL_FILE: u64 = 64 * 1024;

/// The bytes of a file, or bytes in memory. Clones share them.
#[derive(Clone, Debug)]
pub struct Source {
    bytes: Bytes,
    len: u64,
}

#[derive(Clone, Debug)]
enum Bytes {
    File(Arc<Mutex<File>>),
    Memory(Arc<[u8]>),
}

impl Source {
    /// Opens a regular file.
    ///
    /// # Errors
    /// The same as [`super::read_file`], except that size is not limited.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = open_file(path)?;
        let mut bytes = Vec::new();
        (&mut file).take(SMALL_FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= SMALL_FILE {
            return Ok(Self::from_bytes(bytes.into()));
        }
        Ok(Self::from_file(file)?)
    }

    /// Wraps a file that is already open.
    ///
    /// # Errors
    /// The operating system's reason.
    pub fn from_file(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { bytes: Bytes::File(Arc::new(Mutex::new(file))), len })
    }

    /// Wraps bytes in memory.
    pub fn from_bytes(bytes: Arc<[u8]>) -> Self {
        let len = bytes.len() as u64;
        Self { bytes: Bytes::Memory(bytes), len }
    }

    /// Returns the size in bytes at the time of opening. A file may have grown since.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// True if there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the memory use in bytes.
    pub fn memory_size(&self) -> usize {
        match &self.bytes {
            Bytes::File(_) => 0,
            Bytes::Memory(bytes) => bytes.len(),
        }
    }

    /// Reads the first bytes, at most `max_len`.
    ///
    /// # Errors
    /// The operating system's reason.
    pub fn head(&self, max_len: usize) -> Result<Vec<u8>, ReadError> {
        self.read_at(0, max_len as u64)
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// The operating system's reason, or [`ReadError::TooLarge`] above `max_size` bytes.
    pub fn all(&self, max_size: u64) -> Result<Vec<u8>, ReadError> {
        let bytes = match &self.bytes {
            Bytes::Memory(bytes) => bytes.to_vec(),
            // Reads to the file's current end: it may have grown.
            Bytes::File(_) => self.read_at(0, max_size.saturating_add(1))?,
        };
        if bytes.len() as u64 > max_size { Err(ReadError::TooLarge(max_size)) } else { Ok(bytes) }
    }

    /// Reads a range of bytes.
    ///
    /// # Errors
    /// The operating system's reason, that the range is longer than `max_size`, or that it goes past the last byte, as
    /// in a file that has become shorter.
    pub fn range(&self, range: Range<u64>, max_size: u64) -> Result<Vec<u8>, ReadError> {
        let len = range.end.saturating_sub(range.start);
        if len > max_size {
            return Err(ReadError::TooLarge(max_size));
        }
        let bytes = self.read_at(range.start, len)?;
        if (bytes.len() as u64) < len { Err(ReadError::Changed) } else { Ok(bytes) }
    }

    fn read_at(&self, start: u64, max_len: u64) -> Result<Vec<u8>, ReadError> {
        match &self.bytes {
            Bytes::Memory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                let end = usize::try_from(max_len)
                    .map_or(bytes.len(), |max_len| start.saturating_add(max_len).min(bytes.len()));
                Ok(bytes.get(start..end).unwrap_or_default().to_vec())
            }
            Bytes::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = Vec::new();
                file.by_ref().take(max_len).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// Passes all bytes to `visit` in order, in chunks, until it returns false.
    ///
    /// # Errors
    /// The operating system's reason.
    pub fn for_each_chunk(&self, mut visit: impl FnMut(&[u8]) -> bool) -> Result<(), ReadError> {
        let mut at = 0;
        loop {
            let chunk = self.read_at(at, CHUNK_SIZE as u64)?;
            if chunk.is_empty() || !visit(&chunk) {
                return Ok(());
            }
            at += chunk.len() as u64;
        }
    }

    /// Returns a reader that starts at the first byte and has its own position.
    pub fn reader(&self) -> SourceReader {
        SourceReader { source: self.clone(), at: 0 }
    }
}

/// Reads a [`Source`]. Several readers can read one file at once, each at its own position.
#[derive(Clone, Debug)]
pub struct SourceReader {
    source: Source,
    at: u64,
}

impl Read for SourceReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &self.source.bytes {
            Bytes::Memory(bytes) => {
                let start = usize::try_from(self.at).unwrap_or(usize::MAX).min(bytes.len());
                bytes.get(start..).unwrap_or_default().read(buffer)?
            }
            Bytes::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(self.at))?;
                file.read(buffer)?
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
            SeekFrom::End(offset) => from(self.source.len, offset),
            SeekFrom::Current(offset) => from(self.at, offset),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the start"))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the same bytes as a file that is opened by its path, as an open file, and in memory.
    fn sources(bytes: &[u8]) -> (tempfile::TempDir, [Source; 3]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, bytes).unwrap();
        // A small file that is opened by its path is read into memory.
        let open_file = Source::from_file(File::open(&path).unwrap()).unwrap();
        let sources = [Source::open(&path).unwrap(), open_file, Source::from_bytes(Arc::from(bytes))];
        (folder, sources)
    }

    #[test]
    fn files_and_memory_read_alike() {
        let (_folder, sources) = sources(b"0123456789");
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
    fn chunks_cover_everything_in_order() {
        let bytes: Vec<u8> = (0..u8::MAX).cycle().take(CHUNK_SIZE * 2 + 7).collect();
        assert!(bytes.len() as u64 > SMALL_FILE);
        let (_folder, sources) = sources(&bytes);
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
