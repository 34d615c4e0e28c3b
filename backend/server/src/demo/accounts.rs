//! Who signs in: the named accounts of the demonstration, an account for every
//! head and office, and own accounts of some members. Only the named ones have
//! a password; the others get a one-time code when somebody needs them.

use super::roll::{PersonIx, Roll};
use super::seed::Rng;
use super::tree::{Tree, UnitIx};
use lamtheo_domain::access::Role;
use lamtheo_domain::roll::{MemberKind, PositionGroup};
use lamtheo_domain::unit::UnitLevel;

/// An account's place in [`Accounts::list`].
pub type AccountIx = usize;

/// The names that everybody uses; their password is given on the command line.
pub const NAMED: [&str; 10] = [
    "dangvien",
    "chibo",
    "xa",
    "xa_lanhdao",
    "huyen",
    "huyen_lanhdao",
    "tinh",
    "tinh_lanhdao",
    "kiemtra",
    "quantri",
];

/// An account of the plan.
#[derive(Debug, Clone)]
pub struct Account {
    /// Sign-in name.
    pub username: String,
    /// Shown name; the person's, where there is one.
    pub display_name: String,
    /// Whose.
    pub person: Option<PersonIx>,
    /// Roles on units.
    pub roles: Vec<(Role, UnitIx)>,
}

/// All accounts.
#[derive(Debug)]
pub struct Accounts {
    /// The accounts; the named ones are among them.
    pub list: Vec<Account>,
    /// By person.
    pub of_person: Vec<Option<AccountIx>>,
    /// Who decides for a unit: its head.
    pub leader: Vec<Option<AccountIx>>,
    /// Who prepares for a unit: its office; a chi bộ's secretary does it alone.
    pub staff: Vec<Option<AccountIx>>,
    /// A chi bộ's deputy with a delegation.
    pub deputy: Vec<Option<AccountIx>>,
}

/// Plans the accounts.
pub fn plan(tree: &Tree, roll: &Roll, seed: u64) -> Accounts {
    let mut rng = Rng::new(seed, 6);
    let units = tree.units.len();
    let mut accounts = Accounts {
        list: Vec::new(),
        of_person: vec![None; roll.people.len()],
        leader: vec![None; units],
        staff: vec![None; units],
        deputy: vec![None; units],
    };
    for (ix, unit) in tree.units.iter().enumerate() {
        let people = &roll.of_unit[ix];
        let Some(head) = people.first() else { continue };
        let branch = unit.kind.is_branch();
        let role = if branch {
            Role::BranchSecretary
        } else {
            Role::UnitLeader
        };
        accounts.leader[ix] = Some(accounts.open(tree, roll, *head, Some((role, ix))));
        accounts.staff[ix] = accounts.leader[ix];
        if !branch && let Some(office) = office(tree, roll, ix) {
            let role = if unit.level == UnitLevel::Province {
                Role::ProvinceStaff
            } else {
                Role::UnitStaff
            };
            accounts.staff[ix] = Some(accounts.open(tree, roll, office, Some((role, ix))));
        }
        if branch && ix != tree.chain.branch && people.len() > 9 && rng.chance(80) {
            accounts.deputy[ix] = Some(accounts.open(tree, roll, people[1], None));
        }
        accounts.members(tree, roll, ix, &mut rng);
    }
    accounts.without_person(tree);
    accounts
}

/// The person who runs a committee's office: the last Party member of the unit.
pub fn office(tree: &Tree, roll: &Roll, unit: UnitIx) -> Option<PersonIx> {
    let people = &roll.of_unit[unit];
    let member = people
        .iter()
        .skip(1)
        .rfind(|ix| roll.people[**ix].stays[0].kind != MemberKind::NonMember);
    let any = people.iter().skip(1).next_back();
    if tree.units[unit].kind.is_external() {
        member.or(any).copied()
    } else {
        member.copied()
    }
}

impl Accounts {
    /// Opens (or finds) a person's account; adds `role`.
    fn open(
        &mut self,
        tree: &Tree,
        roll: &Roll,
        person: PersonIx,
        role: Option<(Role, UnitIx)>,
    ) -> AccountIx {
        let ix = self.of_person[person].unwrap_or_else(|| {
            let planned = &roll.people[person];
            let home = planned.stays.last().map_or(0, |stay| stay.unit);
            self.list.push(Account {
                username: named(tree, roll, person)
                    .unwrap_or_else(|| format!("dv{:06}", person + 1)),
                display_name: planned.name.clone(),
                person: Some(person),
                roles: vec![(Role::Member, home)],
            });
            self.list.len() - 1
        });
        self.of_person[person] = Some(ix);
        self.list[ix].roles.splice(0..0, role);
        ix
    }

    /// Own accounts of members: in the chain's branch most, elsewhere one in six.
    fn members(&mut self, tree: &Tree, roll: &Roll, unit: UnitIx, rng: &mut Rng) {
        let near = unit == tree.chain.branch || unit == tree.chain.commune;
        let per_mille = if near { 700 } else { 160 };
        for (order, person) in roll.of_unit[unit].iter().enumerate() {
            let plain = roll.people[*person].stays[0].group == PositionGroup::None;
            let always = unit == tree.chain.branch && order == DANGVIEN;
            let moved = roll.people[*person]
                .stays
                .iter()
                .any(|stay| stay.end_reason.is_some());
            if always || (plain && !moved && rng.chance(per_mille)) {
                self.open(tree, roll, *person, None);
            }
        }
    }

    /// The inspector and the administrator are offices, not persons on the roll.
    fn without_person(&mut self, tree: &Tree) {
        for (username, display_name, role) in [
            ("kiemtra", "Cán bộ Ủy ban Kiểm tra Tỉnh ủy", Role::Inspector),
            ("quantri", "Quản trị hệ thống", Role::SystemAdmin),
        ] {
            self.list.push(Account {
                username: username.to_owned(),
                display_name: display_name.to_owned(),
                person: None,
                roles: vec![(role, tree.chain.province)],
            });
        }
    }
}

/// `dangvien` in the order of the chain's branch.
pub const DANGVIEN: usize = 16;

/// The well-known name of a person of the chain.
fn named(tree: &Tree, roll: &Roll, person: PersonIx) -> Option<String> {
    let chain = &tree.chain;
    let leaders = [
        (chain.branch, "chibo"),
        (chain.commune, "xa_lanhdao"),
        (chain.district, "huyen_lanhdao"),
        (chain.province, "tinh_lanhdao"),
    ];
    let offices = [
        (chain.commune, "xa"),
        (chain.district, "huyen"),
        (chain.province, "tinh"),
    ];
    let leader = leaders
        .iter()
        .find(|(unit, _)| roll.head(*unit) == Some(person));
    let staff = offices
        .iter()
        .find(|(unit, _)| office(tree, roll, *unit) == Some(person));
    let member = roll.of_unit[chain.branch].get(DANGVIEN) == Some(&person);
    leader
        .or(staff)
        .map(|(_, name)| *name)
        .or(member.then_some("dangvien"))
        .map(str::to_owned)
}
