// Completes what is typed into the search box. The page works as well without; nothing is kept.
(() => {
  'use strict';
  const PAUSE = 120; // milliseconds after the last key: people type faster than that
  const box = document.querySelector('input[data-suggest]');
  if (!box || !window.fetch || !window.AbortController) return;
  const form = box.form;
  const list = document.createElement('ul');
  list.id = 'offers';
  list.className = 'offers';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', '检索建议');
  list.hidden = true;
  box.parentNode.append(list);
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': list.id, 'aria-haspopup': 'listbox',
  })) box.setAttribute(name, value);

  const said = document.createElement('p');
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  list.before(said);

  let typed = box.value, chosen = -1, timer = 0, request = null, composing = false;

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    said.textContent = '';
    chosen = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  function part(tag, text, item) {
    if (!text) return;
    const piece = document.createElement(tag);
    piece.textContent = text;
    item.append(piece);
  }

  function show(offers) {
    list.replaceChildren(...offers.map((offer, index) => {
      const item = document.createElement('li');
      item.id = 'offer-' + index;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      const at = offer.toLowerCase().indexOf(typed.toLowerCase());
      const end = at < 0 ? 0 : at + typed.length;
      part('b', at < 0 ? offer : offer.slice(0, at), item);
      part('span', at < 0 ? '' : offer.slice(at, end), item);
      part('b', at < 0 ? '' : offer.slice(end), item);
      return item;
    }));
    chosen = -1;
    list.hidden = !offers.length;
    said.textContent = offers.length ? `${offers.length} 条建议，用上下键选择` : '没有建议';
    box.setAttribute('aria-expanded', String(!list.hidden));
    box.removeAttribute('aria-activedescendant');
  }

  function choose(index) {
    const items = options();
    chosen = index;
    items.forEach((item, number) => item.setAttribute('aria-selected', String(number === index)));
    if (index < 0) {
      box.removeAttribute('aria-activedescendant');
      box.value = typed;
      return;
    }
    box.setAttribute('aria-activedescendant', items[index].id);
    box.value = items[index].textContent;
    items[index].scrollIntoView({ block: 'nearest' });
  }

  async function ask() {
    typed = box.value.trim();
    if (request) request.abort();
    if (!typed) return close();
    const own = request = new AbortController();
    try {
      const answer = await fetch(box.dataset.suggest + '?q=' + encodeURIComponent(typed), { signal: own.signal });
      if (!answer.ok) return close();
      const found = await answer.json();
      if (own === request && document.activeElement === box) show(found.suggestions);
    } catch (error) {
      if (own === request) close();
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }
  // What an input method composes is not typed yet: nothing is offered or said meanwhile.
  box.addEventListener('compositionstart', () => { composing = true; clearTimeout(timer); });
  box.addEventListener('compositionend', () => { composing = false; soon(); });
  box.addEventListener('input', event => { if (!composing && !event.isComposing) soon(); });
  box.addEventListener('keydown', event => {
    // While an input method composes, the keys are its own.
    if (composing || event.isComposing || event.keyCode === 229 || list.hidden) return;
    const last = options().length - 1;
    if (event.key === 'ArrowDown') choose(chosen < last ? chosen + 1 : -1);
    else if (event.key === 'ArrowUp') choose(chosen < 0 ? last : chosen - 1);
    else if (event.key === 'Escape') { choose(-1); close(); }
    else return;
    event.preventDefault();
  });
  box.addEventListener('blur', close);
  // Before the box loses the focus, and so that it does not.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const item = event.target.closest('li');
    if (!item) return;
    box.value = item.textContent;
    close();
    if (form.requestSubmit) form.requestSubmit(); else form.submit();
  });
  form.addEventListener('submit', close);
})();
