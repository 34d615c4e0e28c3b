import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { RoleAssignmentView } from '@/api/generated';
import type { Query } from '@/api/http';
import { formatDate, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { PlainTable } from '@/shared/table/PlainTable';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Empty, Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { adminKeys, assignmentsQuery, endRole } from './api';

/** The roles of one account, those that ended too. */
export function RoleTable({ filter }: { filter: Query }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const query = useQuery(assignmentsQuery(filter));
  return (
    <Loaded query={query}>
      {(page) =>
        page.items.length > 0 ? (
          <PlainTable
            caption={t('admin.roles_caption')}
            rows={page.items}
            rowId={(row) => row.id}
            columns={[
              {
                id: 'role',
                header: t('admin.role'),
                main: true,
                cell: (row) => labelOf('role', row.role, 'short'),
              },
              { id: 'unit', header: t('registrations.unit'), cell: (row) => row.unit_name ?? NONE },
              { id: 'from', header: t('admin.valid_from'), cell: (row) => formatDate(row.valid_from) },
              { id: 'to', header: t('admin.valid_to'), cell: (row) => formatDate(row.valid_to) },
              { id: 'active', header: t('registrations.state'), cell: (row) => <RoleState row={row} /> },
              { id: 'end', header: t('coverage.act'), cell: (row) => <EndRole row={row} /> },
            ]}
          />
        ) : (
          <Empty title={t('admin.no_roles')} detail={t('admin.no_roles_detail')} />
        )
      }
    </Loaded>
  );
}

export function RoleState({ row }: { row: RoleAssignmentView }) {
  const { t } = useTranslation();
  return (
    <Chip tone={row.active ? 'green' : 'gray'}>{row.active ? t('admin.active') : t('admin.not_active')}</Chip>
  );
}

export function EndRole({ row }: { row: RoleAssignmentView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => endRole(row),
    onSuccess: async () => {
      setAsking(false);
      notifyDone(t('admin.role_ended'));
      await client.invalidateQueries({ queryKey: adminKeys.all });
    },
  });
  if (!row.allowed_actions.includes('end')) return null;
  const words = {
    role: labelOf('role', row.role, 'short'),
    unit: row.unit_name ?? '',
    name: row.display_name,
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)} aria-label={t('admin.end_role', words)}>
        {labelOf('verb', 'end')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('admin.end_role', words)}
        confirm={labelOf('verb', 'end')}
        busy={end.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => end.mutate()}
      >
        {t('admin.end_role_detail')}
      </ConfirmDialog>
    </>
  );
}
