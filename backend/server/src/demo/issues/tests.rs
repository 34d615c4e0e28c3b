use super::*;
use crate::demo::plan::{Plan, make};
use crate::demo::targets::Scale;
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::issue::{IssueStatus as S, is_late, next_status};
use lamtheo_domain::unit::ReportingMode;

fn pressing<'a>(plan: &'a Plan, templates: &'a [IssueTemplate]) -> impl Iterator<Item = &'a Issue> {
    plan.issues
        .iter()
        .filter(|i| i.counted && templates[i.template].kind.is_pressing())
}

/// Registered, confirmed and declared of a level and year.
fn figures(plan: &Plan, level: Level, year: i32) -> [usize; 3] {
    let templates = material::issue_templates();
    let of: Vec<&Issue> = pressing(plan, &templates)
        .filter(|i| i.level == level && i.year == year)
        .collect();
    let confirmed = of.iter().filter(|i| i.status == S::Confirmed).count();
    let waiting = of
        .iter()
        .filter(|i| i.status == S::ReportedResolved)
        .count();
    [of.len(), confirmed, confirmed + waiting]
}

#[test]
fn the_published_totals_come_out() {
    let plan = make(Scale::Full);
    assert_eq!(figures(&plan, Level::District, 2021), [200, 188, 191]);
    assert_eq!(
        figures(&plan, Level::Grassroots, 2021),
        [9_000, 8_847, 8_892]
    );
    assert_eq!(figures(&plan, Level::District, 2022)[0], 184);
    assert_eq!(figures(&plan, Level::Grassroots, 2022)[0], 8_103);
    assert_eq!(figures(&plan, Level::Province, 2022), [0, 0, 0]);
    let small = make(Scale::Small);
    assert_eq!(figures(&small, Level::District, 2021), [17, 16, 17]);
    assert_eq!(figures(&small, Level::Grassroots, 2021), [118, 116, 117]);
    assert_eq!(figures(&small, Level::District, 2022)[0], 17);
    assert_eq!(figures(&small, Level::Grassroots, 2022)[0], 53);
}

#[test]
fn every_life_follows_the_table_and_the_calendar() {
    let calendar = Calendar::new();
    let today = dates::today();
    for scale in [Scale::Small, Scale::Full] {
        let plan = make(scale);
        for issue in &plan.issues {
            let mut status = S::Draft;
            let mut last = None;
            for step in &issue.steps {
                if issue.carried_from.is_some() && last.is_none() {
                    status = step.status;
                } else {
                    let next = next_status(status, step.verb).unwrap().unwrap();
                    assert_eq!(next, step.status, "{issue:?}");
                    status = next;
                }
                assert!(last <= Some(step.on) && step.on <= today, "{issue:?}");
                assert!(calendar.is_working_day(step.on), "{step:?} {issue:?}");
                last = Some(step.on);
            }
            assert_eq!(status, issue.status, "{issue:?}");
            if let Some(registered) = issue.registered_on {
                assert_eq!(chrono::Datelike::year(&registered), issue.year);
                assert!(issue.last_day() > registered, "{issue:?}");
            }
            // 2021 is closed: nothing of it is being worked on.
            let closed = [
                S::Confirmed,
                S::ReportedResolved,
                S::Withdrawn,
                S::CarriedOver,
            ];
            assert!(
                issue.year == 2022 || closed.contains(&issue.status),
                "{issue:?}"
            );
        }
    }
}

#[test]
fn who_answers_is_on_the_roll_of_the_owner() {
    for scale in [Scale::Small, Scale::Full] {
        let plan = make(scale);
        let mut without = 0;
        for issue in &plan.issues {
            let unit = &plan.tree.units[issue.owner];
            assert_eq!(unit.mode, ReportingMode::Records);
            let began = issue.steps.first().map_or(issue.state_since, |s| s.on);
            let stays = &plan.roll.people[issue.responsible].stays;
            let stay = stays.iter().find(|s| s.unit == issue.owner).unwrap();
            assert!(
                stay.from <= began && stay.to.is_none_or(|to| to > began),
                "{issue:?}"
            );
            let gone = stay.to.is_some_and(|to| to <= dates::today());
            without += usize::from(gone && !issue.status.is_settled());
        }
        assert!((2..=200).contains(&without), "{without}");
    }
}

#[test]
fn the_sign_ins_have_something_to_do() {
    for scale in [Scale::Small, Scale::Full] {
        let plan = make(scale);
        let chain = plan.tree.chain;
        let today = dates::today();
        for status in S::ALL {
            assert!(plan.issues.iter().any(|i| i.status == *status), "{status}");
        }
        let of = |owner: UnitIx| plan.issues.iter().filter(move |i| i.owner == owner);
        let late = |owner| {
            of(owner)
                .filter(|i| is_late(i.status, Some(i.last_day()), today))
                .count()
        };
        assert!(late(chain.commune) >= 3 && late(chain.district) >= 2 && late(chain.branch) >= 1);
        for owner in [chain.commune, chain.district, chain.branch] {
            assert!(of(owner).any(|i| i.status == S::Submitted));
            assert!(of(owner).any(|i| i.status == S::ReportedResolved));
        }
        assert!(of(chain.commune).any(|i| i.status == S::Returned));
        let member = plan.roll.of_unit[chain.branch][crate::demo::accounts::DANGVIEN];
        assert!(of(chain.branch).any(|i| i.responsible == member));
        let calendar = Calendar::new();
        for days in [0, 1, 3, 7] {
            let on = calendar.after(today, days);
            assert!(of(chain.commune).any(|i| i.status.is_open() && i.last_day() == on));
        }
        for (ix, unit) in plan.tree.units.iter().enumerate() {
            if unit.level == UnitLevel::District && unit.has_records() {
                assert!(late(ix) >= 1, "{}", unit.name);
            }
        }
    }
}

#[test]
fn the_epidemic_is_over_in_april_2022() {
    let plan = make(Scale::Full);
    let templates = material::issue_templates();
    let mut told = 0;
    for issue in &plan.issues {
        if templates[issue.template].is_epidemic() {
            assert!(issue.carried_from.is_none());
            assert!(
                issue
                    .registered_on
                    .is_some_and(|on| on < "2022-04-01".parse().unwrap())
            );
            told += 1;
        }
    }
    assert!(told > 100);
}
