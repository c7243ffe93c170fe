import type { DiffPart } from '../../server/plan-texts/text-diff.ts';

/**
 * A comparison for a narrow place: of the text that stays only what stands round the changes. What is left out becomes "…".
 * @param around characters of unchanged text to keep on either side of a change
 */
export function excerptDiff(parts: readonly DiffPart[], around = 60): DiffPart[] {
  return parts.map((part, index) => {
    if (part.kind !== 'same') return part;
    const [first, last] = [index === 0, index === parts.length - 1];
    const room = (first ? 0 : around) + (last ? 0 : around);
    if (part.text.length <= room + around / 2) return part;
    const head = first ? '' : cutEnd(part.text.slice(0, around));
    const tail = last ? '' : cutStart(part.text.slice(-around));
    return { kind: 'same', text: first && last ? cutEnd(part.text.slice(0, around)) : `${head}${head && tail ? ' ' : ''}${tail}` };
  });
}

function cutEnd(text: string): string {
  return `${text.replace(/\s+\S*$/u, '')} …`;
}

function cutStart(text: string): string {
  return `… ${text.replace(/^\S*\s+/u, '')}`;
}
