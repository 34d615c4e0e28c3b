import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { RegistrationView } from '@/api/generated';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Facts } from '@/shared/ui/Facts';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { RegistrationState } from '@/shared/ui/status';
import { registrationKeys, withdrawRegistration } from './api';
import { type Decidable, DecisionDialog } from './DecisionDialog';
import { decisionWords } from './decision';
import { PledgeCard } from './PledgeCard';
import { Steps } from './Steps';

interface RegistrationViewProps {
  record: RegistrationView;
  onChanged?: () => void;
  /** Only the state of the record, without its pledges (above the editor). */
  headOnly?: boolean;
  /** The screen has its own buttons for the decision. */
  withoutDecision?: boolean;
}

/** One registration: where it stands, what it says, and what this user may do with it. */
export function RegistrationDetail({ record, onChanged, headOnly, withoutDecision }: RegistrationViewProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [deciding, setDeciding] = useState<Decidable>();
  return (
    <Stack gap="lg">
      <Panel>
        <Steps record={record} />
        <RegistrationState
          status={record.status}
          subjectKind={record.subject_kind}
          membership={record.membership}
          unitName={record.unit_name}
          late={record.late}
        />
        {record.status === 'returned' && record.returned_comment ? (
          <Alert
            color="orange"
            variant="light"
            icon={<Icon name="warning" />}
            title={t('registrations.returned_because')}
          >
            {record.returned_comment}
          </Alert>
        ) : null}
        <Facts
          entries={[
            [t('registrations.unit'), record.unit_name],
            [t('registrations.position'), record.position],
            [
              t('registrations.position_group'),
              record.subject_kind === 'individual' && record.position_group !== 'none'
                ? labelOf('position_group', record.position_group)
                : null,
            ],
            [t('registrations.entered_by'), record.entered_by_name],
            [t('registrations.paper'), record.paper_signed ? t('registrations.paper_signed') : null],
            [
              t('registrations.submitted_at'),
              record.submitted_at ? formatInstant(record.submitted_at) : null,
            ],
            [t('registrations.approved_at'), record.approved_at ? formatInstant(record.approved_at) : null],
            [t('registrations.decision'), decisionWords(record.decision)],
          ]}
        />
        <Acts
          record={record}
          withoutDecision={withoutDecision}
          onDecide={setDeciding}
          onChanged={onChanged}
          headOnly={headOnly}
        />
      </Panel>
      {headOnly
        ? null
        : record.pledges.map((pledge, index) => (
            <PledgeCard
              key={pledge.id}
              pledge={pledge}
              number={index + 1}
              unitId={record.unit_id}
              onChanged={onChanged}
              withoutDecision={withoutDecision}
            />
          ))}
      {deciding ? (
        <DecisionDialog
          item={deciding}
          unitId={record.unit_id}
          onClose={() => setDeciding(undefined)}
          onDone={() => {
            setDeciding(undefined);
            onChanged?.();
          }}
        />
      ) : null}
    </Stack>
  );
}

interface ActsProps {
  record: RegistrationView;
  headOnly?: boolean;
  withoutDecision?: boolean;
  onDecide: (item: Decidable) => void;
  onChanged?: () => void;
}

function Acts({ record, headOnly, withoutDecision, onDecide, onChanged }: ActsProps) {
  const { t } = useTranslation();
  const { labelOf, verbOf } = useLabels();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [withdrawing, setWithdrawing] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => withdrawRegistration({ id: record.id, version: record.version }),
    onSuccess: async () => {
      notifyDone(t('registrations.withdrawn'));
      setWithdrawing(false);
      client.removeQueries({ queryKey: registrationKeys.one(record.id) });
      await client.invalidateQueries({ queryKey: registrationKeys.all, refetchType: 'active' });
      if (onChanged) onChanged();
      else await navigate({ to: '/branch' });
    },
  });
  const may = (action: string) => record.allowed_actions.includes(action);
  return (
    <Group gap="sm" className="no-print">
      {may('approve') && !withoutDecision ? (
        <Button onClick={() => onDecide({ kind: 'registration', verb: 'approve', record })}>
          {verbOf('approve', record.subject_kind)}
        </Button>
      ) : null}
      {may('return') && !withoutDecision ? (
        <Button variant="default" onClick={() => onDecide({ kind: 'registration', verb: 'return', record })}>
          {labelOf('verb', 'return')}
        </Button>
      ) : null}
      {may('edit') && !headOnly ? (
        <LinkButton variant="default" to="/registrations/$id/edit" params={{ id: record.id }}>
          {labelOf('verb', 'edit')}
        </LinkButton>
      ) : null}
      {may('delete') ? (
        <Button variant="subtle" color="red" onClick={() => setWithdrawing(true)}>
          {labelOf('verb', 'delete')}
        </Button>
      ) : null}
      <LinkButton
        variant="default"
        leftSection={<Icon name="print" size={18} />}
        to="/registrations/$id/print"
        params={{ id: record.id }}
      >
        {t('registrations.print')}
      </LinkButton>
      <ConfirmDialog
        opened={withdrawing}
        title={labelOf('verb', 'delete')}
        confirm={labelOf('verb', 'delete')}
        busy={withdraw.isPending}
        onClose={() => setWithdrawing(false)}
        onConfirm={() => withdraw.mutate()}
      >
        <Text>{t('registrations.withdraw_detail')}</Text>
      </ConfirmDialog>
    </Group>
  );
}
