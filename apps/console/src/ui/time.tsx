import { classes } from './classes.js';
import { dayOf } from './day.js';

/** Times as people here write them; the whole truth, with the zone, on hover. */
const inFull = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "in 6 days", "2 hours ago", "now". */
function ago(time: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000);
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return unit === 'second'
    ? relative.format(0, 'second')
    : relative.format(Math.round(seconds / length), unit);
}

const moment = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const isToday = (date: Date) => date.toDateString() === new Date().toDateString();

const forms = {
  ago,
  day: dayOf,
  /** The clock is enough for today. */
  moment: (time: string) => (isToday(new Date(time)) ? clock : moment).format(new Date(time)),
  full: (time: string) => inFull.format(new Date(time)),
};

export const Time = ({ at, as = 'ago' }: { at: string; as?: keyof typeof forms }) => (
  <time
    dateTime={at}
    title={inFull.format(new Date(at))}
    className={classes('tabular-nums', as !== 'full' && 'whitespace-nowrap')}
  >
    {forms[as](at)}
  </time>
);
