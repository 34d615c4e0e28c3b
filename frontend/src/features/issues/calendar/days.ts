/** Days of a month as a calendar shows them: whole weeks from Monday. All dates are `YYYY-MM-DD`. */

const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The month (`YYYY-MM`) so many months later. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return iso(Date.UTC(year, number - 1 + count, 1)).slice(0, 7);
}

/** Whether it is a month. */
export const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The weeks that a month touches. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01`);
  const next = Date.parse(`${monthAfter(month, 1)}-01`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
  const weeks: string[][] = [];
  for (let start = monday; start < next; start += 7 * DAY)
    weeks.push(Array.from({ length: 7 }, (_, day) => iso(start + day * DAY)));
  return weeks;
}

/** Saturday and Sunday. */
export const isWeekend = (date: string) => [0, 6].includes(new Date(Date.parse(date)).getUTCDay());

/** Name of the weekday in the language of the screens. */
export function weekdayOf(date: string, locale: string, form: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(Date.parse(date));
}
