import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { Role, UserView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import { useBusinessDate } from '@/api/system';
import { findUnits } from '@/features/org_units/pick';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { adminKeys, assignRole } from './api';
import { ROLES } from './roles';

interface Values {
  user_id: Choice | undefined;
  role: Role | '';
  unit_id: Choice | undefined;
  valid_from: string;
  valid_to: string;
}

async function findAccounts(words: string, signal: AbortSignal): Promise<Choice[]> {
  const page = await call<Page<UserView>>('GET', '/users', {
    query: { q: words, status: 'active', per_page: 20 },
    signal,
  });
  return page.items.map((account) => ({
    value: account.id,
    label: account.display_name,
    hint: account.username,
  }));
}

/** A role on a unit for an account, from a day on. */
export function AssignRole({ account, onClose }: { account?: Choice; onClose: () => void }) {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<Values>({
    defaultValues: {
      user_id: account,
      role: '',
      unit_id: undefined,
      valid_from: useBusinessDate(),
      valid_to: '',
    },
  });
  return (
    <Dialog title={t('admin.assign')} onClose={onClose}>
      <Form
        form={form}
        label={t('admin.assign')}
        onSubmit={async ({ user_id, role, unit_id, valid_from, valid_to }, { idempotencyKey }) => {
          if (!user_id || !unit_id || role === '') return;
          await assignRole(
            {
              user_id: user_id.value,
              role,
              unit_id: unit_id.value,
              valid_from,
              ...(valid_to ? { valid_to } : {}),
            },
            idempotencyKey,
          );
          notifyDone(t('admin.assigned'));
          await client.invalidateQueries({ queryKey: adminKeys.all });
          onClose();
        }}
      >
        {account ? null : (
          <PickField
            name="user_id"
            label={t('admin.account')}
            source="accounts"
            find={findAccounts}
            rules={rules.choice(t('admin.account'))}
          />
        )}
        <SelectField
          name="role"
          label={t('admin.role')}
          options={optionsOf('role', ROLES, 'short')}
          rules={rules.choice(t('admin.role'))}
        />
        <PickField
          name="unit_id"
          label={t('registrations.unit')}
          source="units"
          find={findUnits}
          rules={rules.choice(t('registrations.unit'))}
        />
        <DateField
          name="valid_from"
          label={t('admin.valid_from')}
          rules={rules.date(t('admin.valid_from'))}
        />
        <DateField
          name="valid_to"
          optional
          label={t('admin.valid_to')}
          rules={rules.date(t('admin.valid_to'), false)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('admin.assign')}
          </Button>
        </Group>
      </Form>
    </Dialog>
  );
}
