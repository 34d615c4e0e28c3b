import { Button, Group } from '@mantine/core';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useMerge } from '@/shared/form/useMerge';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { changeIssue, readIssue } from '../api';
import { CoordinatingField } from '../editor/CoordinatingField';
import { ReadersFields } from '../editor/ReadersFields';
import { ResponsibleFields } from '../editor/ResponsibleField';
import { type AssignValues, assignedOf, assignmentOf, fieldOfPointer } from '../editor/values';

const REASON_MAX = 2000;

interface Values extends AssignValues {
  reason: string;
}

interface AssignDialogProps {
  issue: IssueView;
  onClose: () => void;
  onDone: (issue: IssueView) => void;
}

/** Who answers for an open issue, who helps and who may read it. */
export function AssignDialog({ issue, onClose, onDone }: AssignDialogProps) {
  const { labelOf } = useLabels();
  return (
    <Dialog opened onClose={onClose} size="lg" title={labelOf('verb', 'assign')}>
      <AssignForm issue={issue} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function AssignForm({ issue, onClose, onDone }: AssignDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const valuesOf = (record: IssueView): Values => ({ ...assignedOf(record), reason: '' });
  const form = useForm<Values>({ defaultValues: valuesOf(issue) });
  const merge = useMerge<IssueView, Values>({
    form,
    record: issue,
    reload: readIssue,
    valuesOf,
    entries: [
      { name: 'responsible', label: t('issues.responsible'), show: (v) => v.responsible?.label ?? '' },
      { name: 'responsible_position', label: t('issues.responsible_position') },
      {
        name: 'coordinating',
        label: t('issues.coordinating'),
        show: (v) => v.coordinating.map((unit) => unit.label).join(', '),
      },
      {
        name: 'visibility',
        label: t('issues.visibility'),
        show: (v) => labelOf('visibility', v.visibility),
      },
      { name: 'public_title', label: t('issues.public_title') },
      { name: 'public_content', label: t('issues.public_content') },
    ],
  });
  const responsible = useWatch({ control: form.control, name: 'responsible' });
  const another = responsible?.value !== (issue.responsible_person_id ?? undefined);
  return (
    <>
      <Form
        form={form}
        label={labelOf('verb', 'assign')}
        fieldOf={fieldOfPointer}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          const record = merge.record ?? issue;
          const reason = values.reason.trim();
          onDone(
            await changeIssue(
              { id: record.id, version: record.version, idempotencyKey },
              { ...assignmentOf(values, record), ...(another && reason ? { reason } : {}) },
            ),
          );
        }}
      >
        <ResponsibleFields />
        {another && issue.status !== 'draft' ? (
          <TextField
            name="reason"
            multiline
            maxLength={REASON_MAX}
            label={t('issues.assign_reason')}
            optional
          />
        ) : null}
        <CoordinatingField />
        <ReadersFields />
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
    </>
  );
}
