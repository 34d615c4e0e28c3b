import { HttpResponse, http } from 'msw';

const api = (path: string) => `*/api/v1${path}`;

export const statisticsHandlers = [
  http.get(api('/statistics'), () =>
    HttpResponse.json({
      columns: [
        { name: 'registrations.subjects', kind: 'measure', label: 'Số chủ thể', unit: 'subjects' },
        { name: 'pledges.registered', kind: 'measure', label: 'Việc đăng ký', unit: 'pledges' },
      ],
      rows: [
        {
          'registrations.subjects': 76165,
          'pledges.registered': 259409,
          'pledges.completion_rate_declared': { value: 97.1, numerator: 126000, denominator: 129763 },
          'pledges.completion_rate_verified': { value: 96.6, numerator: 125351, denominator: 129763 },
        },
      ],
      names: {},
      missing_units: [],
      basis: 'records',
      tree: 'at_time',
      computed_at: '2022-05-19T02:30:00Z',
      definition_version: '1',
    }),
  ),
];
