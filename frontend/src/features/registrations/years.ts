/** Years to choose from, the newest first; the programme began in 2016. */
export function yearOptions(today: string): { value: string; label: string }[] {
  const last = Number(today.slice(0, 4)) + 1;
  return Array.from({ length: last - 2015 }, (_, index) => String(last - index)).map((value) => ({
    value,
    label: value,
  }));
}
