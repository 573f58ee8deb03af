// On a document's page: prints, copies the quotation, and goes from mark to mark. The page works as well without.
(() => {
  'use strict';
  for (const hidden of document.querySelectorAll('.scripted')) hidden.hidden = false;
  for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print());
  for (const button of document.querySelectorAll('[data-copy]')) {
    const source = document.getElementById(button.dataset.copy), usual = button.textContent;
    button.addEventListener('click', () => {
      const range = document.createRange();
      range.selectNodeContents(source);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      // The older way too: the newer one is refused where a page comes over plain HTTP.
      const done = document.execCommand('copy');
      button.textContent = done ? '已复制' : '请按 Ctrl+C 复制';
      setTimeout(() => { button.textContent = usual; }, 5000);
    });
  }
  const speak = document.querySelector('[data-speak]'), speech = window.speechSynthesis;
  if (speak && speech && window.SpeechSynthesisUtterance) {
    const speaks = lang => speech.getVoices().find(voice => lang.test(voice.lang));
    const chinese = () => speaks(/^(zh|cmn)[-_](CN|Hans)/i) || speaks(/^(zh|cmn)/i);
    // Links to articles are not read out, and cells are told apart.
    const words = part => {
      const copy = part.cloneNode(true);
      for (const one of copy.querySelectorAll('.anchor')) one.remove();
      for (const cell of copy.querySelectorAll('td, th')) cell.append('，');
      return copy.textContent;
    };
    const offer = () => { speak.hidden = !chinese(); };
    offer();
    speech.addEventListener('voiceschanged', offer);
    speak.addEventListener('click', () => {
      if (speech.speaking) { speech.cancel(); speak.textContent = '朗读'; return; }
      const parts = [...document.querySelectorAll('.document h1, .text > *')];
      parts.forEach((part, place) => {
        const said = new SpeechSynthesisUtterance(words(part));
        said.voice = chinese();
        said.lang = 'zh-CN';
        if (place === parts.length - 1) said.onend = () => { speak.textContent = '朗读'; };
        speech.speak(said);
      });
      speak.textContent = '停止朗读';
    });
    window.addEventListener('pagehide', () => speech.cancel());
  }
  const marks = [...document.querySelectorAll('.text mark')];
  const line = document.querySelector('[data-marks]');
  if (!line || marks.length < 2) return;
  let at = -1;
  const count = document.createElement('span');
  const go = step => {
    at = (at + step + marks.length) % marks.length;
    for (const mark of marks) mark.classList.toggle('here', mark === marks[at]);
    marks[at].scrollIntoView({ block: 'center' });
    count.textContent = `第 ${at + 1} 处，共 ${marks.length} 处`;
  };
  for (const [name, step] of [['上一处', -1], ['下一处', 1]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => go(step < 0 && at < 0 ? 0 : step));
    line.append(button);
  }
  count.setAttribute('role', 'status');
  count.textContent = `共 ${marks.length} 处`;
  line.append(count);
})();
