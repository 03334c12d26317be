// <remark-asker url into="id"> in a form: a moment after the text was changed, asks the address what
// there is to remark and shows the answer in the element. A newer question drops an older one.
const PAUSE = 900; // ms after the last key

class RemarkAsker extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const name of ["input", "change"]) {
      this.form.addEventListener(name, ({ target }) => this.heard(target), { signal });
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.stop.abort();
  }

  heard(field) {
    if (!["body", "kind", "attachments"].includes(field.name)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "kind", "body"]) body.set(name, this.form.elements[name].value);
    if (this.form.querySelector("[data-files=reply] > *") || this.form.elements.attachments?.files.length) {
      body.set("files", "yes");
    }
    try {
      const options = { method: "POST", body, redirect: "manual", signal: this.asked.signal };
      const answer = await fetch(this.getAttribute("url"), options);
      if (!answer.ok) return;
      const shown = document.getElementById(this.getAttribute("into"));
      const html = await answer.text();
      // Nothing moves under a hand, and the focus stays on a button that is still there.
      if (shown && !shown.contains(document.activeElement)) shown.innerHTML = html;
    } catch { /* offline: a remark is no matter of life */ }
  }
}

customElements.define("remark-asker", RemarkAsker);
