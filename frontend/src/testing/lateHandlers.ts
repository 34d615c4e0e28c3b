import { HttpResponse, http } from 'msw';
import type { IssueView, LateRow, RemindBody, ReminderView } from '@/api/generated';
import { callerOf } from './authHandlers';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;
const NOW = '2022-05-19T03:00:00Z';

const names: Record<string, string> = {
  'u-province': 'Đảng bộ tỉnh Bắc Giang',
  'u-district-a': 'Đảng bộ huyện Yên Thế',
  'u-district-b': 'Đảng bộ thành phố Bắc Giang',
  'u-commune': 'Đảng bộ xã Minh Hòa',
};

/** Late issues of the mock tree, the longest late first. */
export const lateIssues = [
  ['l-1', 'Bãi rác Đồng Vân gây ô nhiễm', 'u-commune', 'Vũ Văn Lý', 'Chủ tịch UBND xã', 40],
  ['l-2', 'Đường liên xã xuống cấp', 'u-district-a', 'Đỗ Thị Tâm', 'Phó Chủ tịch UBND huyện', 22],
  ['l-3', 'Đơn thư tồn đọng về đất đai', 'u-district-b', 'Hồ Văn Thông', 'Chánh Thanh tra', 9],
].map(
  ([id, title, unit, name, position, late]) =>
    ({
      id,
      title,
      owning_unit_id: unit,
      owning_unit_name: names[String(unit)],
      responsible_person_id: `p-${id}`,
      responsible_name: name,
      responsible_position: position,
      responsible_missing: false,
      status: 'in_progress',
      field: 'environment_disaster',
      due_on: '2022-03-24',
      due_effective_on: '2022-03-24',
      overdue: true,
      working_days_left: -Number(late),
      extensions_count: 0,
      reopened_count: 0,
      allowed_actions: [],
      version: 1,
    }) as unknown as IssueView,
);

const rate = (numerator: number, denominator: number) => ({
  value: denominator > 0 ? Math.round((numerator * 10_000) / denominator) / 100 : null,
  numerator,
  denominator,
});

const row = (
  key: string | null,
  name: string,
  overdue: number,
  registered: number,
  done: number,
): LateRow => ({
  key,
  name,
  overdue,
  late_now: overdue,
  registered,
  confirmed: done,
  resolved_declared: done + 1,
  completion: rate(done, registered),
  completion_declared: rate(Math.min(registered, done + 1), registered),
  on_time: rate(done, done + overdue),
});

const below: Record<string, LateRow[]> = {
  'u-province': [
    row('u-district-a', names['u-district-a'] ?? '', 2, 20, 15),
    row('u-district-b', names['u-district-b'] ?? '', 1, 30, 28),
    // So few that no rate of it is compared.
    row('u-front', 'Ủy ban Mặt trận Tổ quốc tỉnh', 0, 1, 1),
    row('u-province', 'Đảng bộ tỉnh Bắc Giang (trực tiếp)', 0, 0, 0),
  ],
  'u-district-a': [row('u-commune', names['u-commune'] ?? '', 1, 6, 4)],
};

function lateOf(unit: string) {
  const within = (issue: IssueView) =>
    unit === 'u-province' ||
    issue.owning_unit_id === unit ||
    (unit === 'u-district-a' && issue.owning_unit_id === 'u-commune');
  return lateIssues.filter(within);
}

const freshLedger = (): ReminderView[] => [
  {
    id: 'r-1',
    act_id: 'act-old',
    origin: 'rule',
    about: 'registrations',
    reminded_by: null,
    reminded_by_name: null,
    by_unit_id: null,
    by_unit_name: null,
    user_id: null,
    person_id: null,
    recipient_name: null,
    unit_id: 'u-commune',
    unit_name: names['u-commune'] ?? '',
    message: '',
    on_day: '2022-05-10',
    reached: true,
    read_at: NOW,
    created_at: '2022-05-10T00:30:00Z',
    items: [
      {
        object_type: 'unit',
        object_id: 'u-commune',
        readable: true,
        title: null,
        rule_code: 'registration_late',
        year: 2022,
        due_on: '2022-03-31',
        state_then: 'missing',
        state_now: 'missing',
        count_then: 12,
        count_now: 0,
        settled: true,
      },
    ],
  },
];

