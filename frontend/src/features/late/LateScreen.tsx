import './words';
import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LateView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { findUnits } from '@/features/org_units/pick';
import { yearOptions } from '@/features/registrations/years';
import { PickInput } from '@/shared/form/PickField';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { lateQuery } from './api';
import { ByField, ByUnit } from './Breakdowns';
import { Crumbs } from './Crumbs';
import classes from './Late.module.css';
import { Oldest } from './Oldest';
import { RateValue } from './rates';

/** What is late below a unit, where, and who answers for it; the unit and the year stand in the address. */
export function LateScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const navigate = useNavigate();
  const today = useBusinessDate();
  const params = useListParams({ filters: ['unit', 'year'], defaults: { year: today.slice(0, 4) } });
  const [unit, year] = [params.get('unit'), params.get('year')];
  const query = useQuery(lateQuery({ unit, year }));
  return (
    // Another unit is another page: the heading takes the focus, nothing stays chosen.
    <Page
      key={unit}
      title={t('late.title')}
      lead={
        query.data
          ? t('late.lead', { unit: query.data.unit_name, date: formatDate(query.data.as_of) })
          : undefined
      }
    >
      <Crumbs
        unit={query.data?.unit_id ?? unit}
        unitName={query.data?.unit_name ?? t('state.loading')}
        year={year}
      />
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="year"
          required
          label={t('late.year')}
          options={yearOptions(today)}
        />
        <PickInput
          label={t('late.go_to')}
          shown=""
          source="units"
          find={findUnits}
          w={{ base: '100%', xs: 340 }}
          onPick={(choice) =>
            choice && void navigate({ to: '/issues/late', search: { unit: choice.value, year } as never })
          }
        />
      </Filters>
      <Loaded query={query} lines={8}>
        {(data) => (
          <>
            <Totals data={data} label={labelOf('dimension', 'year')} />
            <Oldest unit={data.unit_id} />
            <ByUnit data={data} year={year} />
            <ByField data={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Totals({ data, label }: { data: LateView; label: string }) {
  const { t } = useTranslation();
  const { total } = data;
  return (
    <SimpleGrid
      cols={{ base: 2, md: 5 }}
      spacing="sm"
      component="dl"
      m={0}
      aria-label={`${label} ${data.year}`}
    >
      <div className={classes.tile} data-late={total.late_now > 0 || undefined}>
        <dt>{t('late.late_now')}</dt>
        <dd>
          {formatNumber(total.late_now)}
          <Text component="span" size="sm" c="var(--quiet)" display="block" fw={400}>
            {t('late.of_year', { year: data.year, number: formatNumber(total.overdue) })}
          </Text>
        </dd>
      </div>
      <div className={classes.tile}>
        <dt>{t('late.registered_of_year', { year: data.year })}</dt>
        <dd>{formatNumber(total.registered)}</dd>
      </div>
      {(['on_time', 'completion_declared', 'completion'] as const).map((rate) => (
        <div key={rate} className={classes.tile}>
          <dt>{t(`late.total_${rate}`)}</dt>
          <dd>
            <RateValue rate={total[rate]} />
          </dd>
        </div>
      ))}
    </SimpleGrid>
  );
}
