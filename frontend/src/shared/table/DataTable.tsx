import { Checkbox, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/api/page';
import { Failed, Loading, NoResult } from '../ui/states';
import { ColumnChooser } from './ColumnChooser';
import classes from './DataTable.module.css';
import type { ListParams } from './listParams';
import { Pager } from './Pager';
import { SavedViews } from './SavedViews';
import { SortButton } from './SortButton';

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Field of the server's sort; without it the column does not sort. */
  sort?: string;
  /** What a list that is here in whole sorts this column by (with `sort`); nothing stays at the end. */
  value?: (row: T) => number | string | null | undefined;
  align?: 'end';
  /** Shown large at the top of the card on a phone; cannot be hidden. */
  main?: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<T> {
  /** Says what the table holds; read out by screen readers. */
  caption: string;
  columns: Column<T>[];
  query: UseQueryResult<Page<T>>;
  params: ListParams;
  rowId: (row: T) => string;
  /** Name of a row for the labels of its controls. */
  rowName?: (row: T) => string;
  selection?: Selection;
  selectable?: (row: T) => boolean;
  /** What stands here while the list has nothing at all. */
  empty: ReactNode;
  /** Saved views that the server keeps, in place of those of this device. */
  views?: ReactNode;
  /** Further tools of the list, before its views. */
  tools?: ReactNode;
  /** What may be done with the chosen rows; stands above the table. */
  acts?: ReactNode;
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
const noRows: never[] = [];

/** A list with server paging and sorting, column chooser and selection; rows become cards below 640 px. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const {
    caption,
    columns,
    query,
    params,
    rowId,
    rowName,
    selection,
    selectable,
    empty,
    views,
    tools,
    acts,
  } = props;
  const { t } = useTranslation();
  const hidden = params.get('hide');
  const table = useTable({
    features,
    data: query.data?.items ?? (noRows as T[]),
    columns: useMemo(
      () =>
        columns.map((column) => ({
          id: column.id,
          header: column.header,
          accessorFn: (row: T) => row,
          enableHiding: !column.main,
        })),
      [columns],
    ),
    getRowId: rowId,
    enableRowSelection: (row) => selectable?.(row.original) ?? true,
    state: {
      columnVisibility: Object.fromEntries(
        hidden
          .split(',')
          .filter(Boolean)
          .map((id) => [id, false]),
      ),
      rowSelection: Object.fromEntries([...(selection?.ids ?? [])].map((id) => [id, true])),
    },
  });

  if (query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading lines={6} />
    );
  }
  if (query.data.total === 0) {
    const nothing = params.filtered ? <NoResult onClear={params.clear} /> : empty;
    // A saved view may lead away from an empty list.
    return views ? (
      <Stack gap="sm">
        <Group justify="flex-end">{views}</Group>
        {nothing}
      </Stack>
    ) : (
      nothing
    );
  }

  const byId = new Map(columns.map((column) => [column.id, column]));
  const shown = table.getVisibleLeafColumns().flatMap((column) => byId.get(column.id) ?? []);
  const rows = table.getRowModel().rows;
  const open = rows.filter((row) => row.getCanSelect()).map((row) => row.id);
  const chosen = open.filter((id) => selection?.ids.has(id));
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(selection?.ids);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    selection?.onChange(next);
  };

  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm" className="no-print">
        <Text component="div" size="sm" c="var(--quiet)" role="status">
          {t('table.total', { count: query.data.total })}
          {selection && selection.ids.size > 0
            ? ` · ${t('table.selected', { count: selection.ids.size })}`
            : null}
          {query.isFetching ? <VisuallyHidden>{t('table.refreshing')}</VisuallyHidden> : null}
        </Text>
        <Group gap="xs">
          {tools}
          {views ?? <SavedViews />}
          {/* Something stands in the address also when every column is on, or the list's own choice would come back. */}
          <ColumnChooser
            columns={columns}
            hidden={hidden}
            onChange={(hide) => params.keep({ hide: hide ?? 'none' })}
          />
        </Group>
      </Group>
      {acts}
      <section className={classes.frame} aria-label={caption} aria-busy={query.isFetching} tabIndex={0}>
        <table className={classes.table} role="table">
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              {selection ? (
                <th role="columnheader" scope="col" className={classes.select}>
                  <Checkbox
                    aria-label={t('table.select_all')}
                    checked={open.length > 0 && chosen.length === open.length}
                    indeterminate={chosen.length > 0 && chosen.length < open.length}
                    onChange={(event) => choose(open, event.currentTarget.checked)}
                  />
                </th>
              ) : null}
              {shown.map((column) => (
                <SortButton
                  key={column.id}
                  column={column}
                  params={params}
                  className={column.align === 'end' ? classes.end : undefined}
                />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={row.id} role="row" data-selected={selection?.ids.has(row.id) || undefined}>
                {selection ? (
                  <td role="cell" className={classes.select}>
                    {row.getCanSelect() ? (
                      <Checkbox
                        aria-label={t('table.select_row', { name: rowName?.(row.original) ?? row.id })}
                        checked={selection.ids.has(row.id)}
                        onChange={(event) => choose([row.id], event.currentTarget.checked)}
                      />
                    ) : null}
                  </td>
                ) : null}
                {shown.map((column) => (
                  <td
                    key={column.id}
                    role="cell"
                    data-label={column.main ? undefined : column.header}
                    className={column.main ? classes.main : column.align === 'end' ? classes.end : undefined}
                  >
                    {column.cell(row.original)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Pager params={params} total={query.data.total} />
    </Stack>
  );
}
