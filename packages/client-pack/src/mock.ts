import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createMock } from './mock-answer.js';
import { readAsked } from './read-asked.js';

// npm run -s mock [-- --port 4020]
const { values } = parseArgs({ options: { port: { type: 'string', default: '4020' } } });
const answer = createMock();
const server = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  readAsked(request)
    .then(answer)
    .then(
      (told) => response.setHeader('content-type', 'application/json').end(JSON.stringify(told)),
      () =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end('{"errors":[{"message":"Không đọc được yêu cầu.","extensions":{"code":"BAD_REQUEST"}}]}'),
    );
});
server.listen(Number(values.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${values.port}/graphql`));
