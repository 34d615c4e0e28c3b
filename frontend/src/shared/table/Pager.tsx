import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format';
import classes from './DataTable.module.css';
import { type ListParams, PER_PAGE } from './listParams';

/** Where we are in the list, and the way to the neighbours. */
export function Pager({ params, total }: { params: ListParams; total: number }) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / params.perPage));
  if (total <= PER_PAGE[0] && pages === 1) return null;
  const from = (params.page - 1) * params.perPage + 1;
  const to = Math.min(total, params.page * params.perPage);
  return (
    <nav className={`${classes.pager} no-print`} aria-label={t('table.pagination')}>
      <Text size="sm" c="var(--quiet)">
        {t('table.range', { from: formatNumber(from), to: formatNumber(to), total: formatNumber(total) })}
      </Text>
      <Group gap="sm">
        <NativeSelect
          aria-label={t('table.per_page')}
          value={String(params.perPage)}
          onChange={(event) => params.set({ per_page: event.currentTarget.value })}
          data={PER_PAGE.map(String)}
        />
        <Button variant="default" disabled={params.page <= 1} onClick={() => params.goTo(params.page - 1)}>
          {t('table.previous_page')}
        </Button>
        <Text size="sm" aria-current="page">
          {t('table.page_of', { page: formatNumber(params.page), pages: formatNumber(pages) })}
        </Text>
        <Button
          variant="default"
          disabled={params.page >= pages}
          onClick={() => params.goTo(params.page + 1)}
        >
          {t('table.next_page')}
        </Button>
      </Group>
    </nav>
  );
}
