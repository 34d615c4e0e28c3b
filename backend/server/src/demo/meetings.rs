//! Meetings of the chi bộ: what the decisions on persons cite.

use super::roll::Roll;
use super::seed::{Rng, day, day_between};
use super::standing::Standings;
use super::tree::{Tree, UnitIx};
use chrono::{Datelike, NaiveDate, TimeDelta};
use lamtheo_domain::meeting::MeetingKind;
use lamtheo_domain::registration::RegistrationStatus as Status;

/// A meeting of the plan.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The chi bộ.
    pub unit: UnitIx,
    /// Day.
    pub held_on: NaiveDate,
    /// Kind.
    pub kind: MeetingKind,
    /// Theme of the month (illustrative).
    pub theme: &'static str,
    /// Present.
    pub present: usize,
    /// Absent.
    pub absent: usize,
    /// Number of the minutes.
    pub minutes_no: String,
}

/// What a chi bộ's meetings passed; places in the list of meetings.
#[derive(Debug, Clone, Copy)]
pub struct Occasions {
    /// Registrations of 2021.
    pub registering_2021: usize,
    /// Reports of 2021.
    pub review_2021: usize,
    /// Registrations of 2022.
    pub registering_2022: usize,
    /// Reports of 2022 so far.
    pub review_2022: usize,
}

const THEMES: [&str; 12] = [
    "Nêu gương",
    "Gần dân, trọng dân",
    "Cải cách hành chính",
    "Tự phê bình và phê bình",
    "Học Bác từ việc nhỏ",
    "Thực hành tiết kiệm",
    "Đền ơn đáp nghĩa",
    "Kỷ luật phát ngôn",
    "Đoàn kết",
    "Dân vận khéo",
    "Trách nhiệm nhà giáo, cán bộ",
    "Kiểm điểm cuối năm",
];

/// Plans the meetings of every chi bộ, and the meeting of 5 May 2022 that
/// waits for the decisions of `chibo`.
pub fn plan(
    tree: &Tree,
    roll: &Roll,
    standings: &Standings,
    seed: u64,
) -> (Vec<Meeting>, Vec<Option<Occasions>>) {
    let mut rng = Rng::new(seed, 5);
    let mut meetings = Vec::new();
    let mut occasions = vec![None; tree.units.len()];
    for (ix, unit) in tree.units.iter().enumerate() {
        if !unit.kind.is_branch() || !unit.has_records() {
            continue;
        }
        let size = roll.of_unit[ix].len();
        let mut hold = |from: NaiveDate, kind, rng: &mut Rng| {
            let held_on = day_between(from, from + TimeDelta::days(20), rng);
            meetings.push(meeting(ix, size, held_on, kind, rng));
            meetings.len() - 1
        };
        occasions[ix] = Some(Occasions {
            registering_2021: hold(day(2021, 3, 2), MeetingKind::Regular, &mut rng),
            review_2021: hold(day(2021, 12, 5), MeetingKind::Regular, &mut rng),
            registering_2022: hold(day(2022, 3, 1), MeetingKind::Regular, &mut rng),
            review_2022: hold(day(2022, 4, 10), MeetingKind::Thematic, &mut rng),
        });
        let waiting = standings.units[ix].in_2022 == Some(Status::Submitted);
        if waiting || ix == tree.chain.branch {
            meetings.push(meeting(
                ix,
                size,
                day(2022, 5, 5),
                MeetingKind::Regular,
                &mut rng,
            ));
        }
    }
    (meetings, occasions)
}

fn meeting(
    unit: UnitIx,
    size: usize,
    held_on: NaiveDate,
    kind: MeetingKind,
    rng: &mut Rng,
) -> Meeting {
    let absent = rng.below(size / 8 + 1);
    Meeting {
        unit,
        held_on,
        kind,
        theme: THEMES[held_on.month0() as usize],
        present: size - absent,
        absent,
        minutes_no: format!("{:02}-BB/CB", held_on.month()),
    }
}
