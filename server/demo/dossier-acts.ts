/** What the council read: a frozen dossier, a final report in the making, and the grades participants gave. */
import type { Db } from '../context.ts';
import { freezeDossier, giveGrade } from '../dossiers/commands.ts';
import { beginPaper, writePaper } from '../dossiers/process-papers.ts';
import { acting, type Cast } from './cast.ts';
import type { Act, Moments } from './moments.ts';

/** Given after the phase of ideas, by who took part in it. */
const GRADES: readonly { by: string; on: number; grade: string }[] = [
  { by: 'b1', on: -37, grade: '8' },
  { by: 'b2', on: -37, grade: '7' },
  { by: 'b3', on: -36, grade: '6' },
  { by: 'b4', on: -36, grade: '8' },
  { by: 'b5', on: -35, grade: '7' },
  { by: 'b6', on: -34, grade: '8' },
];

export function outcomeActs({ db, cast, moments, slug }: { db: Db; cast: Cast; moments: Moments; slug: string }): Act[] {
  return [
    ...GRADES.map(({ by, on, grade }) => ({
      at: moments.on(moments.day(on), 20),
      run: async (at: Date) => giveGrade(acting(db, cast.get(by), at), { trajectory: slug, grade }),
    })),
    {
      at: moments.on(moments.day(-6), 16),
      run: async (at) => {
        await freezeDossier(acting(db, cast.get('clerk'), at), {
          trajectory: slug,
          council: '2',
          note: 'Stukken voor de beeldvorming: zo stond het er een week van tevoren voor.',
        });
      },
    },
    {
      at: moments.on(moments.day(-2), 14),
      run: async (at) => {
        const manager = acting(db, cast.get('s4'), at);
        const paper = { trajectory: slug, kind: 'final_report' as const };
        await beginPaper(manager, { ...paper, instrument: '' });
        await writePaper(manager, { ...paper, revision: 1, chapters: { occasion: OCCASION } });
      },
    },
  ];
}

const OCCASION =
  'De rivier verandert. Er komen woningen bij, de kades zijn oud en steeds meer mensen zwemmen, varen en wandelen hier. Daarom vroegen wij iedereen in het gebied: hoe moet het hier over dertig jaar zijn?\n\nWij begonnen met lege bladzijden en vier gesprekken aan het water. Wat vaststond, zeiden wij vooraf: de hoogte van de dijk en de ligplaatsen die voor altijd zijn vergund.';
