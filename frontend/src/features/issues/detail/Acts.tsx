import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { LinkButton } from '@/shared/ui/links';
import { stepsOf } from '../verbs';

const FIRST = ['submit', 'register', 'start', 'report-resolved', 'confirm', 'grant-extension'];

interface ActsProps {
  issue: IssueView;
  busy: boolean;
  onAct: (action: string) => void;
}

/** What the caller may do with the issue now, as the server says. Updates are written in their own part. */
export function Acts({ issue, busy, onAct }: ActsProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const may = (action: string) => issue.allowed_actions.includes(action);
  const steps = stepsOf(issue.allowed_actions).filter((step) => step !== 'withdraw');
  if (issue.allowed_actions.length === 0) return null;
  return (
    <Group gap="sm" className="no-print" role="group" aria-label={t('issues.acts')}>
      {steps.map((step) => (
        <Button
          key={step}
          variant={FIRST.includes(step) ? 'filled' : 'default'}
          loading={busy && step === 'start'}
          onClick={() => onAct(step)}
        >
          {labelOf('verb', step)}
        </Button>
      ))}
      {may('edit') ? (
        <LinkButton variant="default" to="/issues/$id/edit" params={{ id: issue.id }}>
          {labelOf('verb', 'edit')}
        </LinkButton>
      ) : null}
      {may('assign') && !may('edit') ? (
        <Button variant="default" onClick={() => onAct('assign')}>
          {labelOf('verb', 'assign')}
        </Button>
      ) : null}
      {may('withdraw') ? (
        <Button variant="subtle" color="red" onClick={() => onAct('withdraw')}>
          {labelOf('verb', 'withdraw')}
        </Button>
      ) : null}
      {may('delete') ? (
        <Button variant="subtle" color="red" onClick={() => onAct('delete')}>
          {labelOf('verb', 'delete')}
        </Button>
      ) : null}
    </Group>
  );
}
