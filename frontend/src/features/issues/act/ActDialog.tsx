import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { EvidenceField } from '@/features/files/EvidenceField';
import { DecisionFields } from '@/features/registrations/DecisionFields';
import {
  ASKS_FOR_SOURCE,
  type DecisionValues,
  decisionOf,
  emptyDecision,
} from '@/features/registrations/decision';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { issueKeys, readIssue, stepIssue } from '../api';
import { asksOf, type IssueStep, isDecision } from '../verbs';

const WORDS_MAX = 2000;
const SUMMARY_MAX = 4000;

interface Values {
  words: string;
  done_on: string;
  due_on: string;
  evidence_ids: string[];
  decision: DecisionValues;
}

interface ActDialogProps {
  issue: IssueView;
  step: IssueStep;
  onClose: () => void;
  onDone: (issue: IssueView) => void;
}

/** One step in the life of an issue with what it asks for; a refusal stays here in the words of the server. */
export function ActDialog({ issue: begun, step, onClose, onDone }: ActDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const today = useBusinessDate();
  const [issue, setIssue] = useState(begun);
  const [sourceOpen, setSourceOpen] = useState(false);
  const asks = asksOf(step);
  const form = useForm<Values>({
    defaultValues: {
      words: asks === 'report' ? (issue.resolution ?? '') : '',
      done_on: today,
      due_on: '',
      evidence_ids: [],
      decision: emptyDecision,
    },
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={labelOf('verb', step)}>
      <Form
        form={form}
        label={labelOf('verb', step)}
        fieldOf={(pointer) =>
          /^\/(comment|reason|summary)$/.test(pointer)
            ? 'words'
            : pointer.startsWith('/decision')
              ? pointer.slice(1).replaceAll('/', '.')
              : pointer.slice(1)
        }
        onProblem={(problem) => {
          // The issue is shown as it is now, so that the act is about what one has read.
          if (problem.status === 412)
            void readIssue(issue).then((now) => {
              setIssue(now);
              void client.invalidateQueries({ queryKey: issueKeys.all });
            });
          if (ASKS_FOR_SOURCE.includes(problem.code)) setSourceOpen(true);
          return false;
        }}
        onSubmit={async (values, { idempotencyKey }) =>
          onDone(
            await stepIssue(
              { id: issue.id, version: issue.version, idempotencyKey },
              step,
              bodyOf(step, values),
            ),
          )
        }
      >
        <Text fw={600}>{issue.title || t('issues.untitled')}</Text>
        <Particulars issue={issue} step={step} />
        <Fields issue={issue} step={step} />
        {isDecision(step) ? <DecisionFields open={sourceOpen} onToggle={setSourceOpen} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            color={step === 'withdraw' ? 'red' : undefined}
            loading={form.formState.isSubmitting}
          >
            {labelOf('verb', step)}
          </Button>
        </Group>
      </Form>
    </Dialog>
  );
}

/** What one should have before the eyes while deciding. */
function Particulars({ issue, step }: { issue: IssueView; step: IssueStep }) {
  const { t } = useTranslation();
  const asks = asksOf(step);
  if (asks === 'check') {
    const missing = t('issues.check.missing');
    return (
      <Stack gap="xs">
        <Text>{t('issues.check.lead')}</Text>
        <List>
          <List.Item>
            {t('issues.check.what')}: {issue.title && issue.content ? issue.title : missing}
          </List.Item>
          <List.Item>
            {t('issues.check.who')}:{' '}
            {[issue.responsible_name, issue.responsible_position].filter(Boolean).join(', ') || missing}
          </List.Item>
          <List.Item>
            {t('issues.check.when')}: {issue.due_on ? formatDate(issue.due_on) : missing}
          </List.Item>
        </List>
        {issue.warnings.map((warning) => (
          <Text key={warning.code} size="sm">
            {warning.message}
          </Text>
        ))}
      </Stack>
    );
  }
  if (step === 'confirm' || step === 'send-back')
    return issue.report ? (
      <Stack gap={4}>
        <Text size="sm" c="var(--quiet)">
          {t('issues.reported_line', {
            name: issue.report.by_name,
            date: formatDate(issue.report.done_on),
          })}
        </Text>
        <Text style={{ whiteSpace: 'pre-line' }}>{issue.report.summary}</Text>
      </Stack>
    ) : null;
  if (step === 'grant-extension' || step === 'refuse-extension')
    return issue.extension ? (
      <Text>
        {t('issues.extension_asked', {
          from: formatDate(issue.due_on),
          to: formatDate(issue.extension.due_on),
          reason: issue.extension.reason,
        })}
      </Text>
    ) : null;
  if (step === 'extend') return <Text>{t('issues.now_due', { date: formatDate(issue.due_on) })}</Text>;
  if (step === 'withdraw') return <Text>{t('issues.withdraw_detail')}</Text>;
  if (step === 'carry-over') return <Text>{t('issues.carry_detail', { year: issue.year })}</Text>;
  return null;
}

function Fields({ issue, step }: { issue: IssueView; step: IssueStep }) {
  const { t } = useTranslation();
  const rules = useRules();
  const today = useBusinessDate();
  const asks = asksOf(step);
  const done = rules.date(t('issues.done_on'));
  const due = t('issues.new_due_on');
  switch (asks) {
    case 'nothing':
    case 'check':
      return null;
    case 'report':
      return (
        <>
          <TextField
            name="words"
            multiline
            minRows={4}
            maxLength={SUMMARY_MAX}
            label={t('issues.summary')}
            hint={t('issues.summary_hint')}
            rules={rules.required(t('issues.summary'))}
          />
          <DateField
            name="done_on"
            label={t('issues.done_on')}
            rules={{
              validate: (value) => {
                const valid = done.validate(value);
                if (valid !== true) return valid;
                return String(value) <= today || t('issues.done_in_future');
              },
            }}
          />
          <EvidenceField name="evidence_ids" unitId={issue.owning_unit_id} />
        </>
      );
    case 'extension':
      return (
        <>
          <DateField name="due_on" label={due} rules={rules.date(due)} />
          <TextField
            name="words"
            multiline
            maxLength={WORDS_MAX}
            label={t('issues.reason')}
            rules={rules.required(t('issues.reason'))}
          />
        </>
      );
    case 'carry':
      return (
        <>
          <DateField
            name="due_on"
            label={due}
            hint={t('issues.carry_hint')}
            optional
            rules={rules.date(due, false)}
          />
          <TextField name="words" multiline maxLength={WORDS_MAX} label={t('issues.comment')} optional />
        </>
      );
    default: {
      const label = asks === 'reason' ? t('issues.reason') : t('issues.comment');
      const must = asks !== 'word';
      return (
        <TextField
          name="words"
          multiline
          maxLength={WORDS_MAX}
          label={label}
          optional={!must}
          rules={must ? rules.required(label) : undefined}
        />
      );
    }
  }
}

/** What goes to the server; steps that ask for nothing have no body. */
function bodyOf(step: IssueStep, values: Values): object | undefined {
  const words = values.words.trim();
  const decision = decisionOf(values.decision);
  const cited = decision ? { decision } : {};
  switch (asksOf(step)) {
    case 'nothing':
    case 'check':
      return undefined;
    case 'report':
      return { summary: words, done_on: values.done_on, evidence_ids: values.evidence_ids };
    case 'extension':
      return { due_on: values.due_on, reason: words };
    case 'reason':
      return { reason: words, ...cited };
    case 'carry':
      return {
        ...(values.due_on ? { due_on: values.due_on } : {}),
        ...(words ? { comment: words } : {}),
        ...cited,
      };
    case 'comment':
      return { comment: words, ...cited };
    case 'word':
      return { ...(words ? { comment: words } : {}), ...cited };
  }
}
