import { Button, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardColumn, IssueView } from '@/api/generated';
import type { Query } from '@/api/http';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Failed } from '@/shared/ui/states';
import { columnQuery, ON_BOARD } from '../api';
import { stepTo } from '../verbs';
import classes from './Board.module.css';
import { Card } from './Card';

export const columnId = (status: string) => `column-${status}`;

interface ColumnProps {
  column: BoardColumn;
  /** The one that is in sight on a phone. */
  current: boolean;
  query: Query;
  /** Issues that were moved on this visit; they stay in sight wherever the order would put them. */
  moved: ReadonlyMap<string, IssueView>;
  dragged: IssueView | undefined;
  onDrag: (issue: IssueView | undefined) => void;
  onDrop: () => void;
  onAct: (issue: IssueView, action: string) => void;
}

/** One state of the board: how many there are, the first of them, and the way to more. */
export function Column({ column, current, query, moved, dragged, onDrag, onDrop, onAct }: ColumnProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [pages, setPages] = useState(1);
  const [over, setOver] = useState(false);
  const { status } = column;
  const more = useQueries({
    queries: Array.from({ length: pages - 1 }, (_, index) => columnQuery(query, status, index + 2)),
  });
  const failed = more.find((page) => page.isError);
  const cards = new Map<string, IssueView>();
  for (const issue of moved.values()) if (issue.status === status) cards.set(issue.id, issue);
  for (const issue of [...column.items, ...more.flatMap((page) => page.data?.items ?? [])]) {
    const known = moved.get(issue.id);
    if (!known || known.version < issue.version) cards.set(issue.id, issue);
  }
  const title = labelOf('issue.status', status, 'short');
  const takes = dragged && dragged.status !== status && stepTo(dragged.allowed_actions, status) !== undefined;
  return (
    <section
      className={classes.column}
      aria-labelledby={columnId(status)}
      data-current={current || undefined}
      data-empty={cards.size === 0 || undefined}
      data-takes={takes || undefined}
      data-over={(over && dragged && dragged.status !== status) || undefined}
      onDragOver={(event) => {
        if (!dragged || dragged.status === status) return;
        // Dropped where it may not go, the card says why.
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(true);
      }}
      onDragLeave={(event) =>
        event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : setOver(false)
      }
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <h2 id={columnId(status)} tabIndex={-1} className={classes.head}>
        {title}{' '}
        <span className={classes.count}>
          {t('board.count', { count: column.total, shown: formatNumber(column.total) })}
        </span>
      </h2>
      <div className={classes.scroll}>
        {cards.size > 0 ? (
          <ul className={classes.cards} aria-label={t('board.cards_of', { state: title })}>
            {[...cards.values()].map((issue) => (
              <Card
                key={issue.id}
                issue={issue}
                dragged={dragged?.id === issue.id}
                onAct={(action) => onAct(issue, action)}
                onDragStart={() => onDrag(issue)}
                onDragEnd={() => onDrag(undefined)}
              />
            ))}
          </ul>
        ) : (
          <Text size="sm" c="var(--quiet)" p="xs">
            {t('board.empty')}
          </Text>
        )}
        {failed ? <Failed error={failed.error} onRetry={() => void failed.refetch()} /> : null}
        {column.total > pages * ON_BOARD ? (
          <Button
            variant="light"
            fullWidth
            mt="xs"
            loading={more.some((page) => page.isFetching)}
            aria-label={t('board.more_of', { state: title })}
            onClick={() => setPages(pages + 1)}
          >
            {t('action.show_more')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
