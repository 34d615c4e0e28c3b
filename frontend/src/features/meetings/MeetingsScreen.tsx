import './words';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import type { MeetingView } from '@/api/generated';
import { useUser } from '@/api/session';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { LinkButton, TextLink } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { meetingsQuery } from './api';

/** The meetings of a chi bộ. */
export function MeetingsScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const user = useUser();
  const units = unitsWith(user, 'branch_secretary', 'unit_staff', 'unit_leader', 'member');
  const writes = unitsWith(user, 'branch_secretary', 'unit_staff');
  const params = useListParams({ filters: ['unit'], defaults: { unit: units[0]?.id ?? '' } });
  const query = useQuery(meetingsQuery(params.query));
  const columns = useMemo<Column<MeetingView>[]>(
    () => [
      {
        id: 'held_on',
        header: t('meetings.held_on'),
        main: true,
        cell: (row) => (
          <TextLink to="/meetings/$id" params={{ id: row.id }}>
            {formatDate(row.held_on)}
          </TextLink>
        ),
      },
      { id: 'kind', header: t('meetings.kind'), cell: (row) => labelOf('meeting.kind', row.kind) },
      { id: 'theme', header: t('meetings.theme'), cell: (row) => row.theme },
      {
        id: 'present',
        header: t('meetings.present'),
        align: 'end',
        cell: (row) => formatNumber(row.present_count),
      },
      {
        id: 'absent',
        header: t('meetings.absent'),
        align: 'end',
        cell: (row) => formatNumber(row.absent_count),
      },
      { id: 'minutes', header: t('meetings.minutes_no'), cell: (row) => row.minutes_no },
    ],
    [t, labelOf],
  );
  const record = writes[0] ? (
    <LinkButton to="/meetings/new" search={{ unit: params.get('unit') }}>
      {t('meetings.record')}
    </LinkButton>
  ) : null;
  return (
    <Page
      title={t('nav.meetings')}
      lead={units.find((unit) => unit.id === params.get('unit'))?.name}
      actions={record}
    >
      {units.length > 1 ? (
        <Filters params={params}>
          <SelectFilter
            params={params}
            name="unit"
            required
            label={t('registrations.unit')}
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
        </Filters>
      ) : null}
      <DataTable
        caption={t('meetings.caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('meetings.empty')} detail={t('meetings.empty_detail')} action={record} />}
      />
    </Page>
  );
}
