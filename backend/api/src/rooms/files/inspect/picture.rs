//! Pictures are decoded and drawn anew, upright: whatever a camera or a program
//! noted beside the points (place, time, device, thumbnails) is left behind.

use super::super::blobs::disk;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use lamtheo_db::{Failure, Outcome};
use lamtheo_domain::file::{FileKind, MOST_PIXELS, broken_image, too_many_pixels};
use lamtheo_domain::kernel::Refusal;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};

/// Most memory of one decoder: 40 million points of eight bytes, and some.
const MOST_MEMORY: u64 = 400 << 20;
/// Quality of a JPEG that is drawn anew.
const QUALITY: u8 = 90;
/// A photo kept without loss may be so much larger than it came.
const GROWTH: usize = 2;
/// Small pictures may grow freely up to this size.
const SMALL: usize = 1 << 18;

/// Draws the picture in `file`, of `size` bytes, anew into `out`. A WebP photo
/// that would grow too much without loss becomes a JPEG. What it is now, its
/// width and its height.
pub(super) fn redraw(
    kind: FileKind,
    file: File,
    size: u64,
    out: &mut impl Write,
) -> Outcome<(FileKind, u32, u32)> {
    let mut drawn = decode(kind, file)?;
    let kind = match kind {
        FileKind::Jpeg => {
            jpeg(&drawn, out)?;
            FileKind::Jpeg
        }
        FileKind::Webp => {
            if !matches!(drawn, DynamicImage::ImageRgb8(_)) {
                drawn = DynamicImage::ImageRgba8(drawn.into_rgba8());
            }
            webp(&drawn, usize::try_from(size).unwrap_or(usize::MAX), out)?
        }
        _ => {
            let mut out = BufWriter::new(&mut *out);
            drawn
                .write_with_encoder(PngEncoder::new(&mut out))
                .map_err(failed)?;
            out.flush().map_err(disk)?;
            FileKind::Png
        }
    };
    Ok((kind, drawn.width(), drawn.height()))
}

fn decode(kind: FileKind, file: File) -> Outcome<DynamicImage> {
    let format = match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Png,
    };
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| unreadable(&e))?;
    // The head alone is read so far: nothing is allocated for a giant.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_many_pixels().into());
    }
    if width == 0 || height == 0 {
        return Err(broken_image().into());
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let drawn = DynamicImage::from_decoder(decoder).map_err(|e| unreadable(&e))?;
    let mut drawn = eight_bits(drawn);
    drawn.apply_orientation(upright);
    Ok(drawn)
}

/// Eight bits a colour: half the memory for what follows, and all that is shown.
fn eight_bits(drawn: DynamicImage) -> DynamicImage {
    use DynamicImage as D;
    match drawn {
        D::ImageLuma8(_) | D::ImageLumaA8(_) | D::ImageRgb8(_) | D::ImageRgba8(_) => drawn,
        other if other.color().has_alpha() => D::ImageRgba8(other.into_rgba8()),
        other => D::ImageRgb8(other.into_rgb8()),
    }
}

fn jpeg(drawn: &DynamicImage, out: &mut impl Write) -> Outcome<()> {
    let mut out = BufWriter::new(out);
    let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    match drawn {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => {
            drawn.write_with_encoder(encoder)
        }
        other => DynamicImage::ImageRgb8(other.to_rgb8()).write_with_encoder(encoder),
    }
    .map_err(failed)?;
    out.flush().map_err(disk)
}

fn webp(drawn: &DynamicImage, size: usize, out: &mut impl Write) -> Outcome<FileKind> {
    let mut whole = Vec::new();
    drawn
        .write_with_encoder(WebPEncoder::new_lossless(&mut whole))
        .map_err(failed)?;
    let opaque = matches!(drawn, DynamicImage::ImageRgb8(_));
    if opaque && whole.len() > SMALL.max(size.saturating_mul(GROWTH)) {
        jpeg(drawn, out)?;
        return Ok(FileKind::Jpeg);
    }
    out.write_all(&whole).map_err(disk)?;
    Ok(FileKind::Webp)
}

fn unreadable(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => too_many_pixels(),
        _ => broken_image(),
    }
}

/// Writing fails for reasons of the disk only.
fn failed(error: ImageError) -> Failure {
    match error {
        ImageError::IoError(error) => disk(error),
        other => Failure::defect(format!("a picture was not written: {other}")),
    }
}
