/* On every page: what is pasted into the search field becomes part of an address, and servers take
   no long ones. Of a traceback, its end says what was raised. */
document.addEventListener("submit", ({ target }) => {
  const field = target.matches("form.bd-search") && target.elements.q;
  const tooLong = (text) => new URLSearchParams({ q: text }).toString().length > 6000;
  while (field && tooLong(field.value)) field.value = field.value.slice(Math.ceil(field.value.length / 10));
});
