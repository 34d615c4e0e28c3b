import { HttpResponse, http } from 'msw';
import type { ProgrammeYearView } from '@/api/generated';
import { callerOf } from './authHandlers';
import { problem } from './problem';
import { world } from './registrationData';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;
const missing = () => problem(404, 'not_found', 'Không tìm thấy nội dung');

const documents: Record<string, unknown>[] = [
  {
    id: 'doc-1',
    number: '05-CT/TW',
    kind: 'directive',
    title: 'Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    issuer: 'Bộ Chính trị',
    issued_on: '2016-05-15',
    ended_on: null,
    version: 1,
    allowed_actions: ['edit'],
  },
];

const verbs: Record<ProgrammeYearView['status'], string[]> = {
  draft: ['edit', 'open'],
  open: ['edit', 'close'],
  closed: [],
};
const seen = (year: ProgrammeYearView, request: Request) => ({
  ...year,
  allowed_actions: callerOf(request)?.username === 'tinh' ? verbs[year.status] : [],
});

function change(request: Request, id: unknown, act: (year: ProgrammeYearView) => void) {
  const year = world.years.find((entry) => entry.id === id);
  if (!year) return missing();
  if (request.headers.get('if-match') !== `"${year.version}"`)
    return problem(412, 'stale_version', 'Nội dung vừa được người khác thay đổi');
  act(year);
  year.version += 1;
  return HttpResponse.json(seen(year, request));
}

export const programmeHandlers = [
  http.get(api('/programme-years/:id'), ({ params, request }) => {
    const year = world.years.find((entry) => entry.id === params.id);
    return year ? HttpResponse.json(seen(year, request)) : missing();
  }),
  http.post(api('/programme-years'), async ({ request }) => {
    const body = (await request.json()) as ProgrammeYearView;
    if (world.years.some((entry) => entry.year === body.year))
      return problem(409, 'year_exists', 'Năm này đã được tạo');
    const stamps = { created_at: '2022-05-19T03:00:00Z', updated_at: '2022-05-19T03:00:00Z' };
    const year = { ...body, id: `y-${body.year}`, status: 'draft' as const, version: 1, ...stamps };
    world.years.push(year);
    return HttpResponse.json(seen(year, request), { status: 201 });
  }),
  http.patch(api('/programme-years/:id'), async ({ params, request }) => {
    const body = (await request.json()) as Partial<ProgrammeYearView>;
    return change(request, params.id, (year) => Object.assign(year, body));
  }),
  http.post(api('/programme-years/:id/open'), ({ params, request }) =>
    change(request, params.id, (year) => Object.assign(year, { status: 'open' })),
  ),
  http.post(api('/programme-years/:id/close'), ({ params, request }) =>
    change(request, params.id, (year) => Object.assign(year, { status: 'closed' })),
  ),
  http.get(api('/policy-documents'), ({ request }) => pageOf(documents, request)),
  http.post(api('/policy-documents'), async ({ request }) => {
    const added = { ...((await request.json()) as object), id: `doc-${documents.length + 1}`, version: 1 };
    documents.push({ ...added, allowed_actions: ['edit'] });
    return HttpResponse.json(added, { status: 201 });
  }),
  http.patch(api('/policy-documents/:id'), async ({ params, request }) => {
    const found = documents.find((entry) => entry.id === params.id);
    return found ? HttpResponse.json(Object.assign(found, await request.json())) : missing();
  }),
];
