import { HttpResponse, http } from 'msw';
import type {
  CreateIssue,
  EditIssue,
  IssueDecisionItem,
  IssueStatus,
  IssueView,
  SavedView,
} from '@/api/generated';
import { callerOf } from './authHandlers';
import { issue, issueWorld } from './issueData';
import { problem } from './problem';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;
const NOW = '2022-05-19T03:00:00Z';
const stamps = { created_at: NOW, updated_at: NOW };

/** What the owner and what the level above may do in each state. */
const OWNER: Partial<Record<IssueStatus, string[]>> = {
  draft: ['edit', 'assign', 'delete', 'submit'],
  submitted: ['assign', 'withdraw', 'post-update'],
  returned: ['edit', 'assign', 'submit', 'withdraw', 'post-update'],
  registered: ['assign', 'start', 'extend', 'post-update'],
  in_progress: ['assign', 'report-resolved', 'extend', 'post-update'],
  reported_resolved: ['assign', 'post-update'],
  sent_back: ['assign', 'report-resolved', 'extend', 'post-update'],
};
const ABOVE: Partial<Record<IssueStatus, string[]>> = {
  submitted: ['register', 'return'],
  registered: ['withdraw'],
  in_progress: ['withdraw'],
  reported_resolved: ['confirm', 'send-back'],
  confirmed: ['reopen'],
};
const TARGETS: Record<string, IssueStatus> = {
  submit: 'submitted',
  register: 'registered',
  return: 'returned',
  start: 'in_progress',
  'report-resolved': 'reported_resolved',
  confirm: 'confirmed',
  'send-back': 'sent_back',
  reopen: 'in_progress',
  withdraw: 'withdrawn',
};

/** The issue as the caller sees it. */
function seen(record: IssueView, request: Request): IssueView {
  const name = callerOf(request)?.username;
  const acts = name === 'xa' ? OWNER : name === 'huyen_lanhdao' ? ABOVE : {};
  const extension =
    record.extension && name === 'huyen_lanhdao' ? ['grant-extension', 'refuse-extension'] : [];
  return { ...record, allowed_actions: [...(acts[record.status] ?? []), ...extension] };
}

const find = (id: unknown) => issueWorld.issues.find((record) => record.id === id);
const missing = () => problem(404, 'not_found', 'Không tìm thấy nội dung');

function change(request: Request, record: IssueView | undefined, act: (record: IssueView) => void) {
  if (!record) return missing();
  if (request.headers.get('if-match') !== `"${record.version}"`)
    return problem(412, 'stale_version', 'Nội dung vừa được người khác thay đổi');
  act(record);
  record.version += 1;
  record.updated_at = new Date().toISOString();
  return HttpResponse.json(seen(record, request));
}

function filtered(request: Request): IssueView[] {
  const search = new URL(request.url).searchParams;
  const has = (name: string, value: string) => {
    const wanted = search.get(name);
    return !wanted || wanted.split(',').includes(value);
  };
  return issueWorld.issues
    .map((record) => seen(record, request))
    .filter(
      (record) => has('status', record.status) && has('field', record.field) && has('kind', record.kind),
    )
    .filter((record) => search.get('overdue') !== 'true' || record.overdue)
    .filter((record) => search.get('no_owner') !== 'true' || record.responsible_missing)
    .filter(
      (record) =>
        search.get('decidable') !== 'true' ||
        record.allowed_actions.some((action) => action === 'register' || action === 'confirm'),
    )
    .filter((record) => record.title.toLowerCase().includes((search.get('q') ?? '').toLowerCase()));
}

function edited(record: IssueView, body: EditIssue) {
  const { reason: _reason, coordinating_unit_ids: units, ...rest } = body;
  Object.assign(record, rest);
  if (units)
    Object.assign(record, {
      coordinating_unit_ids: units,
      coordinating_units: units.map((id) => ({ id, name: `Đơn vị ${id}` })),
    });
  if (body.responsible_person_id)
    Object.assign(record, { responsible_missing: false, responsible_name: 'Đỗ Thị Hạnh' });
}

