import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Query } from '@/api/http';
import { useLabels } from '@/shared/i18n/labels';
import { Loaded } from '@/shared/ui/states';
import { type Measure, type StatisticsRow, statisticsQuery } from './api';
import classes from './Tiles.module.css';
import { Value } from './values';

const SHOWN: Measure[] = [
  'registrations.subjects',
  'pledges.registered',
  'pledges.completion_rate_declared',
  'pledges.completion_rate_verified',
];

/** The key figures of collectives, persons and members: counts, and every rate as the pair declared and verified. */
export function Tiles({ filters }: { filters: Query }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const measure = SHOWN.join(',');
  const kinds = useQuery(statisticsQuery({ ...filters, measure, by: 'subject_kind' }));
  const persons = filters.subject_kind !== 'collective';
  const members = useQuery({
    ...statisticsQuery({ ...filters, measure, by: 'membership', subject_kind: 'individual' }),
    enabled: persons,
  });
  // Over several years a rate says little without the rate of each.
  const several = String(filters.year).includes('..');
  const kindsByYear = useQuery({
    ...statisticsQuery({ ...filters, measure, by: 'subject_kind,year' }),
    enabled: several,
  });
  const membersByYear = useQuery({
    ...statisticsQuery({ ...filters, measure, by: 'membership,year', subject_kind: 'individual' }),
    enabled: several && persons,
  });
  const yearsOf = (rows: StatisticsRow[] | undefined, key: string, code: string) =>
    several ? (rows ?? []).filter((entry) => entry[key] === code) : [];
  const row = (rows: StatisticsRow[] | undefined, key: string, code: string) =>
    rows?.find((entry) => entry[key] === code);
  return (
    <Loaded query={kinds} lines={3}>
      {(data) => (
        <div className={classes.groups}>
          {row(data.rows, 'subject_kind', 'collective') ? (
            <Group
              title={labelOf('subject_kind', 'collective')}
              row={row(data.rows, 'subject_kind', 'collective')}
              years={yearsOf(kindsByYear.data?.rows, 'subject_kind', 'collective')}
            />
          ) : null}
          {persons ? (
            <Group
              title={labelOf('subject_kind', 'individual')}
              row={row(data.rows, 'subject_kind', 'individual')}
              years={yearsOf(kindsByYear.data?.rows, 'subject_kind', 'individual')}
            />
          ) : null}
          {persons ? (
            <Group
              title={t('statistics.of_them', {
                group: labelOf('membership', 'party_member').toLocaleLowerCase('vi'),
              })}
              row={row(members.data?.rows, 'membership', 'party_member')}
              years={yearsOf(membersByYear.data?.rows, 'membership', 'party_member')}
            />
          ) : null}
        </div>
      )}
    </Loaded>
  );
}

interface GroupProps {
  title: string;
  shown?: readonly Measure[];
  row: StatisticsRow | undefined;
  /** The same of each year, where there are several. */
  years: StatisticsRow[];
}

export function Group({ title, row, years, shown = SHOWN }: GroupProps) {
  const { labelOf } = useLabels();
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 2, lg: shown.length }} spacing="sm" component="dl" m={0}>
        {shown.map((measure) => (
          <div
            key={measure}
            className={classes.tile}
            data-verified={/_verified$|^issues\.completion_rate$/.test(measure) || undefined}
          >
            <dt>{labelOf('measure', measure)}</dt>
            <dd>
              <Value cell={row?.[measure]} />
              {measure.includes('rate')
                ? years.map((entry) => (
                    <span key={String(entry.year)} className={classes.year}>
                      {entry.year as string}: <Value cell={entry[measure]} base={false} />
                    </span>
                  ))
                : null}
            </dd>
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
