import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { coverageQuery } from '@/features/registrations/api';
import { decidingUnits, waitingPledges, waitingRegistrations } from '@/features/registrations/queue/waiting';
import { formatNumber } from '@/shared/i18n/format';
import { TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Failed, Loading } from '@/shared/ui/states';
import { UnitChoice } from '@/shared/ui/UnitChoice';

/** What waits in the user's units: to pass, to confirm, who has not registered. */
export function ToDecide({ year }: { year: string }) {
  const { t } = useTranslation();
  const units = decidingUnits(useUser());
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const registrations = useQuery(waitingRegistrations({ unit, year }));
  const pledges = useQuery(waitingPledges({ unit, year }));
  const coverage = useQuery(coverageQuery(unit, year));
  const failed = [registrations, pledges, coverage].find((query) => query.isError);
  const rest = coverage.data
    ? Math.max(0, coverage.data.obliged - coverage.data.approved - coverage.data.submitted)
    : 0;
  return (
    <Panel title={t('home.decide')}>
      <UnitChoice units={units} value={unit} onChange={setUnit} />
      {failed ? (
        <Failed error={failed.error} onRetry={() => void failed.refetch()} />
      ) : registrations.data && pledges.data && coverage.data ? (
        <Stack gap="xs">
          <Line
            count={registrations.data.total}
            to="/approvals"
            search={{ unit, year, kind: 'registration' }}
            words={t('home.to_approve')}
          />
          <Line
            count={pledges.data.total}
            to="/approvals"
            search={{ unit, year, kind: 'pledge' }}
            words={t('home.to_verify')}
          />
          <Line count={rest} to="/branch" search={{ unit, year, tab: 'people' }} words={t('home.not_yet')} />
        </Stack>
      ) : (
        <Loading lines={3} />
      )}
    </Panel>
  );
}

interface LineProps {
  count: number;
  to: '/approvals' | '/branch';
  search: Record<string, string>;
  words: string;
}

function Line({ count, to, search, words }: LineProps) {
  return (
    <Group gap="md" mih={44}>
      <Text component="span" fw={600} size="xl" w={44} ta="end">
        {formatNumber(count)}
      </Text>
      {count > 0 ? (
        <TextLink to={to} search={search}>
          {words}
        </TextLink>
      ) : (
        <Text c="var(--quiet)">{words}</Text>
      )}
    </Group>
  );
}
