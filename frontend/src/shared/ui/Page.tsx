import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every screen: one h1, the document title, focus on the heading after navigation. */
export function Page({ title, lead, actions, children }: PageProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('shell.app_name')}`;
  }, [title, t]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {lead ? (
            <Text component="div" c="var(--quiet)">
              {lead}
            </Text>
          ) : null}
        </Stack>
        {actions ? (
          <Group gap="sm" className="no-print">
            {actions}
          </Group>
        ) : null}
      </Group>
      {children}
    </Stack>
  );
}

/** A white panel with an optional h2. */
export function Panel({
  title,
  actions,
  children,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack
      component="section"
      gap="md"
      p="md"
      bg="white"
      bdrs="md"
      bd="1px solid var(--line)"
      aria-label={title}
    >
      {title || actions ? (
        <Group justify={title ? 'space-between' : 'flex-end'} gap="sm">
          {title ? <Title order={2}>{title}</Title> : null}
          {actions}
        </Group>
      ) : null}
      {children}
    </Stack>
  );
}
