import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { NotificationView } from '@/api/generated';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Chip } from '@/shared/ui/status';
import { markRead, noticeKeys, registrationOf } from './api';
import classes from './Notices.module.css';

/** Lines of a notice that are shown at once. */
const LINES = 4;

/** Where the record of a notice is, if it has one with a page of its own. */
async function addressOf({ object_type, object_id, kind }: NotificationView) {
  if (!object_id) return kind === 'digest' || kind === 'urged' ? '/reminders' : undefined;
  switch (object_type) {
    case 'issue':
      return `/issues/${object_id}`;
    case 'registration':
      return `/registrations/${object_id}`;
    case 'pledge':
      return `/registrations/${await registrationOf(object_id)}`;
    default:
      return undefined;
  }
}

const opens = ({ object_type, object_id, kind }: NotificationView) =>
  object_id
    ? ['issue', 'registration', 'pledge'].includes(object_type ?? '')
    : kind === 'digest' || kind === 'urged';

/** One notice: what it says, the way to its record, and the mark that it was read. */
export function Notice({ notice }: { notice: NotificationView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const navigate = useNavigate();
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: noticeKeys.all });
  const unread = notice.read_at === null || notice.read_at === undefined;
  const read = useMutation({ mutationFn: () => markRead(notice.id), onSuccess: fresh });
  const open = useMutation({
    mutationFn: async () => {
      const address = await addressOf(notice);
      if (unread) await markRead(notice.id);
      return address;
    },
    onSuccess: (address) => {
      if (unread) void fresh();
      if (address) void navigate({ to: address as '/' });
    },
  });
  const opening = t(notice.object_id ? 'notices.open' : 'notices.open_ledger');
  const lines = notice.body.split('\n');
  return (
    <article className={classes.notice} data-unread={unread || undefined} aria-label={notice.title}>
      <Stack gap={6}>
        <Group gap="xs">
          <Chip tone={notice.kind === 'urged' ? 'orange' : 'gray'}>
            {labelOf('notification.kind', notice.kind, 'short')}
          </Chip>
          {unread ? <Chip tone="blue">{t('notices.new')}</Chip> : null}
          <Text component="span" size="sm" c="var(--quiet)">
            {formatInstant(notice.created_at)}
          </Text>
        </Group>
        <Text fw={unread ? 600 : 400}>{notice.title}</Text>
        <div className={classes.body}>{lines.slice(0, LINES).join('\n')}</div>
        {lines.length > LINES ? (
          <details className={classes.more}>
            <summary>{t('notices.more', { count: lines.length - LINES })}</summary>
            <div className={classes.body}>{lines.slice(LINES).join('\n')}</div>
          </details>
        ) : null}
        <Group gap="xs">
          {opens(notice) ? (
            <Button
              variant="light"
              loading={open.isPending}
              aria-label={`${opening}: ${notice.title}`}
              onClick={() => open.mutate()}
            >
              {opening}
            </Button>
          ) : null}
          {unread ? (
            <Button
              variant="subtle"
              loading={read.isPending}
              aria-label={t('notices.read_this', { title: notice.title })}
              onClick={() => read.mutate()}
            >
              {t('notices.read')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </article>
  );
}
