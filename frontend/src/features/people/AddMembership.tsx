import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { UnitView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { Form } from '@/shared/form/Form';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { addMembership, peopleKeys } from './api';
import { type Belonging, BelongingFields } from './BelongingFields';
import { findPeople } from './pick';

interface Values extends Belonging {
  person_id: Choice | undefined;
}

/** A person who is known already, put on the roll of the unit. */
export function AddMembership({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<Values>({
    defaultValues: {
      person_id: undefined,
      member_kind: 'official',
      position: '',
      position_group: 'none',
      valid_from: useBusinessDate(),
    },
  });
  return (
    <Form
      form={form}
      label={t('roll.add_membership')}
      onSubmit={async ({ person_id, ...values }, { idempotencyKey }) => {
        const body = {
          ...values,
          position: values.position.trim(),
          person_id: person_id?.value ?? '',
          unit_id: unit.id,
        };
        await addMembership(body, idempotencyKey);
        notifyDone(t('roll.person_added', { name: person_id?.label ?? '' }));
        onDone();
        await client.invalidateQueries({ queryKey: peopleKeys.all });
      }}
    >
      <PickField
        name="person_id"
        label={t('roll.person')}
        hint={t('roll.person_hint')}
        source="people"
        find={findPeople}
        rules={rules.choice(t('roll.person'))}
      />
      <BelongingFields />
      <Group justify="flex-end">
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('roll.add_membership')}
        </Button>
      </Group>
    </Form>
  );
}
