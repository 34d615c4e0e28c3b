//! Sheets come in whole or not at all, once, and say what is wrong.

use crate::loading::{demo, import, number, sheet};
use lamtheo::demo::Scale;
use lamtheo::import::{ImportKind, Imported, template};
use lamtheo_tests::{Backend, FreshDatabase, NOTHING, both_backends};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const UNITS: &str = "\
Mã đơn vị;Tên tổ chức đảng, đơn vị;Loại hình tổ chức;Cấp;Mã đơn vị cấp trên;Mã hành chính;Từ ngày
CB-1;Chi bộ thôn Minh Họa;Chi bộ trực thuộc;branch;DB-1;;01/01/2015
DB-1;Đảng bộ xã Minh Họa;grassroots_committee;Tổ chức cơ sở đảng;217;99999;2015-01-01
";

const PEOPLE: &str = "\
external_id,full_name,birth_year,membership_no,unit_id,member_kind,position,position_group,valid_from,exempt_reason
P-1,Nguyễn Văn Thử,1980,MH-900001,CB-1,Đảng viên chính thức,Bí thư Chi bộ,head,01/02/2015,
P-2,Trần Thị Thử,1990,,CB-1,probationary,Đảng viên,,01/12/2021,
P-3,Lê Văn Nghỉ,1945,,CB-1,official,Đảng viên,,01/02/2015,abroad
";

const REGISTRATIONS: &str = "\
external_id,year,subject_kind,unit_id,person_id,status,submitted_on,decision_body,decision_document_no,decided_on,\
content,measure,solution,field,due_on,declared_result,summary,done_on,verified_result
R-1,2021,Cá nhân,CB-1,P-1,closed,20/03/2021,Đảng ủy xã Minh Họa,05-TB/ĐU,30/03/2021,\
Dự sinh hoạt đủ 12 kỳ,12 kỳ,Đọc trước nội dung,party_building,31/12/2021,completed,Đã dự đủ,01/12/2021,completed
R-1,2021,Cá nhân,CB-1,P-1,closed,20/03/2021,Đảng ủy xã Minh Họa,05-TB/ĐU,30/03/2021,\
Thăm 20 hộ mỗi quý,80 lượt,Chia theo cụm,mass_mobilisation,31/12/2021,partly,Đạt 60 lượt,01/12/2021,
R-2,2022,individual,CB-1,P-2,,,,,,Trồng 100 m đường hoa,100 m,Cùng tổ liên gia,new_rural_urban,30/9/2022,,,,
R-3,2022,collective,CB-1,,submitted,20/03/2022,,,,Không còn điểm rác tự phát,0 điểm,Phân công ngõ,environment_disaster,31/12/2022,,,,
";

fn demonstration(backend: Backend) -> FreshDatabase {
    let fresh = FreshDatabase::filled(backend, &NOTHING);
    demo(&fresh, Scale::Small).expect("the demonstration");
    fresh
}

fn made(rows: usize, present: usize, created: usize) -> Imported {
    Imported {
        rows,
        present,
        created,
        errors: Vec::new(),
    }
}

