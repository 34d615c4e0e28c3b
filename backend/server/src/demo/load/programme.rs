//! Policy documents, programme years, meetings, reported figures, settings.

use super::Loader;
use crate::demo::figures;
use crate::demo::seed::day;
use crate::demo::{BANNER, BUSINESS_DATE};
use crate::rows::{DocumentRow, FigureRow, MeetingRow, SettingRow, YearRow};
use chrono::NaiveDate;
use lamtheo_db::DbError;
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::programme::Windows;

impl Loader<'_> {
    pub(super) fn programme(&mut self) -> Result<(), DbError> {
        let directive = self.document(
            "05-CT/TW",
            "directive",
            "Chỉ thị về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            day(2016, 5, 15),
        );
        let conclusion = self.document(
            "01-KL/TW",
            "conclusion",
            "Kết luận về tiếp tục thực hiện Chỉ thị số 05-CT/TW về đẩy mạnh học tập và làm theo tư tưởng, \
             đạo đức, phong cách Hồ Chí Minh",
            day(2021, 5, 18),
        );
        let years: Vec<YearRow> = (2016..=2023)
            .map(|year| {
                let document = if year > 2021 {
                    &conclusion.id
                } else {
                    &directive.id
                };
                self.year(year, document.clone())
            })
            .collect();
        self.insert(&[directive, conclusion])?;
        self.insert(&years)
    }

    fn document(
        &mut self,
        number: &str,
        kind: &'static str,
        title: &str,
        issued_on: NaiveDate,
    ) -> DocumentRow {
        DocumentRow {
            id: self.ids.next(),
            number: number.to_owned(),
            kind,
            title: title.to_owned(),
            issuer: "Bộ Chính trị".to_owned(),
            issued_on,
            ended_on: None,
            search_key: search_key(&format!("{number} {title}")),
            version: 1,
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    fn year(&mut self, year: i32, document: String) -> YearRow {
        let windows = windows(year);
        YearRow {
            id: self.ids.next(),
            year,
            status: match year {
                ..=2021 => "closed",
                2022 => "open",
                _ => "draft",
            },
            policy_document_id: Some(document),
            topic: format!("Chuyên đề năm {year} (minh họa)"),
            registration_opens_on: windows.registration_opens_on,
            registration_closes_on: windows.registration_closes_on,
            mid_year_on: windows.mid_year_on,
            report_opens_on: windows.report_opens_on,
            year_end_on: windows.year_end_on,
            report_due_on: windows.report_due_on,
            pledge_limit: 2,
            pledge_maximum: 5,
            evidence_required: false,
            version: 1,
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    pub(super) fn meetings(&mut self) -> Result<(), DbError> {
        let plan = self.plan;
        let mut rows = Vec::with_capacity(plan.meetings.len());
        for (ix, meeting) in plan.meetings.iter().enumerate() {
            let secretary = plan.accounts.leader[meeting.unit].unwrap_or_default();
            rows.push(MeetingRow {
                id: self.meeting_ids[ix].clone(),
                unit_id: self.unit_ids[meeting.unit].clone(),
                held_on: meeting.held_on,
                kind: meeting.kind.as_str(),
                theme: format!("{} (minh họa)", meeting.theme),
                present_count: meeting.present as i32,
                absent_count: meeting.absent as i32,
                minutes_no: meeting.minutes_no.clone(),
                recorded_by: self.account_ids[secretary].clone(),
                version: 1,
                created_at: self.stamp.clone(),
                updated_at: self.stamp.clone(),
            });
        }
        self.insert(&rows)
    }

    pub(super) fn figures(&mut self) -> Result<(), DbError> {
        let plan = self.plan;
        let figures = figures::read().map_err(DbError::Internal)?;
        let mut rows = Vec::with_capacity(figures.len());
        for figure in figures {
            let unit = plan
                .tree
                .units
                .iter()
                .position(|unit| unit.name == figure.unit)
                .ok_or_else(|| DbError::Internal(format!("no unit named {:?}", figure.unit)))?;
            rows.push(FigureRow {
                id: self.ids.next(),
                unit_id: self.unit_ids[unit].clone(),
                metric: figure.metric,
                year_from: figure.year_from,
                year_to: figure.year_to,
                value: figure.value,
                qualifier: figure.qualifier.as_str(),
                kind: figure.kind.as_str(),
                status: figure.status.as_str(),
                unit_of_measure: figure.unit_of_measure,
                source: figure.source.to_owned(),
                quote: figure.quote,
                version: 1,
                created_at: self.stamp.clone(),
                updated_at: self.stamp.clone(),
            });
        }
        self.insert(&rows)
    }

    /// The day on which the demonstration stands, and its banner; values are JSON.
    pub(super) fn settings(&mut self) -> Result<(), DbError> {
        let date = BUSINESS_DATE.map(i64::from);
        let date = format!("{:04}-{:02}-{:02}", date[0], date[1], date[2]);
        let rows = [
            ("business_date", serde_json::Value::from(date)),
            ("banner", serde_json::Value::from(BANNER)),
            ("demo", serde_json::Value::from(true)),
        ]
        .map(|(key, value)| SettingRow {
            key,
            value: value.to_string(),
            updated_at: self.stamp.clone(),
        });
        self.insert(&rows)
    }
}

/// The windows of a year. The directive came in May 2016: that year's window
/// opened after it.
pub(super) fn windows(year: i32) -> Windows {
    let (opens, closes, mid_year) = match year {
        2016 => (day(2016, 6, 1), day(2016, 8, 31), day(2016, 9, 30)),
        _ => (day(year, 1, 1), day(year, 3, 31), day(year, 6, 30)),
    };
    Windows {
        registration_opens_on: opens,
        registration_closes_on: closes,
        mid_year_on: mid_year,
        report_opens_on: day(year, 11, 1),
        year_end_on: day(year, 12, 31),
        report_due_on: day(year + 1, 1, 15),
    }
}
