//! Sheets of issues: what is exported comes in again, and the rules hold.

use crate::asking::sign_in;
use crate::loading::{demo, import, number, sheet};
use lamtheo::demo::Scale;
use lamtheo::import::{self, ImportKind, ImportOptions, Imported};
use lamtheo_tests::{FreshDatabase, NOTHING, TestApp, both_backends, tell_over};

const HEADER: &str = "external_id,title,content,kind,field,owning_unit_id,responsible_person_id,status,registered_on,due_on,\
decision_body,decision_document_no,decided_on,summary,done_on,confirmed_on,withdrawn_reason,withdrawn_on,carried_from_id,coordinating_unit_ids\n";

const CITED: &str = "Huyện ủy Lạng Giang,12-TB/HU,20/01/2021";

/// Who heads the commune 07438 of the demonstration, by the code of its source.
fn head(fresh: &FreshDatabase) -> String {
    use diesel::prelude::*;
    use lamtheo_db::schema::{memberships, people, unit_codes};
    let code: Option<String> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .inner_join(unit_codes::table.on(unit_codes::unit_id.eq(memberships::unit_id)))
        .filter(unit_codes::code.eq("07438"))
        .filter(memberships::position_group.eq("head"))
        .select(people::external_id)
        .first(&mut fresh.connect())
        .expect("a head");
    code.expect("a code")
}

/// Issues by year, level, state and weight in the figures.
fn shape(app: &TestApp, source: &str) -> Vec<String> {
    use diesel::prelude::*;
    use lamtheo_db::schema::issues;
    type Shape = (
        (i32, String, String),
        (bool, String),
        (Option<chrono::NaiveDate>, i32),
    );
    let mut rows: Vec<Shape> = issues::table
        .filter(issues::source.eq(source))
        .filter(issues::status.ne("draft"))
        .select((
            (issues::year, issues::registering_level, issues::status),
            (issues::counted, issues::title),
            (issues::due_effective_on, issues::extensions_count),
        ))
        .load(&mut app.connect())
        .expect("issues");
    rows.sort();
    rows.into_iter().map(|row| format!("{row:?}")).collect()
}

async fn read(app: &TestApp, source: &str, file: &str, bytes: &[u8]) -> Imported {
    let path = app.database().folder().join(file);
    std::fs::write(&path, bytes).expect("a file");
    let options = ImportOptions {
        kind: ImportKind::Issues,
        file: path,
        source: source.to_owned(),
        dry_run: false,
        errors: None,
        progress: false,
    };
    import::run(&app.state().db, options)
        .await
        .expect("a sheet")
}

async fn what_goes_out_comes_in(app: TestApp) {
    let province = sign_in(&app, "tinh").await;
    let (form, file, source) = ("text/csv", "van-de.csv", "tep-1");
    let reply = province
        .get("/issues?no_owner=false")
        .header("accept", form)
        .await;
    reply.ok(200);
    // Of the same source everything is in already.
    let same = read(&app, "demo", file, &reply.body).await;
    assert!(
        same.errors.is_empty() && same.rows > 200,
        "{:?}",
        same.errors.first()
    );
    assert_eq!((same.present, same.created), (same.rows, 0));
    let other = read(&app, source, file, &reply.body).await;
    assert!(
        other.errors.is_empty(),
        "{:?}",
        &other.errors[..other.errors.len().min(5)]
    );
    assert_eq!(other.created, other.rows);
    let (before, after) = (shape(&app, "demo"), shape(&app, source));
    let lost: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(after.len(), other.rows);
    let again = read(&app, source, file, &reply.body).await;
    assert_eq!((again.present, again.created), (again.rows, 0));
    let mut conn = app.connect();
    let imported = format!("SELECT COUNT(*) AS n FROM issues WHERE source = '{source}'");
    let rows = i64::try_from(other.rows).expect("a number");
    assert_eq!(number(&mut conn, &imported), rows);
    let carried = format!("{imported} AND status = 'carried_over'");
    let going_on = format!("{imported} AND carried_from_id IS NOT NULL AND NOT counted");
    assert_eq!(number(&mut conn, &carried), number(&mut conn, &going_on));
    let traced = "SELECT COUNT(*) AS n FROM audit_log WHERE action = 'issue.imported'";
    assert_eq!(number(&mut conn, traced) % rows, 0);
}

