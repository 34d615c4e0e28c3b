import { HttpResponse, http } from 'msw';
import type { ActItem, ItemResult } from '@/api/generated';
import { problem } from './problem';
import { world } from './registrationData';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;

function decide(item: ActItem): ItemResult {
  const known = { record: item.record ?? 'registration', id: item.id };
  // The secretary's own record stands for every refusal.
  if (item.id.startsWith('r-7')) {
    return {
      ...known,
      ok: false,
      code: 'own_decision',
      title: 'Không ai tự cho ý kiến hoặc xác nhận bản đăng ký của chính mình',
    };
  }
  const registration = world.registrations.find((record) => record.id === item.id);
  if (registration) registration.status = item.verb === 'approve' ? 'approved' : 'returned';
  const pledge = world.registrations
    .flatMap((record) => record.pledges)
    .find((entry) => entry.id === item.id);
  if (pledge) pledge.status = item.verb === 'verify' ? 'verified' : 'sent_back';
  return { ...known, ok: true, version: item.version + 1 };
}

export const meetingHandlers = [
  http.get(api('/branch-meetings'), ({ request }) => pageOf(world.meetings, request)),
  http.get(api('/branch-meetings/:id'), ({ params }) => {
    const found = world.meetings.find((meeting) => meeting.id === params.id);
    return found ? HttpResponse.json(found) : problem(404, 'not_found', 'Không tìm thấy nội dung');
  }),
  http.post(api('/branch-meetings'), async ({ request }) => {
    const body = (await request.json()) as Record<string, unknown>;
    const meeting = {
      ...body,
      id: `m-${world.meetings.length + 1}`,
      unit_name: 'Chi bộ thôn Đông',
      version: 1,
      allowed_actions: [],
    };
    world.meetings.push(meeting);
    return HttpResponse.json(meeting, { status: 201 });
  }),
  http.post(api('/branch-meetings/:id/decisions'), async ({ request }) => {
    const { items } = (await request.json()) as { items: ActItem[] };
    const results = items.map(decide);
    const passed = results.filter((result) => result.ok).length;
    return HttpResponse.json({ results, passed, refused: results.length - passed });
  }),
];
