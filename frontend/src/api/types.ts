// The contract by hand, under the names of the API document, until the generated client replaces it.

export type Role =
  | 'member'
  | 'branch_secretary'
  | 'unit_staff'
  | 'unit_leader'
  | 'inspector'
  | 'province_staff'
  | 'system_admin'
  | 'integrator';

export interface Page<T> {
  items: T[];
  page: number;
  per_page: number;
  total: number;
}

export interface RecordMeta {
  version: number;
  allowed_actions: string[];
  created_at: string;
  updated_at: string;
}

export interface UserRole {
  role: Role;
  unit_id: string;
  unit_name: string | null;
}

export interface SignedInUser {
  id: string;
  username: string;
  display_name: string;
  person_id: string | null;
  roles: UserRole[];
  must_change_password?: boolean;
}

export interface LoginReply {
  access_token: string;
  token_type: string;
  expires_in: number;
  user: SignedInUser;
}

export interface SystemInfo {
  version: string;
  environment: 'demo' | 'production';
  business_date: string;
  banner: string | null;
}

export interface SessionView {
  id: string;
  current: boolean;
  user_agent: string;
  ip: string;
  created_at: string;
  last_used_at: string;
}

export interface Me extends SignedInUser {
  person?: Person | null;
  last_login_at?: string | null;
}

export type UnitLevel =
  | 'province'
  | 'district'
  | 'commune'
  | 'grassroots'
  | 'sectional'
  | 'branch'
  | 'external';

export interface UnitCode {
  system: string;
  code: string;
  valid_from: string;
  valid_to?: string | null;
}

export interface UnitNamePeriod {
  name: string;
  committee_name: string;
  short_name: string;
  kind: string;
  level: UnitLevel;
  parent_id?: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface Unit extends RecordMeta {
  id: string;
  name: string;
  committee_name: string;
  short_name: string;
  kind: string;
  level: UnitLevel;
  reporting_mode: 'records' | 'aggregate_only';
  parent_id: string | null;
  party_unit_id?: string | null;
  codes: UnitCode[];
  valid_from: string;
  valid_to: string | null;
  has_children: boolean;
  path: { id: string; short_name: string }[];
  names?: UnitNamePeriod[];
}

export type MemberKind = 'official' | 'probationary' | 'non_member';
export type PositionGroup = 'head' | 'standing_committee' | 'committee_member' | 'key_cadre' | 'none';
export type Membership = 'party_member' | 'non_member';

export interface Person extends RecordMeta {
  id: string;
  full_name: string;
  member_kind: MemberKind;
  position: string;
  position_group: PositionGroup;
  managed_by_unit_id?: string | null;
  birth_year?: number | null;
  membership_no?: string | null;
  unit_id: string;
  unit_name?: string;
  external_id?: string | null;
}

export interface MembershipView extends RecordMeta {
  id: string;
  person_id: string;
  person: Person;
  unit_id: string;
  unit_name?: string;
  member_kind: MemberKind;
  position: string;
  position_group: PositionGroup;
  managed_by_unit_id?: string | null;
  valid_from: string;
  valid_to: string | null;
  end_reason?: string | null;
  obliged: boolean;
  exempt_reason?: string | null;
}

export interface Decision {
  body?: string | null;
  document_no?: string | null;
  decided_on?: string | null;
  meeting_id?: string | null;
}

export type SubjectKind = 'individual' | 'collective';
export type RegistrationStatus = 'draft' | 'submitted' | 'returned' | 'approved' | 'closed';
export type Visibility = 'internal' | 'party_wide' | 'public';
export type PledgeStatus =
  | 'draft'
  | 'in_progress'
  | 'reported'
  | 'verified'
  | 'sent_back'
  | 'carried_over'
  | 'cancelled';
export type PledgeResult = 'completed' | 'partly' | 'not_completed';

export interface PledgeInput {
  id?: string;
  content: string;
  measure: string;
  solution: string;
  field: string;
  due_on: string;
  duty?: string | null;
  weakness?: string | null;
  visibility?: Visibility;
}

export interface Pledge extends RecordMeta {
  id: string;
  registration_id: string;
  unit_id: string;
  year: number;
  content: string;
  measure: string;
  solution: string;
  field: string;
  due_on: string;
  duty?: string | null;
  weakness?: string | null;
  visibility: Visibility;
  status: PledgeStatus;
  declared?: {
    result: PledgeResult;
    summary: string;
    done_on: string;
    by: string;
    by_name?: string;
    at: string;
  } | null;
  verified?: {
    result: PledgeResult;
    comment?: string | null;
    by: string;
    by_name?: string;
    at: string;
    decision?: Decision | null;
  } | null;
  sent_back_comment?: string | null;
  disputed: boolean;
  cancel_reason?: string | null;
  subject_kind?: SubjectKind;
}

export interface Warning {
  code: string;
  message: string;
  pointer?: string;
}

export interface Registration extends RecordMeta {
  id: string;
  year: number;
  subject_kind: SubjectKind;
  person_id: string | null;
  person_name: string | null;
  unit_id: string;
  unit_name: string;
  membership: Membership | null;
  position: string;
  position_group: PositionGroup;
  entered_by: string;
  entered_by_name?: string;
  on_behalf: boolean;
  visibility: Visibility;
  paper_signed: boolean;
  status: RegistrationStatus;
  late: boolean;
  approval_step: number | null;
  decision?: Decision | null;
  submitted_at: string | null;
  approved_at: string | null;
  approved_by?: string | null;
  approved_by_name?: string | null;
  returned_comment: string | null;
  pledges: Pledge[];
  warnings?: Warning[];
}

export interface ProgrammeYear extends RecordMeta {
  id: string;
  year: number;
  status: 'draft' | 'open' | 'closed';
  policy_document_id?: string | null;
  policy_document_number?: string | null;
  topic: string;
  registration_opens_on: string;
  registration_closes_on: string;
  mid_year_on: string;
  report_opens_on: string;
  year_end_on: string;
  report_due_on: string;
  pledge_limit: number;
  pledge_maximum: number;
  evidence_required: boolean;
}

export interface CoveredPerson {
  person_id: string;
  full_name: string;
  member_kind: MemberKind;
  position: string;
  position_group: PositionGroup;
  obliged: boolean;
  exempt_reason: string | null;
  /** The registration, once handed in (or the caller's own draft). */
  registration_id: string | null;
  status: RegistrationStatus | null;
  late: boolean;
}

export interface Coverage {
  unit_id: string;
  year: number;
  obliged: number;
  approved: number;
  submitted: number;
  /** The unit's own roll by name; null where only counts may be seen. */
  people: CoveredPerson[] | null;
}

export interface BranchMeeting extends RecordMeta {
  id: string;
  unit_id: string;
  unit_name?: string;
  held_on: string;
  kind: 'regular' | 'thematic' | 'extraordinary';
  theme: string;
  present_count: number;
  absent_count: number;
  minutes_no: string;
}

export interface DecisionItem {
  record: 'registration' | 'pledge';
  id: string;
  version: number;
  verb: 'approve' | 'return' | 'verify' | 'send-back';
  result?: PledgeResult;
  comment?: string;
}

export interface DecisionResult {
  record: 'registration' | 'pledge';
  id: string;
  status_code: number;
  ok: boolean;
  code?: string;
  title?: string;
  detail?: string;
  version?: number;
}
