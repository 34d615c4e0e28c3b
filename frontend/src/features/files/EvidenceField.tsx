import { Input, Stack } from '@mantine/core';
import { useRef } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { dropFile, FILE_MAX, FILES_MAX } from './api';
import { Chooser } from './Chooser';
import { formatSize } from './size';
import { UploadList } from './UploadList';
import { type Upload, useUploads } from './useUploads';

interface EvidenceFieldProps {
  /** A field of file ids. */
  name: string;
  /** Whose quota the files count in. */
  unitId?: string;
}

/** Files that go along with a report or an update. They are sent at once; the form carries their ids. */
export function EvidenceField({ name, unitId }: EvidenceFieldProps) {
  const { t } = useTranslation();
  const { uploads, add, again, remove } = useUploads(unitId);
  const now = useRef(uploads);
  now.current = uploads;
  // Several files may arrive between two draws of the form.
  const arrived = useRef<string[]>([]);
  return (
    <Controller
      name={name}
      rules={{
        validate: () =>
          now.current.some(({ state }) => state === 'preparing' || state === 'sending')
            ? t('files.still_sending')
            : now.current.some(({ state }) => state === 'failed')
              ? t('files.some_failed')
              : true,
      }}
      render={({ field, fieldState }) => {
        const tell = (ids: string[]) => {
          arrived.current = ids;
          field.onChange(ids);
        };
        const keep = (file: { id: string } | undefined) => file && tell([...arrived.current, file.id]);
        const take = (files: File[]) => {
          const room = FILES_MAX - uploads.length;
          for (const sent of add(files.slice(0, Math.max(0, room)))) void sent.then(keep);
        };
        const drop = (upload: Upload) => {
          remove(upload.key);
          if (!upload.file) return;
          const gone = upload.file;
          tell(arrived.current.filter((id) => id !== gone.id));
          // A file that nothing refers to is collected later anyway.
          void dropFile(gone).catch(() => undefined);
        };
        return (
          <Input.Wrapper
            id={name}
            label={`${t('files.evidence')} ${t('form.optional')}`}
            labelElement="div"
            description={t('files.hint', { size: formatSize(FILE_MAX), count: FILES_MAX })}
            error={fieldState.error?.message}
          >
            <Stack gap="sm" pt={6}>
              <UploadList
                uploads={uploads}
                onRemove={drop}
                onAgain={(upload) => void again(upload.key).then(keep)}
              />
              <Chooser ref={field.ref} onFiles={take} disabled={uploads.length >= FILES_MAX} />
            </Stack>
          </Input.Wrapper>
        );
      }}
    />
  );
}
