//! The project's own material for the demonstration: unit names and codes of
//! 2021 (facts), name frequencies, and texts written for the project.

use lamtheo_domain::issue::IssueKind;
use lamtheo_domain::registration::Visibility;

/// What an organisation does; chooses positions and texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trade {
    /// A village.
    Village,
    /// A street community of a town.
    Street,
    /// A school.
    School,
    /// A health station, centre or hospital.
    Health,
    /// An office.
    Office,
    /// A political school.
    Lecturer,
    /// Forest rangers.
    Forest,
    /// An enterprise.
    Enterprise,
    /// Mặt trận and mass organisations.
    Mass,
}

impl Trade {
    fn parse(word: &str) -> Self {
        match word {
            "school" => Self::School,
            "health" => Self::Health,
            "lecturer" => Self::Lecturer,
            "forest" => Self::Forest,
            _ => Self::Office,
        }
    }
}

/// A district-level unit of 2021.
#[derive(Debug, Clone, Copy)]
pub struct District {
    /// Administrative code.
    pub code: &'static str,
    /// `Huyện Lạng Giang`.
    pub label: &'static str,
    /// `Đảng bộ huyện Lạng Giang`.
    pub name: &'static str,
    /// `Huyện ủy Lạng Giang`.
    pub committee_name: &'static str,
}

impl District {
    /// Whether it is the province's town.
    pub fn is_city(&self) -> bool {
        self.label.starts_with("Thành phố")
    }

    /// The label inside a sentence: `huyện Lạng Giang`.
    pub fn inside(&self) -> String {
        self.label
            .replacen("Huyện", "huyện", 1)
            .replacen("Thành phố", "thành phố", 1)
    }
}

/// A commune of 2021.
#[derive(Debug, Clone, Copy)]
pub struct Commune {
    /// Code of its district.
    pub district_code: &'static str,
    /// Administrative code.
    pub code: &'static str,
    /// `xã`, `phường` or `thị trấn`.
    pub kind: &'static str,
    /// Name without the kind.
    pub name: &'static str,
}

/// An agency at district or provincial level.
#[derive(Debug, Clone, Copy)]
pub struct Agency {
    /// Name; `huyện` stands for the district's own label.
    pub name: &'static str,
    /// What it does.
    pub trade: Trade,
    /// Chi bộ below it; 0: it is a chi bộ cơ sở itself.
    pub branches: usize,
}

/// A pledge's text with its varying numbers.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// For whom.
    pub audience: &'static str,
    /// Code of the field.
    pub field: &'static str,
    /// Day and month by which it is to be done.
    pub due: (u32, u32),
    /// What will be done.
    pub content: &'static str,
    /// By what the result is measured.
    pub measure: &'static str,
    /// How.
    pub solution: &'static str,
}

/// An issue's text with its varying numbers.
#[derive(Debug, Clone, Copy)]
pub struct IssueTemplate {
    /// For whom.
    pub audience: &'static str,
    /// What it is.
    pub kind: IssueKind,
    /// Code of the field.
    pub field: &'static str,
    /// Who may read it.
    pub visibility: Visibility,
    /// The title; `{noi}` is the place.
    pub title: &'static str,
    /// How things stand.
    pub situation: &'static str,
    /// What is to be reached.
    pub result: &'static str,
}

impl IssueTemplate {
    /// Whether it speaks of the epidemic of 2021.
    pub fn is_epidemic(&self) -> bool {
        self.title.contains("COVID") || self.situation.contains("COVID")
    }
}

const DISTRICTS: &str = include_str!("data/districts.csv");
const COMMUNES: &str = include_str!("data/communes.csv");
const ORGANISATIONS: &str = include_str!("data/organisations.txt");
const INDIVIDUAL: &str = include_str!("data/individual.txt");
const COLLECTIVE: &str = include_str!("data/collective.txt");
const ISSUES: &str = include_str!("data/issues.txt");

fn fields(line: &'static str, separator: char) -> Vec<&'static str> {
    line.split(separator).collect()
}

/// The ten district-level units.
pub fn districts() -> Vec<District> {
    DISTRICTS
        .lines()
        .skip(1)
        .filter_map(|line| match fields(line, ',')[..] {
            [code, label, name, committee_name] => Some(District {
                code,
                label,
                name,
                committee_name,
            }),
            _ => None,
        })
        .collect()
}

/// The 209 communes.
pub fn communes() -> Vec<Commune> {
    COMMUNES
        .lines()
        .skip(1)
        .filter_map(|line| match fields(line, ',')[..] {
            [district_code, code, kind, name] => Some(Commune {
                district_code,
                code,
                kind,
                name,
            }),
            _ => None,
        })
        .collect()
}

/// The rows of one list of `organisations.txt`, without the list's name.
pub fn list(name: &str) -> Vec<Vec<&'static str>> {
    ORGANISATIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| fields(line, '|'))
        .filter(|parts| parts[0] == name)
        .map(|mut parts| parts.split_off(1))
        .collect()
}

/// First column of one list.
pub fn words(name: &str) -> Vec<&'static str> {
    list(name)
        .into_iter()
        .filter_map(|row| row.first().copied())
        .collect()
}

/// The agencies of one list.
pub fn agencies(name: &str) -> Vec<Agency> {
    list(name)
        .into_iter()
        .map(|row| Agency {
            name: row[0],
            trade: Trade::parse(row.get(1).copied().unwrap_or_default()),
            branches: row.get(2).and_then(|n| n.parse().ok()).unwrap_or(0),
        })
        .collect()
}

/// Words with their frequencies.
pub fn weighted(name: &str) -> Vec<(&'static str, usize)> {
    list(name)
        .into_iter()
        .filter_map(|row| Some((*row.first()?, row.get(1)?.parse().ok()?)))
        .collect()
}

fn templates(text: &'static str) -> Vec<Template> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| match fields(line, '|')[..] {
            [audience, field, due, content, measure, solution] => {
                let (day, month) = due.split_once('/')?;
                let due = (day.parse().ok()?, month.parse().ok()?);
                Some(Template {
                    audience,
                    field,
                    due,
                    content,
                    measure,
                    solution,
                })
            }
            _ => None,
        })
        .collect()
}

/// Texts for individuals.
pub fn individual_templates() -> Vec<Template> {
    templates(INDIVIDUAL)
}

/// Texts for collectives.
pub fn collective_templates() -> Vec<Template> {
    templates(COLLECTIVE)
}

/// Texts for issues.
pub fn issue_templates() -> Vec<IssueTemplate> {
    ISSUES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| match fields(line, '|')[..] {
            [audience, kind, field, visibility, title, situation, result] => Some(IssueTemplate {
                audience,
                kind: kind.parse().ok()?,
                field,
                visibility: visibility.parse().ok()?,
                title,
                situation,
                result,
            }),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_material_is_complete() {
        assert_eq!(districts().len(), 10);
        assert_eq!(communes().len(), 209);
        assert_eq!(
            communes()
                .iter()
                .filter(|c| c.district_code == "219")
                .count(),
            29
        );
        let lines = |t: &str| t.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(individual_templates().len(), lines(INDIVIDUAL));
        assert_eq!(collective_templates().len(), lines(COLLECTIVE));
        assert_eq!(issue_templates().len(), lines(ISSUES));
        assert!(
            agencies("district_committee")
                .iter()
                .all(|a| a.branches > 0)
        );
        assert!(weighted("surname").len() > 20);
    }
}
