import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/amsterdam.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { builtInTemplate } from './built-in.ts';
import { BUILT_IN_KEYS } from './built-in-keys.ts';
import { datePhases, dateStep, phasePlanFault, readStart, undatePhase } from './dates.ts';
import { TEMPLATE_BYTES, type Template, templateJsonSchema } from './format.ts';
import { withoutPeople } from './personal.ts';
import { readTemplate, TemplateFaults } from './read-template.ts';
import { readSectionText, writeSectionText } from './section-text.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
const good = () => structuredClone(builtInTemplate('infralab')) as Template;
const faultsOf = (file: Uint8Array) => {
  try {
    readTemplate(file);
  } catch (error) {
    if (error instanceof TemplateFaults) return error.faults;
    throw error;
  }
  return [];
};

test('the schema in the docs is the one files are read by', () => {
  const docs: unknown = JSON.parse(readFileSync(new URL('../../docs/template.schema.json', import.meta.url), 'utf8'));
  expect(docs).toEqual(JSON.parse(JSON.stringify(templateJsonSchema())));
});

describe.each(BUILT_IN_KEYS)('the template %s', (key) => {
  const template = builtInTemplate(key);

  test('is a file like any other', () => {
    expect(readTemplate(bytes(template))).toEqual(template);
  });

  test('has phases that follow each other on any start, and agreements to measure', () => {
    for (const start of ['2027-01-04', '2027-04-24', '2027-12-20']) {
      const dates = datePhases(template.phases, start);
      expect(dates[0]?.startsOn).toBe(start);
      for (const [index, { startsOn, endsOn }] of dates.entries()) {
        expect(startsOn <= endsOn && isWorkingDay(endsOn)).toBe(true);
        if (index > 0) expect(startsOn > (dates[index - 1]?.endsOn ?? '')).toBe(true);
      }
    }
    expect(template.metrics.length).toBeGreaterThan(0);
    expect(template.origin).toBeNull();
    // A voting can only be held in a phase in which people vote.
    for (const { opensAfterDays, days } of template.votings)
      expect(
        template.phases.some(
          (phase) =>
            phase.features.includes('vote') &&
            phase.startsAfterDays <= opensAfterDays &&
            opensAfterDays + days <= phase.startsAfterDays + phase.days,
        ),
      ).toBe(true);
  });
});

describe('dates of phases', () => {
  const plan = (startsAfterDays: number, days: number, termWeeks: number | null = null) => ({ startsAfterDays, days, termWeeks });

  test('a statutory term ends as the law says, and what comes after moves along', () => {
    // 3:16 from 8 March 2025: Good Friday and Easter push the end to Tuesday 22 April (domain.md 1.4, case 2).
    const [term, after] = datePhases([plan(0, 42, 6), plan(42, 14)], '2025-03-08');
    expect(term).toMatchObject({ startsOn: '2025-03-08', endsOn: '2025-04-22' });
    expect(term?.reasons.join(' ')).toContain('18 april is Goede Vrijdag');
    expect(after).toMatchObject({ startsOn: '2025-04-23', endsOn: '2025-05-06' });
  });

  test('what is planned in a phase moves along with it, and lasts until its end when it did', () => {
    const phases = [plan(0, 14), plan(14, 14)];
    // Two weeks from a Saturday end on a Friday; from this Monday on a Sunday, so a day later, and the next phase with it.
    const dated = datePhases(phases, '2027-04-05');
    const on = (afterDays: number, days: number) => dateStep({ afterDays, days }, { phases, dated, startsOn: '2027-04-05' });
    expect(dated.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      ['2027-04-05', '2027-04-19'],
      ['2027-04-20', '2027-05-03'],
    ]);
    expect(on(0, 14)).toEqual({ startsOn: '2027-04-05', endsOn: '2027-04-19' });
    expect(on(14, 7)).toEqual({ startsOn: '2027-04-20', endsOn: '2027-04-26' });
    expect(on(14, 14)).toEqual({ startsOn: '2027-04-20', endsOn: '2027-05-03' });
    // After the last phase it is counted from there.
    expect(on(40, 1).startsOn).toBe('2027-05-16');
  });

  test('a phase does not end on a free day', () => {
    const [phase, later] = datePhases([plan(0, 5), plan(30, 5)], '2026-04-23');
    expect(phase).toEqual({
      startsOn: '2026-04-23',
      endsOn: '2026-04-28',
      reasons: ['27 april is Koningsdag'],
    });
    // There was room between them: the next one stays where it was planned.
    expect(later?.startsOn).toBe('2026-05-23');
  });

  test('counts from the first phase, wherever a file lets that begin', () => {
    expect(datePhases([plan(10, 3), plan(13, 2)], '2026-11-02').map(({ startsOn }) => startsOn)).toEqual(['2026-11-02', '2026-11-05']);
  });

  test('goes back to days after the start, and knows six weeks by law again', () => {
    const at = { firstDay: '2025-03-01' };
    expect(undatePhase({ kind: 'inspection', startsOn: '2025-03-08', endsOn: '2025-04-22' }, at)).toEqual(plan(7, 46, 6));
    expect(undatePhase({ kind: 'inspection', startsOn: '2025-03-08', endsOn: '2025-04-18' }, at)).toEqual(plan(7, 42));
    expect(undatePhase({ kind: 'ideas', startsOn: '2025-03-01', endsOn: '2025-03-01' }, at)).toEqual(plan(0, 1));
  });

  test('says which phase begins too early', () => {
    expect(phasePlanFault([plan(0, 10), plan(10, 5)])).toBeNull();
    expect(phasePlanFault([plan(0, 10), plan(9, 5)])).toBe(1);
  });

  test.each(['2026-11-18', '2026-11-17', 'morgen', '2026-02-30', addDays('2026-11-18', 731)])(
    'a trajectory does not start on %s',
    (day) => {
      expect(() => readStart(day, { today: '2026-11-18' })).toThrow('invalid');
    },
  );

  test('a trajectory starts tomorrow at the earliest', () => {
    expect(readStart('2026-11-19', { today: '2026-11-18' })).toBe('2026-11-19');
  });
});

