import { z } from 'zod';
import type { Reader } from './reading/reader.ts';
import { format } from './schemas/common.ts';

export type Tag = 'Trajecten' | 'Inbreng' | 'Antwoorden' | 'Stemmingen' | 'Voor partners';

/** A cell of a row for a spreadsheet. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** One address that can be read: the route, the check of what is asked, the answer and the documentation come from this. */
export type ReadOperation = {
  operationId: string;
  /** Under `/api/v1`, with the names of parameters in braces. */
  path: string;
  tag: Tag;
  summary: string;
  description: string;
  /** Parameters by their name in `path`. */
  pathParameters: z.ZodObject;
  query: z.ZodObject;
  answer: z.ZodType;
  /** Refusals beside the usual ones, by status. */
  refusals: Record<number, string>;
  read(reader: Reader, input: unknown): Promise<unknown>;
  /** As a table for a spreadsheet; null: this is no list. */
  table: { columns: readonly string[]; rows(answer: unknown): Row[] } | null;
};

type Definition<Path extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType> = Omit<
  ReadOperation,
  'pathParameters' | 'query' | 'answer' | 'read' | 'table' | 'refusals'
> & {
  pathParameters: Path;
  query: Query;
  answer: Answer;
  refusals?: Record<number, string>;
  read(reader: Reader, input: z.output<Path> & z.output<Query>): Promise<z.output<Answer>>;
  table?: { columns: readonly string[]; rows(answer: z.output<Answer>): Row[] };
};

/** Ties the types of one operation together; the list of them does not know about each. */
export function operation<Path extends z.ZodObject, Query extends z.ZodObject, Answer extends z.ZodType>({
  table,
  query,
  refusals = {},
  ...definition
}: Definition<Path, Query, Answer>): ReadOperation {
  return {
    ...definition,
    refusals,
    query: z.strictObject(table ? { ...query.shape, ...format } : query.shape),
    table: table ? { columns: table.columns, rows: (answer) => table.rows(answer as z.output<Answer>) } : null,
    read: (reader, input) => definition.read(reader, input as z.output<Path> & z.output<Query>),
  };
}