both_backends! {
    fn an_exported_sheet_comes_in_again(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        demo(&fresh, Scale::Small).expect("the demonstration");
        tell_over(fresh, backend, what_goes_out_comes_in);
    }

    fn history_comes_in_and_bad_rows_keep_everything_out(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &NOTHING);
        demo(&fresh, Scale::Small).expect("the demonstration");
        let head = head(&fresh);
        let good = format!("{HEADER}\
            V-1,Rác tồn đọng,Xóa 6 điểm,Vấn đề mới phát sinh,environment_disaster,07438,{head},confirmed,25/01/2021,30/6/2021,{CITED},Đã xóa,20/6/2021,25/6/2021,,,,217\n\
            V-2,Đường hỏng,Sửa 800 m,weakness,new_rural_urban,07438,{head},carried_over,25/01/2021,30/11/2021,{CITED},,,,,,,\n\
            V-3,Đường hỏng,Sửa 800 m,weakness,new_rural_urban,07438,{head},in_progress,10/01/2022,30/6/2022,{CITED},,,,,,V-2,\n\
            V-4,Chưa rõ,Nội dung,case,party_building,07438,,draft,,,,,,,,,,,,\n");
        let file = sheet(&fresh, "good.csv", &good);
        let imported = import(&fresh, ImportKind::Issues, &file).expect("issues");
        assert_eq!(imported.errors, []);
        assert_eq!((imported.rows, imported.created), (4, 4));
        let mut conn = fresh.connect();
        let mut is = |n: i64, sql: &str| assert_eq!(number(&mut conn, sql), n, "{sql}");
        is(1, "SELECT COUNT(*) AS n FROM issues WHERE external_id = 'V-1' AND counted AND confirmed_on = '2021-06-25' AND year = 2021");
        is(1, "SELECT COUNT(*) AS n FROM issues n JOIN issues o ON o.id = n.carried_from_id WHERE o.external_id = 'V-2' AND NOT n.counted");
        is(1, "SELECT COUNT(*) AS n FROM issue_reports r JOIN issues i ON i.id = r.issue_id WHERE i.external_id = 'V-1' AND r.outcome = 'confirmed'");
        is(3, "SELECT COUNT(*) AS n FROM issue_responsibles r JOIN issues i ON i.id = r.issue_id WHERE i.source = 'import' AND r.to_on IS NULL");
        is(1, "SELECT COUNT(*) AS n FROM issue_coordinators c JOIN issues i ON i.id = c.issue_id WHERE i.external_id = 'V-1'");
        drop(conn);
        let bad = format!("{HEADER}\
            W-1,Rác,Xóa,pressing,environment_disaster,07438,,registered,25/01/2021,30/6/2021,{CITED},,,,,,,\n\
            W-2,Rác,Xóa,pressing,lạ,khong-co,{head},submitted,,30/6/2021,,,,,,,,,,\n\
            W-3,Rác,Xóa,pressing,environment_disaster,07438,{head},confirmed,25/01/2021,20/01/2021,,,,Xong,20/6/2022,,,,,\n\
            W-4,Rác,Xóa,pressing,environment_disaster,07438,khong-co,in_progress,25/01/2021,30/6/2021,{CITED},,,,,,W-9,07438\n");
        let file = sheet(&fresh, "bad.csv", &bad);
        let imported = import(&fresh, ImportKind::Issues, &file).expect("a checked sheet");
        let wrong: Vec<(usize, &str)> = imported.errors.iter().map(|e| (e.row, e.column)).collect();
        for expected in [
            (2, "Mã người chịu trách nhiệm"), (3, "Lĩnh vực"), (3, "Mã đơn vị chủ trì"),
            (4, "Nơi quyết định"), (4, "Ngày xác nhận"), (4, "Ngày giải quyết xong"), (4, "Thời hạn hoàn thành"),
            (5, "Mã người chịu trách nhiệm"), (5, "Mã vấn đề của năm trước"), (5, "Mã đơn vị phối hợp"),
        ] {
            assert!(wrong.contains(&expected), "{expected:?} in {wrong:?}");
        }
        assert_eq!(imported.created, 0);
        assert_eq!(number(&mut fresh.connect(), "SELECT COUNT(*) AS n FROM issues WHERE external_id LIKE 'W-%'"), 0);
    }
}