both_backends! {
    fn three_sheets_come_in_once(backend: Backend) {
        let fresh = demonstration(backend);
        let units = sheet(&fresh, "units.csv", UNITS);
        let people = sheet(&fresh, "people.csv", PEOPLE);
        let registrations = sheet(&fresh, "registrations.csv", REGISTRATIONS);
        assert_eq!(import(&fresh, ImportKind::Units, &units).expect("units"), made(2, 0, 2));
        assert_eq!(import(&fresh, ImportKind::People, &people).expect("people"), made(3, 0, 3));
        assert_eq!(import(&fresh, ImportKind::Registrations, &registrations).expect("registrations"), made(4, 0, 3));
        // A second time nothing changes.
        assert_eq!(import(&fresh, ImportKind::Units, &units).expect("units"), made(2, 2, 0));
        assert_eq!(import(&fresh, ImportKind::People, &people).expect("people"), made(3, 3, 0));
        assert_eq!(import(&fresh, ImportKind::Registrations, &registrations).expect("again"), made(4, 4, 0));
        let mut conn = fresh.connect();
        let mut is = |n: i64, sql: &str| assert_eq!(number(&mut conn, sql), n, "{sql}");
        is(8, "SELECT COUNT(*) AS n FROM audit_log WHERE action LIKE '%.imported'");
        is(8, "SELECT COUNT(*) AS n FROM outbox WHERE event LIKE '%.imported'");
        // Itself, the commune, the district and the province.
        is(4, "SELECT COUNT(*) AS n FROM unit_closure c JOIN units u ON u.id = c.descendant_id WHERE u.external_id = 'CB-1'");
        is(1, "SELECT COUNT(*) AS n FROM exemptions WHERE reason = 'abroad'");
        is(2, "SELECT COUNT(*) AS n FROM pledges p JOIN registrations r ON r.id = p.registration_id \
               WHERE r.external_id = 'R-1' AND p.counted");
        is(1, "SELECT COUNT(*) AS n FROM pledges p JOIN registrations r ON r.id = p.registration_id \
               WHERE r.external_id = 'R-1' AND p.status = 'verified' AND p.verified_result = 'completed'");
        is(1, "SELECT COUNT(*) AS n FROM registrations WHERE external_id = 'R-2' AND status = 'draft' AND submitted_at IS NULL");
        is(1, "SELECT COUNT(*) AS n FROM registrations WHERE external_id = 'R-3' AND status = 'submitted' AND person_id IS NULL");
    }

    fn one_bad_row_keeps_everything_out(backend: Backend) {
        let fresh = demonstration(backend);
        let file = sheet(&fresh, "people.csv", "\
Mã cá nhân,Họ và tên,Năm sinh,Mã đơn vị,Diện,Từ ngày
A,Nguyễn Văn Một,1980,217,official,01/01/2020
B,,1850,khong-co,lạ,31/02/2020
A,\"Nguyễn\u{202e}Văn\",2015,217,official,01/01/2030
");
        let imported = import(&fresh, ImportKind::People, &file).expect("a checked sheet");
        assert_eq!((imported.rows, imported.created), (3, 0));
        let wrong: Vec<(usize, &str)> = imported.errors.iter().map(|e| (e.row, e.column)).collect();
        let expected = [
            (3, "Họ và tên"), (3, "Năm sinh"), (3, "Mã đơn vị"), (3, "Diện"), (3, "Từ ngày"),
            (4, "Họ và tên"), (4, "Năm sinh"), (4, "Từ ngày"), (4, "Mã cá nhân"),
        ];
        assert_eq!(wrong, expected);
        assert_eq!(number(&mut fresh.connect(), "SELECT COUNT(*) AS n FROM people WHERE source = 'import'"), 0);
        let returned = std::fs::read_to_string(fresh.folder().join("errors.csv")).expect("the sheet of errors");
        let lines: Vec<&str> = returned.lines().collect();
        assert!(lines[0].ends_with("Lỗi"));
        assert!(lines[1].ends_with(','), "a good row has no error: {}", lines[1]);
        assert!(lines[2].contains("Năm sinh: ") && lines[2].contains("danh mục"));
    }

    fn pledges_keep_the_rules_of_the_form(backend: Backend) {
        let fresh = demonstration(backend);
        let file = sheet(&fresh, "registrations.csv", "\
external_id,year,subject_kind,unit_id,person_id,status,content,measure,solution,field,due_on
R-1,2022,collective,07438,,draft,Tài liệu TUYỆT MẬT,a b c,d e f,party_building,31/12/2022
R-2,2021,collective,07438,,draft,Nội dung,a b c,d e f,party_building,31/12/2021
R-3,2022,individual,217,khong-co,draft,Nội dung,a b c,d e f,lạ,31/12/2022
");
        let imported = import(&fresh, ImportKind::Registrations, &file).expect("a checked sheet");
        let wrong: Vec<(usize, &str)> = imported.errors.iter().map(|e| (e.row, e.column)).collect();
        for expected in [(2, "Mã bản đăng ký"), (3, "Trạng thái"), (4, "Mã cá nhân"), (4, "Lĩnh vực")] {
            assert!(wrong.contains(&expected), "{expected:?} in {wrong:?}");
        }
        assert_eq!(imported.created, 0);
    }

    fn a_killed_import_goes_on_where_it_stopped(backend: Backend) {
        let fresh = demonstration(backend);
        let header = "external_id,full_name,unit_id,member_kind,valid_from\n";
        let row = |n: usize| format!("K-{n},Nguyễn Văn Số {n},217,official,01/01/2020\n");
        let rows = |n: usize| format!("{header}{}", (0..n).map(row).collect::<String>());
        // The first thousand is what a run had committed when it was killed.
        let part = sheet(&fresh, "part.csv", &rows(1_000));
        assert_eq!(import(&fresh, ImportKind::People, &part).expect("the part"), made(1_000, 0, 1_000));
        let whole = sheet(&fresh, "whole.csv", &rows(2_500));
        assert_eq!(import(&fresh, ImportKind::People, &whole).expect("the rest"), made(2_500, 1_000, 1_500));
        let people = number(&mut fresh.connect(), "SELECT COUNT(*) AS n FROM people WHERE source = 'import'");
        assert_eq!(people, 2_500);
    }

    fn a_workbook_reads_like_a_text(backend: Backend) {
        let fresh = demonstration(backend);
        let path = fresh.folder().join("people.xlsx");
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        let headers = ["Mã cá nhân *", "Họ và tên *", "Năm sinh", "Mã đơn vị *", "Diện *", "Từ ngày *"];
        page.write_row(0, 0, headers).expect("headers");
        page.write_row(1, 0, ["X-1", "Đỗ Thị Bảng"]).expect("texts");
        page.write_number(1, 2, 1985.0).expect("a number");
        page.write_row(1, 3, ["217", "Đảng viên chính thức"]).expect("texts");
        let day = ExcelDateTime::from_ymd(2020, 3, 15).expect("a day");
        page.write_datetime_with_format(1, 5, &day, &Format::new().set_num_format("dd/mm/yyyy")).expect("a date");
        book.save(&path).expect("a workbook");
        assert_eq!(import(&fresh, ImportKind::People, &path).expect("a workbook"), made(1, 0, 1));
        let found = "SELECT COUNT(*) AS n FROM people p JOIN memberships m ON m.person_id = p.id \
                     WHERE p.external_id = 'X-1' AND p.birth_year = 1985 AND m.valid_from = '2020-03-15'";
        assert_eq!(number(&mut fresh.connect(), found), 1);
    }
}

#[test]
fn a_template_is_understood_as_a_sheet_without_rows() {
    let fresh = demonstration(Backend::Sqlite);
    for kind in [
        ImportKind::Units,
        ImportKind::People,
        ImportKind::Registrations,
    ] {
        let file = sheet(&fresh, "template.csv", &template(kind));
        assert_eq!(
            import(&fresh, kind, &file).expect("a template"),
            made(0, 0, 0)
        );
    }
}
