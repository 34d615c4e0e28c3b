import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { MilestoneView } from '@/api/generated';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { formatDate } from '@/shared/i18n/format';
import { Dialog } from '@/shared/ui/Dialog';
import { addMilestone, changeMilestone, issueKeys, readMilestone } from '../api';

const TITLE_MAX = 500;

interface Values {
  title: string;
  due_on: string;
}

interface MilestoneDialogProps {
  issueId: string;
  /** Undefined for a new one. */
  milestone: MilestoneView | undefined;
  onClose: () => void;
}

/** A milestone: what is done by when. */
export function MilestoneDialog({ issueId, milestone, onClose }: MilestoneDialogProps) {
  const { t } = useTranslation();
  const rules = useRules();
  const client = useQueryClient();
  const valuesOf = (record: MilestoneView): Values => ({ title: record.title, due_on: record.due_on });
  const form = useForm<Values>({
    defaultValues: milestone ? valuesOf(milestone) : { title: '', due_on: '' },
  });
  const merge = useMerge<MilestoneView, Values>({
    form,
    record: milestone,
    reload: async (record) => (await readMilestone(issueId, record)) ?? record,
    valuesOf,
    entries: [
      { name: 'title', label: t('issues.milestone_title') },
      { name: 'due_on', label: t('issues.due_on'), show: (values) => formatDate(values.due_on) },
    ],
  });
  const title = t(milestone ? 'issues.edit_milestone' : 'issues.add_milestone');
  return (
    <Dialog opened onClose={onClose} size="lg" title={title}>
      <Form
        form={form}
        label={title}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          const body = { title: values.title.trim(), due_on: values.due_on };
          const { record } = merge;
          if (record) await changeMilestone(issueId, record, body, idempotencyKey);
          else await addMilestone(issueId, body, idempotencyKey);
          notifyDone(t('issues.milestone_kept', { title: body.title }));
          onClose();
          await client.invalidateQueries({ queryKey: issueKeys.all });
        }}
      >
        <TextField
          name="title"
          label={t('issues.milestone_title')}
          maxLength={TITLE_MAX}
          rules={rules.required(t('issues.milestone_title'))}
        />
        <DateField
          name="due_on"
          label={t('issues.due_on')}
          hint={t('issues.due_hint')}
          rules={rules.date(t('issues.due_on'))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </Group>
      </Form>
      {merge.dialog}
    </Dialog>
  );
}
