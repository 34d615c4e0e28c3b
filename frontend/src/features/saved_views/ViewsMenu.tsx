import { ActionIcon, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { SavedView } from '@/api/generated';
import { newKey } from '@/api/http';
import { useUser } from '@/api/session';
import chooser from '@/shared/table/DataTable.module.css';
import { Icon } from '@/shared/ui/icons';
import { TextLink } from '@/shared/ui/links';
import { Failed, Loading } from '@/shared/ui/states';
import { changeView, dropView, savedViewsQuery, saveView, viewKeys } from './api';
import classes from './ViewsMenu.module.css';

const NAME_MAX = 100;

const searchOf = (query: string) => Object.fromEntries(new URLSearchParams(query));

/** The filters of the address as a view keeps them: without the page. */
function queryOf(search: Record<string, unknown>): string {
  const { page: _page, ...rest } = search;
  return new URLSearchParams(
    Object.entries(rest).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
  ).toString();
}

/** Filters, order and columns of a list under a name: the own ones and those that colleagues share. Each is an address. */
export function ViewsMenu({ room }: { room: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className={chooser.chooser} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="list" size={18} /> {t('table.views')}
      </summary>
      {open ? (
        <div className={`${chooser.choices} ${classes.panel}`}>
          <Known room={room} />
          <Keep room={room} />
        </div>
      ) : null}
    </details>
  );
}

function Known({ room }: { room: string }) {
  const { t } = useTranslation();
  const user = useUser();
  const query = useQuery(savedViewsQuery(room));
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading lines={2} />;
  const own = query.data.items.filter((view) => view.user_id === user.id);
  const others = query.data.items.filter((view) => view.user_id !== user.id);
  return (
    <Stack gap="sm">
      {own.length > 0 ? <Views title={t('views.own')} views={own} /> : null}
      {others.length > 0 ? <Views title={t('views.of_colleagues')} views={others} /> : null}
      {query.data.items.length === 0 ? (
        <Text size="sm" c="var(--quiet)">
          {t('views.none')}
        </Text>
      ) : null}
    </Stack>
  );
}

function Views({ title, views }: { title: string; views: SavedView[] }) {
  const heading = useId();
  return (
    <div>
      <Text id={heading} size="sm" fw={600}>
        {title}
      </Text>
      <ul className={classes.views} aria-labelledby={heading}>
        {views.map((view) => (
          <View key={view.id} view={view} />
        ))}
      </ul>
    </div>
  );
}

function View({ view }: { view: SavedView }) {
  const { t } = useTranslation();
  const user = useUser();
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  const refresh = () => client.invalidateQueries({ queryKey: viewKeys.all });
  const share = useMutation({
    mutationFn: (shared: boolean) => changeView(view, { shared }),
    onSuccess: async (changed) => {
      notifyDone(t(changed.shared ? 'views.is_shared' : 'views.is_private', { name: changed.name }));
      await refresh();
    },
  });
  const drop = useMutation({ mutationFn: () => dropView(view), onSuccess: refresh });
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}${pathname}?${view.query}`);
    notifyDone(t('views.copied', { name: view.name }));
  };
  const may = (action: string) => view.allowed_actions.includes(action);
  return (
    <li className={classes.view}>
      <TextLink
        to="."
        search={searchOf(view.query) as never}
        aria-current={queryOf(search) === view.query ? 'true' : undefined}
        className={classes.name}
      >
        {view.name}
      </TextLink>
      {view.user_id === user.id ? null : (
        <Text component="span" size="sm" c="var(--quiet)">
          {t('views.by', { name: view.user_name })}
        </Text>
      )}
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={t('views.copy', { name: view.name })}
        onClick={() => void copy()}
      >
        <Icon name="link" size={18} />
      </ActionIcon>
      {may('delete') ? (
        <ActionIcon
          variant="subtle"
          color="red"
          size={44}
          loading={drop.isPending}
          aria-label={t('table.drop_view', { name: view.name })}
          onClick={() => drop.mutate()}
        >
          <Icon name="close" size={18} />
        </ActionIcon>
      ) : null}
      {may('edit') ? (
        <Checkbox
          className={classes.share}
          label={t('views.share', { name: view.name })}
          checked={view.shared}
          disabled={share.isPending}
          onChange={(event) => share.mutate(event.currentTarget.checked)}
        />
      ) : null}
    </li>
  );
}

/** Keeps what is on screen now. */
function Keep({ room }: { room: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { search } = useLocation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [key, setKey] = useState(newKey);
  const keep = useMutation({
    mutationFn: () => saveView({ room, name: name.trim(), query: queryOf(search), shared }, key),
    onSuccess: async () => {
      notifyDone(t('views.kept', { name: name.trim() }));
      setName('');
      setShared(false);
      await client.invalidateQueries({ queryKey: viewKeys.all });
    },
    onSettled: () => setKey(newKey()),
  });
  const ready = name.trim() !== '' && !keep.isPending;
  return (
    <form
      className={classes.keep}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) keep.mutate();
      }}
    >
      <TextInput
        label={t('table.view_name')}
        value={name}
        maxLength={NAME_MAX}
        onChange={(event) => setName(event.currentTarget.value.normalize('NFC'))}
      />
      <Checkbox
        label={t('views.share_new')}
        description={t('views.share_hint')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Button type="submit" variant="light" disabled={!ready}>
        {t('table.save_view')}
      </Button>
    </form>
  );
}
