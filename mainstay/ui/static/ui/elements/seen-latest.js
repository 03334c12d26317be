// <seen-latest list="timeline" field="seen"> in a form: the hidden field holds the newest message
// that its writer has seen. What comes while nothing is written is seen where it stands; while
// something is written, the element shows what it holds, and its button leads there.
class SeenLatest extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.elements[this.getAttribute("field")];
    this.news = this.firstElementChild;
    this.addEventListener("click", ({ target }) => target.closest("button") && this.read());
    const list = document.getElementById(this.getAttribute("list"))?.parentElement;
    this.watch = new MutationObserver(() => this.look());
    if (list) this.watch.observe(list, { childList: true, subtree: true });
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  get unseen() {
    const said = document.querySelectorAll(".message:not(.message--note, .message--machine)");
    const number = (message) => Number(/^message-(\d+)$/.exec(message.id)?.[1] ?? 0);
    return [...said].filter((message) => number(message) > Number(this.field.value));
  }

  look() {
    const writes = this.form.querySelector("textarea").value.trim();
    if (!writes) this.see();
    this.news.hidden = !this.unseen.length;
  }

  see() {
    for (const message of this.unseen) this.field.value = message.id.slice("message-".length);
  }

  read() {
    this.unseen[0]?.scrollIntoView({ block: "center" });
    this.see();
    this.news.hidden = true;
  }
}

customElements.define("seen-latest", SeenLatest);
