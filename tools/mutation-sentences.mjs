// Stryker leaves sentences alone: what is said to people in the catalogue is no policy.
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

const isSentence = ({ node }) => node.type === 'StringLiteral' && /^[A-Z].* .*\.$/.test(node.value);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'sentences', {
    shouldIgnore: (path) => (isSentence(path) ? 'A sentence is no policy.' : undefined),
  }),
];
