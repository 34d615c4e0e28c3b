import './words';
import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { UserView, UserWithCode } from '@/api/generated';
import { newKey } from '@/api/http';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Facts } from '@/shared/ui/Facts';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { AssignRole } from './AssignRole';
import { accountQuery, adminKeys, resetCode, setStatus } from './api';
import { OneTimeCode } from './OneTimeCode';
import { RoleTable } from './RoleTable';

/** One account: state, one-time code, roles. */
export function UserScreen() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(accountQuery(id));
  const [assigning, setAssigning] = useState(false);
  return (
    <Page title={query.data ? t('admin.account_of', { name: query.data.display_name }) : t('nav.users')}>
      <Loaded query={query}>
        {(account) => (
          <>
            <AccountPanel account={account} />
            <Panel
              title={t('admin.roles')}
              actions={<Button onClick={() => setAssigning(true)}>{t('admin.assign')}</Button>}
            >
              <RoleTable filter={{ user_id: account.id, per_page: 200 }} />
            </Panel>
            {assigning ? (
              <AssignRole
                account={{ value: account.id, label: account.display_name }}
                onClose={() => setAssigning(false)}
              />
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function AccountPanel({ account }: { account: UserView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const [code, setCode] = useState<UserWithCode>();
  const [asking, setAsking] = useState<'reset-code' | 'disable'>();
  const refresh = () => client.invalidateQueries({ queryKey: adminKeys.all });
  const reset = useMutation({
    mutationFn: () => resetCode(account, newKey()),
    onSuccess: async (made) => {
      setAsking(undefined);
      setCode(made);
      await refresh();
    },
  });
  const status = useMutation({
    mutationFn: (verb: 'disable' | 'enable') => setStatus(account, verb),
    onSuccess: async (_done, verb) => {
      setAsking(undefined);
      notifyDone(t(verb === 'disable' ? 'admin.disabled' : 'admin.enabled'));
      await refresh();
    },
  });
  const may = (action: string) => account.allowed_actions.includes(action);
  return (
    <Panel>
      <div>
        <Chip tone={account.status === 'active' ? 'green' : 'gray'}>
          {labelOf('user.status', account.status)}
        </Chip>
      </div>
      <Facts
        entries={[
          [t('auth.username'), account.username],
          [t('admin.person'), account.person_name],
          [t('admin.last_login'), formatInstant(account.last_login_at)],
          [
            t('admin.code_open'),
            account.code_expires_at
              ? t('admin.code_until', { at: formatInstant(account.code_expires_at) })
              : null,
          ],
        ]}
      />
      <Group gap="sm">
        {may('reset-code') ? (
          <Button onClick={() => setAsking('reset-code')}>{labelOf('verb', 'reset-code')}</Button>
        ) : null}
        {may('disable') ? (
          <Button variant="default" onClick={() => setAsking('disable')}>
            {labelOf('verb', 'disable')}
          </Button>
        ) : null}
        {may('enable') ? (
          <Button loading={status.isPending} onClick={() => status.mutate('enable')}>
            {labelOf('verb', 'enable')}
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={asking !== undefined}
        title={asking ? labelOf('verb', asking) : ''}
        confirm={asking ? labelOf('verb', asking) : ''}
        busy={reset.isPending || status.isPending}
        onClose={() => setAsking(undefined)}
        onConfirm={() => (asking === 'reset-code' ? reset.mutate() : status.mutate('disable'))}
      >
        <Text>
          {asking ? t(`admin.ask_${asking.replace('-', '_')}`, { name: account.display_name }) : null}
        </Text>
      </ConfirmDialog>
      {code ? <OneTimeCode account={code} onClose={() => setCode(undefined)} /> : null}
    </Panel>
  );
}
