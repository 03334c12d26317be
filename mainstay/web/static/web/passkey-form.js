// <passkey-form mode="get|create" options="{…}" | options-url="…"> around a form: its button asks
// the browser for a passkey and posts the answer as `credential`. The words for what went wrong
// stand in data-refused and data-unable.
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.button = this.querySelector("button");
    this.said = this.querySelector("[data-said]");
    this.button.hidden = false;
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      this.button.disabled = true;
      this.say(this.dataset.unable);
      return;
    }
    this.form.addEventListener("submit", (event) => this.ask(event));
  }

  async ask(event) {
    event.preventDefault();
    this.say("");
    this.button.setAttribute("aria-busy", "true");
    try {
      const credential = await this.credential();
      this.form.elements.credential.value = JSON.stringify(credential.toJSON());
      this.form.submit();
    } catch {
      this.say(this.dataset.refused);
    } finally {
      this.button.removeAttribute("aria-busy");
    }
  }

  async credential() {
    const { publicKey } = await this.options();
    if (this.getAttribute("mode") === "create") {
      const wanted = PublicKeyCredential.parseCreationOptionsFromJSON(asPasskey(publicKey));
      return navigator.credentials.create({ publicKey: wanted });
    }
    const wanted = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
    return navigator.credentials.get({ publicKey: wanted });
  }

  async options() {
    if (this.hasAttribute("options")) return JSON.parse(this.getAttribute("options"));
    const answer = await fetch(this.getAttribute("options-url"), {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
    return (await answer.json()).request_options;
  }

  say(text) {
    this.said.textContent = text;
    this.said.hidden = !text;
  }
}

// Kept by the device and opened by finger, face or PIN, so that it replaces the password.
function asPasskey(options) {
  const selection = {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return { ...options, authenticatorSelection: selection };
}

customElements.define("passkey-form", PasskeyForm);
