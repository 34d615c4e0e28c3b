import { language } from '.';

const ZONE = 'Asia/Ho_Chi_Minh';
const locale = () => (language() === 'en' ? 'en-GB' : 'vi-VN');

/** What stands where there is no value. */
export const NONE = '–';

/** A calendar date (`YYYY-MM-DD`) as dd/mm/yyyy. */
export function formatDate(date: string | null | undefined): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '');
  return match ? `${match[3]}/${match[2]}/${match[1]}` : NONE;
}

/** An instant as HH:mm dd/mm/yyyy in Vietnam. */
export function formatInstant(instant: string | null | undefined): string {
  if (!instant) return NONE;
  return `${formatTime(instant)} ${formatDay(instant)}`;
}

/** The day of an instant in Vietnam, dd/mm/yyyy. */
export function formatDay(instant: string | null | undefined): string {
  if (!instant) return NONE;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(instant));
  return formatDate(day);
}

/** The time of an instant in Vietnam, HH:mm. */
export function formatTime(instant: string | Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );
}

/** 1.234,5 */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
}

/** A rate in percent: 96,6 % (a space that does not break). */
export function formatPercent(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : `${formatNumber(value)} %`;
}

/** dd/mm/yyyy (also d/m/yyyy, with dots or dashes, or eight digits) to `YYYY-MM-DD`; undefined when it is no date. */
export function parseDate(text: string): string | undefined {
  const match =
    /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text) ??
    /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
  if (!match) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined;
  return date.toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when the second lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Compares names of persons as Vietnamese lists do: by given name, then by the words before it. */
export function compareNames(a: string, b: string): number {
  const reversed = (name: string) => name.trim().split(/\s+/).reverse().join(' ');
  return collator.compare(reversed(a), reversed(b));
}

export const collator = new Intl.Collator('vi');
