import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { UserWithCode } from '@/api/generated';
import { findPeople } from '@/features/people/pick';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { Dialog } from '@/shared/ui/Dialog';
import { adminKeys, createAccount } from './api';
import { OneTimeCode } from './OneTimeCode';

interface Values {
  username: string;
  display_name: string;
  person: Choice | undefined;
}

/** A new account; its one-time code is shown once, at the end. */
export function NewAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const [made, setMade] = useState<UserWithCode>();
  const form = useForm<Values>({ defaultValues: { username: '', display_name: '', person: undefined } });
  if (made) return <OneTimeCode account={made} onClose={onClose} />;
  return (
    <Dialog title={t('admin.new_account')} onClose={onClose}>
      <Form
        form={form}
        label={t('admin.new_account')}
        onSubmit={async ({ username, display_name, person }, { idempotencyKey }) => {
          const account = await createAccount(
            {
              username: username.trim(),
              display_name: display_name.trim(),
              ...(person ? { person_id: person.value } : {}),
            },
            idempotencyKey,
          );
          await client.invalidateQueries({ queryKey: adminKeys.all });
          setMade(account);
        }}
      >
        <PickField
          name="person"
          optional
          label={t('admin.person')}
          hint={t('admin.person_hint')}
          source="people"
          find={findPeople}
        />
        <TextField
          name="display_name"
          label={t('admin.display_name')}
          maxLength={200}
          rules={rules.required(t('admin.display_name'))}
        />
        <TextField
          name="username"
          label={t('auth.username')}
          hint={t('admin.username_hint')}
          autoComplete="off"
          maxLength={64}
          rules={rules.required(t('auth.username'))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('admin.create')}
          </Button>
        </Group>
      </Form>
    </Dialog>
  );
}
