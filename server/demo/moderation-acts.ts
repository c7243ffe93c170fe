import { createComment } from '../comments/commands.ts';
import type { Db } from '../context.ts';
import { decideOnSubject } from '../moderation/commands.ts';
import { listWord } from '../moderation/holds.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';

const LISTED = ['prutser', 'oplichter', 'gratis geld'] as const;

/** The list of words, a comment that a word held for an afternoon, and a telephone number that was taken out. */
export function moderationActs(
  { db, cast, moments }: { db: Db; cast: Cast; moments: Moments },
  ideaIds: Map<string, string>,
  publicUrl: string,
): Act[] {
  const about = (key: string) => {
    const ideaId = ideaIds.get(key);
    if (!ideaId) throw new Error(`idea ${key} was not proposed yet`);
    return { ideaId };
  };
  const decide = (
    at: Date,
    subjectId: string,
    decision: Omit<Parameters<typeof decideOnSubject>[1], 'subjectKind' | 'subjectId' | 'publicUrl'>,
  ) => decideOnSubject(acting(db, cast.get('s1'), at), { subjectKind: 'comment', subjectId, publicUrl, ...decision });
  let held = '';
  let telephone = '';
  return [
    {
      at: moments.ago(60),
      run: async (at) => {
        for (const word of LISTED)
          await listWord(acting(db, cast.get('admin'), at), { word, rule: word === 'gratis geld' ? 'spam' : 'insult' });
      },
    },
    {
      at: moments.ago(7),
      run: async (at) => {
        const body = 'Op de oude kade noemden ze mijn opa een prutser. Nu loopt iedereen er nog over.';
        held = (await createComment(acting(db, cast.get('b2'), at), { ...about('veerpont'), body })).id;
      },
    },
    {
      at: moments.agoPlus(7, 1),
      run: async (at) => {
        await decide(at, held, {
          action: 'restore',
          rule: null,
          reason: 'Het woord staat in een verhaal en is niet voor een ander bedoeld.',
        });
      },
    },
    {
      at: moments.ago(6),
      run: async (at) => {
        const body = 'Wie wil er mee overleggen met de schipper? Bel mij dan op 06 00 00 00 00.';
        telephone = (await createComment(acting(db, cast.get('b1'), at), { ...about('veerpont'), body })).id;
      },
    },
    {
      at: moments.agoPlus(6, 1),
      run: async (at) => {
        await decide(at, telephone, {
          action: 'redact',
          rule: 'personal_data',
          words: ['06 00 00 00 00'],
          reason: 'Met een nummer op een openbare pagina belt straks iedereen. Wij helpen u graag om elkaar te vinden.',
        });
      },
    },
  ];
}
