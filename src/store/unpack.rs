//! Compressed files: gzip, zstd, xz and bzip2. All decoders are pure Rust, so no hostile input reaches C.

use std::error::Error;
use std::io::{self, BufRead, Read, Write};
use std::sync::Arc;

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use tempfile::SpooledData;

use crate::store::files::{self, ReadError};
use crate::store::source::{Source, SourceReader};
use crate::text::sanitize::sanitize_line;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// RFC 1952. Several members are read as one file.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// The .xz format, 1.2.
    Xz,
    /// bzip2. Several streams are read as one file.
    Bzip2,
}

/// Memory limit for decoding xz, in KiB. What `xz -9` compresses needs 64 MiB for the dictionary and a little more.
const XZ_MEMORY_KIB: u32 = 96 * 1024;
/// Maximum zstd window, in bytes: that of `zstd --ultra -22`.
const MAX_ZSTD_WINDOW: u64 = 128 << 20;

/// Unpacked data stays in memory up to this many bytes; more goes into an unnamed file, deleted when its last
/// reader is dropped.
const MAX_IN_MEMORY: usize = 16 << 20;
/// Output more than this many times as large as its input is a bomb: nothing that people write compresses so well.
const BOMB_RATIO: u64 = 200;
/// Output up to this many bytes is never a bomb.
const MIN_BOMB_SIZE: u64 = 64 << 20;

/// Unpacks a file, to at most `max_size` bytes. A bomb is detected at 64 MiB or 200 times the size of the file,
/// whichever is more.
///
/// # Errors
/// If it is broken, a bomb, or unpacks to more; or if there is no room for it on the disk.
pub fn unpack(source: &Source, packing: Packing, max_size: u64) -> Result<Source, ReadError> {
    let input = io::BufReader::new(source.reader());
    let reader: Box<dyn Read> = match packing {
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(input)),
        Packing::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(input)),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(input, true, XZ_MEMORY_KIB)),
        Packing::Zstd => Box::new(ZstdFrames::new(source)),
    };
    spool(reader, source.len(), max_size)
}

/// Stores the output of a decoder, in memory or, if it is large, in an unnamed file. `packed` is the size of
/// the compressed input in bytes.
///
/// # Errors
/// The same as [`unpack`].
pub fn spool(mut reader: impl Read, packed: u64, max_size: u64) -> Result<Source, ReadError> {
    let mut spooled = tempfile::spooled_tempfile(MAX_IN_MEMORY);
    let mut chunk = vec![0; 64 * 1024];
    let mut written: u64 = 0;
    loop {
        let read = match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(ReadError::Broken(error_message(&error))),
        };
        written += read as u64;
        if let Some(error) = size_error(written, packed, max_size) {
            return Err(error);
        }
        let no_room = |error: io::Error| ReadError::NoRoom(files::reason(&error));
        spooled.write_all(chunk.get(..read).unwrap_or_default()).map_err(no_room)?;
    }
    match spooled.into_inner() {
        SpooledData::InMemory(cursor) => Ok(Source::from_bytes(Arc::from(cursor.into_inner()))),
        SpooledData::OnDisk(file) => Ok(Source::from_file(file)?),
    }
}

/// Returns the error for `unpacked` bytes of output from `packed` bytes of input: more than `max_size`, or a
/// bomb. None if the size is acceptable.
pub fn size_error(unpacked: u64, packed: u64, max_size: u64) -> Option<ReadError> {
    if unpacked > max_size {
        return Some(ReadError::UnpacksTooLarge(max_size));
    }
    (unpacked > MIN_BOMB_SIZE && unpacked / BOMB_RATIO > packed).then_some(ReadError::Bomb(unpacked))
}

/// Returns one short line, safe for a terminal: a crate's message may quote the file.
pub(super) fn short_line(message: &str) -> String {
    sanitize_line(message).chars().take(80).collect()
}

/// Says what is wrong with a compressed file, in one short line: a decoder's message may quote the file.
pub(super) fn error_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "cut off in the middle".to_owned(),
        _ => short_line(&error.to_string()),
    }
}

/// The frames of a zstd file, one after the other. Skippable frames have no content.
struct ZstdFrames {
    input: io::BufReader<SourceReader>,
    frame: FrameDecoder,
    in_frame: bool,
}

impl ZstdFrames {
    fn new(source: &Source) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(MAX_ZSTD_WINDOW);
        Self { input: io::BufReader::new(source.reader()), frame, in_frame: false }
    }

    /// Starts the next frame. Returns false at the end.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.input) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.input.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(frame_error(&error)),
            }
        }
        Ok(false)
    }

    /// Verifies the checksum of a frame, if it has one.
    fn check(&self) -> io::Result<()> {
        match (self.frame.get_checksum_from_data(), self.frame.get_calculated_checksum()) {
            (Some(stored), Some(computed)) if stored != computed => Err(io::Error::other(DAMAGED)),
            _ => Ok(()),
        }
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.in_frame && self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if self.in_frame && !self.frame.is_finished() {
                self.frame
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| frame_error(&error))?;
            } else {
                if std::mem::take(&mut self.in_frame) {
                    self.check()?;
                }
                if !self.next_frame()? {
                    return Ok(0);
                }
            }
        }
    }
}

