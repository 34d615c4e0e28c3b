import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { refresh } from '@/api/http';
import { session, useSession } from '@/api/session';
import { systemQuery } from '@/api/system';
import { PasswordScreen } from '@/features/auth/PasswordScreen';
import { SessionExpired } from '@/features/auth/SessionExpired';
import { SignInScreen } from '@/features/auth/SignInScreen';
import { Loading } from '@/shared/ui/states';
import { AnonymousFrame } from './layout/AnonymousFrame';
import { Shell } from './layout/Shell';

/** The gate: sign-in when nobody is signed in, the screens otherwise. The address stays, so sign-in leads to where one wanted to go. */
export function Root() {
  const current = useSession();
  // Every date on the screens hangs on the business date, so it comes first.
  const system = useQuery(systemQuery);
  useEffect(() => {
    if (session.get().phase !== 'starting') return;
    refresh()
      .then((ok) => ok || session.clear())
      .catch(() => session.clear());
  }, []);

  if (current.phase === 'starting' || system.isPending) {
    return (
      <AnonymousFrame>
        <Loading lines={3} />
      </AnonymousFrame>
    );
  }
  if (current.phase === 'anonymous') {
    return (
      <AnonymousFrame>
        <SignInScreen />
      </AnonymousFrame>
    );
  }
  if (current.user.must_change_password) {
    return (
      <AnonymousFrame>
        <PasswordScreen username={current.user.username} />
      </AnonymousFrame>
    );
  }
  return (
    <>
      <Shell>
        <Outlet />
      </Shell>
      {current.phase === 'expired' ? <SessionExpired user={current.user} /> : null}
    </>
  );
}
