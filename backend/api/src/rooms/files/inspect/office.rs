//! Word documents and workbooks are packages of parts. The list of parts is
//! bounded before it is believed, every part is unpacked into nothing and
//! counted, and what makes a document of a package must be there.

use super::super::blobs::disk;
use lamtheo_db::Outcome;
use lamtheo_domain::file::{
    FileKind, macros, marked_secret, not_a_word_document, not_a_workbook, unpacks_too_large,
};
use lamtheo_domain::kernel::Refusal;
use lamtheo_domain::registration::has_secret_mark;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// Most parts of a package.
const MOST_PARTS: usize = 2_000;
/// Most bytes of the list of parts.
const LIST_BYTES: u32 = 1 << 20;
/// Most bytes of all parts unpacked.
const UNPACKED: u64 = 200 << 20;
/// Most unpacked bytes for each packed one; small packages have more room.
const RATIO: u64 = 200;
/// What any package may unpack to.
const ROOM: u64 = 10 << 20;
/// Bytes of a part that are read.
const READ_BYTES: u64 = 1 << 18;
/// Lines of a text in which a mark of secrecy is looked for.
const HEADING_LINES: usize = 200;

/// What makes a document of a package.
struct Shape {
    main: &'static str,
    main_type: &'static str,
    namespaces: [&'static str; 2],
    texts: &'static [&'static str],
    refusal: fn() -> Refusal,
}

const WORD: Shape = Shape {
    main: "word/document",
    main_type: "wordprocessingml.document.main+xml",
    namespaces: ["wordprocessingml/2006/main", "ooxml/wordprocessingml/main"],
    texts: &["word/document", "word/header"],
    refusal: not_a_word_document,
};

const SHEET: Shape = Shape {
    main: "xl/workbook",
    main_type: "spreadsheetml.sheet.main+xml",
    namespaces: ["spreadsheetml/2006/main", "ooxml/spreadsheetml/main"],
    texts: &["xl/sharedstrings"],
    refusal: not_a_workbook,
};

/// Refuses what is no document, what carries macros, what unpacks to too much
/// and what is marked as a state secret.
pub(super) fn check(kind: FileKind, mut file: File, packed: u64) -> Outcome<()> {
    let shape = if kind == FileKind::Xlsx { SHEET } else { WORD };
    let parts = count(&mut file, packed, &shape)?;
    let broken = |_| (shape.refusal)();
    let mut package = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if package.len() != parts {
        return Err((shape.refusal)().into());
    }
    let mut left = UNPACKED.min(packed.saturating_mul(RATIO).max(ROOM));
    let (mut typed, mut related, mut main) = (false, false, false);
    for index in 0..parts {
        let part = package.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") {
            return Err(macros().into());
        }
        let mut part = part.take(left + 1);
        let mut head = Vec::new();
        let wanted = READ_BYTES.min(left + 1);
        let read = (&mut part).take(wanted).read_to_end(&mut head);
        let read = read.map_err(|_| (shape.refusal)())? as u64;
        let rest = io::copy(&mut part, &mut io::sink()).map_err(|_| (shape.refusal)())?;
        left = left
            .checked_sub(read + rest)
            .ok_or_else(unpacks_too_large)?;
        let text = String::from_utf8_lossy(&head);
        match name.as_str() {
            "[content_types].xml" => typed = is_typed(&shape, &text)?,
            "_rels/.rels" => related = true,
            _ if name.starts_with(shape.main) => {
                main |= shape.namespaces.iter().any(|space| text.contains(space));
            }
            _ => {}
        }
        if shape.texts.iter().any(|start| name.starts_with(start)) && is_marked(kind, &text) {
            return Err(marked_secret().into());
        }
    }
    if typed && related && main {
        Ok(())
    } else {
        Err((shape.refusal)().into())
    }
}

/// How many parts the end of the package names, within bounds.
fn count(file: &mut File, size: u64, shape: &Shape) -> Outcome<usize> {
    const END: usize = 22;
    let mut tail = Vec::new();
    let from = size.saturating_sub(END as u64 + u64::from(u16::MAX));
    file.seek(SeekFrom::Start(from)).map_err(disk)?;
    file.read_to_end(&mut tail).map_err(disk)?;
    file.seek(SeekFrom::Start(0)).map_err(disk)?;
    let at = (0..tail.len().saturating_sub(END - 1))
        .rev()
        .find(|at| tail[*at..].starts_with(b"PK\x05\x06"))
        .ok_or_else(shape.refusal)?;
    let end = &tail[at..at + END];
    let parts = usize::from(u16::from_le_bytes([end[10], end[11]]));
    let list = u32::from_le_bytes([end[12], end[13], end[14], end[15]]);
    if parts > MOST_PARTS || list > LIST_BYTES {
        return Err(unpacks_too_large().into());
    }
    Ok(parts)
}

/// Whether the list of types names the main part; macros are refused there too.
fn is_typed(shape: &Shape, text: &str) -> Result<bool, Refusal> {
    let text = text.to_ascii_lowercase();
    if text.contains("macroenabled") || text.contains("vbaproject") {
        return Err(macros());
    }
    Ok(text.contains(shape.main_type))
}

/// Whether one of the first lines is marked as a state secret. A cell that says
/// nothing but "Mật" may be somebody's name.
fn is_marked(kind: FileKind, xml: &str) -> bool {
    lines(xml)
        .into_iter()
        .filter(|line| kind != FileKind::Xlsx || line != "Mật")
        .take(HEADING_LINES)
        .any(|line| has_secret_mark(&line))
}

/// The text of paragraphs or cells, tags left out.
fn lines(xml: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.rsplit(':').next().unwrap_or(tag);
        let ends = tag.starts_with('/') && matches!(name.trim_start_matches('/'), "p" | "si");
        if ends {
            let whole = std::mem::take(&mut line);
            if !whole.trim().is_empty() {
                lines.push(whole.trim().to_owned());
            }
        }
        line.push_str(text);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_cells_are_lines() {
        let word = "<w:p><w:r><w:t>TỐI</w:t></w:r><w:r><w:t xml:space=\"preserve\"> MẬT</w:t></w:r></w:p><w:p><w:t>hai</w:t></w:p>";
        assert_eq!(lines(word), ["TỐI MẬT", "hai"]);
        assert!(is_marked(FileKind::Docx, word));
        let cells = "<sst><si><t>Nguyễn Thị</t></si><si><t>Mật</t></si></sst>";
        assert_eq!(lines(cells), ["Nguyễn Thị", "Mật"]);
        assert!(!is_marked(FileKind::Xlsx, cells));
        assert!(is_marked(FileKind::Xlsx, "<si><t>MẬT</t></si>"));
    }
}
