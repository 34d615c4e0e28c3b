import { HttpResponse, http } from 'msw';
import type { CodeListView, NotificationView, WorkingDaysView } from '@/api/generated';
import labels from '@/shared/i18n/labels.vi.json';
import { callerOf } from './authHandlers';
import { problem } from './problem';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;
const NOW = '2022-05-19T03:00:00Z';

const notice = (index: number, more: Partial<NotificationView>): NotificationView => ({
  id: `n-${index}`,
  kind: 'issue_update',
  event: 'issue.updated',
  group_key: 'issue.updated:u-commune:2022-05-19',
  title: 'Có cập nhật mới về vấn đề',
  body: `Xử lý bãi rác thôn số ${index} (Đảng bộ xã Minh Hòa)`,
  object_type: 'issue',
  object_id: `i-${index}`,
  unit_id: 'u-commune',
  read_at: null,
  version: 1,
  allowed_actions: ['read'],
  created_at: NOW,
  updated_at: NOW,
  ...more,
});

const urged = notice(1, {
  kind: 'urged',
  event: 'reminder.sent',
  group_key: 'urged:u-province',
  title: 'Đảng bộ tỉnh Bắc Giang đôn đốc: 2 việc quá hạn',
  body: [
    'Đảng bộ tỉnh Bắc Giang đôn đốc:',
    'Báo cáo trước ngày 25/5.',
    '- Việc một',
    '- Việc hai',
    '- Việc ba',
  ].join('\n'),
  object_type: null,
  object_id: null,
});

function freshDesk() {
  return {
    notices: [
      urged,
      notice(2, {}),
      notice(3, {}),
      notice(4, { read_at: NOW, group_key: 'old', title: 'Tin cũ' }),
    ],
    settings: {
      email: null as string | null,
      email_available: true,
      kinds: (['decision_wanted', 'decided', 'issue_update', 'digest', 'urged'] as const).map((kind) => ({
        kind,
        label: kind,
        in_app: true,
        email: kind === 'digest' || kind === 'urged',
      })),
      version: 1,
      allowed_actions: ['edit'],
      created_at: NOW,
      updated_at: NOW,
    },
    calendar: {
      year: 2022,
      days: [
        { date: '2022-04-30', kind: 'holiday', name: 'Ngày Chiến thắng 30/4' },
        { date: '2022-09-02', kind: 'holiday', name: 'Quốc khánh 2/9' },
      ],
      edited: false,
      provisional: false,
      updated_at: null,
      version: 0,
      allowed_actions: ['edit'],
    } as WorkingDaysView,
    lists: {
      field: list('field'),
      'issue.kind': list('issue.kind'),
    } as Record<string, CodeListView>,
    rules: {
      items: [
        {
          code: 'issue_before_3',
          about: 'issues',
          audience: 'subject',
          offset_days: -3,
          repeat_days: null,
          active: true,
        },
        {
          code: 'issue_late',
          about: 'issues',
          audience: 'subject',
          offset_days: 5,
          repeat_days: 5,
          active: true,
        },
        {
          code: 'registration_due',
          about: 'registrations',
          audience: 'subject',
          offset_days: 0,
          repeat_days: null,
          active: true,
        },
      ],
      version: 1,
      allowed_actions: ['edit'],
      updated_at: NOW,
    },
  };
}

function list(name: 'field' | 'issue.kind'): CodeListView {
  return {
    name,
    editable: true,
    entries: Object.entries(labels[name]).map(([code, { label, short }]) => ({
      code,
      label,
      short,
      note: '',
      active: true,
      built_in: true,
      version: 0,
    })),
  };
}

export let desk = freshDesk();
export function resetDesk() {
  desk = freshDesk();
}

const stale = (request: Request, version: number) => request.headers.get('if-match') !== `"${version}"`;
const tooLate = () => problem(412, 'stale_version', 'Nội dung vừa được người khác thay đổi');
/** Notices are everybody's own; the mock keeps those of the staff of the commune. */
const inbox = (request: Request) => (callerOf(request)?.username === 'xa' ? desk.notices : []);
const unread = (notices: NotificationView[]) => notices.filter((entry) => !entry.read_at);

