import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/shared/form/fields';

/** Shortest password that the service takes. */
export const PASSWORD_LENGTH = 12;

/** New password, twice. */
export function NewPasswordFields() {
  const { t } = useTranslation();
  const { getValues } = useFormContext();
  return (
    <>
      <TextField
        name="new_password"
        type="password"
        label={t('auth.new_password')}
        hint={t('auth.new_password_hint', { count: PASSWORD_LENGTH })}
        autoComplete="new-password"
        rules={{
          validate: (value) =>
            [...String(value ?? '')].length >= PASSWORD_LENGTH ||
            t('auth.too_short', { count: PASSWORD_LENGTH }),
        }}
      />
      <TextField
        name="repeated"
        type="password"
        label={t('auth.repeat_password')}
        autoComplete="new-password"
        rules={{ validate: (value) => value === getValues('new_password') || t('auth.not_the_same') }}
      />
    </>
  );
}
