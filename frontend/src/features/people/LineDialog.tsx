import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { MembershipView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { findUnits } from '@/features/org_units/pick';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { type Choice, PickField } from '@/shared/form/PickField';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { changeLine, peopleKeys, type RollVerb, readLine } from './api';
import { type Belonging, BelongingFields } from './BelongingFields';

interface Values extends Belonging {
  unit_id: Choice | undefined;
  reason: string;
  note: string;
  valid_to: string;
}

interface LineDialogProps {
  line: MembershipView;
  verb: RollVerb;
  onClose: () => void;
}

/** The body of an act, from the fields that it shows. */
function bodyOf(verb: RollVerb, line: MembershipView, values: Values): Record<string, unknown> {
  const { member_kind, position_group, valid_from, valid_to, reason } = values;
  const position = values.position.trim();
  const note = values.note.trim();
  switch (verb) {
    case 'edit':
      return { member_kind, position, position_group, valid_from };
    case 'transfer': {
      const unit = values.unit_id?.value;
      const moved = unit && unit !== line.unit_id ? { unit_id: unit } : {};
      return { ...moved, member_kind, position, position_group, valid_from };
    }
    case 'exempt':
      return { reason, valid_from, ...(note ? { note } : {}), ...(valid_to ? { valid_to } : {}) };
    case 'end-exemption':
      return { valid_to };
    case 'end':
      return { valid_to, reason };
  }
}

/** One act on a line of the roll: correct, move, exempt, end. */
export function LineDialog({ line, verb, onClose }: LineDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const today = useBusinessDate();
  const form = useForm<Values>({
    defaultValues: {
      unit_id: { value: line.unit_id, label: line.unit_name ?? '' },
      member_kind: line.member_kind,
      position: line.position,
      position_group: line.position_group,
      valid_from: verb === 'edit' ? line.valid_from : today,
      valid_to: verb === 'exempt' ? '' : today,
      reason: '',
      note: '',
    },
  });
  const shared = verb === 'edit' || verb === 'transfer';
  const merge = useMerge<MembershipView, Values>({
    form,
    record: line,
    reload: readLine,
    valuesOf: (now) => ({
      ...form.getValues(),
      member_kind: now.member_kind,
      position: now.position,
      position_group: now.position_group,
      ...(verb === 'edit' ? { valid_from: now.valid_from } : {}),
    }),
    // Exempting and ending say nothing that the line holds, so nothing of them can differ.
    entries: shared
      ? [
          {
            name: 'member_kind',
            label: t('roll.member_kind'),
            show: (values) => labelOf('person.member_kind', values.member_kind),
          },
          { name: 'position', label: t('registrations.position') },
          {
            name: 'position_group',
            label: t('registrations.position_group'),
            show: (values) => labelOf('position_group', values.position_group),
          },
          {
            name: 'valid_from',
            label: t('roll.valid_from'),
            show: (values) => formatDate(values.valid_from),
          },
        ]
      : [],
  });
  const words = t(`roll.verb.${verb}`);
  return (
    <Dialog title={words} onClose={onClose} size="lg">
      <Form
        form={form}
        label={words}
        onSubmit={async (values, { idempotencyKey }) => {
          const now = merge.record ?? line;
          await changeLine(now, verb, bodyOf(verb, now, values), idempotencyKey);
          notifyDone(t('roll.done', { act: words, name: line.person.full_name }));
          onClose();
          await client.invalidateQueries({ queryKey: peopleKeys.all });
        }}
        onProblem={merge.onProblem}
      >
        <Text>{t(`roll.lead.${verb}`, { name: line.person.full_name, unit: line.unit_name ?? '' })}</Text>
        <LineFields verb={verb} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            color={verb === 'end' ? 'red' : undefined}
            loading={form.formState.isSubmitting}
          >
            {words}
          </Button>
        </Group>
      </Form>
      {merge.dialog}
    </Dialog>
  );
}

function LineFields({ verb }: { verb: RollVerb }) {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  if (verb === 'edit') return <BelongingFields />;
  if (verb === 'transfer') {
    return (
      <>
        <PickField
          name="unit_id"
          label={t('roll.to_unit')}
          source="units"
          find={findUnits}
          rules={rules.choice(t('roll.to_unit'))}
        />
        <BelongingFields />
      </>
    );
  }
  const group = verb === 'end' ? 'membership.end_reason' : 'exemption.reason';
  return (
    <>
      {verb === 'end-exemption' ? null : (
        <SelectField
          name="reason"
          label={t('roll.reason')}
          options={optionsOf(group)}
          rules={rules.choice(t('roll.reason'))}
        />
      )}
      {verb === 'exempt' ? (
        <>
          <TextField name="note" label={t('roll.note')} optional maxLength={500} />
          <DateField
            name="valid_from"
            label={t('roll.valid_from')}
            rules={rules.date(t('roll.valid_from'))}
          />
        </>
      ) : null}
      <DateField
        name="valid_to"
        label={t('roll.valid_to')}
        hint={t('roll.valid_to_hint')}
        optional={verb === 'exempt'}
        rules={rules.date(t('roll.valid_to'), verb !== 'exempt')}
      />
    </>
  );
}
