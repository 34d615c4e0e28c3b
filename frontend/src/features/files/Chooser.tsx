import { Button, Group } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/shared/ui/icons';
import { ACCEPTED } from './api';
import classes from './Files.module.css';

interface ChooserProps {
  onFiles: (files: File[]) => void;
  disabled?: boolean;
  ref?: React.Ref<HTMLButtonElement>;
}

/** Files from the device, and on a phone from its camera. */
export function Chooser({ onFiles, disabled, ref }: ChooserProps) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.currentTarget.files ?? [])]);
    // The same file may be chosen again.
    event.currentTarget.value = '';
  };
  return (
    <Group gap="sm">
      <Button
        ref={ref}
        variant="default"
        disabled={disabled}
        leftSection={<Icon name="file" size={18} />}
        onClick={() => files.current?.click()}
      >
        {t('files.choose')}
      </Button>
      <div className={classes.camera}>
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<Icon name="camera" size={18} />}
          onClick={() => camera.current?.click()}
        >
          {t('files.photograph')}
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={t('files.choose')}
        onChange={take}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t('files.photograph')}
        onChange={take}
      />
    </Group>
  );
}
