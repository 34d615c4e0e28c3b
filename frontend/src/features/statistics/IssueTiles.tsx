import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Query } from '@/api/http';
import { useLabels } from '@/shared/i18n/labels';
import { Loaded } from '@/shared/ui/states';
import { type Measure, statisticsQuery } from './api';
import { Group } from './Tiles';
import classes from './Tiles.module.css';

const SHOWN: Measure[] = [
  'issues.registered',
  'issues.overdue',
  'issues.completion_rate_declared',
  'issues.completion_rate',
  'issues.on_time_rate',
];
const LEVELS = ['province', 'district', 'grassroots'];

/** The key figures of issues by the level that registers them: every rate as the pair declared and confirmed. */
export function IssueTiles({ filters }: { filters: Query }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const measure = SHOWN.join(',');
  const levels = useQuery(statisticsQuery({ ...filters, measure, by: 'registering_level' }));
  const whole = useQuery(statisticsQuery({ ...filters, measure }));
  // Over several years a rate says little without the rate of each.
  const several = String(filters.year).includes('..');
  const byYear = useQuery({
    ...statisticsQuery({ ...filters, measure, by: 'registering_level,year' }),
    enabled: several,
  });
  const wholeByYear = useQuery({ ...statisticsQuery({ ...filters, measure, by: 'year' }), enabled: several });
  return (
    <Loaded query={levels} lines={3}>
      {(data) => (
        <div className={classes.groups}>
          {LEVELS.map((level) => ({
            level,
            row: data.rows.find((row) => row.registering_level === level),
          })).map(({ level, row }) =>
            row ? (
              <Group
                key={level}
                title={labelOf('registering_level', level)}
                shown={SHOWN}
                row={row}
                years={
                  several
                    ? (byYear.data?.rows ?? []).filter((entry) => entry.registering_level === level)
                    : []
                }
              />
            ) : null,
          )}
          <Group
            title={t('statistics.all_levels')}
            shown={SHOWN}
            row={whole.data?.rows[0]}
            years={several ? (wholeByYear.data?.rows ?? []) : []}
          />
        </div>
      )}
    </Loaded>
  );
}
