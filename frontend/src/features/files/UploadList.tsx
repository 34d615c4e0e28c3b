import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { describe } from '@/api/funnel';
import { formatPercent } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import classes from './Files.module.css';
import { formatSize } from './size';
import type { Upload } from './useUploads';

interface UploadListProps {
  uploads: Upload[];
  onRemove: (upload: Upload) => void;
  onAgain: (upload: Upload) => void;
}

/** The files that are on their way or have arrived. */
export function UploadList({ uploads, onRemove, onAgain }: UploadListProps) {
  const { t } = useTranslation();
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('files.chosen')}>
      {uploads.map((upload) => {
        const busy = upload.state === 'preparing' || upload.state === 'sending';
        const percent = Math.round(upload.share * 100);
        return (
          <li key={upload.key} className={classes.file}>
            <Icon name="file" />
            <div className={classes.words}>
              <span className={classes.name}>{upload.name}</span>
              <Text component="span" size="sm" c="var(--quiet)" role="status">
                {upload.state === 'preparing'
                  ? t('files.preparing')
                  : upload.state === 'sending'
                    ? t('files.sending', { share: formatPercent(percent), size: formatSize(upload.size) })
                    : upload.state === 'done'
                      ? t('files.arrived', { size: formatSize(upload.file?.size ?? upload.size) })
                      : null}
              </Text>
              {busy ? (
                <Progress value={percent} size="sm" aria-label={t('files.progress', { name: upload.name })} />
              ) : null}
              {upload.problem ? (
                <Text component="span" size="sm" c="red.8" role="alert">
                  {[describe(upload.problem).title, describe(upload.problem).detail]
                    .filter(Boolean)
                    .join('. ')}{' '}
                  {describe(upload.problem).reference}
                </Text>
              ) : null}
            </div>
            {upload.state === 'failed' && upload.problem?.retryable ? (
              <Button variant="subtle" onClick={() => onAgain(upload)}>
                {t('action.retry')}
              </Button>
            ) : null}
            <ActionIcon
              variant="subtle"
              color="red"
              size={44}
              aria-label={t(busy ? 'files.cancel' : 'files.remove', { name: upload.name })}
              onClick={() => onRemove(upload)}
            >
              <Icon name="close" size={18} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
