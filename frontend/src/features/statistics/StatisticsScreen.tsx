import './words';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBusinessDate } from '@/api/system';
import { yearOptions } from '@/features/registrations/years';
import { formatDate, formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { statisticsQuery } from './api';
import { Breakdown } from './Breakdown';
import { Crumbs } from './Crumbs';
import { Definitions } from './Definitions';
import { FILTERS, filtersOf } from './question';
import { Reported } from './Reported';
import { Tiles } from './Tiles';

/** The figures of a unit: tiles, the units below with drill-down, the years, and what units reported beside it. */
export function StatisticsScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const today = useBusinessDate();
  const thisYear = today.slice(0, 4);
  const params = useListParams({
    filters: FILTERS,
    defaults: { from: String(Number(thisYear) - 1), to: thisYear, tree: 'at_time' },
  });
  const filters = filtersOf(params);
  const total = useQuery(
    statisticsQuery({ ...filters, measure: 'registrations.subjects,pledges.registered' }),
  );
  return (
    <Page
      title={t('nav.statistics')}
      lead={
        total.data ? (
          <>
            {total.data.unit.name}
            <br />
            {t('statistics.as_of', {
              date: formatDate(total.data.as_of),
              at: formatInstant(total.data.computed_at),
              tree: labelOf('tree', total.data.tree).toLocaleLowerCase('vi'),
            })}
          </>
        ) : undefined
      }
    >
      <Crumbs params={params} />
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="from"
          required
          label={t('statistics.from')}
          options={yearOptions(today)}
        />
        <SelectFilter
          params={params}
          name="to"
          required
          label={t('statistics.to')}
          options={yearOptions(today)}
        />
        <SelectFilter
          params={params}
          name="tree"
          required
          label={t('statistics.tree')}
          options={optionsOf('tree')}
        />
        <SelectFilter
          params={params}
          name="subject_kind"
          label={labelOf('dimension', 'subject_kind')}
          options={optionsOf('subject_kind')}
        />
        {params.get('subject_kind') === 'collective' ? null : (
          <SelectFilter
            params={params}
            name="membership"
            label={labelOf('dimension', 'membership')}
            options={optionsOf('membership')}
          />
        )}
        <SelectFilter
          params={params}
          name="position_group"
          label={labelOf('dimension', 'position_group')}
          options={optionsOf('position_group')}
        />
      </Filters>
      <Tiles filters={filters} />
      <Breakdown params={params} filters={filters} />
      <Reported unit={params.get('unit') || total.data?.unit.id} year={String(filters.year)} />
      <Definitions />
    </Page>
  );
}
