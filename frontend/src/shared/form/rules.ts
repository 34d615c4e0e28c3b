import { useTranslation } from 'react-i18next';
import { parseDate } from '../i18n/format';

/** Checks of form fields with their sentences; the label stands in the sentence. */
export function useRules() {
  const { t } = useTranslation();
  const lower = (label: string) => label.charAt(0).toLocaleLowerCase('vi') + label.slice(1);
  return {
    required: (label: string) => ({
      validate: (value: unknown) =>
        (typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined) ||
        t('form.required', { label: lower(label) }),
    }),
    choice: (label: string) => ({
      validate: (value: unknown) => Boolean(value) || t('form.required_choice', { label: lower(label) }),
    }),
    date: (label: string, required = true) => ({
      validate: (value: unknown) => {
        const text = String(value ?? '').trim();
        if (text === '') return !required || t('form.required', { label: lower(label) });
        return (
          /^\d{4}-\d{2}-\d{2}$/.test(text) || parseDate(text) !== undefined || t('form.bad_date', { label })
        );
      },
    }),
    count: (label: string) => ({
      validate: (value: unknown) =>
        /^\d{1,6}$/.test(String(value ?? '').trim()) || t('form.bad_number', { label }),
    }),
  };
}
