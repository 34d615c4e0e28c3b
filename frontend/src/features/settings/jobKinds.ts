import { useTranslation } from 'react-i18next';

const KNOWN = ['digest', 'files_sweep', 'tell'];

/** What a job does, in words; a kind that is new here says its code. */
export function useJobKind() {
  const { t } = useTranslation();
  return (kind: string) => (KNOWN.includes(kind) ? t(`jobs.kind_${kind}`) : kind);
}
