use super::*;
use crate::issues::{act, form, id, in_progress, read};
use crate::registrations::{self, act_on_pledge, form_of, handed_in};
use diesel::prelude::*;
use lamtheo_db::schema::{audit_log, programme_years};
use lamtheo_tests::files::hung;
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::{Actor, both_databases};
use serde_json::Value;

/// What hangs on a record, by the names of the files.
fn names(evidence: &Value) -> Vec<&str> {
    let pieces = evidence.as_array().unwrap().iter();
    pieces
        .map(|piece| piece["file"]["name"].as_str().unwrap())
        .collect()
}

fn reads(app: &TestApp) -> i64 {
    let reads = audit_log::table.filter(audit_log::action.eq("file.read"));
    reads.count().get_result(&mut app.connect()).unwrap()
}

async fn hang(actor: &Actor, path: &str, file: &Value) -> lamtheo_tests::Reply {
    actor
        .post(path)
        .json(json!({ "file_id": file["id"], "note": "Ảnh hiện trạng" }))
        .await
}

/// A pledge of the member of B that is being done.
async fn pledge(app: &TestApp) -> Value {
    let submitted = handed_in(&app.user("member@B"), form_of("member@B")).await;
    let approved = registrations::act(
        &app.user("branch_secretary@B"),
        &submitted,
        "approve",
        json!({}),
    )
    .await
    .ok(200);
    approved["pledges"][0].clone()
}

