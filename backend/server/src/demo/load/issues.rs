//! Pressing issues with what hangs on them.

use super::{CHUNK, Loader};
use crate::demo::issues::Issue;
use crate::demo::material::{self, IssueTemplate};
use crate::demo::seed::office_hours;
use crate::demo::texts::{fill_in, parameters};
use crate::demo::tree::Unit;
use crate::rows::{
    IssueActRow, IssueCoordinatorRow, IssueExtensionRow, IssueMilestoneRow, IssueReportRow,
    IssueResponsibleRow, IssueRow, IssueUpdateRow,
};
use lamtheo_db::DbError;
use lamtheo_db::bulk::instant;
use lamtheo_domain::calendar::Calendar;
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::registration::Visibility;

/// Milestones, in order; the last of two is the third.
const MILESTONES: [&str; 3] = [
    "Khảo sát, lập danh sách và thống nhất phương án",
    "Thực hiện phần việc chính, kiểm tra giữa kỳ",
    "Nghiệm thu, công khai kết quả với Nhân dân",
];

/// How things stand.
const UPDATES: [&str; 7] = [
    "Đã họp phân công cụ thể từng bộ phận, thống nhất mốc thời gian từng phần việc",
    "Đã khảo sát thực tế, lập danh sách các trường hợp phải giải quyết",
    "Đã tổ chức đối thoại với Nhân dân, ghi nhận các ý kiến còn khác nhau",
    "Tiến độ đạt khoảng một nửa khối lượng; phần còn lại đang được đôn đốc hằng tuần",
    "Đang chờ ý kiến của cơ quan chuyên môn cấp trên về một số vướng mắc",
    "Đã kiểm tra tại hiện trường, yêu cầu khắc phục ngay các thiếu sót",
    "Đơn vị phối hợp đã cử cán bộ tham gia tổ công tác",
];

/// The words of one issue.
pub(super) struct Words {
    title: String,
    content: String,
    /// What is to be reached.
    pub(super) result: String,
}

/// Rows that wait to be written.
#[derive(Default)]
pub(super) struct Batch {
    issues: Vec<IssueRow>,
    coordinators: Vec<IssueCoordinatorRow>,
    responsibles: Vec<IssueResponsibleRow>,
    milestones: Vec<IssueMilestoneRow>,
    updates: Vec<IssueUpdateRow>,
    pub(super) extensions: Vec<IssueExtensionRow>,
    pub(super) reports: Vec<IssueReportRow>,
    pub(super) acts: Vec<IssueActRow>,
}

