import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { signOut } from '@/features/auth/api';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import classes from './Shell.module.css';

/** Who is signed in, in which roles, and the way to the own sessions, password and out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const user = useUser();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel closes whenever the address changes
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div ref={place} className={classes.accountPlace}>
      <button
        ref={button}
        type="button"
        className={classes.accountButton}
        aria-expanded={open}
        aria-controls="account-panel"
        aria-label={t('shell.account_menu', { name: user.display_name })}
        onClick={() => setOpen(!open)}
      >
        <Icon name="user" />
        <span className={classes.account}>{user.display_name}</span>
      </button>
      <div id="account-panel" className={classes.accountPanel} hidden={!open}>
        <p className={classes.accountName}>{user.username}</p>
        <ul>
          {user.roles.map((entry) => (
            <li key={`${entry.role}-${entry.unit_id}`} className={classes.accountRole}>
              {labelOf('role', entry.role, 'short')} · {entry.unit_name}
            </li>
          ))}
          <li>
            <Link to="/account/sessions" className={classes.link}>
              {t('shell.my_sessions')}
            </Link>
          </li>
          <li>
            <Link to="/account/password" className={classes.link}>
              {t('shell.change_password')}
            </Link>
          </li>
          <li>
            <button type="button" className={classes.link} onClick={() => void signOut()}>
              {t('shell.sign_out')}
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
