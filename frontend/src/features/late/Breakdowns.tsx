import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { LateRow, LateView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useCodes } from '@/features/code_lists/api';
import { SUPERIORS } from '@/features/reminders/api';
import { RemindButton } from '@/features/reminders/RemindButton';
import { formatNumber } from '@/shared/i18n/format';
import { useListParams } from '@/shared/table/listParams';
import { PlainTable } from '@/shared/table/PlainTable';
import { TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { COUNTED } from './api';
import { useRateColumns } from './rates';

interface BreakdownProps {
  data: LateView;
  year: string;
}

/** Where: the units directly below, the most late first until another order is asked for. */
export function ByUnit({ data, year }: BreakdownProps) {
  const { t } = useTranslation();
  const rates = useRateColumns();
  const superior = holds(useUser(), ...SUPERIORS);
  const params = useListParams({ pageKey: 'units' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // The unit's own issues stand in a row of their own; a unit is urged by the one above it.
  const below = (row: LateRow) => row.key !== data.unit_id;
  return (
    <Panel
      title={t('late.where')}
      actions={
        superior && chosen.size > 0 ? (
          <RemindButton
            about="issues"
            targets={{
              units: data.by_unit
                .filter((row) => chosen.has(row.key ?? ''))
                .map((row) => ({
                  id: row.key ?? '',
                  name: row.name,
                  note: t('late.count', { count: row.late_now, number: formatNumber(row.late_now) }),
                })),
            }}
            onDone={() => setChosen(new Set())}
          />
        ) : null
      }
    >
      <Text size="sm" c="var(--quiet)">
        {t('late.where_hint', { year })}
      </Text>
      {data.by_unit.length > 0 ? (
        <PlainTable
          caption={t('table.of', { title: t('late.where') })}
          rows={data.by_unit}
          rowId={(row) => row.key ?? ''}
          rowName={(row) => row.name}
          params={params}
          sortKey="by_unit"
          selection={superior ? { ids: chosen, onChange: setChosen } : undefined}
          selectable={(row) => below(row) && row.late_now > 0}
          columns={[
            {
              id: 'name',
              header: t('late.unit'),
              main: true,
              sort: 'name',
              value: (row) => row.name,
              cell: (row) =>
                below(row) ? (
                  <TextLink to="/issues/late" search={{ unit: row.key ?? '', year }}>
                    {row.name}
                  </TextLink>
                ) : (
                  row.name
                ),
            },
            ...rates,
          ]}
        />
      ) : (
        <Empty title={t('late.nothing')} detail={t('late.nothing_detail', { year })} />
      )}
    </Panel>
  );
}

/** Of what: the fields, the most late first until another order is asked for. */
export function ByField({ data }: Pick<BreakdownProps, 'data'>) {
  const { t } = useTranslation();
  const { wordOf } = useCodes('field');
  const rates = useRateColumns();
  const params = useListParams({ pageKey: 'fields', perPage: 50 });
  if (data.by_field.length === 0) return null;
  return (
    <Panel title={t('late.by_field')}>
      <PlainTable
        caption={t('table.of', { title: t('late.by_field') })}
        rows={data.by_field}
        rowId={(row) => row.key ?? ''}
        params={params}
        sortKey="by_field"
        columns={[
          {
            id: 'name',
            header: t('late.field'),
            main: true,
            sort: 'name',
            value: (row) => wordOf(row.key),
            cell: (row) => (
              <TextLink
                to="/issues"
                search={{ unit: data.unit_id, field: row.key ?? '', overdue: 'true', kind: COUNTED } as never}
              >
                {wordOf(row.key)}
              </TextLink>
            ),
          },
          ...rates,
        ]}
      />
    </Panel>
  );
}
