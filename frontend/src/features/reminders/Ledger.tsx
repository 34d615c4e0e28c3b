import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReminderView } from '@/api/generated';
import { unitQuery } from '@/features/org_units/api';
import { findUnits } from '@/features/org_units/pick';
import { PickInput } from '@/shared/form/PickField';
import { formatDate, formatInstant, formatTime } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { DateFilter } from '@/shared/table/DateFilter';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Empty } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { ledgerQuery } from './api';
import { Followed } from './Followed';

const FILTERS = ['unit', 'about', 'origin', 'unread', 'from', 'to', 'act_id', 'issue_id'];

/** Who was reminded, by whom, when, read or not, and what followed. */
export function Ledger() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const params = useListParams({ filters: FILTERS });
  const { sort: _sort, q: _q, ...asked } = params.query;
  const query = useQuery(ledgerQuery(asked));
  const unit = params.get('unit');
  const chosen = useQuery({ ...unitQuery(unit), enabled: unit !== '' });
  const columns = useMemo<Column<ReminderView>[]>(
    () => [
      {
        id: 'recipient',
        header: t('remind.recipient'),
        main: true,
        cell: (row) =>
          row.recipient_name ??
          (row.person_id === null && row.user_id === null ? t('remind.count_only') : t('remind.nobody')),
      },
      { id: 'unit', header: t('late.unit'), cell: (row) => row.unit_name },
      {
        id: 'by',
        header: t('remind.by'),
        cell: (row) =>
          row.origin === 'rule' ? (
            labelOf('reminder.origin', 'rule')
          ) : (
            <span>
              {row.reminded_by_name ?? row.by_unit_name}
              <Text component="span" size="sm" c="var(--quiet)" display="block">
                {row.by_unit_name}
              </Text>
            </span>
          ),
      },
      {
        id: 'on',
        header: t('remind.on'),
        cell: (row) => `${formatTime(row.created_at)} ${formatDate(row.on_day)}`,
      },
      {
        id: 'read',
        header: t('remind.read'),
        cell: (row) =>
          row.read_at ? (
            <span>
              <Chip tone="green">{t('remind.was_read')}</Chip>
              <Text component="span" size="sm" c="var(--quiet)" display="block">
                {formatInstant(row.read_at)}
              </Text>
            </span>
          ) : row.reached ? (
            <Chip tone="orange">{t('remind.not_read')}</Chip>
          ) : (
            <Chip>{t('remind.not_reached')}</Chip>
          ),
      },
      { id: 'items', header: t('remind.followed'), cell: (row) => <Followed reminder={row} /> },
    ],
    [t, labelOf],
  );
  return (
    <Stack gap="md">
      <Filters params={params}>
        <PickInput
          label={t('remind.unit_below')}
          shown={chosen.data?.name ?? ''}
          source="units"
          find={findUnits}
          w={{ base: '100%', xs: 300 }}
          onPick={(choice) => params.set({ unit: choice?.value })}
        />
        <SelectFilter
          params={params}
          name="about"
          label={t('remind.about')}
          options={optionsOf('reminder.about')}
        />
        <SelectFilter
          params={params}
          name="origin"
          label={t('remind.origin')}
          options={optionsOf('reminder.origin')}
        />
        <SelectFilter
          params={params}
          name="unread"
          label={t('remind.read')}
          options={[
            { value: 'true', label: t('remind.not_read') },
            { value: 'false', label: t('remind.was_read') },
          ]}
        />
        <DateFilter params={params} name="from" label={t('remind.from')} />
        <DateFilter params={params} name="to" label={t('remind.to')} />
      </Filters>
      {params.get('act_id') ? <Text>{t('remind.one_act')}</Text> : null}
      <DataTable
        caption={t('remind.ledger_caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('remind.empty')} detail={t('remind.empty_detail')} />}
      />
    </Stack>
  );
}
