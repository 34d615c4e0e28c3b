//! Persons, the roll and delegations as clients see them.

use crate::web::Entity;
use chrono::{DateTime, NaiveDate, Utc};
use lamtheo_domain::kernel::ids::{DelegationId, MembershipId, PersonId, UnitId};
use lamtheo_domain::registration::Warning;
use lamtheo_domain::roll::{ExemptionReason, MemberKind, NotObliged, PositionGroup};
use serde::Serialize;
use utoipa::ToSchema;

/// A person, with where the person belongs today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonView {
    /// Id.
    pub id: PersonId,
    /// Full name.
    pub full_name: String,
    /// Tells namesakes apart.
    pub birth_year: Option<i32>,
    /// Tells namesakes apart.
    pub membership_no: Option<String>,
    /// The membership of today, or the last one.
    pub membership_id: MembershipId,
    /// Its unit.
    pub unit_id: UnitId,
    /// The unit's name today.
    pub unit_name: Option<String>,
    /// Official, probationary, not a member.
    pub member_kind: MemberKind,
    /// Position; may be empty.
    pub position: String,
    /// Group of the position.
    pub position_group: PositionGroup,
    /// The committee that manages the cadre.
    pub managed_by_unit_id: Option<UnitId>,
    /// Whether the membership holds today.
    pub current: bool,
    /// Where the person comes from.
    pub source: String,
    /// The person's id there.
    pub external_id: Option<String>,
    /// Advice that refuses nothing: `likely_duplicate`.
    pub warnings: Vec<Warning>,
    /// `edit`.
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When the person was entered.
    pub created_at: DateTime<Utc>,
    /// When the person was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for PersonView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A person on the roll.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RollPerson {
    /// Id.
    pub id: PersonId,
    /// Full name.
    pub full_name: String,
    /// Tells namesakes apart.
    pub birth_year: Option<i32>,
    /// Tells namesakes apart.
    pub membership_no: Option<String>,
}

/// A line of the dated roll.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MembershipView {
    /// Id.
    pub id: MembershipId,
    /// The person's id.
    pub person_id: PersonId,
    /// The person.
    pub person: RollPerson,
    /// The unit.
    pub unit_id: UnitId,
    /// Its name on the day of reading.
    pub unit_name: Option<String>,
    /// Official, probationary, not a member.
    pub member_kind: MemberKind,
    /// Position; may be empty.
    pub position: String,
    /// Group of the position.
    pub position_group: PositionGroup,
    /// The committee that manages the cadre.
    pub managed_by_unit_id: Option<UnitId>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    pub valid_to: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// Whether the person is obliged to register on the day of reading.
    pub obliged: bool,
    /// Why not, if not.
    pub not_obliged_reason: Option<NotObliged>,
    /// The reason of the exemption that holds on the day of reading.
    pub exempt_reason: Option<ExemptionReason>,
    /// First day on which that exemption no longer holds.
    pub exempt_until: Option<NaiveDate>,
    /// `edit`, `transfer`, `exempt`, `end-exemption`, `end`.
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for MembershipView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A person by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonName {
    /// Id.
    pub id: PersonId,
    /// Full name.
    pub full_name: String,
}

/// A deputy who decides for the secretary of a chi bộ for a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DelegationView {
    /// Id.
    pub id: DelegationId,
    /// The chi bộ.
    pub unit_id: UnitId,
    /// Its name today.
    pub unit_name: Option<String>,
    /// For whom.
    pub from_person: PersonName,
    /// Who acts.
    pub to_person: PersonName,
    /// Number of the document, if there is one.
    pub document_no: Option<String>,
    /// Reason.
    pub reason: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    pub valid_to: NaiveDate,
    /// `end`.
    pub allowed_actions: Vec<&'static str>,
    /// Version; the ETag.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Entity for DelegationView {
    fn version(&self) -> i32 {
        self.version
    }
}
