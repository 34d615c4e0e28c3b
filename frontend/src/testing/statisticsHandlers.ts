import { HttpResponse, http } from 'msw';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;

const cells = (subjects: number, registered: number, verified: number) => ({
  'registrations.subjects': subjects,
  'pledges.registered': registered,
  'pledges.completed_declared': Math.round(registered * 0.971),
  'pledges.completed_verified': Math.round((registered * verified) / 100),
  'pledges.completion_rate_declared': {
    value: 97.1,
    numerator: Math.round(registered * 0.971),
    denominator: registered,
  },
  'pledges.completion_rate_verified': {
    value: verified,
    numerator: Math.round((registered * verified) / 100),
    denominator: registered,
  },
});

/** Units of the mock tree: the province, its districts, a commune and a branch. */
const units: Record<string, { name: string; parent: string | null }> = {
  'u-province': { name: 'Đảng bộ tỉnh Bắc Giang', parent: null },
  'u-district-a': { name: 'Đảng bộ huyện Yên Thế', parent: 'u-province' },
  'u-district-b': { name: 'Đảng bộ thành phố Bắc Giang', parent: 'u-province' },
  'u-commune': { name: 'Đảng bộ xã Minh Hòa', parent: 'u-district-a' },
  'u-branch': { name: 'Chi bộ thôn Đông', parent: 'u-commune' },
};

export function unitPath(id: string): { id: string; short_name: string }[] {
  const unit = units[id];
  return unit?.parent
    ? [...unitPath(unit.parent), { id: unit.parent, short_name: units[unit.parent]?.name ?? '' }]
    : [];
}

const issueCells = (registered: number, confirmed: number, late: number) => ({
  'issues.registered': registered,
  'issues.overdue': late,
  'issues.resolved_declared': confirmed + 1,
  'issues.confirmed': confirmed,
  'issues.completion_rate_declared': {
    value: Math.round(((confirmed + 1) * 1000) / registered) / 10,
    numerator: confirmed + 1,
    denominator: registered,
  },
  'issues.completion_rate': {
    value: Math.round((confirmed * 1000) / registered) / 10,
    numerator: confirmed,
    denominator: registered,
  },
  'issues.on_time_rate': { value: null, numerator: 0, denominator: 0 },
});

function issueRows(by: string) {
  if (by.startsWith('registering_level'))
    return [
      { registering_level: 'district', year: 2021, ...issueCells(200, 188, 3) },
      { registering_level: 'grassroots', year: 2021, ...issueCells(1000, 983, 5) },
    ];
  if (by === 'field') return [{ field: 'environment_disaster', ...issueCells(120, 100, 4) }];
  return [issueCells(1200, 1171, 8)];
}

function rows(by: string, unit: string) {
  if (by === 'subject_kind') {
    return [
      { subject_kind: 'collective', ...cells(4334, 13469, 96.6) },
      { subject_kind: 'individual', ...cells(76165, 259409, 98.1) },
    ];
  }
  if (by === 'membership') return [{ membership: 'party_member', ...cells(70000, 240000, 98.3) }];
  if (by === 'year')
    return [2020, 2021, 2022].map((year) => ({
      year,
      ...cells(30000 + year, 100000 + year, year === 2022 ? 12.5 : 96.6),
    }));
  if (by === 'unit:children') {
    return Object.entries(units)
      .filter(([, entry]) => entry.parent === unit)
      .map(([id], index) => ({ unit: id, ...cells(1200 + index, 4000 + index * 900, 95 + index) }));
  }
  return [cells(80499, 272878, 97.9)];
}

export const statisticsHandlers = [
  http.get(api('/statistics/catalogue'), () =>
    HttpResponse.json({
      measures: [
        { name: 'pledges.registered', label: 'Việc đăng ký', definition: 'Số việc đã được thông qua.' },
      ],
    }),
  ),
  http.get(api('/statistics'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const unit = search.get('unit') ?? 'u-province';
    return HttpResponse.json({
      unit: { id: unit, name: units[unit]?.name ?? '' },
      year: search.get('year'),
      columns: [],
      rows: (search.get('measure') ?? '').startsWith('issues.')
        ? issueRows(search.get('by') ?? '')
        : rows(search.get('by') ?? '', unit),
      names: Object.fromEntries(Object.entries(units).map(([id, entry]) => [id, entry.name])),
      missing_units: [{ id: 'u-army', name: 'Đảng bộ Quân sự tỉnh', reason: 'aggregate_only' }],
      basis: 'records',
      tree: search.get('tree') ?? 'at_time',
      as_of: '2022-05-19',
      computed_at: '2022-05-19T02:30:00Z',
      definition_version: '1',
      figures: [],
    });
  }),
  http.get(api('/figures'), ({ request }) =>
    pageOf(
      [
        {
          id: 'f-1',
          unit_id: 'u-province',
          unit_name: 'Đảng bộ tỉnh Bắc Giang',
          metric: 'deeds_registered.individual',
          metric_label: 'Số việc làm theo của cá nhân',
          year_from: 2021,
          year_to: 2022,
          value: 259409,
          qualifier: 'exact',
          kind: 'measured',
          status: 'final',
          unit_of_measure: 'deeds',
          source: 'Báo cáo sơ kết',
          quote: '259.409 việc làm theo',
        },
        {
          id: 'f-2',
          unit_id: 'u-province',
          unit_name: 'Đảng bộ tỉnh Bắc Giang',
          metric: 'study_participation_rate',
          metric_label: 'Tỷ lệ đảng viên học tập',
          year_from: 2021,
          year_to: 2021,
          value: 98.5,
          qualifier: 'gt',
          kind: 'measured',
          status: 'final',
          unit_of_measure: 'percent',
          source: 'Báo cáo sơ kết',
          quote: '',
        },
      ],
      request,
    ),
  ),
  http.get(api('/units/:id'), ({ params }) => {
    const id = String(params.id);
    return HttpResponse.json({
      id,
      name: units[id]?.name,
      short_name: units[id]?.name,
      path: unitPath(id),
      codes: [],
      allowed_actions: [],
      version: 1,
    });
  }),
];
