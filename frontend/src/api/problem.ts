import type { ProblemField, Problem as ProblemReply } from '@/api/generated';

/** The body of an error reply (RFC 9457) with its extensions; what is no reply of the API may lack the rest. */
export type ProblemBody = Pick<ProblemReply, 'status' | 'title' | 'code'> &
  Partial<ProblemReply> &
  Record<string, unknown>;

/** The one error type of the API layer. Status 0 means that no reply arrived. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fields: ProblemField[];
  readonly traceId: string | undefined;
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(`${body.code}: ${body.title}`);
    this.name = 'Problem';
    this.body = body;
    this.status = body.status;
    this.code = body.code;
    this.title = body.title;
    this.detail = body.detail ?? undefined;
    this.fields = body.fields ?? [];
    this.traceId = body.trace_id ?? undefined;
  }

  /** Whether the same request may succeed when sent again unchanged. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static offline(): Problem {
    return new Problem({ status: 0, code: 'network_unreachable', title: '' });
  }
}

/** Reads the problem out of an error reply, whatever its body is. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: ProblemBody = {
    status: response.status,
    code: `http_${response.status}`,
    title: '',
    trace_id: response.headers.get('x-request-id') ?? undefined,
  };
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem({ ...fallback, ...body });
  } catch {
    return new Problem(fallback);
  }
}

/** Turns anything thrown into a Problem, so that screens handle one type. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({ status: 0, code: 'client_error', title: '', detail: String(error) });
}
