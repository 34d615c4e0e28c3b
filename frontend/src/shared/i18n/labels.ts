import { useTranslation } from 'react-i18next';
import { i18n } from '.';
import vietnamese from './labels.vi.json';

interface Label {
  label: string;
  /** Missing in a build where it says the same as the label. */
  short?: string;
}

const groups: Record<string, Record<string, Label>> = vietnamese;

/**
 * The label of a code in the current language. Vietnamese labels are data of the project
 * (copied by `npm run labels`); an unknown code shows itself rather than nothing.
 */
export function labelOf(
  group: string,
  code: string | null | undefined,
  form: 'label' | 'short' = 'label',
): string {
  if (!code) return '';
  if (i18n.language === 'en') {
    const key = `labels.${group.replaceAll('.', '_')}.${code.replaceAll('.', '_').replaceAll(':', '_')}`;
    if (i18n.exists(key)) return i18n.t(key);
  }
  const known = groups[group]?.[code];
  return known?.[form] ?? known?.label ?? code;
}

/** Codes of a group in the order of the data, as options of a select. */
export function optionsOf(group: string, codes?: readonly string[], form: 'label' | 'short' = 'label') {
  return (codes ?? Object.keys(groups[group] ?? {})).map((value) => ({
    value,
    label: labelOf(group, value, form),
  }));
}

/** The word of a verb; persons' registrations are passed (thông qua), those of collectives approved (duyệt). */
export function verbOf(verb: string, subjectKind?: string): string {
  return verb === 'approve' && subjectKind
    ? i18n.t(`registrations.approve_${subjectKind}`)
    : labelOf('verb', verb);
}

/** As `labelOf` and `optionsOf`, and the screen redraws when the language changes. */
export function useLabels() {
  useTranslation();
  return { labelOf, optionsOf, verbOf };
}
