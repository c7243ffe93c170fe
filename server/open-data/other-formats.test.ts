import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '../../db/client.ts';
import { addMeeting } from '../meetings/commands.ts';
import { openTestDatabase } from '../testing/database.ts';
import { contextFor } from '../testing/world.ts';
import { trajectoryAgenda } from './agenda.ts';
import { catalogue } from './catalogue.ts';
import { readCouncilData } from './council-data.ts';
import { makeOpenWorld, type OpenWorld } from './testing/open-world.ts';

let handle: DatabaseHandle;
let world: OpenWorld;
let now: Date;
const reader = () => ({ db: handle.db, now, publicUrl: 'https://oever.example' });

beforeAll(async () => {
  handle = await openTestDatabase();
  world = await makeOpenWorld(handle.db);
  now = new Date();
});
afterAll(() => handle.close());

type Node = Record<string, unknown>;

describe('the calendar of a trajectory', () => {
  /** Long lines folded back, as RFC 5545 asks of readers. */
  async function events(): Promise<Map<string, string>[]> {
    const text = (await trajectoryAgenda(reader(), world.trajectory.slug)).replace(/\r\n[ \t]/g, '');
    return text
      .split('BEGIN:VEVENT')
      .slice(1)
      .map(
        (part) =>
          new Map(
            part
              .split('\r\n')
              .flatMap((line) => [/^([^:;]+)[^:]*:(.*)$/.exec(line)].flatMap((m) => (m ? [[m[1] ?? '', m[2] ?? ''] as const] : []))),
          ),
      );
  }

  test('holds phases, meetings, votings and the days by which answers are promised', async () => {
    const soon = new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
    await addMeeting(contextFor(handle.db, world.people.manager, now), {
      trajectoryId: world.trajectory.id,
      title: 'Avond aan de kade',
      place: 'Buurthuis; zaal 2, boven',
      day: soon,
      from: '19:30',
      until: '21:00',
      description: 'We praten over de kade.',
      invited: '',
      attendance: '',
      report: '',
    });
    const found = await events();
    const titles = found.map((event) => event.get('SUMMARY') ?? '');
    expect(titles.filter((title) => title.startsWith('Fase: '))).toHaveLength(1);
    expect(titles.filter((title) => title.startsWith('Stemming: '))).toHaveLength(2);
    expect(titles).toContain('Avond aan de kade');
    const meeting = found.find((event) => event.get('SUMMARY') === 'Avond aan de kade');
    expect(meeting?.get('LOCATION')).toBe('Buurthuis\\; zaal 2\\, boven');
    expect(meeting?.get('DTSTART')).toMatch(/^\d{8}T\d{6}Z$/);
    const due = found.filter((event) => /beloofd$/.test(event.get('SUMMARY') ?? ''));
    expect(due).toHaveLength(1);
    expect(due[0]?.get('SUMMARY')).toBe('2 antwoorden beloofd');
    expect(due[0]?.get('DESCRIPTION')).toContain('Meer bomen');
    expect(JSON.stringify([...found.map((event) => [...event])])).not.toContain('Verborgen');
  });

  test('stays the same as long as nothing changes, with names of its own for every event', async () => {
    const [first, second] = [
      await trajectoryAgenda(reader(), world.trajectory.slug),
      await trajectoryAgenda(reader(), world.trajectory.slug),
    ];
    expect(second).toBe(first);
    const ids = (await events()).map((event) => event.get('UID'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of a trajectory that is not there is not there', async () => {
    await expect(trajectoryAgenda(reader(), 'nergens')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the catalogue', () => {
  test('names every dataset with what DCAT-AP asks of it, and links to files of the open API', async () => {
    const found = await catalogue(reader());
    expect(found).toMatchObject({ '@type': 'dcat:Catalog', 'dct:publisher': { '@type': 'foaf:Organization' } });
    const datasets = found['dcat:dataset'] as Node[];
    expect(datasets).toHaveLength(1 + 6 + 2);
    expect(new Set(datasets.map((dataset) => dataset['@id'])).size).toBe(datasets.length);
    for (const dataset of datasets) {
      for (const name of [
        'dct:title',
        'dct:description',
        'dct:identifier',
        'dct:publisher',
        'dcat:contactPoint',
        'dcat:theme',
        'dct:accessRights',
        'dct:license',
        'dct:language',
      ])
        expect(dataset, `${dataset['@id']} ${name}`).toHaveProperty([name]);
      const distributions = dataset['dcat:distribution'] as Node[];
      expect(distributions.length).toBeGreaterThan(0);
      for (const distribution of distributions)
        expect((distribution['dcat:downloadURL'] as Node)['@id']).toMatch(/^https:\/\/oever\.example\/api\/v1\/trajectories/);
    }
    expect(JSON.stringify(datasets), 'nothing of a voting that is still open').not.toContain(world.votings.open);
  });

  test('is text with types only, so that any reader of linked data can take it in', async () => {
    const context = (await catalogue(reader()))['@context'] as Record<string, string>;
    const prefixes = new Set(
      JSON.stringify(await catalogue(reader()))
        .match(/"(?:dcat|dcatap|dct|foaf|vcard|xsd):/g)
        ?.map((name) => name.slice(1, -1)),
    );
    for (const prefix of prefixes) expect(context).toHaveProperty(prefix);
  });
});

test('what lies before the council has the shape of Open Raadsinformatie', async () => {
  const { id } = await handle.db
    .insertInto('council_dossier')
    .values({
      trajectory_id: world.trajectory.id,
      number: 1,
      title: 'Vaststellen van het plan',
      summary: 'De raad stelt het plan vast.',
      url: '',
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await handle.db
    .insertInto('council_meeting')
    .values({ dossier_id: id, stage: 'deciding', meets_on: '2099-01-15', body: 'Gemeenteraad', url: 'https://raad.example/15-januari' })
    .execute();
  const data = await readCouncilData(reader());
  expect(data.vergaderingen).toEqual([
    {
      url: 'https://raad.example/15-januari',
      id: `${id}-v3`,
      vergaderingstype: 'raadsvergadering',
      naam: 'Gemeenteraad',
      geplandeVergaderdatum: '2099-01-15',
      status: 'gepland',
      agendapunten: [expect.stringContaining(`/raad/${world.trajectory.slug}/1`)],
    },
  ]);
  expect(data.agendapunten).toMatchObject([{ vergadering: { id: `${id}-v3` }, agendapuntTitel: 'Vaststellen van het plan' }]);
  expect(data.informatieobjecten).toMatchObject([{ id, informatieobjecttype: 'voorstel', titel: 'Vaststellen van het plan' }]);
  for (const { id: short } of [...data.vergaderingen, ...data.agendapunten]) expect(String(short).length).toBeLessThanOrEqual(40);
});
