import { Button } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { Page, Panel } from '@/shared/ui/Page';
import { setFirstPassword } from './api';
import { NewPasswordFields } from './NewPasswordFields';

interface PasswordScreenProps {
  username: string;
  oneTimeCode?: string;
  onBack?: () => void;
}

interface Values {
  username: string;
  one_time_code: string;
  new_password: string;
  repeated: string;
}

/** First password: account name, the one-time code from the administrator, and the password of one's own. */
export function PasswordScreen({ username, oneTimeCode = '', onBack }: PasswordScreenProps) {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm<Values>({
    defaultValues: { username, one_time_code: oneTimeCode, new_password: '', repeated: '' },
  });
  return (
    <Page title={t('auth.first_password')} lead={t('auth.first_password_lead')}>
      <Panel>
        <Form
          form={form}
          guard={false}
          label={t('auth.first_password')}
          onSubmit={({ username: name, one_time_code, new_password }) =>
            setFirstPassword({ username: name.trim(), one_time_code: one_time_code.trim(), new_password })
          }
        >
          <TextField
            name="username"
            label={t('auth.username')}
            autoComplete="username"
            rules={rules.required(t('auth.username'))}
          />
          <TextField
            name="one_time_code"
            label={t('auth.one_time_code')}
            hint={t('auth.one_time_code_hint')}
            autoComplete="one-time-code"
            rules={rules.required(t('auth.one_time_code'))}
          />
          <NewPasswordFields />
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('auth.set_password')}
          </Button>
          {onBack ? (
            <Button variant="subtle" onClick={onBack}>
              {t('action.back')}
            </Button>
          ) : null}
        </Form>
      </Panel>
    </Page>
  );
}
