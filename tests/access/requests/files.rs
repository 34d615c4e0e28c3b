//! Uploaded files: loose ones, and those that hang on records.

use crate::ask::Ask;
use crate::setting::Setting;
use lamtheo_db::Db;
use lamtheo_tests::files::{form, form_type, hung, pdf, seeded};
use lamtheo_tests::issues::IssueSeed;
use lamtheo_tests::records::{RegistrationSeed, Subject};

pub fn prepare(
    conn: &mut Db,
    setting: &Setting<'_>,
    operation: &str,
    variant: &str,
) -> Option<Ask> {
    if operation == "POST /api/v1/files" {
        let texts = [("unit_id", setting.unit())];
        let texts = texts.each_ref().map(|(key, value)| (*key, value.as_str()));
        let body = form("bien-ban.pdf", &pdf(&setting.mark()), &texts);
        return Some(Ask {
            form: Some((form_type(), body)),
            ..Ask::default()
        });
    }
    let unit = setting.unit_key();
    let stranger = "unit_leader@D2";
    let (key, by) = if variant.is_empty() {
        (setting.mark(), setting.writer_key())
    } else {
        (format!("{variant}-{}", setting.mark()), stranger.to_owned())
    };
    let file = seeded(setting.app, conn, &key, &by, unit);
    match variant {
        "issue" => {
            let issue = IssueSeed::new(unit, "in_progress").insert(conn);
            hung(conn, &file, ("issue", issue.as_str()), stranger);
        }
        "individual" => {
            let person = Subject::Person(setting.person_key());
            let seeded = RegistrationSeed::new(person, "approved", &setting.writer_key())
                .pledge_status("in_progress")
                .insert_once(conn);
            hung(
                conn,
                &file,
                ("pledge", seeded.pledges[0].as_str()),
                stranger,
            );
        }
        _ => {}
    }
    Some(Ask::about(file))
}
