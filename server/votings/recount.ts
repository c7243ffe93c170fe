/** Counts a published file of ballots anew; what the recount page does in the visitor's browser. Pure. */
import { type CountedVoting, countVoting } from './count-voting.ts';
import { parsePabulib } from './pabulib.ts';
import { readRules } from './pabulib-rules.ts';

/**
 * @param file the bytes of a `.pb` file
 * @returns the count by the file's own rules, with options by their names in the file
 * @throws ImportError with the line when the file is at fault
 */
export function recountFile(file: Uint8Array): CountedVoting {
  const content = parsePabulib(file);
  const rules = readRules(content, file);
  return countVoting({ rules: { ...rules, ballotType: content.ballotType }, options: content.projects, ballots: content.ballots });
}
