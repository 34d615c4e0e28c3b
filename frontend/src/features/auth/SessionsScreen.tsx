import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import { formatInstant } from '@/shared/i18n/format';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { endSession, fetchMe, fetchSessions } from './api';

/** Where the user is signed in, and the way to end a session. */
export function SessionsScreen() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useQuery({ queryKey: ['auth', 'me'], queryFn: ({ signal }) => fetchMe(signal) });
  const sessions = useQuery({
    queryKey: ['auth', 'sessions'],
    queryFn: ({ signal }) => fetchSessions(signal),
  });
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: async () => {
      notifyDone(t('auth.session_ended'));
      await client.invalidateQueries({ queryKey: ['auth', 'sessions'] });
    },
  });
  return (
    <Page
      title={t('shell.my_sessions')}
      lead={
        me.data?.last_login_at
          ? t('auth.last_login', { at: formatInstant(me.data.last_login_at) })
          : undefined
      }
    >
      <Loaded query={sessions}>
        {(page) => (
          <Stack gap="sm">
            {page.items.map((entry) => (
              <Panel key={entry.id}>
                <Group justify="space-between" align="flex-start">
                  <Stack gap={4}>
                    <Text fw={600}>{entry.user_agent || t('auth.unknown_device')}</Text>
                    <Text size="sm" c="var(--quiet)">
                      {t('auth.session_line', {
                        ip: entry.ip,
                        from: formatInstant(entry.created_at),
                        last: formatInstant(entry.last_used_at),
                      })}
                    </Text>
                  </Stack>
                  {entry.current ? (
                    <Chip tone="green">{t('auth.this_session')}</Chip>
                  ) : (
                    <Button
                      variant="default"
                      loading={end.isPending && end.variables === entry.id}
                      onClick={() => end.mutate(entry.id)}
                    >
                      {t('auth.end_session')}
                    </Button>
                  )}
                </Group>
              </Panel>
            ))}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
