// The explorer: GraphiQL on this very catalogue, with the examples that the page carries as tabs.
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import './main.css';

const { endpoint, examples } = JSON.parse(document.getElementById('explorer-data').textContent);
const chosen = examples.find(({ name }) => name === new URLSearchParams(location.search).get('example'));
const tabOf = ({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2) });

async function fetcher(parameters, { headers } = {}) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Accept: 'application/graphql-response+json, application/json;q=0.9',
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

const first = chosen ? [chosen, ...examples.filter((example) => example !== chosen)] : examples;
createRoot(document.getElementById('explorer')).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      defaultTabs: first.map(tabOf),
      ...(chosen && tabOf(chosen)),
      inputValueDeprecation: true,
      schemaDescription: true,
      shouldPersistHeaders: false,
    },
    createElement(GraphiQL.Logo, null, ' '),
  ),
);

// GraphiQL gives its editors no names; whoever cannot see them needs some.
const names = { query: 'Truy vấn', variable: 'Biến', header: 'Tiêu đề HTTP', result: 'Câu trả lời' };
new MutationObserver(() => {
  for (const input of document.querySelectorAll('.CodeMirror textarea:not([aria-label])')) {
    const panel = input.closest('section, .graphiql-editor, .result-window');
    const name = Object.keys(names).find((key) => `${panel?.className} ${panel?.ariaLabel}`.toLowerCase().includes(key));
    input.setAttribute('aria-label', names[name] ?? 'GraphQL');
  }
}).observe(document.getElementById('explorer'), { childList: true, subtree: true });
