/** What a letter needs to arrive. Pure. */
import { z } from 'zod';

const line = (missing: string) =>
  z
    .string({ message: missing })
    .trim()
    .min(1, missing)
    .max(80, 'identity:error.address_long')
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'identity:error.address_characters');

export const addressSchema = z.object({
  addressee: line('identity:error.addressee_missing'),
  street: line('identity:error.street_missing').refine((text) => /\d/.test(text), 'identity:error.house_number_missing'),
  postcode: z
    .string({ message: 'identity:error.postcode_wrong' })
    .transform((text) => text.toUpperCase().replace(/\s/g, ''))
    .refine((text) => /^[1-9]\d{3}[A-Z]{2}$/.test(text), 'identity:error.postcode_wrong')
    .transform((text) => `${text.slice(0, 4)} ${text.slice(4)}`),
  town: line('identity:error.town_missing'),
});

export type Address = z.output<typeof addressSchema>;
