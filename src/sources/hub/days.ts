/** Days and months as sentences write them. */
import { formatDay as dayText, formatValue } from '../../schema/written.ts';

/** `2025-07-14` as 14 July 2025. */
export { dayText };

/** The month of `2025-07-14` as July 2025. */
export const monthText = (day: string): string => formatValue('month', monthOf(day));

/** The month that a day is in, `2025-07`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The day so many days before, in UTC. */
export function daysBefore(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return moment.toISOString().slice(0, 10);
}

/** Two days as 14 to 22 August 2026: what they share is said once. */
export function spanText(from: string, to: string): string {
  const parts = dayText(from).split(' ');
  const shared = monthOf(from) === monthOf(to) ? 1 : from.slice(0, 4) === to.slice(0, 4) ? 2 : 3;
  return `${parts.slice(0, shared).join(' ')} to ${dayText(to)}`;
}

/** The day of the month as 22nd. */
export function ordinal(day: string): string {
  const number = Number(day.slice(8));
  const ending = number > 10 && number < 20 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** A moment as 30 September 2022 at 05:46. */
export const momentText = (moment: string): string => `${dayText(moment.slice(0, 10))} at ${moment.slice(11, 16)}`;

const [minute, dayLong] = [60_000, 24 * 60 * 60_000];
/** Milliseconds by which clocks may differ; and a command that is given before midnight may be answered after it. */
export const tolerance = 10 * minute;

/** How a moment lies to a day in UTC and so many days after it, give or take ten minutes. */
export function placeInTime(moment: string, day: string, later = 0): 'before' | 'within' | 'after' {
  const since = Date.parse(moment) - Date.parse(day);
  return since < -tolerance ? 'before' : since < (1 + later) * dayLong + tolerance ? 'within' : 'after';
}
