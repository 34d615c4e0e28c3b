import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icons';
import classes from './DataTable.module.css';
import type { ListParams } from './listParams';

interface SortButtonProps {
  column: { header: string; sort?: string };
  params: Pick<ListParams, 'sort' | 'set'>;
  className?: string;
}

/** The head of a column; a button when the server can sort by it. */
export function SortButton({ column, params, className }: SortButtonProps) {
  const { t } = useTranslation();
  if (!column.sort) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {column.header}
      </th>
    );
  }
  const ascending = params.sort === column.sort;
  const descending = params.sort === `-${column.sort}`;
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
    >
      <UnstyledButton
        className={classes.sort}
        aria-label={t('table.sort_by', { column: column.header })}
        onClick={() => params.set({ sort: ascending ? `-${column.sort}` : column.sort })}
      >
        {column.header}
        {ascending ? <Icon name="up" size={14} /> : descending ? <Icon name="down" size={14} /> : null}
      </UnstyledButton>
    </th>
  );
}
