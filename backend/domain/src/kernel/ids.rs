//! Identifiers: UUIDv7 as 36 lower-case characters, one type per concept so
//! that a unit's id cannot stand where a person's is meant.

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// Makes a UUIDv7 text for the instant `now`.
fn fresh(now: DateTime<Utc>) -> String {
    let nanos = now.timestamp_subsec_nanos();
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)).to_string()
}

/// Parses an id: canonical lower-case UUID text.
fn parse(text: &str) -> Result<String, String> {
    Uuid::try_parse(text)
        .map(|id| id.to_string())
        .map_err(|_| "not an id".to_owned())
}

macro_rules! id_types {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize,
                 utoipa::ToSchema,
                 diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        #[serde(transparent)]
        #[schema(value_type = String, format = "uuid")]
        pub struct $name(String);

        impl $name {
            /// A new id, ordered by the instant `now`.
            pub fn new(now: DateTime<Utc>) -> Self { Self(fresh(now)) }

            /// An id that the caller already knows to be canonical, e.g. read from the database.
            pub fn from_trusted(text: impl Into<String>) -> Self { Self(text.into()) }

            /// The 36 characters.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> { parse(text).map(Self) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(bytes).map(Self)
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, DB>>::to_sql(&self.0, out)
            }
        }
    )+};
}

id_types! {
    /// A unit (tổ chức đảng, đơn vị).
    UnitId,
    /// A person (cá nhân).
    PersonId,
    /// A dated membership of a person in a unit.
    MembershipId,
    /// A dated delegation of a secretary's decisions to a deputy.
    DelegationId,
    /// An account.
    UserId,
    /// A role assignment.
    RoleAssignmentId,
    /// A signed-in session.
    SessionId,
    /// A branch meeting (sinh hoạt chi bộ).
    MeetingId,
    /// A policy document (chỉ thị, kết luận).
    PolicyDocumentId,
    /// A programme year.
    ProgrammeYearId,
    /// A study topic (chuyên đề).
    TopicId,
    /// A registration (bản đăng ký).
    RegistrationId,
    /// A pledge (việc làm theo).
    PledgeId,
    /// A reported figure (số liệu báo cáo).
    FigureId,
    /// A pressing issue (vấn đề bức xúc, nổi cộm).
    IssueId,
    /// A milestone of an issue (mốc công việc).
    MilestoneId,
    /// A saved view of a list.
    SavedViewId,
    /// An uploaded file (tệp).
    FileId,
    /// A file that hangs on a record (minh chứng).
    EvidenceId,
    /// A job of the queue.
    JobId,
    /// A notice in somebody's inbox.
    NotificationId,
    /// A reminder of the ledger.
    ReminderId,
    /// Any other row: names, parents, audit, outbox, reports.
    RowId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_by_time_and_canonical() {
        let early = UnitId::new(DateTime::from_timestamp_millis(1_000).unwrap());
        let late = UnitId::new(DateTime::from_timestamp_millis(2_000).unwrap());
        assert!(early < late);
        let shouted = early.as_str().to_uppercase();
        assert_eq!(shouted.parse::<UnitId>().unwrap(), early);
        assert!("not-an-id".parse::<UnitId>().is_err());
    }
}
