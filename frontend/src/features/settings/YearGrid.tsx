import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { weekdayOf } from './weekday';
import classes from './YearGrid.module.css';

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
const SATURDAY = 5;

/** The year at a glance; the list below it says the same in words. */
export function YearGrid({ year, days }: { year: number; days: CalendarDay[] }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const kinds = new Map(days.map((day) => [day.date, day.kind]));
  return (
    <figure className={classes.figure}>
      <div className={classes.months} role="img" aria-label={t('settings.year_at_a_glance', { year })}>
        {MONTHS.map((month) => (
          <div key={month} className={classes.month}>
            <strong>{labelOf('month', month)}</strong>
            <div className={classes.days}>
              {datesOf(year, month).map((date, index) => (
                <span
                  key={date}
                  className={classes.day}
                  style={index === 0 ? { gridColumnStart: weekdayOf(date) + 1 } : undefined}
                  data-kind={kinds.get(date) ?? (weekdayOf(date) >= SATURDAY ? 'weekend' : undefined)}
                >
                  {Number(date.slice(8))}
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
      <figcaption className={classes.legend}>
        <span>
          <i className={classes.day} data-kind="holiday" /> {labelOf('calendar_day.kind', 'holiday')}
        </span>
        <span>
          <i className={classes.day} data-kind="working_day" /> {labelOf('calendar_day.kind', 'working_day')}
        </span>
        <span>
          <i className={classes.day} data-kind="weekend" /> {t('settings.weekend')}
        </span>
      </figcaption>
    </figure>
  );
}

function datesOf(year: number, month: string): string[] {
  const length = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  return Array.from({ length }, (_, day) => `${year}-${month}-${String(day + 1).padStart(2, '0')}`);
}
