import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Unsaved } from './unsaved';

interface DialogProps {
  title: string;
  opened?: boolean;
  onClose: () => void;
  size?: 'md' | 'lg' | 'auto';
  /** Cannot be left without an answer: no cross, no Escape, no click beside it. */
  firm?: boolean;
  children: ReactNode;
}

/** A dialog over the screen; focus stays in it and returns where it was. Unsaved input is not closed away unasked. */
export function Dialog({ title, opened = true, onClose, size = 'md', firm = false, children }: DialogProps) {
  const { t } = useTranslation();
  const unsaved = useRef(false);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Frame
        title={title}
        opened={opened}
        size={size}
        firm={firm}
        onClose={() => (unsaved.current ? setAsking(true) : onClose())}
      >
        <Unsaved value={unsaved}>{children}</Unsaved>
      </Frame>
      <Frame
        title={t('form.close_title')}
        opened={asking && opened}
        size="md"
        firm={false}
        onClose={() => setAsking(false)}
      >
        <Stack gap="md">
          <Text>{t('form.close_detail')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('form.close')}
            </Button>
            <Button onClick={() => setAsking(false)} data-autofocus>
              {t('form.stay')}
            </Button>
          </Group>
        </Stack>
      </Frame>
    </>
  );
}

let open = 0;

/** While a dialog is open nothing behind it can be reached, by whatever means. */
function useNothingBehind(opened: boolean) {
  useEffect(() => {
    if (!opened) return;
    const mark = (change: number) => {
      open += change;
      document.getElementById('root')?.toggleAttribute('inert', open > 0);
    };
    mark(1);
    return () => mark(-1);
  }, [opened]);
}

function Frame({ title, opened, onClose, size, firm, children }: Required<DialogProps>) {
  const { t } = useTranslation();
  useNothingBehind(opened);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered
      closeOnEscape={!firm}
      closeOnClickOutside={!firm}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not a <header>: the page has one, and a second would be a second banner. */}
        <Modal.Header {...({ component: 'div' } as object)}>
          <Modal.Title>{title}</Modal.Title>
          {firm ? null : <Modal.CloseButton size={44} aria-label={t('action.close')} />}
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
