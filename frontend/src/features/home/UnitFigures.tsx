import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Rate, type StatisticsCell, statisticsQuery } from '@/features/statistics/api';
import { formatInstant, formatNumber, formatPercent, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { LinkButton } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import classes from './UnitFigures.module.css';

const COUNTS = ['registrations.subjects', 'pledges.registered'] as const;
const RATES = ['pledges.completion_rate_declared', 'pledges.completion_rate_verified'] as const;

/** The figures of the user's highest unit in this year. */
export function UnitFigures({ year }: { year: string }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const query = useQuery(statisticsQuery({ measure: [...COUNTS, ...RATES].join(','), year }));
  const show = (cell: StatisticsCell | undefined) => {
    if (cell === null || cell === undefined) return NONE;
    if (typeof cell === 'number') return formatNumber(cell);
    return typeof cell === 'string' ? cell : formatPercent(cell.value);
  };
  const base = (cell: StatisticsCell | undefined) =>
    cell && typeof cell === 'object'
      ? t('home.of', {
          part: formatNumber((cell as Rate).numerator),
          whole: formatNumber((cell as Rate).denominator),
        })
      : null;
  return (
    <Panel title={t('home.figures', { year })}>
      <Loaded query={query} lines={3}>
        {(data) => (
          <>
            <SimpleGrid cols={2} spacing="sm" component="dl" m={0}>
              {[...COUNTS, ...RATES].map((measure) => (
                <div key={measure} className={classes.tile}>
                  <dt>{labelOf('measure', measure)}</dt>
                  <dd>
                    {show(data.rows[0]?.[measure])}
                    <Text component="span" size="sm" c="var(--quiet)" display="block">
                      {base(data.rows[0]?.[measure])}
                    </Text>
                  </dd>
                </div>
              ))}
            </SimpleGrid>
            <Text size="sm" c="var(--quiet)">
              {t('home.computed_at', { at: formatInstant(data.computed_at) })}
            </Text>
          </>
        )}
      </Loaded>
      <div>
        <LinkButton variant="default" to={'/statistics' as '/'} search={{ year }}>
          {t('home.open_statistics')}
        </LinkButton>
      </div>
    </Panel>
  );
}
