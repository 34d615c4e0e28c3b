import { Stack, Text } from '@mantine/core';
import type { IssueView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { UpdateForm } from './UpdateForm';

/** An update written where the issue is only a card. */
export function UpdateDialog({
  issue,
  onClose,
  onDone,
}: {
  issue: IssueView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { labelOf } = useLabels();
  return (
    <Dialog opened onClose={onClose} size="lg" title={labelOf('verb', 'post-update')}>
      <Stack gap="md">
        <Text fw={600}>{issue.title}</Text>
        <UpdateForm issue={issue} onDone={onDone} onCancel={onClose} />
      </Stack>
    </Dialog>
  );
}
