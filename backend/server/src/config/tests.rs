//! The configuration, read from variables and files.

use super::*;

fn with(variables: &[(&str, &str)]) -> Sources {
    let pairs = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sources::new(None, pairs)
}

fn problems(variables: &[(&str, &str)]) -> Vec<String> {
    Config::examine(&with(variables)).1
}

#[test]
fn the_defaults_are_those_of_a_real_installation() {
    let (config, problems) = Config::examine(&with(&[]));
    assert_eq!(config.environment, Environment::Production);
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(
        config.database_url,
        DatabaseUrl::Sqlite("data/lamtheo.db".into())
    );
    assert!(config.embedded && config.rate_limits);
    assert_eq!(config.shutdown_wait, Duration::from_secs(5));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("base_url"));
}

#[test]
fn a_demonstration_needs_nothing() {
    let (config, problems) = Config::examine(&with(&[
        ("LAMTHEO_ENV", "demo"),
        ("LAMTHEO_LISTEN", "127.0.0.1:9"),
    ]));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.base_url, "http://127.0.0.1:9");
    assert_eq!(config.shutdown_wait, Duration::ZERO);
}

#[test]
fn every_problem_is_named_at_once_and_no_value_is_shown() {
    let found = problems(&[
        ("LAMTHEO_BASE_URL", "http://lamtheo.example"),
        ("LAMTHEO_RATE_LIMITS", "off"),
        ("LAMTHEO_TOKEN_SECRET", "canary-secret"),
        (
            "LAMTHEO_DATABASE_URL",
            "mysql://canary-user:canary-pass@h/d",
        ),
        ("LAMTHEO_CORS_ORIGINS", "https://a.example,*"),
        ("LAMTHEO_LOG_LEVEL", "debug"),
        ("LAMTHEO_DB_READERS", "0"),
    ]);
    let names = [
        "base_url",
        "rate_limits",
        "token_secret",
        "database_url",
        "cors_origins",
        "log_level",
        "db_readers",
    ];
    for name in names {
        assert!(
            found.iter().any(|p| p.starts_with(name)),
            "{name}: {found:?}"
        );
    }
    assert_eq!(found.len(), names.len());
    assert!(!found.join("\n").contains("canary"));
}

#[test]
fn secrets_are_not_among_the_settings_shown() {
    let secret = "canary".repeat(8);
    let (config, _) = Config::examine(&with(&[
        ("LAMTHEO_TOKEN_SECRET", &secret),
        ("LAMTHEO_DATABASE_URL", "postgres://u:canary-pass@h/d"),
    ]));
    let shown = format!("{:?} {config:?}", config.shown());
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn a_misspelt_variable_is_named() {
    let sources = with(&[
        ("LAMTHEO_BASEURL", "https://x"),
        ("LAMTHEO_ENV", "demo"),
        ("LAMTHEO_CONFIG", "x"),
        ("LAMTHEO_TEST_POSTGRES_URL", "x"),
        ("HOME", "/"),
    ]);
    assert_eq!(sources.unknown_variables(), ["LAMTHEO_BASEURL"]);
}

#[test]
fn letters_go_out_once_the_server_is_named_whole() {
    let mail = |url: &str, from: &str| {
        let mut given = vec![("LAMTHEO_BASE_URL", "https://lamtheo.example")];
        given.extend(Some(("LAMTHEO_SMTP_URL", url)).filter(|(_, v)| !v.is_empty()));
        given.extend(Some(("LAMTHEO_MAIL_FROM", from)).filter(|(_, v)| !v.is_empty()));
        Config::examine(&with(&given))
    };
    let sender = "Làm theo <lamtheo@tinh.example.vn>";
    for good in [
        "smtps://u:canary@mail.example",
        "smtp://mail.example:587?tls=required",
        "smtp://localhost:2525",
        "smtp://127.0.0.1",
    ] {
        let (config, problems) = mail(good, sender);
        assert_eq!(problems, Vec::<String>::new(), "{good}");
        assert!(!format!("{:?} {config:?}", config.shown()).contains("canary"));
        let settings = config.settings(None, None);
        assert!(settings.mail.is_some() && !format!("{settings:?}").contains("canary"));
    }
    for (url, from, named) in [
        ("smtp://mail.example:587", sender, "smtp_url"),
        ("smtp://localhost.example", sender, "smtp_url"),
        ("smtp://mail.example?tls=opportunistic", sender, "smtp_url"),
        ("http://canary@mail.example", sender, "smtp_url"),
        ("smtps://mail.example", "", "mail_from"),
        ("smtps://mail.example", "nobody", "mail_from"),
        ("", sender, "smtp_url"),
    ] {
        let (_, problems) = mail(url, from);
        assert!(
            problems.iter().any(|p| p.starts_with(named)),
            "{url} {from}: {problems:?}"
        );
        assert!(!problems.join(" ").contains("canary"));
    }
    let (config, _) = mail("", "");
    assert!(config.settings(None, None).mail.is_none() && config.worker);
}
