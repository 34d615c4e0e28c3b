import { useTranslation } from 'react-i18next';
import { TextLink } from '@/shared/ui/links';
import classes from './Ways.module.css';

const WAYS = [
  { to: '/issues', key: 'list' },
  { to: '/issues/board', key: 'board' },
  { to: '/issues/calendar', key: 'calendar' },
] as const;

/** The ways to look at issues; the filters go along. */
export function Ways({ search }: { search: Record<string, string | undefined> }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('issues.ways.title')} className={`${classes.ways} no-print`}>
      {WAYS.map(({ to, key }) => (
        <TextLink
          key={key}
          to={to}
          search={search}
          activeOptions={{ exact: true, includeSearch: false }}
          underline="never"
          className={classes.way}
        >
          {t(`issues.ways.${key}`)}
        </TextLink>
      ))}
    </nav>
  );
}
