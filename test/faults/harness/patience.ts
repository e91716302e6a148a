import { vi } from 'vitest';
import { isFull } from '../../support/profile.js';

const patience = isFull ? 900_000 : 90_000;
vi.setConfig({ testTimeout: patience, hookTimeout: patience });
