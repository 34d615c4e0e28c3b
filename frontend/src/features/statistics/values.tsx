import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent, NONE } from '@/shared/i18n/format';
import type { StatisticsCell } from './api';

/** A count, or a rate with its numerator and denominator below. */
export function Value({ cell, base = true }: { cell: StatisticsCell | undefined; base?: boolean }) {
  const { t } = useTranslation();
  if (cell === null || cell === undefined) return NONE;
  if (typeof cell === 'number') return formatNumber(cell);
  if (typeof cell === 'string') return cell;
  return (
    <>
      {formatPercent(cell.value)}
      {base && cell.denominator !== null ? (
        <Text component="span" size="sm" c="var(--quiet)" display="block" fw={400}>
          {t('home.of', { part: formatNumber(cell.numerator), whole: formatNumber(cell.denominator) })}
        </Text>
      ) : null}
    </>
  );
}
