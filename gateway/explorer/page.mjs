// One tab for each registered operation; a token goes into the headers below, as {"authorization": "Bearer …"}.
/* global GraphiQL, React, ReactDOM */
const [defaultTabs, schema] = await Promise.all(
  ['examples', 'schema'].map(async (name) => (await fetch(`/explorer/${name}.json`)).json()),
);
const fetcher = GraphiQL.createFetcher({
  url: '/graphql',
  subscriptionUrl: `${location.origin.replace('http', 'ws')}/graphql`,
  headers: { 'apollo-require-preflight': 'true' },
});
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, { fetcher, schema, defaultTabs, isHeadersEditorEnabled: true }),
);
