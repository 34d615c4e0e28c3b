import { HttpResponse, http } from 'msw';
import { people } from './people';
import { problem } from './problem';

const api = (path: string) => `*/api/v1${path}`;
const reply = (user: (typeof people)[keyof typeof people]) => ({
  access_token: `token-${user.username}`,
  token_type: 'Bearer',
  expires_in: 600,
  user,
});

/** Password of every mock account. */
export const PASSWORD = 'mat-khau-minh-hoa';
/** A name that has only a one-time code so far. */
export const NEWCOMER = 'moi';

/** The account behind the token of a request. */
export function callerOf(request: Request) {
  const name = (request.headers.get('authorization') ?? '').replace('Bearer token-', '');
  return people[name as keyof typeof people];
}

let cookie: keyof typeof people | undefined;

export const authHandlers = [
  http.post(api('/auth/login'), async ({ request }) => {
    const body = (await request.json()) as { username: string; password: string };
    if (body.username === NEWCOMER)
      return problem(403, 'password_change_required', 'Đồng chí cần đặt mật khẩu trước khi đăng nhập');
    const user = people[body.username as keyof typeof people];
    if (!user || body.password !== PASSWORD)
      return problem(401, 'invalid_credentials', 'Tên đăng nhập hoặc mật khẩu chưa đúng');
    cookie = body.username as keyof typeof people;
    return HttpResponse.json(reply(user));
  }),
  http.post(api('/auth/refresh'), () =>
    cookie ? HttpResponse.json(reply(people[cookie])) : problem(401, 'not_signed_in', 'Chưa đăng nhập'),
  ),
  http.post(api('/auth/logout'), () => {
    cookie = undefined;
    return new HttpResponse(null, { status: 204 });
  }),
  http.post(api('/auth/password'), async ({ request }) => {
    const body = (await request.json()) as { one_time_code?: string };
    if (body.one_time_code === 'sai')
      return problem(401, 'invalid_credentials', 'Mã dùng một lần chưa đúng hoặc đã hết hạn');
    cookie = 'dangvien';
    return HttpResponse.json(reply(callerOf(request) ?? people.dangvien));
  }),
  http.get(api('/auth/me'), ({ request }) => {
    const caller = callerOf(request);
    return caller
      ? HttpResponse.json({ ...caller, last_login_at: '2022-05-18T01:15:00Z' })
      : problem(401, 'not_signed_in', 'Chưa đăng nhập');
  }),
  http.get(api('/auth/sessions'), () =>
    HttpResponse.json({
      items: [
        {
          id: 's-1',
          current: true,
          user_agent: 'Chromium trên Linux',
          ip: '192.0.2.10',
          created_at: '2022-05-19T01:00:00Z',
          last_used_at: '2022-05-19T02:00:00Z',
        },
        {
          id: 's-2',
          current: false,
          user_agent: 'Điện thoại Android',
          ip: '192.0.2.77',
          created_at: '2022-05-17T01:00:00Z',
          last_used_at: '2022-05-18T02:00:00Z',
        },
      ],
      page: 1,
      per_page: 50,
      total: 2,
    }),
  ),
  http.delete(api('/auth/sessions/:id'), () => new HttpResponse(null, { status: 204 })),
];
