import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { IssueView } from '@/api/generated';
import { newKey } from '@/api/http';
import { evidenceKeys } from '@/features/files/api';
import { useLabels } from '@/shared/i18n/labels';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { dropIssue, issueKeys, stepIssue } from '../api';
import { asksOf, isStep } from '../verbs';
import { ActDialog } from './ActDialog';
import { AssignDialog } from './AssignDialog';
import { UpdateDialog } from './UpdateDialog';

interface Options {
  /** The screen says itself what happened. */
  quiet?: boolean;
  /** The issue after a step, before the lists are read again. */
  onStepped?: (issue: IssueView, before: IssueView) => void;
  onDropped?: () => void;
}

interface Begun {
  issue: IssueView;
  action: string;
}

/**
 * Begins whatever `allowed_actions` names: asks for what the action needs, or carries it out at once.
 * `dialog` is to be drawn by the screen.
 */
export function useActs({ quiet, onStepped, onDropped }: Options = {}) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [begun, setBegun] = useState<Begun>();
  const close = () => setBegun(undefined);
  const refresh = () =>
    Promise.all(
      [issueKeys.all, evidenceKeys.all].map((queryKey) =>
        client.invalidateQueries({ queryKey, refetchType: 'active' }),
      ),
    );

  const finish = async (after: IssueView, before: IssueView, action: string) => {
    close();
    client.setQueryData(issueKeys.one(after.id), after);
    if (!quiet) notifyDone(t('issues.done', { verb: labelOf('verb', action), title: after.title }));
    onStepped?.(after, before);
    await refresh();
  };
  const step = useMutation({
    mutationFn: ({ issue, action }: Begun) =>
      stepIssue({ id: issue.id, version: issue.version, idempotencyKey: newKey() }, action),
    onSuccess: (after, { issue, action }) => finish(after, issue, action),
    // The record may have changed meanwhile; the refusal says so, the screen shows it.
    onError: () => void refresh(),
  });
  const drop = useMutation({
    mutationFn: (issue: IssueView) => dropIssue(issue),
    onSuccess: async (_nothing, issue) => {
      close();
      notifyDone(t('issues.dropped'));
      client.removeQueries({ queryKey: issueKeys.one(issue.id) });
      onDropped?.();
      await refresh();
    },
  });

  const begin = (issue: IssueView, action: string) => {
    if (action === 'edit') void navigate({ to: '/issues/$id/edit', params: { id: issue.id } });
    else if (isStep(action) && asksOf(action) === 'nothing') step.mutate({ issue, action });
    else setBegun({ issue, action });
  };

  let dialog: React.ReactNode = null;
  if (begun) {
    const { issue, action } = begun;
    if (isStep(action))
      dialog = (
        <ActDialog
          issue={issue}
          step={action}
          onClose={close}
          onDone={(after) => void finish(after, issue, action)}
        />
      );
    else if (action === 'assign')
      dialog = (
        <AssignDialog issue={issue} onClose={close} onDone={(after) => void finish(after, issue, action)} />
      );
    else if (action === 'post-update') dialog = <UpdateDialog issue={issue} onClose={close} onDone={close} />;
    else if (action === 'delete')
      dialog = (
        <ConfirmDialog
          opened
          title={labelOf('verb', 'delete')}
          confirm={labelOf('verb', 'delete')}
          busy={drop.isPending}
          onClose={close}
          onConfirm={() => drop.mutate(issue)}
        >
          <Text>{t('issues.drop_detail', { title: issue.title || t('issues.untitled') })}</Text>
        </ConfirmDialog>
      );
  }
  return { begin, dialog, busy: step.isPending };
}
