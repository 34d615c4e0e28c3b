import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { CreateUnit, PatchUnit, UnitView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { useLabels } from '@/shared/i18n/labels';
import { changeUnit, createUnit, readUnit, unitKeys } from './api';
import { findUnits } from './pick';

interface Values {
  name: string;
  committee_name: string;
  short_name: string;
  kind: UnitView['kind'] | '';
  level: UnitView['level'] | '';
  parent_id: Choice | undefined;
  effective_on: string;
}

const TEXTS = ['name', 'committee_name', 'short_name'] as const;

interface UnitFormProps {
  /** The unit to change, … */
  unit?: UnitView;
  /** … or the one to create a unit below. */
  above?: UnitView;
  onDone: () => void;
}

function begin(unit: UnitView | undefined, above: UnitView | undefined, today: string): Values {
  const parent = unit?.path.filter((entry) => entry.id !== unit.id).at(-1);
  return {
    name: unit?.name ?? '',
    committee_name: unit?.committee_name ?? '',
    short_name: unit?.short_name ?? '',
    kind: unit?.kind ?? '',
    level: unit?.level ?? '',
    parent_id: above
      ? { value: above.id, label: above.name }
      : parent
        ? { value: parent.id, label: parent.short_name }
        : undefined,
    effective_on: today,
  };
}

/** What changed of the unit; absent fields stay as they are. */
function changesOf(unit: UnitView, values: Values): PatchUnit {
  const changes: Record<string, string> = {};
  for (const field of [...TEXTS, 'kind', 'level'] as const) {
    const value = values[field].trim();
    if (value !== unit[field]) changes[field] = value;
  }
  if (values.parent_id && values.parent_id.value !== unit.parent_id)
    changes.parent_id = values.parent_id.value;
  return { ...changes, effective_on: values.effective_on };
}

/** A unit and the day from which it is so; what was before stays in its history. */
export function UnitForm({ unit, above, onDone }: UnitFormProps) {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const rules = useRules();
  const client = useQueryClient();
  const today = useBusinessDate();
  const form = useForm<Values>({ defaultValues: begin(unit, above, today) });
  const merge = useMerge({
    form,
    record: unit,
    reload: readUnit,
    valuesOf: (record) => begin(record, undefined, form.getValues('effective_on')),
    entries: [
      ...TEXTS.map((name) => ({ name, label: t(`units.${name}`) })),
      { name: 'kind', label: t('units.kind'), show: ({ kind }) => labelOf('unit.kind', kind) },
      { name: 'level', label: t('units.level'), show: ({ level }) => labelOf('unit.level', level) },
      { name: 'parent_id', label: t('units.parent'), show: ({ parent_id }) => parent_id?.label ?? '' },
    ],
  });
  const save = async (values: Values, key: string) => {
    if (merge.record) return changeUnit(merge.record, changesOf(merge.record, values), key);
    const { parent_id, effective_on, ...rest } = values;
    const filled = Object.entries(rest).filter(([, value]) => value.trim() !== '');
    const body = { ...Object.fromEntries(filled), parent_id: parent_id?.value, valid_from: effective_on };
    // The rules of the form saw to it that nothing required is missing.
    return createUnit(body as CreateUnit, key);
  };
  return (
    <>
      <Form
        form={form}
        label={unit ? t('units.edit') : t('units.add_below')}
        fieldOf={(pointer) => (pointer === '/valid_from' ? 'effective_on' : undefined)}
        onSubmit={async (values, { idempotencyKey }) => {
          await save(values, idempotencyKey);
          notifyDone(t('units.saved'));
          onDone();
          await client.invalidateQueries({ queryKey: unitKeys.all });
        }}
        onProblem={merge.onProblem}
      >
        {unit ? <Text c="var(--quiet)">{t('units.edit_lead')}</Text> : null}
        <TextField
          name="name"
          label={t('units.name')}
          maxLength={300}
          rules={rules.required(t('units.name'))}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField
            name="committee_name"
            label={t('units.committee_name')}
            maxLength={300}
            optional={!unit}
          />
          <TextField name="short_name" label={t('units.short_name')} maxLength={100} optional={!unit} />
          <SelectField
            name="kind"
            label={t('units.kind')}
            options={optionsOf('unit.kind')}
            rules={rules.choice(t('units.kind'))}
          />
          <SelectField
            name="level"
            label={t('units.level')}
            options={optionsOf('unit.level')}
            rules={rules.choice(t('units.level'))}
          />
        </SimpleGrid>
        {above || unit?.parent_id === null ? null : (
          <PickField
            name="parent_id"
            label={t('units.parent')}
            source="units"
            find={findUnits}
            rules={rules.choice(t('units.parent'))}
          />
        )}
        <DateField
          name="effective_on"
          label={unit ? t('units.effective_on') : t('units.valid_from')}
          hint={unit ? t('units.effective_hint') : undefined}
          rules={rules.date(unit ? t('units.effective_on') : t('units.valid_from'))}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </Group>
      </Form>
      {merge.dialog}
    </>
  );
}
