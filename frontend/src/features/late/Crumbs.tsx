import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unitQuery } from '@/features/org_units/api';
import { TextLink } from '@/shared/ui/links';
import classes from './Late.module.css';

interface CrumbsProps {
  unit: string;
  unitName: string;
  year: string;
}

/** Where the page stands in the tree, and the way back up. */
export function Crumbs({ unit, unitName, year }: CrumbsProps) {
  const { t } = useTranslation();
  const query = useQuery({ ...unitQuery(unit), enabled: unit !== '' });
  const above = (query.data?.path ?? []).filter((entry) => entry.id !== unit);
  return (
    <nav aria-label={t('late.path')}>
      <ol className={classes.crumbs}>
        {above.map((entry) => (
          <li key={entry.id}>
            <TextLink to="/issues/late" search={{ unit: entry.id, year }}>
              {entry.short_name}
            </TextLink>
          </li>
        ))}
        <li>
          <span aria-current="page">{unitName}</span>
        </li>
      </ol>
    </nav>
  );
}
