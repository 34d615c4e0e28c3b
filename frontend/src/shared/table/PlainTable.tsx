import { Stack, VisuallyHidden } from '@mantine/core';
import type { Column } from './DataTable';
import classes from './DataTable.module.css';
import { type ListParams, pageOf } from './listParams';
import { Pager } from './Pager';

interface PlainTableProps<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  /** Pages a list that may be long, by the address. */
  params?: ListParams;
}

/** A short list that is here in whole; rows become cards below 640 px like those of DataTable. */
export function PlainTable<T>({ caption, columns, rows, rowId, params }: PlainTableProps<T>) {
  const table = (
    <section className={classes.frame} aria-label={caption} tabIndex={0}>
      <table className={classes.table} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={column.align === 'end' ? classes.end : undefined}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {(params ? pageOf(rows, params) : rows).map((row) => (
            <tr key={rowId(row)} role="row">
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
