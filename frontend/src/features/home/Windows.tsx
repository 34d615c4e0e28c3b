import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProgrammeYearView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { programmeYearQuery } from '@/features/programmes/api';
import { daysBetween, formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import classes from './Windows.module.css';

/** The dates of the programme year, and which comes next. */
export function Windows({ year }: { year: string }) {
  const { t } = useTranslation();
  const query = useQuery(programmeYearQuery(year));
  return (
    <Panel title={t('home.windows', { year })}>
      <Loaded query={query} lines={4}>
        {(programme) =>
          programme ? (
            <Dates programme={programme} />
          ) : (
            <Empty title={t('registrations.no_year')} detail={t('registrations.no_year_detail')} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Dates({ programme }: { programme: ProgrammeYearView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const today = useBusinessDate();
  const dates = (
    [
      'registration_opens_on',
      'registration_closes_on',
      'mid_year_on',
      'report_opens_on',
      'year_end_on',
      'report_due_on',
    ] as const
  ).map((name) => ({ name, date: programme[name] }));
  const next = dates.find(({ date }) => date >= today)?.name;
  return (
    <>
      <Text>
        <Chip tone={programme.status === 'open' ? 'green' : 'gray'}>
          {labelOf('programme_year.status', programme.status)}
        </Chip>{' '}
        {programme.topic}
      </Text>
      <ol className={classes.dates}>
        {dates.map(({ name, date }) => (
          <li
            key={name}
            data-past={date < today || undefined}
            aria-current={name === next ? 'date' : undefined}
          >
            <time dateTime={date}>{formatDate(date)}</time>
            <span>
              {t(`programme.${name}`)}
              {name === next ? ` · ${t('home.days_left', { count: daysBetween(today, date) })}` : null}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
