import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Changes } from '../changes.js';
import { html, page } from '../html.js';
import { sendPage } from '../http.js';
import { journalRoute } from '../journal-route.js';
import {
  agencySection,
  clockSection,
  letterSection,
  moneySection,
  parcelSection,
  textSection,
  type World,
} from './sections.js';

/** GET / shows the outside world; /changes tells the page's script when to read it again. */
export function pageRoutes(app: FastifyInstance, world: World, changes: Changes): void {
  app.get('/', (_request, reply) => {
    const sections = [clockSection, letterSection, textSection, parcelSection, moneySection, agencySection];
    const body = html`<header>
        <h1>Thế giới bên ngoài</h1>
        <p>Thử nghiệm: không có thư, tin nhắn, bưu gửi hay tiền nào ở đây là thật.</p>
      </header>
      <main data-last="${changes.last()}">${sections.map((section) => section(world))}</main>`;
    return sendPage(reply, page('Motcua: thế giới bên ngoài', body, '/page.mjs'));
  });
  journalRoute(app, '/changes', changes.journal);
  asset(app, 'page.mjs', 'text/javascript; charset=utf-8');
  asset(app, 'page.css', 'text/css; charset=utf-8');
}

function asset(app: FastifyInstance, name: string, type: string): void {
  const content = readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8');
  app.get(`/${name}`, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content));
}
