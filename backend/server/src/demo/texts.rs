//! Texts of pledges and reports: templates with varying numbers, places and
//! subjects, about eight in a hundred poor ones and some near-copies, as in life.

use super::material::{self, Template, Trade};
use super::seed::{Rng, day};
use super::tree::Unit;
use chrono::NaiveDate;
use lamtheo_domain::registration::PledgeResult;
use lamtheo_domain::roll::PositionGroup;
use lamtheo_domain::unit::{UnitKind, UnitLevel};

/// The words of one pledge.
#[derive(Debug, Clone)]
pub struct Words {
    /// What will be done.
    pub content: String,
    /// By what the result is measured.
    pub measure: String,
    /// How.
    pub solution: String,
    /// Code of the field.
    pub field: &'static str,
    /// By when.
    pub due_on: NaiveDate,
    /// Link to the subject's duty.
    pub duty: Option<String>,
    /// A weakness of last year.
    pub weakness: Option<String>,
}

/// Writes texts.
pub struct Writer {
    individual: Vec<Template>,
    collective: Vec<Template>,
    school_subjects: Vec<&'static str>,
}

const WEAKNESSES: [&str; 4] = [
    "Khắc phục việc dự sinh hoạt chưa đều trong năm trước",
    "Khắc phục việc chậm trả lời ý kiến của Nhân dân",
    "Khắc phục tình trạng ngại va chạm trong tự phê bình và phê bình",
    "Khắc phục việc ghi chép, lưu kết quả chưa đầy đủ",
];

impl Writer {
    /// Reads the templates.
    pub fn new() -> Self {
        Self {
            individual: material::individual_templates(),
            collective: material::collective_templates(),
            school_subjects: material::words("subject"),
        }
    }

    /// The pledge of a person of `unit`; the pledges of one registration follow
    /// each other in `turn`, so that they differ.
    pub fn person(
        &self,
        unit: &Unit,
        group: PositionGroup,
        position: &str,
        year: i32,
        turn: usize,
        rng: &mut Rng,
    ) -> Words {
        let audience = person_audience(unit, group);
        let mut words = self.write(&self.individual, audience, unit, year, turn, rng);
        if rng.chance(500) {
            words.duty = Some(format!("Gắn với nhiệm vụ: {position}"));
        }
        words
    }

    /// The pledge of a unit.
    pub fn unit(&self, unit: &Unit, year: i32, turn: usize, rng: &mut Rng) -> Words {
        self.write(&self.collective, unit_audience(unit), unit, year, turn, rng)
    }

    fn write(
        &self,
        templates: &[Template],
        audience: &str,
        unit: &Unit,
        year: i32,
        turn: usize,
        rng: &mut Rng,
    ) -> Words {
        let audience = if rng.chance(80) { "poor" } else { audience };
        let epidemic = |t: &Template| year > 2021 && t.content.contains("COVID");
        let office = matches!(audience, "lecturer" | "forest");
        let fits = |t: &Template| t.audience == audience || (office && t.audience == "office");
        let fitting: Vec<&Template> = templates
            .iter()
            .filter(|t| fits(t) && !epidemic(t))
            .collect();
        // Near-copies: the numbers of a text follow from its unit alone.
        let copied = rng.chance(30);
        let template = fitting[turn % fitting.len()];
        let mut numbers = if copied {
            Rng::new(unit.name.len() as u64, 9)
        } else {
            rng.clone()
        };
        rng.next();
        let subject = *rng.pick(&self.school_subjects);
        let place = unit.village.as_deref().unwrap_or("địa bàn");
        let texts = [template.content, template.measure, template.solution];
        let values: Vec<(char, i64)> = parameters(texts, &mut numbers);
        let fill = |text: &str| fill_in(text, &values, place, subject);
        Words {
            content: fill(template.content),
            measure: fill(template.measure),
            solution: fill(template.solution),
            field: template.field,
            due_on: day(year, template.due.1, template.due.0),
            duty: None,
            weakness: rng.chance(100).then(|| (*rng.pick(&WEAKNESSES)).to_owned()),
        }
    }
}

/// What a report says was done.
pub fn summary(result: PledgeResult, measure: &str) -> String {
    match result {
        PledgeResult::Completed => format!("Đã thực hiện xong. Kết quả: {measure}"),
        PledgeResult::Partly => {
            format!("Đã thực hiện được một phần so với kết quả cần đạt ({measure})")
        }
        PledgeResult::NotCompleted => {
            "Chưa hoàn thành do phát sinh nhiệm vụ đột xuất; sẽ tiếp tục thực hiện trong năm sau"
                .to_owned()
        }
    }
}

