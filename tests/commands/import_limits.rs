//! Hostile and broken files are refused with a sentence.

use crate::loading::import;
use lamtheo::import::ImportKind;
use lamtheo_tests::{Backend, FreshDatabase, NOTHING};
use std::io::Write;

fn refused(name: &str, bytes: &[u8]) -> String {
    let fresh = FreshDatabase::filled(Backend::Sqlite, &NOTHING);
    let path = fresh.folder().join(name);
    std::fs::write(&path, bytes).expect("a file");
    import(&fresh, ImportKind::People, &path)
        .expect_err("a refusal")
        .to_string()
}

#[test]
fn a_package_that_unpacks_without_end_is_refused() {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    package
        .start_file(
            "xl/worksheets/sheet1.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .expect("a part");
    let zeros = vec![0; 1 << 20];
    for _ in 0..64 {
        package.write_all(&zeros).expect("zeros");
    }
    let bytes = package.finish().expect("a package").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refused("bomb.xlsx", &bytes).contains("giải nén"));
}

#[test]
fn what_is_not_a_sheet_is_refused() {
    assert!(refused("text.xlsx", b"not a workbook").contains("hỏng"));
    assert!(refused("sheet.ods", b"x").contains(".xlsx"));
    assert!(refused("empty.csv", b"").contains("không có dòng nào"));
    assert!(
        refused(
            "latin.csv",
            b"external_id,full_name,unit_id,member_kind,valid_from\nA,\xff\xfe\n"
        )
        .contains("UTF-8")
    );
}

#[test]
fn a_header_that_is_not_understood_names_every_problem() {
    let text = refused(
        "header.csv",
        "Mã cá nhân,Họ và tên,Cột lạ,Họ và tên\n".as_bytes(),
    );
    for part in [
        "Cột lạ",
        "hai lần",
        "thiếu cột “Mã đơn vị”",
        "thiếu cột “Từ ngày”",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn an_endless_cell_and_too_many_columns_are_refused() {
    let long = format!(
        "external_id,full_name,unit_id,member_kind,valid_from\n{}\n",
        "a".repeat(50_000)
    );
    assert!(refused("long.csv", long.as_bytes()).contains("quá dài"));
    assert!(refused("wide.csv", ",x".repeat(100).as_bytes()).contains("cột"));
}
