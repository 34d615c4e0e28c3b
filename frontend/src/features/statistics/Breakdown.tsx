import { NativeSelect, SegmentedControl, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Query } from '@/api/http';
import { collator } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type ListParams, pageOf } from '@/shared/table/listParams';
import { Pager } from '@/shared/table/Pager';
import { PlainTable } from '@/shared/table/PlainTable';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import {
  type Figures,
  ISSUE_MEASURES,
  MEASURES,
  type Measure,
  numberOf,
  type StatisticsRow,
  statisticsQuery,
} from './api';
import classes from './Breakdown.module.css';
import { Chart } from './Chart';
import { isAboutIssues } from './question';
import { Value } from './values';

const PAIR: Record<Measure, Measure[]> = {
  'registrations.subjects': ['registrations.subjects'],
  'pledges.registered': ['pledges.registered', 'pledges.completed_verified'],
  'pledges.completed_declared': ['pledges.completed_declared', 'pledges.completed_verified'],
  'pledges.completed_verified': ['pledges.completed_declared', 'pledges.completed_verified'],
  'pledges.completion_rate_declared': [
    'pledges.completion_rate_declared',
    'pledges.completion_rate_verified',
  ],
  'pledges.completion_rate_verified': [
    'pledges.completion_rate_declared',
    'pledges.completion_rate_verified',
  ],
  'issues.registered': ['issues.registered', 'issues.confirmed'],
  'issues.overdue': ['issues.registered', 'issues.overdue'],
  'issues.resolved_declared': ['issues.resolved_declared', 'issues.confirmed'],
  'issues.confirmed': ['issues.resolved_declared', 'issues.confirmed'],
  'issues.completion_rate_declared': ['issues.completion_rate_declared', 'issues.completion_rate'],
  'issues.completion_rate': ['issues.completion_rate_declared', 'issues.completion_rate'],
  'issues.on_time_rate': ['issues.on_time_rate'],
};

/** What the figures are split by: the name in the address, the dimension of the API, its name in the rows. */
const SPLITS = {
  unit: { by: 'unit:children', key: 'unit' },
  year: { by: 'year', key: 'year' },
  field: { by: 'field', key: 'field' },
  kind: { by: 'kind', key: 'kind' },
  registering_level: { by: 'registering_level', key: 'registering_level' },
  month: { by: 'month', key: 'month' },
} as const;
type Split = keyof typeof SPLITS;
const isSplit = (name: string): name is Split => name in SPLITS;

interface BreakdownProps {
  params: ListParams;
  filters: Query;
}

/** The units directly below, or the years: a chart and the table of the same numbers. */
export function Breakdown({ params, filters }: BreakdownProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const issues = isAboutIssues(params);
  const measures: readonly Measure[] = issues ? ISSUE_MEASURES : MEASURES;
  const splits: Split[] = issues
    ? ['unit', 'registering_level', 'field', 'kind', 'year', 'month']
    : ['unit', 'year'];
  const wanted = params.get('by');
  const by = isSplit(wanted) && splits.includes(wanted) ? wanted : 'unit';
  const measure =
    measures.find((name) => name === params.get('measure')) ??
    (issues ? 'issues.completion_rate' : 'pledges.registered');
  const query = useQuery(
    statisticsQuery({
      ...filters,
      measure: measures.join(','),
      by: SPLITS[by].by,
      ...(by === 'year' ? { year: `2016..${params.get('to')}` } : {}),
    }),
  );
  return (
    <Panel title={t(`statistics.by_${by}`)}>
      <div className={classes.controls}>
        {splits.length > 2 ? (
          <NativeSelect
            label={t('statistics.split')}
            value={by}
            onChange={(event) =>
              params.set({ by: event.currentTarget.value === 'unit' ? undefined : event.currentTarget.value })
            }
            data={splits.map((value) => ({ value, label: labelOf('dimension', SPLITS[value].by) }))}
          />
        ) : (
          <SegmentedControl
            aria-label={t('statistics.split')}
            value={by}
            onChange={(next) => params.set({ by: next === 'unit' ? undefined : next })}
            data={splits.map((value) => ({ value, label: labelOf('dimension', SPLITS[value].by) }))}
          />
        )}
        <NativeSelect
          label={t('statistics.measure')}
          value={measure}
          onChange={(event) => params.set({ measure: event.currentTarget.value })}
          data={measures.map((value) => ({ value, label: labelOf('measure', value) }))}
        />
      </div>
      <Loaded query={query} lines={6}>
        {(data) =>
          data.rows.length > 0 ? (
            <Parts
              data={data}
              by={by}
              measure={measure}
              measures={measures}
              params={params}
              onOpen={(unit) => params.set({ unit, figures: undefined })}
            />
          ) : (
            <Empty title={t('statistics.nothing')} detail={t('statistics.nothing_detail')} />
          )
        }
      </Loaded>
    </Panel>
  );
}

