// Moves the clock and keeps the page fresh: asks for the next change, then reads the page again.
const shown = () => document.querySelector('main');

async function refresh() {
  const response = await fetch('/', { headers: { accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
  if (fresh) shown().replaceWith(fresh);
}

async function move(order) {
  const body = JSON.stringify(order);
  const response = await fetch('/clock/move', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await refresh();
  if (!response.ok) document.getElementById('clock-problem').textContent = (await response.json()).message;
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button?.dataset.byMs) move({ byMs: Number(button.dataset.byMs) });
  else if (button?.dataset.to) move({ to: button.dataset.to });
});

async function follow() {
  for (;;) {
    try {
      // Answers at the next change, or after a while, when the time that is shown has grown old.
      await fetch(`/changes?waitMs=20000&after=${shown().dataset.last}`);
      await refresh();
    } catch {
      // The sandbox is away: look again in a while.
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

follow();
