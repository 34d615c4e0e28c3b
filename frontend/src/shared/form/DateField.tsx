import { ActionIcon, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/ui/Dialog';
import { formatDate, parseDate } from '../i18n/format';
import { Icon } from '../ui/icons';
import { type FieldProps, useLabelText } from './fields';

const Calendar = lazy(() => import('./Calendar'));

interface DateInputProps {
  id?: string;
  label: string;
  hint?: React.ReactNode;
  error?: React.ReactNode;
  disabled?: boolean;
  /** `YYYY-MM-DD`, or what was typed while it is no date yet. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  ref?: React.Ref<HTMLInputElement>;
  w?: React.ComponentProps<typeof TextInput>['w'];
}

/** A date typed as dd/mm/yyyy, or picked from a calendar that loads when asked for. */
export function DateInput({
  id,
  label,
  hint,
  error,
  disabled,
  value,
  onChange,
  onBlur,
  ref,
  w,
}: DateInputProps) {
  const { t } = useTranslation();
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  const [text, setText] = useState(iso ? formatDate(iso) : value);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (iso) setText((current) => (parseDate(current) === iso ? current : formatDate(iso)));
    else if (value === '') setText('');
  }, [iso, value]);
  return (
    <div>
      <TextInput
        ref={ref}
        id={id}
        label={label}
        description={hint}
        error={error}
        disabled={disabled}
        w={w}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('form.date_placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChange(parseDate(event.currentTarget.value) ?? event.currentTarget.value);
        }}
        onBlur={() => {
          const date = parseDate(text);
          if (date) setText(formatDate(date));
          onBlur?.();
        }}
        rightSection={
          <ActionIcon
            variant="subtle"
            size={40}
            disabled={disabled}
            aria-label={t('form.open_calendar', { label: label.toLocaleLowerCase('vi') })}
            onClick={() => setOpen(true)}
          >
            <Icon name="calendar" />
          </ActionIcon>
        }
        rightSectionWidth={44}
      />
      <Dialog opened={open} onClose={() => setOpen(false)} title={label} size="auto">
        <Suspense fallback={t('state.loading')}>
          <Calendar
            value={iso ?? null}
            onPick={(date) => {
              onChange(date);
              setOpen(false);
            }}
          />
        </Suspense>
      </Dialog>
    </div>
  );
}

/** A date of a form. */
export function DateField({ name, label, hint, rules, optional, disabled }: FieldProps) {
  const labelText = useLabelText(label, optional);
  return (
    <Controller
      name={name}
      rules={rules}
      render={({ field, fieldState }) => (
        <DateInput
          id={name}
          ref={field.ref}
          label={labelText}
          hint={hint}
          error={fieldState.error?.message}
          disabled={disabled}
          value={(field.value as string | null | undefined) ?? ''}
          onChange={field.onChange}
          onBlur={field.onBlur}
        />
      )}
    />
  );
}
