import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CodeListView } from '@/api/generated';
import { call } from '@/api/http';
import { i18n } from '@/shared/i18n';
import { labelOf as builtIn, useLabels } from '@/shared/i18n/labels';

/** A code list with the words that the province gives to it. */
export const codeListQuery = (name: string) =>
  queryOptions({
    queryKey: ['code-lists', name] as const,
    queryFn: ({ signal }) => call<CodeListView>('GET', `/code-lists/${name}`, { signal }),
    staleTime: 5 * 60_000,
  });

/** Words and choices of a list that the province may change; the built-in words until it has arrived. */
export function useCodes(name: string) {
  const { optionsOf } = useLabels();
  const { data } = useQuery(codeListQuery(name));
  const wordOf = (code: string | null | undefined, form: 'label' | 'short' = 'label'): string => {
    const entry = data?.entries.find((known) => known.code === code);
    const known = builtIn(name, code, form);
    // The province writes Vietnamese; English words exist for built-in codes only.
    if (!entry || (i18n.language === 'en' && known !== code)) return known;
    return entry[form];
  };
  /** Codes to choose from: those in use, and the one that the record has already. */
  const choices = (kept?: string, form: 'label' | 'short' = 'label') =>
    data
      ? data.entries
          .filter((entry) => entry.active || entry.code === kept)
          .map((entry) => ({ value: entry.code, label: wordOf(entry.code, form) }))
      : optionsOf(name, undefined, form);
  return { wordOf, choices };
}
