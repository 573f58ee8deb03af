// The filters: at once on desktops, with 应用 on phones; what was unfolded stays so. The form works as well without.
(() => {
  'use strict';
  const form = document.querySelector('[data-filters]');
  if (!form) return;
  const KEY = 'filters';
  const wide = window.matchMedia('(min-width: 60rem)');
  const folds = [...document.querySelectorAll('details[id]')].filter(one => one.id === 'fold' || form.contains(one));
  const served = folds.filter(one => one.open);
  const kept = (() => { try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch { return {}; } })();
  const keep = more => {
    Object.assign(kept, { open: folds.filter(one => one.open && !served.includes(one)).map(one => one.id) }, more);
    try {
      if (kept.open.length || kept.focus) sessionStorage.setItem(KEY, JSON.stringify(kept));
      else sessionStorage.removeItem(KEY);
    } catch { /* Nothing is kept then. */ }
  };
  for (const one of folds) {
    one.open ||= (kept.open || []).includes(one.id);
    one.addEventListener('toggle', () => keep());
  }
  for (const one of form.querySelectorAll('.scripted')) one.hidden = false;
  document.documentElement.classList.add('at-once');
  if (kept.focus && wide.matches) {
    const before = document.getElementById(kept.focus);
    if (before) before.focus({ preventScroll: true });
  }
  keep({ focus: '' });

  const submit = () => { if (form.requestSubmit) form.requestSubmit(); else form.submit(); };
  const sort = document.querySelector('select[form="filters"]');
  if (sort) sort.addEventListener('change', submit);
  form.addEventListener('change', event => {
    const changed = event.target;
    // A day is typed part by part: it has a button of its own.
    if (!wide.matches || changed.matches('[data-narrow], [type=date]')) return;
    keep({ focus: changed.id });
    submit();
  });
  // Empty values would only lengthen the address.
  form.addEventListener('formdata', event => {
    for (const name of ['from', 'to', 'under']) if (!event.formData.get(name)) event.formData.delete(name);
    if (event.formData.get('sort') === 'relevance') event.formData.delete('sort');
  });
  for (const box of form.querySelectorAll('[data-narrow]')) {
    box.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
    box.addEventListener('input', () => {
      const wanted = box.value.trim().toLowerCase();
      const scope = box.closest('details, fieldset');
      for (const item of scope.querySelectorAll('li')) {
        item.hidden = ![...item.querySelectorAll('.name')].some(one => one.textContent.toLowerCase().includes(wanted));
      }
      for (const one of scope.querySelectorAll('details')) one.open = Boolean(wanted);
    });
  }
})();
