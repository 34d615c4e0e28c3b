//! The table of actions: which roles hold an action at all. A role that holds
//! an action nowhere gets 403 before anything else is looked at; what it may do
//! with one record is decided in [`super::records`].

use super::Role;

/// A type that stands for one action in a handler's signature.
pub trait Held {
    /// The action.
    const ACTION: Action;
}

macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident = $word:literal: [$($role:ident),* $(,)?];)+) => {
        /// Everything that can be asked of the service by someone signed in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$meta])* $name),+ }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The roles that hold the action on some record.
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*]),+ }
            }

            /// The action's word in `allowed_actions` and logs.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }

        /// One marker per action.
        pub mod markers {
            $($(#[$meta])* #[derive(Debug)] pub struct $name;
              impl super::Held for $name { const ACTION: super::Action = super::Action::$name; })+
        }
    };
}

actions! {
    /// Own session, sessions, password.
    UseSession = "session": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Read accounts and role assignments.
    ReadAccounts = "read_accounts": [SystemAdmin];
    /// Create accounts, reset codes, disable, assign and end roles.
    WriteAccounts = "write_accounts": [SystemAdmin];
    /// Read the audit log and verify its chain.
    ReadAudit = "read_audit": [SystemAdmin];
    /// Read the unit tree.
    ReadUnits = "read_units": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Create units, change dated names, kind, level, parent, codes.
    WriteUnits = "write_units": [ProvinceStaff];
    /// Read persons and the dated roll.
    ReadRoll = "read_roll": [BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Create persons, memberships, exemptions.
    WriteRoll = "write_roll": [UnitStaff, ProvinceStaff];
    /// Read delegations.
    ReadDelegations = "read_delegations": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Delegate a secretary's decisions to a deputy.
    WriteDelegations = "write_delegations": [BranchSecretary, UnitStaff, UnitLeader];
    /// Read branch meetings.
    ReadMeetings = "read_meetings": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Record branch meetings and what they pass.
    WriteMeetings = "write_meetings": [BranchSecretary, UnitStaff];
    /// Read policy documents, programme years, code lists.
    ReadProgramme = "read_programme": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Write policy documents and programme years; open and close years.
    WriteProgramme = "write_programme": [ProvinceStaff];
    /// Read registrations and pledges.
    ReadRegistrations = "read_registrations": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Create and edit registrations.
    WriteRegistrations = "write_registrations": [Member, BranchSecretary, UnitStaff, UnitLeader];
    /// Hand a registration in.
    SubmitRegistration = "submit": [Member, BranchSecretary, UnitStaff, UnitLeader];
    /// Approve a registration.
    ApproveRegistration = "approve": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Send a registration back with a comment.
    ReturnRegistration = "return": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Close a registration at the end of its year.
    CloseRegistration = "close": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Report what became of a pledge.
    ReportPledge = "report": [Member, BranchSecretary, UnitStaff, UnitLeader];
    /// Confirm a report.
    VerifyPledge = "verify": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Send a report back with a comment.
    SendBackPledge = "send-back": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Consent to giving a pledge up.
    CancelPledge = "cancel": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Read issues, their updates, milestones and history.
    ReadIssues = "read_issues": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Create and edit issues, keep their milestones.
    WriteIssues = "write_issues": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Say how things stand with an issue.
    PostIssueUpdates = "post-update": [Member, BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Hand an issue in for registration.
    SubmitIssue = "submit_issue": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Put an issue on the list.
    RegisterIssue = "register": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Send an issue back before it is registered.
    ReturnIssue = "return_issue": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Begin to resolve an issue.
    StartIssue = "start": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Declare an issue resolved.
    ReportIssueResolved = "report-resolved": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Confirm that an issue is resolved.
    ConfirmIssue = "confirm": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Send a report on an issue back.
    SendBackIssue = "send-back_issue": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Ask for a later deadline.
    ExtendIssue = "extend": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Grant a later deadline.
    GrantExtension = "grant-extension": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Refuse a later deadline.
    RefuseExtension = "refuse-extension": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Reopen a confirmed issue.
    ReopenIssue = "reopen": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Take an issue off the list, with reason.
    WithdrawIssue = "withdraw": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Carry an issue over to the next year.
    CarryOverIssue = "carry-over": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Decide on many issues in one act.
    DecideIssues = "decide_issues": [UnitStaff, UnitLeader, ProvinceStaff];
    /// Upload files, take own ones away again.
    UploadFiles = "upload": [Member, BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Read files that hang on readable records.
    ReadFiles = "read_files": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Keep own views of lists.
    UseSavedViews = "saved_views": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Read the working days.
    ReadCalendar = "read_calendar": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Edit the working days and the code lists.
    WriteSettings = "write_settings": [ProvinceStaff];
    /// Read the own inbox, mark it read, choose what is told.
    UseInbox = "inbox": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Read the jobs that the caller began, and cancel them.
    UseJobs = "jobs": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Remind units and persons (đôn đốc).
    SendReminders = "remind": [BranchSecretary, UnitStaff, UnitLeader, ProvinceStaff];
    /// Read the ledger of reminders.
    ReadReminders = "read_reminders": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Read which late work has no reminder.
    ReadReminderDuty = "read_reminder_duty": [BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Read the rules of reminders.
    ReadReminderRules = "read_reminder_rules": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff, SystemAdmin];
    /// Change the rules of reminders.
    WriteReminderRules = "write_reminder_rules": [ProvinceStaff];
    /// Read statistics.
    ReadStatistics = "read_statistics": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Read reported figures.
    ReadFigures = "read_figures": [Member, BranchSecretary, UnitStaff, UnitLeader, Inspector, ProvinceStaff];
    /// Write reported figures.
    WriteFigures = "write_figures": [ProvinceStaff];
}
