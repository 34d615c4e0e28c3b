//! Sheets that go out and come in: the same columns both ways, and cells that
//! a spreadsheet never takes for a formula.

use std::borrow::Cow;

/// A column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Code; also understood as a header.
    pub code: &'static str,
    /// Vietnamese header.
    pub header: &'static str,
    /// Whether a sheet that comes in must have it.
    pub required: bool,
    /// Whether it is read when it comes in; the others are for the reader's eye.
    pub read: bool,
}

/// A column that a sheet must have.
pub const fn must(code: &'static str, header: &'static str) -> Column {
    Column {
        required: true,
        ..may(code, header)
    }
}

/// A column that a sheet may have.
pub const fn may(code: &'static str, header: &'static str) -> Column {
    Column {
        code,
        header,
        required: false,
        read: true,
    }
}

/// A column that goes out and is passed over when it comes back.
pub const fn shown(code: &'static str, header: &'static str) -> Column {
    Column {
        read: false,
        ..may(code, header)
    }
}

/// Begins the last line of a sheet that went out: who took it, and when.
pub const REMARK: &str = "# ";

const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text that a spreadsheet would take for a formula gets a mark before it;
/// so does one that has such a mark already, or that looks like a remark.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) || is_marked(text) || text.starts_with(REMARK) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it was before [`harmless`].
pub fn unmarked(text: &str) -> &str {
    if is_marked(text) { &text[1..] } else { text }
}

fn is_marked(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.len() < text.len() && (rest.starts_with(FORMULA) || rest.starts_with(REMARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_comes_back() {
        for text in [
            "=1+1",
            "-5",
            "+84",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "'=1",
            "''=1",
            "# x",
            "'Nháy'",
            "Rác thải",
            "",
        ] {
            let out = harmless(text);
            assert!(!out.starts_with(FORMULA), "{out}");
            assert_eq!(unmarked(&out), text);
        }
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Đảng viên"), "Đảng viên");
    }
}
