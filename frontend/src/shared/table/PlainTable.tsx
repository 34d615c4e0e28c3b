import { Checkbox, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { collator } from '../i18n/format';
import type { Column, Selection } from './DataTable';
import classes from './DataTable.module.css';
import { type ListParams, pageOf } from './listParams';
import { Pager } from './Pager';
import { SortButton } from './SortButton';

interface PlainTableProps<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  /** Pages a list that may be long, by the address. */
  params?: ListParams;
  /** Name in the address of what the list is sorted by; its columns sort here, by their `value`. */
  sortKey?: string;
  /** Name of a row for the labels of its controls. */
  rowName?: (row: T) => string;
  selection?: Selection;
  selectable?: (row: T) => boolean;
}

/** A short list that is here in whole; rows become cards below 640 px like those of DataTable. */
export function PlainTable<T>(props: PlainTableProps<T>) {
  const { caption, columns, rows, rowId, params, sortKey, rowName, selection, selectable } = props;
  const { t } = useTranslation();
  const sort = (sortKey && params?.get(sortKey)) || undefined;
  const sorting = {
    sort,
    set: ({ sort: next }: Record<string, string | undefined>) => params?.set({ [sortKey ?? 'sort']: next }),
  };
  const sorted = sort ? sortedBy(rows, columns, sort) : rows;
  const shown = params ? pageOf(sorted, params) : sorted;
  const open = shown.filter((row) => selectable?.(row) ?? true).map(rowId);
  const chosen = open.filter((id) => selection?.ids.has(id));
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(selection?.ids);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    selection?.onChange(next);
  };
  const table = (
    <section className={classes.frame} aria-label={caption} tabIndex={0}>
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
            {columns.map((column) => (
              <SortButton
                key={column.id}
                column={sortKey ? column : { header: column.header }}
                params={sorting}
                className={column.align === 'end' ? classes.end : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <tr key={rowId(row)} role="row" data-selected={selection?.ids.has(rowId(row)) || undefined}>
              {selection ? (
                <td role="cell" className={classes.select}>
                  {(selectable?.(row) ?? true) ? (
                    <Checkbox
                      aria-label={t('table.select_row', { name: rowName?.(row) ?? rowId(row) })}
                      checked={selection.ids.has(rowId(row))}
                      onChange={(event) => choose([rowId(row)], event.currentTarget.checked)}
                    />
                  ) : null}
                </td>
              ) : null}
              {columns.map((column) => (
                <td
                  key={column.id}
                  role="cell"
                  data-label={column.main ? undefined : column.header}
                  className={column.main ? classes.main : column.align === 'end' ? classes.end : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  if (!params) return table;
  return (
    <Stack gap="sm">
      {table}
      <Pager params={params} total={rows.length} />
    </Stack>
  );
}

/** Rows in the order of one column; what has no value stands at the end either way. */
function sortedBy<T>(rows: T[], columns: Column<T>[], sort: string): T[] {
  const down = sort.startsWith('-');
  const column = columns.find((entry) => entry.sort === sort.replace(/^-/, ''));
  const value = column?.value;
  if (!value) return rows;
  const none = (row: T) => value(row) === null || value(row) === undefined;
  return [...rows].sort((a, b) => {
    if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
    const [x, y] = [value(a), value(b)];
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));
    return down ? -order : order;
  });
}
