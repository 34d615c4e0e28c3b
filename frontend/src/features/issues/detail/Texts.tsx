import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Panel } from '@/shared/ui/Page';
import { Chip } from '@/shared/ui/status';

/** The words of the issue, and apart from them those for the public; each says whom it is for. */
export function Texts({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const shown = issue.visibility === 'public';
  return (
    <Panel title={t('issues.content')}>
      <Stack gap="xs">
        <Group gap="xs">
          <Chip>{labelOf('visibility', 'internal', 'short')}</Chip>
          <Text size="sm" c="var(--quiet)">
            {t('issues.internal_hint')}
          </Text>
        </Group>
        <Text style={{ whiteSpace: 'pre-line' }}>{issue.content || t('issues.no_content')}</Text>
      </Stack>
      {issue.public_title || issue.public_content ? (
        <Stack gap="xs">
          <Title order={3}>{t('issues.public_part')}</Title>
          <Group gap="xs">
            <Chip tone={shown ? 'cyan' : 'gray'}>
              {labelOf('visibility', shown ? 'public' : issue.visibility, 'short')}
            </Chip>
            <Text size="sm" c="var(--quiet)">
              {t(shown ? 'issues.public_hint' : 'issues.public_not_shown')}
            </Text>
          </Group>
          {issue.public_title ? <Text fw={600}>{issue.public_title}</Text> : null}
          {issue.public_content ? (
            <Text style={{ whiteSpace: 'pre-line' }}>{issue.public_content}</Text>
          ) : null}
        </Stack>
      ) : null}
    </Panel>
  );
}
