//! Puts one notice into one inbox and, when the reader wants it, a letter into
//! the queue; once per reader and event, whoever tries again.

use super::post;
use super::store::{self, NoticeRow};
use lamtheo_db::{Db, Outcome, stored};
use lamtheo_domain::kernel::{Moment, ids::*};
use lamtheo_domain::notice::NoticeKind;

/// Whether letters go out, and where their readers find the service.
#[derive(Debug, Clone)]
pub struct Posting {
    /// An SMTP server is configured.
    pub on: bool,
    /// The address under which browsers reach the service.
    pub base_url: String,
}

/// One notice to one reader.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The reader.
    pub user: UserId,
    /// Which setting holds.
    pub kind: NoticeKind,
    /// The event's name.
    pub event: String,
    /// The reader is told this once.
    pub event_key: String,
    /// Notices that belong together.
    pub group_key: String,
    /// One line.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// Resource and id of what it is about.
    pub object: Option<(String, String)>,
    /// The unit concerned.
    pub unit: Option<UnitId>,
}

/// A notice that was written.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its row.
    pub id: NotificationId,
    /// Whether the reader gets it, in the inbox or by letter; not when the
    /// reader has switched the kind off.
    pub reached: bool,
}

/// Tells it; `None` when the reader was told before. A reader who does not want
/// it in the inbox keeps a hidden row: it is what makes it once.
pub fn tell(conn: &mut Db, at: Moment, posting: &Posting, notice: Notice) -> Outcome<Option<Told>> {
    let now = stored(at.now);
    let settings = store::settings(conn, &notice.user, now)?;
    let choice = settings.choices().of(notice.kind);
    let (object_type, object_id) = notice.object.unzip();
    let row = NoticeRow {
        id: NotificationId::new(at.now),
        user_id: notice.user,
        kind: notice.kind,
        event: notice.event,
        event_key: notice.event_key,
        group_key: notice.group_key,
        title: notice.title,
        body: notice.body,
        object_type,
        object_id,
        unit_id: notice.unit,
        in_app: choice.in_app,
        read_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    if !store::insert(conn, &row)? {
        return Ok(None);
    }
    let address = settings.email.filter(|_| posting.on && choice.email);
    let reached = choice.in_app || address.is_some();
    if let Some(address) = address {
        post::enqueue(
            conn,
            at,
            posting,
            &row.user_id,
            &address,
            (&row.id, &row.title, &row.body),
        )?;
    }
    Ok(Some(Told {
        id: row.id,
        reached,
    }))
}

/// The settings of `user`.
pub(super) fn settings_of(conn: &mut Db, user: &UserId, at: Moment) -> Outcome<store::SettingsRow> {
    store::settings(conn, user, stored(at.now))
}
