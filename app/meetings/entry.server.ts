import { DomainError } from '../../server/errors.ts';
import type { Caller } from '../../server/router.ts';
import { paths } from '../paths.ts';
import { behalfOf, type EntryForm } from './schemas.ts';

/**
 * Enters what was typed for somebody without internet.
 * @returns the address to go on at: the same form, ready for the next card, that says where this one stands
 */
export async function enterForm(call: Caller, slug: string, form: EntryForm): Promise<string> {
  const entered = await call.meetings.enter({ trajectory: slug, onBehalf: behalfOf(form), entry: entryOf(form) });
  const { past } = await call.meetings.list({ trajectory: slug });
  const meeting = form.channel === 'meeting' ? past.find(({ id }) => id === form.meetingId)?.number : undefined;
  const where = new URLSearchParams({
    ...(form.receivedOn ? { op: form.receivedOn } : {}),
    ...(entered.idea === null ? {} : { idee: String(entered.idea) }),
    ...(entered.section === null ? {} : { deel: entered.section }),
    ...(entered.proposal === null ? {} : { voorstel: String(entered.proposal) }),
    ...(entered.commentId === null ? {} : { reactie: entered.commentId }),
    ...(entered.formalView === null ? {} : { zienswijze: String(entered.formalView) }),
  });
  return `${paths.enterContribution(slug, form.soort, meeting)}&${where}`;
}

function entryOf(form: EntryForm): Parameters<Caller['meetings']['enter']>[0]['entry'] {
  const { section, body } = form;
  switch (form.soort) {
    case 'idee':
      return { kind: 'idea', title: form.title, body, theme: form.theme || null, place: form.place || null };
    case 'reactie':
      return { kind: 'comment', section, body };
    case 'vraag':
      return { kind: 'question', section, body };
    case 'voorstel':
      return { kind: 'change_proposal', section, quote: form.quote, proposed: form.proposed, reason: form.reason };
    case 'zienswijze':
      return { kind: 'formal_view', body, name: form.viewName, address: form.address, postedOn: form.postedOn };
    case 'steun': {
      const idea = /^[1-9]\d{0,8}$/.test(form.idea.trim()) ? Number(form.idea) : null;
      if (idea === null) throw new DomainError('invalid', { fields: { idea: 'meetings:error.idea_missing' } });
      return { kind: 'support', idea };
    }
  }
}

/** Where what was just entered stands, from the address of the form; null when nothing was. */
export function enteredPath(slug: string, search: URLSearchParams): string | null {
  const view = search.get('zienswijze') ?? '';
  if (/^\d{1,9}$/.test(view)) return paths.formalView(slug, Number(view));
  const [idea, section, proposal, comment] = ['idee', 'deel', 'voorstel', 'reactie'].map((name) => search.get(name) ?? '');
  if (/^\d{1,9}$/.test(idea ?? '')) return paths.idea(slug, Number(idea));
  if (section && /^\d{1,9}$/.test(proposal ?? '')) return paths.proposal(slug, section, Number(proposal));
  return section && /^[0-9a-f-]{36}$/.test(comment ?? '') ? `${paths.section(slug, section)}#reactie-${comment}` : null;
}
