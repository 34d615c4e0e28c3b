import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssueStatus, IssueView } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Icon, type IconName } from '@/shared/ui/icons';
import { Chip } from '@/shared/ui/status';
import classes from './marks.module.css';
import { OPEN } from './verbs';

const toneOf: Record<IssueStatus, string> = {
  draft: 'gray',
  submitted: 'blue',
  returned: 'orange',
  registered: 'cyan',
  in_progress: 'blue',
  reported_resolved: 'violet',
  confirmed: 'green',
  sent_back: 'orange',
  withdrawn: 'dark',
  carried_over: 'dark',
};

/** The state of an issue in a word or two. */
export function IssueState({ status }: { status: IssueStatus }) {
  const { labelOf } = useLabels();
  return <Chip tone={toneOf[status]}>{labelOf('issue.status', status, 'short')}</Chip>;
}

function Sign({ tone, icon, children }: { tone: string; icon: IconName; children: React.ReactNode }) {
  return (
    <Chip tone={tone}>
      <span className={classes.sign}>
        <Icon name={icon} size={15} />
        <span>{children}</span>
      </span>
    </Chip>
  );
}

type Dated = Pick<IssueView, 'status' | 'due_on' | 'due_effective_on' | 'working_days_left' | 'overdue'>;

/** How far the last day is, in working days and with its date; an icon and words, never the colour alone. */
export function DeadlineChip({ issue }: { issue: Dated }) {
  const { t } = useTranslation();
  const date = formatDate(issue.due_effective_on ?? issue.due_on);
  if (!issue.due_on) return <Chip>{t('deadlines.no_deadline')}</Chip>;
  const left = issue.working_days_left;
  if (left === null || left === undefined || !OPEN.includes(issue.status))
    return <Chip>{t('deadlines.due_date', { date })}</Chip>;
  if (issue.overdue)
    return (
      <Sign tone="red" icon="warning">
        {t('deadlines.days_late', { count: Math.abs(left), date })}
      </Sign>
    );
  if (left === 0)
    return (
      <Sign tone="orange" icon="clock">
        {t('deadlines.due_today', { date })}
      </Sign>
    );
  return (
    <Sign tone={left <= 3 ? 'orange' : 'gray'} icon="clock">
      {t('deadlines.days_left', { count: left, date })}
    </Sign>
  );
}

/** What is out of the ordinary: nobody answers, more time granted, opened again, a request that waits. */
export function Oddities({
  issue,
}: {
  issue: Pick<
    IssueView,
    'responsible_missing' | 'status' | 'extensions_count' | 'reopened_count' | 'extension'
  >;
}) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const nobody = issue.responsible_missing && issue.status !== 'draft';
  if (!nobody && !issue.extension && issue.extensions_count === 0 && issue.reopened_count === 0) return null;
  return (
    <Group gap={6}>
      {nobody ? (
        <Sign tone="red" icon="warning">
          {labelOf('issue.status', 'no_owner', 'short')}
        </Sign>
      ) : null}
      {issue.extension ? <Chip tone="violet">{t('deadlines.extension_waits_short')}</Chip> : null}
      {issue.extensions_count > 0 ? (
        <Chip>{t('deadlines.extended_times', { count: issue.extensions_count })}</Chip>
      ) : null}
      {issue.reopened_count > 0 ? (
        <Chip>{t('deadlines.reopened_times', { count: issue.reopened_count })}</Chip>
      ) : null}
    </Group>
  );
}

/** Who answers for an issue, with the position in which they do. */
export function Responsible({ issue }: { issue: IssueView }) {
  const { labelOf } = useLabels();
  if (!issue.responsible_name) {
    return issue.status === 'draft' ? null : (
      <Sign tone="red" icon="warning">
        {labelOf('issue.status', 'no_owner', 'short')}
      </Sign>
    );
  }
  return (
    <span>
      {issue.responsible_name}
      {issue.responsible_position ? (
        <span className={classes.position}>{issue.responsible_position}</span>
      ) : null}
    </span>
  );
}
