import './words';
import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { InboxView, NotificationView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { type ListParams, useListParams } from '@/shared/table/listParams';
import { Pager } from '@/shared/table/Pager';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded, NoResult } from '@/shared/ui/states';
import { inboxQuery, markAllRead, noticeKeys } from './api';
import { Notice } from './Notice';
import classes from './Notices.module.css';

/** What the reader is told: newest first, what belongs together under one heading. */
export function InboxScreen() {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const client = useQueryClient();
  const params = useListParams({ filters: ['unread', 'kind', 'group_key'] });
  const { sort: _sort, q: _q, ...asked } = params.query;
  const inbox = useQuery(inboxQuery(asked));
  const readAll = useMutation({
    mutationFn: markAllRead,
    onSuccess: (reply) => {
      notifyDone(t('notices.read_done', { count: reply.read }));
      return client.invalidateQueries({ queryKey: noticeKeys.all });
    },
  });
  const unread = inbox.data?.unread_total ?? 0;
  return (
    <Page
      title={t('notices.title')}
      lead={inbox.data ? t('shell.unread', { count: unread }) : undefined}
      actions={
        <>
          <Button
            disabled={unread === 0}
            loading={readAll.isPending}
            onClick={() => readAll.mutate(upTo(inbox.data, params))}
          >
            {t('notices.read_all')}
          </Button>
          <LinkButton variant="default" to="/notifications/settings">
            {t('notices.settings')}
          </LinkButton>
        </>
      }
    >
      <Filters params={params}>
        <SegmentedControl
          aria-label={t('notices.which')}
          value={params.get('unread')}
          onChange={(value) => params.set({ unread: value || undefined })}
          data={[
            { value: '', label: t('table.all') },
            { value: 'true', label: t('notices.only_unread') },
          ]}
        />
        <SelectFilter
          params={params}
          name="kind"
          label={t('notices.kind')}
          options={optionsOf('notification.kind')}
        />
      </Filters>
      <Loaded query={inbox} lines={6}>
        {(data) =>
          data.items.length > 0 ? (
            <Stack gap="md">
              <div className={classes.list}>
                {grouped(data).map(({ group, items }) =>
                  group.total > 1 ? (
                    <section key={group.group_key} className={classes.group} aria-label={group.title}>
                      <Group justify="space-between" gap="sm">
                        <Title order={2} size="h3">
                          {group.title}
                        </Title>
                        <Group gap="xs">
                          <Text size="sm" c="var(--quiet)">
                            {t('notices.group', { total: group.total, unread: group.unread })}
                          </Text>
                          {group.total > items.length && !params.get('group_key') ? (
                            <Button
                              variant="subtle"
                              onClick={() => params.set({ group_key: group.group_key })}
                            >
                              {t('notices.whole_group')}
                            </Button>
                          ) : null}
                          {group.unread > 0 ? (
                            <Button
                              variant="subtle"
                              aria-label={t('notices.read_group_of', { title: group.title })}
                              onClick={() => readAll.mutate({ group_key: group.group_key })}
                            >
                              {t('notices.read_group')}
                            </Button>
                          ) : null}
                        </Group>
                      </Group>
                      {items.map((notice) => (
                        <Notice key={notice.id} notice={notice} />
                      ))}
                    </section>
                  ) : (
                    items.map((notice) => <Notice key={notice.id} notice={notice} />)
                  ),
                )}
              </div>
              <Pager params={params} total={data.total} />
            </Stack>
          ) : params.filtered ? (
            <NoResult onClear={params.clear} />
          ) : (
            <Empty title={t('notices.none')} detail={t('notices.none_detail')} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** What came after the newest that is on screen stays unread. */
function upTo(inbox: InboxView | undefined, params: ListParams) {
  const newest = params.page === 1 && !params.filtered ? inbox?.items[0] : undefined;
  return newest ? { up_to: newest.id } : {};
}

/** The notices of a page under their groups, in the order of the newest of each. */
function grouped(inbox: InboxView) {
  const items = new Map<string, NotificationView[]>();
  for (const notice of inbox.items)
    items.set(notice.group_key, [...(items.get(notice.group_key) ?? []), notice]);
  return [...items].map(([key, notices]) => ({
    group: inbox.groups.find((entry) => entry.group_key === key) ?? {
      group_key: key,
      title: notices[0]?.title ?? '',
      total: notices.length,
      unread: notices.filter((notice) => !notice.read_at).length,
    },
    items: notices,
  }));
}
