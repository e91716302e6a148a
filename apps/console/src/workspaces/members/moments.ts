/** A role given until a day is given for all of that day, where whoever gives it is. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** The day of a moment, as a field for days wants it. */
export function dayFor(time: string | Date): string {
  const at = new Date(time);
  const [month, day] = [at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${at.getFullYear()}-${month}-${day}`;
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** As of a day that is over one asks for its end; of today, and of none, for now. */
export const asOf = (day: string | undefined, now = new Date()): string | undefined =>
  day && isDay(day) && day < dayFor(now) ? endOfDay(day) : undefined;
