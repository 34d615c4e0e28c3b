import { Checkbox, NativeSelect, Radio, Stack } from '@mantine/core';
import { useId } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type FieldProps, useLabelText } from './fields';

interface SelectFieldProps extends FieldProps {
  options: { value: string; label: string }[];
}

/** One choice of a closed set. */
export function SelectField({ name, label, hint, rules, optional, disabled, options }: SelectFieldProps) {
  const { t } = useTranslation();
  const labelText = useLabelText(label, optional);
  return (
    <Controller
      name={name}
      rules={rules}
      render={({ field, fieldState }) => (
        <NativeSelect
          {...field}
          id={name}
          value={(field.value as string | null | undefined) ?? ''}
          label={labelText}
          description={hint}
          error={fieldState.error?.message}
          disabled={disabled}
          data={[{ value: '', label: t('form.choose') }, ...options]}
        />
      )}
    />
  );
}

/** One choice of a few, all in sight. */
export function RadioField({ name, label, hint, rules, options }: SelectFieldProps) {
  return (
    <Controller
      name={name}
      rules={rules}
      render={({ field, fieldState }) => (
        <Radio.Group
          value={(field.value as string | null | undefined) ?? ''}
          onChange={field.onChange}
          label={label}
          description={hint}
          error={fieldState.error?.message}
        >
          <Stack gap="xs" mt="xs">
            {options.map((option, index) => (
              <Radio
                key={option.value}
                value={option.value}
                label={option.label}
                ref={index === 0 ? field.ref : undefined}
                onBlur={field.onBlur}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    />
  );
}

/** A mark that is set or not. */
export function CheckField({ name, label, hint, disabled }: FieldProps) {
  const id = useId();
  return (
    <Controller
      name={name}
      render={({ field }) => (
        <Checkbox
          id={id}
          ref={field.ref}
          checked={Boolean(field.value)}
          onChange={(event) => field.onChange(event.currentTarget.checked)}
          onBlur={field.onBlur}
          label={label}
          description={hint}
          disabled={disabled}
        />
      )}
    />
  );
}
