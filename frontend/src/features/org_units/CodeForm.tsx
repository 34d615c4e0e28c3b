import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { UnitView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { addCode, readUnit, unitKeys } from './api';

/** An official code of a unit from a day on; it takes the place of the one of the same system. */
export function CodeForm({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm({ defaultValues: { system: '', code: '', valid_from: useBusinessDate() } });
  // A new code meets no field of the unit: after 412 the same input goes out with the version that is there now.
  const merge = useMerge({
    form,
    record: unit,
    reload: readUnit,
    valuesOf: () => form.getValues(),
    entries: [],
  });
  return (
    <Form
      form={form}
      label={t('units.add_code')}
      onProblem={merge.onProblem}
      onSubmit={async (values, { idempotencyKey }) => {
        const body = { ...values, system: values.system.trim(), code: values.code.trim() };
        await addCode(merge.record ?? unit, body, idempotencyKey);
        notifyDone(t('units.saved'));
        onDone();
        await client.invalidateQueries({ queryKey: unitKeys.all });
      }}
    >
      <TextField
        name="system"
        label={t('units.system')}
        hint={t('units.system_hint')}
        maxLength={50}
        rules={rules.required(t('units.system'))}
      />
      <TextField name="code" label={t('units.code')} maxLength={50} rules={rules.required(t('units.code'))} />
      <DateField name="valid_from" label={t('units.valid_from')} rules={rules.date(t('units.valid_from'))} />
      <Group justify="flex-end">
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('action.save')}
        </Button>
      </Group>
    </Form>
  );
}
