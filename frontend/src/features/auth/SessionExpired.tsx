import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { SignedInUser } from '@/api/generated';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { Dialog } from '@/shared/ui/Dialog';
import { signIn, signOut } from './api';

/** The session ended while the user was working: sign in again over the screen, nothing typed is lost. */
export function SessionExpired({ user }: { user: SignedInUser }) {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm({ defaultValues: { password: '' } });
  return (
    <Dialog opened onClose={() => undefined} firm title={t('auth.expired_title')}>
      <Stack gap="md">
        <Text>{t('auth.expired_detail', { name: user.display_name })}</Text>
        <Form
          form={form}
          guard={false}
          label={t('auth.expired_title')}
          onSubmit={({ password }) => signIn({ username: user.username, password })}
        >
          <TextField
            name="password"
            type="password"
            label={t('auth.password')}
            autoComplete="current-password"
            rules={rules.required(t('auth.password'))}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void signOut()}>
              {t('shell.sign_out')}
            </Button>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('auth.sign_in_again')}
            </Button>
          </Group>
        </Form>
      </Stack>
    </Dialog>
  );
}