export const sent: { last?: RemindBody; ledger: ReminderView[] } = { ledger: freshLedger() };
export function resetLate() {
  sent.last = undefined;
  sent.ledger = freshLedger();
}

export const lateHandlers = [
  http.get(api('/issues/late'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const unit = search.get('unit') ?? 'u-province';
    const rows = below[unit] ?? [];
    return HttpResponse.json({
      unit_id: unit,
      unit_name: names[unit],
      year: Number(search.get('year') ?? 2022),
      as_of: '2022-05-19',
      total: row(
        null,
        names[unit] ?? '',
        rows.reduce((sum, one) => sum + one.overdue, 0),
        50,
        43,
      ),
      by_unit: rows,
      by_field: [row('environment_disaster', 'Môi trường, phòng chống thiên tai', 2, 12, 9)],
      oldest: lateOf(unit),
    });
  }),
  http.get(api('/reminders/duty'), ({ request }) => {
    const unit = new URL(request.url).searchParams.get('unit') ?? '';
    return HttpResponse.json({
      unit_id: unit,
      unit_name: names[unit],
      late_open: 3,
      reminded: 1,
      not_reminded: 2,
      by_unit: [{ unit_id: 'u-district-a', unit_name: names['u-district-a'], late_open: 2, not_reminded: 2 }],
      oldest: lateIssues.slice(0, 2).map((issue) => ({
        issue_id: issue.id,
        title: issue.title,
        owning_unit_id: issue.owning_unit_id,
        owning_unit_name: issue.owning_unit_name,
        responsible: `${issue.responsible_name}, ${issue.responsible_position}`,
        due_on: issue.due_on,
        working_days_late: Math.abs(issue.working_days_left ?? 0),
      })),
      registrations: [
        { year: 2022, due_on: '2022-03-31', missing: 33, missing_collectives: 2, last_reminded_on: null },
      ],
    });
  }),
  http.get(api('/reminders'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const wanted = sent.ledger
      .filter((entry) => !search.get('act_id') || entry.act_id === search.get('act_id'))
      .filter((entry) => !search.get('about') || entry.about === search.get('about'))
      .filter((entry) => !search.get('unread') || (search.get('unread') === 'true') === !entry.read_at);
    return pageOf(wanted, request);
  }),
  http.post(api('/reminders'), async ({ request }) => {
    const body = (await request.json()) as RemindBody;
    const caller = callerOf(request);
    sent.last = body;
    const issues = lateIssues.filter(({ id }) => body.issue_ids?.includes(id));
    sent.ledger = [
      ...issues.map(
        (issue, index): ReminderView => ({
          ...(freshLedger()[0] as ReminderView),
          id: `r-new-${index}`,
          act_id: 'act-new',
          origin: 'superior',
          about: body.about,
          reminded_by: caller?.id ?? null,
          reminded_by_name: caller?.display_name,
          by_unit_id: 'u-province',
          by_unit_name: names['u-province'],
          person_id: issue.responsible_person_id,
          recipient_name: issue.responsible_name,
          unit_id: issue.owning_unit_id,
          unit_name: issue.owning_unit_name,
          message: body.message ?? '',
          on_day: '2022-05-19',
          read_at: null,
          created_at: NOW,
          items: [
            {
              object_type: 'issue',
              object_id: issue.id,
              readable: true,
              title: issue.title,
              rule_code: null,
              year: 2022,
              due_on: issue.due_on,
              state_then: 'in_progress',
              state_now: 'reported_resolved',
              count_then: null,
              count_now: null,
              settled: false,
            },
          ],
        }),
      ),
      ...sent.ledger,
    ];
    const reminded =
      (body.issue_ids?.length ?? 0) + (body.unit_ids?.length ?? 0) + (body.person_ids?.length ?? 0);
    return HttpResponse.json(
      {
        id: 'act-new',
        version: 1,
        allowed_actions: [],
        reminded,
        reached: reminded - 1,
        skipped: [],
        created_at: NOW,
        updated_at: NOW,
      },
      { status: 201 },
    );
  }),
];

/** The list of issues that the page of what is late asks for. */
export const lateListHandler = http.get(api('/issues'), ({ request }) => {
  const search = new URL(request.url).searchParams;
  const items = lateOf(search.get('unit') ?? 'u-province');
  return pageOf(search.get('sort') === '-due_on' ? [...items].reverse() : items, request);
});
