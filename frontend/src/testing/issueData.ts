import type { IssueStatus, IssueView, MilestoneView, SavedView, UpdateView } from '@/api/generated';

const NOW = '2022-05-19T03:00:00Z';
const stamps = { created_at: NOW, updated_at: NOW };

/** An issue of the commune; `more` says what is special about it. */
export function issue(id: string, status: IssueStatus, more: Partial<IssueView> = {}): IssueView {
  const open = ['registered', 'in_progress', 'reported_resolved', 'sent_back'].includes(status);
  return {
    ...stamps,
    id,
    version: 3,
    allowed_actions: [],
    year: 2022,
    title: `Vấn đề ${id}`,
    content: 'Việc phải giải quyết dứt điểm.',
    kind: 'pressing',
    field: 'environment_disaster',
    registering_level: 'grassroots',
    owning_unit_id: 'u-commune',
    owning_unit_name: 'Đảng bộ xã Minh Hòa',
    responsible_person_id: 'p-3',
    responsible_name: 'Lê Văn Bình',
    responsible_position: 'Phó Chủ tịch UBND xã',
    responsible_missing: false,
    coordinating_unit_ids: [],
    coordinating_units: [],
    registered_on: open ? '2022-05-04' : null,
    due_on: '2022-05-24',
    due_effective_on: '2022-05-24',
    original_due_on: '2022-05-24',
    status,
    state_since: '2022-05-10',
    overdue: false,
    working_days_left: open ? 3 : null,
    extensions_count: 0,
    reopened_count: 0,
    counted: open,
    resolution: null,
    report: null,
    confirmed_on: null,
    confirmed_at: null,
    extension: null,
    comment: null,
    milestones_total: 0,
    milestones_done: 0,
    visibility: 'internal',
    public_title: null,
    public_content: null,
    entered_by: 'user-xa',
    entered_by_name: 'Lê Thị Nghiệm',
    carried_from_id: null,
    carried_to_id: null,
    decision: null,
    warnings: [],
    evidence: [],
    evidence_count: 0,
    ...more,
  };
}

const freshIssues = (): IssueView[] => [
  issue('i-draft', 'draft', { title: 'Thiếu nước sạch mùa khô' }),
  issue('i-1', 'submitted', { title: 'Rác thải tồn đọng tại các thôn' }),
  issue('i-2', 'submitted', { title: 'Đường liên thôn xuống cấp' }),
  issue('i-3', 'registered', { title: 'Hộ nghèo chưa được hỗ trợ nhà ở' }),
  issue('i-late', 'in_progress', {
    title: 'Đất công bị lấn chiếm ven sông',
    due_on: '2022-05-12',
    due_effective_on: '2022-05-12',
    overdue: true,
    working_days_left: -5,
    extensions_count: 1,
    reopened_count: 2,
  }),
  issue('i-nobody', 'in_progress', {
    title: 'Trật tự tại chợ trung tâm',
    responsible_person_id: null,
    responsible_name: null,
    responsible_position: null,
    responsible_missing: true,
    due_on: '2022-05-28',
    due_effective_on: '2022-05-30',
    working_days_left: 7,
    warnings: [
      {
        code: 'deadline_on_day_off',
        pointer: '/due_on',
        message:
          'Thời hạn 28/05/2022 là ngày nghỉ; ngày cuối cùng được tính là ngày làm việc tiếp theo, 30/05/2022',
      },
    ],
  }),
  ...Array.from({ length: 21 }, (_, index) =>
    issue(`i-many-${index + 1}`, 'in_progress', { title: `Việc số ${index + 1}`, due_on: '2022-06-30' }),
  ),
  issue('i-reported', 'reported_resolved', {
    title: 'Nợ đọng xây dựng cơ bản',
    resolution: 'Đã thanh toán hết.',
    report: {
      summary: 'Đã thanh toán hết.',
      done_on: '2022-05-18',
      by: 'user-xa',
      by_name: 'Lê Thị Nghiệm',
      at: NOW,
      outcome: null,
      comment: null,
      decided_by: null,
      decided_at: null,
      decision: null,
    },
  }),
];

function fresh() {
  return {
    issues: freshIssues(),
    milestones: [] as (MilestoneView & { issue: string })[],
    updates: [] as (UpdateView & { issue: string })[],
    evidence: [] as Record<string, unknown>[],
    files: [] as Record<string, unknown>[],
    views: [] as SavedView[],
    /** Requests for the list as a file: the type that was asked for. */
    exports: [] as string[],
  };
}

/** The state behind the handlers of issues. */
export let issueWorld = fresh();

export function resetIssues() {
  issueWorld = fresh();
}
