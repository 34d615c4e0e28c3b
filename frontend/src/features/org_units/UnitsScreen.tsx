import './words';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { DateFilter } from '@/shared/table/DateFilter';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { type ListParams, useListParams } from '@/shared/table/listParams';
import { TextLink } from '@/shared/ui/links';
import { Page, Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { unitQuery, unitsQuery } from './api';
import { Tree } from './Tree';

const MOST_ROOTS = 200;

/** The dated tree of units, opened level by level, or a search through it. */
export function UnitsScreen() {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const today = useBusinessDate();
  const params = useListParams({ filters: ['as_of', 'level'] });
  const searching = params.q !== '' || params.get('level') !== '';
  return (
    <Page
      title={t('nav.units')}
      lead={t('units.as_of_day', { date: formatDate(params.get('as_of') || today) })}
    >
      <Filters params={params}>
        <SearchFilter params={params} label={t('units.search')} />
        <SelectFilter
          params={params}
          name="level"
          label={t('units.level')}
          options={optionsOf('unit.level')}
        />
        <DateFilter params={params} name="as_of" label={t('units.as_of')} />
      </Filters>
      {searching ? <FoundUnits params={params} /> : <WholeTree params={params} />}
    </Page>
  );
}

function WholeTree({ params }: { params: ListParams }) {
  const { t } = useTranslation();
  const asOf = params.get('as_of');
  const at = params.get('at');
  const roots = useQuery(unitsQuery({ roots: true, as_of: asOf, per_page: MOST_ROOTS }));
  const last = useQuery({ ...unitQuery(at, asOf || undefined), enabled: at !== '' });
  if (at !== '' && last.isPending) return <Loaded query={last}>{() => null}</Loaded>;
  return (
    <Loaded query={roots} lines={8}>
      {(page) =>
        page.items.length > 0 ? (
          <Panel>
            <Tree
              key={asOf}
              // The province first; bodies outside it, which only published figures name, after it.
              roots={[...page.items].sort((a, b) => Number(b.has_children) - Number(a.has_children))}
              asOf={asOf}
              at={at}
              path={last.data?.path.map((above) => above.id) ?? []}
              onOpen={(id) => params.set({ at: id })}
            />
          </Panel>
        ) : (
          <Empty title={t('units.empty')} detail={t('units.empty_detail')} />
        )
      }
    </Loaded>
  );
}

function FoundUnits({ params }: { params: ListParams }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const asOf = params.get('as_of') || undefined;
  const query = useQuery(unitsQuery(params.query));
  const columns = useMemo<Column<UnitView>[]>(
    () => [
      {
        id: 'name',
        header: t('units.name'),
        main: true,
        sort: 'name',
        cell: (row) => (
          <TextLink to="/units/$id" params={{ id: row.id }} search={{ as_of: asOf }}>
            {row.name}
          </TextLink>
        ),
      },
      {
        id: 'path',
        header: t('units.above'),
        cell: (row) =>
          row.path
            .filter((above) => above.id !== row.id)
            .map((above) => above.short_name)
            .join(' › '),
      },
      { id: 'kind', header: t('units.kind'), cell: (row) => labelOf('unit.kind', row.kind) },
      { id: 'level', header: t('units.level'), cell: (row) => labelOf('unit.level', row.level) },
      { id: 'code', header: t('units.codes'), cell: (row) => row.codes.map((code) => code.code).join(', ') },
    ],
    [t, labelOf, asOf],
  );
  return (
    <DataTable
      caption={t('units.found')}
      columns={columns}
      query={query}
      params={params}
      rowId={(row) => row.id}
      empty={<Empty title={t('units.empty')} detail={t('units.empty_detail')} />}
    />
  );
}
