import { HttpResponse, http } from 'msw';
import type { CreateUnit, MembershipView, UnitView } from '@/api/generated';
import { callerOf } from './authHandlers';
import { problem } from './problem';
import { pageOf } from './registrationHandlers';

const api = (path: string) => `*/api/v1${path}`;
const NOW = '2022-05-19T03:00:00Z';
const stamps = { created_at: NOW, updated_at: NOW };

const unit = (
  id: string,
  name: string,
  kind: UnitView['kind'],
  level: UnitView['level'],
  path: string[],
): UnitView => ({
  id,
  name,
  committee_name: name.replace('Đảng bộ', 'Ban Chấp hành Đảng bộ'),
  short_name: name,
  kind,
  level,
  reporting_mode: 'records',
  parent_id: path.at(-1) ?? null,
  codes: [{ system: 'administrative', code: `24-${id}`, valid_from: '2016-01-01', valid_to: null }],
  valid_from: '2016-01-01',
  valid_to: null,
  has_children: level !== 'branch',
  party_unit: true,
  source: 'manual',
  path: [],
  version: 3,
  allowed_actions: [],
  ...stamps,
});

function freshUnits() {
  const units = [
    unit('u-province', 'Đảng bộ tỉnh Bắc Giang', 'provincial_committee', 'province', []),
    unit('u-district-a', 'Đảng bộ huyện Yên Thế', 'district_committee', 'district', ['u-province']),
    unit('u-district-b', 'Đảng bộ thành phố Bắc Giang', 'district_committee', 'district', ['u-province']),
    unit('u-commune', 'Đảng bộ xã Minh Hòa', 'grassroots_committee', 'grassroots', ['u-district-a']),
    unit('u-branch', 'Chi bộ thôn Đông', 'branch', 'branch', ['u-commune']),
    unit('u-branch-2', 'Chi bộ thôn Đoài', 'branch', 'branch', ['u-commune']),
  ];
  for (const entry of units) {
    const path: UnitView['path'] = [];
    for (let up = entry.parent_id; up; ) {
      const above = units.find((other) => other.id === up);
      if (above) path.unshift({ id: above.id, short_name: above.short_name });
      up = above?.parent_id ?? null;
    }
    entry.path = path;
  }
  return units;
}

const member = (
  index: number,
  full_name: string,
  more: Partial<MembershipView> & { given?: string } = {},
): MembershipView => ({
  id: `ms-${index}`,
  person_id: `p-${index}`,
  person: {
    id: `p-${index}`,
    full_name,
    birth_year: 1970 + index,
  },
  unit_id: 'u-branch',
  unit_name: 'Chi bộ thôn Đông',
  member_kind: 'official',
  position: 'Đảng viên',
  position_group: 'none',
  valid_from: '2016-01-01',
  valid_to: null,
  obliged: true,
  exempt_reason: null,
  version: 1,
  allowed_actions: ['edit', 'transfer', 'exempt', 'end'],
  ...stamps,
  ...more,
});

const freshRoll = () => [
  member(3, 'Lê Văn Bình'),
  member(4, 'Đỗ Thị Hạnh', {
    obliged: false,
    exempt_reason: 'long_term_illness',
    allowed_actions: ['edit', 'transfer', 'exempt', 'end-exemption', 'end'],
  }),
  member(1, 'Nguyễn Thị Mẫu'),
  member(2, 'Trần Văn Thử', { position: 'Bí thư chi bộ', position_group: 'head' }),
];

let units = freshUnits();
let roll = freshRoll();
let delegations: Record<string, unknown>[] = [];

/** Brings the units and the roll back. */
export function resetUnits() {
  units = freshUnits();
  roll = freshRoll();
  delegations = [];
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'd')
    .toLocaleLowerCase('vi');
const node = (entry: UnitView) => ({ ...entry, path: undefined, has_children: below(entry.id).length > 0 });
const below = (id: string) => units.filter((entry) => entry.parent_id === id);
const missing = () => problem(404, 'not_found', 'Không tìm thấy nội dung');
const seen = (entry: UnitView, request: Request) => ({
  ...entry,
  allowed_actions: callerOf(request)?.username === 'tinh' ? ['edit', 'create'] : [],
});

function change<T extends { version: number }>(
  request: Request,
  record: T | undefined,
  act: (record: T) => void,
) {
  if (!record) return missing();
  if (request.headers.get('if-match') !== `"${record.version}"`)
    return problem(412, 'stale_version', 'Nội dung vừa được người khác thay đổi');
  act(record);
  record.version += 1;
  return HttpResponse.json(record);
}