const DAMAGED: &str = "damaged in the middle";

/// Says what is wrong with a zstd frame. The decoder's own messages are names of its types.
fn frame_error(error: &FrameDecoderError) -> io::Error {
    match error {
        FrameDecoderError::WindowSizeTooBig { .. } => io::Error::other(format!(
            "asks for more than {} MiB of memory; unpack it first",
            MAX_ZSTD_WINDOW >> 20
        )),
        FrameDecoderError::DictNotProvided { .. } => {
            io::Error::other("compressed with a dictionary; unpack it first")
        }
        other if is_truncated(other) => io::ErrorKind::UnexpectedEof.into(),
        _ => io::Error::other(DAMAGED),
    }
}

/// True if the root cause of an error is the end of the input.
fn is_truncated(error: &(dyn Error + 'static)) -> bool {
    let is_end = |error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof;
    error.downcast_ref::<io::Error>().is_some_and(is_end) || error.source().is_some_and(is_truncated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut writer = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(packed: Vec<u8>, packing: Packing, max_size: u64) -> Result<Vec<u8>, ReadError> {
        unpack(&Source::from_bytes(packed.into()), packing, max_size)?.all(u64::MAX)
    }

    /// `printf 'The envoy left.\n' | xz -9e --check=crc32`
    const XZ: &[u8] = &[
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x01, 0x69, 0x22, 0xde, 0x36, 0x02, 0x00, 0x21, 0x01, 0x1c,
        0x00, 0x00, 0x00, 0x10, 0xcf, 0x58, 0xcc, 0x01, 0x00, 0x0f, 0x54, 0x68, 0x65, 0x20, 0x65, 0x6e, 0x76,
        0x6f, 0x79, 0x20, 0x6c, 0x65, 0x66, 0x74, 0x2e, 0x0a, 0x00, 0xb5, 0xfd, 0x9b, 0xf8, 0x00, 0x01, 0x24,
        0x10, 0xe9, 0x44, 0xd9, 0xcc, 0x90, 0x42, 0x99, 0x0d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x59, 0x5a,
    ];

    #[test]
    fn gzip_bzip2_and_zstd_round_trip_and_join_several_parts() {
        for (pack, packing) in
            [(gzip as fn(&[u8]) -> Vec<u8>, Packing::Gzip), (bzip2, Packing::Bzip2), (zstd, Packing::Zstd)]
        {
            let two = [pack(b"The envoy "), pack(b"left.")].concat();
            assert_eq!(unpacked(two, packing, 100).unwrap(), b"The envoy left.", "{packing:?}");
            assert_eq!(unpacked(pack(b""), packing, 100).unwrap(), b"");
        }
    }

    #[test]
    fn zstd_errors_are_in_plain_words() {
        let text: Vec<u8> = (0..20_000).flat_map(|number: u32| format!("{number} ").into_bytes()).collect();
        let whole = zstd(&text);
        for length in [whole.len() - 1, whole.len() / 2, 9] {
            let message = unpacked(whole[..length].to_vec(), Packing::Zstd, 1 << 20).unwrap_err().to_string();
            assert_eq!(message, "broken: cut off in the middle", "{length} bytes");
        }
        // The last four bytes are the checksum.
        let mut messages = Vec::new();
        for at in (whole.len() / 2..whole.len()).step_by(97).chain([whole.len() - 1]) {
            let mut broken = whole.clone();
            broken[at] ^= 0x10;
            messages.push(unpacked(broken, Packing::Zstd, 1 << 20).unwrap_err().to_string());
        }
        assert!(messages.iter().all(|message| message == "broken: damaged in the middle"), "{messages:?}");
    }

    #[test]
    fn bombs_and_truncated_files_are_rejected() {
        for (pack, packing) in
            [(gzip as fn(&[u8]) -> Vec<u8>, Packing::Gzip), (bzip2, Packing::Bzip2), (zstd, Packing::Zstd)]
        {
            let bomb = pack(&vec![b'a'; 10 << 20]);
            let rejected = unpacked(bomb.clone(), packing, 1 << 20).unwrap_err();
            assert!(rejected.to_string().starts_with("unpacks to more than 1 MiB"), "{rejected}");
            assert_eq!(unpacked(bomb.clone(), packing, 100 << 20).unwrap().len(), 10 << 20);
            let cut = bomb[..bomb.len() / 2].to_vec();
            assert!(matches!(unpacked(cut, packing, 100 << 20), Err(ReadError::Broken(_))), "{packing:?}");
        }
        let bomb = unpacked(gzip(&vec![b'a'; 70 << 20]), Packing::Gzip, u64::MAX).unwrap_err();
        assert!(bomb.to_string().starts_with("unpacks to at least 64 MiB"), "{bomb}");
        assert_eq!(unpacked(XZ.to_vec(), Packing::Xz, 100).unwrap(), b"The envoy left.\n");
        assert!(unpacked(XZ.to_vec(), Packing::Xz, 3).is_err());
        assert!(matches!(unpacked(XZ[..50].to_vec(), Packing::Xz, 100), Err(ReadError::Broken(_))));
    }
}
