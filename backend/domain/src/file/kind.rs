//! What a file is, by its first bytes and by the ending of its name: both must
//! say the same, and both must be on the list.

use super::refused;
use crate::kernel::Refusal;
use crate::text_enum;

text_enum! {
    /// What a file is.
    FileKind {
        Pdf = "pdf",
        Docx = "docx",
        Xlsx = "xlsx",
        Jpeg = "jpeg",
        Png = "png",
        Webp = "webp",
    }
}

impl FileKind {
    /// The media type it is sent out with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The ending of its name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// Whether it is a picture, which is drawn anew.
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }

    /// The kind that goes with an ending in lower case.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            other => Self::ALL.iter().copied().find(|k| k.extension() == other),
        }
    }
}

/// So many first bytes tell what a file is.
pub const HEAD_BYTES: usize = 1024;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Kind(FileKind),
    /// A package of parts: a Word document, a workbook or anything else.
    Package,
    Program,
    Svg,
    Html,
    Unknown,
}

fn seen(head: &[u8]) -> Seen {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"%PDF-") {
        return Seen::Kind(FileKind::Pdf);
    }
    if starts(b"\xff\xd8\xff") {
        return Seen::Kind(FileKind::Jpeg);
    }
    if starts(b"\x89PNG\r\n\x1a\n") {
        return Seen::Kind(FileKind::Png);
    }
    if starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Seen::Kind(FileKind::Webp);
    }
    if starts(b"PK\x03\x04") {
        return Seen::Package;
    }
    if starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") || starts(b"\xca\xfe\xba\xbe") {
        return Seen::Program;
    }
    markup(head)
}

/// Markup in UTF-8, or in UTF-16 seen without its zero bytes.
fn markup(head: &[u8]) -> Seen {
    let text: Vec<u8> = head
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let text = String::from_utf8_lossy(&text);
    let has = |word: &str| text.contains(word);
    if has("<svg") {
        Seen::Svg
    } else if [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
    ]
    .into_iter()
    .any(has)
    {
        Seen::Html
    } else {
        Seen::Unknown
    }
}

/// The kind on which the ending of the name and the first bytes agree. Of a
/// package only the ending is known yet; its parts have to be looked at.
///
/// # Errors
/// 422 `file_is_program`, `file_is_svg`, `file_is_html`, `file_macros_refused`,
/// `file_type_not_allowed`, `file_content_mismatch`.
pub fn agreed_kind(extension: &str, head: &[u8]) -> Result<FileKind, Refusal> {
    let seen = seen(head);
    match seen {
        Seen::Program => return Err(refused::program()),
        Seen::Svg => return Err(refused::svg()),
        Seen::Html => return Err(refused::html()),
        _ => {}
    }
    match extension {
        "svg" | "svgz" => return Err(refused::svg()),
        "htm" | "html" | "xhtml" | "mht" | "mhtml" => return Err(refused::html()),
        "exe" | "com" | "scr" | "msi" | "bat" | "cmd" | "ps1" | "vbs" | "js" | "jar" | "apk" => {
            return Err(refused::program());
        }
        "docm" | "dotm" | "xlsm" | "xltm" | "xlam" | "pptm" => return Err(refused::macros()),
        _ => {}
    }
    let named = FileKind::of_extension(extension).ok_or_else(refused::type_not_allowed)?;
    match (named, seen) {
        (FileKind::Docx | FileKind::Xlsx, Seen::Package) => Ok(named),
        (_, Seen::Kind(kind)) if kind == named => Ok(named),
        (FileKind::Docx, _) => Err(refused::not_a_word_document()),
        (FileKind::Xlsx, _) => Err(refused::not_a_workbook()),
        _ => Err(refused::content_mismatch()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn name_and_content_must_agree() {
        for (extension, head, code) in [
            ("jpg", b"MZ\x90\0".as_slice(), Err("file_is_program")),
            ("pdf", b"\x7fELF", Err("file_is_program")),
            (
                "png",
                b"<?xml version='1.0'?><svg xmlns=",
                Err("file_is_svg"),
            ),
            ("pdf", b"\n<!DOCTYPE html><p>", Err("file_is_html")),
            ("jpg", b"<\0h\0t\0m\0l\0>\0", Err("file_is_html")),
            ("svg", b"anything", Err("file_is_svg")),
            ("exe", b"anything", Err("file_is_program")),
            ("docm", b"PK\x03\x04", Err("file_macros_refused")),
            ("zip", b"PK\x03\x04", Err("file_type_not_allowed")),
            ("gif", b"GIF89a", Err("file_type_not_allowed")),
            ("", b"%PDF-1.7", Err("file_type_not_allowed")),
            ("png", b"\xff\xd8\xff\xe0", Err("file_content_mismatch")),
            ("pdf", b"junk %PDF-1.7", Err("file_content_mismatch")),
            ("docx", b"\xd0\xcf\x11\xe0", Err("file_not_a_word_document")),
            ("pdf", b"%PDF-1.7", Ok(FileKind::Pdf)),
            ("jpeg", b"\xff\xd8\xff\xe1", Ok(FileKind::Jpeg)),
            ("webp", b"RIFF\0\0\0\0WEBPVP8 ", Ok(FileKind::Webp)),
            ("xlsx", b"PK\x03\x04", Ok(FileKind::Xlsx)),
        ] {
            let found = agreed_kind(extension, head).map_err(|refusal| refusal.code);
            assert_eq!(found, code, "{extension}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged_without_panic(ending in "[a-z]{0,5}", head in any::<Vec<u8>>()) {
            let _ = agreed_kind(&ending, &head);
        }
    }
}
