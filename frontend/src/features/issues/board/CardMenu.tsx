import { Button } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import classes from './Board.module.css';

interface CardMenuProps {
  /** Name of the issue. */
  name: string;
  actions: readonly string[];
  onAct: (action: string) => void;
}

/** The menu of a card: arrows move, Enter takes, Escape closes. It opens within the card, so no column cuts it off. */
export function CardMenu({ name, actions, onAct }: CardMenuProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const menu = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const show = () => {
    setOpen(true);
    setTimeout(() => items()[0]?.focus(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
      return;
    }
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (open) all[(to + all.length) % all.length]?.focus();
    else show();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the items inside
    <div
      className={classes.menu}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <Button
        ref={button}
        variant="default"
        fullWidth
        rightSection={<Icon name={open ? 'up' : 'down'} size={14} />}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menu : undefined}
        aria-label={t('board.move_named', { name })}
        onClick={() => (open ? setOpen(false) : show())}
      >
        {t('board.move')}
      </Button>
      {open ? (
        <div
          ref={list}
          id={menu}
          role="menu"
          tabIndex={-1}
          aria-label={t('board.move_named', { name })}
          className={classes.items}
        >
          {actions.map((action) => (
            <button
              key={action}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={classes.item}
              data-grave={action === 'withdraw' || action === 'delete' || undefined}
              onClick={() => {
                setOpen(false);
                // The focus returns here when a dialog of the action is closed.
                button.current?.focus();
                onAct(action);
              }}
            >
              {labelOf('verb', action)}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
