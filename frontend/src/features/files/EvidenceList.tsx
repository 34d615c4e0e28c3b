import { ActionIcon, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EvidenceView } from '@/api/generated';
import { formatInstant } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import { keepFile } from './api';
import classes from './Files.module.css';
import { formatSize } from './size';

interface EvidenceListProps {
  evidence: EvidenceView[];
  /** Takes one away, where that is allowed. */
  onDetach?: (evidence: EvidenceView) => void;
}

/** Files that hang on a record; each is fetched by its name. */
export function EvidenceList({ evidence, onDetach }: EvidenceListProps) {
  const { t } = useTranslation();
  const keep = useMutation({ mutationFn: (entry: EvidenceView) => keepFile(entry.file) });
  if (evidence.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('files.evidence')}>
      {evidence.map((entry) => (
        <li key={entry.id} className={classes.file}>
          <Icon name={entry.file.media_type.startsWith('image/') ? 'camera' : 'file'} />
          <div className={classes.words}>
            <button
              type="button"
              className={classes.link}
              disabled={keep.isPending && keep.variables?.id === entry.id}
              aria-label={t('files.download', { name: entry.file.name, size: formatSize(entry.file.size) })}
              onClick={() => keep.mutate(entry)}
            >
              {entry.file.name}
            </button>
            <Text component="span" size="sm" c="var(--quiet)">
              {[
                formatSize(entry.file.size),
                t(`files.part.${entry.part}`),
                entry.added_by_name,
                formatInstant(entry.added_at),
                entry.note,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
          {onDetach && entry.allowed_actions.includes('delete') ? (
            <ActionIcon
              variant="subtle"
              color="red"
              size={44}
              aria-label={t('files.detach', { name: entry.file.name })}
              onClick={() => onDetach(entry)}
            >
              <Icon name="close" size={18} />
            </ActionIcon>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
