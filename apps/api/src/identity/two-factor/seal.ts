import { SecretBox, purposeKeys } from '@bailiwick/tenancy';
import { type Config, secretKeys } from '../../config.js';

/** What the secrets of authenticator apps lie in: out of a dump of the database nobody can make a code. */
export const totpBox = (config: Config): SecretBox => new SecretBox(purposeKeys(secretKeys(config), 'totp'));
