import { useSyncExternalStore } from 'react';
import type { LoginReply, SignedInUser } from '@/api/generated';

/**
 * Who is signed in. The access token lives here, in memory, and nowhere else;
 * the refresh token is an httpOnly cookie that scripts never see.
 */
export type SessionState =
  | { phase: 'starting' }
  | { phase: 'anonymous' }
  | { phase: 'signed_in'; token: string; user: SignedInUser }
  /** The server no longer accepts the session; the screens and their drafts stay until sign-in or leaving. */
  | { phase: 'expired'; user: SignedInUser };

let state: SessionState = { phase: 'starting' };
const listeners = new Set<() => void>();
let waiting: { resume: () => void; abandon: () => void }[] = [];

function set(next: SessionState) {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const session = {
  get: () => state,
  token: () => (state.phase === 'signed_in' ? state.token : undefined),
  user: () => (state.phase === 'signed_in' || state.phase === 'expired' ? state.user : undefined),

  /** Takes a sign-in or refresh reply. Requests that waited for the new sign-in go on, if it is the same user. */
  accept(reply: LoginReply) {
    const sameUser = state.phase !== 'expired' || state.user.id === reply.user.id;
    set({ phase: 'signed_in', token: reply.access_token, user: reply.user });
    const queue = waiting;
    waiting = [];
    for (const request of queue) sameUser ? request.resume() : request.abandon();
    return sameUser;
  },

  /** Forgets the user. */
  clear() {
    set({ phase: 'anonymous' });
    const queue = waiting;
    waiting = [];
    for (const request of queue) request.abandon();
  },

  /** Marks the session as ended by the server; resolves to true once the same user has signed in again. */
  expired(): Promise<boolean> {
    if (state.phase === 'signed_in') set({ phase: 'expired', user: state.user });
    if (state.phase !== 'expired') return Promise.resolve(false);
    return new Promise((resolve) => {
      waiting.push({ resume: () => resolve(true), abandon: () => resolve(false) });
    });
  },
};

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, session.get, session.get);
}

/** The signed-in user; for screens below the sign-in gate only. */
export function useUser(): SignedInUser {
  const current = useSession();
  if (current.phase === 'signed_in' || current.phase === 'expired') return current.user;
  throw new Error('no user is signed in');
}
