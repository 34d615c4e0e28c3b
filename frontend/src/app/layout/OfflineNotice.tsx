import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Shell.module.css';

function subscribe(listener: () => void) {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that the network is away, and that input is kept. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">{online ? null : <div className={classes.offline}>{t('shell.offline')}</div>}</div>
  );
}
