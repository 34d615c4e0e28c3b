import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { EvidenceList } from '@/features/files/EvidenceList';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { UpdateForm } from '../act/UpdateForm';
import { updatesQuery } from '../api';
import classes from './Detail.module.css';

/** What those involved said about how things stand, the newest first. */
export function Updates({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const query = useQuery(updatesQuery(issue.id));
  const [writing, setWriting] = useState(false);
  const writes = issue.allowed_actions.includes('post-update');
  return (
    <Panel
      title={t('issues.updates')}
      actions={
        writes && !writing ? (
          <Button variant="light" onClick={() => setWriting(true)}>
            {labelOf('verb', 'post-update')}
          </Button>
        ) : undefined
      }
    >
      {writing ? (
        <UpdateForm issue={issue} onDone={() => setWriting(false)} onCancel={() => setWriting(false)} />
      ) : null}
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length > 0 ? (
            <ol className={classes.updates} reversed>
              {items.toReversed().map((update) => (
                <li key={update.id} className={classes.update}>
                  <Group gap="xs">
                    <Text component="span" fw={600}>
                      {update.posted_by_name}
                    </Text>
                    <Text component="span" size="sm" c="var(--quiet)">
                      {[update.unit_name, formatInstant(update.posted_at)].filter(Boolean).join(' · ')}
                    </Text>
                  </Group>
                  <Stack gap="xs">
                    <Text style={{ whiteSpace: 'pre-line' }}>{update.text}</Text>
                    <EvidenceList evidence={update.evidence} />
                  </Stack>
                </li>
              ))}
            </ol>
          ) : (
            <Text c="var(--quiet)">{t('issues.no_updates')}</Text>
          )
        }
      </Loaded>
    </Panel>
  );
}
