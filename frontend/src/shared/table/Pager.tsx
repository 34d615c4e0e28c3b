import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format';
import classes from './DataTable.module.css';
import { type ListParams, PER_PAGE } from './listParams';

/** Where we are in the list, and the way to the neighbours. */
export function Pager({ params, total }: { params: ListParams; total: number }) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / params.perPage));
  // A choice of the length makes sense only where it changes something.
  if (total <= 20 && pages === 1) return null;
  // A list that became shorter is shown from its last page.
  const page = Math.min(params.page, pages);
  const from = (page - 1) * params.perPage + 1;
  const to = Math.min(total, page * params.perPage);
  const move = (to: number, button: HTMLElement) => {
    params.goTo(to);
    // The new rows begin above the button that asked for them.
    button.closest('nav')?.previousElementSibling?.scrollIntoView({ block: 'start' });
  };
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
        <Button
          variant="default"
          disabled={page <= 1}
          onClick={(event) => move(page - 1, event.currentTarget)}
        >
          {t('table.previous_page')}
        </Button>
        <Text size="sm" aria-current="page">
          {t('table.page_of', { page: formatNumber(page), pages: formatNumber(pages) })}
        </Text>
        <Button
          variant="default"
          disabled={page >= pages}
          onClick={(event) => move(page + 1, event.currentTarget)}
        >
          {t('table.next_page')}
        </Button>
      </Group>
    </nav>
  );
}
