import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect } from 'react';
import { refresh } from '@/api/http';
import { session, useSession } from '@/api/session';
import { systemQuery } from '@/api/system';
import { PasswordScreen } from '@/features/auth/PasswordScreen';
import { SignInScreen } from '@/features/auth/SignInScreen';
import { Loading } from '@/shared/ui/states';
import { AnonymousFrame } from './layout/AnonymousFrame';

/**
 * Sign-in when nobody is signed in, the screens otherwise. The address stays, so sign-in leads to where one
 * wanted to go. It stands before the router: a first visit loads neither the router nor any screen.
 */
export function Gate({ children }: { children: ReactNode }) {
  const current = useSession();
  // Every date on the screens hangs on the business date, so it comes first.
  const system = useQuery(systemQuery);
  useEffect(() => {
    if (session.get().phase !== 'starting') return;
    refresh()
      .then((ok) => ok || session.clear())
      .catch(() => session.clear());
  }, []);

  if (current.phase === 'starting' || system.isPending) return <Waiting />;
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
  return <Suspense fallback={<Waiting />}>{children}</Suspense>;
}

function Waiting() {
  return (
    <AnonymousFrame>
      <Loading lines={3} />
    </AnonymousFrame>
  );
}
