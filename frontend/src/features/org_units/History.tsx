import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lineage, NamePeriod } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import type { Column } from '@/shared/table/DataTable';
import { PlainTable } from '@/shared/table/PlainTable';
import { TextLink } from '@/shared/ui/links';
import { Loaded } from '@/shared/ui/states';
import { lineageQuery } from './api';

type Dated = Pick<Lineage, 'valid_from' | 'valid_to'>;

/** Every name, every unit above and every code the unit had, the newest first. */
export function History({ id }: { id: string }) {
  const query = useQuery(lineageQuery(id));
  return <Loaded query={query}>{(lineage) => <Periods lineage={lineage} />}</Loaded>;
}

function Periods({ lineage }: { lineage: Lineage }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const period = useMemo<Column<Dated>>(
    () => ({
      id: 'period',
      header: t('units.valid'),
      cell: (row) =>
        row.valid_to
          ? t('units.period', { from: formatDate(row.valid_from), to: formatDate(row.valid_to) })
          : t('units.since', { from: formatDate(row.valid_from) }),
    }),
    [t],
  );
  const names = useMemo<Column<NamePeriod>[]>(
    () => [
      { id: 'name', header: t('units.name'), main: true, cell: (row) => row.name },
      { id: 'committee', header: t('units.committee_name'), cell: (row) => row.committee_name },
      { id: 'kind', header: t('units.kind'), cell: (row) => labelOf('unit.kind', row.kind) },
      { id: 'level', header: t('units.level'), cell: (row) => labelOf('unit.level', row.level) },
      period as Column<NamePeriod>,
    ],
    [t, labelOf, period],
  );
  const parents = useMemo<Column<Lineage['parents'][number]>[]>(
    () => [
      {
        id: 'parent',
        header: t('units.parent'),
        main: true,
        cell: (row) => (
          <TextLink to="/units/$id" params={{ id: row.parent_id }}>
            {row.parent_name ?? row.parent_id}
          </TextLink>
        ),
      },
      period as Column<Lineage['parents'][number]>,
    ],
    [t, period],
  );
  const codes = useMemo<Column<Lineage['codes'][number]>[]>(
    () => [
      { id: 'code', header: t('units.code'), main: true, cell: (row) => row.code },
      { id: 'system', header: t('units.system'), cell: (row) => row.system },
      period as Column<Lineage['codes'][number]>,
    ],
    [t, period],
  );
  return (
    <Stack gap="lg">
      <Table title={t('units.names')} columns={names} rows={lineage.names} />
      <Table title={t('units.parents')} columns={parents} rows={lineage.parents} />
      <Table title={t('units.codes')} columns={codes} rows={lineage.codes} />
    </Stack>
  );
}

function Table<T extends Dated>({
  title,
  columns,
  rows,
}: {
  title: string;
  columns: Column<T>[];
  rows: T[];
}) {
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {title}
      </Title>
      <PlainTable
        caption={title}
        columns={columns}
        rows={[...rows].reverse()}
        rowId={(row) => `${row.valid_from}-${rows.indexOf(row)}`}
      />
    </Stack>
  );
}
