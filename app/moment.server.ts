import { isDay } from '../server/calendar/amsterdam.ts';
import { DomainError } from '../server/errors.ts';
import { amsterdamInstant } from '../server/meetings/rules.ts';

/** The instant of a day and a time on the clock in Amsterdam, as forms give them. @throws DomainError `invalid` at the field that is wrong */
export function readMoment(day: string, time: string): Date {
  const at = isDay(day) ? amsterdamInstant(day, time) : null;
  if (!at) throw new DomainError('invalid', { fields: isDay(day) ? { time: 'desk:error.moment' } : { day: 'desk:error.moment' } });
  return at;
}
