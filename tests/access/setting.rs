//! Who asks about what: a role, a relation, and the unit and person they mean.

use crate::matrix::Relation;
use lamtheo_db::Db;
use lamtheo_tests::{Actor, TestApp, accounts, world};

/// One cell of the matrix in one application.
pub struct Setting<'a> {
    pub app: &'a TestApp,
    pub role: &'static str,
    pub relation: Relation,
}

/// The unit on which the account of a role stands.
pub fn home_of(role: &str) -> &'static str {
    match role {
        "member" | "branch_secretary" => "B",
        "unit_staff" | "unit_leader" => "C",
        "inspector" | "system_admin" => "D",
        "province_staff" => "P",
        _ => panic!("no home for {role}"),
    }
}

/// The unit that stands in `relation` to the home of `role`, if there is one.
pub fn unit_in(role: &str, relation: Relation) -> Option<&'static str> {
    let home = home_of(role);
    let (child, sibling, parent) = match home {
        "B" => ("H", Some("B2"), Some("C")),
        "C" => ("B", Some("C2"), Some("D")),
        "D" => ("C", Some("D2"), Some("P")),
        _ => ("D", None, None),
    };
    match relation {
        Relation::Own | Relation::SameUnit => Some(home),
        Relation::Child => Some(child),
        Relation::Sibling => sibling,
        Relation::Parent => parent,
        Relation::ExternalRoot => Some("X"),
        Relation::FormerUnit => Some("F"),
    }
}

impl Setting<'_> {
    /// The caller's account and person.
    pub fn caller_key(&self) -> String {
        format!("{}@{}", self.role, home_of(self.role))
    }

    /// The caller, signed in for this cell alone: some requests end sessions.
    pub fn caller(&self) -> Actor {
        self.app.user_in(&self.caller_key(), &self.mark())
    }

    /// Opens the cell's session.
    pub fn sign_in(&self, conn: &mut Db) {
        accounts::open_session(conn, &self.caller_key(), &self.mark()).expect("a session");
    }

    /// The unit meant.
    pub fn unit_key(&self) -> &'static str {
        unit_in(self.role, self.relation).expect("a unit in this relation")
    }

    /// The unit meant, as an id.
    pub fn unit(&self) -> String {
        world::unit(self.unit_key()).to_string()
    }

    /// The person meant.
    pub fn person_key(&self) -> String {
        match self.relation {
            Relation::Own => self.caller_key(),
            _ => format!("{}.1", self.unit_key()),
        }
    }

    /// The person meant, as an id.
    pub fn person(&self) -> String {
        world::person(&self.person_key()).to_string()
    }

    /// Whose account types in what nobody in this cell typed in.
    pub fn writer_key(&self) -> String {
        match self.relation {
            Relation::Own => self.caller_key(),
            _ => "unit_leader@D2".to_owned(),
        }
    }

    /// A text that no other cell of this application uses.
    pub fn mark(&self) -> String {
        format!("{}-{:?}", self.role, self.relation).to_lowercase()
    }
}