impl Loader<'_> {
    pub(super) fn issues(&mut self) -> Result<(), DbError> {
        let templates = material::issue_templates();
        let calendar = Calendar::new();
        let plan = self.plan;
        let ids: Vec<String> = plan.issues.iter().map(|_| self.ids.next()).collect();
        let mut batch = Batch::default();
        for (place, (issue, id)) in plan.issues.iter().zip(&ids).enumerate() {
            let template = &templates[issue.template];
            // What goes on from the year before keeps its words.
            let number = issue.carried_from.unwrap_or(place);
            let words = self.issue_words(issue, template, number);
            self.issue_acts(issue, id, &words, &mut batch);
            self.issue_parts(issue, id, &calendar, &mut batch);
            let from = issue.carried_from.map(|origin| ids[origin].clone());
            let row = self.issue_row(issue, id, (template, words), (place, from), &calendar);
            batch.issues.push(row);
            if batch.issues.len() >= CHUNK {
                self.flush_issues(&mut batch)?;
            }
        }
        self.flush_issues(&mut batch)
    }

    fn flush_issues(&mut self, batch: &mut Batch) -> Result<(), DbError> {
        self.insert(&batch.issues)?;
        self.insert(&batch.coordinators)?;
        self.insert(&batch.responsibles)?;
        self.insert(&batch.milestones)?;
        self.insert(&batch.updates)?;
        self.insert(&batch.extensions)?;
        self.insert(&batch.reports)?;
        self.insert(&batch.acts)?;
        *batch = Batch::default();
        Ok(())
    }

    /// The numbers of a text follow from the place of its issue.
    fn issue_words(&self, issue: &Issue, template: &IssueTemplate, number: usize) -> Words {
        let mut numbers = crate::demo::seed::Rng::new(number as u64, 12);
        let texts = [template.title, template.situation, template.result];
        let values = parameters(texts, &mut numbers);
        let place = place_of(&self.plan.tree.units[issue.owner]);
        let [title, situation, result] = texts.map(|text| fill_in(text, &values, &place, ""));
        Words {
            content: format!("{situation}. Kết quả cần đạt: {result}."),
            title,
            result,
        }
    }

    fn issue_row(
        &mut self,
        issue: &Issue,
        id: &str,
        (template, words): (&IssueTemplate, Words),
        (place, carried_from_id): (usize, Option<String>),
        calendar: &Calendar,
    ) -> IssueRow {
        let shown = self.rng.chance(600);
        let visibility = if shown {
            template.visibility
        } else {
            Visibility::Internal
        };
        let public = visibility == Visibility::Public;
        let office = self.plan.accounts.staff[issue.owner].unwrap_or_default();
        let carried = usize::from(carried_from_id.is_some());
        IssueRow {
            id: id.to_owned(),
            year: issue.year,
            search_key: search_key(&format!("{} {}", words.title, words.content)),
            public_title: public.then(|| words.title.clone()),
            public_content: public.then(|| format!("Kết quả cần đạt: {}.", words.result)),
            title: words.title,
            content: words.content,
            kind: template.kind.as_str(),
            field: template.field.into(),
            registering_level: issue.level.as_str(),
            owning_unit_id: self.unit_ids[issue.owner].clone(),
            responsible_person_id: Some(self.person_ids[issue.responsible].clone()),
            responsible_position: self.position_of(issue),
            registered_on: issue.registered_on,
            due_on: Some(issue.due_on),
            due_effective_on: Some(calendar.on_or_after(issue.due_on)),
            original_due_on: issue.original_due_on,
            status: issue.status.as_str(),
            state_since: issue.state_since,
            extensions_count: issue.extensions,
            reopened_count: issue.reopened,
            counted: issue.counted,
            confirmed_on: issue.confirmed_on,
            visibility: visibility.as_str(),
            entered_by: self.account_ids[office].clone(),
            carried_from_id,
            source: "demo".into(),
            external_id: Some(format!("VD-{:06}", place + 1)),
            version: (1 + issue.steps.len() - carried) as i32,
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    fn position_of(&self, issue: &Issue) -> String {
        let stays = &self.plan.roll.people[issue.responsible].stays;
        let stay = stays.iter().find(|stay| stay.unit == issue.owner);
        stay.map(|stay| stay.position.clone()).unwrap_or_default()
    }

    /// Who answers and who helps, milestones and what was said.
    fn issue_parts(&mut self, issue: &Issue, id: &str, calendar: &Calendar, batch: &mut Batch) {
        let began = issue
            .steps
            .first()
            .map_or(issue.state_since, |step| step.on);
        batch.responsibles.push(IssueResponsibleRow {
            id: self.ids.next(),
            issue_id: id.to_owned(),
            person_id: self.person_ids[issue.responsible].clone(),
            unit_id: self.unit_ids[issue.owner].clone(),
            position: self.position_of(issue),
            from_on: began,
            to_on: None,
            ended_because: None,
        });
        for unit in &issue.coordinating {
            batch.coordinators.push(IssueCoordinatorRow {
                issue_id: id.to_owned(),
                unit_id: self.unit_ids[*unit].clone(),
            });
        }
        let office = self.plan.accounts.staff[issue.owner].unwrap_or_default();
        let many = issue.milestones.len();
        for (order, milestone) in issue.milestones.iter().enumerate() {
            let words = MILESTONES[if order + 1 == many { 2 } else { order % 2 }];
            batch.milestones.push(IssueMilestoneRow {
                id: self.ids.next(),
                issue_id: id.to_owned(),
                ordinal: order as i32 + 1,
                title: words.into(),
                due_on: milestone.due_on,
                due_effective_on: calendar.on_or_after(milestone.due_on),
                done_on: milestone.done_on,
                done_by: milestone.done_on.map(|_| self.account_ids[office].clone()),
                version: 1 + i32::from(milestone.done_on.is_some()),
                created_at: self.stamp.clone(),
                updated_at: self.stamp.clone(),
            });
        }
        let turn = self.rng.below(UPDATES.len());
        for (order, (on, unit)) in issue.updates.iter().enumerate() {
            let by = self.plan.accounts.staff[*unit].unwrap_or(office);
            let helps = *unit != issue.owner;
            let said = if helps { 6 } else { (turn + order) % 6 };
            batch.updates.push(IssueUpdateRow {
                id: self.ids.next(),
                issue_id: id.to_owned(),
                unit_id: Some(self.unit_ids[*unit].clone()),
                text: UPDATES[said].into(),
                posted_by: self.account_ids[by].clone(),
                posted_at: instant(office_hours(*on, &mut self.rng)),
            });
        }
    }
}

/// The place of a unit inside a sentence: `xã Tân Dĩnh`, `thôn Đông`.
fn place_of(unit: &Unit) -> String {
    if let Some(village) = &unit.village {
        return village.clone();
    }
    let name = unit.short_name.trim_start_matches("Chi bộ ");
    // A numbered chi bộ of an organisation is at that organisation.
    let name = match name
        .strip_prefix("số ")
        .and_then(|rest| rest.split_once(' '))
    {
        Some((number, rest)) if number.parse::<u32>().is_ok() => rest,
        _ => name,
    };
    for (upper, lower) in [
        ("Xã ", "xã "),
        ("Phường ", "phường "),
        ("Thị trấn ", "thị trấn "),
        ("Huyện ", "huyện "),
        ("Thành phố ", "thành phố "),
        ("Tỉnh ", "tỉnh "),
    ] {
        if let Some(rest) = name.strip_prefix(upper) {
            return format!("{lower}{rest}");
        }
    }
    name.to_owned()
}
