import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './Banner';
import { LanguageSwitch } from './LanguageSwitch';
import classes from './Shell.module.css';

/** The frame of the screens before sign-in. */
export function AnonymousFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.anonymous}>
      <Banner />
      <header className={classes.mark}>
        <span className={classes.logo} aria-hidden="true" />
        <p>
          <strong>{t('shell.app_name')}</strong>
          <br />
          {t('shell.app_title')}
        </p>
      </header>
      <main className={classes.narrow}>{children}</main>
      <footer className={classes.footer}>
        <LanguageSwitch />
      </footer>
    </div>
  );
}
