import './words';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleAssignmentView } from '@/api/generated';
import { formatDate, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { TextLink } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { AssignRole } from './AssignRole';
import { assignmentsQuery } from './api';
import { EndRole, RoleState } from './RoleTable';
import { ROLES } from './roles';

/** Who holds which role where. */
export function RolesScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const [assigning, setAssigning] = useState(false);
  const params = useListParams({ filters: ['role'] });
  const query = useQuery(assignmentsQuery({ ...params.query, q: undefined }));
  const columns = useMemo<Column<RoleAssignmentView>[]>(
    () => [
      {
        id: 'name',
        header: t('admin.account'),
        main: true,
        cell: (row) => (
          <TextLink to="/admin/users/$id" params={{ id: row.user_id }}>
            {row.display_name}
          </TextLink>
        ),
      },
      { id: 'role', header: t('admin.role'), cell: (row) => labelOf('role', row.role, 'short') },
      { id: 'unit', header: t('registrations.unit'), cell: (row) => row.unit_name ?? NONE },
      { id: 'from', header: t('admin.valid_from'), cell: (row) => formatDate(row.valid_from) },
      { id: 'to', header: t('admin.valid_to'), cell: (row) => formatDate(row.valid_to) },
      { id: 'active', header: t('registrations.state'), cell: (row) => <RoleState row={row} /> },
      { id: 'end', header: t('coverage.act'), cell: (row) => <EndRole row={row} /> },
    ],
    [t, labelOf],
  );
  return (
    <Page
      title={t('nav.roles')}
      lead={t('admin.roles_lead')}
      actions={<Button onClick={() => setAssigning(true)}>{t('admin.assign')}</Button>}
    >
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="role"
          label={t('admin.role')}
          options={optionsOf('role', ROLES, 'short')}
        />
      </Filters>
      <DataTable
        caption={t('admin.roles_caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('admin.no_roles')} detail={t('admin.no_roles_detail')} />}
      />
      {assigning ? <AssignRole onClose={() => setAssigning(false)} /> : null}
    </Page>
  );
}
