import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { TextLink } from '@/shared/ui/links';
import { DeadlineChip, Oddities } from '../marks';
import classes from './Board.module.css';
import { CardMenu } from './CardMenu';

export const cardId = (id: string) => `card-${id}`;

interface CardProps {
  issue: IssueView;
  dragged: boolean;
  onAct: (action: string) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}

/** An issue on the board. A mouse drags it; its menu does all that the server allows, by keyboard and finger too. */
export function Card({ issue, dragged, onAct, onDragStart, onDragEnd }: CardProps) {
  const { t } = useTranslation();
  const name = issue.title || t('issues.untitled');
  return (
    <li
      id={cardId(issue.id)}
      className={classes.card}
      data-dragged={dragged || undefined}
      draggable={issue.allowed_actions.length > 0}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        onDragStart();
      }}
      onDragEnd={onDragEnd}
    >
      <TextLink to="/issues/$id" params={{ id: issue.id }} draggable={false} className={classes.name}>
        {name}
      </TextLink>
      <DeadlineChip issue={issue} />
      <Oddities issue={issue} />
      <Text size="sm">
        {issue.responsible_name ? (
          <>
            {issue.responsible_name}
            <br />
          </>
        ) : null}
        <Text component="span" size="sm" c="var(--quiet)">
          {issue.owning_unit_name}
        </Text>
      </Text>
      {issue.milestones_total > 0 ? (
        <Text size="sm" c="var(--quiet)">
          {t('issues.milestones_done', { done: issue.milestones_done, total: issue.milestones_total })}
        </Text>
      ) : null}
      {issue.allowed_actions.length > 0 ? (
        <CardMenu name={name} actions={issue.allowed_actions} onAct={onAct} />
      ) : null}
    </li>
  );
}
