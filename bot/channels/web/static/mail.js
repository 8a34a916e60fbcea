// The field for an e-mail address, under a reply that asks for one. What is sent is said like anything else.

import { element, word } from "./words.js";

/** A form that calls `say` with the address. */
export function addressForm(say) {
  const field = element("input", {
    name: "address",
    type: "text",
    inputmode: "email",
    autocomplete: "email",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: "254",
    "aria-label": word("page_mail_address"),
    placeholder: word("page_mail_example"),
  });
  const button = element("button", { type: "submit", name: "button main", text: word("page_mail_send") });
  const form = element("form", { name: "mail-form" }, field, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = field.value.trim();
    if (!address) {
      field.focus();
      return;
    }
    say(address);
  });
  return form;
}
