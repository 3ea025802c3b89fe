import tseslint from 'typescript-eslint';

// Forbidden in the page: anything that turns a text into markup or code, and anything that http over the LAN does not have.
const banned = [
  { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]', message: 'The page makes no markup of texts.' },
  { selector: 'JSXAttribute[name.name=/^(dangerouslySetInnerHTML|style)$/]', message: 'No markup of texts, and no inline style: use a class.' },
  { selector: 'CallExpression[callee.name=/^(eval|Function)$/]', message: 'The page runs no code that it makes.' },
  { selector: "MemberExpression[object.name='crypto'][property.name=/^(subtle|randomUUID)$/]", message: 'Not there over plain http.' },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', '*.mjs'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...banned],
      eqeqeq: 'error',
      'max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreRegExpLiterals: true }],
      'max-lines': ['error', 300],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  // The runner waits for the tests that it was given.
  { files: ['tests/**'], rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-unnecessary-type-parameters': 'off' } },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
);
