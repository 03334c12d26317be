// <copy-text value="…"><button>Copy</button><output></output></copy-text>: the button copies the
// value, the output says the word in data-done for two seconds.
class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => event.target.closest("button") && this.copy());
  }

  async copy() {
    const said = this.querySelector("output");
    try {
      await navigator.clipboard.writeText(this.getAttribute("value") ?? "");
    } catch {
      return; // no clipboard without https: the text stands beside the button
    }
    if (!said) return;
    said.textContent = this.dataset.done ?? "";
    setTimeout(() => (said.textContent = ""), 2000);
  }
}

customElements.define("copy-text", CopyText);
