import './words';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Pager } from '@/shared/table/Pager';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { Queue } from './queue/Queue';
import { decidingUnits, waitingPledges, waitingRegistrations } from './queue/waiting';
import { yearOptions } from './years';

/** What waits for this user's decision: registrations to pass and reports to confirm, one by one. */
export function ApprovalsScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const today = useBusinessDate();
  const units = decidingUnits(useUser());
  const params = useListParams({
    filters: ['unit', 'year'],
    defaults: { unit: units[0]?.id ?? '', year: today.slice(0, 4), kind: 'registration' },
  });
  const kind = params.get('kind') === 'pledge' ? 'pledge' : 'registration';
  const place = { unit: params.get('unit'), year: params.get('year') };
  // Of the list that is not open only the total is asked for.
  const open = { ...place, page: params.page, perPage: params.perPage };
  const registrations = useQuery(waitingRegistrations(kind === 'registration' ? open : place));
  const pledges = useQuery(waitingPledges(kind === 'pledge' ? open : place));
  const shown = kind === 'pledge' ? pledges : registrations;
  // The last record of the last page was decided: the page before is the last one now.
  const past = shown.data !== undefined && shown.data.items.length === 0 && shown.data.total > 0;
  const lastPage = Math.ceil((shown.data?.total ?? 0) / params.perPage);
  useEffect(() => {
    if (past && !shown.isPlaceholderData) params.goTo(lastPage);
  }, [past, shown.isPlaceholderData, params, lastPage]);
  return (
    <Page title={t('nav.approvals')} lead={t('queue.lead')}>
      <Filters params={params}>
        {units.length > 1 ? (
          <SelectFilter
            params={params}
            name="unit"
            required
            label={t('registrations.unit')}
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
        ) : null}
        <SelectFilter
          params={params}
          name="year"
          required
          label={labelOf('dimension', 'year')}
          options={yearOptions(today)}
        />
      </Filters>
      <Tabs value={kind} onChange={(next) => params.set({ kind: next ?? undefined, record: undefined })}>
        <Tabs.List>
          <Tabs.Tab value="registration">
            {t('queue.registrations', {
              count: registrations.data?.total ?? 0,
              shown: formatNumber(registrations.data?.total),
            })}
          </Tabs.Tab>
          <Tabs.Tab value="pledge">
            {t('queue.reports', {
              count: pledges.data?.total ?? 0,
              shown: formatNumber(pledges.data?.total),
            })}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={kind} pt="md">
          <Loaded query={shown}>
            {({ items, total }) =>
              total > 0 ? (
                <Queue
                  items={items}
                  busy={shown.isPlaceholderData}
                  pager={<Pager params={params} total={total} />}
                  current={params.get('record')}
                  onOpen={(record) => params.keep({ record })}
                  onDecided={() => {
                    void registrations.refetch();
                    void pledges.refetch();
                  }}
                />
              ) : (
                <Empty
                  title={t('queue.empty')}
                  detail={t(kind === 'pledge' ? 'queue.empty_reports' : 'queue.empty_registrations')}
                />
              )
            }
          </Loaded>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
