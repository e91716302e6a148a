import { z } from 'zod';
import { line } from '../../http/body/shapes.js';

/**
 * Compared exactly as the person typed it, up to a length that no person reaches. `PasswordsService` decides which are
 * too weak.
 */
export const password = z
  .string()
  .min(1)
  .max(1024)
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), {
    error: 'must be well-formed text',
  });

export const personNames = { first_name: line(100), last_name: line(100) };
