import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import { TextLink } from '@/shared/ui/links';

interface NoticesProps {
  issue: IssueView;
  onAct: (action: string) => void;
}

/** What wants attention before anything else is read. */
export function Notices({ issue, onAct }: NoticesProps) {
  const { t } = useTranslation();
  const nobody = issue.responsible_missing && issue.status !== 'draft';
  const may = (action: string) => issue.allowed_actions.includes(action);
  const because = issue.status === 'returned' ? 'returned_because' : 'sent_back_because';
  return (
    <Stack gap="sm">
      {nobody ? (
        <Alert
          color="red"
          variant="light"
          icon={<Icon name="warning" />}
          title={t('issues.no_owner_title')}
          role="alert"
        >
          <Stack gap="xs" align="flex-start">
            <Text>{t(may('assign') ? 'issues.no_owner_detail' : 'issues.no_owner_wait')}</Text>
            {may('assign') ? (
              <Button onClick={() => onAct(may('edit') ? 'edit' : 'assign')}>{t('issues.name_owner')}</Button>
            ) : null}
          </Stack>
        </Alert>
      ) : null}
      {(issue.status === 'returned' || issue.status === 'sent_back') && issue.comment ? (
        <Alert color="orange" variant="light" icon={<Icon name="warning" />} title={t(`issues.${because}`)}>
          {issue.comment}
        </Alert>
      ) : null}
      {issue.extension ? (
        <Alert
          color="violet"
          variant="light"
          icon={<Icon name="clock" />}
          title={t('issues.extension_waits')}
        >
          {t('issues.extension_asked', {
            from: formatDate(issue.due_on),
            to: formatDate(issue.extension.due_on),
            reason: issue.extension.reason,
          })}
        </Alert>
      ) : null}
      {issue.warnings
        .filter((warning) => warning.code !== 'responsible_missing')
        .map((warning) => (
          <Alert key={warning.code} color="yellow" variant="light" icon={<Icon name="calendar" />}>
            {warning.message}.
          </Alert>
        ))}
      {issue.carried_from_id ? (
        <Text>
          <TextLink to="/issues/$id" params={{ id: issue.carried_from_id }}>
            {t('issues.carried_from')}
          </TextLink>
        </Text>
      ) : null}
      {issue.carried_to_id ? (
        <Text>
          <TextLink to="/issues/$id" params={{ id: issue.carried_to_id }}>
            {t('issues.carried_to')}
          </TextLink>
        </Text>
      ) : null}
    </Stack>
  );
}
