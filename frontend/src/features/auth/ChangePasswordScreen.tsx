import { Button } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { Page, Panel } from '@/shared/ui/Page';
import { changePassword } from './api';
import { NewPasswordFields } from './NewPasswordFields';

/** Change of the own password. */
export function ChangePasswordScreen() {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm({ defaultValues: { current_password: '', new_password: '', repeated: '' } });
  return (
    <Page title={t('shell.change_password')} lead={t('auth.change_password_lead')}>
      <Panel>
        <Form
          form={form}
          label={t('shell.change_password')}
          onSubmit={async ({ current_password, new_password }) => {
            await changePassword({ current_password, new_password });
            form.reset();
            notifyDone(t('auth.password_changed'));
          }}
        >
          <TextField
            name="current_password"
            type="password"
            label={t('auth.current_password')}
            autoComplete="current-password"
            rules={rules.required(t('auth.current_password'))}
          />
          <NewPasswordFields />
          <div>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('shell.change_password')}
            </Button>
          </div>
        </Form>
      </Panel>
    </Page>
  );
}
