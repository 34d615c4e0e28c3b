import type {
  CoveredPerson,
  PledgeStatus,
  PledgeView,
  ProgrammeYearView,
  RegistrationStatus,
  RegistrationView,
} from '@/api/generated';

const names = [
  'Nguyễn Thị Mẫu',
  'Trần Văn Thử',
  'Lê Văn Bình',
  'Đỗ Thị Hạnh',
  'Vũ Văn Đức',
  'Bùi Thị Lan',
  'Ngô Văn Sáu',
  'Phạm Thị Yến',
  'Hà Văn Tám',
];
const states: Record<number, RegistrationStatus> = {
  2: 'approved',
  3: 'approved',
  4: 'submitted',
  5: 'returned',
  6: 'approved',
  7: 'submitted',
};
const stamps = { created_at: '2022-01-10T02:00:00Z', updated_at: '2022-02-10T02:00:00Z' };

export function pledge(
  registration: string,
  ordinal: number,
  status: PledgeStatus,
  actions: string[] = [],
): PledgeView {
  return {
    ...stamps,
    id: `${registration}-${ordinal}`,
    version: 1,
    allowed_actions: actions,
    registration_id: registration,
    unit_id: 'u-branch',
    unit_name: 'Chi bộ thôn Đông',
    person_name: names[Number(registration.slice(2)) - 1] ?? null,
    year: 2022,
    content: 'Tiếp công dân đúng lịch, trả lời kiến nghị của Nhân dân trong 5 ngày làm việc',
    measure: '12 buổi tiếp công dân; 100% kiến nghị được trả lời đúng hạn',
    solution: 'Lập sổ theo dõi kiến nghị, báo cáo chi bộ hằng tháng',
    field: 'complaints_petitions',
    due_on: '2022-11-30',
    visibility: 'internal',
    status,
    disputed: false,
    counted: status !== 'draft',
    evidence: [],
    ordinal,
    subject_kind: 'individual',
    declared:
      status === 'reported'
        ? {
            result: 'completed',
            summary: 'Đã tổ chức 5 buổi tiếp công dân, trả lời 11 kiến nghị.',
            done_on: '2022-05-10',
            by: 'user-x',
            at: '2022-05-12T02:00:00Z',
          }
        : null,
  };
}

function registration(number: number): RegistrationView {
  const status = states[number] ?? 'draft';
  const id = `r-${number}`;
  return {
    ...stamps,
    id,
    version: 3,
    allowed_actions:
      status === 'submitted' ? ['approve', 'return'] : status === 'returned' ? ['edit', 'submit'] : [],
    year: 2022,
    subject_kind: 'individual',
    person_id: `p-${number}`,
    person_name: names[number - 1] ?? '',
    unit_id: 'u-branch',
    unit_name: 'Chi bộ thôn Đông',
    membership: 'party_member',
    position: number === 2 ? 'Bí thư chi bộ' : 'Đảng viên',
    position_group: number === 2 ? 'head' : 'none',
    entered_by: 'user-chibo',
    entered_by_name: 'Trần Văn Thử',
    on_behalf: true,
    visibility: 'internal',
    paper_signed: number % 2 === 0,
    status,
    late: number === 7,
    approval_step: null,
    submitted_at: '2022-02-10T02:00:00Z',
    approved_at: status === 'approved' ? '2022-03-05T02:00:00Z' : null,
    warnings: [],
    returned_comment: status === 'returned' ? 'Bổ sung thước đo kết quả cụ thể.' : null,
    pledges: [
      pledge(
        id,
        1,
        status === 'approved' ? (number === 3 ? 'reported' : 'in_progress') : 'draft',
        number === 3 ? ['verify', 'send-back'] : [],
      ),
    ],
  };
}

interface World {
  registrations: RegistrationView[];
  years: ProgrammeYearView[];
  meetings: Record<string, unknown>[];
}

function programmeYear(year: number, status: ProgrammeYearView['status']): ProgrammeYearView {
  return {
    ...stamps,
    id: `y-${year}`,
    version: 1,
    allowed_actions: [],
    year,
    status,
    topic: 'Ý chí tự lực, tự cường và khát vọng phát triển đất nước phồn vinh, hạnh phúc',
    registration_opens_on: `${year}-01-01`,
    registration_closes_on: `${year}-03-31`,
    mid_year_on: `${year}-06-30`,
    report_opens_on: `${year}-11-01`,
    year_end_on: `${year}-12-31`,
    report_due_on: `${year}-12-15`,
    pledge_limit: 2,
    pledge_maximum: 5,
    evidence_required: false,
  };
}

const fresh = (): World => ({
  registrations: Object.keys(states).map((number) => registration(Number(number))),
  years: [programmeYear(2021, 'closed'), programmeYear(2022, 'open')],
  meetings: [],
});

/** The state behind the handlers; `dangvien` (p-1) has no registration yet, nor have p-8 and p-9. */
export let world = fresh();

export function resetWorld() {
  world = fresh();
}

/** The roll of the branch beside its registrations. */
export function covered(): CoveredPerson[] {
  return names.map((full_name, index) => {
    const found = world.registrations.find((record) => record.person_id === `p-${index + 1}`);
    return {
      person_id: `p-${index + 1}`,
      full_name,
      member_kind: index === 7 ? 'probationary' : 'official',
      position: index === 1 ? 'Bí thư chi bộ' : 'Đảng viên',
      position_group: index === 1 ? 'head' : 'none',
      obliged: index !== 8,
      exempt_reason: index === 8 ? 'long_term_illness' : null,
      registration_id: found?.id ?? null,
      status: found?.status ?? null,
      late: found?.late ?? false,
    };
  });
}
