import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { PledgeResult, PledgeView, RegistrationView } from '@/api/generated';
import { RadioField } from '@/shared/form/choices';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import {
  approveRegistration,
  cancelPledge,
  registrationKeys,
  returnRegistration,
  sendBackPledge,
  verifyPledge,
} from './api';
import { DecisionFields } from './DecisionFields';
import { ASKS_FOR_SOURCE, type DecisionValues, decisionOf, emptyDecision } from './decision';

export type PledgeVerb = 'verify' | 'send-back' | 'cancel';
export type Decidable =
  | { kind: 'registration'; verb: 'approve' | 'return'; record: RegistrationView }
  | { kind: 'pledge'; verb: PledgeVerb; record: PledgeView };

interface Values {
  comment: string;
  result: PledgeResult | '';
  decision: DecisionValues;
}

interface DecisionDialogProps {
  item: Decidable;
  unitId: string;
  onClose: () => void;
  onDone: () => void;
}

/** A decision on one record, with the meeting or document that it refers to. */
export function DecisionDialog({ item, unitId, onClose, onDone }: DecisionDialogProps) {
  const { verbOf } = useLabels();
  return (
    <Dialog opened onClose={onClose} size="lg" title={verbOf(item.verb, item.record.subject_kind)}>
      <DecisionForm item={item} unitId={unitId} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

/** The form of a decision; also stands by itself in the queue. */
export function DecisionForm({ item, unitId, onClose, onDone }: DecisionDialogProps) {
  const { t } = useTranslation();
  const { optionsOf, verbOf } = useLabels();
  const rules = useRules();
  const client = useQueryClient();
  const [sourceOpen, setSourceOpen] = useState(false);
  const form = useForm<Values>({
    defaultValues: {
      comment: '',
      result: item.kind === 'pledge' ? (item.record.declared?.result ?? '') : '',
      decision: emptyDecision,
    },
  });
  const needsWords = item.verb === 'return' || item.verb === 'send-back' || item.verb === 'cancel';
  const words = item.verb === 'cancel' ? t('pledges.cancel_reason') : t('registrations.comment');
  return (
    <Form
      form={form}
      label={verbOf(item.verb, item.record.subject_kind)}
      fieldOf={(pointer) => (pointer === '/reason' ? 'comment' : undefined)}
      onSubmit={async (values, { idempotencyKey }) => {
        await decide(item, values, idempotencyKey);
        notifyDone(t('registrations.decided', { verb: verbOf(item.verb, item.record.subject_kind) }));
        await client.invalidateQueries({ queryKey: registrationKeys.all });
        onDone();
      }}
      onProblem={(problem) => {
        // The record is shown as it is now, so that the decision is about what one has read.
        if (problem.status === 412) void client.invalidateQueries({ queryKey: registrationKeys.all });
        if (ASKS_FOR_SOURCE.includes(problem.code)) setSourceOpen(true);
        return false;
      }}
    >
      {item.verb === 'verify' ? (
        <RadioField
          name="result"
          label={t('pledges.verified_result')}
          options={optionsOf('pledge.result')}
          rules={rules.choice(t('pledges.verified_result'))}
        />
      ) : null}
      <TextField
        name="comment"
        multiline
        maxLength={2000}
        label={words}
        optional={!needsWords}
        rules={needsWords ? rules.required(words) : undefined}
      />
      <DecisionFields unitId={unitId} open={sourceOpen} onToggle={setSourceOpen} />
      <Stack>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {verbOf(item.verb, item.record.subject_kind)}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

async function decide(item: Decidable, values: Values, idempotencyKey: string): Promise<unknown> {
  const act = { id: item.record.id, version: item.record.version, idempotencyKey };
  const decision = decisionOf(values.decision);
  const comment = values.comment.trim();
  const optional = comment ? { comment } : {};
  const cited = decision ? { decision } : {};
  switch (item.verb) {
    case 'approve':
      return approveRegistration(act, { ...optional, ...cited });
    case 'return':
      return returnRegistration(act, { comment, ...cited });
    case 'verify':
      return verifyPledge(act, { result: values.result || 'completed', ...optional, ...cited });
    case 'send-back':
      return sendBackPledge(act, { comment, ...cited });
    case 'cancel':
      return cancelPledge(act, { reason: comment, ...cited });
  }
}
