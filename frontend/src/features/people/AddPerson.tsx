import { Button, Group, SimpleGrid } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { UnitView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { addPerson, peopleKeys } from './api';
import { type Belonging, BelongingFields } from './BelongingFields';

interface Values extends Belonging {
  full_name: string;
  birth_year: string;
  membership_no: string;
}

/** A person who is not known yet, put on the roll of the unit in the same act. */
export function AddPerson({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<Values>({
    defaultValues: {
      full_name: '',
      birth_year: '',
      membership_no: '',
      member_kind: 'official',
      position: '',
      position_group: 'none',
      valid_from: useBusinessDate(),
    },
  });
  return (
    <Form
      form={form}
      label={t('roll.add_person')}
      onSubmit={async ({ birth_year, membership_no, ...values }, { idempotencyKey }) => {
        const person = await addPerson(
          {
            ...values,
            full_name: values.full_name.trim(),
            position: values.position.trim(),
            unit_id: unit.id,
            ...(birth_year.trim() ? { birth_year: Number(birth_year) } : {}),
            ...(membership_no.trim() ? { membership_no: membership_no.trim() } : {}),
          },
          idempotencyKey,
        );
        const advice = person.warnings.map((warning) => warning.message).join(' ');
        notifyDone([t('roll.person_added', { name: person.full_name }), advice].filter(Boolean).join(' '));
        onDone();
        await client.invalidateQueries({ queryKey: peopleKeys.all });
      }}
    >
      <TextField
        name="full_name"
        label={t('roll.full_name')}
        maxLength={100}
        autoComplete="off"
        rules={rules.required(t('roll.full_name'))}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField
          name="birth_year"
          label={t('roll.birth_year')}
          hint={t('roll.namesakes_hint')}
          inputMode="numeric"
          optional
          rules={{
            validate: (value) => /^(\d{4})?$/.test(String(value ?? '').trim()) || t('roll.bad_year'),
          }}
        />
        <TextField
          name="membership_no"
          label={t('roll.membership_no')}
          hint={t('roll.namesakes_hint')}
          maxLength={20}
          optional
        />
      </SimpleGrid>
      <BelongingFields />
      <Group justify="flex-end">
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('roll.add_person')}
        </Button>
      </Group>
    </Form>
  );
}
