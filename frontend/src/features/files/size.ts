import { formatNumber } from '@/shared/i18n/format';

/** 1,5 MB; 320 KB. */
export function formatSize(bytes: number): string {
  return bytes >= 1_000_000
    ? `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`
    : `${formatNumber(Math.max(1, Math.round(bytes / 1000)))} KB`;
}
