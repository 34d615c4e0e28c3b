import type { LoginBody, LoginReply, Me, PasswordBody, SessionView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import { session } from '@/api/session';

const listeners = new Set<() => void>();

/** Runs when the user leaves, so that nothing of theirs stays in memory. */
export function onSignOut(listener: () => void) {
  listeners.add(listener);
}

export async function signIn(credentials: LoginBody): Promise<LoginReply> {
  const reply = await call<LoginReply>('POST', '/auth/login', { body: credentials, anonymous: true });
  const sameUser = session.accept(reply);
  if (!sameUser) for (const listener of listeners) listener();
  return reply;
}

/** First password with a one-time code (nobody is signed in yet). */
export async function setFirstPassword(body: PasswordBody): Promise<void> {
  session.accept(await call<LoginReply>('POST', '/auth/password', { body, anonymous: true }));
}

/** Change of the own password; ends all other sessions. */
export async function changePassword(body: PasswordBody): Promise<void> {
  session.accept(await call<LoginReply>('POST', '/auth/password', { body }));
}

/** Ends the session here and on the server; the drafts of the user on this device go too. */
export async function signOut(): Promise<void> {
  const user = session.user();
  try {
    await call('POST', '/auth/logout', { anonymous: true });
  } finally {
    if (user) await import('@/shared/form/drafts').then(({ clearDrafts }) => clearDrafts(user.id));
    session.clear();
    for (const listener of listeners) listener();
  }
}

export const fetchMe = (signal?: AbortSignal) => call<Me>('GET', '/auth/me', { signal });
export const fetchSessions = (signal?: AbortSignal) =>
  call<Page<SessionView>>('GET', '/auth/sessions', { signal });
export const endSession = (id: string) => call<void>('DELETE', `/auth/sessions/${id}`);
