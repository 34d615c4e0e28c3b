import './words';
import { Alert, Button, Checkbox, Group, Title } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBusinessDate } from '@/api/system';
import { unitQuery } from '@/features/org_units/api';
import { findUnits } from '@/features/org_units/pick';
import { PickInput } from '@/shared/form/PickField';
import { Filters } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Icon } from '@/shared/ui/icons';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { calendarQuery, workingDaysQuery } from './api';
import { isMonth, monthAfter, weeksOf } from './calendar/days';
import { Month } from './calendar/Month';
import { Ways } from './Ways';

/** The last days of a month with the days off: what has to be done by when. */
export function CalendarScreen() {
  const { t } = useTranslation();
  const today = useBusinessDate();
  const params = useListParams({ filters: ['unit', 'mine'] });
  const asked = params.get('month');
  const month = isMonth(asked) ? asked : today.slice(0, 7);
  const weeks = weeksOf(month);
  const from = weeks[0]?.[0] ?? `${month}-01`;
  const to = weeks.at(-1)?.[6] ?? from;
  const unit = params.get('unit');
  const mine = params.get('mine');
  const query = useQuery(calendarQuery({ from, to, unit, mine }));
  const years = [...new Set([from, to].map((date) => Number(date.slice(0, 4))))];
  const known = useQueries({ queries: years.map((year) => workingDaysQuery(year)) });
  const named = new Map(
    known.flatMap((year) => (year.data?.days ?? []).map((day) => [day.date, day] as const)),
  );
  const chosen = useQuery({ ...unitQuery(unit), enabled: unit !== '' });
  const [year, number] = month.split('-');
  const title = t('calendar.month', { month: Number(number), year });
  const go = (count: number) => params.keep({ month: monthAfter(month, count) });
  return (
    <Page title={t('calendar.title')} lead={t('calendar.lead')}>
      <Ways search={{ unit: unit || undefined, mine: mine || undefined }} />
      <Filters params={params}>
        <PickInput
          label={t('issues.unit_and_below')}
          shown={unit === '' ? '' : (chosen.data?.name ?? '')}
          source="units"
          find={findUnits}
          onPick={(choice) => params.set({ unit: choice?.value })}
          w={{ base: '100%', xs: 260 }}
        />
        <Checkbox
          mih={44}
          pt={10}
          label={t('issues.flags.mine')}
          checked={mine === 'true'}
          onChange={(event) => params.set({ mine: event.currentTarget.checked ? 'true' : undefined })}
        />
      </Filters>
      <Group gap="sm" justify="space-between">
        <Title order={2} aria-live="polite">
          {title}
        </Title>
        <Group gap="xs" className="no-print">
          <Button variant="default" leftSection={<Icon name="back" size={16} />} onClick={() => go(-1)}>
            {t('form.previous_month')}
          </Button>
          <Button variant="default" onClick={() => params.keep({ month: undefined })}>
            {t('calendar.this_month')}
          </Button>
          <Button variant="default" rightSection={<Icon name="chevron" size={16} />} onClick={() => go(1)}>
            {t('form.next_month')}
          </Button>
        </Group>
      </Group>
      <Loaded query={query} lines={6}>
        {(data) => (
          <>
            {data.truncated ? (
              <Alert color="yellow" variant="light" icon={<Icon name="info" />}>
                {t('calendar.truncated')}
              </Alert>
            ) : null}
            <Month
              title={title}
              month={month}
              weeks={weeks}
              days={new Map(data.days.map((day) => [day.date, day]))}
              named={named}
              today={today}
              search={{ unit: unit || undefined, mine: mine || undefined }}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
