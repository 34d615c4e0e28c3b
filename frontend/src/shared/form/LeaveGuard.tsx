import { Button, Group, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/ui/Dialog';

/** Asks before unsaved input is left behind. */
export default function LeaveGuard({ when }: { when: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  return (
    <Dialog
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('form.leave_title')}
    >
      <Stack gap="md">
        <Text>{t('form.leave_detail')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t('form.leave')}
          </Button>
          <Button onClick={() => blocker.reset?.()} data-autofocus>
            {t('form.stay')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
