import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { systemQuery } from '@/api/system';
import { formatDate } from '@/shared/i18n/format';
import classes from './Shell.module.css';

/** What everybody must know about this installation: demonstration data, the business date, no state secrets. */
export function Banner() {
  const { t } = useTranslation();
  const { data } = useQuery(systemQuery);
  const [headline, ...rest] = (data?.banner ?? '').split(/(?<=\.)\s+/);
  return (
    <aside className={classes.banner} aria-label={t('shell.notice')}>
      {headline ? <strong>{headline}</strong> : null}
      {data?.environment === 'demo' ? (
        <span>{t('shell.business_date', { date: formatDate(data.business_date) })}</span>
      ) : null}
      <span>{t('shell.secrecy')}</span>
      {rest.length > 0 ? (
        <details>
          <summary>{t('shell.more')}</summary>
          {rest.join(' ')}
        </details>
      ) : null}
    </aside>
  );
}
