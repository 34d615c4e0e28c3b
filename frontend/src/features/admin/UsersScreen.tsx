import './words';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '@/api/generated';
import { formatInstant, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { TextLink } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { accountsQuery } from './api';
import { NewAccount } from './NewAccount';
import { ROLES } from './roles';

/** The accounts. */
export function UsersScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const [adding, setAdding] = useState(false);
  const params = useListParams({ filters: ['status', 'role'] });
  const query = useQuery(accountsQuery(params.query));
  const columns = useMemo<Column<UserView>[]>(
    () => [
      {
        id: 'display_name',
        header: t('admin.display_name'),
        main: true,
        cell: (row) => (
          <TextLink to="/admin/users/$id" params={{ id: row.id }}>
            {row.display_name}
          </TextLink>
        ),
      },
      { id: 'username', header: t('auth.username'), cell: (row) => row.username },
      {
        id: 'roles',
        header: t('admin.roles'),
        cell: (row) =>
          row.roles
            .map((entry) => `${labelOf('role', entry.role, 'short')} · ${entry.unit_name ?? ''}`)
            .join('; ') || NONE,
      },
      {
        id: 'status',
        header: t('registrations.state'),
        cell: (row) => (
          <Chip tone={row.status === 'active' ? 'green' : 'gray'}>{labelOf('user.status', row.status)}</Chip>
        ),
      },
      { id: 'last_login_at', header: t('admin.last_login'), cell: (row) => formatInstant(row.last_login_at) },
    ],
    [t, labelOf],
  );
  return (
    <Page
      title={t('nav.users')}
      lead={t('admin.users_lead')}
      actions={<Button onClick={() => setAdding(true)}>{t('admin.new_account')}</Button>}
    >
      <Filters params={params}>
        <SearchFilter params={params} />
        <SelectFilter
          params={params}
          name="status"
          label={t('registrations.state')}
          options={optionsOf('user.status')}
        />
        <SelectFilter
          params={params}
          name="role"
          label={t('admin.role')}
          options={optionsOf('role', ROLES, 'short')}
        />
      </Filters>
      <DataTable
        caption={t('admin.users_caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('admin.no_users')} detail={t('admin.users_lead')} />}
      />
      {adding ? <NewAccount onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
