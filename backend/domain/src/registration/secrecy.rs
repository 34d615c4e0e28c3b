//! No state secret on the system: a text that carries a secrecy mark is refused.
//! The marks are MẬT, TỐI MẬT and TUYỆT MẬT, written as marks; the everyday words
//! ("bí mật nhà nước", "mật ong") pass.

use crate::kernel::text::spelling_key;
use unicode_normalization::UnicodeNormalization;

/// Code of the refusal of a text that carries a secrecy mark.
pub const SECRET_MARK_CODE: &str = "state_secret_mark";

/// Words that announce a mark: "Độ mật: Tối mật".
const ANNOUNCEMENTS: &[&str] = &["độ mật", "mức độ mật", "dấu mật"];

/// Signs that may stand round a mark.
const BRACKETS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('*', '*'),
    ('/', '/'),
];

/// Whether `text` carries a secrecy mark.
pub fn has_secret_mark(text: &str) -> bool {
    let text: String = text.nfc().collect();
    text.lines().any(line_has_mark)
}

fn line_has_mark(line: &str) -> bool {
    is_mark(line.trim_matches(is_edge))
        || has_capital_mark(line)
        || starts_with_mark(line)
        || has_bracketed_mark(line)
        || has_announced_mark(line)
}

/// TỐI MẬT and TUYỆT MẬT in capitals are marks wherever they stand.
fn has_capital_mark(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words
        .windows(2)
        .any(|pair| matches!(pair, ["TỐI" | "TUYỆT", "MẬT"]))
}

/// "MẬT: …", "MẬT - …" at the head of a line.
fn starts_with_mark(line: &str) -> bool {
    let head = line.trim_start_matches(is_edge);
    head.strip_prefix("MẬT")
        .map(str::trim_start)
        .is_some_and(|rest| rest.starts_with([':', '-', '–', '—', '.', ';', '/', ',', '|']))
}

/// "(Mật)", "[TUYỆT MẬT]", "“mật”" anywhere, in any case.
fn has_bracketed_mark(line: &str) -> bool {
    BRACKETS.iter().any(|&(open, close)| {
        line.match_indices(open).any(|(start, _)| {
            let rest = &line[start + open.len_utf8()..];
            rest.find(close)
                .is_some_and(|end| is_mark(rest[..end].trim()))
        })
    })
}

/// "Độ mật: Mật" anywhere, in any case.
fn has_announced_mark(line: &str) -> bool {
    let line = line.to_lowercase();
    ANNOUNCEMENTS.iter().any(|announcement| {
        line.match_indices(announcement).any(|(start, _)| {
            let rest = line[start + announcement.len()..].trim_start();
            let rest = rest.strip_prefix(':').unwrap_or("");
            let words: Vec<&str> = rest
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .collect();
            matches!(words.as_slice(), ["mật", ..] | ["tối" | "tuyệt", "mật", ..])
        })
    })
}

/// Whether the whole of `text` is a mark, in any case.
fn is_mark(text: &str) -> bool {
    let key = spelling_key(text);
    ["Mật", "Tối mật", "Tuyệt mật"]
        .iter()
        .any(|mark| spelling_key(mark) == key)
}

fn is_edge(c: char) -> bool {
    !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_found() {
        for text in [
            "MẬT",
            "  Tuyệt mật ",
            "TỐI MẬT",
            "Báo cáo số 12-BC/TU (Mật)",
            "Thực hiện kế hoạch [TUYỆT MẬT] của tỉnh",
            "MẬT: kế hoạch phòng thủ",
            "MẬT - kế hoạch",
            "Độ mật: Tối mật",
            "kế hoạch TỐI MẬT số 3",
            "dòng đầu\n*MẬT*\ndòng sau",
            "Văn bản có dấu mật: mật",
        ] {
            assert!(has_secret_mark(text), "{text}");
        }
    }

    #[test]
    fn everyday_words_pass() {
        for text in [
            "Giữ gìn bí mật nhà nước",
            "GIỮ GÌN BÍ MẬT NHÀ NƯỚC",
            "Phát triển nghề nuôi ong lấy mật",
            "MẬT ONG RỪNG SƠN ĐỘNG",
            "Mật độ dân cư tăng",
            "Nâng cao độ mật thiết giữa Đảng và Nhân dân",
            "tuyệt đối giữ bí mật, không để tối mật phát tán",
            "",
        ] {
            assert!(!has_secret_mark(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(text in any::<String>()) {
            let _ = has_secret_mark(&text);
        }

        #[test]
        fn a_mark_is_found_wherever_it_stands(before in "[a-zđ ]{0,20}", after in "[a-zđ ]{0,20}") {
            let text = format!("{before} TUYỆT MẬT {after}");
            prop_assert!(has_secret_mark(&text));
            let text = format!("{before} (tối mật) {after}");
            prop_assert!(has_secret_mark(&text));
        }
    }
}
