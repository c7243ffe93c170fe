/**
 * A conversation of Polis, as it exports it: `comments.csv` (timestamp, datetime, comment-id, author-id, agrees, disagrees, moderated, comment-body) and `votes.csv`
 * (timestamp, datetime, comment-id, voter-id, vote; 1 agrees, -1 disagrees, 0 passes). See compdemocracy.org/export.
 */
import { ImportError } from '../cli/import-error.ts';
import type { PeerIdea } from './peer-idea.ts';
import { ideaWords } from './plain-text.ts';
import { readTable, requireColumns } from './table.ts';

const COMMENTS = ['timestamp', 'comment-id', 'moderated', 'comment-body'] as const;
const VOTES = ['timestamp', 'comment-id', 'voter-id', 'vote'] as const;

/** What one participant answered, by the number of the statement; the last time they said it. */
export type PolisVoter = { voterId: string; answers: Map<string, -1 | 0 | 1>; raw: Record<string, string>[] };

export type PolisConversation = { statements: PeerIdea[]; voters: PolisVoter[]; from: Date; until: Date };

/** @throws ImportError with its line, when one of the files is at fault; `file` says which */
export function readPolis({ comments, votes }: { comments: Uint8Array; votes: Uint8Array }): PolisConversation {
  const statements = inFile('comments.csv', () => readComments(comments));
  const known = new Set(statements.map(({ sourceKey }) => sourceKey.slice('polis:'.length)));
  const { voters, moments } = inFile('votes.csv', () => readVotes(votes, known));
  const all = [...moments, ...statements.flatMap(({ createdAt }) => (createdAt ? [createdAt.getTime()] : []))];
  return {
    statements,
    voters,
    from: new Date(all.reduce((a, b) => Math.min(a, b))),
    until: new Date(all.reduce((a, b) => Math.max(a, b))),
  };
}

function inFile<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportError) throw new ImportError({ line: error.line, message: `${error.message} (in ${name})` });
    throw error;
  }
}

function readComments(file: Uint8Array): PeerIdea[] {
  const table = readTable(file);
  requireColumns(table, COMMENTS, 'Polis');
  const seen = new Set<string>();
  return table.rows.map(({ line, values }) => {
    const id = numberIn(values['comment-id'], { line, what: 'Het nummer van de uitspraak' });
    if (seen.has(id)) throw new ImportError({ line, message: `Uitspraak ${id} staat er twee keer.` });
    seen.add(id);
    const moderated = values.moderated?.trim() ?? '';
    if (!['-1', '0', '1'].includes(moderated))
      throw new ImportError({ line, message: `"moderated" moet -1, 0 of 1 zijn, en is "${moderated}".` });
    const body = values['comment-body'] ?? '';
    const words = ideaWords({ title: body, body, from: 'Polis' });
    if (!words) throw new ImportError({ line, message: `Uitspraak ${id} heeft geen tekst.` });
    // The number of its author means nothing to us and something to who knows Polis.
    const { 'author-id': _, ...raw } = values;
    return {
      line,
      sourceKey: `polis:${id}`,
      words: moderated === '-1' ? null : words,
      createdAt: secondsIn(values.timestamp, line),
      place: null,
      theme: null,
      url: null,
      supports: null,
      raw,
    };
  });
}

function readVotes(file: Uint8Array, known: ReadonlySet<string>): { voters: PolisVoter[]; moments: number[] } {
  const table = readTable(file);
  requireColumns(table, VOTES, 'Polis');
  const voters = new Map<string, PolisVoter>();
  const moments: number[] = [];
  const latest = new Map<string, number>();
  for (const { line, values } of table.rows) {
    const id = numberIn(values['comment-id'], { line, what: 'Het nummer van de uitspraak' });
    const voterId = numberIn(values['voter-id'], { line, what: 'Het nummer van de deelnemer' });
    const vote = Number(values.vote);
    if (vote !== 1 && vote !== 0 && vote !== -1)
      throw new ImportError({ line, message: `Een stem is 1, 0 of -1, en hier staat "${values.vote}".` });
    if (!known.has(id)) throw new ImportError({ line, message: `Uitspraak ${id} staat niet in comments.csv.` });
    const at = secondsIn(values.timestamp, line).getTime();
    moments.push(at);
    const voter: PolisVoter = voters.get(voterId) ?? { voterId, answers: new Map(), raw: [] };
    voters.set(voterId, voter);
    voter.raw.push(values);
    // Everybody may change their mind; the file has every time they did.
    const key = `${voterId} ${id}`;
    if (at < (latest.get(key) ?? 0)) continue;
    latest.set(key, at);
    voter.answers.set(id, vote);
  }
  return { voters: [...voters.values()], moments };
}

function numberIn(value: string | undefined, { line, what }: { line: number; what: string }): string {
  const text = value?.trim() ?? '';
  if (!/^\d+$/.test(text)) throw new ImportError({ line, message: `${what} klopt niet: "${text}".` });
  return String(Number(text));
}

/** Seconds since 1970; older exports count milliseconds. */
function secondsIn(value: string | undefined, line: number): Date {
  const count = Number(value?.trim() || Number.NaN);
  const at = new Date(count > 1e11 ? count : count * 1000);
  if (!(count >= 0) || Number.isNaN(at.getTime())) throw new ImportError({ line, message: `Het tijdstip klopt niet: "${value ?? ''}".` });
  return at;
}
