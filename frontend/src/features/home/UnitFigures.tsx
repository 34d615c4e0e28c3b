import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { statisticsQuery } from '@/features/statistics/api';
import { Value } from '@/features/statistics/values';
import { formatInstant } from '@/shared/i18n/format';
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
                    <Value cell={data.rows[0]?.[measure]} />
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
        <LinkButton variant="default" to="/statistics" search={{ from: year, to: year }}>
          {t('home.open_statistics')}
        </LinkButton>
      </div>
    </Panel>
  );
}
