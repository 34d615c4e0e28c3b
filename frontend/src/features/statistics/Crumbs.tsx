import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unitQuery } from '@/features/org_units/api';
import type { ListParams } from '@/shared/table/listParams';
import classes from './Crumbs.module.css';

/** Where the figures stand in the tree, and the way back up. */
export function Crumbs({ params }: { params: ListParams }) {
  const { t } = useTranslation();
  const unit = params.get('unit');
  const query = useQuery({ ...unitQuery(unit), enabled: unit !== '' });
  const path = query.data ? query.data.path.filter((entry) => entry.id !== unit) : [];
  return (
    <nav aria-label={t('statistics.path')}>
      <ol className={classes.crumbs}>
        <li>
          {unit ? (
            <UnstyledButton className={classes.crumb} onClick={() => params.set({ unit: undefined })}>
              {t('statistics.my_unit')}
            </UnstyledButton>
          ) : (
            <span aria-current="page">{t('statistics.my_unit')}</span>
          )}
        </li>
        {path.map((entry) => (
          <li key={entry.id}>
            <UnstyledButton className={classes.crumb} onClick={() => params.set({ unit: entry.id })}>
              {entry.short_name}
            </UnstyledButton>
          </li>
        ))}
        {unit ? (
          <li>
            <span aria-current="page">{query.data?.short_name ?? t('state.loading')}</span>
          </li>
        ) : null}
      </ol>
    </nav>
  );
}
