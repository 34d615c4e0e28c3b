import type { LoginReply } from '@/api/generated';
import { Problem, problemOf } from './problem';
import { session } from './session';

export const BASE = '/api/v1';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  query?: Query;
  body?: unknown;
  /** Version of the record that the change was made from. */
  ifMatch?: number;
  /** Key of one act of the user: repeated sends of it take effect once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Requests of the sign-in itself carry no token and are not repeated after a refresh. */
  anonymous?: boolean;
  /** The form of the reply that is asked for; JSON without it. */
  accept?: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The address of an operation. */
export function url(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text ? `?${text}` : ''}`;
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers = new Headers({ Accept: options.accept ?? 'application/json' });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  const token = options.anonymous ? undefined : session.token();
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(new URL(url(path, options.query), window.location.origin), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw Problem.offline();
  }
}

let refreshing: Promise<boolean> | undefined;

async function exchangeCookie(usedToken: string | undefined): Promise<boolean> {
  // Another caller of this tab may have renewed the token while this one waited.
  if (usedToken !== undefined && session.token() !== undefined && session.token() !== usedToken) return true;
  const response = await send('POST', '/auth/refresh', { anonymous: true });
  if (response.status === 401) return false;
  if (!response.ok) throw await problemOf(response);
  session.accept((await response.json()) as LoginReply);
  return true;
}

/**
 * Renews the access token with the cookie. Refresh tokens are good for one use and a second use ends the
 * session, so tabs take turns by a lock.
 */
export function refresh(): Promise<boolean> {
  const usedToken = session.token();
  const inTurn = async (): Promise<boolean> =>
    navigator.locks
      ? await navigator.locks.request('lamtheo-refresh', () => exchangeCookie(usedToken))
      : exchangeCookie(usedToken);
  const running =
    refreshing ??
    inTurn().finally(() => {
      refreshing = undefined;
    });
  refreshing = running;
  return running;
}

/** Sends one request, signing in again where that is needed; every failure is thrown as a Problem. */
export async function request(method: Method, path: string, options: CallOptions = {}): Promise<Response> {
  let response = await send(method, path, options);
  if (response.status === 401 && !options.anonymous) {
    const again = (await refresh()) || (await session.expired());
    if (!again) throw await problemOf(response);
    response = await send(method, path, options);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Sends one request and reads its JSON; every failure is thrown as a Problem. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const response = await request(method, path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** A fresh key for one act of the user. */
export function newKey(): string {
  return crypto.randomUUID();
}
