//! Who calls: the token names a session; rights are read from the database for
//! each request and kept a few seconds at most.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use lamtheo_db::schema::{delegations, memberships, role_assignments, sessions, users};
use lamtheo_db::{Db, Outcome, stored};
use lamtheo_domain::access::{Assignment, Caller, Role};
use lamtheo_domain::kernel::{Class, Moment, Refusal, ids::*};
use lamtheo_domain::roll::{MemberKind, Membership};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How long rights read from the database are believed, in seconds.
const KEPT_SECONDS: i64 = 5;
/// Callers kept.
const MOST_KEPT: usize = 20_000;

/// Verifies access tokens; the auth room provides it.
pub trait VerifyToken: Send + Sync {
    /// The account and the session a token names.
    fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<(UserId, SessionId), Refusal>;
}

/// 401: no or no valid sign-in.
pub fn unauthenticated() -> Refusal {
    Refusal::new(
        Class::Unauthenticated,
        "unauthenticated",
        "Đồng chí chưa đăng nhập hoặc phiên làm việc đã hết hạn; vui lòng đăng nhập lại",
    )
}

type Kept = (DateTime<Utc>, Arc<Caller>);

/// Callers read a moment ago, by session.
#[derive(Default)]
pub struct CallerCache {
    kept: Mutex<HashMap<SessionId, Kept>>,
}

impl CallerCache {
    /// The caller of a session, if it was read within the last seconds.
    pub fn get(&self, session: &SessionId, now: DateTime<Utc>) -> Option<Arc<Caller>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, caller) = kept.get(session)?;
        let age = now - *at;
        (age >= Duration::zero() && age < Duration::seconds(KEPT_SECONDS))
            .then(|| Arc::clone(caller))
    }

    /// Keeps a caller.
    pub fn put(&self, now: DateTime<Utc>, caller: Arc<Caller>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.retain(|_, (at, _)| now - *at < Duration::seconds(KEPT_SECONDS));
        }
        kept.insert(caller.session_id.clone(), (now, caller));
    }

    /// Forgets everyone: after a change of roles, accounts, sessions, roll or
    /// delegations, so that this process applies it at once.
    pub fn clear(&self) {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Reads the caller of a live session.
pub fn load(
    conn: &mut Db,
    user_id: &UserId,
    session_id: &SessionId,
    at: Moment,
) -> Outcome<Caller> {
    let now = stored(at.now);
    let found = sessions::table
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .filter(sessions::id.eq(session_id))
        .filter(sessions::user_id.eq(user_id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::absolute_expires_at.gt(now))
        .filter(users::status.eq("active"))
        .select((users::person_id, users::must_change_password))
        .first::<(Option<PersonId>, bool)>(conn)
        .optional()?;
    let Some((person_id, must_change)) = found else {
        return Err(unauthenticated().into());
    };
    if must_change {
        return Err(unauthenticated().into());
    }
    let mut assignments: Vec<Assignment> = role_assignments::table
        .filter(role_assignments::user_id.eq(user_id))
        .filter(role_assignments::valid_from.le(at.today))
        .filter(
            role_assignments::valid_to
                .is_null()
                .or(role_assignments::valid_to.gt(at.today)),
        )
        .select((role_assignments::role, role_assignments::unit_id))
        .load::<(Role, UnitId)>(conn)?
        .into_iter()
        .map(|(role, unit_id)| Assignment {
            role,
            unit_id,
            deputy: false,
        })
        .collect();
    let (home_units, party_member) = match &person_id {
        None => (Vec::new(), false),
        Some(person) => {
            assignments.extend(deputies(conn, person, at)?);
            home(conn, person, at)?
        }
    };
    Ok(Caller {
        user_id: user_id.clone(),
        session_id: session_id.clone(),
        person_id,
        home_units,
        party_member,
        assignments,
    })
}

fn deputies(conn: &mut Db, person: &PersonId, at: Moment) -> Outcome<Vec<Assignment>> {
    Ok(delegations::table
        .filter(delegations::to_person_id.eq(person))
        .filter(delegations::valid_from.le(at.today))
        .filter(delegations::valid_to.gt(at.today))
        .select(delegations::unit_id)
        .load::<UnitId>(conn)?
        .into_iter()
        .map(|unit_id| Assignment {
            role: Role::BranchSecretary,
            unit_id,
            deputy: true,
        })
        .collect())
}

fn home(conn: &mut Db, person: &PersonId, at: Moment) -> Outcome<(Vec<UnitId>, bool)> {
    let rows = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::valid_from.le(at.today))
        .filter(
            memberships::valid_to
                .is_null()
                .or(memberships::valid_to.gt(at.today)),
        )
        .select((memberships::unit_id, memberships::member_kind))
        .load::<(UnitId, MemberKind)>(conn)?;
    let member = rows
        .iter()
        .any(|(_, kind)| kind.membership() == Membership::PartyMember);
    Ok((rows.into_iter().map(|(unit, _)| unit).collect(), member))
}