fn person_audience(unit: &Unit, group: PositionGroup) -> &'static str {
    let leads = group != PositionGroup::None && group != PositionGroup::KeyCadre;
    match (unit.kind, unit.trade) {
        (UnitKind::Branch | UnitKind::GrassrootsBranch, _) if group == PositionGroup::Head => {
            "branch_head"
        }
        (UnitKind::MassOrganization, _) => "mass",
        (UnitKind::Branch | UnitKind::GrassrootsBranch, trade) => match trade {
            Trade::School => "teacher",
            Trade::Health => "health",
            Trade::Village | Trade::Street => "village",
            Trade::Enterprise => "worker",
            Trade::Forest => "forest",
            Trade::Lecturer => "lecturer",
            Trade::Office | Trade::Mass => "office",
        },
        _ if leads => "head",
        _ => "office",
    }
}

fn unit_audience(unit: &Unit) -> &'static str {
    match (unit.level, unit.kind, unit.trade) {
        (UnitLevel::Province, ..) => "province",
        (_, UnitKind::DistrictCommittee, _) => "district",
        (_, UnitKind::DirectlyAffiliatedCommittee, _) => "affiliated",
        (_, UnitKind::MassOrganization, _) => "mass",
        (_, UnitKind::GrassrootsCommittee, Trade::Village) => "commune",
        (_, UnitKind::GrassrootsCommittee, Trade::Street) => "ward",
        (.., Trade::Village) => "village",
        (.., Trade::Street) => "street",
        (.., Trade::School) => "school",
        (.., Trade::Health) => "health",
        (.., Trade::Enterprise) => "enterprise",
        _ => "office",
    }
}

/// Draws a value for every `{a:12}` of a template.
pub(super) fn parameters(texts: [&str; 3], rng: &mut Rng) -> Vec<(char, i64)> {
    let mut values: Vec<(char, i64)> = Vec::new();
    for text in texts {
        for part in text.split('{').skip(1) {
            let Some((letter, rest)) = part.split_once(':') else {
                continue;
            };
            let (Some(letter), Some((base, after))) = (letter.chars().next(), rest.split_once('}'))
            else {
                continue;
            };
            if values.iter().any(|(known, _)| *known == letter) {
                continue;
            }
            let base: i64 = base.parse().unwrap_or(1);
            let percent = after.starts_with('%');
            values.push((letter, vary(base, percent, rng)));
        }
    }
    values
}

/// Forty per cent up or down, round as people do; a percentage stays below 100.
fn vary(base: i64, percent: bool, rng: &mut Rng) -> i64 {
    if percent && base >= 80 {
        return base + i64::from(rng.between(-3, 3)).min(99 - base);
    }
    let spread = (base * 2 / 5).max(1) as i32;
    let raw = base + i64::from(rng.between(-spread, spread));
    let step = match base {
        ..15 => 1,
        15..100 => 5,
        100..500 => 10,
        _ => 50,
    };
    ((raw + step / 2) / step * step).max(1)
}

pub(super) fn fill_in(text: &str, values: &[(char, i64)], place: &str, subject: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut parts = text.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (slot, rest) = part.split_once('}').unwrap_or((part, ""));
        match slot {
            "thon" | "noi" => out.push_str(place),
            "mon" => out.push_str(subject),
            _ => {
                let letter = slot.chars().next().unwrap_or(' ');
                let value = values
                    .iter()
                    .find(|(known, _)| *known == letter)
                    .map_or(1, |(_, v)| *v);
                out.push_str(&written(value));
            }
        }
        out.push_str(rest);
    }
    out
}

/// Numbers as office papers write them: 04, 1.200.
fn written(value: i64) -> String {
    match value {
        0..10 => format!("0{value}"),
        1000.. => format!("{}.{:03}", value / 1000, value % 1000),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_audience_has_texts_and_no_slot_is_left_open() {
        let writer = Writer::new();
        let mut rng = Rng::new(1, 1);
        for template in writer.individual.iter().chain(&writer.collective) {
            let texts = [template.content, template.measure, template.solution];
            let values = parameters(texts, &mut rng);
            for text in texts {
                let filled = fill_in(text, &values, "thôn Đông", "Toán");
                assert!(!filled.contains(['{', '}']), "{filled}");
            }
            assert!(
                lamtheo_domain::labels::has("field", template.field),
                "{}",
                template.field
            );
        }
        for audience in [
            "head",
            "branch_head",
            "office",
            "teacher",
            "health",
            "village",
            "worker",
            "forest",
            "mass",
            "lecturer",
        ] {
            assert!(
                writer.individual.iter().any(|t| t.audience == audience),
                "{audience}"
            );
        }
    }

    #[test]
    fn numbers_look_like_office_papers() {
        assert_eq!(written(4), "04");
        assert_eq!(written(1200), "1.200");
        let mut rng = Rng::new(5, 5);
        for _ in 0..500 {
            assert!(vary(95, true, &mut rng) < 100);
            assert!((5..=21).contains(&vary(12, false, &mut rng)));
        }
    }
}
