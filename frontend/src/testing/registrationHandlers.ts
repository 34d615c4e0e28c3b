import { HttpResponse, http } from 'msw';
import type { PledgeInput, PledgeView, RegistrationView } from '@/api/generated';
import { callerOf } from './authHandlers';
import { problem } from './problem';
import { covered, pledge, world } from './registrationData';

const api = (path: string) => `*/api/v1${path}`;
const NOW = '2022-05-19T03:00:00Z';
const REVIEW = ['verify', 'send-back'];

export function pageOf<T>(items: T[], request: Request) {
  const search = new URL(request.url).searchParams;
  const page = Number(search.get('page') ?? 1);
  const perPage = Number(search.get('per_page') ?? 50);
  return HttpResponse.json({
    items: items.slice((page - 1) * perPage, page * perPage),
    page,
    per_page: perPage,
    total: items.length,
  });
}

const find = (id: unknown) => world.registrations.find((record) => record.id === id);
const findPledge = (id: unknown) =>
  world.registrations.flatMap((record) => record.pledges).find((entry) => entry.id === id);
const stale = (request: Request, version: number) => request.headers.get('if-match') !== `"${version}"`;

function written(record: RegistrationView, inputs: PledgeInput[]): PledgeView[] {
  return inputs.map((input, index) => ({
    ...pledge(record.id, index + 1, 'draft'),
    ...input,
    visibility: input.visibility ?? 'internal',
    id: input.id ?? `${record.id}-${index + 1}`,
  }));
}

/** Applies a change to a record at the version that the client saw. */
function change<T extends { version: number; updated_at: string }>(
  request: Request,
  record: T | undefined,
  act: (record: T) => void,
) {
  if (!record) return problem(404, 'not_found', 'Không tìm thấy nội dung');
  if (stale(request, record.version))
    return problem(412, 'stale_version', 'Nội dung vừa được người khác thay đổi');
  act(record);
  record.version += 1;
  record.updated_at = new Date().toISOString();
  return HttpResponse.json(record);
}

