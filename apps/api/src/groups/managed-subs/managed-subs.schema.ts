import { z } from 'zod';
import { email, line } from '../../http/body/shapes.js';

export const createSub = z.strictObject({ name: line(100) });
export type CreateSub = z.output<typeof createSub>;

export const handOver = z.strictObject({ email });
export type HandOver = z.output<typeof handOver>;
