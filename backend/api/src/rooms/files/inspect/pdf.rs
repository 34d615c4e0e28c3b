//! A PDF keeps its bytes. It must have its end, and must not say in the clear
//! that it starts scripts or programs; what is packed inside it is not looked at.

use super::super::blobs::disk;
use lamtheo_db::Outcome;
use lamtheo_domain::file::{active_pdf, broken_pdf};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// The mark of the end stands within so many last bytes.
const TAIL: u64 = 4_096;
/// Bytes that are looked at together.
const PIECE: usize = 1 << 16;
/// Names of actions that start something.
const ACTIVE: [&[u8]; 2] = [b"/JavaScript", b"/Launch"];
/// The longest of them and the sign after it.
const OVERLAP: usize = 12;

/// Refuses what is broken or active.
pub(super) fn check(mut file: File, size: u64) -> Outcome<()> {
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))
        .map_err(disk)?;
    file.read_to_end(&mut tail).map_err(disk)?;
    if find(&tail, b"%%EOF").is_none() {
        return Err(broken_pdf().into());
    }
    file.seek(SeekFrom::Start(0)).map_err(disk)?;
    scan(BufReader::new(file))
}

fn scan(mut from: impl Read) -> Outcome<()> {
    let mut window = Vec::with_capacity(PIECE + OVERLAP);
    let mut piece = vec![0; PIECE];
    loop {
        let n = from.read(&mut piece).map_err(disk)?;
        window.extend_from_slice(&piece[..n]);
        if ACTIVE.iter().any(|name| names(&window, name)) {
            return Err(active_pdf().into());
        }
        if n == 0 {
            return Ok(());
        }
        let kept = window.len().saturating_sub(OVERLAP);
        window.drain(..kept);
    }
}

/// Whether `name` stands in `bytes` as a whole name.
fn names(mut bytes: &[u8], name: &[u8]) -> bool {
    while let Some(at) = find(bytes, name) {
        bytes = &bytes[at + name.len()..];
        if bytes.first().is_some_and(|b| !b.is_ascii_alphanumeric()) {
            return true;
        }
    }
    false
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_names_are_found_across_pieces() {
        for (before, text, active) in [
            (10, "/S /JavaScript /JS (x)", true),
            (PIECE - 5, "/S /Launch\n", true),
            (10, "/JavaScripture /Launcher", false),
            (10, "plain", false),
        ] {
            let mut bytes = vec![b' '; before];
            bytes.extend_from_slice(text.as_bytes());
            bytes.extend_from_slice(b" %%EOF");
            assert_eq!(scan(bytes.as_slice()).is_err(), active, "{text}");
        }
    }
}
