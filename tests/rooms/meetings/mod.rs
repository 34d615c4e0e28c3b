//! A chi bộ passes its members' records in one act of a meeting.

mod pass;
