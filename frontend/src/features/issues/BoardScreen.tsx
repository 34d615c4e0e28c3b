import './words';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueStatus, IssueView } from '@/api/generated';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded, NoResult } from '@/shared/ui/states';
import { useActs } from './act/useActs';
import { boardQuery } from './api';
import classes from './board/Board.module.css';
import { cardId } from './board/Card';
import { Column, columnId } from './board/Column';
import { IssueFilters } from './list/IssueFilters';
import { alongWith, FILTERS } from './list/question';
import { STATUSES, stepTo } from './verbs';
import { Ways } from './Ways';

/** States that end an issue's way; shown when there is something in them. */
const ENDED: readonly IssueStatus[] = ['withdrawn', 'carried_over', 'returned', 'draft'];

/** The issues by state; a card moves by mouse, and by keyboard through its menu. */
export function BoardScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const params = useListParams({
    filters: FILTERS.filter((name) => name !== 'status'),
    defaults: { column: 'in_progress' },
  });
  const { page: _page, per_page: _perPage, sort: _sort, ...query } = params.query;
  const board = useQuery(boardQuery(query));
  const [dragged, setDragged] = useState<IssueView>();
  const [moved, setMoved] = useState<ReadonlyMap<string, IssueView>>(new Map());
  const [follow, setFollow] = useState<IssueView>();
  const [said, setSaid] = useState<{ text: string; refused?: boolean }>();
  const current = params.get('column') as IssueStatus;
  const stateOf = (status: IssueStatus) => labelOf('issue.status', status, 'short');

  const acts = useActs({
    quiet: true,
    onStepped: (after, before) => {
      setMoved((known) => new Map([[after.id, after], ...[...known].filter(([id]) => id !== after.id)]));
      setFollow(after);
      const [name, from, to] = [after.title, stateOf(before.status), stateOf(after.status)];
      setSaid({
        text: from === to ? t('board.stayed', { name, state: to }) : t('board.moved', { name, from, to }),
      });
      // On a phone one column is in sight: the one where the card is now.
      if (after.status !== before.status) params.keep({ column: after.status });
    },
  });

  // The focus goes with the card, once its dialog is gone and the card stands in its new column.
  useEffect(() => {
    if (!follow) return;
    const timer = setTimeout(() => {
      const card = document.getElementById(cardId(follow.id));
      const target = card?.querySelector<HTMLElement>('button') ?? card?.querySelector<HTMLElement>('a');
      (target ?? document.getElementById(columnId(follow.status)))?.focus();
      setFollow(undefined);
    }, 350);
    return () => clearTimeout(timer);
  }, [follow]);

  const drop = (status: IssueStatus) => {
    if (!dragged) return;
    setDragged(undefined);
    if (dragged.status === status) return;
    const step = stepTo(dragged.allowed_actions, status);
    if (step) acts.begin(dragged, step);
    else
      setSaid({
        text: t('board.cannot', { name: dragged.title, from: stateOf(dragged.status), to: stateOf(status) }),
        refused: true,
      });
  };

  return (
    <Page title={t('board.title')} lead={t('board.lead')}>
      <Ways search={alongWith(params)} />
      <IssueFilters params={params} withoutStatus />
      <div
        role="status"
        className={said ? classes.said : undefined}
        data-refused={said?.refused || undefined}
      >
        {said?.text}
      </div>
      <Loaded query={board} lines={6}>
        {(data) => {
          const total = data.columns.reduce((sum, column) => sum + column.total, 0);
          if (total === 0 && moved.size === 0)
            return params.filtered ? (
              <NoResult onClear={params.clear} />
            ) : (
              <Empty title={t('issues.empty_title')} detail={t('board.empty_detail')} />
            );
          const columns = STATUSES.flatMap((status) => {
            const column = data.columns.find((entry) => entry.status === status);
            if (!column) return [];
            const here = [...moved.values()].some((issue) => issue.status === status);
            return column.total > 0 || here || !ENDED.includes(status) ? [column] : [];
          });
          const shown = columns.some((column) => column.status === current) ? current : columns[0]?.status;
          return (
            <>
              <NativeSelect
                className={classes.pick}
                label={t('issues.state')}
                value={shown}
                onChange={(event) => params.keep({ column: event.currentTarget.value })}
                data={columns.map((column) => ({
                  value: column.status,
                  label: `${stateOf(column.status)} (${formatNumber(column.total)})`,
                }))}
              />
              <div className={classes.board} aria-busy={board.isPlaceholderData}>
                {columns.map((column) => (
                  <Column
                    key={column.status}
                    column={column}
                    current={column.status === shown}
                    query={query}
                    moved={moved}
                    dragged={dragged}
                    onDrag={setDragged}
                    onDrop={() => drop(column.status)}
                    onAct={acts.begin}
                  />
                ))}
              </div>
            </>
          );
        }}
      </Loaded>
      {acts.dialog}
    </Page>
  );
}