export const deskHandlers = [
  http.get(api('/notifications'), async ({ request }) => {
    const search = new URL(request.url).searchParams;
    const all = inbox(request);
    const items = (search.get('unread') === 'true' ? unread(all) : all)
      .filter((entry) => !search.get('kind') || entry.kind === search.get('kind'))
      .filter((entry) => !search.get('group_key') || entry.group_key === search.get('group_key'));
    const keys = [...new Set(items.map((entry) => entry.group_key))];
    const page = (await pageOf(items, request).json()) as object;
    return HttpResponse.json({
      ...page,
      unread_total: unread(all).length,
      groups: keys.map((group_key) => {
        const group = all.filter((entry) => entry.group_key === group_key);
        return { group_key, title: group[0]?.title, total: group.length, unread: unread(group).length };
      }),
    });
  }),
  http.post(api('/notifications/read-all'), async ({ request }) => {
    const body = (await request.json()) as { group_key?: string };
    const meant = unread(inbox(request)).filter(
      (entry) => !body.group_key || entry.group_key === body.group_key,
    );
    desk.notices = desk.notices.map((entry) => (meant.includes(entry) ? { ...entry, read_at: NOW } : entry));
    return HttpResponse.json({ read: meant.length, unread_total: unread(desk.notices).length });
  }),
  http.post(api('/notifications/:id/read'), ({ params }) => {
    desk.notices = desk.notices.map((entry) => (entry.id === params.id ? { ...entry, read_at: NOW } : entry));
    return HttpResponse.json(desk.notices.find((entry) => entry.id === params.id));
  }),
  http.get(api('/notifications/settings'), () => HttpResponse.json(desk.settings)),
  http.patch(api('/notifications/settings'), async ({ request }) => {
    if (stale(request, desk.settings.version)) return tooLate();
    desk.settings = { ...desk.settings, ...((await request.json()) as object), version: 2 };
    return HttpResponse.json(desk.settings);
  }),
  http.get(api('/settings/working-days/:year'), ({ params }) =>
    HttpResponse.json({ ...desk.calendar, year: Number(params.year) }),
  ),
  http.put(api('/settings/working-days/:year'), async ({ request }) => {
    if (stale(request, desk.calendar.version)) return tooLate();
    desk.calendar = {
      ...desk.calendar,
      ...((await request.json()) as object),
      edited: true,
      updated_at: NOW,
      version: desk.calendar.version + 1,
    };
    return HttpResponse.json(desk.calendar);
  }),
  http.get(api('/code-lists/:list'), ({ params }) => HttpResponse.json(desk.lists[String(params.list)])),
  http.post(api('/code-lists/:list/entries'), async ({ params, request }) => {
    const body = (await request.json()) as { code: string; label: string; short: string };
    const entry = { ...body, note: '', active: true, built_in: false, version: 1 };
    desk.lists[String(params.list)]?.entries.push(entry);
    return HttpResponse.json(entry, { status: 201 });
  }),
  http.patch(api('/code-lists/:list/entries/:code'), async ({ params, request }) => {
    const entry = desk.lists[String(params.list)]?.entries.find(({ code }) => code === params.code);
    if (!entry) return problem(404, 'not_found', 'Không tìm thấy nội dung');
    if (stale(request, entry.version)) return tooLate();
    Object.assign(entry, await request.json(), { version: entry.version + 1 });
    return HttpResponse.json(entry);
  }),
  http.get(api('/settings/reminder-rules'), () => HttpResponse.json(desk.rules)),
  http.patch(api('/settings/reminder-rules'), async ({ request }) => {
    if (stale(request, desk.rules.version)) return tooLate();
    const { rules } = (await request.json()) as { rules: { code: string }[] };
    desk.rules = {
      ...desk.rules,
      version: desk.rules.version + 1,
      items: desk.rules.items.map((rule) => ({ ...rule, ...rules.find(({ code }) => code === rule.code) })),
    };
    return HttpResponse.json(desk.rules);
  }),
];