export const issueHandlers = [
  http.get(api('/issues'), ({ request }) => {
    const accept = request.headers.get('accept') ?? '';
    if (accept === 'application/json') return pageOf(filtered(request), request);
    issueWorld.exports.push(accept);
    return new HttpResponse('Tên vấn đề', {
      headers: { 'content-type': accept, 'content-disposition': 'attachment; filename="van-de.csv"' },
    });
  }),
  http.get(api('/issues/board'), ({ request }) => {
    const all = filtered(request);
    return HttpResponse.json({
      columns: [...new Set<IssueStatus>(['draft', 'submitted', 'returned', 'registered', 'in_progress'])]
        .concat(['reported_resolved', 'confirmed', 'sent_back', 'withdrawn', 'carried_over'])
        .map((status) => {
          const items = all.filter((record) => record.status === status);
          return { status, label: status, total: items.length, items: items.slice(0, 20) };
        }),
    });
  }),
  http.get(api('/issues/calendar'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const ending = (date: string) =>
      issueWorld.issues.filter((record) => record.due_effective_on === date && record.status !== 'draft');
    const dates = [...new Set(issueWorld.issues.map((record) => record.due_effective_on ?? ''))];
    return HttpResponse.json({
      from: search.get('from'),
      to: search.get('to'),
      truncated: false,
      days: [
        ...dates.map((date) => ({ date, working_day: true, issues: ending(date) })),
        { date: '2022-05-02', working_day: false, issues: [] },
      ],
    });
  }),
  http.post(api('/issues'), async ({ request }) => {
    const body = (await request.json()) as CreateIssue;
    const record = issue(`i-new-${issueWorld.issues.length}`, 'draft', {
      responsible_person_id: null,
      responsible_name: null,
      responsible_position: null,
      due_on: null,
      due_effective_on: null,
      content: '',
      version: 1,
    });
    edited(record, body as EditIssue);
    issueWorld.issues.push(record);
    return HttpResponse.json(seen(record, request), { status: 201 });
  }),
  http.post(api('/issues/decisions'), async ({ request }) => {
    const { items } = (await request.json()) as { items: IssueDecisionItem[] };
    const results = items.map(({ id, verb }) => {
      const record = find(id);
      if (!record || id === 'i-2')
        return {
          id,
          ok: false,
          code: 'own_decision',
          title: 'Không ai tự cho ý kiến',
          subject: record?.title,
        };
      record.status = TARGETS[verb] ?? record.status;
      record.version += 1;
      return { id, ok: true, version: record.version, subject: record.title };
    });
    const passed = results.filter((result) => result.ok).length;
    return HttpResponse.json({ results, passed, refused: results.length - passed });
  }),
  http.get(api('/issues/:id'), ({ params, request }) => {
    const record = find(params.id);
    return record ? HttpResponse.json(seen(record, request)) : missing();
  }),
  http.patch(api('/issues/:id'), async ({ params, request }) => {
    const body = (await request.json()) as EditIssue;
    return change(request, find(params.id), (record) => edited(record, body));
  }),
  http.delete(api('/issues/:id'), ({ params }) => {
    issueWorld.issues = issueWorld.issues.filter((record) => record.id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.get(api('/issues/:id/timeline'), () =>
    HttpResponse.json({
      items: [
        { at: NOW, day: '2022-05-04', what: 'act', verb: 'create', by_name: 'Lê Thị Nghiệm' },
        {
          at: NOW,
          day: '2022-05-04',
          what: 'responsible',
          person_name: 'Lê Văn Bình',
          text: 'Phó Chủ tịch UBND xã',
        },
        {
          at: NOW,
          day: '2022-05-10',
          what: 'act',
          verb: 'send-back',
          by_name: 'Vũ Thị Hà',
          text: 'Thiếu biên bản',
        },
      ],
    }),
  ),
  http.get(api('/issues/:id/updates'), ({ params, request }) =>
    pageOf(
      issueWorld.updates.filter((update) => update.issue === params.id),
      request,
    ),
  ),
  http.post(api('/issues/:id/updates'), async ({ params, request }) => {
    const body = (await request.json()) as { text: string };
    const update = {
      ...body,
      id: `up-${issueWorld.updates.length}`,
      issue: String(params.id),
      posted_at: NOW,
      posted_by: callerOf(request)?.id ?? '',
      posted_by_name: callerOf(request)?.display_name ?? '',
      version: 1,
      evidence: [],
    };
    issueWorld.updates.push(update);
    return HttpResponse.json(update, { status: 201 });
  }),
  http.get(api('/issues/:id/milestones'), ({ params, request }) =>
    pageOf(
      issueWorld.milestones.filter((milestone) => milestone.issue === params.id),
      request,
    ),
  ),
  http.post(api('/issues/:id/milestones'), async ({ params, request }) => {
    const body = (await request.json()) as { title: string; due_on: string };
    const milestone = {
      ...stamps,
      ...body,
      id: `m-${issueWorld.milestones.length + 1}`,
      issue: String(params.id),
      ordinal: issueWorld.milestones.length + 1,
      due_effective_on: body.due_on,
      done_on: null,
      overdue: false,
      version: 1,
      allowed_actions: ['edit', 'delete', 'done'],
    };
    issueWorld.milestones.push(milestone);
    return HttpResponse.json(milestone, { status: 201 });
  }),
  http.post(api('/issues/:id/milestones/:milestone/done'), ({ params }) => {
    const milestone = issueWorld.milestones.find((entry) => entry.id === params.milestone);
    if (!milestone) return missing();
    Object.assign(milestone, { done_on: '2022-05-19', allowed_actions: ['edit', 'delete'], version: 2 });
    return HttpResponse.json(milestone);
  }),
  http.get(api('/issues/:id/evidence'), ({ request }) => pageOf(issueWorld.evidence, request)),
  http.get(api('/pledges/:id/evidence'), ({ request }) => pageOf(issueWorld.evidence, request)),
  http.post(api('/issues/:id/evidence'), async ({ request }) => {
    const { file_id } = (await request.json()) as { file_id: string };
    const entry = {
      id: `e-${issueWorld.evidence.length + 1}`,
      file: issueWorld.files.find((file) => file.id === file_id),
      added_by: 'user-xa',
      added_by_name: 'Lê Thị Nghiệm',
      added_at: NOW,
      part: 'record',
      part_id: 'x',
      note: null,
      version: 1,
      allowed_actions: ['delete'],
    };
    issueWorld.evidence.push(entry);
    return HttpResponse.json(entry, { status: 201 });
  }),
  http.delete(api('/issues/:id/evidence/:evidence'), ({ params }) => {
    issueWorld.evidence = issueWorld.evidence.filter((entry) => entry.id !== params.evidence);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post(api('/files'), () => {
    const file = {
      id: `f-${issueWorld.files.length + 1}`,
      name: 'bien-ban.pdf',
      media_type: 'application/pdf',
      size: 1_572_864,
      sha256: '0',
      unit_id: 'u-commune',
      uploaded_by: 'user-xa',
      created_at: NOW,
      version: 1,
      allowed_actions: ['delete'],
    };
    issueWorld.files.push(file);
    return HttpResponse.json(file, { status: 201 });
  }),
  http.delete(api('/files/:id'), () => new HttpResponse(null, { status: 204 })),
  http.post(api('/issues/:id/:verb'), async ({ params, request }) => {
    const verb = String(params.verb);
    const text = await request.text();
    const body = (text ? JSON.parse(text) : {}) as Record<string, string>;
    return change(request, find(params.id), (record) => {
      record.status = TARGETS[verb] ?? record.status;
      if (verb === 'extend')
        record.extension = {
          due_on: body.due_on ?? '',
          reason: body.reason ?? '',
          asked_at: NOW,
          asked_by: callerOf(request)?.id ?? '',
        };
      if (verb.endsWith('-extension')) {
        if (verb === 'grant-extension')
          Object.assign(record, {
            due_on: record.extension?.due_on,
            due_effective_on: record.extension?.due_on,
            extensions_count: record.extensions_count + 1,
          });
        record.extension = null;
      }
    });
  }),
  http.get(api('/saved-views'), ({ request }) => pageOf(issueWorld.views, request)),
  http.post(api('/saved-views'), async ({ request }) => {
    const body = (await request.json()) as Pick<SavedView, 'name' | 'query' | 'room' | 'shared'>;
    const view: SavedView = {
      ...stamps,
      ...body,
      id: `v-${issueWorld.views.length + 1}`,
      user_id: callerOf(request)?.id ?? '',
      user_name: callerOf(request)?.display_name ?? '',
      version: 1,
      allowed_actions: ['edit', 'delete'],
    };
    issueWorld.views.push(view);
    return HttpResponse.json(view, { status: 201 });
  }),
  http.patch(api('/saved-views/:id'), async ({ params, request }) => {
    const view = issueWorld.views.find((entry) => entry.id === params.id);
    if (!view) return missing();
    Object.assign(view, await request.json(), { version: view.version + 1 });
    return HttpResponse.json(view);
  }),
  http.delete(api('/saved-views/:id'), ({ params }) => {
    issueWorld.views = issueWorld.views.filter((entry) => entry.id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
];
