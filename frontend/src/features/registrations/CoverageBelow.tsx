import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RemindButton } from '@/features/reminders/RemindButton';
import { type Rate, type StatisticsRow, statisticsQuery } from '@/features/statistics/api';
import { Value } from '@/features/statistics/values';
import { formatNumber } from '@/shared/i18n/format';
import { useListParams } from '@/shared/table/listParams';
import { PlainTable } from '@/shared/table/PlainTable';
import { Panel } from '@/shared/ui/Page';

const COVERAGE = 'registrations.coverage';
const rateOf = (row: StatisticsRow) => row[COVERAGE] as Rate | null;
const missingOf = (row: StatisticsRow) => (rateOf(row)?.denominator ?? 0) - (rateOf(row)?.numerator ?? 0);

/** How many have registered in each unit directly below, without names; such a unit is reminded as a whole. */
export function CoverageBelow({ unit, year, urges }: { unit: string; year: string; urges: boolean }) {
  const { t } = useTranslation();
  const params = useListParams({ pageKey: 'below' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery(
    statisticsQuery({ unit, year, measure: COVERAGE, by: 'unit:children', subject_kind: 'individual' }),
  );
  const rows = (query.data?.rows ?? []).filter((row) => row.unit && row.unit !== unit);
  if (rows.length === 0) return null;
  const nameOf = (row: StatisticsRow) => query.data?.names[String(row.unit)] ?? '';
  return (
    <Panel
      title={t('coverage.below')}
      actions={
        urges && chosen.size > 0 ? (
          <RemindButton
            about="registrations"
            targets={{
              units: rows
                .filter((row) => chosen.has(String(row.unit)))
                .map((row) => ({
                  id: String(row.unit),
                  name: nameOf(row),
                  note: t('coverage.below_missing_count', {
                    count: missingOf(row),
                    number: formatNumber(missingOf(row)),
                  }),
                })),
            }}
            onDone={() => setChosen(new Set())}
          />
        ) : null
      }
    >
      <PlainTable
        caption={t('table.of', { title: t('coverage.below') })}
        rows={rows}
        rowId={(row) => String(row.unit)}
        rowName={nameOf}
        params={params}
        sortKey="below_sort"
        selection={urges ? { ids: chosen, onChange: setChosen } : undefined}
        selectable={(row) => missingOf(row) > 0}
        columns={[
          {
            id: 'name',
            header: t('coverage.below_unit'),
            main: true,
            sort: 'name',
            value: nameOf,
            cell: nameOf,
          },
          {
            id: 'missing',
            header: t('coverage.below_missing'),
            align: 'end',
            sort: 'missing',
            value: missingOf,
            cell: (row) => formatNumber(missingOf(row)),
          },
          {
            id: 'rate',
            header: t('coverage.below_rate'),
            align: 'end',
            cell: (row) => <Value cell={row[COVERAGE]} />,
          },
        ]}
      />
    </Panel>
  );
}