export const registrationHandlers = [
  http.get(api('/programme-years'), ({ request }) => pageOf(world.years, request)),
  http.get(api('/registrations/coverage'), ({ request }) => {
    const people = covered();
    const count = (status: string) => people.filter((person) => person.status === status).length;
    return HttpResponse.json({
      unit_id: new URL(request.url).searchParams.get('unit'),
      year: 2022,
      obliged: people.filter((person) => person.obliged).length,
      approved: count('approved'),
      submitted: count('submitted'),
      people,
    });
  }),
  http.get(api('/registrations'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const q = (search.get('q') ?? '').toLocaleLowerCase('vi');
    const mine = search.get('mine') ? callerOf(request)?.person_id : undefined;
    return pageOf(
      world.registrations.filter(
        (row) =>
          (!search.get('status') || search.get('status')?.split(',').includes(row.status)) &&
          (!search.get('person_id') || row.person_id === search.get('person_id')) &&
          (!search.get('subject_kind') || row.subject_kind === search.get('subject_kind')) &&
          (!search.get('decidable') || row.allowed_actions.includes('approve')) &&
          (mine === undefined || row.person_id === mine) &&
          (!search.get('year') || String(row.year) === search.get('year')) &&
          (row.person_name ?? row.unit_name).toLocaleLowerCase('vi').includes(q),
      ),
      request,
    );
  }),
  http.get(api('/registrations/:id'), ({ params }) => {
    const record = find(params.id);
    return record ? HttpResponse.json(record) : problem(404, 'not_found', 'Không tìm thấy nội dung');
  }),
  http.post(api('/registrations'), async ({ request }) => {
    const body = (await request.json()) as Record<string, unknown> & {
      person_id?: string;
      pledges: PledgeInput[];
    };
    const id = `r-${body.person_id?.replace('p-', '') ?? 'unit'}`;
    if (find(id)) return problem(409, 'already_registered', 'Đã có bản đăng ký của năm này');
    const person = covered().find((entry) => entry.person_id === body.person_id);
    const record: RegistrationView = {
      id,
      version: 1,
      allowed_actions: ['edit', 'delete', 'submit'],
      created_at: NOW,
      updated_at: new Date().toISOString(),
      year: Number(body.year),
      subject_kind: body.subject_kind as RegistrationView['subject_kind'],
      person_id: body.person_id ?? null,
      person_name: person?.full_name ?? null,
      unit_id: String(body.unit_id),
      unit_name: 'Chi bộ thôn Đông',
      membership: 'party_member',
      position: person?.position ?? '',
      position_group: 'none',
      entered_by: callerOf(request)?.id ?? '',
      entered_by_name: callerOf(request)?.display_name,
      on_behalf: callerOf(request)?.person_id !== body.person_id,
      visibility: 'internal',
      paper_signed: Boolean(body.paper_signed),
      status: 'draft',
      late: false,
      approval_step: null,
      submitted_at: null,
      approved_at: null,
      returned_comment: null,
      pledges: [],
      warnings: [],
    };
    record.pledges = written(record, body.pledges);
    world.registrations.push(record);
    return HttpResponse.json(record, { status: 201 });
  }),
  http.patch(api('/registrations/:id'), async ({ params, request }) => {
    const body = (await request.json()) as { pledges?: PledgeInput[]; paper_signed?: boolean };
    return change(request, find(params.id), (record) => {
      if (body.pledges) record.pledges = written(record, body.pledges);
      record.paper_signed = body.paper_signed ?? record.paper_signed;
    });
  }),
  http.delete(api('/registrations/:id'), ({ params }) => {
    world.registrations = world.registrations.filter((record) => record.id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post(api('/registrations/:id/submit'), ({ params, request }) =>
    change(request, find(params.id), (record) => {
      const own = record.person_id === callerOf(request)?.person_id;
      Object.assign(record, {
        status: 'submitted',
        submitted_at: NOW,
        late: true,
        allowed_actions: own ? [] : ['approve', 'return'],
      });
    }),
  ),
  http.post(api('/registrations/:id/approve'), ({ params, request }) =>
    change(request, find(params.id), (record) => {
      Object.assign(record, { status: 'approved', approved_at: NOW, allowed_actions: [] });
      for (const entry of record.pledges)
        Object.assign(entry, { status: 'in_progress', allowed_actions: ['report'] });
    }),
  ),
  http.post(api('/registrations/:id/return'), async ({ params, request }) => {
    const { comment } = (await request.json()) as { comment: string };
    return change(request, find(params.id), (record) => {
      Object.assign(record, {
        status: 'returned',
        returned_comment: comment,
        allowed_actions: ['edit', 'submit'],
      });
    });
  }),
  http.get(api('/pledges'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const status = search.get('status');
    return pageOf(
      world.registrations
        .flatMap((record) => record.pledges)
        .filter((entry) => !status || status.split(',').includes(entry.status))
        .filter((entry) => !search.get('decidable') || entry.allowed_actions.includes('verify')),
      request,
    );
  }),
  http.post(api('/pledges/:id/report'), async ({ params, request }) => {
    const body = (await request.json()) as NonNullable<PledgeView['declared']>;
    return change(request, findPledge(params.id), (entry) => {
      Object.assign(entry, {
        status: 'reported',
        declared: { ...body, by: callerOf(request)?.id ?? '', at: NOW },
        allowed_actions: REVIEW,
      });
    });
  }),
  http.post(api('/pledges/:id/verify'), async ({ params, request }) => {
    const body = (await request.json()) as { result: 'completed'; comment?: string };
    return change(request, findPledge(params.id), (entry) => {
      Object.assign(entry, {
        status: 'verified',
        verified: { ...body, by: callerOf(request)?.id ?? '', at: NOW },
        allowed_actions: [],
      });
    });
  }),
  http.post(api('/pledges/:id/send-back'), async ({ params, request }) => {
    const { comment } = (await request.json()) as { comment: string };
    return change(request, findPledge(params.id), (entry) => {
      Object.assign(entry, { status: 'sent_back', sent_back_comment: comment, allowed_actions: ['report'] });
    });
  }),
];
