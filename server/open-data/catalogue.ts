/** What there is to have, for data portals: a DCAT-AP 3 catalogue as JSON-LD (profile DCAT-AP-NL 3.0). */
import { listTrajectories } from '../trajectories/queries.ts';
import { getTrajectory } from '../trajectories/view.ts';
import { fillPath, readSite } from './answer.ts';
import type { ReadOperation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { pageUrl, type Reader } from './reading/reader.ts';
import { API_BASE } from './version.ts';

type Node = Record<string, unknown>;

const EU = 'http://publications.europa.eu/resource/authority';
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

export async function catalogue(reader: Reader): Promise<Node> {
  const { publicUrl } = reader;
  const site = await readSite(reader);
  const home = `${publicUrl}/data/catalogus.jsonld`;
  const publisher = { '@id': `${publicUrl}/#gemeente`, '@type': 'foaf:Organization', 'foaf:name': nl(`Gemeente ${site.municipality}`) };
  const shared: Node = {
    'dct:publisher': { '@id': publisher['@id'] },
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': site.contactName,
      'vcard:hasEmail': { '@id': `mailto:${site.contactEmail}` },
      'vcard:hasURL': { '@id': `${publicUrl}/data` },
    },
    'dct:accessRights': { '@id': `${EU}/access-right/PUBLIC` },
    'dct:license': { '@id': `${EU}/licence/CC0` },
    'dct:language': { '@id': `${EU}/language/NLD` },
    'dcat:theme': { '@id': `${EU}/data-theme/GOVE` },
  };
  const datasets = await listDatasets(reader, shared);
  const service = {
    '@id': `${publicUrl}${API_BASE}`,
    '@type': 'dcat:DataService',
    'dct:title': nl('Open API van Oever'),
    'dct:description': nl('Alles wat iedereen op de website kan lezen, voor programma’s.'),
    'dct:identifier': `${publicUrl}${API_BASE}`,
    'dcat:endpointURL': { '@id': `${publicUrl}${API_BASE}` },
    'dcat:endpointDescription': { '@id': `${publicUrl}${API_BASE}/openapi.json` },
    'dcat:landingPage': { '@id': `${publicUrl}/data` },
    'dcat:servesDataset': datasets.map((dataset) => ({ '@id': dataset['@id'] })),
    ...shared,
  };
  return {
    '@context': CONTEXT,
    '@id': home,
    '@type': 'dcat:Catalog',
    'dct:title': nl(`Open data van Oever, gemeente ${site.municipality}`),
    'dct:description': nl('Trajecten waarin bewoners en gemeente samen plannen schrijven: teksten, ideeën, antwoorden, stemmingen.'),
    'dct:publisher': publisher,
    'dct:language': shared['dct:language'],
    'dct:license': shared['dct:license'],
    'foaf:homepage': { '@id': `${publicUrl}/data` },
    'dcat:dataset': datasets,
    'dcat:service': service,
  };
}

async function listDatasets(reader: Reader, shared: Node): Promise<Node[]> {
  const trajectories = (await listTrajectories(reader.db, { actor: null, now: reader.now })).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const modified = await lastEvents(reader);
  const found: Node[] = [];
  for (const operation of OPERATIONS) {
    if (operation.path === '/trajectories')
      found.push(dataset(reader, { operation, values: {}, about: null, modified: latest(modified) }, shared));
  }
  for (const { id, slug, title } of trajectories) {
    const { votings } = await getTrajectory({ ...reader, actor: null }, slug);
    const of = { about: title, modified: modified.get(id) ?? null };
    for (const operation of OPERATIONS) {
      if (operation.path === '/trajectories') continue;
      if (!operation.path.includes('{votingId}')) found.push(dataset(reader, { operation, values: { slug }, ...of }, shared));
      else
        for (const voting of votings)
          if (voting.state === 'closed')
            found.push(
              dataset(
                reader,
                { operation, values: { slug, votingId: voting.id }, about: `${title}: ${voting.title}`, modified: voting.closesAt },
                shared,
              ),
            );
    }
  }
  return found;
}

type Described = { operation: ReadOperation; values: Record<string, string>; about: string | null; modified: string | null };

function dataset(reader: Reader, { operation, values, about, modified }: Described, shared: Node): Node {
  const url = `${reader.publicUrl}${API_BASE}${fillPath(operation.path, values)}`;
  const distribution = (format: 'JSON' | 'CSV', mediaType: string, accessUrl: string) => ({
    '@id': `${url}#${format.toLowerCase()}`,
    '@type': 'dcat:Distribution',
    'dct:title': nl(format),
    'dcat:accessURL': { '@id': accessUrl },
    'dcat:downloadURL': { '@id': accessUrl },
    'dcat:accessService': { '@id': `${reader.publicUrl}${API_BASE}` },
    'dct:format': { '@id': `${EU}/file-type/${format}` },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    'dct:license': shared['dct:license'],
    'dct:conformsTo': { '@id': `${reader.publicUrl}${API_BASE}/openapi.json` },
  });
  return {
    '@id': `${url}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:identifier': url,
    'dct:title': nl(about === null ? operation.summary : `${operation.summary}: ${about}`),
    'dct:description': nl(operation.description),
    ...(modified === null ? {} : { 'dct:modified': { '@type': 'xsd:dateTime', '@value': modified } }),
    'dct:accrualPeriodicity': { '@id': `${EU}/frequency/CONT` },
    'dcat:landingPage': { '@id': values.slug ? pageUrl(reader, values.slug) : `${reader.publicUrl}/trajecten` },
    'dcat:distribution': [
      distribution('JSON', 'application/json', url),
      ...(operation.table ? [distribution('CSV', 'text/csv', `${url}?format=csv`)] : []),
    ],
    ...shared,
  };
}

/** When something last happened, per trajectory. */
async function lastEvents({ db }: Reader): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('trajectory')
    .select(['id'])
    .select((eb) =>
      eb
        .selectFrom('event')
        .whereRef('event.trajectory_id', '=', 'trajectory.id')
        .orderBy('event.id', 'desc')
        .limit(1)
        .select('event.at')
        .as('at'),
    )
    .execute();
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at.toISOString()]])));
}

function latest(modified: ReadonlyMap<string, string>): string | null {
  return [...modified.values()].sort().at(-1) ?? null;
}

function nl(text: string): Node {
  return { '@language': 'nl', '@value': text };
}
