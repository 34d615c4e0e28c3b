import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { Icon } from '@/shared/ui/icons';
import { navigation } from '../navigation';
import { AccountMenu } from './AccountMenu';
import { Banner } from './Banner';
import { Bell } from './Bell';
import { LanguageSwitch } from './LanguageSwitch';
import { OfflineNotice } from './OfflineNotice';
import classes from './Shell.module.css';

/** The frame of every screen after sign-in: banner, head, menu by role, content. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the address changes
  useEffect(() => setOpen(false), [path]);
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        {t('shell.skip_to_content')}
      </button>
      <div className="no-print">
        <Banner />
        <OfflineNotice />
      </div>
      <header className={`${classes.head} no-print`}>
        <button
          type="button"
          className={classes.burger}
          aria-expanded={open}
          aria-controls="navigation"
          aria-label={open ? t('shell.close_menu') : t('shell.open_menu')}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} size={24} />
        </button>
        <Link to="/" className={classes.brand} title={t('shell.app_title')}>
          <span className={classes.logo} aria-hidden="true" />
          {t('shell.app_name')}
        </Link>
        <Bell />
        <AccountMenu />
      </header>
      <div className={classes.body}>
        <Navigation open={open} />
        <main id="content" ref={main} tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
    </div>
  );
}

function Navigation({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const user = useUser();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // A room inside another one may have an entry of its own; then only that one is marked.
  const withinInner = (to: string) =>
    navigation.some((other) => other.to.startsWith(`${to}/`) && path.startsWith(other.to));
  return (
    <nav
      id="navigation"
      className={`${classes.nav} no-print`}
      data-open={open || undefined}
      aria-label={t('shell.main_navigation')}
    >
      <ul>
        {navigation
          .filter((entry) => entry.show(user))
          .map((entry) => (
            <li key={entry.to}>
              <Link
                to={entry.to as '/'}
                className={classes.link}
                activeOptions={{ exact: entry.to === '/' || withinInner(entry.to), includeSearch: false }}
              >
                <Icon name={entry.icon} />
                {t(`nav.${entry.key}`)}
              </Link>
            </li>
          ))}
      </ul>
      <LanguageSwitch />
    </nav>
  );
}
