import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unreadQuery } from '@/features/notifications/api';
import { Icon } from '@/shared/ui/icons';
import classes from './Shell.module.css';

/** The way to the inbox with the number of unread notices; a new one is said aloud. */
export function Bell() {
  const { t } = useTranslation();
  const { data: unread = 0 } = useQuery(unreadQuery);
  const words = t('shell.unread', { count: unread });
  return (
    <>
      <Link to="/notifications" className={classes.bell} aria-label={t('shell.bell', { words })}>
        <Icon name="bell" size={22} />
        {unread > 0 ? (
          <span className={classes.count} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        ) : null}
      </Link>
      <VisuallyHidden role="status">{unread > 0 ? words : ''}</VisuallyHidden>
    </>
  );
}
