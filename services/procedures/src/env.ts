import { serviceEnv } from '@motcua/service-kit';
import type { z } from 'zod';

export const envShape = { ...serviceEnv } as const;

export type Env = z.infer<z.ZodObject<typeof envShape>>;
