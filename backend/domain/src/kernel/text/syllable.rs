//! One Vietnamese word taken apart: its letters with their quality (ă, â, đ, …)
//! and its one tone, wherever the writer put the mark (hoà = hòa).

use unicode_normalization::UnicodeNormalization;

const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const TILDE: char = '\u{303}';
const HOOK: char = '\u{309}';
const DOT_BELOW: char = '\u{323}';

const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';
const HORN: char = '\u{31b}';

/// A word: lower-case letters without tone, and the tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Syllable {
    /// Letters in order; Vietnamese qualities kept (ê stays ê), tones removed.
    pub letters: String,
    /// 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng: the dictionary's order.
    pub tone: u8,
}

/// Takes one word apart. Marks that are not Vietnamese are dropped.
pub(super) fn take_apart(word: &str) -> Syllable {
    let mut letters = String::with_capacity(word.len());
    let mut tone = 0;
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            GRAVE => tone = 1,
            HOOK => tone = 2,
            TILDE => tone = 3,
            ACUTE => tone = 4,
            DOT_BELOW => tone = 5,
            CIRCUMFLEX | BREVE | HORN => letters.push(c),
            mark if is_combining(mark) => {}
            letter => letters.push(letter),
        }
    }
    Syllable {
        letters: letters.nfc().collect(),
        tone,
    }
}

/// The plain letter below a Vietnamese one: â → a, đ → d.
pub(super) fn plain(letter: char) -> char {
    match letter {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        other => other,
    }
}

/// Whether `c` is a combining mark of the Latin script.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
