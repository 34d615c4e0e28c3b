use super::*;
use image::ImageFormat;
use lamtheo_tests::both_databases;
use lamtheo_tests::files::{
    docx, form, form_type, giant_jpeg, giant_png, package, pdf, picture, xlsx,
};

both_databases! {
    async fn what_is_not_on_the_list_is_refused_by_name_and_content(app: TestApp) {
        let member = app.user("member@B");
        let program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".as_slice();
        let macros = docx("Báo cáo", &[("word/vbaProject.bin", b"macro".as_slice())]);
        let bomb = docx("Báo cáo", &[("word/media/a.bin", vec![0; 12 << 20].as_slice())]);
        let many: Vec<(String, Vec<u8>)> = (0..2_100).map(|n| (format!("a{n}"), Vec::new())).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        let mut cut = picture(ImageFormat::Png);
        cut.truncate(60);
        let script = b"%PDF-1.4\n1 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj\n%%EOF".as_slice();
        for (name, content, code) in [
            ("anh.jpg", program, "file_is_program"),
            ("chuongtrinh.exe", program, "file_is_program"),
            ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_is_svg"),
            ("anh.png", b"<?xml version='1.0'?><svg onload='x()'/>", "file_is_svg"),
            ("trang.pdf", b"<!DOCTYPE html><html></html>", "file_is_html"),
            ("anh.gif", b"GIF89a\x01\0\x01\0", "file_type_not_allowed"),
            ("khong-duoi", b"%PDF-1.4 %%EOF", "file_type_not_allowed"),
            ("goi.docx", &package(&[("a.txt", b"a".as_slice())]), "file_not_a_word_document"),
            ("bang.docx", &xlsx("Kế hoạch"), "file_not_a_word_document"),
            ("van-ban.xlsx", &docx("Kế hoạch", &[]), "file_not_a_workbook"),
            ("macro.docx", &macros, "file_macros_refused"),
            ("macro.docm", &macros, "file_macros_refused"),
            ("bom.docx", &bomb, "file_unpacks_too_large"),
            ("nhieu.docx", &docx("Báo cáo", &many), "file_unpacks_too_large"),
            ("cut.docx", &docx("Báo cáo", &[])[..200], "file_not_a_word_document"),
            ("lon.jpg", &giant_jpeg(), "image_too_many_pixels"),
            ("lon.png", &giant_png(), "image_too_many_pixels"),
            ("hong.png", &cut, "image_broken"),
            ("hong.jpg", b"\xff\xd8\xff\xe0 is no picture", "image_broken"),
            ("khac.png", &picture(ImageFormat::Jpeg), "file_content_mismatch"),
            ("cut.pdf", b"%PDF-1.4\n1 0 obj", "pdf_broken"),
            ("lenh.pdf", script, "pdf_active_content"),
            ("rong.pdf", b"", "file_empty"),
            ("Kế hoạch (Mật).pdf", &pdf("a"), "state_secret_mark"),
            ("TUYỆT MẬT.pdf", &pdf("a"), "state_secret_mark"),
            ("ke-hoach_TỐI MẬT.docx", &docx("a", &[]), "state_secret_mark"),
            ("binh-thuong.docx", &docx("TUYỆT MẬT", &[]), "state_secret_mark"),
            ("binh-thuong.xlsx", &xlsx("Độ mật: Tối mật"), "state_secret_mark"),
        ] {
            let reply = member.upload(name, content).await;
            assert_eq!(reply.json()["code"], code, "{name}: {}", reply.json());
            let problem = reply.refused(422, code);
            assert_eq!(problem["fields"][0]["pointer"], "/file", "{name}");
            assert!(problem["detail"].as_str().is_some_and(|text| text.ends_with(|c: char| c.is_alphanumeric() || c == ')')), "{name}");
        }
        assert_eq!(on_disk(&app), Vec::<String>::new());
    }

    async fn a_form_must_hold_one_file_and_nothing_unknown(app: TestApp) {
        let member = app.user("member@B");
        let send = |body: Vec<u8>| member.post("/files").bytes(&form_type(), body);
        let whole = form("a.pdf", &pdf("a"), &[]);
        let end = "------lamtheo-7d4a6d158c9--\r\n";
        let two = [&whole[..whole.len() - end.len()], &whole].concat();
        send(two).await.refused(422, "one_file_only");
        send(end.as_bytes().to_vec()).await.refused(422, "file_required");
        send(form("a.pdf", &pdf("a"), &[("colour", "red")])).await.refused(422, "validation_failed");
        send(form("a.pdf", &pdf("a"), &[("unit_id", "C")])).await.refused(422, "validation_failed");
        send(whole[..whole.len() - end.len()].to_vec()).await.refused(400, "multipart_syntax");
        member.post("/files").bytes("multipart/form-data", whole).await.refused(400, "multipart_syntax");
        member.post("/files").json(json!({})).await.refused(415, "multipart_expected");
        member.post("/files").bytes("application/pdf", pdf("a")).await.refused(415, "multipart_expected");
        assert_eq!(on_disk(&app), Vec::<String>::new());
    }

    async fn size_and_room_of_a_unit_are_bounded(app: TestApp) {
        let small = app.beside(|settings| {
            settings.files.most_bytes = 1 << 20;
            settings.files.unit_quota = 400;
        }).await;
        let member = small.user("member@B");
        member.upload("lon.pdf", &vec![b' '; (1 << 20) + 1]).await.refused(413, "file_too_large");
        member.upload("lon.pdf", &vec![b' '; 3 << 20]).await.refused(413, "file_too_large");
        let first = member.upload("a.pdf", &[pdf("a"), vec![b' '; 200]].concat()).await.ok(201);
        let problem = member.upload("b.pdf", &[pdf("b"), vec![b' '; 200]].concat()).await.refused(422, "unit_quota_exceeded");
        assert_eq!(problem["fields"][0]["pointer"], "/file");
        small.user("member@B2").uploaded("phòng khác").await;
        member.delete(&format!("/files/{}", first["id"].as_str().unwrap())).if_match(1).await.ok(204);
        member.upload("b.pdf", &pdf("b")).await.ok(201);
    }

    async fn uploads_are_limited_and_strangers_refused(app: TestApp) {
        app.anonymous().upload("a.pdf", &pdf("a")).await.refused(401, "unauthenticated");
        app.user("inspector@D").upload("a.pdf", &pdf("a")).await.refused(403, "role_not_allowed");
        let limited = app.beside(|settings| settings.rate_limits = true).await;
        let member = limited.user("member@B");
        for n in 0..30 {
            member.upload("a.gif", format!("GIF89a{n}").as_bytes()).await.refused(422, "file_type_not_allowed");
        }
        let reply = member.upload("a.pdf", &pdf("a")).await;
        reply.refused(429, "too_many_requests");
        assert_eq!(reply.header("retry-after"), Some("60"));
    }
}
