//! The tables as diesel sees them; the same on both databases.
#![allow(missing_docs)]

diesel::table! {
    schema_migrations (name) {
        name -> Text,
        checksum -> Text,
        applied_at -> Timestamp,
    }
}

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    locks (name) {
        name -> Text,
        holder -> Text,
        locked_until -> Timestamp,
    }
}

diesel::table! {
    rate_limits (bucket) {
        bucket -> Text,
        tokens -> Double,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    idempotency_keys (actor_id, key) {
        actor_id -> Text,
        key -> Text,
        fingerprint -> Text,
        status -> Integer,
        location -> Nullable<Text>,
        etag -> Nullable<Text>,
        body -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    audit_log (id) {
        id -> Text,
        at -> Timestamp,
        actor_user_id -> Nullable<Text>,
        session_id -> Nullable<Text>,
        ip -> Nullable<Text>,
        request_id -> Text,
        action -> Text,
        object_type -> Text,
        object_id -> Text,
        unit_id -> Nullable<Text>,
        reason -> Nullable<Text>,
        before_state -> Nullable<Text>,
        after_state -> Nullable<Text>,
        content_hash -> Text,
    }
}

diesel::table! {
    audit_seal (seq) {
        seq -> BigInt,
        audit_id -> Text,
        chain_hash -> Text,
        sealed_at -> Timestamp,
    }
}

diesel::table! {
    outbox (id) {
        id -> Text,
        at -> Timestamp,
        event -> Text,
        object_type -> Text,
        object_id -> Text,
        unit_id -> Nullable<Text>,
        audit_id -> Text,
        delivered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    units (id) {
        id -> Text,
        party_unit_id -> Nullable<Text>,
        source -> Text,
        external_id -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    unit_names (id) {
        id -> Text,
        unit_id -> Text,
        name -> Text,
        committee_name -> Text,
        short_name -> Text,
        kind -> Text,
        level -> Text,
        reporting_mode -> Text,
        search_key -> Text,
        sort_key -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    unit_parents (id) {
        id -> Text,
        unit_id -> Text,
        parent_id -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    unit_closure (ancestor_id, descendant_id, valid_from) {
        ancestor_id -> Text,
        descendant_id -> Text,
        depth -> Integer,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    unit_codes (id) {
        id -> Text,
        unit_id -> Text,
        system -> Text,
        code -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        full_name -> Text,
        search_key -> Text,
        sort_key -> Text,
        birth_year -> Nullable<Integer>,
        membership_no -> Nullable<Text>,
        source -> Text,
        external_id -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        person_id -> Text,
        unit_id -> Text,
        member_kind -> Text,
        position -> Text,
        position_group -> Text,
        managed_by_unit_id -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        end_reason -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    exemptions (id) {
        id -> Text,
        membership_id -> Text,
        reason -> Text,
        note -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    delegations (id) {
        id -> Text,
        unit_id -> Text,
        from_person_id -> Text,
        to_person_id -> Text,
        document_no -> Nullable<Text>,
        reason -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Date,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        username -> Text,
        username_key -> Text,
        display_name -> Text,
        search_key -> Text,
        person_id -> Nullable<Text>,
        status -> Text,
        password_hash -> Nullable<Text>,
        must_change_password -> Bool,
        code_hash -> Nullable<Text>,
        code_expires_at -> Nullable<Timestamp>,
        password_changed_at -> Nullable<Timestamp>,
        last_login_at -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    role_assignments (id) {
        id -> Text,
        user_id -> Text,
        role -> Text,
        unit_id -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        granted_by -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> Text,
        user_agent -> Text,
        ip -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        idle_expires_at -> Timestamp,
        absolute_expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    refresh_tokens (id) {
        id -> Text,
        session_id -> Text,
        token_hash -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    policy_documents (id) {
        id -> Text,
        number -> Text,
        kind -> Text,
        title -> Text,
        issuer -> Text,
        issued_on -> Date,
        ended_on -> Nullable<Date>,
        search_key -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    programme_years (id) {
        id -> Text,
        year -> Integer,
        status -> Text,
        policy_document_id -> Nullable<Text>,
        topic -> Text,
        registration_opens_on -> Date,
        registration_closes_on -> Date,
        mid_year_on -> Date,
        report_opens_on -> Date,
        year_end_on -> Date,
        report_due_on -> Date,
        pledge_limit -> Integer,
        pledge_maximum -> Integer,
        evidence_required -> Bool,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    branch_meetings (id) {
        id -> Text,
        unit_id -> Text,
        held_on -> Date,
        kind -> Text,
        theme -> Text,
        present_count -> Integer,
        absent_count -> Integer,
        minutes_no -> Text,
        recorded_by -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    registrations (id) {
        id -> Text,
        year -> Integer,
        subject_kind -> Text,
        subject_key -> Text,
        person_id -> Nullable<Text>,
        unit_id -> Text,
        membership -> Nullable<Text>,
        position -> Text,
        position_group -> Text,
        entered_by -> Text,
        on_behalf -> Bool,
        paper_signed -> Bool,
        status -> Text,
        visibility -> Text,
        late -> Bool,
        approval_step -> Nullable<Integer>,
        submitted_at -> Nullable<Timestamp>,
        submitted_by -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
        approved_by -> Nullable<Text>,
        returned_comment -> Nullable<Text>,
        decision_body -> Nullable<Text>,
        decision_document_no -> Nullable<Text>,
        decision_on -> Nullable<Date>,
        decision_meeting_id -> Nullable<Text>,
        source -> Text,
        external_id -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    pledges (id) {
        id -> Text,
        registration_id -> Text,
        unit_id -> Text,
        year -> Integer,
        subject_kind -> Text,
        membership -> Nullable<Text>,
        position_group -> Text,
        ordinal -> Integer,
        content -> Text,
        measure -> Text,
        solution -> Text,
        field -> Text,
        due_on -> Date,
        duty -> Nullable<Text>,
        topic_id -> Nullable<Text>,
        weakness -> Nullable<Text>,
        visibility -> Text,
        status -> Text,
        declared_result -> Nullable<Text>,
        verified_result -> Nullable<Text>,
        disputed -> Bool,
        counted -> Bool,
        cancel_reason -> Nullable<Text>,
        cancelled_on -> Nullable<Date>,
        search_key -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    pledge_reports (id) {
        id -> Text,
        pledge_id -> Text,
        result -> Text,
        summary -> Text,
        done_on -> Date,
        reported_by -> Text,
        reported_at -> Timestamp,
        outcome -> Nullable<Text>,
        verified_result -> Nullable<Text>,
        comment -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decision_body -> Nullable<Text>,
        decision_document_no -> Nullable<Text>,
        decision_on -> Nullable<Date>,
        decision_meeting_id -> Nullable<Text>,
    }
}

diesel::table! {
    figures (id) {
        id -> Text,
        unit_id -> Text,
        metric -> Text,
        year_from -> Integer,
        year_to -> Integer,
        value -> Double,
        qualifier -> Text,
        kind -> Text,
        status -> Text,
        unit_of_measure -> Text,
        source -> Text,
        quote -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    calendar_years (year) {
        year -> Integer,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    calendar_days (day) {
        day -> Date,
        year -> Integer,
        kind -> Text,
        name -> Text,
    }
}

diesel::table! {
    code_list_entries (list, code) {
        list -> Text,
        code -> Text,
        label -> Text,
        short -> Text,
        active -> Bool,
        ordinal -> Integer,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    issues (id) {
        id -> Text,
        year -> Integer,
        title -> Text,
        content -> Text,
        kind -> Text,
        field -> Text,
        registering_level -> Text,
        owning_unit_id -> Text,
        responsible_person_id -> Nullable<Text>,
        responsible_position -> Text,
        registered_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        due_effective_on -> Nullable<Date>,
        original_due_on -> Nullable<Date>,
        status -> Text,
        state_since -> Date,
        extensions_count -> Integer,
        reopened_count -> Integer,
        counted -> Bool,
        confirmed_on -> Nullable<Date>,
        visibility -> Text,
        public_title -> Nullable<Text>,
        public_content -> Nullable<Text>,
        entered_by -> Text,
        carried_from_id -> Nullable<Text>,
        source -> Text,
        external_id -> Nullable<Text>,
        search_key -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    issue_coordinators (issue_id, unit_id) {
        issue_id -> Text,
        unit_id -> Text,
    }
}

diesel::table! {
    issue_milestones (id) {
        id -> Text,
        issue_id -> Text,
        ordinal -> Integer,
        title -> Text,
        due_on -> Date,
        due_effective_on -> Date,
        done_on -> Nullable<Date>,
        done_by -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    issue_updates (id) {
        id -> Text,
        issue_id -> Text,
        unit_id -> Nullable<Text>,
        text -> Text,
        posted_by -> Text,
        posted_at -> Timestamp,
    }
}

diesel::table! {
    issue_extensions (id) {
        id -> Text,
        issue_id -> Text,
        due_on -> Date,
        reason -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        outcome -> Nullable<Text>,
        comment -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decision_body -> Nullable<Text>,
        decision_document_no -> Nullable<Text>,
        decision_on -> Nullable<Date>,
    }
}

diesel::table! {
    issue_responsibles (id) {
        id -> Text,
        issue_id -> Text,
        person_id -> Text,
        unit_id -> Text,
        position -> Text,
        from_on -> Date,
        to_on -> Nullable<Date>,
        ended_because -> Nullable<Text>,
    }
}

diesel::table! {
    issue_reports (id) {
        id -> Text,
        issue_id -> Text,
        summary -> Text,
        done_on -> Date,
        reported_by -> Text,
        reported_at -> Timestamp,
        outcome -> Nullable<Text>,
        comment -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        decision_body -> Nullable<Text>,
        decision_document_no -> Nullable<Text>,
        decision_on -> Nullable<Date>,
    }
}

diesel::table! {
    issue_acts (id) {
        id -> Text,
        issue_id -> Text,
        verb -> Text,
        status -> Text,
        user_id -> Text,
        at -> Timestamp,
        day -> Date,
        due_on -> Nullable<Date>,
        comment -> Nullable<Text>,
        decision_body -> Nullable<Text>,
        decision_document_no -> Nullable<Text>,
        decision_on -> Nullable<Date>,
    }
}

diesel::table! {
    saved_views (id) {
        id -> Text,
        user_id -> Text,
        room -> Text,
        name -> Text,
        query -> Text,
        shared -> Bool,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    files (id) {
        id -> Text,
        sha256 -> Text,
        size -> Integer,
        kind -> Text,
        original_name -> Text,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        uploaded_by -> Text,
        unit_id -> Text,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    evidence (id) {
        id -> Text,
        object_type -> Text,
        object_id -> Text,
        part -> Text,
        part_id -> Text,
        file_id -> Text,
        note -> Nullable<Text>,
        added_by -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        status -> Text,
        run_at -> Timestamp,
        attempts -> Integer,
        holder -> Nullable<Text>,
        locked_until -> Nullable<Timestamp>,
        progress_done -> Integer,
        progress_total -> Nullable<Integer>,
        result -> Nullable<Text>,
        error -> Nullable<Text>,
        created_by -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    schedule_slots (name, slot) {
        name -> Text,
        slot -> Text,
        job_id -> Nullable<Text>,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    notifications (id) {
        id -> Text,
        user_id -> Text,
        kind -> Text,
        event -> Text,
        event_key -> Text,
        group_key -> Text,
        title -> Text,
        body -> Text,
        object_type -> Nullable<Text>,
        object_id -> Nullable<Text>,
        unit_id -> Nullable<Text>,
        in_app -> Bool,
        read_at -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notification_settings (user_id) {
        user_id -> Text,
        email -> Nullable<Text>,
        choices -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    emails (id) {
        id -> Text,
        user_id -> Text,
        address -> Text,
        subject -> Text,
        body -> Text,
        dedupe_key -> Text,
        status -> Text,
        attempts -> Integer,
        next_attempt_at -> Timestamp,
        holder -> Nullable<Text>,
        locked_until -> Nullable<Timestamp>,
        last_error -> Nullable<Text>,
        sent_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reminder_rules (code) {
        code -> Text,
        ordinal -> Integer,
        about -> Text,
        audience -> Text,
        offset_days -> Integer,
        repeat_days -> Nullable<Integer>,
        active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    reminders (id) {
        id -> Text,
        act_id -> Text,
        origin -> Text,
        about -> Text,
        reminded_by -> Nullable<Text>,
        by_unit_id -> Nullable<Text>,
        user_id -> Nullable<Text>,
        person_id -> Nullable<Text>,
        unit_id -> Text,
        message -> Text,
        on_day -> Date,
        notification_id -> Nullable<Text>,
        dedupe_key -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    reminder_items (reminder_id, ordinal) {
        reminder_id -> Text,
        ordinal -> Integer,
        item_key -> Text,
        rule_code -> Nullable<Text>,
        object_type -> Text,
        object_id -> Text,
        unit_id -> Text,
        year -> Integer,
        due_on -> Nullable<Date>,
        state_then -> Text,
        measure -> Nullable<Text>,
        count_then -> Nullable<Integer>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    settings,
    locks,
    rate_limits,
    idempotency_keys,
    audit_log,
    audit_seal,
    outbox,
    units,
    unit_names,
    unit_parents,
    unit_closure,
    unit_codes,
    people,
    memberships,
    exemptions,
    delegations,
    users,
    role_assignments,
    sessions,
    refresh_tokens,
    policy_documents,
    programme_years,
    branch_meetings,
    registrations,
    pledges,
    pledge_reports,
    figures,
    calendar_years,
    calendar_days,
    code_list_entries,
    issues,
    issue_coordinators,
    issue_milestones,
    issue_updates,
    issue_extensions,
    issue_responsibles,
    issue_reports,
    issue_acts,
    saved_views,
    files,
    evidence,
    jobs,
    schedule_slots,
    notifications,
    notification_settings,
    emails,
    reminder_rules,
    reminders,
    reminder_items,
);
