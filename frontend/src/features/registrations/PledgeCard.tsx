import { Alert, Button, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PledgeView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import '@/features/files/words';
import { EvidencePanel } from '@/features/files/EvidencePanel';
import { daysBetween, formatDate, formatDay } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Facts } from '@/shared/ui/Facts';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import { Chip, PledgeState } from '@/shared/ui/status';
import { DecisionDialog, type PledgeVerb } from './DecisionDialog';
import { decisionWords } from './decision';
import { PledgeText } from './PledgeText';
import { ReportForm } from './ReportForm';

interface PledgeCardProps {
  pledge: PledgeView;
  number: number;
  unitId: string;
  onChanged?: () => void;
  withoutDecision?: boolean;
}

/** One pledge: its words, where it stands, declared and verified result, and what may be done. */
export function PledgeCard({ pledge, number, unitId, onChanged, withoutDecision }: PledgeCardProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [reporting, setReporting] = useState(false);
  const [verb, setVerb] = useState<PledgeVerb>();
  const may = (action: string) => pledge.allowed_actions.includes(action);
  const done = () => {
    setReporting(false);
    setVerb(undefined);
    onChanged?.();
  };
  return (
    <Panel>
      <Group gap="xs">
        <PledgeState status={pledge.status} />
        <Deadline pledge={pledge} />
      </Group>
      <PledgeText pledge={pledge} number={number} />
      {pledge.status === 'sent_back' && pledge.sent_back_comment ? (
        <Alert
          color="orange"
          variant="light"
          icon={<Icon name="warning" />}
          title={t('pledges.sent_back_because')}
        >
          {pledge.sent_back_comment}
        </Alert>
      ) : null}
      <Results pledge={pledge} />
      {!reporting && (pledge.declared || may('report')) ? (
        <Stack gap="sm">
          <Title order={3}>{t('files.evidence')}</Title>
          <EvidencePanel owner="pledges" id={pledge.id} unitId={pledge.unit_id} writes={may('report')} />
        </Stack>
      ) : null}
      {reporting ? (
        <Stack gap="sm">
          <Title order={3}>{labelOf('verb', 'report')}</Title>
          <ReportForm pledge={pledge} onDone={done} onCancel={() => setReporting(false)} />
        </Stack>
      ) : (
        <Group gap="sm" className="no-print">
          {may('report') ? (
            <Button onClick={() => setReporting(true)}>{labelOf('verb', 'report')}</Button>
          ) : null}
          {withoutDecision
            ? null
            : (['verify', 'send-back', 'cancel'] as const).filter(may).map((action) => (
                <Button
                  key={action}
                  variant={action === 'verify' ? 'filled' : action === 'cancel' ? 'subtle' : 'default'}
                  onClick={() => setVerb(action)}
                >
                  {labelOf('verb', action)}
                </Button>
              ))}
        </Group>
      )}
      {verb ? (
        <DecisionDialog
          item={{ kind: 'pledge', verb, record: pledge }}
          unitId={unitId}
          onClose={() => setVerb(undefined)}
          onDone={done}
        />
      ) : null}
    </Panel>
  );
}

/** How far the deadline is, in words and with the date. */
export function Deadline({ pledge }: { pledge: PledgeView }) {
  const { t } = useTranslation();
  const today = useBusinessDate();
  if (pledge.status !== 'in_progress' && pledge.status !== 'sent_back') return null;
  const days = daysBetween(today, pledge.due_on);
  const date = formatDate(pledge.due_on);
  if (days < 0) return <Chip tone="red">{t('pledges.days_late', { count: -days, date })}</Chip>;
  return <Chip tone={days <= 30 ? 'orange' : 'gray'}>{t('pledges.days_left', { count: days, date })}</Chip>;
}

function Results({ pledge }: { pledge: PledgeView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const { declared, verified } = pledge;
  if (!declared && !verified && !pledge.cancel_reason) return null;
  return (
    <Facts
      entries={[
        [
          labelOf('honesty', 'declared'),
          declared
            ? `${labelOf('pledge.result', declared.result)} · ${t('pledges.done_on_date', { date: formatDate(declared.done_on) })}\n${declared.summary}`
            : null,
        ],
        [t('pledges.reported_at'), declared ? formatDay(declared.at) : null],
        [
          labelOf('honesty', 'verified'),
          verified
            ? [labelOf('pledge.result', verified.result), verified.comment].filter(Boolean).join('\n')
            : null,
        ],
        [
          t('pledges.verified_at'),
          verified
            ? [formatDay(verified.at), decisionWords(verified.decision)].filter(Boolean).join(' · ')
            : null,
        ],
        [t('pledges.cancel_reason'), pledge.cancel_reason],
      ]}
    />
  );
}
