import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDay, CalendarDayView, CalendarIssue } from '@/api/generated';
import { language } from '@/shared/i18n';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { TextLink } from '@/shared/ui/links';
import { isWeekend, weekdayOf } from './days';
import classes from './Month.module.css';

/** Issues written out on a day; the rest is a link. */
const WRITTEN = 3;

interface MonthProps {
  title: string;
  month: string;
  weeks: string[][];
  days: ReadonlyMap<string, CalendarDayView>;
  /** Holidays and swapped working days by date. */
  named: ReadonlyMap<string, CalendarDay>;
  today: string;
  /** Filters that go along to the list of a day. */
  search: Record<string, string | undefined>;
}

/** A month as a table of weeks; below 640 px as a list of the days that matter. Arrows go from day to day. */
export function Month({ title, month, weeks, days, named, today, search }: MonthProps) {
  const { t } = useTranslation();
  const locale = language() === 'en' ? 'en-GB' : 'vi-VN';
  const place = useRef<HTMLTableElement>(null);
  const all = weeks.flat();
  const first = all.find((date) => date === today) ?? `${month}-01`;
  const [focused, setFocused] = useState(first);
  const active = all.includes(focused) ? focused : first;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    const at = (event.target as HTMLElement).dataset.date;
    if (!step || !at) return;
    const next = all[all.indexOf(at) + step];
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    place.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };

  return (
    <table ref={place} className={classes.month} aria-label={title} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((date) => (
            <th key={date} scope="col" data-weekend={isWeekend(date) || undefined}>
              <abbr title={weekdayOf(date, locale, 'long')}>{weekdayOf(date, locale, 'short')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => {
              const day = days.get(date);
              const told = named.get(date);
              const off = day ? !day.working_day : false;
              const name = told?.name ?? (off && !isWeekend(date) ? t('calendar.day_off') : undefined);
              const issues = day?.issues ?? [];
              const rest = issues.length - WRITTEN;
              return (
                <td
                  key={date}
                  data-off={off || undefined}
                  data-outside={!date.startsWith(month) || undefined}
                  data-today={date === today || undefined}
                  data-quiet={(issues.length === 0 && !name) || undefined}
                >
                  <TextLink
                    to="/issues"
                    search={{ ...search, due_from: date, due_to: date }}
                    underline="never"
                    className={classes.date}
                    data-date={date}
                    tabIndex={date === active ? 0 : -1}
                    aria-current={date === today ? 'date' : undefined}
                    onFocus={() => setFocused(date)}
                  >
                    <span
                      className={`${classes.number} ${date.startsWith(month) ? '' : classes.outside}`}
                      aria-hidden="true"
                    >
                      {Number(date.slice(8))}
                    </span>
                    <span className={classes.whole}>
                      {weekdayOf(date, locale, 'long')} {formatDate(date)}
                    </span>
                    {date === today ? <span className={classes.now}>{t('calendar.today')}</span> : null}
                    <VisuallyHidden>
                      {off && !name ? `, ${t('calendar.weekend')}` : null},{' '}
                      {t('calendar.ends', { count: issues.length })}
                    </VisuallyHidden>
                  </TextLink>
                  {name ? (
                    <p className={classes.named} data-kind={told?.kind}>
                      {told?.kind === 'working_day' ? t('calendar.swapped', { name }) : name}
                    </p>
                  ) : null}
                  {issues.length > 0 ? (
                    <ul className={classes.issues}>
                      {issues.slice(0, WRITTEN).map((issue) => (
                        <Ends key={issue.id} issue={issue} />
                      ))}
                    </ul>
                  ) : null}
                  {rest > 0 ? (
                    <TextLink
                      to="/issues"
                      search={{ ...search, due_from: date, due_to: date }}
                      className={classes.more}
                    >
                      {t('calendar.more', { count: rest, shown: formatNumber(rest) })}
                      <VisuallyHidden> {formatDate(date)}</VisuallyHidden>
                    </TextLink>
                  ) : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An issue on its last day. */
function Ends({ issue }: { issue: CalendarIssue }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const state = issue.overdue
    ? labelOf('issue.status', 'overdue', 'short')
    : labelOf('issue.status', issue.status, 'short');
  return (
    <li className={classes.issue} data-late={issue.overdue || undefined}>
      <TextLink to="/issues/$id" params={{ id: issue.id }} title={issue.title} className={classes.title}>
        {issue.title || t('issues.untitled')}
      </TextLink>
      <span className={classes.state}>
        {issue.overdue ? <Icon name="warning" size={13} /> : null} {state}
        <span className={classes.unit}> · {issue.owning_unit_name}</span>
      </span>
    </li>
  );
}
