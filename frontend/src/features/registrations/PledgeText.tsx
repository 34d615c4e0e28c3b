import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Pledge } from '@/api/types';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Facts } from '@/shared/ui/Facts';
import { VisibilityMark } from '@/shared/ui/status';

/** The words of a pledge. */
export function PledgeText({ pledge, number }: { pledge: Pledge; number: number }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  return (
    <Stack gap={6}>
      <Group gap="xs" align="baseline">
        <Text fw={600}>{t('pledges.number', { number })}</Text>
        <VisibilityMark visibility={pledge.visibility} />
      </Group>
      <Text>{pledge.content}</Text>
      <Facts
        entries={[
          [t('pledges.measure'), pledge.measure],
          [t('pledges.solution'), pledge.solution],
          [t('pledges.field'), labelOf('field', pledge.field)],
          [t('pledges.due_on'), formatDate(pledge.due_on)],
          [t('pledges.duty'), pledge.duty],
          [t('pledges.weakness'), pledge.weakness],
        ]}
      />
    </Stack>
  );
}
