import { useQueryClient } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import type { CreateRegistration, RegistrationView } from '@/api/generated';
import { useAutosave } from '@/shared/form/useAutosave';
import { changeRegistration, createRegistration, registrationKeys } from '../api';
import { inputOf, type RegistrationValues, savable } from './values';

interface Options {
  form: UseFormReturn<RegistrationValues>;
  record: RegistrationView | null;
  /** Subject and year of a registration that does not exist yet. */
  subject: Omit<CreateRegistration, 'pledges' | 'paper_signed'>;
  user: string;
  draftName: string;
  /** Somebody else changed the record meanwhile. */
  onConflict: (id: string) => void;
}

/** Keeps a registration while it is typed. */
export function useRegistrationAutosave({ form, subject, ...rest }: Options) {
  const client = useQueryClient();
  return useAutosave<RegistrationView, RegistrationValues>({
    ...rest,
    form,
    savable,
    send: (values, known, key) => {
      const body = { paper_signed: values.paper_signed, pledges: inputOf(values) };
      return known
        ? changeRegistration({ id: known.id, version: known.version }, body)
        : createRegistration({ ...subject, ...body }, key);
    },
    onSaved: (saved, sent) => {
      sent.pledges.forEach((pledge, index) => {
        const place = form.getValues('pledges').findIndex((row) => row.key === pledge.key);
        const id = saved.pledges[index]?.id;
        if (place >= 0 && id) form.setValue(`pledges.${place}.id`, id);
      });
      client.setQueryData(registrationKeys.one(saved.id), saved);
    },
    byProgram: (name) => /\.id$/.test(name),
  });
}
