//! Keys that are stored beside Vietnamese text.

use super::syllable::{plain, take_apart};

/// The Vietnamese alphabet with the four Latin letters it borrows.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// First byte of a letter in a sort key; letters follow digits.
const FIRST_LETTER: u8 = b'A';

/// Ends the letters of a sort key; below every other byte used in it.
const END_OF_LETTERS: char = '!';

/// Key for searching: lower case, accents and đ folded, whitespace collapsed.
/// `hoà`, `hòa` and `HOA` all give `hoa`.
pub fn search_key(text: &str) -> String {
    fold_words(text, |key, word| {
        key.extend(take_apart(word).letters.chars().map(plain));
    })
}

/// Key of the exact spelling: lower case, accents kept, one tone placement, so
/// that `hoà` equals `hòa` but not `hoa`. A search ranks equal spellings first.
pub fn spelling_key(text: &str) -> String {
    fold_words(text, |key, word| {
        let syllable = take_apart(word);
        key.push_str(&syllable.letters);
        if syllable.tone > 0 {
            key.push(char::from(b'0' + syllable.tone));
        }
    })
}

/// Key whose binary order is the Vietnamese one: all letters first (a ă â b c d
/// đ e ê …), tones of the words as tie-breaker (ngang, huyền, hỏi, ngã, sắc, nặng).
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 8);
    let mut tones = String::new();
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            key.push('#');
        }
        let syllable = take_apart(word);
        for letter in syllable.letters.chars() {
            push_weight(&mut key, letter);
        }
        tones.push(char::from(b'0' + syllable.tone));
    }
    key.push(END_OF_LETTERS);
    key.push_str(&tones);
    key
}

/// Sort key of a person: given name (the last word) first, then the middle
/// names, then the surname, as every Party list is ordered.
pub fn person_sort_key(full_name: &str) -> String {
    let words: Vec<&str> = full_name.split_whitespace().collect();
    match words.as_slice() {
        [] => sort_key(""),
        [only] => sort_key(only),
        [surname, middle @ .., given] => format!(
            "{} {} {}",
            sort_key(given),
            sort_key(&middle.join(" ")),
            sort_key(surname)
        ),
    }
}

/// Escapes `%`, `_` and `\` for `LIKE … ESCAPE '\'`.
pub fn like_escape(term: &str) -> String {
    let mut escaped = String::with_capacity(term.len() + 2);
    for c in term.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The `LIKE` pattern that finds `term`, folded, anywhere in a `search_key` column.
pub fn like_contains(term: &str) -> String {
    format!("%{}%", like_escape(&search_key(term)))
}

/// Appends every word of `text` with one space between.
fn fold_words(text: &str, mut append: impl FnMut(&mut String, &str)) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        append(&mut key, word);
    }
    key
}

/// Appends the weight of one lower-case letter, digit or sign.
fn push_weight(key: &mut String, letter: char) {
    let place = ALPHABET.chars().position(|known| known == letter);
    if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
        key.push(char::from(FIRST_LETTER + place));
    } else if letter.is_ascii_digit() {
        key.push(letter);
    } else if letter.is_alphanumeric() {
        key.push('~');
        key.push(letter);
    } else {
        key.push('%');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn search_folds_accents_case_and_tone_placement() {
        assert_eq!(
            search_key("  Đảng bộ   xã HOÀ Bình "),
            "dang bo xa hoa binh"
        );
        assert_eq!(search_key("hoà"), search_key("hòa"));
        assert_eq!(search_key("Uỷ ban"), search_key("Ủy ban"));
        assert_eq!(search_key("ĐẢNG"), "dang");
        assert_eq!(search_key("Nguyễn Thị Thuỷ Dương"), "nguyen thi thuy duong");
    }

    #[test]
    fn spelling_keeps_accents_but_not_the_place_of_the_tone() {
        assert_eq!(spelling_key("hoà"), spelling_key("hòa"));
        assert_eq!(spelling_key("Tỉnh Ủy"), spelling_key("tỉnh uỷ"));
        assert_ne!(spelling_key("hoà"), spelling_key("hoa"));
        assert_ne!(spelling_key("ma"), spelling_key("mả"));
    }

    #[test]
    fn letters_come_in_the_order_of_the_alphabet() {
        let sorted = [
            "an", "ăn", "ân", "ba", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "va", "y",
        ];
        for pair in sorted.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn tones_only_break_ties() {
        let sorted = ["ma", "mà", "mả", "mã", "má", "mạ", "mạ b", "mác", "man"];
        for pair in sorted.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
        assert!(sort_key("Lục Nam") < sort_key("Lục Ngạn"));
        assert!(sort_key("Tân Yên") < sort_key("Yên Dũng"));
        assert_eq!(sort_key("hoà"), sort_key("hòa"));
    }

    #[test]
    fn persons_sort_by_given_name_then_middle_then_surname() {
        let sorted = [
            "Trần Thị An",
            "Lê Văn An",
            "Nguyễn Văn An",
            "Bùi Thị Án",
            "Đỗ Văn Ân",
            "Nguyễn Bình",
            "Nguyễn Thị Bình",
        ];
        for pair in sorted.windows(2) {
            assert!(
                person_sort_key(pair[0]) < person_sort_key(pair[1]),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn like_terms_are_literal() {
        assert_eq!(like_escape(r"50%_\"), r"50\%\_\\");
        assert_eq!(like_contains("Hoà"), "%hoa%");
    }

    proptest! {
        #[test]
        fn keys_do_not_depend_on_the_normal_form(text in "\\PC{0,40}") {
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfc().collect();
            prop_assert_eq!(search_key(&decomposed), search_key(&composed));
            prop_assert_eq!(sort_key(&decomposed), sort_key(&composed));
            prop_assert_eq!(spelling_key(&decomposed), spelling_key(&composed));
        }

        #[test]
        fn search_key_is_idempotent(text in "[a-zA-ZđĐàáảãạăâêôơưÀỆ0-9 .,-]{0,40}") {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key.clone());
            prop_assert!(key.is_ascii());
        }

        #[test]
        fn sort_order_ignores_case(text in "[a-zàáđêơư ]{0,30}") {
            prop_assert_eq!(sort_key(&text.to_uppercase()), sort_key(&text));
        }

        #[test]
        fn escaped_terms_have_no_free_wildcard(term in "[a%_\\\\]{0,20}") {
            let escaped = like_escape(&term);
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                prop_assert!(!matches!(c, '%' | '_'));
                if c == '\\' {
                    prop_assert!(matches!(chars.next(), Some('%' | '_' | '\\')));
                }
            }
        }
    }
}
