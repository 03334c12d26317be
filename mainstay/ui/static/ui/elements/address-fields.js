// <address-fields> around fields for addresses: what is typed is told by [data-shows="name"] too, and
// Enter in a field sends nothing. One that was refused is in sight.
class AddressFields extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", ({ target }) => this.tell(target));
    this.addEventListener("keydown", (event) => {
      const isAlone = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
      if (isAlone && event.target.matches("input")) event.preventDefault();
    });
  }

  tell(field) {
    const shown = this.querySelector(`[data-shows="${field.name}"]`);
    if (!shown) return;
    shown.textContent = field.value;
    shown.closest("[data-when-said]")?.toggleAttribute("hidden", !field.value);
  }
}

customElements.define("address-fields", AddressFields);
