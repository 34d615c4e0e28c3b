import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import type { Registration } from '@/api/types';
import { formatDay, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { RegistrationState } from '@/shared/ui/status';
import { registrationsQuery } from './api';

/** The registrations of a unit. */
export function UnitRegistrationsScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const user = useUser();
  const year = useBusinessDate().slice(0, 4);
  const unit = unitsWith(user, 'branch_secretary', 'unit_staff', 'unit_leader', 'member')[0];
  const params = useListParams({
    filters: ['year', 'status', 'subject_kind', 'unit'],
    defaults: { year, unit: unit?.id ?? '' },
    sort: 'person_name',
  });
  const query = useQuery(registrationsQuery(params.query));
  const columns = useMemo<Column<Registration>[]>(
    () => [
      {
        id: 'name',
        header: t('registrations.subject'),
        main: true,
        sort: 'person_name',
        cell: (row) => row.person_name ?? row.unit_name,
      },
      { id: 'position', header: t('registrations.position'), cell: (row) => row.position },
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
            late={row.late}
          />
        ),
      },
      {
        id: 'submitted_at',
        header: t('registrations.submitted_at'),
        sort: 'submitted_at',
        cell: (row) => formatDay(row.submitted_at),
      },
    ],
    [t],
  );
  return (
    <Page title={t('nav.branch')} lead={unit?.name}>
      <Filters params={params}>
        <SearchFilter params={params} />
        <SelectFilter
          params={params}
          name="year"
          required
          label={labelOf('dimension', 'year')}
          options={yearsAround(year)}
        />
        <SelectFilter
          params={params}
          name="status"
          label={t('registrations.state')}
          options={optionsOf('registration.status', ['draft', 'submitted', 'returned', 'approved', 'closed'])}
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
    </Page>
  );
}

/** Years to choose from, the newest first; the programme began in 2016. */
export function yearsAround(year: string): { value: string; label: string }[] {
  const last = Number(year) + 1;
  return Array.from({ length: last - 2015 }, (_, index) => String(last - index)).map((value) => ({
    value,
    label: value,
  }));
}
