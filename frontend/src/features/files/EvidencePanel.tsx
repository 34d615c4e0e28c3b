import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { EvidenceView } from '@/api/generated';
import { newKey } from '@/api/http';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Loaded } from '@/shared/ui/states';
import { attach, detach, type EvidenceOwner, evidenceKeys, evidenceQuery, FILES_MAX } from './api';
import { Chooser } from './Chooser';
import { EvidenceList } from './EvidenceList';
import { UploadList } from './UploadList';
import { useUploads } from './useUploads';

interface EvidencePanelProps {
  owner: EvidenceOwner;
  id: string;
  unitId: string;
  /** Whether to offer adding; the server decides. */
  writes: boolean;
}

/** Everything that shows what was done about a record; files are added where that is allowed. */
export function EvidencePanel({ owner, id, unitId, writes }: EvidencePanelProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(evidenceQuery(owner, id));
  const [leaving, setLeaving] = useState<EvidenceView>();
  const { uploads, add, again, remove } = useUploads(unitId);
  const refresh = () => client.invalidateQueries({ queryKey: evidenceKeys.all });
  const hang = useMutation({
    mutationFn: (file: { id: string }) => attach(owner, id, file.id, newKey()),
    onSuccess: () => {
      notifyDone(t('files.attached'));
      return refresh();
    },
  });
  const part = useMutation({
    mutationFn: (entry: EvidenceView) => detach(owner, id, entry),
    onSuccess: () => {
      setLeaving(undefined);
      notifyDone(t('files.detached'));
      return refresh();
    },
  });
  const arrive = (file: { id: string } | undefined) => file && hang.mutate(file);
  const underWay = uploads.filter((upload) => upload.state !== 'done');
  const count = (query.data?.items.length ?? 0) + underWay.length;
  return (
    <Stack gap="sm">
      <Loaded query={query} lines={1}>
        {({ items }) =>
          items.length > 0 ? (
            <EvidenceList evidence={items} onDetach={setLeaving} />
          ) : (
            <Text c="var(--quiet)">{t('files.none')}</Text>
          )
        }
      </Loaded>
      <UploadList
        uploads={underWay}
        onRemove={(upload) => remove(upload.key)}
        onAgain={(upload) => void again(upload.key).then(arrive)}
      />
      {writes ? (
        <Chooser
          disabled={count >= FILES_MAX}
          onFiles={(files) => {
            for (const sent of add(files.slice(0, Math.max(0, FILES_MAX - count)))) void sent.then(arrive);
          }}
        />
      ) : null}
      <ConfirmDialog
        opened={leaving !== undefined}
        title={t('files.detach_title')}
        confirm={t('files.detach_confirm')}
        busy={part.isPending}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => leaving && part.mutate(leaving)}
      >
        <Text>{t('files.detach_detail', { name: leaving?.file.name })}</Text>
      </ConfirmDialog>
    </Stack>
  );
}
