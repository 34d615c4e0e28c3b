import { Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { DecisionResult, IssueView } from '@/api/generated';
import { newKey } from '@/api/http';
import { DecisionFields } from '@/features/registrations/DecisionFields';
import {
  ASKS_FOR_SOURCE,
  type DecisionValues,
  decisionOf,
  emptyDecision,
} from '@/features/registrations/decision';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { decideIssues } from '../api';
import { asksOf } from '../verbs';
import type { BulkStep } from './Bulk';
import classes from './Bulk.module.css';

/** Issues in one request. */
const MOST = 200;

interface Values {
  comment: string;
  decision: DecisionValues;
}

interface BulkDialogProps {
  step: BulkStep;
  issues: IssueView[];
  onClose: () => void;
  /** Ids of the issues about which the decision was recorded. */
  onDone: (passed: ReadonlySet<string>) => void;
}

/** One decision about many issues; every issue says what became of it. */
export function BulkDialog({ step, issues, onClose, onDone }: BulkDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const rules = useRules();
  const verb = labelOf('verb', step);
  const [waiting, setWaiting] = useState(issues);
  const [results, setResults] = useState<DecisionResult[]>();
  const [sourceOpen, setSourceOpen] = useState(false);
  const sent = useRef(0);
  const form = useForm<Values>({ defaultValues: { comment: '', decision: emptyDecision } });
  const must = asksOf(step) === 'comment';
  const refused = results?.filter((result) => !result.ok) ?? [];
  const passed = (results?.length ?? 0) - refused.length;

  const send = async ({ comment, decision }: Values) => {
    const said = comment.trim();
    const cited = decisionOf(decision);
    const told: DecisionResult[] = [];
    for (let from = 0; from < waiting.length; from += MOST) {
      const items = waiting.slice(from, from + MOST).map(({ id, version }) => ({
        id,
        version,
        verb: step,
        ...(said ? { comment: said } : {}),
      }));
      const reply = await decideIssues({ items, ...(cited ? { decision: cited } : {}) }, newKey());
      told.push(...reply.results);
      sent.current = told.length;
      const done = new Set(reply.results.filter((result) => result.ok).map((result) => result.id));
      // What is done is not sent again when a later part fails.
      setWaiting((before) => before.filter((issue) => !done.has(issue.id)));
      onDone(done);
    }
    if (told.some((result) => !result.ok && ASKS_FOR_SOURCE.includes(result.code ?? ''))) setSourceOpen(true);
    setResults(told);
  };

  return (
    <Dialog opened onClose={onClose} size="lg" title={t('issues.bulk.dialog', { verb })}>
      <Stack gap="md">
        {results ? (
          <div role="status">
            <Text fw={600}>
              {t('issues.bulk.told', { passed: formatNumber(passed), refused: formatNumber(refused.length) })}
            </Text>
            {refused.length > 0 ? (
              <ul className={classes.results}>
                {refused.map((result) => (
                  <li key={result.id}>
                    <strong>{result.subject ?? t('issues.untitled')}</strong>:{' '}
                    {[result.title, result.detail].filter(Boolean).join('. ')}{' '}
                    {t('problem.reference', { code: result.code })}
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
        ) : (
          <Text>{t('issues.bulk.about', { count: issues.length, shown: formatNumber(issues.length) })}</Text>
        )}
        {results && refused.length === 0 ? (
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              {t('action.close')}
            </Button>
          </Group>
        ) : (
          <Form form={form} label={verb} onSubmit={send}>
            <TextField
              name="comment"
              multiline
              maxLength={2000}
              label={t('issues.comment')}
              hint={must ? t('issues.bulk.same_comment') : undefined}
              optional={!must}
              rules={must ? rules.required(t('issues.comment')) : undefined}
            />
            <DecisionFields open={sourceOpen} onToggle={setSourceOpen} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t(results ? 'action.close' : 'action.cancel')}
              </Button>
              <Button type="submit" loading={form.formState.isSubmitting}>
                {results ? t('issues.bulk.again', { shown: formatNumber(waiting.length) }) : verb}
              </Button>
            </Group>
          </Form>
        )}
      </Stack>
    </Dialog>
  );
}
