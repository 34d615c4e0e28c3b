import { Group, Kbd, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/shared/i18n/format';
import { Loaded } from '@/shared/ui/states';
import { registrationQuery } from '../api';
import classes from './Queue.module.css';
import { QueueItem } from './QueueItem';
import type { Waiting } from './waiting';

interface QueueProps {
  items: Waiting[];
  /** The list is still that of the page before. */
  busy: boolean;
  /** The way to the other pages of the list. */
  pager: ReactNode;
  /** Id of the open record; the first one when it is not in the list. */
  current: string;
  onOpen: (id: string) => void;
  onDecided: () => void;
}

export type QueueAct = 'accept' | 'back';

/** The list of what waits beside the record that is open; keys move and decide while the focus is in it. */
export function Queue({ items, busy, pager, current, onOpen, onDecided }: QueueProps) {
  const { t } = useTranslation();
  const [act, setAct] = useState<QueueAct>();
  const list = useRef<HTMLUListElement>(null);
  const index = Math.max(
    0,
    items.findIndex((item) => item.id === current),
  );
  const item = items[index];
  const record = useQuery({ ...registrationQuery(item?.registrationId ?? ''), enabled: item !== undefined });

  const open = (to: number) => {
    const next = items[to];
    if (!next) return;
    setAct(undefined);
    onOpen(next.id);
    list.current?.querySelectorAll('button')[to]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys only work while the focus is on the list, never while somebody types.
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'j' || event.key === 'ArrowDown') open(index + 1);
    else if (event.key === 'k' || event.key === 'ArrowUp') open(index - 1);
    else if (event.key === 'a') setAct('accept');
    else if (event.key === 'r') setAct('back');
    else return;
    event.preventDefault();
  };
  if (!item) return null;
  return (
    <div className={classes.queue}>
      <Stack gap="xs">
        <ul
          className={classes.list}
          ref={list}
          onKeyDown={onKeyDown}
          aria-label={t('queue.list')}
          aria-busy={busy}
        >
          {items.map((entry, place) => (
            <li key={entry.id}>
              <button
                type="button"
                className={classes.entry}
                aria-current={place === index}
                onClick={() => open(place)}
              >
                <strong>{entry.name}</strong>
                <span>{[entry.unitName, formatDay(entry.at)].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
        {pager}
        <Group gap="xs" className={classes.keys}>
          <Text size="sm" c="var(--quiet)">
            {t('queue.keys')}
          </Text>
          {(['J', 'K', 'A', 'R'] as const).map((key) => (
            <Text key={key} size="sm" component="span">
              <Kbd>{key}</Kbd> {t(`queue.key_${key.toLowerCase()}`)}
            </Text>
          ))}
        </Group>
      </Stack>
      <div className={classes.detail}>
        <Loaded query={record}>
          {(found) => (
            <QueueItem
              key={item.id}
              record={found}
              pledge={found.pledges.find((pledge) => pledge.id === item.pledge?.id)}
              act={act}
              onAct={setAct}
              onDecided={() => {
                setAct(undefined);
                const next = items[index + 1] ?? items[index - 1];
                if (next) onOpen(next.id);
                onDecided();
                setTimeout(
                  () => list.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus(),
                  50,
                );
              }}
              onCancel={() => {
                setAct(undefined);
                list.current?.querySelectorAll('button')[index]?.focus();
              }}
            />
          )}
        </Loaded>
      </div>
    </div>
  );
}
