//! Files as users send them, made on the spot, and uploads of them.

use crate::app::{Actor, TestApp};
use crate::call::{Call, Reply};
use crate::time::start;
use crate::world::{id, unit, user};
use diesel::prelude::*;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use lamtheo_db::{Db, schema};
use lamtheo_domain::kernel::ids::FileId;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Between the parts of a form.
const BOUNDARY: &str = "----lamtheo-7d4a6d158c9";
/// Stands in whatever a camera notes; must not come out again.
pub const CAMERA_NOTE: &str = "vi-do 21.2731 kinh-do 106.1946";

/// The content type of [`form`].
pub fn form_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A form with one file and text parts, as a browser writes it.
pub fn form(name: &str, content: &[u8], texts: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (key, value) in texts {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

impl Actor {
    /// An upload of one file.
    pub fn upload(&self, name: &str, content: &[u8]) -> Call {
        self.post("/files")
            .bytes(&form_type(), form(name, content, &[]))
    }

    /// An uploaded PDF that differs from others by its text.
    pub async fn uploaded(&self, text: &str) -> Value {
        self.upload(&format!("{text}.pdf"), &pdf(text))
            .await
            .ok(201)
    }

    /// The content of a file.
    pub async fn content(&self, file: &Value) -> Reply {
        let id = file["id"].as_str().expect("a file");
        self.get(&format!("/files/{id}/content")).await
    }
}

/// A PDF that says `text`.
pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% {text}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n").into_bytes()
}

/// A picture of 40 by 20 points: red on the left, blue on the right.
fn red_and_blue() -> RgbImage {
    RgbImage::from_fn(40, 20, |x, _| {
        if x < 20 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

/// The picture in a format.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    red_and_blue()
        .write_to(&mut bytes, format)
        .expect("a picture");
    bytes.into_inner()
}

/// A photo as a telephone takes it lying on its side: to be turned by a quarter,
/// with the place, a description, a comment and other notes.
pub fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    red_and_blue()
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 95))
        .expect("a picture");
    let mut photo = jpeg[..2].to_vec();
    photo.extend(segment(0xe1, &exif()));
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{CAMERA_NOTE}</x:xmpmeta>");
    photo.extend(segment(0xe1, xmp.as_bytes()));
    photo.extend(segment(0xfe, CAMERA_NOTE.as_bytes()));
    photo.extend_from_slice(&jpeg[2..]);
    photo
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    let mut segment = vec![0xff, marker];
    segment.extend_from_slice(&length.to_be_bytes());
    segment.extend_from_slice(content);
    segment
}

/// Orientation 6, a description, and a GPS block with latitude and longitude.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut entry = Vec::new();
        entry.extend_from_slice(&tag.to_le_bytes());
        entry.extend_from_slice(&kind.to_le_bytes());
        entry.extend_from_slice(&count.to_le_bytes());
        entry.extend_from_slice(&value.to_le_bytes());
        entry
    };
    let note = format!("{CAMERA_NOTE}\0");
    let first_size = 2 + 3 * 12 + 4;
    let gps_at = 8 + first_size;
    let gps_size = 2 + 4 * 12 + 4;
    let note_at = gps_at + gps_size;
    let degrees_at = note_at + u32::try_from(note.len()).expect("a short note");
    let count = u32::try_from(note.len()).expect("a short note");
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    tiff.extend_from_slice(&3u16.to_le_bytes());
    tiff.extend(entry(0x010e, 2, count, note_at));
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, gps_at));
    tiff.extend_from_slice(&0u32.to_le_bytes());
    tiff.extend_from_slice(&4u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend(entry(2, 5, 3, degrees_at));
    tiff.extend(entry(3, 2, 2, u32::from(b'E')));
    tiff.extend(entry(4, 5, 3, degrees_at + 24));
    tiff.extend_from_slice(&0u32.to_le_bytes());
    tiff.extend_from_slice(note.as_bytes());
    for (value, over) in [
        (21u32, 1u32),
        (16, 1),
        (2316, 100),
        (106, 1),
        (11, 1),
        (4056, 100),
    ] {
        tiff.extend_from_slice(&value.to_le_bytes());
        tiff.extend_from_slice(&over.to_le_bytes());
    }
    tiff
}

/// A JPEG whose head says 10,000 by 6,000 points.
pub fn giant_jpeg() -> Vec<u8> {
    let mut jpeg = picture(ImageFormat::Jpeg);
    let frame = jpeg
        .windows(2)
        .position(|w| w == [0xff, 0xc0])
        .expect("a frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x17, 0x70, 0x27, 0x10]);
    jpeg
}

/// A PNG whose head says 10,000 by 6,000 points.
pub fn giant_png() -> Vec<u8> {
    let mut png = picture(ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x27, 0x10, 0, 0, 0x17, 0x70]);
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// A package of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        package.write_all(content).expect("a part");
    }
    package.finish().expect("a package").into_inner()
}

const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A Word document that says `text`, with more parts.
pub fn docx(text: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document.as_bytes()),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

/// A workbook with one cell that says `text`.
pub fn xlsx(text: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", RELATIONS),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#,
        ),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

/// A file with its content, put into the service as if uploaded; its version is 1.
pub fn seeded(app: &TestApp, conn: &mut Db, key: &str, by: &str, of: &str) -> FileId {
    use schema::files as rows;
    let file = FileId::from_trusted(id("file", key));
    let there: i64 = rows::table
        .find(&file)
        .count()
        .get_result(conn)
        .expect("a count");
    if there > 0 {
        return file;
    }
    let content = pdf(key);
    let sha256 = hex::encode(Sha256::digest(&content));
    let place = app.state().files.blobs.path_of(&sha256);
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    std::fs::write(place, &content).expect("a file");
    diesel::insert_into(rows::table)
        .values((
            rows::id.eq(&file),
            rows::sha256.eq(sha256),
            rows::size.eq(i32::try_from(content.len()).expect("a small file")),
            rows::kind.eq("pdf"),
            rows::original_name.eq("bien-ban.pdf"),
            rows::uploaded_by.eq(user(by)),
            rows::unit_id.eq(unit(of)),
            rows::version.eq(1),
            rows::created_at.eq(start().naive_utc()),
        ))
        .execute(conn)
        .expect("a file's row");
    file
}

/// Hangs a file on a record.
pub fn hung(conn: &mut Db, file: &FileId, (kind, record): (&str, &str), by: &str) -> String {
    use schema::evidence as rows;
    let piece = id("evidence", &format!("{file}:{record}"));
    let there: i64 = rows::table
        .find(&piece)
        .count()
        .get_result(conn)
        .expect("a count");
    if there == 0 {
        diesel::insert_into(rows::table)
            .values((
                rows::id.eq(&piece),
                rows::object_type.eq(kind),
                rows::object_id.eq(record),
                rows::part.eq("record"),
                rows::part_id.eq(record),
                rows::file_id.eq(file),
                rows::added_by.eq(user(by)),
                rows::added_at.eq(start().naive_utc()),
            ))
            .execute(conn)
            .expect("evidence");
    }
    piece
}
