use super::*;
use image::{GenericImageView, ImageFormat};
use lamtheo_tests::both_databases;
use lamtheo_tests::files::{CAMERA_NOTE, docx, form, form_type, pdf, photo, picture, xlsx};
use sha2::{Digest, Sha256};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

both_databases! {
    async fn a_photo_comes_back_upright_and_says_nothing_of_its_place(app: TestApp) {
        let member = app.user("member@B");
        assert!(holds(&photo(), CAMERA_NOTE));
        let file = member.upload("Đường làng.JPEG", &photo()).await.ok(201);
        assert_eq!((&file["name"], &file["media_type"]), (&json!("Đường làng.jpg"), &json!("image/jpeg")));
        assert_eq!((&file["width"], &file["height"]), (&json!(20), &json!(40)));
        let reply = member.content(&file).await;
        reply.ok(200);
        for note in [CAMERA_NOTE, "Exif", "xmpmeta", "GPS"] {
            assert!(!holds(&reply.body, note), "{note}");
        }
        let seen = image::load_from_memory(&reply.body).unwrap();
        assert_eq!(seen.dimensions(), (20, 40));
        let (top, bottom) = (seen.get_pixel(10, 5), seen.get_pixel(10, 35));
        assert!(top[0] > 150 && top[2] < 100, "{top:?}");
        assert!(bottom[2] > 150 && bottom[0] < 100, "{bottom:?}");
    }

    async fn every_kind_on_the_list_is_taken_and_comes_back(app: TestApp) {
        let member = app.user("member@B");
        for (name, content, media_type, same) in [
            ("a.pdf", pdf("a"), "application/pdf", true),
            ("b.docx", docx("Báo cáo kết quả", &[]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true),
            ("c.xlsx", xlsx("Mật"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true),
            ("d.jpg", picture(ImageFormat::Jpeg), "image/jpeg", false),
            ("e.png", picture(ImageFormat::Png), "image/png", false),
            ("f.webp", picture(ImageFormat::WebP), "image/webp", false),
        ] {
            let created = member.upload(name, &content).await;
            let file = created.ok(201);
            let path = format!("/api/v1/files/{}", file["id"].as_str().unwrap());
            assert_eq!(created.header("location"), Some(path.as_str()));
            assert_eq!(member.get(&path).await.ok(200), file);
            assert_eq!(file["allowed_actions"], json!(["delete"]));
            assert_eq!(file["unit_id"], json!(world::unit("B")));
            let reply = member.content(&file).await;
            reply.ok(200);
            assert_eq!(reply.header("content-type"), Some(media_type));
            assert_eq!(reply.header("content-disposition"), Some(format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}").as_str()));
            assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            assert!(reply.header("content-security-policy").unwrap().contains("sandbox"));
            let sha256 = hex::encode(Sha256::digest(&reply.body));
            assert_eq!(file["sha256"], json!(sha256));
            assert_eq!(file["size"], json!(reply.body.len()));
            let tag = format!("\"{sha256}\"");
            assert_eq!(reply.header("etag"), Some(tag.as_str()));
            assert!(!same || reply.body == content, "{name}");
            let again = member.get(&format!("{path}/content")).header("if-none-match", &tag).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        }
    }

    async fn one_content_lies_once_under_its_hash(app: TestApp) {
        let (one, two) = (app.user("member@B").uploaded("a").await, app.user("member@B2").uploaded("a").await);
        assert_ne!(one["id"], two["id"]);
        assert_eq!(one["sha256"], two["sha256"]);
        assert_eq!(on_disk(&app), [one["sha256"].as_str().unwrap()]);
        let path = format!("/files/{}", one["id"].as_str().unwrap());
        app.user("member@B2").delete(&path).if_match(1).await.refused(404, "not_found");
        let member = app.user("member@B");
        member.delete(&path).await.refused(428, "if_match_required");
        member.delete(&path).if_match(1).await.ok(204);
        member.get(&path).await.refused(404, "not_found");
        app.user("member@B2").content(&two).await.ok(200);
    }

    async fn a_loose_file_is_its_uploaders_alone(app: TestApp) {
        let file = app.user("unit_staff@C").uploaded("biên bản").await;
        for stranger in ["unit_leader@C", "unit_staff@C2", "member@B", "province_staff@P", "inspector@P"] {
            app.user(stranger).content(&file).await.refused(404, "not_found");
        }
        app.user("system_admin@P").content(&file).await.refused(403, "role_not_allowed");
        app.user("unit_staff@C").get("/files/unknown/content").await.refused(404, "not_found");
    }

    async fn twins_under_one_key_make_one_file(app: TestApp) {
        let member = app.user("member@B");
        let (first, twin) = (member.upload("a.pdf", &pdf("a")).key("k1"), member.upload("a.pdf", &pdf("a")).key("k1"));
        let (first, twin) = actix_web::rt::spawn(async move { (first.await, twin.await) }).await.unwrap();
        let file = first.ok(201);
        assert_eq!(twin.ok(201), file);
        assert_eq!(twin.header("idempotency-replayed"), Some("true"));
        member.upload("a.pdf", &pdf("b")).key("k1").await.refused(422, "idempotency_key_reused");
        member.upload("b.pdf", &pdf("a")).key("k1").await.refused(422, "idempotency_key_reused");
        let full = app.beside(|settings| settings.files.unit_quota = 1).await;
        assert_eq!(full.user("member@B").upload("a.pdf", &pdf("a")).key("k1").await.ok(201), file);
    }

    async fn a_file_takes_room_of_the_unit_that_is_named(app: TestApp) {
        let office = app.user("unit_staff@C");
        let named = |unit: &str| office.post("/files").bytes(&form_type(), form("a.pdf", &pdf(unit), &[("unit_id", world::unit(unit).as_str())]));
        assert_eq!(named("C").await.ok(201)["unit_id"], json!(world::unit("C")));
        named("B").await.refused(403, "not_own_unit");
        named("C2").await.refused(404, "not_found");
        named("D").await.refused(404, "not_found");
    }

    async fn names_are_cleaned(app: TestApp) {
        let member = app.user("member@B");
        for (sent, kept) in [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("a\u{202e}fdp.PDF", "afdp.pdf"),
            ("Ca\u{309} nha\u{300}.pdf", "Cả nhà.pdf"),
        ] {
            let file = member.upload(sent, &pdf("a")).await.ok(201);
            assert_eq!(file["name"], kept, "{sent:?}");
        }
    }
}
