//! Zstandard streams of any number of frames.

use std::io::{self, BufRead, ErrorKind, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Decompresses frame after frame and checks their sums.
pub(super) struct Zstandard<R> {
    source: R,
    decoder: FrameDecoder,
    in_frame: bool,
    ended: bool,
}

/// True for the first bytes of a frame, or of one to be skipped.
pub(super) fn is_start(head: &[u8]) -> bool {
    matches!(head, [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

impl<R: BufRead> Zstandard<R> {
    pub fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), in_frame: false, ended: false }
    }

    fn step(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        if !self.in_frame {
            if self.source.fill_buf()?.is_empty() {
                return Ok(Some(0));
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => self.in_frame = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    self.skip(u64::from(length))?;
                }
                Err(error) => return Err(self.failure(&error)),
            }
            return Ok(None);
        }
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let decoded = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1));
            decoded.map_err(|error| self.failure(&error))?;
        }
        let count = self.decoder.read(buffer)?;
        if count > 0 {
            return Ok(Some(count));
        }
        self.in_frame = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(written), Some(found)) if written != found => {
                Err(io::Error::new(ErrorKind::InvalidData, "its checksum does not match"))
            }
            _ => Ok(None),
        }
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
        if skipped < length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    /// The decoder does not tell bad data from data that ended: the source does.
    fn failure(&mut self, error: &FrameDecoderError) -> io::Error {
        match self.source.fill_buf() {
            Ok([]) => ErrorKind::UnexpectedEof.into(),
            Ok(_) => io::Error::new(ErrorKind::InvalidData, error.to_string()),
            Err(error) => error,
        }
    }
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while !self.ended {
            match self.step(buffer) {
                Ok(Some(count)) => {
                    self.ended = count == 0;
                    return Ok(count);
                }
                Ok(None) => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn all(bytes: &[u8]) -> (Vec<u8>, Option<ErrorKind>) {
        let mut out = Vec::new();
        let failed = Zstandard::new(bytes).read_to_end(&mut out).err();
        (out, failed.map(|e| e.kind()))
    }

    #[test]
    fn frames_are_joined_and_skipped() {
        let text = b"Talks go on. ".repeat(30_000);
        let frame = compress_to_vec(text.as_slice(), CompressionLevel::Fastest);
        let skip = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, b'x', b'y', b'z'];
        let (out, failed) = all(&[&skip[..], &frame, &skip, &frame].concat());
        assert!(out == text.repeat(2) && failed.is_none());
    }

    #[test]
    fn cuts_are_early_ends_whatever_the_place() {
        let text: Vec<u8> = (0..200_000u32).flat_map(|i| (i.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect();
        let frame = compress_to_vec(text.as_slice(), CompressionLevel::Fastest);
        for cut in [1, 3, 5, 9, frame.len() / 2, frame.len() - 1] {
            let (out, failed) = all(&frame[..cut]);
            assert_eq!(failed, Some(ErrorKind::UnexpectedEof), "cut at {cut} of {}", frame.len());
            assert!(text.starts_with(&out));
        }
    }
}
