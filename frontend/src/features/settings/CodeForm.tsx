import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { CodeView } from '@/api/generated';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { Dialog } from '@/shared/ui/Dialog';
import { addCode, changeCode, readCode, settingKeys } from './api';

interface Values {
  code: string;
  label: string;
  short: string;
}

interface CodeFormProps {
  list: string;
  /** The code to rename; without it a new one. */
  record?: CodeView;
  onClose: () => void;
}

/** The words of a code. */
export function CodeForm({ list, record, onClose }: CodeFormProps) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const valuesOf = ({ code, label, short }: CodeView): Values => ({ code, label, short });
  const form = useForm<Values>({
    defaultValues: record ? valuesOf(record) : { code: '', label: '', short: '' },
  });
  const merge = useMerge<CodeView, Values>({
    form,
    record,
    reload: (code) => readCode(list, code),
    valuesOf,
    entries: [
      { name: 'label', label: t('settings.code_label') },
      { name: 'short', label: t('settings.code_short') },
    ],
  });
  const title = record ? t('settings.rename_of', { label: record.label }) : t('settings.add_code');
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        form={form}
        label={title}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          const words = { label: values.label.trim(), short: values.short.trim() || values.label.trim() };
          if (merge.record) await changeCode(list, merge.record, words, idempotencyKey);
          else await addCode(list, { code: values.code.trim(), ...words }, idempotencyKey);
          notifyDone(t('settings.code_saved', { label: words.label }));
          await client.invalidateQueries({ queryKey: settingKeys.codes });
          onClose();
        }}
      >
        {record ? null : (
          <TextField
            name="code"
            label={t('settings.code')}
            hint={t('settings.code_hint')}
            maxLength={40}
            rules={{
              validate: (value: unknown) =>
                /^[a-z][a-z0-9_]*$/.test(String(value ?? '').trim()) || t('settings.bad_code'),
            }}
          />
        )}
        <TextField
          name="label"
          label={t('settings.code_label')}
          maxLength={200}
          rules={rules.required(t('settings.code_label'))}
        />
        <TextField
          name="short"
          optional
          label={t('settings.code_short')}
          hint={t('settings.code_short_hint')}
          maxLength={80}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </Group>
      </Form>
      {merge.dialog}
    </Dialog>
  );
}
