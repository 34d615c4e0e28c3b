//! The Vietnamese words of every code: label, short label and a note for those
//! who write texts. The lists are data of the project (`data/labels.vi.json`)
//! and are served as code lists.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use std::marker::PhantomData;
use std::sync::LazyLock;

static LISTS: LazyLock<Vec<CodeList>> =
    LazyLock::new(|| parse(include_str!("../data/labels.vi.json")).unwrap_or_default());

/// One list of codes, e.g. `pledge.status`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// Name of the list.
    pub name: String,
    /// Its codes in the order in which they are shown.
    pub entries: Vec<Entry>,
}

impl CodeList {
    /// The entry of `code`.
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}

/// One code with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The stored and transmitted word.
    pub code: String,
    /// Full Vietnamese label.
    pub label: String,
    /// Label for narrow places.
    pub short: String,
    /// Advice on use; may be empty.
    pub note: String,
}

/// Every list.
pub fn lists() -> &'static [CodeList] {
    &LISTS
}

/// The list `name`.
pub fn list(name: &str) -> Option<&'static CodeList> {
    LISTS.iter().find(|list| list.name == name)
}

/// The words of one code of one list.
pub fn entry(list_name: &str, code: &str) -> Option<&'static Entry> {
    list(list_name)?.entry(code)
}

/// The label of one code; the code itself where no label is known.
pub fn label<'a>(list_name: &str, code: &'a str) -> &'a str
where
    'static: 'a,
{
    entry(list_name, code).map_or(code, |entry| entry.label.as_str())
}

/// The short label of one code; the code itself where no label is known.
pub fn short<'a>(list_name: &str, code: &'a str) -> &'a str
where
    'static: 'a,
{
    entry(list_name, code).map_or(code, |entry| entry.short.as_str())
}

/// Whether `code` is one of the list `list_name`.
pub fn has(list_name: &str, code: &str) -> bool {
    entry(list_name, code).is_some()
}

/// Whether `code` is written like the code of a list: lower-case letters, digits
/// and underscores, at most 60.
pub fn is_code(code: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !code.is_empty() && code.len() <= 60 && code.bytes().all(fits)
}

#[derive(Deserialize)]
struct Words {
    label: String,
    short: String,
    note: String,
}

/// A JSON object read in the order of its keys.
struct Ordered<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

fn parse(json: &str) -> Result<Vec<CodeList>, serde_json::Error> {
    let lists: Ordered<Ordered<Words>> = serde_json::from_str(json)?;
    let lists = lists.0.into_iter().map(|(name, entries)| CodeList {
        name,
        entries: entries
            .0
            .into_iter()
            .map(|(code, words)| Entry {
                code,
                label: words.label,
                short: words.short,
                note: words.note,
            })
            .collect(),
    });
    Ok(lists.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::figure::{FigureKind, FigureStatus, Qualifier};
    use crate::meeting::MeetingKind;
    use crate::programme::{PolicyKind, ProgrammeStatus, ProgrammeVerb};
    use crate::registration::{
        PledgeResult, PledgeStatus, PledgeVerb, RegistrationStatus, RegistrationVerb, SubjectKind,
        Visibility,
    };
    use crate::roll::{EndReason, ExemptionReason, MemberKind, Membership, PositionGroup};
    use crate::unit::{ReportingMode, UnitKind, UnitLevel};
    use unicode_normalization::is_nfc;

    macro_rules! every_word_has_a_label {
        ($($list:literal: $enum:ty),+ $(,)?) => {$(
            for value in <$enum>::ALL {
                assert!(has($list, value.as_str()), "{} lacks {}", $list, value);
            }
        )+};
    }

    #[test]
    fn every_word_of_the_rules_has_a_label() {
        every_word_has_a_label! {
            "role": Role,
            "unit.level": UnitLevel,
            "unit.kind": UnitKind,
            "reporting_mode": ReportingMode,
            "person.member_kind": MemberKind,
            "membership": Membership,
            "exemption.reason": ExemptionReason,
            "membership.end_reason": EndReason,
            "position_group": PositionGroup,
            "subject_kind": SubjectKind,
            "registration.status": RegistrationStatus,
            "pledge.status": PledgeStatus,
            "pledge.result": PledgeResult,
            "visibility": Visibility,
            "verb": RegistrationVerb,
            "verb": PledgeVerb,
            "verb": ProgrammeVerb,
            "programme_year.status": ProgrammeStatus,
            "policy_document.kind": PolicyKind,
            "meeting.kind": MeetingKind,
            "figure.kind": FigureKind,
            "figure.status": FigureStatus,
            "figure.qualifier": Qualifier,
        }
    }

    #[test]
    fn the_lists_are_read_in_their_order() {
        let levels = list("unit.level").unwrap();
        assert_eq!(levels.entries.first().unwrap().code, "province");
        assert_eq!(label("pledge.status", "verified"), "Đã xác nhận kết quả");
        assert_eq!(short("pledge.status", "verified"), "Đã xác nhận");
        assert_eq!(label("pledge.status", "unknown"), "unknown");
        assert!(list("no.such.list").is_none());
    }

    #[test]
    fn labels_are_composed_and_never_empty() {
        assert!(lists().len() > 30);
        for list in lists() {
            assert!(!list.entries.is_empty(), "{}", list.name);
            for entry in &list.entries {
                let words = [&entry.label, &entry.short];
                assert!(
                    words.iter().all(|w| !w.trim().is_empty()),
                    "{} {}",
                    list.name,
                    entry.code
                );
                assert!(is_nfc(&entry.label) && is_nfc(&entry.short) && is_nfc(&entry.note));
            }
        }
    }
}
