/** Approval voting: everybody names the options they agree with; the most named wins. */

export type ApprovalCount = {
  /** The most chosen; several when they are exactly equal, for then the ballots do not decide; none without ballots. */
  winners: string[];
  tally: { id: string; votes: number }[];
};

/**
 * Counts how often each option was chosen. An option named twice on one ballot counts once.
 * @throws RangeError when a ballot names an unknown option
 */
export function countApprovals({ options, ballots }: { options: string[]; ballots: { approvals: string[] }[] }): ApprovalCount {
  const votes = new Map(options.map((id) => [id, 0]));
  for (const { approvals } of ballots) {
    for (const id of new Set(approvals)) {
      const before = votes.get(id);
      if (before === undefined) throw new RangeError(`a ballot names an unknown option: ${id}`);
      votes.set(id, before + 1);
    }
  }
  const most = Math.max(0, ...votes.values());
  const tally = [...votes].map(([id, count]) => ({ id, votes: count }));
  return { winners: most === 0 ? [] : tally.filter((option) => option.votes === most).map(({ id }) => id), tally };
}
