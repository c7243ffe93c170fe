import type { Caller } from '../../server/router.ts';

/** What the page of an idea shows about following, merging, carrying out, and who is for and against. */
export async function loadFollowing(call: Caller, ideaId: string) {
  const [state, merges, progress, stances] = await Promise.all([
    call.following.state({ ideaId }),
    call.merges.of({ ideaId }),
    call.progress.of({ ideaId }),
    call.comments.stances({ ideaId }),
  ]);
  return { state, merges, progress, stances };
}
