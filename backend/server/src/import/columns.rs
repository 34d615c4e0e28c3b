//! The columns of each sheet: a Vietnamese header and a code; either is read.

use super::sheet::Row;
use super::{ImportKind, Stop};
use lamtheo_domain::issue::SHEET as ISSUES;
use lamtheo_domain::kernel::text::search_key;
use lamtheo_domain::sheet::{Column, may, must};

const UNITS: &[Column] = &[
    must("external_id", "Mã đơn vị"),
    must("name", "Tên tổ chức đảng, đơn vị"),
    may("committee_name", "Tên cấp ủy"),
    may("short_name", "Tên ngắn"),
    must("kind", "Loại hình tổ chức"),
    must("level", "Cấp"),
    must("parent_id", "Mã đơn vị cấp trên"),
    may("party_unit_id", "Mã cấp ủy cùng cấp"),
    may("reporting_mode", "Cách quản lý"),
    may("code", "Mã hành chính"),
    must("valid_from", "Từ ngày"),
];

const PEOPLE: &[Column] = &[
    must("external_id", "Mã cá nhân"),
    must("full_name", "Họ và tên"),
    may("birth_year", "Năm sinh"),
    may("membership_no", "Số thẻ đảng viên"),
    must("unit_id", "Mã đơn vị"),
    must("member_kind", "Diện"),
    may("position", "Chức vụ"),
    may("position_group", "Nhóm chức vụ"),
    may("managed_by_unit_id", "Mã đơn vị quản lý"),
    must("valid_from", "Từ ngày"),
    may("exempt_reason", "Lý do không phải đăng ký"),
    may("exempt_from", "Không phải đăng ký từ ngày"),
];

const REGISTRATIONS: &[Column] = &[
    must("external_id", "Mã bản đăng ký"),
    must("year", "Năm"),
    must("subject_kind", "Chủ thể"),
    must("unit_id", "Mã đơn vị"),
    may("person_id", "Mã cá nhân"),
    may("status", "Trạng thái"),
    may("submitted_on", "Ngày nộp"),
    may("paper_signed", "Đã ký bản giấy"),
    may("decision_body", "Nơi thông qua"),
    may("decision_document_no", "Số văn bản, biên bản"),
    may("decided_on", "Ngày thông qua"),
    must("content", "Nội dung việc làm theo"),
    must("measure", "Kết quả cần đạt"),
    must("solution", "Biện pháp"),
    must("field", "Lĩnh vực"),
    must("due_on", "Thời hạn"),
    may("duty", "Gắn với nhiệm vụ"),
    may("weakness", "Hạn chế cần khắc phục"),
    may("visibility", "Phạm vi phổ biến"),
    may("declared_result", "Kết quả tự báo cáo"),
    may("summary", "Việc đã làm"),
    may("done_on", "Ngày thực hiện"),
    may("verified_result", "Kết quả đã xác nhận"),
];

/// The columns of a kind of sheet, in the order of its template.
pub fn of(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::Units => UNITS,
        ImportKind::People => PEOPLE,
        ImportKind::Registrations => REGISTRATIONS,
        ImportKind::Issues => ISSUES,
    }
}

/// The column with `code` of a kind of sheet.
pub fn header(kind: ImportKind, code: &str) -> &'static str {
    of(kind)
        .iter()
        .find(|column| column.code == code)
        .map_or("", |column| column.header)
}

/// Where each column stands in one file.
#[derive(Debug, Clone)]
pub struct Layout {
    places: Vec<(&'static str, usize)>,
}

impl Layout {
    /// Understands the header row: every column known, none twice, none missing.
    pub fn understand(kind: ImportKind, header: &Row) -> Result<Self, Stop> {
        let columns = of(kind);
        let mut places: Vec<(&'static str, usize)> = Vec::new();
        let mut problems = Vec::new();
        for (place, cell) in header.cells.iter().enumerate() {
            let text = cell.trim_end_matches(['*', ' ']);
            if text.is_empty() || search_key(text) == search_key(super::errors::ERROR_HEADER) {
                continue;
            }
            let known = columns.iter().find(|c| {
                c.code.eq_ignore_ascii_case(text) || search_key(c.header) == search_key(text)
            });
            match known {
                Some(column) if places.iter().any(|(code, _)| *code == column.code) => {
                    problems.push(format!("cột “{text}” có hai lần"));
                }
                Some(column) => places.push((column.code, place)),
                None => problems.push(format!("không có cột nào tên là “{text}”")),
            }
        }
        for column in columns.iter().filter(|c| c.required) {
            if places.iter().all(|(code, _)| *code != column.code) {
                problems.push(format!("thiếu cột “{}”", column.header));
            }
        }
        if problems.is_empty() {
            return Ok(Self { places });
        }
        Err(Stop::file(format!(
            "Dòng tiêu đề chưa đúng: {}",
            problems.join("; ")
        )))
    }

    /// The text of a column in a row; empty when the file has no such column.
    pub fn text<'r>(&self, row: &'r Row, code: &str) -> &'r str {
        self.places
            .iter()
            .find(|(known, _)| *known == code)
            .and_then(|(_, place)| row.cells.get(*place))
            .map_or("", String::as_str)
    }
}
