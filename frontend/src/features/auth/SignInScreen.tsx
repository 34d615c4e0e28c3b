import { Button } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { LoginBody } from '@/api/generated';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { Page, Panel } from '@/shared/ui/Page';
import { signIn } from './api';
import { PasswordScreen } from './PasswordScreen';

/** Sign in with name and password; a one-time code leads on to the first password. */
export function SignInScreen() {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm<LoginBody>({ defaultValues: { username: '', password: '' } });
  const [firstTime, setFirstTime] = useState<LoginBody>();
  if (firstTime) {
    return (
      <PasswordScreen
        username={firstTime.username}
        oneTimeCode={firstTime.password}
        onBack={() => setFirstTime(undefined)}
      />
    );
  }
  return (
    <Page title={t('auth.sign_in')}>
      <Panel>
        <Form
          form={form}
          guard={false}
          label={t('auth.sign_in')}
          onSubmit={signIn}
          onProblem={(problem) => {
            if (problem.code !== 'password_change_required') return false;
            setFirstTime(form.getValues());
            return true;
          }}
        >
          <TextField
            name="username"
            label={t('auth.username')}
            autoComplete="username"
            rules={rules.required(t('auth.username'))}
          />
          <TextField
            name="password"
            type="password"
            label={t('auth.password')}
            hint={t('auth.password_hint')}
            autoComplete="current-password"
            rules={rules.required(t('auth.password'))}
          />
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('auth.sign_in')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => setFirstTime({ username: form.getValues('username'), password: '' })}
          >
            {t('auth.have_code')}
          </Button>
        </Form>
      </Panel>
    </Page>
  );
}
