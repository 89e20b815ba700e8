//! Unpacking pages, to the size they are said to have and no further.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;

/// Returns the `size` bytes that `packed` holds. That many are reserved at once.
///
/// # Errors
///
/// Fails where it holds more or fewer, or is packed in a way that is not known.
pub(super) fn unpacked(
    packed: &[u8],
    size: usize,
    compression: Compression,
) -> Result<Vec<u8>, String> {
    let bytes = match compression {
        // Some writers leave nothing of nothing.
        _ if size == 0 && packed.is_empty() => Ok(Vec::new()),
        Compression::UNCOMPRESSED => Ok(packed.to_vec()),
        Compression::SNAPPY => snappy(packed, size),
        Compression::GZIP(_) => read(MultiGzDecoder::new(packed), size),
        Compression::BROTLI(_) => read(Decompressor::new(packed, 4096), size),
        Compression::ZSTD(_) => zstd(packed, size),
        Compression::LZ4_RAW => lz4(packed, size),
        Compression::LZ4 => framed_lz4(packed, size).or_else(|_| lz4(packed, size)),
        Compression::LZO => {
            return Err(
                "is compressed with LZO, which is not read; have it written with zstd".to_owned(),
            );
        }
    };
    match bytes {
        Ok(bytes) if bytes.len() == size => Ok(bytes),
        Ok(_) => Err(format!(
            "has a page that does not unpack to its {size} bytes"
        )),
        Err(error) => Err(format!("has a page that does not unpack: {error}")),
    }
}

fn snappy(packed: &[u8], size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; size];
    let length = snap::raw::Decoder::new().decompress(packed, &mut bytes)?;
    bytes.truncate(length);
    Ok(bytes)
}

fn zstd(packed: &[u8], size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    zstd::bulk::Decompressor::new()?.decompress_to_buffer(packed, &mut bytes)?;
    Ok(bytes)
}

fn lz4(packed: &[u8], size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; size];
    let length = lz4_flex::block::decompress_into(packed, &mut bytes).map_err(io::Error::other)?;
    bytes.truncate(length);
    Ok(bytes)
}

/// Unpacks what Hadoop wrote: blocks, each with its size unpacked and packed before it.
fn framed_lz4(mut packed: &[u8], size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    while let Some((unpacked, rest)) = packed.split_first_chunk() {
        let Some((length, rest)) = rest.split_first_chunk() else {
            break;
        };
        let unpacked = u32::from_be_bytes(*unpacked) as usize;
        let length = u32::from_be_bytes(*length) as usize;
        if unpacked > size - bytes.len() || length > rest.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        bytes.extend(lz4(&rest[..length], unpacked)?);
        packed = &rest[length..];
    }
    if packed.is_empty() && bytes.len() == size {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// Reads as many bytes as there should be, and one more if there is one.
fn read(unpacking: impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    unpacking.take(size as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::GzEncoder;
    use parquet::basic::CompressionCodec::{GZIP, ZSTD};
    use rstest::rstest;

    use super::*;

    const TEXT: &[u8] = b"fog fog fog fog fog fog fog fog";

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut packing = GzEncoder::new(Vec::new(), flate2::Compression::best());
        packing.write_all(bytes).unwrap();
        packing.finish().unwrap()
    }

    fn framed(blocks: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for block in blocks {
            let packed = lz4_flex::block::compress(block);
            bytes.extend(u32::try_from(block.len()).unwrap().to_be_bytes());
            bytes.extend(u32::try_from(packed.len()).unwrap().to_be_bytes());
            bytes.extend(packed);
        }
        bytes
    }

    #[rstest]
    #[case::snappy(Compression::SNAPPY, snap::raw::Encoder::new().compress_vec(TEXT).unwrap())]
    #[case::gzip(GZIP.into(), gzipped(TEXT))]
    #[case::zstd(ZSTD.into(), zstd::bulk::compress(TEXT, 1).unwrap())]
    #[case::lz4_raw(Compression::LZ4_RAW, lz4_flex::block::compress(TEXT))]
    #[case::lz4_of_hadoop(Compression::LZ4, framed(&[&TEXT[..9], &TEXT[9..]]))]
    #[case::lz4_without_frames(Compression::LZ4, lz4_flex::block::compress(TEXT))]
    #[case::not_at_all(Compression::UNCOMPRESSED, TEXT.to_vec())]
    fn a_page_is_unpacked_to_the_size_it_states(
        #[case] compression: Compression,
        #[case] packed: Vec<u8>,
    ) {
        assert_eq!(unpacked(&packed, TEXT.len(), compression).unwrap(), TEXT);
        for size in [0, TEXT.len() - 1, TEXT.len() + 1] {
            let error = unpacked(&packed, size, compression).unwrap_err();
            assert!(
                error.starts_with("has a page that does not unpack"),
                "{size}"
            );
        }
        for cut in 0..packed.len() {
            assert!(
                unpacked(&packed[..cut], TEXT.len(), compression).is_err(),
                "{cut}"
            );
        }
    }

    #[test]
    fn what_unpacks_to_more_than_it_says_is_stopped_there() {
        let bomb = gzipped(&vec![0; 1 << 24]);
        assert!(bomb.len() < 1 << 15);
        let unpacking = MultiGzDecoder::new(&bomb[..]);
        assert_eq!(read(unpacking, 1000).unwrap().len(), 1001);
        assert!(unpacked(&bomb, 1000, GZIP.into()).is_err());
    }

    #[test]
    fn what_is_not_known_says_what_to_do() {
        let error = unpacked(b"x", 1, Compression::LZO).unwrap_err();
        assert!(error.ends_with("have it written with zstd"), "{error}");
    }
}
