//! What clients ask of the room: filters of the list and bodies.

use chrono::NaiveDate;
use lamtheo_domain::kernel::ids::*;
use lamtheo_domain::meeting::MeetingKind;
use lamtheo_domain::registration::PledgeResult;
use lamtheo_domain::text_enum;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MeetingQuery {
    /// From 1.
    #[param(value_type = Option<i32>)]
    pub page: Option<i64>,
    /// At most 200, 50 by default.
    #[param(value_type = Option<i32>)]
    pub per_page: Option<i64>,
    /// `held_on` or `-held_on` (default).
    pub sort: Option<String>,
    /// Meetings of this unit and everything below it.
    pub unit: Option<UnitId>,
    /// Held on this day or later.
    pub held_from: Option<NaiveDate>,
    /// Held on this day or earlier.
    pub held_to: Option<NaiveDate>,
}

/// A meeting that was held.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMeeting {
    /// The chi bộ.
    pub unit_id: UnitId,
    /// The day it was held.
    pub held_on: NaiveDate,
    /// Regular, thematic or extraordinary.
    pub kind: MeetingKind,
    /// Theme of the month.
    #[serde(default)]
    pub theme: String,
    /// Members present.
    pub present_count: i32,
    /// Members absent.
    pub absent_count: i32,
    /// Number of the minutes.
    pub minutes_no: String,
}

/// A correction; what is left out stays.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMeeting {
    /// The day it was held.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
    /// Regular, thematic or extraordinary.
    #[serde(default)]
    pub kind: Option<MeetingKind>,
    /// Theme of the month.
    #[serde(default)]
    pub theme: Option<String>,
    /// Members present.
    #[serde(default)]
    pub present_count: Option<i32>,
    /// Members absent.
    #[serde(default)]
    pub absent_count: Option<i32>,
    /// Number of the minutes.
    #[serde(default)]
    pub minutes_no: Option<String>,
}

text_enum! {
    /// What a meeting decides about a record.
    ActVerb {
        Approve = "approve",
        Return = "return",
        Verify = "verify",
        SendBack = "send-back",
    }
}

text_enum! {
    /// What an item of an act is about.
    ActRecord { Registration = "registration", Pledge = "pledge" }
}

/// One record of an act: `approve` and `return` name a registration, `verify`
/// and `send-back` a pledge.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActItem {
    /// What the meeting decided.
    pub verb: ActVerb,
    /// What the id names; may be left out, the verb tells it.
    #[serde(default)]
    pub record: Option<ActRecord>,
    /// The registration or pledge.
    pub id: String,
    /// The version that was read.
    pub version: i32,
    /// For `verify`: the result as found; the declared one when left out.
    #[serde(default)]
    pub result: Option<PledgeResult>,
    /// For `return` and `send-back`: what is to be improved.
    #[serde(default)]
    pub comment: Option<String>,
}

/// One act of a meeting over many records.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acts {
    /// 1 to 200 records.
    pub items: Vec<ActItem>,
}
