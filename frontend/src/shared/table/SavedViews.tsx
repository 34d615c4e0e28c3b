import { Button, Group, TextInput } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { keepDraft, readDraft } from '../form/drafts';
import { Icon } from '../ui/icons';
import classes from './DataTable.module.css';

interface View {
  name: string;
  search: Record<string, string>;
}

/** Filters, sorting and columns of a list under a name, kept on this device until sign-out. */
export function SavedViews() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const place = `views:${pathname}`;
  const [views, setViews] = useState<View[]>([]);
  const [name, setName] = useState('');
  useEffect(() => {
    void readDraft<View[]>(user.id, place).then((found) => setViews(found?.value ?? []));
  }, [user.id, place]);
  const keep = (next: View[]) => {
    setViews(next);
    void keepDraft(user.id, place, next);
  };
  const save = () => {
    const title = name.trim();
    if (!title) return;
    const { page: _page, ...rest } = search as Record<string, string>;
    keep([...views.filter((view) => view.name !== title), { name: title, search: rest }]);
    setName('');
  };
  return (
    <details className={classes.chooser}>
      <summary>
        <Icon name="list" size={18} /> {t('table.views')}
      </summary>
      <div className={classes.choices}>
        {views.map((view) => (
          <Group key={view.name} gap="xs" wrap="nowrap" justify="space-between">
            <Button variant="subtle" onClick={() => void navigate({ to: '.', search: view.search } as never)}>
              {view.name}
            </Button>
            <Button
              variant="subtle"
              color="red"
              aria-label={t('table.drop_view', { name: view.name })}
              onClick={() => keep(views.filter((other) => other.name !== view.name))}
            >
              <Icon name="close" size={16} />
            </Button>
          </Group>
        ))}
        <TextInput
          label={t('table.view_name')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value.normalize('NFC'))}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
        <Button variant="light" onClick={save} disabled={!name.trim()}>
          {t('table.save_view')}
        </Button>
      </div>
    </details>
  );
}
