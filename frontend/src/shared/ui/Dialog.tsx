import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  title: string;
  opened?: boolean;
  onClose: () => void;
  size?: 'md' | 'lg' | 'auto';
  /** Cannot be left without an answer: no cross, no Escape, no click beside it. */
  firm?: boolean;
  children: ReactNode;
}

/** A dialog over the screen; focus stays in it and returns where it was. */
export function Dialog({ title, opened = true, onClose, size = 'md', firm = false, children }: DialogProps) {
  const { t } = useTranslation();
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
