import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { fieldsOf } from '../fields.js';
import { html, page, type Html } from '../html.js';
import { sendPage } from '../http.js';
import { Refused } from '../refused.js';
import type { Issuer } from './issuer.js';
import { findPerson, people, type Person } from './people.js';

const mountedAt = '/oidc';

/** The issuer under /oidc, its sign-in page, and POST /identity/demo-token. The issuer exists once the port is known. */
export function identityRoutes(app: FastifyInstance, issuer: Promise<Issuer>): void {
  void app.register((oidc, _options, done) => {
    // The issuer reads its bodies itself.
    oidc.removeAllContentTypeParsers();
    oidc.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    oidc.all(`${mountedAt}/*`, async (request, reply) => {
      const { handle } = await issuer;
      reply.hijack();
      await handle(withoutMount(request.raw), reply.raw);
    });
    done();
  });

  app.get('/identity/sign-in/:uid', async (request, reply) => {
    const signingIn = await (await issuer).isSigningIn(request.raw, reply.raw);
    if (!signingIn) throw new Refused(400, 'NOT_SIGNING_IN', 'no sign-in is under way in this browser; start again');
    return sendPage(reply, signInPage());
  });
  app.post('/identity/sign-in/:uid', async (request, reply) => {
    const person = personNamed(fieldsOf(request.body).text('person'));
    const { isSigningIn, signIn } = await issuer;
    if (!(await isSigningIn(request.raw, reply.raw))) {
      throw new Refused(400, 'NOT_SIGNING_IN', 'no sign-in is under way in this browser; start again');
    }
    await signIn(request.raw, reply.raw, person);
    // Only now: a sign-in that fails still gets its answer from here.
    reply.hijack();
  });
  app.post('/identity/demo-token', async (request) => {
    const person = personNamed(fieldsOf(request.body).text('user'));
    return { accessToken: await (await issuer).demoToken(person) };
  });
}

function personNamed(id: string): Person {
  const person = findPerson(id);
  if (person === undefined) {
    throw new Refused(400, 'UNKNOWN_PERSON', `the sandbox knows ${people.map((known) => known.id).join(', ')}`);
  }
  return person;
}

/** The issuer computes its addresses from `originalUrl` and routes by `url`, as servers that mount one in another do. */
function withoutMount(request: IncomingMessage): IncomingMessage {
  const originalUrl = request.url ?? '/';
  return Object.assign(request, { originalUrl, url: originalUrl.slice(mountedAt.length) });
}

function signInPage(): string {
  return page(
    'Đăng nhập (thử nghiệm)',
    html`<main class="narrow">
      <h1>Đăng nhập</h1>
      <p>Danh tính thử nghiệm: chọn một người mẫu. Không có mật khẩu.</p>
      <form method="post">${people.map(personButton)}</form>
    </main>`,
  );
}

function personButton({ id, nameVi, roleVi }: Person): Html {
  return html`<button class="wide" name="person" value="${id}">${nameVi} <small>${roleVi} · ${id}</small></button> `;
}
