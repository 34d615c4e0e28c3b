import { useEffect, useState } from 'react';
import { DateInput } from '../form/DateField';
import type { ListParams } from './listParams';

interface DateFilterProps {
  params: ListParams;
  name: string;
  label: string;
}

/** A day as a filter; what is no whole date yet does not filter. */
export function DateFilter({ params, name, label }: DateFilterProps) {
  const current = params.get(name);
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  return (
    <DateInput
      label={label}
      value={text}
      w={{ base: '100%', xs: 180 }}
      onChange={(value) => {
        setText(value);
        if (value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value)) params.set({ [name]: value || undefined });
      }}
    />
  );
}
