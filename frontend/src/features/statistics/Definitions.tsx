import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/shared/ui/Facts';
import { Loaded } from '@/shared/ui/states';
import { definitionsQuery } from './api';
import classes from './Definitions.module.css';

/** How every figure is counted. */
export function Definitions() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...definitionsQuery, enabled: open });
  return (
    <details className={classes.definitions} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('statistics.definitions')}</summary>
      {open ? (
        <Loaded query={query}>
          {(data) => <Facts entries={data.measures.map((measure) => [measure.label, measure.definition])} />}
        </Loaded>
      ) : null}
    </details>
  );
}
