/** What happened to somebody's words, in the order it happened. Pure: from the receipt to lines a page shows. */
import type { Receipt } from '../../server/responses/response-receipt.ts';

export type WayLine = {
  /** Day or instant, ISO. */
  at: string;
  /** Key under `desk:receipt`. */
  key: string;
  values?: Record<string, string | number>;
  /** Turning points: sent, answered, the text changed, done. */
  big?: boolean;
  /** Still to come. */
  ahead?: boolean;
  reason?: string;
  answer?: Receipt['answers'][number];
  link?: { to: 'commitment'; number: number } | { to: 'note'; number: number };
};

const TOLD = ['acknowledged', 'assigned', 'paused', 'resumed', 'extended', 'stopped', 'overdue', 'reopened', 'rated'] as const;

export function wayOf({ contribution, clock, answers, commitments, steps, notes }: Receipt): WayLine[] {
  const lines: WayLine[] = [
    {
      at: contribution.createdAt,
      key: 'sent',
      big: true,
      ...(clock ? { values: { dueOn: clock.firstDueOn } } : {}),
    },
  ];
  for (const event of clock?.events ?? []) {
    const kind: string = event.kind;
    if (!TOLD.some((told) => told === kind)) continue;
    const { dueOn, reason, rating } = event.data as { dueOn?: string; reason?: string; rating?: number };
    const stopped = kind === 'stopped' && ['hidden', 'withdrawn', 'merged'].includes(reason ?? '');
    lines.push({
      at: event.at,
      key: stopped ? `stopped_${reason}` : kind,
      values: { ...(dueOn ? { dueOn } : {}), ...(rating ? { rating } : {}) },
      ...(reason && !stopped ? { reason } : {}),
    });
  }
  for (const answer of answers) {
    lines.push({ at: answer.publishedAt, key: 'answered', big: true, answer });
    if (answer.correction) lines.push({ at: answer.correction.at, key: 'corrected', reason: answer.correction.reason });
  }
  const { proposal } = contribution;
  if (proposal?.decidedAt)
    lines.push({
      at: proposal.decidedAt,
      key: proposal.status === 'accepted' || proposal.status === 'partly' ? 'text' : 'decided',
      big: true,
      ...(proposal.decisionReason ? { reason: proposal.decisionReason } : {}),
    });
  for (const { note, number, at } of notes) lines.push({ at, key: 'note', values: { number }, link: { to: 'note', number: note } });
  for (const { title, plannedOn, doneOn } of steps)
    lines.push({
      at: doneOn ?? plannedOn,
      key: doneOn ? 'step_done' : 'step_planned',
      values: { title },
      ...(doneOn ? {} : { ahead: true }),
    });
  for (const { number, title, doneOn, stoppedOn, promisedOn, account } of commitments) {
    const over = doneOn ?? stoppedOn;
    lines.push({
      at: over ?? promisedOn,
      key: doneOn ? 'commitment_done' : stoppedOn ? 'commitment_stopped' : 'commitment',
      values: { title },
      ...(over ? { big: true, reason: account } : { ahead: true }),
      link: { to: 'commitment', number },
    });
  }
  // What happened, in order; then what is to come.
  return lines.sort((a, b) => Number(a.ahead ?? false) - Number(b.ahead ?? false) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What is still to be expected, as the last line says it. */
export function whatNext({ clock, commitments, steps, contribution }: Receipt): 'now_waiting' | 'now_promised' | 'now_end' {
  const open = clock && !clock.answeredOn;
  if (open && !['withdrawn', 'merged', 'hidden'].includes(contribution.status ?? '')) return 'now_waiting';
  const promised = commitments.some(({ doneOn, stoppedOn }) => !doneOn && !stoppedOn) || steps.some(({ doneOn }) => !doneOn);
  return promised ? 'now_promised' : 'now_end';
}
