/** Everybody in the demo. All of them are made up. `key` is how the rest of the story names them; the first ten have the accounts of `accounts.ts`. */
export type DemoPerson = { key: string; name: string; neighbourhood?: string; email: string };

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { key: 'b1', name: 'Femke Eland', neighbourhood: 'Noordkade', email: 'bewoner@oever.example' },
  { key: 'b2', name: 'Henk Vos', neighbourhood: 'Zuiderweide', email: 'bewoner2@oever.example' },
  { key: 'new', name: 'Sam Nieuwpoort', neighbourhood: 'Ringdijkhoek', email: 'nieuw@oever.example' },
  { key: 's1', name: 'Ruth van der Molen', email: 'moderator@oever.example' },
  { key: 's2', name: 'Sanne Brouwer', email: 'ambtenaar@oever.example' },
  { key: 's3', name: 'Ruben Aalders', email: 'collega@oever.example' },
  { key: 's4', name: 'Noor Hamstra', email: 'trajectmanager@oever.example' },
  { key: 'council', name: 'Wim Raadsma', email: 'raadslid@oever.example' },
  { key: 'clerk', name: 'Greet Griffioen', email: 'griffie@oever.example' },
  { key: 'admin', name: 'Bas Beheerder', email: 'beheer@oever.example' },
  { key: 'b3', name: 'Mees Kooiman', neighbourhood: 'Bochtpark', email: 'b3@oever.example' },
  { key: 'b4', name: 'Joris Bootsman', neighbourhood: 'Noordkade', email: 'b4@oever.example' },
  { key: 'b5', name: 'Ayla Demir', neighbourhood: 'Bochtpark', email: 'b5@oever.example' },
  { key: 'b6', name: 'Tom Oosterling', neighbourhood: 'Noordkade', email: 'b6@oever.example' },
  { key: 'b7', name: 'Lotte Prins', neighbourhood: 'Zuiderweide', email: 'b7@oever.example' },
  { key: 'b8', name: 'Koos Ebbing', neighbourhood: 'Zuiderweide', email: 'b8@oever.example' },
  { key: 'b9', name: 'Gerda Stam', neighbourhood: 'Ringdijkhoek', email: 'b9@oever.example' },
  { key: 'b10', name: 'Bram Tuinstra', neighbourhood: 'Bochtpark', email: 'b10@oever.example' },
  { key: 'b11', name: 'Yara Waterman', neighbourhood: 'Ringdijkhoek', email: 'b11@oever.example' },
  { key: 'b12', name: 'Nadia Schut', neighbourhood: 'Noordkade', email: 'b12@oever.example' },
  { key: 'b13', name: 'Jaap Lammers', neighbourhood: 'Ringdijkhoek', email: 'b13@oever.example' },
  { key: 'b14', name: 'Wil de Haan', neighbourhood: 'Zuiderweide', email: 'b14@oever.example' },
];

/** Enough neighbours without a part of their own to support ideas and to vote. */
export const DEMO_NEIGHBOURS = 46;
