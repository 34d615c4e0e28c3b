import { formatNumber } from '@/shared/i18n/format';

const KB = 1024;
const MB = 1024 * KB;

/** 1,5 MB; 320 KB. */
export function formatSize(bytes: number): string {
  return bytes >= MB
    ? `${formatNumber(Math.round((bytes / MB) * 10) / 10)} MB`
    : `${formatNumber(Math.max(1, Math.round(bytes / KB)))} KB`;
}
