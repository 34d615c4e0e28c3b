//! One story, both databases.

/// Makes of each `async fn name(app: TestApp) { … }` a module `name` with the
/// tests `on_sqlite` and `on_postgres`. The test run counts the two and fails
/// when they differ.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident : TestApp) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($app: $crate::TestApp) $body

            #[test]
            fn on_sqlite() {
                $crate::tell($crate::Backend::Sqlite, story);
            }

            #[test]
            fn on_postgres() {
                $crate::tell($crate::Backend::Postgres, story);
            }
        }
    )+};
}

/// Makes of each `fn name(backend: Backend) { … }` a module `name` with the
/// tests `on_sqlite` and `on_postgres`, for tests that need no service.
#[macro_export]
macro_rules! both_backends {
    ($($(#[$meta:meta])* fn $name:ident($backend:ident : Backend) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn story($backend: $crate::Backend) $body

            #[test]
            fn on_sqlite() {
                story($crate::Backend::Sqlite);
            }

            #[test]
            fn on_postgres() {
                story($crate::Backend::Postgres);
            }
        }
    )+};
}
