import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LateRate, LateRow } from '@/api/generated';
import { formatNumber, formatPercent } from '@/shared/i18n/format';
import type { Column } from '@/shared/table/DataTable';

/** Rates over fewer issues are shown and never put into an order. */
const COMPARABLE = 5;

/** A rate with its base below; nothing to count gives a dash. */
export function RateValue({ rate }: { rate: LateRate }) {
  const { t } = useTranslation();
  return (
    <span>
      {formatPercent(rate.value)}
      {rate.denominator > 0 ? (
        <Text component="span" size="sm" c="var(--quiet)" display="block">
          {t('home.of', { part: formatNumber(rate.numerator), whole: formatNumber(rate.denominator) })}
          {rate.denominator < COMPARABLE ? ` · ${t('late.few')}` : null}
        </Text>
      ) : null}
    </span>
  );
}

const comparable = (rate: LateRate) => (rate.denominator < COMPARABLE ? null : rate.value);

/** Late, registered, on time, and completion as the pair declared and confirmed; each column sorts. */
export function useRateColumns(): Column<LateRow>[] {
  const { t } = useTranslation();
  const rate = (id: 'on_time' | 'completion_declared' | 'completion', header: string): Column<LateRow> => ({
    id,
    header,
    sort: id,
    align: 'end',
    value: (row) => comparable(row[id]),
    cell: (row) => <RateValue rate={row[id]} />,
  });
  const count = (id: 'late_now' | 'registered', header: string): Column<LateRow> => ({
    id,
    header,
    sort: id,
    align: 'end',
    value: (row) => row[id],
    cell: (row) => (id === 'late_now' ? <strong>{formatNumber(row[id])}</strong> : formatNumber(row[id])),
  });
  return [
    count('late_now', t('late.late_now')),
    count('registered', t('late.registered')),
    rate('on_time', t('late.on_time')),
    rate('completion_declared', t('late.declared')),
    rate('completion', t('late.confirmed')),
  ];
}
