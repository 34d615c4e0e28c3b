import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MembershipView } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Chip } from '@/shared/ui/status';

/** Whether someone has to register, and why not. */
export function Obligation({ line }: { line: MembershipView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  if (line.obliged) return <Chip tone="blue">{t('roll.obliged')}</Chip>;
  const reason = line.exempt_reason
    ? labelOf('exemption.reason', line.exempt_reason)
    : line.not_obliged_reason === 'aggregate_only'
      ? labelOf('reporting_mode', 'aggregate_only')
      : line.not_obliged_reason === 'non_member' || line.member_kind === 'non_member'
        ? labelOf('membership', 'non_member')
        : '';
  return (
    <div>
      <Chip>{line.exempt_reason ? t('roll.exempt') : t('roll.not_obliged')}</Chip>
      <Text size="sm" c="var(--quiet)">
        {reason}
        {line.exempt_until ? ` (${t('roll.until', { date: formatDate(line.exempt_until) })})` : null}
      </Text>
    </div>
  );
}
