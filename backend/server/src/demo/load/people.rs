//! Persons, memberships, exemptions, delegations, accounts and roles.

use super::Loader;
use crate::demo::accounts::NAMED;
use crate::demo::roll::Stay;
use crate::demo::seed::day;
use crate::rows::{DelegationRow, ExemptionRow, MembershipRow, PersonRow, RoleRow, UserRow};
use lamtheo_db::DbError;
use lamtheo_domain::account::username_key;
use lamtheo_domain::kernel::text::{person_sort_key, search_key};
use lamtheo_domain::roll::EndReason;

impl Loader<'_> {
    pub(super) fn people(&mut self) -> Result<(), DbError> {
        let plan = self.plan;
        let (mut people, mut memberships, mut exemptions) = (vec![], vec![], vec![]);
        for (ix, person) in plan.roll.people.iter().enumerate() {
            let id = &self.person_ids[ix];
            people.push(PersonRow {
                id: id.clone(),
                full_name: person.name.clone(),
                search_key: search_key(&person.name),
                sort_key: person_sort_key(&person.name),
                birth_year: Some(person.birth_year),
                membership_no: person.membership_no.clone(),
                source: "demo".into(),
                external_id: Some(format!("CN-{:06}", ix + 1)),
                version: 1,
                created_at: self.stamp.clone(),
                updated_at: self.stamp.clone(),
            });
            for stay in &person.stays {
                let membership = self.membership(ix, stay);
                exemptions.extend(stay.exempt.map(|(reason, from, to)| ExemptionRow {
                    id: self.ids.next(),
                    membership_id: membership.id.clone(),
                    reason: reason.as_str(),
                    note: None,
                    valid_from: from,
                    valid_to: to,
                    created_at: self.stamp.clone(),
                }));
                memberships.push(membership);
            }
        }
        self.insert(&people)?;
        self.insert(&memberships)?;
        self.insert(&exemptions)?;
        self.delegations()
    }

    fn membership(&mut self, person: usize, stay: &Stay) -> MembershipRow {
        MembershipRow {
            id: self.ids.next(),
            person_id: self.person_ids[person].clone(),
            unit_id: self.unit_ids[stay.unit].clone(),
            member_kind: stay.kind.as_str(),
            position: stay.position.clone(),
            position_group: stay.group.as_str(),
            managed_by_unit_id: stay.managed_by.map(|unit| self.unit_ids[unit].clone()),
            valid_from: stay.from,
            valid_to: stay.to,
            end_reason: stay.end_reason.map(EndReason::as_str),
            version: 1,
            created_at: self.stamp.clone(),
            updated_at: self.stamp.clone(),
        }
    }

    /// A deputy with an account acts for the secretary from 2021 to 2022.
    fn delegations(&mut self) -> Result<(), DbError> {
        let plan = self.plan;
        let mut rows = Vec::new();
        for (unit, deputy) in plan.accounts.deputy.iter().enumerate() {
            let people = &plan.roll.of_unit[unit];
            if let (Some(_), [secretary, second, ..]) = (deputy, &people[..]) {
                rows.push(DelegationRow {
                    id: self.ids.next(),
                    unit_id: self.unit_ids[unit].clone(),
                    from_person_id: self.person_ids[*secretary].clone(),
                    to_person_id: self.person_ids[*second].clone(),
                    document_no: Some("01-NQ/CB".to_owned()),
                    reason: Some("Phân công trong chi ủy".to_owned()),
                    valid_from: day(2021, 1, 1),
                    valid_to: day(2023, 1, 1),
                    version: 1,
                    created_at: self.stamp.clone(),
                    updated_at: self.stamp.clone(),
                });
            }
        }
        self.insert(&rows)
    }

    pub(super) fn accounts(&mut self, password_hash: &str) -> Result<(), DbError> {
        let plan = self.plan;
        let (mut users, mut roles) = (Vec::new(), Vec::new());
        for (ix, account) in plan.accounts.list.iter().enumerate() {
            let named = NAMED.contains(&account.username.as_str());
            users.push(UserRow {
                id: self.account_ids[ix].clone(),
                username: account.username.clone(),
                username_key: username_key(&account.username),
                display_name: account.display_name.clone(),
                search_key: search_key(&format!("{} {}", account.username, account.display_name)),
                person_id: account.person.map(|person| self.person_ids[person].clone()),
                status: "active",
                password_hash: named.then(|| password_hash.to_owned()),
                must_change_password: !named,
                code_hash: None,
                code_expires_at: None,
                password_changed_at: named.then(|| self.stamp.clone()),
                last_login_at: None,
                version: 1,
                created_at: self.stamp.clone(),
                updated_at: self.stamp.clone(),
            });
            for (role, unit) in &account.roles {
                roles.push(RoleRow {
                    id: self.ids.next(),
                    user_id: self.account_ids[ix].clone(),
                    role: role.as_str(),
                    unit_id: self.unit_ids[*unit].clone(),
                    valid_from: day(2020, 1, 1).max(plan.tree.units[*unit].since),
                    valid_to: None,
                    granted_by: None,
                    version: 1,
                    created_at: self.stamp.clone(),
                    updated_at: self.stamp.clone(),
                });
            }
        }
        self.insert(&users)?;
        self.insert(&roles)
    }
}
