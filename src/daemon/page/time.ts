import { age } from '../../report/text/duration.ts';

/** `12s ago`. */
export function ago(at: number, now: number): string {
  return `${age(now - at)} ago`;
}

/** `in 12s`, or `now` where it is due. */
export function ahead(at: number, now: number): string {
  return at <= now ? 'now' : `in ${age(at - now + 999)}`;
}

/** How long something took: `340 ms`, `2.1 s`. */
export function span(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** The time of day where whoever reads is; with the day, where it is another one. */
export function clockTime(at: number, now: number): string {
  const [moment, today] = [new Date(at), new Date(now)];
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}`;
  if (moment.toDateString() === today.toDateString()) return time;
  return `${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${time}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
