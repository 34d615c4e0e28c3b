/** One refused field of a request, as the server names it (JSON pointer into the body). */
export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

/** The body of every error reply (RFC 9457). */
export interface ProblemBody {
  type?: string;
  title: string;
  status: number;
  detail?: string | null;
  code: string;
  fields?: FieldProblem[];
  trace_id?: string | null;
  [extension: string]: unknown;
}

/** The one error type of the API layer. Status 0 means that no reply arrived. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fields: FieldProblem[];
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
    trace_id: response.headers.get('x-request-id'),
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
