/** The code under a frozen paper: of what it says now. When words were taken out of it, also when, and the code of the text before that. Pure. */

/** `sha256`: of the text before the words were taken out. */
export type TakenOutOfPaper = { at: string; sha256: string };

export function codeOf(paper: { sha256: string | null; redacted_at: Date | null; redacted_sha256: string | null }): {
  sha256: string | null;
  takenOut: TakenOutOfPaper | null;
} {
  const { sha256, redacted_at, redacted_sha256 } = paper;
  if (sha256 === null || redacted_at === null || redacted_sha256 === null) return { sha256, takenOut: null };
  return { sha256: redacted_sha256, takenOut: { at: redacted_at.toISOString(), sha256 } };
}
