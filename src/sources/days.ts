/** Days and months as sentences write them. */
const calendar = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2025-07-14` as 14 July 2025. */
export const dayText = (day: string): string => calendar.format(new Date(`${day}T00:00:00Z`));

/** The month that a day is in, `2025-07`. */
export const lastMonthOf = (day: string): string => day.slice(0, 7);
