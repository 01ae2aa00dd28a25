// One tab for each registered operation; a token goes into the headers below, as {"authorization": "Bearer …"}.
/* global GraphiQL, React, ReactDOM */
const examples = await (await fetch('/explorer/examples.json')).json();
const fetcher = GraphiQL.createFetcher({ url: '/graphql', headers: { 'apollo-require-preflight': 'true' } });
const defaultTabs = examples.map(({ name, query }) => ({ query, operationName: name }));
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, { fetcher, defaultTabs, isHeadersEditorEnabled: true }),
);
