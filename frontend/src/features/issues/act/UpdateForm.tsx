import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { IssueView } from '@/api/generated';
import { evidenceKeys } from '@/features/files/api';
import { EvidenceField } from '@/features/files/EvidenceField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { issueKeys, postUpdate } from '../api';

const TEXT_MAX = 4000;

interface Values {
  text: string;
  evidence_ids: string[];
}

/** How things stand, in words and with evidence. */
export function UpdateForm({
  issue,
  onDone,
  onCancel,
}: {
  issue: IssueView;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<Values>({ defaultValues: { text: '', evidence_ids: [] } });
  return (
    <Form
      form={form}
      label={t('issues.update_form')}
      onSubmit={async ({ text, evidence_ids }, { idempotencyKey }) => {
        await postUpdate(issue.id, { text: text.trim(), evidence_ids }, idempotencyKey);
        notifyDone(t('issues.update_posted'));
        onDone();
        await client.invalidateQueries({ queryKey: issueKeys.all });
        await client.invalidateQueries({ queryKey: evidenceKeys.all });
      }}
    >
      <TextField
        name="text"
        multiline
        minRows={3}
        maxLength={TEXT_MAX}
        label={t('issues.update_text')}
        hint={t('issues.update_hint')}
        rules={rules.required(t('issues.update_text'))}
      />
      <EvidenceField name="evidence_ids" unitId={issue.owning_unit_id} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={form.formState.isSubmitting}>
          {t('issues.post_update')}
        </Button>
      </Group>
    </Form>
  );
}
