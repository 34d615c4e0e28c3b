import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DelegationView, SignedInUser, UnitView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { useListParams } from '@/shared/table/listParams';
import { Dialog } from '@/shared/ui/Dialog';
import { Empty } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { delegationsQuery } from './api';
import { EndDelegation, NewDelegation } from './DelegationForms';

/** Whether to offer naming a deputy: officers of the chi bộ or of the unit above it. The server decides. */
function delegates(user: SignedInUser, unit: UnitView): boolean {
  return user.roles.some(
    (entry) =>
      (entry.unit_id === unit.id && ['branch_secretary', 'unit_staff'].includes(entry.role)) ||
      ((entry.unit_id === unit.id || entry.unit_id === unit.parent_id) && entry.role === 'unit_leader'),
  );
}

/** Who decides for the secretary of a chi bộ, and when. */
export function Delegations({ unit }: { unit: UnitView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const user = useUser();
  const today = useBusinessDate();
  const params = useListParams();
  const query = useQuery(delegationsQuery({ unit: unit.id, page: params.page, per_page: params.perPage }));
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<DelegationView>();
  const columns = useMemo<Column<DelegationView>[]>(
    () => [
      { id: 'to', header: t('delegations.deputy'), main: true, cell: (row) => row.to_person.full_name },
      { id: 'from', header: t('delegations.for'), cell: (row) => row.from_person.full_name },
      {
        id: 'period',
        header: t('units.valid'),
        cell: (row) => t('units.period', { from: formatDate(row.valid_from), to: formatDate(row.valid_to) }),
      },
      {
        id: 'state',
        header: t('registrations.state'),
        cell: (row) => {
          const active = row.valid_from <= today && today < row.valid_to;
          return (
            <Chip tone={active ? 'green' : 'gray'}>
              {t(active ? 'delegations.active' : 'delegations.inactive')}
            </Chip>
          );
        },
      },
      { id: 'document', header: t('delegations.document_no'), cell: (row) => row.document_no },
      { id: 'reason', header: t('roll.reason'), cell: (row) => row.reason },
      {
        id: 'acts',
        header: t('roll.acts'),
        cell: (row) =>
          row.allowed_actions.includes('end') ? (
            <Button
              variant="default"
              aria-label={t('delegations.end_of', { name: row.to_person.full_name })}
              onClick={() => setEnding(row)}
            >
              {labelOf('verb', 'end')}
            </Button>
          ) : null,
      },
    ],
    [t, labelOf, today],
  );
  const add = delegates(user, unit) ? (
    <Button onClick={() => setAdding(true)}>{t('delegations.add')}</Button>
  ) : null;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text c="var(--quiet)">{t('delegations.lead')}</Text>
        {add}
      </Group>
      <DataTable
        caption={t('delegations.title')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('delegations.empty')} detail={t('delegations.empty_detail')} />}
      />
      {adding ? (
        <Dialog title={t('delegations.add')} onClose={() => setAdding(false)} size="lg">
          <NewDelegation unit={unit} onDone={() => setAdding(false)} />
        </Dialog>
      ) : null}
      {ending ? <EndDelegation delegation={ending} onClose={() => setEnding(undefined)} /> : null}
    </Stack>
  );
}