describe('a file that is refused', () => {
  test('is no template', () => {
    expect(faultsOf(bytes('{\n"a": 1,\n}'))).toMatchObject([{ key: 'not_json', line: 3 }]);
    expect(faultsOf(bytes({ a: 1 }))).toMatchObject([{ key: 'not_template', line: 1 }]);
    expect(faultsOf(bytes('[1]'))).toMatchObject([{ key: 'not_template' }]);
    expect(faultsOf(bytes({ ...good(), oeverTemplate: 2 }))).toMatchObject([{ key: 'newer', line: 2, about: '2' }]);
    expect(faultsOf(new Uint8Array([0xff, 0xfe, 0x22]))).toMatchObject([{ key: 'not_utf8' }]);
    expect(faultsOf(new Uint8Array(TEMPLATE_BYTES + 1))).toMatchObject([{ key: 'too_large' }]);
  });

  test('hears every fault with its place and its line', () => {
    const file = good() as unknown as Record<string, unknown> & { phases: Record<string, unknown>[]; metrics: Record<string, unknown>[] };
    delete file.phases[2]?.title;
    Object.assign(file.phases[0] ?? {}, { days: 'veel', kind: 'feest', extra: 1 });
    Object.assign(file.metrics[0] ?? {}, { name: 'x', target: 1e12 });
    const text = JSON.stringify(file, null, 1);
    const faults = faultsOf(bytes(text));
    expect(faults.map(({ key, place }) => `${key} ${place}`).sort()).toEqual([
      'choice phases[1].kind',
      'kind phases[1].days',
      'large metrics[1].target',
      'missing phases[3].title',
      'short metrics[1].name',
      'unknown phases[1].extra',
    ]);
    const line = (place: string) => text.split('\n')[(faults.find((fault) => fault.place === place)?.line ?? 0) - 1];
    expect(line('phases[1].kind')).toContain('feest');
    expect(line('phases[1].extra')).toContain('extra');
    expect(line('metrics[1].target')).toContain('1000000000000');
  });

  test('says what does not fit together', () => {
    const file = good();
    Object.assign(file.phases[1] ?? {}, { startsAfterDays: 1 });
    Object.assign(file.sections[1] ?? {}, { number: '1' });
    Object.assign(file.sections[2] ?? {}, { text: '# Een heel ander hoofdstuk\n\nTekst.' });
    Object.assign(file.policies[0] ?? {}, { term: { workingDays: 3, weeks: 1 } });
    Object.assign(file.policies[1] ?? {}, { basis: 'statutory' });
    expect(faultsOf(bytes(file)).map(({ key, place }) => `${key} ${place}`)).toEqual([
      'overlap phases[2].startsAfterDays',
      'double sections[2].number',
      'one_term policies[1].term',
      'policy policies[2].unit',
      'policy policies[2].basisText',
      'heading sections[3].text',
    ]);
  });
});

describe('the text of a section', () => {
  test.each([1, 2, 3])('on level %i comes back as it was', (level) => {
    const content = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'De ' },
            { type: 'text', text: 'kade', marks: [{ type: 'bold' }] },
          ],
        },
        { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Het pad' }] },
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'een # en een *' }] }] }],
        },
      ],
    };
    expect(readSectionText({ level, text: writeSectionText({ level, content }) })).toEqual(content);
  });

  test('that another section hides in is refused', () => {
    expect(readSectionText({ level: 1, text: 'Tekst.\n\n<!-- onderdeel 7 -->\n## 7 Iets anders' })).toBeNull();
  });
});

test('a text that travels names nobody', () => {
  const names = ['Noor Hamstra', 'Noor Hamstra-de Wit', 'Bo'];
  expect(withoutPeople('Vraag Noor Hamstra-de Wit of Noor Hamstra, noor@amstelboog.example, 020-123 45 67. Bo blijft.', names)).toBe(
    'Vraag (weggelaten) of (weggelaten), (weggelaten), (weggelaten). Bo blijft.',
  );
});
