import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListParams } from './listParams';

/** The row of filters above a list. */
export function Filters({ params, children }: { params: ListParams; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" align="flex-end" role="group" aria-label={t('table.filters')} className="no-print">
      {children}
      {params.filtered ? (
        <Button variant="subtle" onClick={params.clear}>
          {t('table.clear_filters')}
        </Button>
      ) : null}
    </Group>
  );
}

/** Free text search; asks the server when typing pauses. */
export function SearchFilter({ params, label }: { params: ListParams; label?: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(params.q);
  useEffect(() => setText(params.q), [params.q]);
  useEffect(() => {
    if (text.trim() === params.q) return;
    const timer = setTimeout(() => params.set({ q: text.trim().normalize('NFC') || undefined }), 350);
    return () => clearTimeout(timer);
  }, [text, params]);
  return (
    <TextInput
      label={label ?? t('action.search')}
      type="search"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      w={{ base: '100%', xs: 260 }}
    />
  );
}

interface SelectFilterProps {
  params: ListParams;
  name: string;
  label: string;
  options: { value: string; label: string }[];
  /** Leaves out the choice "all". */
  required?: boolean;
}

/** A filter with a closed set of values. */
export function SelectFilter({ params, name, label, options, required }: SelectFilterProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={label}
      value={params.get(name)}
      onChange={(event) => params.set({ [name]: event.currentTarget.value || undefined })}
      data={required ? options : [{ value: '', label: t('table.all') }, ...options]}
      w={{ base: 'calc(50% - 6px)', xs: 220 }}
    />
  );
}
