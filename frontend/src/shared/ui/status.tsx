import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PledgeStatus, RegistrationStatus, SubjectKind, Visibility } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import classes from './status.module.css';

const toneOf: Record<string, string> = {
  draft: 'gray',
  submitted: 'blue',
  returned: 'orange',
  approved: 'green',
  closed: 'dark',
  in_progress: 'blue',
  reported: 'violet',
  verified: 'green',
  sent_back: 'orange',
  carried_over: 'gray',
  cancelled: 'gray',
  open: 'green',
};

/** A short state in words; the colour only repeats it. */
export function Chip({ tone, children }: { tone?: string; children: React.ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone ?? 'gray'}>
      {children}
    </span>
  );
}

interface RegistrationStateProps {
  status: RegistrationStatus;
  subjectKind: SubjectKind;
  membership?: string | null;
  /** Persons of a chi bộ are passed by it; others are decided on by their committee. */
  unitName?: string | null;
  late?: boolean;
}

/** State of a registration, in the words for persons of a chi bộ, other persons or collectives. */
export function RegistrationState({
  status,
  subjectKind,
  membership,
  unitName,
  late,
}: RegistrationStateProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const decided = status === 'submitted' || status === 'approved';
  const by =
    subjectKind === 'collective'
      ? 'collective'
      : membership === 'non_member' || (unitName && !/^chi b/i.test(unitName))
        ? null
        : 'individual';
  return (
    <Group gap={6}>
      <Chip tone={toneOf[status]}>
        {decided && by ? t(`registrations.status.${by}.${status}`) : labelOf('registration.status', status)}
      </Chip>
      {late ? <Chip tone="orange">{labelOf('registration.status', 'late', 'short')}</Chip> : null}
    </Group>
  );
}

export function PledgeState({ status }: { status: PledgeStatus }) {
  const { labelOf } = useLabels();
  return <Chip tone={toneOf[status]}>{labelOf('pledge.status', status)}</Chip>;
}

export function VisibilityMark({ visibility }: { visibility: Visibility }) {
  const { labelOf } = useLabels();
  return (
    <Chip tone={visibility === 'internal' ? 'gray' : 'cyan'}>
      {labelOf('visibility', visibility, 'short')}
    </Chip>
  );
}
