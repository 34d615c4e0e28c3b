import { Button, Group, Stack, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PledgeView, RegistrationView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Panel } from '@/shared/ui/Page';
import { type Decidable, DecisionForm } from '../DecisionDialog';
import { PledgeCard } from '../PledgeCard';
import { RegistrationDetail } from '../RegistrationDetail';
import type { QueueAct } from './Queue';

interface QueueItemProps {
  record: RegistrationView;
  /** The reported pledge, when a report waits rather than the registration. */
  pledge: PledgeView | undefined;
  act: QueueAct | undefined;
  onAct: (act: QueueAct) => void;
  onDecided: () => void;
  onCancel: () => void;
}

/** The open record of the queue with its two buttons and the form of the decision. */
export function QueueItem({ record, pledge, act, onAct, onDecided, onCancel }: QueueItemProps) {
  const { t } = useTranslation();
  const { verbOf } = useLabels();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (act) place.current?.querySelector<HTMLElement>('input:checked, textarea, input')?.focus();
  }, [act]);
  const name = record.person_name ?? record.unit_name;
  const item: Decidable | undefined = !act
    ? undefined
    : pledge
      ? { kind: 'pledge', verb: act === 'accept' ? 'verify' : 'send-back', record: pledge }
      : { kind: 'registration', verb: act === 'accept' ? 'approve' : 'return', record };
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>{name}</Title>
        <Group gap="sm">
          <Button onClick={() => onAct('accept')} aria-keyshortcuts="A">
            {verbOf(pledge ? 'verify' : 'approve', record.subject_kind)}
          </Button>
          <Button variant="default" onClick={() => onAct('back')} aria-keyshortcuts="R">
            {verbOf(pledge ? 'send-back' : 'return')}
          </Button>
        </Group>
      </Group>
      {item ? (
        <div ref={place}>
          <Panel title={t('queue.decision_on', { verb: verbOf(item.verb, record.subject_kind), name })}>
            <DecisionForm
              key={item.verb}
              item={item}
              unitId={record.unit_id}
              onClose={onCancel}
              onDone={onDecided}
            />
          </Panel>
        </div>
      ) : null}
      {pledge ? (
        <PledgeCard
          pledge={pledge}
          number={record.pledges.indexOf(pledge) + 1}
          unitId={record.unit_id}
          withoutDecision
        />
      ) : (
        <RegistrationDetail record={record} withoutDecision />
      )}
    </Stack>
  );
}
