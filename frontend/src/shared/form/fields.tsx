import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller, type FieldValues, type Path, type RegisterOptions } from 'react-hook-form';
import { useTranslation } from 'react-i18next';

export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  rules?: Pick<RegisterOptions<FieldValues, Path<FieldValues>>, 'validate'>;
  /** Says "(không bắt buộc)" beside the label. */
  optional?: boolean;
  disabled?: boolean;
}

export function useLabelText(label: string, optional?: boolean) {
  const { t } = useTranslation();
  return optional ? `${label} ${t('form.optional')}` : label;
}

interface TextFieldProps extends FieldProps {
  maxLength?: number;
  multiline?: boolean;
  minRows?: number;
  inputMode?: 'text' | 'numeric';
  autoComplete?: string;
  type?: 'text' | 'password';
}

/** One or several lines of text; what is typed becomes NFC. */
export function TextField(props: TextFieldProps) {
  const {
    name,
    label,
    hint,
    rules,
    optional,
    disabled,
    maxLength,
    multiline,
    minRows,
    inputMode,
    autoComplete,
    type,
  } = props;
  const { t } = useTranslation();
  const labelText = useLabelText(label, optional);
  return (
    <Controller
      name={name}
      rules={{
        ...rules,
        maxLength: maxLength
          ? { value: maxLength, message: t('form.too_long', { label, max: maxLength }) }
          : undefined,
      }}
      render={({ field, fieldState }) => {
        const shared = {
          ...field,
          id: name,
          value: (field.value as string | null | undefined) ?? '',
          onChange: (event: { currentTarget: { value: string } }) =>
            field.onChange(event.currentTarget.value.normalize('NFC')),
          label: labelText,
          description: hint,
          error: fieldState.error?.message,
          disabled,
          autoComplete,
        };
        if (multiline) return <Textarea {...shared} minRows={minRows ?? 2} />;
        if (type === 'password')
          return (
            <PasswordInput
              {...shared}
              visibilityToggleButtonProps={{ 'aria-label': t('auth.show_password') }}
            />
          );
        return <TextInput {...shared} inputMode={inputMode} />;
      }}
    />
  );
}