interface PartsProps {
  data: Figures;
  by: Split;
  measure: Measure;
  measures: readonly Measure[];
  params: ListParams;
  onOpen: (unit: string) => void;
}

function Parts({ data, by, measure, measures, params, onOpen }: PartsProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const nameOf = (row: StatisticsRow) =>
    row.unit === data.unit.id
      ? t('statistics.itself', { unit: data.unit.name })
      : (data.names[String(row[by])] ?? String(row[by] ?? t('statistics.unknown')));
  // Units stand by name: the figures are no ranking.
  const all = [...data.rows].sort((a, b) =>
    by === 'year' || by === 'month' ? Number(a[by]) - Number(b[by]) : collator.compare(nameOf(a), nameOf(b)),
  );
  // On a phone every row is a card: it shows what the chart shows, not all measures.
  const narrow = useMediaQuery('(max-width: 639px)');
  const rows = pageOf(all, params);
  // Every page is drawn on the same scale.
  const top = Math.max(0, ...all.flatMap((row) => PAIR[measure].map((name) => numberOf(row[name]) ?? 0)));
  const series = PAIR[measure].map((name) => ({
    name: labelOf('measure', name),
    values: rows.map((row) => numberOf(row[name])),
  }));
  return (
    <Stack gap="md">
      <Chart
        title={labelOf('measure', measure)}
        categories={rows.map(nameOf)}
        series={series}
        percent={measure.includes('rate')}
        top={top}
        line={by === 'year' || by === 'month'}
      />
      <PlainTable
        caption={t('statistics.table_caption')}
        rows={rows}
        rowId={(row) => String(row[by])}
        columns={[
          {
            id: 'name',
            header: labelOf('dimension', SPLITS[by].by),
            main: true,
            cell: (row) =>
              by === 'unit' && row.unit && row.unit !== data.unit.id ? (
                <UnstyledButton
                  className={classes.open}
                  onClick={() => onOpen(String(row.unit))}
                  aria-label={t('statistics.open', { unit: nameOf(row) })}
                >
                  {nameOf(row)} <Icon name="chevron" size={14} />
                </UnstyledButton>
              ) : (
                nameOf(row)
              ),
          },
          ...(narrow ? PAIR[measure] : measures).map((name) => ({
            id: name,
            header: labelOf('measure', name, 'short'),
            align: 'end' as const,
            cell: (row: StatisticsRow) => <Value cell={row[name]} base={false} />,
          })),
        ]}
      />
      <Pager params={params} total={all.length} />
      {data.missing_units.length > 0 ? (
        <Text size="sm" c="var(--quiet)">
          {t('statistics.missing_units', {
            names: data.missing_units
              .map((unit) => `${unit.name} (${t(`statistics.reason_${unit.reason}`)})`)
              .join('; '),
          })}
        </Text>
      ) : null}
    </Stack>
  );
}
