//! Ranks what a search without accents found: the exact spelling first.

use lamtheo_domain::kernel::text::{search_key, spelling_key};

/// A search ranks at most this many finds; broader ones keep the list's order
/// behind them.
pub const MOST_RANKED: i64 = 20_000;

/// The keys of `found` (key and text, in the list's order): those that hold
/// `term` as it is spelled, then those that hold it as whole words, then the rest.
pub fn rank<K>(term: &str, found: Vec<(K, String)>) -> Vec<K> {
    let spelled = spelling_key(term);
    let folded = search_key(term);
    let mut ranked: Vec<(u8, K)> = found
        .into_iter()
        .map(|(key, text)| {
            let place = if holds_words(&spelling_key(&text), &spelled) {
                0
            } else {
                1 + u8::from(!holds_words(&search_key(&text), &folded))
            };
            (place, key)
        })
        .collect();
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, key)| key).collect()
}

/// One page of ranked keys.
pub fn page_of<K>(ranked: Vec<K>, paging: super::Paging) -> Vec<K> {
    let skip = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let take = usize::try_from(paging.per_page).unwrap_or(0);
    ranked.into_iter().skip(skip).take(take).collect()
}

/// Whether `words` stand in `text`, begun and ended by word bounds.
fn holds_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_spelling_comes_first() {
        let found = ["Nguyễn Thị Hải", "Lê Hạ", "Trần Hà", "Vũ Hà Anh"];
        let found = found
            .iter()
            .map(|name| (*name, (*name).to_owned()))
            .collect();
        assert_eq!(
            rank("hà", found),
            ["Trần Hà", "Vũ Hà Anh", "Lê Hạ", "Nguyễn Thị Hải"]
        );
    }
}
