import pg from 'pg';

const TEXT_ARRAY = 1009;
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;

type Parse = (text: string) => unknown;

// pg knows the array types, its types do not.
const parseTextArray = pg.types.getTypeParser(TEXT_ARRAY as never, 'text') as unknown as (text: string) => (string | null)[];

const OURS: Record<number, Parse> = {
  [INT8]: parseInt8,
  [INT8_ARRAY]: (text) => parseTextArray(text).map((item) => (item === null ? null : parseInt8(item))),
  // A day is not an instant: as a Date it would move with the time zone of the machine.
  [DATE]: (text) => text,
  [DATE_ARRAY]: parseTextArray,
};

/** How values leave the database, on both drivers: int8 as number, date as `YYYY-MM-DD`, the rest as pg does. */
export const valueTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    const ours = format === 'binary' ? undefined : OURS[oid];
    return ours ?? (pg.types.getTypeParser(oid, format as 'text') as Parse);
  },
};

/** @throws RangeError rather than rounding a number JavaScript cannot hold */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit in a JavaScript number`);
  return value;
}
