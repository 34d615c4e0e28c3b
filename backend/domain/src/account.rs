//! Accounts: who may sign in, under which name, and for how long a session
//! lives.

use chrono::Duration;

use crate::access::Role;
use crate::kernel::refusal::FieldError;
use crate::text_enum;

text_enum! {
    /// Whether an account may sign in.
    UserStatus {
        Active = "active",
        Disabled = "disabled",
    }
}

text_enum! {
    /// Why a session ended.
    SessionEnd {
        SignedOut = "signed_out",
        EndedByUser = "ended_by_user",
        TooMany = "too_many",
        TokenReused = "token_reused",
        PasswordChanged = "password_changed",
        CodeIssued = "code_issued",
        RolesChanged = "roles_changed",
        AccountChanged = "account_changed",
        AccountDisabled = "account_disabled",
    }
}

/// Fewest and most characters of a username.
const USERNAME_CHARS: std::ops::RangeInclusive<usize> = 3..=64;
/// Most characters of a display name.
const DISPLAY_NAME_CHARS: usize = 200;

/// The form under which a username is unique and looked up: case does not matter.
pub fn username_key(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Whether `username` may be given to a new account: letters without accents,
/// digits and `. _ - @`, beginning with a letter or digit.
pub fn check_username(username: &str, pointer: &str) -> Result<(), FieldError> {
    let fits = USERNAME_CHARS.contains(&username.chars().count())
        && username.starts_with(|c: char| c.is_ascii_alphanumeric())
        && username
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'));
    if fits {
        return Ok(());
    }
    Err(FieldError::new(
        pointer,
        "username_invalid",
        "Tên đăng nhập gồm 3 đến 64 chữ cái không dấu, chữ số hoặc các ký tự . _ - @ và bắt đầu bằng chữ cái hoặc chữ số",
    ))
}

/// Whether `name` may be shown as an account's name.
pub fn check_display_name(name: &str, pointer: &str) -> Result<(), FieldError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(FieldError::new(
            pointer,
            "required",
            "Cần nhập tên hiển thị",
        ));
    }
    if name.chars().count() > DISPLAY_NAME_CHARS {
        return Err(FieldError::new(
            pointer,
            "too_long",
            "Tên hiển thị không được dài quá 200 ký tự",
        ));
    }
    Ok(())
}

/// How long a session lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTimes {
    /// Without a refresh.
    pub idle: Duration,
    /// Since the sign-in, whatever happens.
    pub absolute: Duration,
}

/// The times of both classes of accounts and the number of sessions of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Members and secretaries of a chi bộ.
    pub members: SessionTimes,
    /// Unit staff and above.
    pub staff: SessionTimes,
    /// Sessions of one account at once; the oldest ends for the next.
    pub most: usize,
}

impl Default for SessionPolicy {
    fn default() -> Self {
        Self {
            members: SessionTimes {
                idle: Duration::hours(12),
                absolute: Duration::days(7),
            },
            staff: SessionTimes {
                idle: Duration::minutes(30),
                absolute: Duration::hours(10),
            },
            most: 10,
        }
    }
}

impl SessionPolicy {
    /// The times of an account that holds `roles`.
    pub fn times(&self, roles: &[Role]) -> SessionTimes {
        if roles.iter().any(|role| is_staff(*role)) {
            self.staff
        } else {
            self.members
        }
    }
}

/// Unit staff and above, whose sessions are short.
pub const fn is_staff(role: Role) -> bool {
    match role {
        Role::Member | Role::BranchSecretary | Role::Integrator => false,
        Role::UnitStaff
        | Role::UnitLeader
        | Role::Inspector
        | Role::ProvinceStaff
        | Role::SystemAdmin => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_plain_and_case_does_not_matter() {
        for good in ["xa_lanhdao", "dangvien", "A.b-c@1", "007"] {
            assert!(check_username(good, "/username").is_ok(), "{good}");
        }
        let long = "x".repeat(65);
        for bad in ["ab", "đảng viên", "_a_b", "a b c", "a\u{0}bc", "", &long] {
            assert!(check_username(bad, "/username").is_err(), "{bad}");
        }
        assert_eq!(username_key(" Xa_LanhDao "), "xa_lanhdao");
    }

    #[test]
    fn one_staff_role_makes_the_session_short() {
        let policy = SessionPolicy::default();
        let times = policy.times(&[Role::Member, Role::UnitStaff]);
        assert_eq!(times.idle, Duration::minutes(30));
        assert_eq!(times.absolute, Duration::hours(10));
        let times = policy.times(&[Role::Member, Role::BranchSecretary]);
        assert_eq!(times.idle, Duration::hours(12));
        assert_eq!(times.absolute, Duration::days(7));
        assert_eq!(policy.times(&[]), policy.members);
    }

    #[test]
    fn a_display_name_is_neither_empty_nor_endless() {
        assert!(check_display_name("  ", "/display_name").is_err());
        assert!(check_display_name(&"ă".repeat(201), "/display_name").is_err());
        assert!(check_display_name("Đồng chí Nguyễn Thị Mơ", "/display_name").is_ok());
    }
}
