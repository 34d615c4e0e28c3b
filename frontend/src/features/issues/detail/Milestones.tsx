import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { IssueView, MilestoneView } from '@/api/generated';
import { newKey } from '@/api/http';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { dropMilestone, issueKeys, milestonesQuery, reachMilestone } from '../api';
import classes from './Detail.module.css';
import { MilestoneDialog } from './MilestoneDialog';

/** The steps that were planned, with their own deadlines. */
export function Milestones({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  const query = useQuery(milestonesQuery(issue.id));
  const [editing, setEditing] = useState<MilestoneView | 'new'>();
  // Who may say who answers for it keeps its milestones too.
  const writes = issue.allowed_actions.includes('assign');
  return (
    <Panel
      title={t('issues.milestones')}
      actions={
        writes ? (
          <Button
            variant="light"
            leftSection={<Icon name="plus" size={18} />}
            onClick={() => setEditing('new')}
          >
            {t('issues.add_milestone')}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length > 0 ? (
            <Stack gap="sm">
              <Text fw={600}>
                {t('issues.milestones_done', {
                  done: formatNumber(items.filter((entry) => entry.done_on).length),
                  total: formatNumber(items.length),
                })}
              </Text>
              <ol className={classes.milestones}>
                {items.map((milestone) => (
                  <Milestone key={milestone.id} issue={issue} milestone={milestone} onEdit={setEditing} />
                ))}
              </ol>
            </Stack>
          ) : (
            <Text c="var(--quiet)">{t('issues.no_milestones')}</Text>
          )
        }
      </Loaded>
      {editing ? (
        <MilestoneDialog
          issueId={issue.id}
          milestone={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </Panel>
  );
}

interface MilestoneProps {
  issue: IssueView;
  milestone: MilestoneView;
  onEdit: (milestone: MilestoneView) => void;
}

function Milestone({ issue, milestone, onEdit }: MilestoneProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const [dropping, setDropping] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: issueKeys.all });
  const reach = useMutation({
    mutationFn: () => reachMilestone(issue.id, milestone, newKey()),
    onSuccess: () => notifyDone(t('issues.milestone_reached', { title: milestone.title })),
    onSettled: refresh,
  });
  const drop = useMutation({
    mutationFn: () => dropMilestone(issue.id, milestone),
    onSuccess: () => {
      setDropping(false);
      notifyDone(t('issues.milestone_dropped'));
    },
    onSettled: refresh,
  });
  const may = (action: string) => milestone.allowed_actions.includes(action);
  const moved = milestone.due_effective_on !== milestone.due_on;
  const due = formatDate(milestone.due_effective_on);
  return (
    <li className={classes.milestone}>
      <div className={classes.grow}>
        <Text component="span" fw={600}>
          {milestone.title}
        </Text>
        <Group gap={6}>
          {milestone.done_on ? (
            <Chip tone="green">{t('issues.milestone_done_on', { date: formatDate(milestone.done_on) })}</Chip>
          ) : milestone.overdue ? (
            <Chip tone="red">{t('issues.milestone_late', { date: due })}</Chip>
          ) : (
            <Chip>{t('deadlines.due_date', { date: due })}</Chip>
          )}
          {moved && !milestone.done_on ? (
            <Text component="span" size="sm" c="var(--quiet)">
              {t('issues.named_day_off', { date: formatDate(milestone.due_on) })}
            </Text>
          ) : null}
        </Group>
      </div>
      <Group gap="xs" className="no-print">
        {may('done') ? (
          <Button
            variant="default"
            loading={reach.isPending}
            aria-label={`${labelOf('verb', 'done')}: ${milestone.title}`}
            onClick={() => reach.mutate()}
          >
            {labelOf('verb', 'done')}
          </Button>
        ) : null}
        {may('edit') ? (
          <Button
            variant="subtle"
            aria-label={`${t('action.edit')}: ${milestone.title}`}
            onClick={() => onEdit(milestone)}
          >
            {t('action.edit')}
          </Button>
        ) : null}
        {may('delete') ? (
          <Button
            variant="subtle"
            color="red"
            aria-label={`${t('action.remove')}: ${milestone.title}`}
            onClick={() => setDropping(true)}
          >
            {t('action.remove')}
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={dropping}
        title={t('issues.drop_milestone')}
        confirm={t('issues.drop_milestone')}
        busy={drop.isPending}
        onClose={() => setDropping(false)}
        onConfirm={() => drop.mutate()}
      >
        <Text>{t('issues.drop_milestone_detail', { title: milestone.title })}</Text>
      </ConfirmDialog>
    </li>
  );
}
