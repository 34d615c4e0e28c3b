//! The small world and its records fit both schemas.

use diesel::prelude::*;
use lamtheo_db::schema::{audit_log, pledges, registrations, unit_closure};
use lamtheo_tests::records::{RegistrationSeed, Subject, meeting};
use lamtheo_tests::{FreshDatabase, SMALL_WORLD, both_backends, world};

both_backends! {
    fn records_in_every_state_can_be_seeded(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &SMALL_WORLD);
        let mut conn = fresh.connect();
        for (person, status) in [("B.1", "draft"), ("B.2", "submitted"), ("B2.1", "returned"), ("H.1", "approved")] {
            RegistrationSeed::new(Subject::Person(person.into()), status, "branch_secretary@B").insert(&mut conn);
        }
        let collective = RegistrationSeed::new(Subject::Unit("C".into()), "approved", "unit_staff@C")
            .pledge_status("reported")
            .pledges(2)
            .insert(&mut conn);
        assert_eq!(collective.pledges.len(), 2);
        meeting(&mut conn, "B", "branch_secretary@B");
        assert_eq!(registrations::table.count().get_result(&mut conn), Ok(5));
        assert_eq!(pledges::table.count().get_result(&mut conn), Ok(6));
        assert_eq!(audit_log::table.count().get_result(&mut conn), Ok(0));
    }

    fn the_closure_is_dated(backend: Backend) {
        let fresh = FreshDatabase::filled(backend, &SMALL_WORLD);
        let above = |unit: &str| {
            unit_closure::table
                .filter(unit_closure::descendant_id.eq(world::unit(unit)))
                .filter(unit_closure::valid_to.is_null())
                .order(unit_closure::depth)
                .select(unit_closure::ancestor_id)
                .load::<String>(&mut fresh.connect())
                .expect("the line")
        };
        let line = |keys: &[&str]| keys.iter().map(|key| world::unit(key).to_string()).collect::<Vec<_>>();
        assert_eq!(above("H"), line(&["H", "B", "C", "D", "P"]));
        assert_eq!(above("F"), line(&["F", "X2"]));
    }
}
