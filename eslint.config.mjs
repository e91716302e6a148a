import { relative } from 'node:path';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { arrowFinding, resolveImport } from './tools/arrows.mjs';

/** What the house forbids, as far as a linter can see it. Each message says what to do instead. */
const bannedSyntax = [
  ['Decorator[expression.callee.name="InjectRepository"]', 'Rows are reached through TenantDb alone.'],
  [
    'Decorator[expression.callee.name=/^(OneToMany|ManyToOne|OneToOne|ManyToMany|JoinColumn|JoinTable)$/]',
    'Entities are flat: joins stand in x.queries.ts, foreign keys in migrations.',
  ],
  ['CallExpression[callee.name="forwardRef"]', 'Features do not import each other in a ring.'],
  [
    'MemberExpression[object.name="Scope"][property.name="REQUEST"]',
    'ctx is passed by hand, first argument.',
  ],
  [
    'CallExpression[callee.property.name="save"]',
    'save() is an upsert on whatever id it is given: insert, or change.',
  ],
  [
    'CallExpression[callee.property.name=/^(orderBy|addOrderBy|groupBy|addGroupBy|having|addSelect)$/]:not([arguments.0.type="Literal"])',
    'This argument is sent as raw SQL: only a literal may stand here.',
  ],
  [
    'IfStatement[test.left.name=/^role/i], IfStatement[test.left.property.name=/^role/i]',
    'Code says what is being done; the catalogue says who may.',
  ],
  [
    'BinaryExpression[operator=/^[!=]==?$/]:matches([left.name=/^(token|secret|hash|mac)$/i], [right.name=/^(token|secret|hash|mac)$/i])',
    'Secrets are compared in constant time: sameBytes.',
  ],
].map(([selector, message]) => ({ selector, message }));
const bannedEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'The environment is read in config.ts alone.',
};

const casl = { regex: '^@casl/', message: 'CASL stays behind ability.ts.' };
const dataSource = {
  name: 'typeorm',
  importNames: ['DataSource'],
  message: 'Rows are reached through TenantDb alone.',
};
/** Bans on imports, but for the one that is let in. */
const imports = (letIn) => ({
  'no-restricted-imports': [
    'error',
    { paths: [dataSource].filter((ban) => ban !== letIn), patterns: [casl].filter((ban) => ban !== letIn) },
  ],
});

const linesPerFunction = (max) => ({
  'max-lines-per-function': ['error', { max, skipBlankLines: true, skipComments: true }],
});

/** The table of arrows, shown while one writes; `test/policy/house.test.ts` holds it. */
const house = {
  rules: {
    arrows: {
      create: (context) => {
        const from = relative(import.meta.dirname, context.filename);
        const look = ({ source }) => {
          const finding = source && arrowFinding(from, resolveImport(from, String(source.value)));
          if (finding) context.report({ node: source, message: finding });
        };
        return {
          ImportDeclaration: look,
          ImportExpression: look,
          ExportNamedDeclaration: look,
          ExportAllDeclaration: look,
        };
      },
    },
  },
};

export default defineConfig(
  globalIgnores(['**/node_modules', 'dist', '.bailiwick', 'test/.artifacts', 'apps/console/src/api-client']),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // Two programs, made once: a project service would ask for types file by file, which takes nearly twice as long.
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'apps/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', ...bannedSyntax, bannedEnvironment],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-params': ['error', 6],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Nest's modules are classes without members; numbers read well in templates.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A cast says which type is meant; a bare `!` hides that anything was assumed.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // An interface has no index signature, so it would not count as JSON.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Nest declares its option objects as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['{apps,libs}/**/*.{ts,tsx}'],
    plugins: { house },
    rules: { ...imports(), 'house/arrows': 'error' },
  },
  { files: ['libs/rbac/src/ability.ts'], rules: imports(casl) },
  { files: ['libs/tenancy/**/*.ts', 'apps/api/src/runtime/data-source.ts'], rules: imports(dataSource) },
  {
    files: ['apps/console/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  // What is drawn may be longer than what is computed; beyond these, a hook or a part of the view wants a name of its own.
  { files: ['apps/console/src/**/*.tsx'], ignores: ['**/*.test.tsx'], rules: linesPerFunction(60) },
  { files: ['apps/console/src/**/*.ts'], ignores: ['**/*.test.ts'], rules: linesPerFunction(40) },
  {
    files: ['apps/api/src/config.ts', 'apps/console/vite.config.ts', 'test/**', 'bench/**'],
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax] },
  },
  {
    files: ['test/**', 'bench/**', '**/*.test.ts'],
    rules: {
      // Bodies of answers are looked at as they come.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', setTimeout: 'readonly', URL: 'readonly' },
    },
  },
);
