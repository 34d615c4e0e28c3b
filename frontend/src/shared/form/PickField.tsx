import { Loader, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type FieldProps, useLabelText } from './fields';
import classes from './PickField.module.css';

export interface Choice {
  value: string;
  label: string;
  /** A second line that tells namesakes apart. */
  hint?: string;
}

interface PickInputProps {
  id?: string;
  label: string;
  hint?: React.ReactNode;
  error?: React.ReactNode;
  /** Words of the present choice. */
  shown: string;
  /** Names the list in the cache. */
  source: string;
  find: (words: string, signal: AbortSignal) => Promise<Choice[]>;
  onPick: (choice: Choice | undefined) => void;
  ref?: React.Ref<HTMLInputElement>;
  w?: React.ComponentProps<typeof TextInput>['w'];
}

/** Choosing one of many by typing a part of its name; arrows move, Enter takes, Escape closes. */
export function PickInput({ id, label, hint, error, shown, source, find, onPick, ref, w }: PickInputProps) {
  const { t } = useTranslation();
  const list = useId();
  const [text, setText] = useState(shown);
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  useEffect(() => setText(shown), [shown]);
  useEffect(() => {
    const timer = setTimeout(() => setWords(text.trim().normalize('NFC')), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['pick', source, words],
    queryFn: ({ signal }) => find(words, signal),
    enabled: open,
  });
  const choices = query.data ?? [];
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onPick(choice);
    setText(choice.label);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((current) => Math.max(0, Math.min(choices.length - 1, current + step)));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      // The list of what was typed before is not the one that the user has in mind.
      if (words === text.trim().normalize('NFC') && !query.isFetching) take(choices[active]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className={classes.place}>
      <TextInput
        ref={ref}
        id={id}
        w={w}
        label={label}
        description={hint}
        error={error}
        value={text}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && choices[active] ? `${list}-${active}` : undefined}
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(0);
          if (event.currentTarget.value === '') onPick(undefined);
        }}
        onBlur={() => {
          setOpen(false);
          if (text !== '') setText(shown);
        }}
        onKeyDown={onKeyDown}
        rightSection={query.isFetching ? <Loader size={16} /> : null}
      />
      <div id={list} role="listbox" aria-label={label} className={classes.list} hidden={!open}>
        {choices.map((choice, index) => (
          <div
            key={choice.value}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.option}
            onPointerDown={(event) => {
              event.preventDefault();
              take(choice);
            }}
          >
            {choice.label}
            {choice.hint ? <span>{choice.hint}</span> : null}
          </div>
        ))}
        {query.isSuccess && choices.length === 0 ? (
          <p className={classes.none}>{t('form.nothing_found')}</p>
        ) : null}
      </div>
    </div>
  );
}

interface PickFieldProps extends FieldProps {
  source: string;
  find: PickInputProps['find'];
}

/** A field whose value is a choice found by typing. */
export function PickField({ name, label, hint, rules, optional, source, find }: PickFieldProps) {
  const labelText = useLabelText(label, optional);
  return (
    <Controller
      name={name}
      rules={rules}
      render={({ field, fieldState }) => (
        <PickInput
          id={name}
          ref={field.ref}
          label={labelText}
          hint={hint}
          error={fieldState.error?.message}
          shown={(field.value as Choice | undefined)?.label ?? ''}
          source={source}
          find={find}
          onPick={field.onChange}
        />
      )}
    />
  );
}
