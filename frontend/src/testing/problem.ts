import { HttpResponse } from 'msw';

/** An error reply as the server gives it. */
export function problem(status: number, code: string, title: string, more: Record<string, unknown> = {}) {
  return HttpResponse.json(
    { type: `/problems/${code}`, status, code, title, trace_id: '0192f0c1-trace', ...more },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
