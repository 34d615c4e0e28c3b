import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PledgeView } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { formatDate } from '@/shared/i18n/format';
import { Facts } from '@/shared/ui/Facts';
import { VisibilityMark } from '@/shared/ui/status';

interface PledgeTextProps {
  pledge: PledgeView;
  number: number;
  /** Level of its heading (2 by default). */
  order?: 2 | 3;
}

/** The words of a pledge. */
export function PledgeText({ pledge, number, order = 2 }: PledgeTextProps) {
  const { t } = useTranslation();
  const { wordOf } = useCodes('field');
  return (
    <Stack gap={6}>
      <Group gap="xs" align="baseline">
        <Title order={order} size="h3">
          {t('pledges.number', { number })}
        </Title>
        <VisibilityMark visibility={pledge.visibility} />
      </Group>
      <Text>{pledge.content}</Text>
      <Facts
        entries={[
          [t('pledges.measure'), pledge.measure],
          [t('pledges.solution'), pledge.solution],
          [t('pledges.field'), wordOf(pledge.field)],
          [t('pledges.due_on'), formatDate(pledge.due_on)],
          [t('pledges.duty'), pledge.duty],
          [t('pledges.weakness'), pledge.weakness],
        ]}
      />
    </Stack>
  );
}
