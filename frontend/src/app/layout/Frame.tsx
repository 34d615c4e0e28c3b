import '@/shared/i18n/screens';
import { Notifications } from '@mantine/notifications';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { SessionExpired } from '@/features/auth/SessionExpired';
import { Shell } from './Shell';

/** Everything around a screen. */
export function Frame() {
  const current = useSession();
  return (
    <>
      <Notifications position="bottom-right" limit={4} />
      <Shell>
        <Outlet />
      </Shell>
      {current.phase === 'expired' ? <SessionExpired user={current.user} /> : null}
    </>
  );
}
