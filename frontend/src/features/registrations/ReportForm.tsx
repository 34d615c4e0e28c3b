import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { PledgeResult, PledgeView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import '@/features/files/words';
import { evidenceKeys } from '@/features/files/api';
import { EvidenceField } from '@/features/files/EvidenceField';
import { RadioField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { dropDraft, keepDraft, readDraft } from '@/shared/form/drafts';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { registrationKeys, reportPledge } from './api';

interface Values {
  result: PledgeResult | '';
  summary: string;
  done_on: string;
  evidence_ids: string[];
}

/** What became of a pledge, told by its subject. The text is kept on this device until it is sent. */
export function ReportForm({
  pledge,
  onDone,
  onCancel,
}: {
  pledge: PledgeView;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  const user = useUser();
  const client = useQueryClient();
  const today = useBusinessDate();
  const draftName = `report:${pledge.id}`;
  const form = useForm<Values>({
    defaultValues: {
      result: pledge.declared?.result ?? '',
      summary: pledge.declared?.summary ?? '',
      done_on: pledge.declared?.done_on ?? today,
      evidence_ids: [],
    },
  });
  useEffect(() => {
    void readDraft<Values>(user.id, draftName).then(
      (found) => found && form.reset({ ...found.value, evidence_ids: [] }, { keepDefaultValues: true }),
    );
    // Files are on the server already; the draft holds words only.
    const subscription = form.watch(
      ({ evidence_ids: _files, ...words }) => void keepDraft(user.id, draftName, words),
    );
    return () => subscription.unsubscribe();
  }, [form, user.id, draftName]);
  const done = rules.date(t('pledges.done_on'));
  return (
    <Form
      form={form}
      label={t('pledges.report_form')}
      onProblem={(problem) => {
        if (problem.status === 412) void client.invalidateQueries({ queryKey: registrationKeys.all });
        return false;
      }}
      onSubmit={async ({ result, summary, done_on, evidence_ids }, { idempotencyKey }) => {
        if (result === '') return;
        await reportPledge(
          { id: pledge.id, version: pledge.version, idempotencyKey },
          { result, summary: summary.trim(), done_on, evidence_ids },
        );
        await dropDraft(user.id, draftName);
        notifyDone(t('pledges.reported'));
        await client.invalidateQueries({ queryKey: registrationKeys.all });
        await client.invalidateQueries({ queryKey: evidenceKeys.all });
        onDone();
      }}
    >
      <RadioField
        name="result"
        label={t('pledges.result')}
        options={optionsOf('pledge.result')}
        rules={rules.choice(t('pledges.result'))}
      />
      <TextField
        name="summary"
        multiline
        minRows={4}
        maxLength={4000}
        label={t('pledges.summary')}
        hint={t('pledges.summary_hint')}
        rules={rules.required(t('pledges.summary'))}
      />
      <DateField
        name="done_on"
        label={t('pledges.done_on')}
        rules={{
          validate: (value) => {
            const valid = done.validate(value);
            if (valid !== true) return valid;
            return String(value) <= today || t('pledges.done_in_future');
          },
        }}
      />
      <EvidenceField name="evidence_ids" unitId={pledge.unit_id} />
      <Group>
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('pledges.send_report')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </Group>
    </Form>
  );
}
