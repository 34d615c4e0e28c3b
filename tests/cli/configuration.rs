//! `lamtheo config check`, and what `serve` refuses.

use crate::program::Installation;
use std::os::unix::fs::PermissionsExt;

const SECRET: &str = "canary-0123456789-0123456789-0123456789";

#[test]
fn every_problem_is_printed_and_no_secret() {
    let installation = Installation::bare()
        .with("LAMTHEO_BASE_URL", "http://lamtheo.example")
        .with("LAMTHEO_RATE_LIMITS", "off")
        .with("LAMTHEO_TOKEN_SECRET", "canary-short")
        .with("LAMTHEO_CORS_ORIGINS", "*")
        .with("LAMTHEO_LISTN", "127.0.0.1:1");
    let ended = installation.run(&["config", "check"]);
    assert_eq!(ended.code, Some(1));
    for name in ["base_url", "rate_limits", "token_secret", "cors_origins"] {
        assert!(ended.out.contains(&format!("problem: {name}")), "{ended:?}");
    }
    assert!(ended.out.contains("warning: LAMTHEO_LISTN"));
    assert!(!format!("{ended:?}").contains("canary"));
    let refused = installation.must_fail(&["serve"]);
    assert!(refused.contains("rate_limits") && refused.contains("base_url"));
    assert!(!refused.contains("canary"));
}

#[test]
fn a_file_is_read_and_the_environment_goes_before_it() {
    let installation = Installation::bare();
    let file = installation.path("lamtheo.toml");
    std::fs::write(
        &file,
        format!(
            "env = \"production\"\nbase_url = \"https://file.example\"\ntoken_secret = \"{SECRET}\"\n\
             db_readers = 3\ncors_origins = [\"https://a.example\", \"https://b.example\"]\n"
        ),
    )
    .unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let installation = installation.with("LAMTHEO_BASE_URL", "https://environment.example");
    let shown = installation.must(&["--config", "lamtheo.toml", "config", "check"]);
    assert!(shown.contains("base_url = https://environment.example"));
    assert!(shown.contains("db_readers = 3"));
    assert!(shown.contains("cors_origins = https://a.example,https://b.example"));
    assert!(!shown.contains("canary"));

    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let ended = installation.run(&["config", "check", "--config", "lamtheo.toml"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("can be read by others"), "{ended:?}");
}

#[test]
fn a_file_with_an_unknown_setting_or_no_toml_is_refused_without_quoting_it() {
    let installation = Installation::demo();
    std::fs::write(installation.path("a.toml"), "databse_url = \"canary\"\n").unwrap();
    std::fs::write(installation.path("b.toml"), "token_secret = canary\n").unwrap();
    for (file, word) in [
        ("a.toml", "databse_url is not a setting"),
        ("b.toml", "not TOML near line 1"),
        ("c.toml", "No such file"),
    ] {
        let said = installation.must_fail(&["migrate", "--config", file]);
        assert!(said.contains(word), "{said}");
        assert!(!said.contains("canary"), "{said}");
    }
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let installation = Installation::demo();
    let key = installation.path("token.key");
    std::fs::write(&key, SECRET).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let installation = installation.with("LAMTHEO_TOKEN_KEY_FILE", &key.display().to_string());
    let ended = installation.run(&["config", "check"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("0600"), "{ended:?}");
    assert!(installation.must_fail(&["serve"]).contains("0600"));
}
