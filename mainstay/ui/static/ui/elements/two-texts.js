// <two-texts data-other> in a form with one textarea and radio buttons named "kind": each kind has a
// text of its own, `data-other` is the one not shown. Says "turning" (with the kind that is left)
// before the texts change places.
class TwoTexts extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.other = this.dataset.other ?? "";
    this.kind = this.form.elements.kind.value;
    this.turn = ({ target }) => target.name === "kind" && this.change(target.value);
    this.form.addEventListener("change", this.turn);
  }

  disconnectedCallback() {
    this.form.removeEventListener("change", this.turn);
  }

  change(kind) {
    if (kind === this.kind) return;
    const text = this.form.querySelector("textarea");
    this.form.dispatchEvent(new CustomEvent("turning", { detail: this.kind }));
    [this.kind, this.other, text.value] = [kind, text.value, this.other];
  }
}

customElements.define("two-texts", TwoTexts);
