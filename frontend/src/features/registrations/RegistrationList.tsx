import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { formatDay, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { TextLink } from '@/shared/ui/links';
import { Empty } from '@/shared/ui/states';
import { Chip, RegistrationState } from '@/shared/ui/status';
import { registrationsQuery } from './api';

/** The registrations of a unit and everything below it, in the year of the address. */
export function RegistrationList({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const params = useListParams({
    filters: ['year', 'status', 'subject_kind', 'late'],
    defaults: { year: useBusinessDate().slice(0, 4) },
    sort: 'name',
  });
  const query = useQuery(registrationsQuery({ ...params.query, unit }));
  const columns = useMemo<Column<RegistrationView>[]>(
    () => [
      {
        id: 'name',
        header: t('registrations.subject'),
        main: true,
        sort: 'name',
        cell: (row) => (
          <TextLink to="/registrations/$id" params={{ id: row.id }}>
            {row.person_name ?? row.unit_name}
          </TextLink>
        ),
      },
      {
        id: 'kind',
        header: t('registrations.subject_kind'),
        cell: (row) => labelOf('subject_kind', row.subject_kind),
      },
      { id: 'position', header: t('registrations.position'), cell: (row) => row.position },
      { id: 'unit', header: t('registrations.unit'), cell: (row) => row.unit_name },
      {
        id: 'pledges',
        header: t('registrations.pledges'),
        align: 'end',
        cell: (row) => formatNumber(row.pledges.length),
      },
      {
        id: 'status',
        header: t('registrations.state'),
        sort: 'status',
        cell: (row) => (
          <RegistrationState
            status={row.status}
            subjectKind={row.subject_kind}
            membership={row.membership}
            unitName={row.unit_name}
            late={row.late}
          />
        ),
      },
      {
        id: 'visibility',
        header: t('pledges.visibility'),
        cell: (row) => <Chip>{labelOf('visibility', row.visibility, 'short')}</Chip>,
      },
      {
        id: 'submitted_at',
        header: t('registrations.submitted_at'),
        sort: 'submitted_at',
        cell: (row) => formatDay(row.submitted_at),
      },
    ],
    [t, labelOf],
  );
  return (
    <Stack gap="md">
      <Filters params={params}>
        <SearchFilter params={params} />
        <SelectFilter
          params={params}
          name="status"
          label={t('registrations.state')}
          options={optionsOf('registration.status', ['draft', 'submitted', 'returned', 'approved', 'closed'])}
        />
        <SelectFilter
          params={params}
          name="subject_kind"
          label={t('registrations.subject_kind')}
          options={optionsOf('subject_kind')}
        />
        <SelectFilter
          params={params}
          name="late"
          label={t('registrations.timeliness')}
          options={[
            { value: 'true', label: labelOf('registration.status', 'late', 'short') },
            { value: 'false', label: t('registrations.in_time') },
          ]}
        />
      </Filters>
      <DataTable
        caption={t('registrations.list_caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('registrations.empty_title')} detail={t('registrations.empty_detail')} />}
      />
    </Stack>
  );
}
