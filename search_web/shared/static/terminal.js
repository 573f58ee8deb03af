// The terminal. What a reader asks goes in the body of requests and stays in this page: no address, history,
// cookie or storage has it, and the end of a visit loads the page anew.
(() => {
  'use strict';
  const body = document.body, main = document.getElementById('view');
  const IDLE = Number(body.dataset.idle), LEFT = 15, TURN = 8000, RENEW = 600000, AGAIN = 5000, SIZES = 4;

  // At rest: the newest documents, as many as fit, one lot after the other.
  const items = [...document.querySelectorAll('.newest li')];
  let first = 0;
  function turn() {
    if (!main.classList.contains('rest') || !items.length) return;
    for (const item of items) item.hidden = true;
    let shown = 0;
    const list = main.querySelector('.newest');
    while (first + shown < items.length) {
      items[first + shown].hidden = false;
      if (shown && list.scrollHeight > list.clientHeight) { items[first + shown].hidden = true; break; }
      shown++;
    }
    first = first + shown < items.length ? first + shown : 0;
  }
  turn();
  setInterval(turn, TURN);
  // Anew only where an answer will come: a browser's page of errors would stay for ever.
  const home = location.pathname + location.search;
  const anew = async () => {
    try {
      if (!(await fetch(home, { cache: 'no-store', credentials: 'omit' })).ok) return false;
      location.replace(home);
      return true;
    } catch { return false; }
  };
  setInterval(() => { if (main.classList.contains('rest')) anew(); }, RENEW);
  if (!body.dataset.touch) return;

  const asking = document.querySelector('.asking'), say = document.getElementById('say');
  const trail = [], usual = say.textContent;
  let leaving = false, now = '', idle = 0, left = 0, printed = 0, size = 1, text = '', letters = '', asked = 0, more = 0, sound = [], syllable = '';

  const post = (address, fields) => fetch(address, {
    method: 'POST', body: fields, headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    cache: 'no-store', credentials: 'omit',
  });

  async function show(step, keep = true) {
    const own = ++asked;
    let html = '';
    try {
      const answer = await post(body.dataset.touch, step);
      if (!answer.ok) throw new Error(String(answer.status));
      html = await answer.text();
    } catch { say.textContent = '暂时查不了，请稍后再试，或问工作人员'; return; }
    if (own !== asked) return;
    if (keep && now && now !== step) trail.push(now);
    now = step;
    say.textContent = usual;
    main.className = new URLSearchParams(step).get('view');
    main.innerHTML = html;
    main.scrollTop = 0;
    const typed = main.querySelector('[data-typed]');
    if (typed) { text = typed.dataset.from; letters = ''; spell(); }
    const marks = main.querySelectorAll('.sheet mark');
    const next = main.querySelector('[data-mark]');
    if (next && marks.length) { next.hidden = false; next.textContent = `下一处（${marks.length}）`; }
    grow(0);
  }

  const find = query => {
    const q = query.trim();
    if (!q) return;
    // 返回 leads to what was typed.
    if (main.classList.contains('type')) now = new URLSearchParams({ view: 'type', q }).toString();
    show(new URLSearchParams({ view: 'results', q }).toString());
  };
  // What was shown goes at once, whether or not the next page comes.
  async function reset() {
    if (leaving) return;
    leaving = true;
    asked++;
    asking.hidden = true;
    trail.length = 0;
    now = text = letters = '';
    main.className = '';
    main.replaceChildren();
    while (!await anew()) {
      say.textContent = '暂时查不了，请问工作人员';
      await new Promise(resolve => setTimeout(resolve, AGAIN));
    }
  }

  function button(words, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    made.addEventListener('click', act);
    return made;
  }

  function characters() {
    const row = main.querySelector('.characters');
    if (!row) return;
    const key = one => button(one, () => { text += one; letters = letters.slice(syllable.length); spell(); });
    const lot = sound.slice(more).map(key), on = button('更多字', () => { more = more + lot.length < sound.length ? more + lot.length : 0; characters(); });
    row.replaceChildren(...lot, ...(more || lot.length < sound.length ? [on] : []));
    if (row.scrollWidth > row.clientWidth) row.append(on);
    while (row.scrollWidth > row.clientWidth && lot.length > 1) lot.pop().remove();
  }

  async function spell() {
    const typed = main.querySelector('[data-typed]');
    if (!typed) return;
    const own = ++asked, pending = document.createElement('u');
    pending.textContent = letters;
    typed.replaceChildren(...(text ? [text] : []), ...(letters ? [pending] : []));
    typed.scrollLeft = typed.scrollWidth;
    let found = { words: [], characters: [], syllable: '' };
    if (text || letters) {
      try { found = await (await post(body.dataset.words, new URLSearchParams({ text, letters }).toString())).json(); } catch { /* Keys go on working. */ }
    }
    const row = main.querySelector('.words');
    if (own !== asked || !row) return;
    row.replaceChildren(...found.words.map(word => button(word, () => { text = word; letters = ''; find(word); })));
    for (const one of [...row.children].reverse()) if (row.scrollWidth > row.clientWidth && row.children.length > 1) one.remove();
    ({ characters: sound, syllable } = found);
    more = 0;
    characters();
  }

  function key(value) {
    if (/^[a-z]$/.test(value)) letters += value;
    else { text += letters + value; letters = ''; }
    spell();
  }
  function erase() {
    if (letters) letters = letters.slice(0, -1); else text = [...text].slice(0, -1).join('');
    spell();
  }
  function grow(by) {
    size = Math.min(SIZES - 1, Math.max(0, size + by));
    const sheet = main.querySelector('.sheet');
    if (sheet) { sheet.dataset.at = size; aside(); }
    reach();
  }
  // Tables wider than what they lie in go left and right by buttons above them.
  function aside() {
    for (const old of main.querySelectorAll('.aside')) old.remove();
    for (const table of main.querySelectorAll('.scroll')) {
      if (table.scrollWidth <= table.clientWidth + 1) continue;
      const row = document.createElement('p');
      row.className = 'row aside';
      for (const [words, way] of [['◀ 表格左移', -1], ['表格右移 ▶', 1]]) row.append(button(words, () => table.scrollBy({ left: way * table.clientWidth * 0.6 })));
      table.before(row);
    }
  }
  function zoom(by) {
    const list = opened().querySelector('.list');
    list.dataset.zoom = Math.min(3, Math.max(0, Number(list.dataset.zoom || 1) + by));
    reach();
  }
  function nextMark() {
    const marks = [...main.querySelectorAll('.sheet mark')];
    const at = (marks.findIndex(mark => mark.classList.contains('here')) + 1) % marks.length;
    marks.forEach((mark, place) => mark.classList.toggle('here', place === at));
    marks[at].scrollIntoView({ block: 'center' });
  }
  const opened = () => main.querySelector('[data-over]:not([hidden])');
  function over(name) {
    for (const one of main.querySelectorAll('[data-over]')) one.hidden = one.dataset.over !== name;
    aside();
    reach();
  }
  const close = () => over(opened().dataset.up || '');
  async function print(pages) {
    const most = Number(body.dataset.prints);
    if (printed + pages > most) {
      say.textContent = `每位读者最多打印 ${most} 页${printed ? `，已打印 ${printed} 页` : ''}，请问工作人员`;
      return;
    }
    printed += pages;
    const file = opened();
    if (file) {
      const pictures = [...file.querySelectorAll('img')];
      for (const one of pictures) one.loading = 'eager';
      await Promise.allSettled(pictures.map(one => one.decode()));
      if (!file.isConnected) return;
    }
    window.print();
  }
  const moved = () => main.querySelector('[data-over]:not([hidden]) .list') || main.querySelector('[data-sheet]') || main;
  // 上翻 and 下翻 can be touched where there is something to come, 左移 and 右移 are there where it is wide.
  function reach() {
    const box = moved();
    for (const one of document.querySelectorAll('[data-scroll]')) {
      const way = Number(one.dataset.scroll);
      const room = way < 0 ? box.scrollTop > 1 : box.scrollTop + box.clientHeight < box.scrollHeight - 1;
      one.disabled = main.classList.contains('rest') || !(room || main.querySelector(`[data-page="${way}"]`));
    }
    for (const one of main.querySelectorAll('[data-aside]')) one.hidden = box.scrollWidth <= box.clientWidth + 1;
  }
  function scroll(way) {
    const page = main.querySelector(`[data-page="${way}"]`);
    if (page) { show(page.dataset.go, false); return; }
    const box = moved();
    box.scrollBy({ top: way * box.clientHeight * 0.85 });
  }
  const back = () => {
    if (opened()) close();
    else if (trail.length) show(trail.pop(), false);
    else reset();
  };

  const acts = [
    ['[data-restart]', reset], ['[data-back]', back],
    ['[data-scroll]', of => scroll(Number(of.scroll))], ['[data-query]', of => find(of.query)], ['[data-go]', of => show(of.go)],
    ['[data-key]', of => key(of.key)], ['[data-delete]', erase], ['[data-clear]', () => { text = letters = ''; spell(); }],
    ['[data-find]', () => find(text + letters)],
    ['[data-pad-to]', of => { for (const pad of main.querySelectorAll('[data-pad]')) pad.hidden = pad.dataset.pad !== of.padTo; }],
    ['[data-mark]', nextMark], ['[data-size]', of => grow(Number(of.size))], ['[data-print]', of => print(Number(of.print))],
    ['[data-zoom]', of => zoom(Number(of.zoom))], ['[data-aside]', of => moved().scrollBy({ left: Number(of.aside) * moved().clientWidth * 0.6 })],
    ['[data-show]', of => over(of.show)], ['[data-hide]', close],
    ['[data-to]', of => { over(''); document.getElementById(of.to).scrollIntoView(); }],
  ];
  document.addEventListener('click', event => {
    // Nothing here leads out.
    event.preventDefault();
    // The touch that answers the question is for nothing below it.
    if (!asking.hidden) { asking.hidden = true; return; }
    if (leaving) return;
    if (main.classList.contains('rest')) { show('view=start'); return; }
    for (const [selector, act] of acts) {
      const touched = event.target.closest(selector);
      if (touched) { act(touched.dataset); return; }
    }
  });
  for (const sign of ['scroll', 'load']) main.addEventListener(sign, reach, true);
  main.addEventListener('error', event => { event.target.parentNode.textContent = '这一页显示不出来，请问工作人员'; }, true);
  reach();
  document.addEventListener('contextmenu', event => event.preventDefault());

  for (const sign of ['pointerdown', 'keydown']) document.addEventListener(sign, () => { idle = 0; }, true);
  for (const sign of ['pointercancel', 'keydown']) document.addEventListener(sign, () => { asking.hidden = true; }, true);
  setInterval(() => {
    if (leaving || main.classList.contains('rest')) return;
    idle++;
    left = IDLE + LEFT - idle;
    if (idle >= IDLE) asking.hidden = false;
    asking.querySelector('[data-left]').textContent = Math.max(0, left);
    if (left <= 0) reset();
  }, 1000);
})();