export const unitHandlers = [
  http.get(api('/units'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const q = plain(search.get('q') ?? '');
    return pageOf(
      units.filter(
        (entry) =>
          (search.get('roots') !== 'true' || entry.parent_id === null) &&
          (!search.get('level') || entry.level === search.get('level')) &&
          plain(entry.name).includes(q),
      ),
      request,
    );
  }),
  http.get(api('/units/:id/tree'), ({ params }) => {
    const found = units.find((entry) => entry.id === params.id);
    return found ? HttpResponse.json({ ...node(found), children: below(found.id).map(node) }) : missing();
  }),
  http.get(api('/units/:id/lineage'), ({ params }) => {
    const found = units.find((entry) => entry.id === params.id);
    if (!found) return missing();
    const period = { valid_from: found.valid_from, valid_to: found.valid_to };
    return HttpResponse.json({
      unit_id: found.id,
      ...period,
      names: [{ ...found, ...period }],
      parents: found.parent_id
        ? [{ parent_id: found.parent_id, parent_name: found.path.at(-1)?.short_name, ...period }]
        : [],
      codes: found.codes,
    });
  }),
  http.get(api('/units/:id'), ({ params, request }) => {
    const found = units.find((entry) => entry.id === params.id);
    return found ? HttpResponse.json(seen(found, request)) : missing();
  }),
  http.patch(api('/units/:id'), async ({ params, request }) => {
    const body = (await request.json()) as Partial<UnitView>;
    return change(
      request,
      units.find((entry) => entry.id === params.id),
      (entry) => Object.assign(entry, body),
    );
  }),
  http.post(api('/units'), async ({ request }) => {
    const body = (await request.json()) as CreateUnit;
    const added = unit(`u-${units.length + 1}`, body.name, body.kind, body.level, [body.parent_id]);
    units.push(added);
    return HttpResponse.json(added, { status: 201 });
  }),
  http.post(api('/units/:id/codes'), async ({ params, request }) => {
    const body = (await request.json()) as UnitView['codes'][number];
    return change(
      request,
      units.find((entry) => entry.id === params.id),
      (entry) => entry.codes.push({ ...body, valid_to: null }),
    );
  }),
  http.get(api('/memberships'), ({ request }) => {
    const q = plain(new URL(request.url).searchParams.get('q') ?? '');
    const kind = new URL(request.url).searchParams.get('member_kind');
    return pageOf(
      roll.filter((row) => plain(row.person.full_name).includes(q) && (!kind || row.member_kind === kind)),
      request,
    );
  }),
  http.post(api('/memberships/:id/end'), async ({ params, request }) => {
    const body = (await request.json()) as { valid_to: string; reason: string };
    return change(
      request,
      roll.find((row) => row.id === params.id),
      (row) => Object.assign(row, { valid_to: body.valid_to, end_reason: body.reason, allowed_actions: [] }),
    );
  }),
  http.post(api('/memberships/:id/exempt'), async ({ params, request }) => {
    const body = (await request.json()) as { reason: string };
    return change(
      request,
      roll.find((row) => row.id === params.id),
      (row) => Object.assign(row, { obliged: false, exempt_reason: body.reason }),
    );
  }),
  http.post(api('/memberships/:id/transfer'), async ({ params, request }) => {
    const body = (await request.json()) as Partial<MembershipView>;
    return change(
      request,
      roll.find((row) => row.id === params.id),
      (row) => Object.assign(row, body),
    );
  }),
  http.post(api('/memberships/:id/end-exemption'), ({ params, request }) =>
    change(
      request,
      roll.find((row) => row.id === params.id),
      (row) => Object.assign(row, { obliged: true, exempt_reason: null }),
    ),
  ),
  http.patch(api('/memberships/:id'), async ({ params, request }) => {
    const body = (await request.json()) as Partial<MembershipView>;
    return change(
      request,
      roll.find((row) => row.id === params.id),
      (row) => Object.assign(row, body),
    );
  }),
  http.get(api('/people'), ({ request }) => {
    const q = plain(new URL(request.url).searchParams.get('q') ?? '');
    return pageOf(
      roll.map((row) => row.person).filter((person) => plain(person.full_name).includes(q)),
      request,
    );
  }),
  http.post(api('/people'), async ({ request }) => {
    const body = (await request.json()) as { full_name: string; position?: string };
    const row = member(roll.length + 20, body.full_name, { position: body.position ?? '' });
    roll.push(row);
    return HttpResponse.json(
      {
        ...row.person,
        warnings:
          body.full_name === 'Lê Văn Bình'
            ? [{ code: 'likely_duplicate', message: 'Có người trùng tên' }]
            : [],
      },
      { status: 201 },
    );
  }),
  http.post(api('/memberships'), async ({ request }) => {
    const body = (await request.json()) as Partial<MembershipView> & { person_id: string };
    const row = member(roll.length + 20, body.person_id, body);
    roll.push(row);
    return HttpResponse.json(row, { status: 201 });
  }),
  http.get(api('/delegations'), ({ request }) => pageOf(delegations, request)),
  http.post(api('/delegations'), async ({ request }) => {
    const body = (await request.json()) as Record<string, unknown>;
    const nameOf = (id: unknown) => roll.find((row) => row.person_id === id)?.person.full_name;
    const added = {
      ...body,
      id: `d-${delegations.length + 1}`,
      from_person: { id: body.from_person_id, full_name: nameOf(body.from_person_id) },
      to_person: { id: body.to_person_id, full_name: nameOf(body.to_person_id) },
      version: 1,
      allowed_actions: ['end'],
      ...stamps,
    };
    delegations.push(added);
    return HttpResponse.json(added, { status: 201 });
  }),
  http.post(api('/delegations/:id/end'), async ({ params, request }) => {
    const body = (await request.json()) as { valid_to: string };
    return change(
      request,
      delegations.find((entry) => entry.id === params.id) as { version: number } | undefined,
      (entry) => Object.assign(entry, { valid_to: body.valid_to, allowed_actions: [] }),
    );
  }),
];
