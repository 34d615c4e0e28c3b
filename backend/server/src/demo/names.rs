//! Invented names of persons, from frequency lists, never a name of a real
//! person mentioned in the sources or of a leader since 2015.

use super::material;
use super::seed::Rng;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Hashes of the names that must not occur; hashes, so that the list itself
/// names nobody.
const STOP_LIST: &str = include_str!("data/stop_list.txt");

/// Makes names.
pub struct Names {
    surnames: Vec<(&'static str, usize)>,
    male: [Vec<(&'static str, usize)>; 2],
    female: [Vec<(&'static str, usize)>; 2],
    stopped: HashSet<&'static str>,
}

impl Names {
    /// Reads the frequency lists and the stop list.
    pub fn new() -> Self {
        let lists = |names: [&str; 2]| names.map(material::weighted);
        Self {
            surnames: material::weighted("surname"),
            male: lists(["male_middle", "male_given"]),
            female: lists(["female_middle", "female_given"]),
            stopped: STOP_LIST.lines().collect(),
        }
    }

    /// A full name.
    pub fn make(&self, rng: &mut Rng) -> String {
        loop {
            let [middles, givens] = if rng.chance(430) {
                &self.female
            } else {
                &self.male
            };
            let name = format!(
                "{} {} {}",
                draw(&self.surnames, rng),
                draw(middles, rng),
                draw(givens, rng)
            );
            if !self.is_stopped(&name) {
                return name;
            }
        }
    }

    /// Whether `name` is on the stop list.
    pub fn is_stopped(&self, name: &str) -> bool {
        let digest = hex::encode(Sha256::digest(name.to_lowercase().as_bytes()));
        digest
            .get(..16)
            .is_some_and(|head| self.stopped.contains(head))
    }
}

fn draw(words: &[(&'static str, usize)], rng: &mut Rng) -> &'static str {
    let total = words.iter().map(|(_, weight)| weight).sum();
    let mut at = rng.below(total);
    for (word, weight) in words {
        if at < *weight {
            return word;
        }
        at -= weight;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_list_stops() {
        let names = Names::new();
        assert!(names.is_stopped("Hồ Chí Minh"));
        assert!(!names.is_stopped("Thân Thị Thơm"));
        let mut rng = Rng::new(3, 3);
        for _ in 0..2_000 {
            let name = names.make(&mut rng);
            assert!(
                name.split(' ').count() >= 3 && !names.is_stopped(&name),
                "{name}"
            );
        }
    }
}