both_databases! {
    async fn evidence_on_an_issue_is_read_with_it_and_kept_once_confirmed(app: TestApp) {
        let (office, helper, above) = (app.user("unit_staff@C"), app.user("unit_staff@C2"), app.user("unit_leader@D"));
        let mut form = form();
        form["coordinating_unit_ids"] = json!([world::unit("C2")]);
        let issue = in_progress(&app, form).await;
        let path = format!("/issues/{}/evidence", id(&issue));
        let file = office.uploaded("hiện trạng").await;
        let piece = hang(&office, &path, &file).await.ok(201);
        assert_eq!((&piece["file"]["id"], &piece["part"], &piece["note"]), (&file["id"], &json!("record"), &json!("Ảnh hiện trạng")));
        assert_eq!(piece["allowed_actions"], json!(["delete"]));
        hang(&office, &path, &file).await.refused(422, "validation_failed");
        office.delete(&format!("/files/{}", id(&file))).if_match(1).await.refused(409, "file_attached");
        for reader in ["unit_leader@D", "unit_staff@C2", "member@C", "inspector@P"] {
            app.user(reader).content(&file).await.ok(200);
        }
        for stranger in ["unit_leader@D2", "member@B", "unit_leader@X2"] {
            app.user(stranger).content(&file).await.refused(404, "not_found");
        }
        assert_eq!(reads(&app), 0, "an issue is no person's");

        let own = helper.uploaded("phối hợp").await;
        let said = |ids: Value| helper.post(&format!("/issues/{}/updates", id(&issue))).json(json!({ "text": "Đã cử cán bộ", "evidence_ids": ids }));
        let loose = office.uploaded("kết quả").await;
        let problem = said(json!([own["id"], loose["id"], "x"])).await.refused(422, "validation_failed");
        assert_eq!((&problem["fields"][0]["pointer"], &problem["fields"][1]["pointer"]), (&json!("/evidence_ids/1"), &json!("/evidence_ids/2")));
        assert_eq!(problem["fields"][0]["code"], "unknown_file");
        let update = said(json!([own["id"], own["id"], file["id"]])).await.ok(201);
        assert_eq!(names(&update["evidence"]), ["phối hợp.pdf", "hiện trạng.pdf"]);

        let body = json!({ "summary": "Đã xong", "done_on": "2022-05-19", "evidence_ids": [file["id"], loose["id"]] });
        let reported = act(&office, &read(&office, &issue).await, "report-resolved", body).await.ok(200);
        assert_eq!(names(&reported["evidence"]), ["hiện trạng.pdf", "phối hợp.pdf", "kết quả.pdf"]);
        assert_eq!(reported["evidence_count"], 3);
        let all = above.get(&path).await.ok(200);
        assert_eq!((&all["total"], &all["items"][0]["allowed_actions"]), (&json!(5), &json!([])));
        let history = above.get(&format!("/issues/{}/timeline", id(&issue))).await.ok(200);
        let mut lines: Vec<Vec<&str>> = history["items"].as_array().unwrap().iter().map(|line| names(&line["evidence"])).filter(|names| !names.is_empty()).collect();
        lines.sort();
        assert_eq!(lines, [vec!["hiện trạng.pdf", "kết quả.pdf"], vec!["phối hợp.pdf", "hiện trạng.pdf"]]);
        let list = above.get("/issues").await.ok(200);
        assert_eq!((&list["items"][0]["evidence"], &list["items"][0]["evidence_count"]), (&json!([]), &json!(3)));

        let remove = format!("{path}/{}", id(&piece));
        helper.delete(&remove).if_match(1).await.refused(403, "not_the_owner");
        above.delete(&remove).if_match(1).await.refused(403, "not_the_owner");
        app.user("unit_leader@D2").delete(&remove).if_match(1).await.refused(404, "not_found");
        act(&above, &reported, "confirm", json!({})).await.ok(200);
        office.delete(&remove).if_match(1).await.refused(409, "evidence_kept");
        hang(&office, &path, &office.uploaded("muộn").await).await.refused(409, "illegal_transition");
        assert_eq!(read(&above, &issue).await["evidence_count"], 3);
    }

    async fn evidence_goes_while_nobody_decided_on_it(app: TestApp) {
        let (office, above) = (app.user("unit_staff@C"), app.user("unit_leader@D"));
        let issue = in_progress(&app, form()).await;
        let path = format!("/issues/{}/evidence", id(&issue));
        let (first, second) = (office.uploaded("một").await, office.uploaded("hai").await);
        let piece = hang(&office, &path, &first).await.ok(201);
        office.delete(&format!("{path}/{}", id(&piece))).if_match(1).await.ok(204);
        office.delete(&format!("{path}/{}", id(&piece))).if_match(1).await.refused(404, "not_found");
        office.content(&first).await.ok(200);
        let body = |file: &Value| json!({ "summary": "Đã xong", "done_on": "2022-05-19", "evidence_ids": [file["id"]] });
        let reported = act(&office, &issue, "report-resolved", body(&first)).await.ok(200);
        assert_eq!(reported["evidence"][0]["allowed_actions"], json!(["delete"]));
        let back = act(&above, &reported, "send-back", json!({ "comment": "Chưa rõ kết quả" })).await.ok(200);
        let again = read(&office, &back).await;
        assert_eq!(again["evidence"][0]["allowed_actions"], json!([]));
        office.delete(&format!("{path}/{}", id(&again["evidence"][0]))).if_match(1).await.refused(409, "evidence_kept");
        app.clock().advance(chrono::Duration::minutes(1));
        let again = act(&office, &again, "report-resolved", body(&second)).await.ok(200);
        assert_eq!(names(&again["evidence"]), ["một.pdf", "hai.pdf"]);
        office.delete(&format!("{path}/{}", id(&again["evidence"][1]))).if_match(1).await.ok(204);
    }

    async fn a_report_on_a_pledge_carries_its_evidence(app: TestApp) {
        let (member, secretary) = (app.user("member@B"), app.user("branch_secretary@B"));
        let pledge = pledge(&app).await;
        let path = format!("/pledges/{}/evidence", id(&pledge));
        diesel::update(programme_years::table).set(programme_years::evidence_required.eq(true)).execute(&mut app.connect()).unwrap();
        act_on_pledge(&member, &pledge, "report", registrations::report()).await.refused(422, "evidence_required");
        let (photo, paper) = (member.uploaded("ảnh").await, member.uploaded("biên bản").await);
        let piece = hang(&member, &path, &photo).await.ok(201);
        let mut body = registrations::report();
        body["evidence_ids"] = json!([paper["id"]]);
        let reported = act_on_pledge(&member, &pledge, "report", body).await.ok(200);
        assert_eq!(names(&reported["evidence"]), ["ảnh.pdf", "biên bản.pdf"]);
        assert_eq!(reported["evidence_count"], 2);
        assert_eq!(reads(&app), 0);
        secretary.content(&photo).await.ok(200);
        app.user("unit_leader@C").content(&photo).await.ok(200);
        assert_eq!(reads(&app), 2, "reading what is a person's is noted");
        member.content(&photo).await.ok(200);
        assert_eq!(reads(&app), 2, "the own is not");
        for stranger in ["member@B2", "unit_leader@D", "unit_staff@P"] {
            app.user(stranger).content(&photo).await.refused(404, "not_found");
            app.user(stranger).get(&path).await.refused(404, "not_found");
        }
        assert_eq!(secretary.get(&path).await.ok(200)["total"], 2);
        let listed = secretary.get("/pledges").await.ok(200);
        assert_eq!((&listed["items"][0]["evidence"], &listed["items"][0]["evidence_count"]), (&json!([]), &json!(2)));
        let last = format!("{path}/{}", id(&reported["evidence"][1]));
        member.delete(&last).await.refused(428, "if_match_required");
        member.delete(&last).if_match(1).await.refused(409, "evidence_kept");
        act_on_pledge(&secretary, &reported, "verify", json!({ "result": "completed" })).await.ok(200);
        member.delete(&format!("{path}/{}", id(&piece))).if_match(1).await.refused(409, "evidence_kept");
        hang(&member, &path, &member.uploaded("muộn").await).await.refused(409, "illegal_transition");
    }

    async fn a_record_has_so_many_files_and_each_update_its_own(app: TestApp) {
        let issue = in_progress(&app, form()).await;
        let app = app.beside(|settings| settings.files.most_per_record = 2).await;
        let office = app.user("unit_staff@C");
        let path = format!("/issues/{}/evidence", id(&issue));
        let mut files = Vec::new();
        for n in 0..3 {
            files.push(office.uploaded(&format!("tệp {n}")).await);
        }
        hang(&office, &path, &files[0]).await.ok(201);
        hang(&office, &path, &files[1]).await.ok(201);
        let problem = hang(&office, &path, &files[2]).await.refused(422, "validation_failed");
        assert_eq!(problem["fields"][0]["code"], "too_many_files");
        let ids: Vec<&Value> = files.iter().map(|file| &file["id"]).collect();
        let update = format!("/issues/{}/updates", id(&issue));
        let three = office.post(&update).json(json!({ "text": "Ba tệp", "evidence_ids": ids })).await.refused(422, "validation_failed");
        assert_eq!((&three["fields"][0]["pointer"], &three["fields"][0]["code"]), (&json!("/evidence_ids"), &json!("too_many_files")));
        office.post(&update).json(json!({ "text": "Hai tệp", "evidence_ids": ids[1..] })).await.ok(201);
    }

    async fn a_file_on_two_records_is_read_with_either(app: TestApp) {
        let file = app.user("unit_staff@C").uploaded("chung").await;
        let file_id = id(&file).parse().unwrap();
        let mut conn = app.connect();
        for unit in ["C", "C2"] {
            let issue = IssueSeed::new(unit, "in_progress").insert(&mut conn);
            hung(&mut conn, &file_id, ("issue", issue.as_str()), "unit_staff@C");
        }
        for reader in ["unit_staff@C", "unit_staff@C2", "unit_leader@D"] {
            app.user(reader).content(&file).await.ok(200);
            assert_eq!(app.user(reader).get(&format!("/files/{}", id(&file))).await.ok(200)["allowed_actions"], json!([]));
        }
        app.user("unit_leader@D2").content(&file).await.refused(404, "not_found");
    }

    async fn a_draft_that_goes_leaves_its_files_loose(app: TestApp) {
        let office = app.user("unit_staff@C");
        let draft = crate::issues::drafted(&office, form()).await;
        let path = format!("/issues/{}/evidence", id(&draft));
        let file = office.uploaded("hiện trạng").await;
        let key = |call: lamtheo_tests::Call| call.key("e1").json(json!({ "file_id": file["id"] }));
        let piece = key(office.post(&path)).await.ok(201);
        assert_eq!(key(office.post(&path)).await.ok(201), piece);
        office.delete(&format!("/issues/{}", id(&draft))).if_match(1).await.ok(204);
        office.delete(&format!("/files/{}", id(&file))).if_match(1).await.ok(204);
    }
}
