import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { CalendarDay, WorkingDaysView } from '@/api/generated';
import { newKey } from '@/api/http';
import { toProblem } from '@/api/problem';
import { MergeDialog } from '@/shared/form/MergeDialog';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { PlainTable } from '@/shared/table/PlainTable';
import { Panel } from '@/shared/ui/Page';
import { Empty, ProblemAlert } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { AddDay } from './AddDay';
import { readWorkingDays, settingKeys, setWorkingDays } from './api';
import { useWeekday } from './weekday';
import { YearGrid } from './YearGrid';

const LeaveGuard = lazy(() => import('@/shared/form/LeaveGuard'));

const byDate = (days: CalendarDay[]) => new Map(days.map((day) => [day.date, day]));
const same = (a: CalendarDay | undefined, b: CalendarDay | undefined) =>
  a?.kind === b?.kind && a?.name === b?.name;

/** Days that differ between two lists, in their order. */
function differing(a: CalendarDay[], b: CalendarDay[]): string[] {
  const [left, right] = [byDate(a), byDate(b)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((date) => !same(left.get(date), right.get(date)))
    .sort();
}

/** The days of one year, changed here and then saved as a whole. */
export function YearDays({ calendar }: { calendar: WorkingDaysView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const weekday = useWeekday();
  const client = useQueryClient();
  // What the changes were made from; never what a refresh behind them brought.
  const [base, setBase] = useState(calendar);
  const [days, setDays] = useState(calendar.days);
  const [theirs, setTheirs] = useState<WorkingDaysView>();
  const key = useRef(newKey());
  const changed = differing(base.days, days);
  if (changed.length === 0 && calendar.version !== base.version) {
    setBase(calendar);
    setDays(calendar.days);
  }
  const writes = base.allowed_actions.includes('edit');
  const save = useMutation({
    meta: { shown: true },
    mutationFn: () => setWorkingDays(base, days, key.current),
    onSuccess: (saved) => {
      key.current = newKey();
      setBase(saved);
      setDays(saved.days);
      notifyDone(t('settings.days_saved', { year: saved.year }));
      // Open deadlines moved with the days.
      void client.invalidateQueries({ queryKey: ['issues'] });
      return client.invalidateQueries({ queryKey: settingKeys.workingDays });
    },
    onError: async (error) => {
      const problem = toProblem(error);
      if (!problem.retryable) key.current = newKey();
      if (problem.status !== 412) return;
      const now = await readWorkingDays(base.year);
      if (differing(days, now.days).length === 0) setBase(now);
      else setTheirs(now);
    },
  });
  const words = (day: CalendarDay | undefined) =>
    day ? `${labelOf('calendar_day.kind', day.kind)}: ${day.name}` : '';
  const apply = (chosen: ReadonlySet<string>) => {
    if (!theirs) return;
    const [mine, other] = [byDate(days), byDate(theirs.days)];
    const merged = [...new Set([...mine.keys(), ...other.keys()])].flatMap(
      (date) =>
        (chosen.has(date) || !differing(days, theirs.days).includes(date) ? other : mine).get(date) ?? [],
    );
    setBase(theirs);
    setDays(sorted(merged));
    setTheirs(undefined);
    save.reset();
  };
  const failed = save.error && toProblem(save.error).status !== 412 ? save.error : undefined;
  return (
    <Stack gap="md">
      <YearGrid year={base.year} days={days} />
      {writes ? (
        <Panel title={t('settings.add_day')}>
          <AddDay year={base.year} days={days} onAdd={(day) => setDays(sorted([...days, day]))} />
        </Panel>
      ) : null}
      {days.length > 0 ? (
        <PlainTable
          caption={t('settings.days_caption', { year: base.year })}
          rows={days}
          rowId={(day) => day.date}
          columns={[
            {
              id: 'date',
              header: t('settings.day'),
              main: true,
              cell: (day) => `${formatDate(day.date)} (${weekday(day.date)})`,
            },
            {
              id: 'kind',
              header: t('settings.day_kind'),
              cell: (day) => (
                <Chip tone={day.kind === 'holiday' ? 'red' : 'green'}>
                  {labelOf('calendar_day.kind', day.kind)}
                </Chip>
              ),
            },
            { id: 'name', header: t('settings.day_name'), cell: (day) => day.name },
            ...(writes
              ? [
                  {
                    id: 'act',
                    header: t('coverage.act'),
                    cell: (day: CalendarDay) => (
                      <Button
                        variant="subtle"
                        color="red"
                        aria-label={t('settings.remove_day', { date: formatDate(day.date) })}
                        onClick={() => setDays(days.filter((other) => other.date !== day.date))}
                      >
                        {t('action.remove')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <Empty title={t('settings.no_days')} detail={t('settings.no_days_detail')} />
      )}
      {failed ? <ProblemAlert error={failed} /> : null}
      {writes ? (
        <Group gap="sm">
          <Button disabled={changed.length === 0} loading={save.isPending} onClick={() => save.mutate()}>
            {t('settings.save_days')}
          </Button>
          {changed.length > 0 ? (
            <Button variant="default" onClick={() => setDays(base.days)}>
              {t('settings.drop_changes')}
            </Button>
          ) : null}
          <Text role="status">
            {changed.length > 0 ? t('settings.unsaved_days', { count: changed.length }) : ''}
          </Text>
        </Group>
      ) : null}
      {theirs ? (
        <MergeDialog
          thenSave
          differences={differing(days, theirs.days).map((date) => ({
            name: date,
            label: `${formatDate(date)} (${weekday(date)})`,
            mine: words(byDate(days).get(date)),
            theirs: words(byDate(theirs.days).get(date)),
          }))}
          begin={differing(days, theirs.days).filter((date) => !changed.includes(date))}
          onClose={() => setTheirs(undefined)}
          onApply={apply}
        />
      ) : null}
      <Suspense>
        <LeaveGuard when={changed.length > 0 && !save.isPending} />
      </Suspense>
    </Stack>
  );
}

const sorted = (days: CalendarDay[]) => [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
