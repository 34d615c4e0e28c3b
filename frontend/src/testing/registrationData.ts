import type { Pledge, PledgeStatus, Registration, RegistrationStatus } from '@/api/types';

const names = [
  'Nguyễn Thị Mẫu',
  'Trần Văn Thử',
  'Lê Văn Bình',
  'Đỗ Thị Hạnh',
  'Vũ Văn Đức',
  'Bùi Thị Lan',
  'Ngô Văn Sáu',
  'Phạm Thị Yến',
];
const states: RegistrationStatus[] = [
  'submitted',
  'approved',
  'submitted',
  'returned',
  'approved',
  'submitted',
  'approved',
];
const stamps = { created_at: '2022-01-10T02:00:00Z', updated_at: '2022-02-10T02:00:00Z' };

export function pledge(id: string, status: PledgeStatus, actions: string[] = []): Pledge {
  return {
    ...stamps,
    id,
    version: 1,
    allowed_actions: actions,
    registration_id: id.replace(/-\d+$/, ''),
    unit_id: 'u-branch',
    year: 2022,
    content: 'Tiếp công dân đúng lịch, trả lời kiến nghị của Nhân dân trong 5 ngày làm việc',
    measure: '12 buổi tiếp công dân; 100% kiến nghị được trả lời đúng hạn',
    solution: 'Lập sổ theo dõi kiến nghị, báo cáo chi bộ hằng tháng',
    field: 'complaints_petitions',
    due_on: '2022-11-30',
    visibility: 'internal',
    status,
    disputed: false,
  };
}

/** Registrations of the branch of the tests; `dangvien` (p-1) has none yet. */
export const registrations: Registration[] = names.slice(1).map((name, index) => {
  const status = states[index] ?? 'draft';
  return {
    ...stamps,
    id: `r-${index + 2}`,
    version: 3,
    allowed_actions: status === 'submitted' ? ['approve', 'return'] : [],
    year: 2022,
    subject_kind: 'individual',
    person_id: `p-${index + 2}`,
    person_name: name,
    unit_id: 'u-branch',
    unit_name: 'Chi bộ thôn Đông',
    membership: 'party_member',
    position: index === 0 ? 'Bí thư chi bộ' : 'Đảng viên',
    position_group: index === 0 ? 'head' : 'none',
    entered_by: 'user-chibo',
    entered_by_name: 'Trần Văn Thử',
    paper_signed: index % 2 === 0,
    status,
    late: index === 5,
    approval_step: null,
    submitted_at: '2022-02-10T02:00:00Z',
    approved_at: status === 'approved' ? '2022-03-05T02:00:00Z' : null,
    returned_comment: status === 'returned' ? 'Bổ sung thước đo kết quả cụ thể.' : null,
    pledges: [pledge(`r-${index + 2}-1`, status === 'approved' ? 'in_progress' : 'draft')],
  };
});
