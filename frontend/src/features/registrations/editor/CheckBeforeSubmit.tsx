import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeYearView, RegistrationView } from '@/api/generated';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { useBusinessDate } from '@/api/system';
import { formatDate } from '@/shared/i18n/format';
import { Dialog } from '@/shared/ui/Dialog';
import { Icon } from '@/shared/ui/icons';
import { ProblemAlert } from '@/shared/ui/states';
import { submitRegistration } from '../api';
import { PledgeText } from '../PledgeText';

interface CheckBeforeSubmitProps {
  record: RegistrationView;
  programme: ProgrammeYearView;
  onClose: () => void;
  onSubmitted: (record: RegistrationView) => void;
}

/** What is about to be handed in, with what deserves a second look. */
export function CheckBeforeSubmit({ record, programme, onClose, onSubmitted }: CheckBeforeSubmitProps) {
  const { t } = useTranslation();
  const today = useBusinessDate();
  const key = useRef(newKey());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const advice = [
    ...(record.warnings ?? []).map((warning) => warning.message),
    ...(today > programme.registration_closes_on
      ? [t('registrations.after_window', { date: formatDate(programme.registration_closes_on) })]
      : []),
    ...(today < programme.registration_opens_on
      ? [t('registrations.before_window', { date: formatDate(programme.registration_opens_on) })]
      : []),
    ...record.pledges
      .map((pledge, index) => ({ pledge, number: index + 1 }))
      .filter(({ pledge }) => pledge.due_on < today)
      .map(({ number }) => t('registrations.due_passed', { number })),
  ];
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      onSubmitted(
        await submitRegistration({ id: record.id, version: record.version, idempotencyKey: key.current }),
      );
    } catch (error) {
      const failure = toProblem(error);
      if (!failure.retryable) key.current = newKey();
      setProblem(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('registrations.check_title')}>
      <Stack gap="md">
        {advice.length > 0 ? (
          <Alert
            color="yellow"
            variant="light"
            icon={<Icon name="warning" />}
            title={t('registrations.check_advice')}
          >
            <List>
              {advice.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          </Alert>
        ) : (
          <Text>{t('registrations.check_clean')}</Text>
        )}
        {record.pledges.map((pledge, index) => (
          <PledgeText key={pledge.id} pledge={pledge} number={index + 1} order={3} />
        ))}
        {problem ? <ProblemAlert error={problem} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('registrations.edit_more')}
          </Button>
          <Button loading={busy} onClick={() => void submit()} data-autofocus>
            {t('registrations.submit')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
