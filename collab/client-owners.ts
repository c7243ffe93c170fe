/** Which person each Yjs client id of a document belongs to. Written before the first update under it is taken, and never changed. */
import type { Db } from '../server/context.ts';
import { CLOSE, Refusal } from './close-codes.ts';
import { type Bucket, createBucket, type Limits } from './limits.ts';

export type ClientOwners = {
  knows(client: number): boolean;
  /** Belongs to another person, or to the application itself. */
  isOthers(personId: string, client: number): boolean;
  /** @throws Refusal when a person, or the document, gets too many */
  assertRoom(personId: string, clients: number): void;
  set(client: number, personId: string | null): void;
};

export async function loadOwners(db: Db, documentId: string, limits: Limits): Promise<ClientOwners> {
  const rows = await db.selectFrom('document_client').where('document_id', '=', documentId).select(['client_id', 'person_id']).execute();
  const owners = new Map(rows.map((row) => [Number(row.client_id), row.person_id]));
  const rates = new Map<string, Bucket>();
  return {
    knows: (client) => owners.has(client),
    isOthers: (personId, client) => owners.has(client) && owners.get(client) !== personId,
    assertRoom(personId, clients) {
      const rate = rates.get(personId) ?? createBucket(limits.newClients);
      rates.set(personId, rate);
      if (!rate.take(clients)) throw new Refusal(CLOSE.tooMany, 'too many client ids');
      if (owners.size + clients > limits.clientsPerDocument) throw new Refusal(CLOSE.tooLarge, 'the section has had too many writers');
    },
    set: (client, personId) => owners.set(client, personId),
  };
}

/** First sight of these client ids: they are this person's, unless another node just gave them to somebody else. */
export async function bindClients(
  db: Db,
  { documentId, personId, clients, owners }: { documentId: string; personId: string; clients: number[]; owners: ClientOwners },
): Promise<void> {
  owners.assertRoom(personId, clients.length);
  await db
    .insertInto('document_client')
    .values(clients.map((client) => ({ document_id: documentId, client_id: client, person_id: personId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await db
    .selectFrom('document_client')
    .where('document_id', '=', documentId)
    .where('client_id', 'in', clients)
    .select(['client_id', 'person_id'])
    .execute();
  for (const row of rows) owners.set(Number(row.client_id), row.person_id);
}
