import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { DelegationView, UnitView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { Dialog } from '@/shared/ui/Dialog';
import { addDelegation, endDelegation, peopleKeys, readDelegation } from './api';
import { findPeople } from './pick';

interface Values {
  from_person_id: Choice | undefined;
  to_person_id: Choice | undefined;
  valid_from: string;
  valid_to: string;
  document_no: string;
  reason: string;
}

/** A deputy for the secretary of a chi bộ, for a time. */
export function NewDelegation({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const user = useUser();
  const secretary =
    user.person_id !== null &&
    user.roles.some((entry) => entry.role === 'branch_secretary' && entry.unit_id === unit.id);
  const form = useForm<Values>({
    defaultValues: {
      from_person_id: secretary ? { value: user.person_id ?? '', label: user.display_name } : undefined,
      to_person_id: undefined,
      valid_from: useBusinessDate(),
      valid_to: '',
      document_no: '',
      reason: '',
    },
  });
  const ofUnit = (words: string, signal: AbortSignal) => findPeople(words, signal, unit.id);
  return (
    <Form
      form={form}
      label={t('delegations.add')}
      onSubmit={async (values, { idempotencyKey }) => {
        const [document_no, reason] = [values.document_no.trim(), values.reason.trim()];
        await addDelegation(
          {
            unit_id: unit.id,
            from_person_id: values.from_person_id?.value ?? '',
            to_person_id: values.to_person_id?.value ?? '',
            valid_from: values.valid_from,
            valid_to: values.valid_to,
            ...(document_no ? { document_no } : {}),
            ...(reason ? { reason } : {}),
          },
          idempotencyKey,
        );
        notifyDone(t('delegations.added'));
        onDone();
        await client.invalidateQueries({ queryKey: peopleKeys.all });
      }}
    >
      <PickField
        name="from_person_id"
        label={t('delegations.for')}
        source={`people-${unit.id}`}
        find={ofUnit}
        rules={rules.choice(t('delegations.for'))}
      />
      <PickField
        name="to_person_id"
        label={t('delegations.deputy')}
        hint={t('delegations.deputy_hint')}
        source={`people-${unit.id}`}
        find={ofUnit}
        rules={rules.choice(t('delegations.deputy'))}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DateField name="valid_from" label={t('roll.valid_from')} rules={rules.date(t('roll.valid_from'))} />
        <DateField
          name="valid_to"
          label={t('roll.valid_to')}
          hint={t('roll.valid_to_hint')}
          rules={rules.date(t('roll.valid_to'))}
        />
        <TextField name="document_no" label={t('delegations.document_no')} optional maxLength={100} />
        <TextField name="reason" label={t('roll.reason')} optional maxLength={500} />
      </SimpleGrid>
      <Group justify="flex-end">
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('delegations.add')}
        </Button>
      </Group>
    </Form>
  );
}

/** Ends a delegation before its time. */
export function EndDelegation({ delegation, onClose }: { delegation: DelegationView; onClose: () => void }) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm({ defaultValues: { valid_to: useBusinessDate() } });
  const merge = useMerge({
    form,
    record: delegation,
    reload: readDelegation,
    valuesOf: () => form.getValues(),
    entries: [],
  });
  return (
    <Dialog title={t('delegations.end')} onClose={onClose}>
      <Form
        form={form}
        label={t('delegations.end')}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          await endDelegation(merge.record ?? delegation, values, idempotencyKey);
          notifyDone(t('delegations.ended'));
          onClose();
          await client.invalidateQueries({ queryKey: peopleKeys.all });
        }}
      >
        <Text>{t('delegations.end_detail', { name: delegation.to_person.full_name })}</Text>
        <DateField
          name="valid_to"
          label={t('roll.valid_to')}
          hint={t('roll.valid_to_hint')}
          rules={rules.date(t('roll.valid_to'))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color="red" loading={form.formState.isSubmitting}>
            {t('delegations.end')}
          </Button>
        </Group>
      </Form>
    </Dialog>
  );
}
